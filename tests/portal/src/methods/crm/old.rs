//! `crm.deal.*`, `crm.lead.*`, `crm.contact.*`, `crm.company.*`: upper case, everything a text.

use super::{empty, selected, start};
use crate::call::{Context, Reply};
use crate::refusal::Refusal;
use crate::table::{Query, Record, Schema, in_brackets, order};
use crate::value::{Map, Value};

/// A page of a list.
const PAGE: usize = 50;

pub(in crate::methods) fn add(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let fields = fields(call)?;
    let id = call.create(call.entity(), &fields).ok_or_else(|| refused("Not found"))?;
    Ok(Reply::of(id.into()))
}

pub(in crate::methods) fn get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let id = id(call)?;
    let table = call.state.crm.table(call.entity()).ok_or_else(|| refused("Not found"))?;
    let record = table.get(id).ok_or_else(|| refused("Not found"))?;
    let filled = |(place, column): (usize, &crate::table::Column)| {
        (column.ty != "multifield" || record.cell(place).is_some()).then_some(place)
    };
    let columns: Vec<usize> = table.schema.live().filter_map(filled).collect();
    Ok(Reply::of(row(&table.schema, record, &columns)))
}

pub(in crate::methods) fn update(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let (id, fields) = (id(call)?, fields(call)?);
    if call.change(call.entity(), id, &fields) { Ok(Reply::of(true.into())) } else { Err(refused("Not found")) }
}

pub(in crate::methods) fn delete(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let id = id(call)?;
    if call.destroy(call.entity(), id) { Ok(Reply::of(true.into())) } else { Err(refused("Not found")) }
}

pub(in crate::methods) fn list(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let (from, count) = start(call);
    let (given, by, select) =
        (call.param("filter").cloned(), call.param("order").cloned(), call.param("select").cloned());
    let table = call.state.crm.table(call.entity()).ok_or_else(|| refused("Not found"))?;
    // These methods pass over what they do not know.
    let given = known(&table.schema, given.unwrap_or_default());
    let test = in_brackets(&table.schema, &given).map_err(|name| refused(format!("Invalid filter: {name}")))?;
    let by = order(&table.schema, &known(&table.schema, by.unwrap_or_default())).unwrap_or_default();
    let query = Query { test, order: by, from, most: PAGE, count };
    let columns = selected(table, select.as_ref());
    let page = table.page(&query);
    let rows: Vec<Value> = page.records.iter().map(|record| row(&table.schema, record, &columns)).collect();
    Ok(Reply { result: rows.into(), next: page.next(&query), total: page.total })
}

/// Without the names that no field has.
fn known(schema: &Schema, given: Value) -> Value {
    let Value::Map(mut map) = given else { return given };
    map.retain(|name, _| {
        let field = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        field.is_empty() || field.eq_ignore_ascii_case("logic") || schema.find(field).is_some()
    });
    Value::Map(map)
}

fn row(schema: &Schema, record: &Record, columns: &[usize]) -> Value {
    let cells = columns.iter().filter_map(|place| {
        let column = schema.columns.get(*place)?;
        let shown = schema.cell(record, *place).map_or_else(|| empty(column), |cell| cell.as_text(column.kind));
        Some((column.upper.clone(), shown))
    });
    Value::Map(cells.collect())
}

fn id(call: &Context<'_>) -> Result<u64, Refusal> {
    call.id("id").ok_or_else(|| refused("ID is not defined or invalid"))
}

fn fields(call: &Context<'_>) -> Result<Map, Refusal> {
    match call.param("fields") {
        Some(Value::Map(fields)) => Ok(fields.clone()),
        Some(value) if !value.is_blank() => Err(refused("Parameter 'fields' must be array")),
        _ => Ok(Map::new()),
    }
}

/// The errors of these methods have no code.
fn refused(message: impl Into<std::borrow::Cow<'static, str>>) -> Refusal {
    Refusal::new(400, "", message)
}
