//! `tasks.task.*`.

pub(super) mod v3;

use crate::call::{Context, Reply};
use crate::refusal::Refusal;
use crate::table::{Cell, Kind, Query, Record, Schema, in_brackets_as, order};
use crate::value::{Map, Value, map};

/// A page of the list.
const PAGE: usize = 50;

/// What a filter calls otherwise than the other methods do.
const FILTERED_AS: [(&str, &str); 4] =
    [("REAL_STATUS", "STATUS"), ("TAG", "TAGS"), ("ACCOMPLICE", "ACCOMPLICES"), ("AUDITOR", "AUDITORS")];

pub(super) fn add(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let fields = fields(call)?;
    let text = |name: &str| crate::value::member(&fields, name).and_then(Value::text).filter(|text| !text.is_empty());
    if text("TITLE").is_none() {
        return Err(refused("ERROR_CORE", "Task title not specified"));
    }
    if text("RESPONSIBLE_ID").or_else(|| text("responsibleId")).is_none() {
        return Err(refused("ERROR_CORE", "Responsible person not specified"));
    }
    if !responsible_exists(call, &fields) {
        return Err(refused("ERROR_CORE", "User specified in the \"Responsible\" field not found"));
    }
    let id = create(call, &fields);
    shown(call, id)
}

pub(super) fn get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let id = id(call)?;
    if call.state.tasks.get(id).is_none() {
        // The real portal answers so, and not with an error.
        return Ok(Reply::of(Value::List(Vec::new())));
    }
    shown(call, id)
}

pub(super) fn update(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let (id, fields) = (id(call)?, fields(call)?);
    if call.state.tasks.get(id).is_none() {
        return Err(refused("0", "Action on the task is not allowed (internal error)"));
    }
    if !responsible_exists(call, &fields) {
        return Err(refused("ERROR_CORE", "The user specified in the \"Responsible\" field was not found"));
    }
    change(call, id, &fields);
    shown(call, id)
}

pub(super) fn delete(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let id = id(call)?;
    if destroy(call, id) {
        Ok(Reply::of(map([("task", true.into())])))
    } else {
        Err(refused("1048582", "No access to delete the task"))
    }
}

/// `start`, `pause`, `complete` and the others that only change the status.
pub(super) fn turn(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let id = id(call)?;
    if call.state.tasks.get(id).is_none() {
        return Err(refused("0", "Action on the task is not allowed"));
    }
    let status = match call.method.method.rsplit('.').next() {
        Some("start") => "3",
        Some("complete" | "approve") => "5",
        Some("defer") => "6",
        _ => "2",
    };
    change(call, id, &Map::from_iter([("STATUS".to_owned(), status.into())]));
    shown(call, id)
}

pub(super) fn list(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let table = &call.state.tasks;
    let start = call.param("start").and_then(Value::integer).unwrap_or(0);
    let test = in_brackets_as(&table.schema, call.param("filter").unwrap_or(&Value::Null), &FILTERED_AS)
        .map_err(|name| refused("0", format!("Invalid filter key {name}")))?;
    let by = order(&table.schema, call.param("order").unwrap_or(&Value::Null));
    let by = by.map_err(|_| refused("0", "Invalid sorting key (internal error)"))?;
    let from = usize::try_from(start).unwrap_or(0);
    let query = Query { test, order: by, from, most: PAGE, count: start >= 0 };
    let columns = selected(&table.schema, call.param("select"));
    let page = table.page(&query);
    let rows: Vec<Value> = page.records.iter().map(|record| row(&table.schema, record, &columns)).collect();
    Ok(Reply { result: map([("tasks", rows.into())]), next: page.next(&query), total: page.total })
}

/// Adds a task, whoever asks.
fn create(call: &mut Context<'_>, fields: &Map) -> u64 {
    let (now, user) = (now(call), call.caller.user);
    let id = call.state.tasks.add(|schema, record| {
        fill(schema, record, fields);
        for name in ["CREATED_DATE", "CHANGED_DATE", "ACTIVITY_DATE", "STATUS_CHANGED_DATE"] {
            set(schema, record, name, Cell::Integer(now));
        }
        let user = Cell::Integer(i64::try_from(user).unwrap_or(0));
        if schema.find("CREATED_BY").is_some_and(|place| record.cell(place).is_none()) {
            set(schema, record, "CREATED_BY", user.clone());
        }
        set(schema, record, "CHANGED_BY", user);
    });
    tell(call, "ADD", Value::from("undefined"), map([("ID", id.to_string().into())]));
    id
}

fn change(call: &mut Context<'_>, id: u64, fields: &Map) {
    let (now, user) = (now(call), call.caller.user);
    let Some((schema, record)) = call.state.tasks.get_mut(id) else { return };
    let status = |record: &Record| schema.find("STATUS").and_then(|place| record.cell(place).cloned());
    let before = status(record);
    fill(schema, record, fields);
    let user = Cell::Integer(i64::try_from(user).unwrap_or(0));
    set(schema, record, "CHANGED_DATE", Cell::Integer(now));
    set(schema, record, "CHANGED_BY", user.clone());
    let after = status(record);
    if after != before {
        set(schema, record, "STATUS_CHANGED_DATE", Cell::Integer(now));
        if after == Some(Cell::Integer(5)) {
            set(schema, record, "CLOSED_DATE", Cell::Integer(now));
            set(schema, record, "CLOSED_BY", user);
        }
    }
    let about = map([("ID", id.to_string().into())]);
    tell(call, "UPDATE", about.clone(), about);
}

/// Removes a task; tells whether it was there.
fn destroy(call: &mut Context<'_>, id: u64) -> bool {
    let there = call.state.tasks.remove(id);
    if there {
        tell(call, "DELETE", map([("ID", id.to_string().into())]), Value::from("undefined"));
    }
    there
}

fn tell(call: &mut Context<'_>, what: &str, before: Value, after: Value) {
    let accessible = |there: bool| Value::from(if there { "undefined" } else { "N" });
    let data = map([
        ("IS_ACCESSIBLE_BEFORE", accessible(what != "ADD")),
        ("IS_ACCESSIBLE_AFTER", accessible(what != "DELETE")),
        ("FIELDS_BEFORE", before),
        ("FIELDS_AFTER", after),
    ]);
    call.cause(&format!("ONTASK{what}"), data);
}

fn fill(schema: &Schema, record: &mut Record, fields: &Map) {
    for (name, value) in fields {
        let Some(place) = schema.find(name) else { continue };
        let Some(column) = schema.columns.get(place).filter(|column| !column.read_only) else { continue };
        record.set(place, Cell::read(column.kind, value));
    }
}

fn set(schema: &Schema, record: &mut Record, name: &str, cell: Cell) {
    if let Some(place) = schema.find(name) {
        record.set(place, Some(cell));
    }
}

fn responsible_exists(call: &Context<'_>, fields: &Map) -> bool {
    let given =
        crate::value::member(fields, "RESPONSIBLE_ID").or_else(|| crate::value::member(fields, "responsibleId"));
    given.is_none_or(|id| {
        id.integer().and_then(|id| u64::try_from(id).ok()).is_some_and(|id| call.state.user(id).is_some())
    })
}

fn shown(call: &Context<'_>, id: u64) -> Result<Reply, Refusal> {
    let table = &call.state.tasks;
    let record = table.get(id).ok_or_else(|| refused("0", "wrong task id"))?;
    let columns = selected(&table.schema, call.param("select"));
    Ok(Reply::of(map([("task", row(&table.schema, record, &columns))])))
}

/// The places that `select` asks for, in either spelling.
fn selected(schema: &Schema, select: Option<&Value>) -> Vec<usize> {
    let names: Vec<String> =
        select.and_then(Value::items).unwrap_or_default().into_iter().filter_map(Value::text).collect();
    let all = names.is_empty() || names.iter().any(|name| name == "*");
    let wanted = |name: &str, place: usize| schema.find(name) == Some(place);
    let places = 0..schema.columns.len();
    places.filter(|place| all || Some(*place) == schema.id() || names.iter().any(|n| wanted(n, *place))).collect()
}

/// Camel case, everything a text, and the people as objects beside their identifiers.
fn row(schema: &Schema, record: &Record, columns: &[usize]) -> Value {
    let mut row = Map::new();
    for place in columns {
        let Some(column) = schema.columns.get(*place) else { continue };
        let value = match schema.cell(record, *place) {
            Some(cell) => cell.as_text(column.kind),
            None if column.kind == Kind::Other => Value::List(Vec::new()),
            None => Value::Null,
        };
        let person = match column.upper.as_str() {
            "CREATED_BY" => Some("creator"),
            "RESPONSIBLE_ID" => Some("responsible"),
            _ => None,
        };
        if let (Some(person), Some(id)) = (person, value.text()) {
            let link = format!("/company/personal/user/{id}/");
            row.insert(
                person.into(),
                map([("id", id.as_str().into()), ("name", format!("User{id}").into()), ("link", link.into())]),
            );
        }
        row.insert(column.camel.clone(), value);
    }
    Value::Map(row)
}

fn id(call: &Context<'_>) -> Result<u64, Refusal> {
    let given = call.param("taskId").or_else(|| call.param("id")).and_then(Value::integer);
    given.and_then(|id| u64::try_from(id).ok()).filter(|id| *id > 0).ok_or_else(|| refused("0", "wrong task id"))
}

fn fields(call: &Context<'_>) -> Result<Map, Refusal> {
    match call.param("fields") {
        Some(Value::Map(fields)) => Ok(fields.clone()),
        _ => Err(refused("100", "Could not find value for parameter {fields} (internal error)")),
    }
}

fn refused(code: &'static str, message: impl Into<std::borrow::Cow<'static, str>>) -> Refusal {
    Refusal::new(400, code, message)
}

fn now(call: &Context<'_>) -> i64 {
    i64::try_from(call.state.clock.now().as_secs()).unwrap_or(i64::MAX)
}
