//! The same methods for progenitor: an `OpenAPI` file made from the same IR.

use std::collections::BTreeSet;

use b24_codegen::value_name;
use b24_specs::ir::{Api, Field, Method};
use b24_specs::wire::{Entities, Wire};
use serde_json::{Map, Value, json};

pub(crate) const DEPENDENCIES: &str = "\
progenitor = \"0.15\"
reqwest = { version = \"0.13\", default-features = false, features = [\"json\", \"query\", \"stream\"] }
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
bytes = \"1\"
futures-core = \"0.3\"
";

pub(crate) const SOURCE: &str = "progenitor::generate_api!(\"api.json\");\n";

/// An operation a method: its parameters as the body, its result as the answer.
pub(crate) fn api(names: &[&str]) -> String {
    let read = || {
        let (methods, system) = (b24_specs::methods()?, b24_specs::system()?);
        let mut paths = Map::new();
        for name in names {
            for api in [Api::V2, Api::V3] {
                if let Some(method) = methods.get(name, api)? {
                    let path = format!("/{}/{name}", if api == Api::V3 { "v3" } else { "v2" });
                    paths.insert(path, json!({"post": operation(&method, &system.types)}));
                }
            }
        }
        Ok::<_, b24_specs::index::Damaged>(paths)
    };
    let paths = read().unwrap_or_else(|damaged| panic!("{damaged}"));
    json!({"openapi": "3.0.3", "info": {"title": "Bitrix24", "version": "1"}, "paths": paths}).to_string()
}

fn operation(method: &Method, entities: &Entities) -> Value {
    let answer = json!({"type": "object", "properties": {"result": field(&method.result, entities)}});
    let suffix = if method.api == Api::V3 { "_v3" } else { "" };
    json!({
        "operationId": format!("{}{suffix}", method.method.replace('.', "_")),
        "summary": method.title,
        "requestBody": {"required": true, "content": {"application/json": {"schema": object(&method.params, entities)}}},
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": answer}}}},
    })
}

fn object(fields: &[Field], entities: &Entities) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    // Of `SORT` and `sort` it makes one field twice.
    let mut used = BTreeSet::new();
    for of in fields.iter().filter(|field| is_plain(&field.name) && used.insert(value_name(&field.name))) {
        properties.insert(of.name.clone(), field(of, entities));
        if of.required == b24_specs::ir::Required::Yes {
            required.push(of.name.as_str());
        }
    }
    let mut schema = json!({"type": "object", "properties": properties});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// A name that progenitor makes an identifier of without a clash.
fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn field(of: &Field, entities: &Entities) -> Value {
    let wire = Wire::of(&of.ty, entities);
    let mut schema = match (&wire, of.fields.is_empty()) {
        (Wire::List(_), false) => json!({"type": "array", "items": object(&of.fields, entities)}),
        (_, false) => object(&of.fields, entities),
        (wire, true) => plain(wire),
    };
    schema["description"] = json!(of.ty);
    schema
}

fn plain(wire: &Wire) -> Value {
    match wire {
        Wire::Text | Wire::Date | Wire::DateTime => json!({"type": "string"}),
        Wire::Integer | Wire::Timestamp => json!({"type": "integer", "format": "int64"}),
        Wire::Double => json!({"type": "number", "format": "double"}),
        Wire::Boolean => json!({"type": "boolean"}),
        Wire::List(element) => json!({"type": "array", "items": plain(element)}),
        _ => json!({}),
    }
}
