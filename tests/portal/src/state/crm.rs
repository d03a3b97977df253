//! CRM objects, a table a type.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::table::{Cell, Record, Schema, Table};
use crate::value::Value;

/// Numbers of the types that every portal has.
pub(crate) const LEAD: u64 = 1;
pub(crate) const DEAL: u64 = 2;
pub(crate) const CONTACT: u64 = 3;
pub(crate) const COMPANY: u64 = 4;
const QUOTE: u64 = 7;
const INVOICE: u64 = 31;
/// The first number of a smart process.
const SMART: u64 = 128;

/// The most types: their numbers come from requests.
const MOST_TYPES: usize = 1_000;

/// Fields that tell whether others hold anything.
const HAS: [(&str, &str); 2] = [("HAS_PHONE", "PHONE"), ("HAS_EMAIL", "EMAIL")];

/// Stages, what each means, and whether the object is closed by it.
const STAGES: [(&str, &str, &str); 2] =
    [("STAGE_ID", "STAGE_SEMANTIC_ID", "CLOSED"), ("STATUS_ID", "STATUS_SEMANTIC_ID", "")];

/// A field that a user made, as `crm.deal.userfield.*` tell of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct UserField {
    pub(crate) id: u64,
    pub(crate) entity: u64,
    pub(crate) name: String,
    /// Everything that was given.
    pub(crate) settings: crate::value::Map,
}

#[derive(Default)]
pub(crate) struct Crm {
    tables: BTreeMap<u64, Table>,
    pub(crate) user_fields: Vec<UserField>,
    pub(crate) user_field_count: u64,
    /// Identifiers of telephone numbers, addresses and their like.
    pub(crate) multifields: u64,
    /// Tables keep account of their changes.
    tracked: bool,
}

impl Crm {
    /// The objects of that type, where there is such a type. Every number of a smart process is one.
    pub(crate) fn table(&mut self, entity: u64) -> Option<&mut Table> {
        let text = match entity {
            LEAD => include_str!("../../data/crm/lead.txt"),
            DEAL => include_str!("../../data/crm/deal.txt"),
            CONTACT => include_str!("../../data/crm/contact.txt"),
            COMPANY => include_str!("../../data/crm/company.txt"),
            QUOTE | INVOICE | SMART.. => include_str!("../../data/crm/item.txt"),
            _ => return None,
        };
        if !self.tables.contains_key(&entity) && self.tables.len() >= MOST_TYPES {
            return None;
        }
        let tracked = self.tracked;
        Some(self.tables.entry(entity).or_insert_with(|| {
            let mut table = Table::new(Schema::parse(text));
            if tracked {
                table.track(true);
            }
            table
        }))
    }

    pub(crate) fn track(&mut self, all: bool) {
        self.tracked = true;
        self.tables.values_mut().for_each(|table| table.track(all));
    }

    pub(crate) fn tables(&mut self) -> impl Iterator<Item = (u64, &mut Table)> {
        self.tables.iter_mut().map(|(entity, table)| (*entity, table))
    }

    /// Telephone numbers and their like get an identifier each.
    pub(crate) fn multifield(&mut self, kind: &str, given: &Value) -> Option<Cell> {
        let items = given.items()?;
        let kept =
            items.into_iter().filter(|item| item.get("VALUE").is_some_and(|value| !value.is_blank())).map(|item| {
                self.multifields += 1;
                let text = |name: &str, none: &str| item.get(name).cloned().unwrap_or_else(|| none.into());
                crate::value::map([
                    ("ID", self.multifields.to_string().into()),
                    ("VALUE_TYPE", text("VALUE_TYPE", "WORK")),
                    ("VALUE", text("VALUE", "")),
                    ("TYPE_ID", kind.into()),
                ])
            });
        let kept: Vec<Value> = kept.collect();
        (!kept.is_empty()).then(|| Cell::Other(Box::new(kept.into())))
    }
}

/// Brings the fields up to date that follow from others.
pub(crate) fn follow(schema: &Schema, record: &mut Record) {
    for (flag, field) in HAS {
        if let (Some(flag), Some(field)) = (schema.find(flag), schema.find(field)) {
            let told = record.cell(field).map(|_| Cell::Text("Y".into()));
            record.set(flag, told);
        }
    }
    for (stage, meaning, closed) in STAGES {
        let (Some(stage), Some(meaning)) = (schema.find(stage), schema.find(meaning)) else { continue };
        let end =
            schema.cell(record, stage).and_then(|stage| if let Cell::Text(code) = stage { end(code) } else { None });
        record.set(meaning, end.map(|end| Cell::Text(end.into())));
        if let Some(closed) = schema.find(closed) {
            record.set(closed, end.map(|_| Cell::Text("Y".into())));
        }
    }
}

/// What a stage that ends something means, success or failure; those of other pipelines have theirs before the code: `C7:WON`.
fn end(stage: &str) -> Option<&'static str> {
    match stage.rsplit(':').next().unwrap_or_default() {
        "WON" | "CONVERTED" => Some("S"),
        "LOSE" | "APOLOGY" | "JUNK" => Some("F"),
        _ => None,
    }
}
