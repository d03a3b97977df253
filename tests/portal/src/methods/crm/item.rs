//! `crm.item.*`: camel case, values typed, for objects of any type.

use super::{empty, selected, start};
use crate::access::documented;
use crate::call::{Context, Reply};
use crate::check::missing;
use crate::refusal::Refusal;
use crate::table::{Column, Kind, Query, Record, Schema, in_brackets, order};
use crate::value::{Map, Value, map};

/// A page of the list.
const PAGE: usize = 50;

pub(in crate::methods) fn add(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let (entity, fields) = (entity(call)?, fields(call)?);
    let id = call.create(entity, &fields).ok_or_else(|| no_type(call))?;
    shown(call, entity, id)
}

pub(in crate::methods) fn get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let (entity, id) = (entity(call)?, id(call)?);
    shown(call, entity, id)
}

pub(in crate::methods) fn update(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let (entity, id, fields) = (entity(call)?, id(call)?, fields(call)?);
    if call.change(entity, id, &fields) { shown(call, entity, id) } else { Err(not_found()) }
}

pub(in crate::methods) fn delete(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let (entity, id) = (entity(call)?, id(call)?);
    if call.destroy(entity, id) { Ok(Reply::of(Value::List(Vec::new()))) } else { Err(not_found()) }
}

pub(in crate::methods) fn list(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let entity = entity(call)?;
    let (from, count) = start(call);
    let original = original_names(call);
    let (given, by, select) =
        (call.param("filter").cloned(), call.param("order").cloned(), call.param("select").cloned());
    let Some(table) = call.state.crm.table(entity) else { return Err(no_type(call)) };
    let invalid = |what: &str, name: &str| {
        Refusal::new(400, "INVALID_ARG_VALUE", format!("Invalid {what}: field '{name}' is not allowed in {what}"))
    };
    let test = in_brackets(&table.schema, &given.unwrap_or_default()).map_err(|name| invalid("filter", &name))?;
    let by = order(&table.schema, &by.unwrap_or_default()).map_err(|name| invalid("order", &name))?;
    let query = Query { test, order: by, from, most: PAGE, count };
    let columns = selected(table, select.as_ref());
    let page = table.page(&query);
    let rows: Vec<Value> =
        page.records.iter().map(|record| row(&table.schema, record, &columns, entity, original)).collect();
    Ok(Reply { result: map([("items", rows.into())]), next: page.next(&query), total: page.total })
}

fn shown(call: &mut Context<'_>, entity: u64, id: u64) -> Result<Reply, Refusal> {
    let original = original_names(call);
    let table = call.state.crm.table(entity).ok_or_else(not_found)?;
    let record = table.get(id).ok_or_else(not_found)?;
    let columns: Vec<usize> = table.schema.live().map(|(place, _)| place).collect();
    let item = row(&table.schema, record, &columns, entity, original);
    Ok(Reply::of(map([("item", item)])))
}

fn row(schema: &Schema, record: &Record, columns: &[usize], entity: u64, original: bool) -> Value {
    let cells = columns.iter().filter_map(|place| {
        let column = schema.columns.get(*place).filter(|column| column.ty != "multifield")?;
        let name = if original && column.is_of_user() { &column.upper } else { &column.camel };
        let shown = schema.cell(record, *place).map_or_else(|| absent(column), |cell| cell.as_typed(column.kind));
        Some((name.clone(), shown))
    });
    let mut row: Map = cells.collect();
    row.insert("entityTypeId".into(), entity.into());
    Value::Map(row)
}

/// An empty field: what refers to nothing is 0 here.
fn absent(column: &Column) -> Value {
    if column.kind == Kind::Integer && column.upper.ends_with("_ID") { 0_u64.into() } else { empty(column) }
}

fn original_names(call: &Context<'_>) -> bool {
    call.param("useOriginalUfNames").is_some_and(Value::is_true)
}

fn entity(call: &mut Context<'_>) -> Result<u64, Refusal> {
    let entity = call.need("entityTypeId")?.trim().parse().unwrap_or(0);
    if call.state.crm.table(entity).is_some() { Ok(entity) } else { Err(no_type(call)) }
}

fn id(call: &Context<'_>) -> Result<u64, Refusal> {
    call.need("id")?;
    call.id("id").ok_or_else(not_found)
}

fn fields(call: &Context<'_>) -> Result<Map, Refusal> {
    match call.param("fields") {
        Some(Value::Map(fields)) => Ok(fields.clone()),
        Some(value) if value.is_blank() => Ok(Map::new()),
        _ => Err(missing(call.method, "fields")),
    }
}

fn no_type(call: &Context<'_>) -> Refusal {
    documented(call.method, Refusal::new(400, "NOT_FOUND", "Smart process not found"))
}

/// The method's table has two rows of this code, and the first is about the type.
fn not_found() -> Refusal {
    Refusal::new(400, "NOT_FOUND", "Element not found")
}
