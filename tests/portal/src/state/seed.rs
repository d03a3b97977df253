//! Records that a portal has from the start.

use super::State;
use super::crm::{COMPANY, CONTACT, DEAL, LEAD, follow};
use crate::config::Seed;
use crate::table::{Cell, Record, Schema};
use crate::value::Value;

/// How far apart the records were created.
const STEP_SECONDS: i64 = 60;

impl State {
    /// Adds records in user 1's name; no events.
    pub(super) fn seed(&mut self, kind: Seed, count: u64) {
        let now = i64::try_from(self.clock.now().as_secs()).unwrap_or(i64::MAX);
        let entity = match kind {
            Seed::Leads => LEAD,
            Seed::Deals => DEAL,
            Seed::Contacts => CONTACT,
            Seed::Companies => COMPANY,
            Seed::Tasks => {
                for number in 1..=count {
                    let created = now - STEP_SECONDS * i64::try_from(count - number).unwrap_or(0);
                    self.tasks.add(|schema, record| fill(schema, record, number, created, "Task"));
                }
                return;
            }
        };
        let name = match kind {
            Seed::Leads => "Lead",
            Seed::Deals => "Deal",
            Seed::Contacts => "Contact",
            _ => "Company",
        };
        for number in 1..=count {
            let created = now - STEP_SECONDS * i64::try_from(count - number).unwrap_or(0);
            let mail =
                vec![crate::value::map([("VALUE", format!("{name}{number}@example.com").to_lowercase().into())])];
            let mail = self.crm.multifield("EMAIL", &Value::List(mail)).filter(|_| entity == CONTACT);
            let Some(table) = self.crm.table(entity) else { return };
            table.add(|schema, record| {
                fill(schema, record, number, created, name);
                if let Some(place) = schema.find("EMAIL") {
                    record.set(place, mail);
                }
                follow(schema, record);
            });
        }
    }
}

fn fill(schema: &Schema, record: &mut Record, number: u64, created: i64, name: &str) {
    let stages = ["NEW", "PREPARATION", "EXECUTING", "WON", "LOSE"];
    let stage = stages.get(usize::try_from(number % 5).unwrap_or(0)).copied().unwrap_or("NEW");
    let text = |text: &str| Cell::Text(text.into());
    let cells = [
        ("TITLE", text(&format!("{name} {number}"))),
        ("NAME", text(&format!("{name}{number}"))),
        ("LAST_NAME", text("Example")),
        ("ASSIGNED_BY_ID", Cell::Integer(1)),
        ("RESPONSIBLE_ID", Cell::Integer(1)),
        ("createdBy", Cell::Integer(1)),
        ("updatedBy", Cell::Integer(1)),
        ("movedBy", Cell::Integer(1)),
        ("lastActivityBy", Cell::Integer(1)),
        ("CHANGED_BY", Cell::Integer(1)),
        ("createdTime", Cell::Integer(created)),
        ("updatedTime", Cell::Integer(created)),
        ("movedTime", Cell::Integer(created)),
        ("lastActivityTime", Cell::Integer(created)),
        ("CREATED_DATE", Cell::Integer(created)),
        ("CHANGED_DATE", Cell::Integer(created)),
        ("STAGE_ID", text(stage)),
        ("OPPORTUNITY", text(&format!("{}.00", number % 1000))),
    ];
    for (field, cell) in cells {
        // Stages of tasks are numbers, and belong to groups.
        if let Some(place) = schema.find(field).filter(|_| !(name == "Task" && field == "STAGE_ID")) {
            record.set(place, Some(cell));
        }
    }
}
