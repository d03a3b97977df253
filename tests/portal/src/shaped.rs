//! Answers of methods that have no state here: of the documented shape, the same for the same request.

use b24_specs::ir::{Boolean, Field, Method, Variant};
use b24_specs::wire::{self, Entities, Wire};

use crate::call::Reply;
use crate::value::{Map, Value, member};

/// The moment in every date: that of the documentation's examples.
const DATE: &str = "2024-07-18";
const DATE_TIME: &str = "2024-07-18T11:55:36+02:00";
const TIMESTAMP: u64 = 1_721_296_536;
/// The key of every entry of a map, and what stands in it where a name has `<id>` or `{id}`.
const KEY: &str = "1";

/// An answer in the shape that the page tells.
pub(crate) fn reply(method: &Method, params: &Map, entities: &Entities) -> Reply {
    let shape = Shape { params, entities };
    let mut result = shape.value(&method.result);
    let Some(list) = &method.list else { return Reply::of(result) };
    if list.items.is_empty() && !matches!(result, Value::List(_)) {
        result = Value::List(vec![result]);
    }
    Reply { total: Some(1), ..Reply::of(result) }
}

struct Shape<'a> {
    params: &'a Map,
    entities: &'a Entities,
}

impl Shape<'_> {
    fn value(&self, field: &Field) -> Value {
        if let Some(value) = field.values.first().or(field.default.as_ref()) {
            return value.clone().into();
        }
        let fields = self.fields(field);
        if let Some(ty) = wire::entry(&field.ty) {
            let entry = self.of(&Wire::of(ty, self.entities), field, fields);
            return Value::Map([(KEY.to_owned(), entry)].into_iter().collect());
        }
        self.of(&Wire::of(&field.ty, self.entities), field, fields)
    }

    fn of(&self, wire: &Wire, field: &Field, fields: &[Field]) -> Value {
        match wire {
            Wire::List(element) => match **element {
                // `array` says nothing of its elements: fields make them objects.
                Wire::Any if !fields.is_empty() => Value::List(vec![self.object(fields)]),
                _ => Value::List(vec![self.of(element, field, fields)]),
            },
            Wire::Union(all) => match all.iter().find(|wire| **wire != Wire::Null) {
                Some(wire) => self.of(wire, field, fields),
                None => Value::Null,
            },
            _ if !fields.is_empty() => self.object(fields),
            Wire::Object => Value::Map(Map::new()),
            Wire::Text | Wire::Any => Value::Text(text(field)),
            Wire::Integer => integer(field).into(),
            Wire::Timestamp => TIMESTAMP.into(),
            Wire::File => Value::from(1_u64),
            Wire::Double => "1.50".into(),
            Wire::Boolean => match field.boolean {
                Some(Boolean::YesNo) => "Y".into(),
                Some(Boolean::OneZero) => 1_u64.into(),
                Some(Boolean::TrueFalse) | None => true.into(),
            },
            Wire::Date => DATE.into(),
            Wire::DateTime => DATE_TIME.into(),
            Wire::Null => Value::Null,
        }
    }

    fn object(&self, fields: &[Field]) -> Value {
        let named = fields.iter().filter(|field| !field.open || field.is_for_any() || !field.fields.is_empty());
        let name = |field: &Field| if field.is_for_any() { key(&field.name) } else { field.name.clone() };
        Value::Map(named.map(|field| (name(field), self.value(field))).collect())
    }

    /// The fields inside: of the variant that the parameters select, or of the first one.
    fn fields<'f>(&self, field: &'f Field) -> &'f [Field] {
        let selected = |variant: &&Variant| {
            variant.when.iter().all(|(name, value)| {
                let wanted = Value::from(value.clone()).text();
                wanted.is_some() && member(self.params, name).and_then(Value::text) == wanted
            })
        };
        match field.variants.iter().find(selected).or(field.variants.first()) {
            Some(variant) if field.fields.is_empty() => &variant.fields,
            _ => &field.fields,
        }
    }
}

/// One of the keys that a name stands for: `upload1` for `upload{id}`.
fn key(name: &str) -> String {
    let mut parts = name.split(['<', '{']);
    let mut key = parts.next().unwrap_or("").to_owned();
    for part in parts {
        key.push_str(KEY);
        key.push_str(part.split_once(['>', '}']).map_or("", |(_, behind)| behind));
    }
    key
}

/// A text that fits.
fn text(field: &Field) -> String {
    let text = match field.format.as_deref() {
        Some("date-time") => DATE_TIME,
        Some("date") => DATE,
        Some("dd.mm.yyyy") => "18.07.2024",
        _ => &field.name,
    };
    let most = field.max_len.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    text.chars().take(most).collect()
}

/// A whole number that fits.
fn integer(field: &Field) -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "a float to integer cast saturates")]
    let bound = |bound: Option<f64>, none: i64| bound.map_or(none, |b| b as i64);
    1.max(bound(field.min, 1)).min(bound(field.max, i64::MAX))
}
