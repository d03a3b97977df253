//! `profile`, `user.current`, `user.get`.

use crate::call::{Context, Reply};
use crate::refusal::Refusal;
use crate::state::users;
use crate::table::{Page, Query, Record, Schema, in_brackets, order};
use crate::value::{Map, Value, map};

/// A page of the list.
const PAGE: usize = 50;

pub(super) fn profile(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let (table, user) = (users(&call.state.users), call.caller.user);
    let text = |name| table.schema.find(name).and_then(|column| shown(&table.schema, table.get(user)?, column));
    let members = ["ID", "NAME", "LAST_NAME", "PERSONAL_GENDER", "TIME_ZONE"];
    let mut profile: Map =
        members.iter().map(|name| ((*name).to_owned(), text(name).unwrap_or_else(|| "".into()))).collect();
    profile.insert("ADMIN".into(), call.caller.admin.into());
    Ok(Reply::of(Value::Map(profile)))
}

pub(super) fn current(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let table = users(&call.state.users);
    let own = table.get(call.caller.user).map(|record| row(&table.schema, record));
    Ok(Reply::of(own.unwrap_or_default()))
}

pub(super) fn get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let table = users(&call.state.users);
    // The filter's names may stand beside it, as older clients write them.
    let mut filter = match call.param("FILTER") {
        Some(Value::Map(filter)) => filter.clone(),
        _ => Map::new(),
    };
    for (name, value) in call.params {
        let field = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        if table.schema.find(field).is_some() {
            filter.insert(name.clone(), value.clone());
        }
    }
    filter.retain(|name, _| table.schema.find(name.trim_start_matches(|c: char| !c.is_ascii_alphabetic())).is_some());
    let unfiltered = |name| Refusal::argument("FILTER", format!("Filter field not allowed: {name}"));
    let test = in_brackets(&table.schema, &Value::Map(filter)).map_err(unfiltered)?;
    let by = map([(call.text("sort").as_deref().unwrap_or("ID"), call.text("order").unwrap_or_default().into())]);
    let start = call.param("start").and_then(Value::integer).unwrap_or(0);
    let query = Query {
        test,
        order: order(&table.schema, &by).unwrap_or_default(),
        from: usize::try_from(start).unwrap_or(0),
        most: PAGE,
        count: start >= 0,
    };
    let page: Page<'_> = table.page(&query);
    let rows: Vec<Value> = page.records.iter().map(|record| row(&table.schema, record)).collect();
    Ok(Reply { result: rows.into(), next: page.next(&query), total: page.total })
}

fn row(schema: &Schema, record: &Record) -> Value {
    let cells = schema
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| (column.upper.clone(), shown(schema, record, place).unwrap_or_else(|| "".into())));
    Value::Map(cells.collect())
}

/// A cell, where it holds something; whether a user is active is the one truth value.
fn shown(schema: &Schema, record: &Record, place: usize) -> Option<Value> {
    let column = schema.columns.get(place)?;
    let value = schema.cell(record, place)?.as_text(column.kind);
    Some(if column.upper == "ACTIVE" { value.is_true().into() } else { value })
}
