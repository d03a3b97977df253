//! Values as a portal sends them, made from what the pages say.

use b24::{Value, json};
use b24_specs::ir::{Event, Field};
use b24_specs::wire::{Entities, Wire};

/// The `data` of an event.
pub fn data(event: &Event, entities: &Entities) -> Value {
    let data = event.params.iter().find(|param| param.name == "data");
    data.map_or_else(|| json!({"FIELDS": {"ID": 7}}), |data| sample(data, entities))
}

fn sample(field: &Field, entities: &Entities) -> Value {
    let inner = || {
        let named = field.fields.iter().filter(|inner| b24_codegen::is_named(inner));
        Value::Object(named.map(|inner| (inner.name.clone(), sample(inner, entities))).collect())
    };
    let has_fields = field.fields.iter().any(|inner| !inner.name.is_empty());
    match Wire::of(&field.ty, entities) {
        // A page says `array` of a map, too.
        Wire::List(_) if has_fields && field.ty != "array" => json!([inner(), inner()]),
        _ if has_fields => inner(),
        Wire::List(element) => json!([plain(&element), plain(&element)]),
        wire => field.values.first().cloned().unwrap_or_else(|| plain(&wire)),
    }
}

fn plain(wire: &Wire) -> Value {
    match wire {
        Wire::Integer | Wire::Timestamp => json!(1_721_299_720),
        Wire::Double => json!("12.50"),
        Wire::Boolean => json!("Y"),
        Wire::Object => json!({"a": {"b": "c"}}),
        Wire::List(element) => json!([plain(element)]),
        Wire::Union(parts) => parts.first().map_or(Value::Null, plain),
        _ => json!("some text: ä & [1]"),
    }
}
