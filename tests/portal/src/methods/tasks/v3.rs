//! `tasks.task.*` of REST 3.0: the same tasks under other names, values typed.

use super::{change, create, destroy, responsible_exists};
use crate::call::{Context, Reply};
use crate::check;
use crate::refusal::Refusal;
use crate::table::{Cell, Column, Kind, Record, Schema};
use crate::value::{Map, Value, map};

/// Where 3.0 has a name of its own: that of the older methods, and its own.
const NAMES: [(&str, &str); 14] = [
    ("CREATED_BY", "creatorId"),
    ("CREATED_DATE", "created"),
    ("CHANGED_DATE", "changed"),
    ("CHANGED_BY", "changedById"),
    ("CLOSED_DATE", "closed"),
    ("CLOSED_BY", "closedById"),
    ("STATUS_CHANGED_DATE", "statusChanged"),
    ("STATUS_CHANGED_BY", "statusChangedById"),
    ("ACTIVITY_DATE", "activity"),
    ("DATE_START", "started"),
    ("START_DATE_PLAN", "startPlan"),
    ("END_DATE_PLAN", "endPlan"),
    ("TASK_CONTROL", "needsControl"),
    ("TIME_ESTIMATE", "estimatedTime"),
];

/// Where the older methods have numbers, the words of 3.0.
const WORDS: [(&str, &str, &str); 8] = [
    ("STATUS", "2", "pending"),
    ("STATUS", "3", "in_progress"),
    ("STATUS", "4", "supposedly_completed"),
    ("STATUS", "5", "completed"),
    ("STATUS", "6", "deferred"),
    ("PRIORITY", "0", "low"),
    ("PRIORITY", "1", "average"),
    ("PRIORITY", "2", "high"),
];

pub(in crate::methods) fn add(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    check::params(call.method, call.params)?;
    let fields = fields(call)?;
    let absent: Vec<(String, String)> =
        [("TITLE", "title"), ("CREATED_BY", "creatorId"), ("RESPONSIBLE_ID", "responsibleId")]
            .iter()
            .filter(|(name, _)| fields.get(*name).is_none_or(Value::is_blank))
            .map(|(_, name)| ((*name).to_owned(), format!("Required field `{name}` is not specified")))
            .collect();
    if !absent.is_empty() {
        return Err(Refusal::validation(absent));
    }
    known_people(call, &fields)?;
    let id = create(call, &fields);
    Ok(item(call, id, None))
}

pub(in crate::methods) fn get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let id = id(call)?;
    let schema = &call.state.tasks.schema;
    let select = match call.param("select").and_then(Value::items) {
        None => None,
        Some(names) => {
            let names: Vec<String> = names.into_iter().filter_map(Value::text).collect();
            let unknown = names.iter().find(|name| {
                let first = name.split('.').next().unwrap_or(name);
                find(schema, first).is_none() && !["responsible", "creator"].contains(&first)
            });
            if let Some(name) = unknown {
                let code = "BITRIX_REST_V3_EXCEPTION_UNKNOWNDTOPROPERTYEXCEPTION";
                return Err(Refusal::new(400, code, format!("Unknown field `{name}` for entity `TaskDto`")));
            }
            Some(names)
        }
    };
    there(call, id)?;
    Ok(item(call, id, select.as_deref()))
}

pub(in crate::methods) fn update(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    check::params(call.method, call.params)?;
    let (id, fields) = (id(call)?, fields(call)?);
    there(call, id)?;
    known_people(call, &fields)?;
    change(call, id, &fields);
    Ok(Reply::of(map([("result", true.into())])))
}

pub(in crate::methods) fn delete(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let id = id(call)?;
    there(call, id)?;
    Ok(Reply::of(map([("result", destroy(call, id).into())])))
}

fn there(call: &Context<'_>, id: u64) -> Result<(), Refusal> {
    let code = "BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION";
    let absent = || Refusal::new(400, code, format!("Record with ID = `{id}` not found"));
    call.state.tasks.get(id).map(|_| ()).ok_or_else(absent)
}

fn id(call: &Context<'_>) -> Result<u64, Refusal> {
    check::params(call.method, call.params)?;
    let told = || vec![("id".to_owned(), "Field `id` requires data type `int` for this request".to_owned())];
    let id = call.param("id").and_then(Value::integer).and_then(|id| u64::try_from(id).ok());
    id.ok_or_else(|| Refusal::validation(told()))
}

/// `fields` under the names of the older methods.
fn fields(call: &Context<'_>) -> Result<Map, Refusal> {
    let Some(Value::Map(given)) = call.param("fields") else {
        let told = "Required field `fields` is not specified".to_owned();
        return Err(Refusal::validation(vec![("fields".to_owned(), told)]));
    };
    let schema = &call.state.tasks.schema;
    let named = given.iter().filter_map(|(name, value)| {
        let column = schema.columns.get(find(schema, name)?)?;
        let given = value.text().unwrap_or_default();
        let number = WORDS.iter().find(|(name, _, word)| column.upper == *name && given == *word);
        Some((column.upper.clone(), number.map_or_else(|| value.clone(), |(_, number, _)| (*number).into())))
    });
    Ok(named.collect())
}

fn known_people(call: &Context<'_>, fields: &Map) -> Result<(), Refusal> {
    if responsible_exists(call, fields) {
        return Ok(());
    }
    let told = "User specified in the \"Executor\" field not found".to_owned();
    Err(Refusal::validation(vec![("responsibleId".to_owned(), told)]))
}

fn find(schema: &Schema, name: &str) -> Option<usize> {
    let old = NAMES.iter().find(|(_, own)| *own == name).map_or(name, |(old, _)| old);
    schema.find(old)
}

fn item(call: &Context<'_>, id: u64, select: Option<&[String]>) -> Reply {
    let table = &call.state.tasks;
    let item = table.get(id).map(|record| row(&table.schema, record, select));
    Reply::of(map([("item", item.unwrap_or_default())]))
}

fn row(schema: &Schema, record: &Record, select: Option<&[String]>) -> Value {
    let wanted = |name: &str| select.is_none_or(|names| name == "id" || names.iter().any(|wanted| wanted == name));
    let mut row = Map::new();
    for (place, column) in schema.columns.iter().enumerate() {
        let name = NAMES.iter().find(|(old, _)| *old == column.upper).map_or(column.camel.as_str(), |(_, own)| own);
        if wanted(name) {
            row.insert(name.to_owned(), value(column, schema.cell(record, place)));
        }
    }
    for (person, id) in [("responsible", "RESPONSIBLE_ID"), ("creator", "CREATED_BY")] {
        let Some(names) = select else { break };
        let fields = names.iter().filter_map(|name| name.strip_prefix(person)?.strip_prefix('.'));
        let id = schema.find(id).and_then(|place| record.cell(place)).map(|cell| cell.as_text(Kind::Integer));
        let id = id.and_then(|id| id.text()).unwrap_or_default();
        let about = fields.map(|field| {
            let value = match field {
                "id" => id.parse::<u64>().map_or(Value::Null, Value::from),
                "name" => format!("User{id}").into(),
                "email" => format!("user{id}@portal.example").into(),
                _ => Value::Null,
            };
            (field.to_owned(), value)
        });
        let about: Map = about.collect();
        if !about.is_empty() {
            row.insert(person.to_owned(), Value::Map(about));
        }
    }
    Value::Map(row)
}

fn value(column: &Column, cell: Option<&Cell>) -> Value {
    let value = match cell {
        Some(cell) => cell.as_typed(column.kind),
        None if column.kind == Kind::Other => Value::List(Vec::new()),
        None => Value::Null,
    };
    if column.kind == Kind::Flag {
        return value.is_true().into();
    }
    let number = value.text();
    let word = WORDS.iter().find(|(name, own, _)| column.upper == *name && number.as_deref() == Some(*own));
    word.map_or(value, |(_, _, word)| (*word).into())
}
