//! CRM objects: what the older and the newer methods have in common.

mod fields;
mod item;
mod old;
mod user_fields;

pub(super) use fields::{item_fields, old_fields};
pub(super) use item::{
    add as item_add, delete as item_delete, get as item_get, list as item_list, update as item_update,
};
pub(super) use old::{add, delete, get, list, update};
pub(super) use user_fields::{
    add as user_field_add, delete as user_field_delete, get as user_field_get, list as user_field_list,
    update as user_field_update,
};

use crate::call::Context;
use crate::send::Fire;
use crate::state::crm::{COMPANY, CONTACT, DEAL, LEAD, follow};
use crate::table::{Cell, Column, Kind, Table};
use crate::value::{Map, Value, map};

/// What happens to an object.
#[derive(Clone, Copy)]
enum Change {
    Add,
    Update,
    Delete,
}

impl Context<'_> {
    /// The object type of `crm.deal.*` and its like.
    fn entity(&self) -> u64 {
        match self.method.method.split('.').nth(1) {
            Some("lead") => LEAD,
            Some("contact") => CONTACT,
            Some("company") => COMPANY,
            _ => DEAL,
        }
    }

    /// An identifier that was given.
    fn id(&self, name: &str) -> Option<u64> {
        self.param(name).and_then(Value::integer).and_then(|id| u64::try_from(id).ok()).filter(|id| *id > 0)
    }

    /// The event of a change, to be sent when the call is over.
    fn tell_crm(&mut self, entity: u64, id: u64, change: Change) {
        let what = match change {
            Change::Add => "ADD",
            Change::Update => "UPDATE",
            Change::Delete => "DELETE",
        };
        let kind = match entity {
            LEAD => "LEAD",
            DEAL => "DEAL",
            CONTACT => "CONTACT",
            COMPANY => "COMPANY",
            _ => {
                let fields = map([("ID", id.to_string().into()), ("ENTITY_TYPE_ID", entity.to_string().into())]);
                let data = map([("FIELDS", fields)]);
                self.cause(&format!("ONCRMDYNAMICITEM{what}_{entity}"), data.clone());
                return self.cause(&format!("ONCRMDYNAMICITEM{what}"), data);
            }
        };
        let data = map([("FIELDS", map([("ID", id.to_string().into())]))]);
        self.cause(&format!("ONCRM{kind}{what}"), data);
    }

    /// An event of this call's doing.
    pub(super) fn cause(&mut self, event: &str, data: Value) {
        let mut fire = Fire::new(event, data).user(self.caller.user);
        if let Some(connector) = self.text("auth_connector") {
            fire = fire.auth_connector(&connector);
        }
        self.state.outbox.push(fire);
    }

    /// A new object; its identifier.
    fn create(&mut self, entity: u64, given: &Map) -> Option<u64> {
        let (now, user) = (moment(self), self.caller.user);
        let mut cells = self.read_fields(entity, given)?;
        let table = self.state.crm.table(entity)?;
        let schema = &table.schema;
        for (column, place) in schema.columns.iter().zip(0..) {
            let cell = match column.camel.as_str() {
                "createdTime" | "updatedTime" | "movedTime" | "lastActivityTime" => Some(Cell::Integer(now)),
                "begindate" if !is_set(&cells, place) => Some(Cell::Integer(now)),
                "createdBy" | "updatedBy" | "movedBy" | "lastActivityBy" => number(user),
                "assignedById" if !is_set(&cells, place) => number(user),
                _ => continue,
            };
            cells.push((place, cell));
        }
        let id = table.add(|schema, record| {
            for (place, cell) in cells {
                record.set(place, cell);
            }
            follow(schema, record);
        });
        if let Some((schema, record)) = table.get_mut(id)
            && let Some(title) = schema.find("TITLE")
            && record.cell(title).is_none()
        {
            record.set(title, Some(Cell::Text(format!("#{id}").into())));
        }
        self.tell_crm(entity, id, Change::Add);
        Some(id)
    }

    /// Changes an object; tells whether it is there.
    fn change(&mut self, entity: u64, id: u64, given: &Map) -> bool {
        let (now, user) = (moment(self), self.caller.user);
        let Some(cells) = self.read_fields(entity, given) else { return false };
        let Some(table) = self.state.crm.table(entity) else { return false };
        let Some((schema, record)) = table.get_mut(id) else { return false };
        for (place, cell) in cells {
            record.set(place, cell);
        }
        follow(schema, record);
        for (name, cell) in [("updatedTime", Some(Cell::Integer(now))), ("updatedBy", number(user))] {
            if let Some(place) = schema.find(name) {
                record.set(place, cell);
            }
        }
        self.tell_crm(entity, id, Change::Update);
        true
    }

    /// Removes an object; tells whether it was there.
    fn destroy(&mut self, entity: u64, id: u64) -> bool {
        let there = self.state.crm.table(entity).is_some_and(|table| table.remove(id));
        if there {
            self.tell_crm(entity, id, Change::Delete);
        }
        there
    }

    /// What was given for fields that can be written; what the portal does not know it passes over.
    fn read_fields(&mut self, entity: u64, given: &Map) -> Option<Vec<(usize, Option<Cell>)>> {
        let schema = self.state.crm.table(entity)?.schema.clone();
        let mut cells = Vec::new();
        for (name, value) in given {
            let Some(place) = schema.find(name) else { continue };
            let Some(column) = schema.columns.get(place).filter(|column| !column.read_only) else { continue };
            let cell = match column.ty.as_str() {
                "multifield" => self.state.crm.multifield(&column.upper, value),
                _ => Cell::read(column.kind, value),
            };
            cells.push((place, cell));
        }
        Some(cells)
    }
}

fn is_set(cells: &[(usize, Option<Cell>)], place: usize) -> bool {
    cells.iter().any(|(other, cell)| *other == place && cell.is_some())
}

fn number(id: u64) -> Option<Cell> {
    i64::try_from(id).ok().map(Cell::Integer)
}

fn moment(call: &Context<'_>) -> i64 {
    i64::try_from(call.state.clock.now().as_secs()).unwrap_or(i64::MAX)
}

/// The places of the fields that `select` asks for: `*` for all but the users' own, `UF_*` for those.
fn selected(table: &Table, select: Option<&Value>) -> Vec<usize> {
    let names: Vec<String> = match select.and_then(Value::items) {
        Some(names) if !names.is_empty() => names.into_iter().filter_map(Value::text).collect(),
        _ => vec!["*".to_owned()],
    };
    let wanted = table.schema.live().filter(|(_, column)| {
        column.upper == "ID"
            || names.iter().any(|name| match name.as_str() {
                "*" => !column.is_of_user() && column.ty != "multifield",
                "UF_*" | "uf*" | "uf_*" => column.is_of_user(),
                name => column.upper.eq_ignore_ascii_case(name) || column.camel.eq_ignore_ascii_case(name),
            })
    });
    wanted.map(|(place, _)| place).collect()
}

/// Where a list starts, and whether it is counted.
fn start(call: &Context<'_>) -> (usize, bool) {
    let start = call.param("start").and_then(Value::integer).unwrap_or(0);
    (usize::try_from(start).unwrap_or(0), start >= 0)
}

/// What an empty field shows.
fn empty(column: &Column) -> Value {
    if column.kind == Kind::Other { Value::List(Vec::new()) } else { Value::Null }
}
