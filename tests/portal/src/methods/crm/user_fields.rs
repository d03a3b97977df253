//! `crm.deal.userfield.*` and its like: fields that users make.

use crate::call::{Context, Reply};
use crate::refusal::Refusal;
use crate::state::crm::UserField;
use crate::table::Column;
use crate::value::{Map, Value, map};

/// The longest name.
const MAX_NAME: usize = 50;
/// The most fields of an object type: their places in records are small numbers.
const MAX_FIELDS: usize = 1_000;
/// The types that the pages list.
const TYPES: [&str; 16] = [
    "string",
    "integer",
    "double",
    "boolean",
    "enumeration",
    "datetime",
    "date",
    "money",
    "url",
    "address",
    "file",
    "employee",
    "crm_status",
    "iblock_section",
    "iblock_element",
    "crm",
];

pub(in crate::methods) fn add(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let fields = fields(call)?;
    let text = |name: &str| fields.get(name).and_then(Value::text).unwrap_or_default();
    let invalid = |message: &'static str| Refusal::new(400, "400", message);
    let (given, ty) = (text("FIELD_NAME").to_ascii_uppercase(), text("USER_TYPE_ID"));
    if given.is_empty() {
        return Err(invalid("The 'FIELD_NAME' field is not found"));
    }
    let name = if given.starts_with("UF_CRM_") { given } else { format!("UF_CRM_{given}") };
    if name.len() > MAX_NAME {
        return Err(invalid("Field name is too long (more than 50 characters)."));
    }
    if !name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_') {
        return Err(invalid("Field name contains invalid characters. Valid characters are: A-Z, 0-9, and _."));
    }
    if ty.is_empty() {
        return Err(invalid("The 'USER_TYPE_ID' field is not found"));
    }
    if !TYPES.contains(&ty.as_str()) {
        return Err(invalid("Invalid user type specified"));
    }
    let flag = |name: &str| fields.get(name).is_some_and(Value::is_true);
    let column = Column::of_user(&name, &ty, flag("MULTIPLE"), flag("MANDATORY"));
    let entity = call.entity();
    let crm = &mut call.state.crm;
    let Some(table) = crm.table(entity) else { return Err(invalid("Invalid user type specified")) };
    if table.schema.find(&name).is_some() || table.schema.columns.len() >= MAX_FIELDS {
        return Err(Refusal::new(400, "400", format!("Field {name} for object {} already exists.", owner(entity))));
    }
    table.schema.columns.push(column);
    crm.user_field_count += 1;
    let id = crm.user_field_count;
    crm.user_fields.push(UserField { id, entity, name: name.clone(), settings: fields });
    tell(call, entity, id, &name, "ADD");
    Ok(Reply::of(id.into()))
}

pub(in crate::methods) fn get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let place = place(call)?;
    Ok(Reply::of(call.state.crm.user_fields.get(place).map(told).unwrap_or_default()))
}

pub(in crate::methods) fn update(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let (place, given) = (place(call)?, fields(call)?);
    let Some(field) = call.state.crm.user_fields.get_mut(place) else { return Ok(Reply::of(false.into())) };
    let fixed = ["FIELD_NAME", "USER_TYPE_ID", "ENTITY_ID", "MULTIPLE"];
    field.settings.extend(given.into_iter().filter(|(name, _)| !fixed.contains(&name.as_str())));
    let (entity, id, name) = (field.entity, field.id, field.name.clone());
    tell(call, entity, id, &name, "UPDATE");
    Ok(Reply::of(true.into()))
}

pub(in crate::methods) fn delete(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let place = place(call)?;
    let field = call.state.crm.user_fields.remove(place);
    if let Some(table) = call.state.crm.table(field.entity)
        && let Some(column) = table.schema.find(&field.name)
        && let Some(column) = table.schema.columns.get_mut(column)
    {
        // Its place stays taken: records refer to fields by their place.
        (column.upper, column.camel) = (String::new(), String::new());
    }
    tell(call, field.entity, field.id, &field.name, "DELETE");
    Ok(Reply::of(true.into()))
}

pub(in crate::methods) fn list(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let entity = call.entity();
    let wanted = match call.param("filter") {
        Some(Value::Map(filter)) => filter.clone(),
        _ => Map::new(),
    };
    let fits = |field: &Value| {
        wanted.iter().all(|(name, value)| field.get(name).is_some_and(|own| own.text() == value.text()))
    };
    let all = call.state.crm.user_fields.iter().filter(|field| field.entity == entity).map(told).filter(fits);
    let all: Vec<Value> = all.collect();
    Ok(Reply { total: Some(all.len() as u64), ..Reply::of(all.into()) })
}

fn told(field: &UserField) -> Value {
    let text = |name: &str, none: &str| field.settings.get(name).cloned().unwrap_or_else(|| none.into());
    let mut told = map([
        ("ID", field.id.to_string().into()),
        ("ENTITY_ID", owner(field.entity).into()),
        ("FIELD_NAME", field.name.as_str().into()),
        ("USER_TYPE_ID", text("USER_TYPE_ID", "string")),
        ("XML_ID", text("XML_ID", "")),
        ("SORT", text("SORT", "100")),
        ("MULTIPLE", text("MULTIPLE", "N")),
        ("MANDATORY", text("MANDATORY", "N")),
        ("SHOW_FILTER", text("SHOW_FILTER", "N")),
        ("SHOW_IN_LIST", text("SHOW_IN_LIST", "Y")),
        ("EDIT_IN_LIST", text("EDIT_IN_LIST", "Y")),
        ("IS_SEARCHABLE", text("IS_SEARCHABLE", "N")),
    ]);
    if let Value::Map(told) = &mut told {
        for (name, value) in &field.settings {
            told.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    told
}

/// The name of an object type among the owners of fields.
fn owner(entity: u64) -> &'static str {
    use crate::state::crm::{COMPANY, CONTACT, LEAD};
    match entity {
        LEAD => "CRM_LEAD",
        CONTACT => "CRM_CONTACT",
        COMPANY => "CRM_COMPANY",
        _ => "CRM_DEAL",
    }
}

fn place(call: &Context<'_>) -> Result<usize, Refusal> {
    let id = call.id("id").ok_or_else(|| Refusal::new(400, "400", "ID is not defined or invalid"))?;
    let entity = call.entity();
    let place = call.state.crm.user_fields.iter().position(|field| field.id == id && field.entity == entity);
    place.ok_or_else(|| Refusal::new(400, "ERROR_NOT_FOUND", format!("The entity with ID '{id}' is not found")))
}

fn fields(call: &Context<'_>) -> Result<Map, Refusal> {
    match call.param("fields") {
        Some(Value::Map(fields)) => Ok(fields.iter().map(|(k, v)| (k.to_ascii_uppercase(), v.clone())).collect()),
        _ => Err(Refusal::new(400, "400", "Parameter 'fields' must be array")),
    }
}

fn tell(call: &mut Context<'_>, entity: u64, id: u64, name: &str, what: &str) {
    let owner = owner(entity);
    let fields = map([("ID", id.to_string().into()), ("ENTITY_ID", owner.into()), ("FIELD_NAME", name.into())]);
    let kind = owner.trim_start_matches("CRM_");
    call.cause(&format!("ONCRM{kind}USERFIELD{what}"), map([("FIELDS", fields)]));
}
