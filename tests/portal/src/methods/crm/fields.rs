//! `crm.deal.fields` and its like, `crm.item.fields`.

use crate::access::documented;
use crate::call::{Context, Reply};
use crate::refusal::Refusal;
use crate::table::{Column, Table};
use crate::value::{Map, Value, map};

pub(in crate::methods) fn old_fields(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let table = call.state.crm.table(call.entity());
    let fields = table.map(|table| described(table, |column| column.upper.clone()));
    Ok(Reply::of(fields.unwrap_or_default()))
}

pub(in crate::methods) fn item_fields(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let entity = call.need("entityTypeId")?.trim().parse().unwrap_or(0);
    let original = call.param("useOriginalUfNames").is_some_and(Value::is_true);
    let name = |column: &Column| if original && column.is_of_user() { &column.upper } else { &column.camel }.clone();
    match call.state.crm.table(entity) {
        Some(table) => Ok(Reply::of(map([("fields", described(table, name))]))),
        None => Err(documented(call.method, Refusal::new(400, "NOT_FOUND", "SPA not found"))),
    }
}

fn described(table: &Table, name: impl Fn(&Column) -> String) -> Value {
    let fields = table.schema.live().map(|(_, column)| {
        let ty = if column.ty == "multifield" { "crm_multifield" } else { &column.ty };
        let about = map([
            ("type", ty.into()),
            ("isRequired", column.required.into()),
            ("isReadOnly", column.read_only.into()),
            ("isImmutable", false.into()),
            ("isMultiple", column.multiple.into()),
            ("isDynamic", column.is_of_user().into()),
            ("title", column.upper.as_str().into()),
            ("upperName", column.upper.as_str().into()),
        ]);
        (name(column), about)
    });
    Value::Map(fields.collect::<Map>())
}
