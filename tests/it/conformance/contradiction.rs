//! Where a page contradicts itself: its tables against its examples, by the facts of the IR alone.

use b24_codegen::{Outline, is_named};
use b24_specs::ir::{ErrorCase, Field, Required};
use b24_specs::wire::{Entities, Wire};
use serde_json::{Map, Value};

use super::same::{is_blank, scalars_agree};

/// Why no variant stands for an error that the page shows.
pub(super) fn of_refusal(outline: &Outline<'_>, system: &[ErrorCase], body: &Value) -> Option<String> {
    let text = |value: &Value, key: &str| value[key].as_str().map_or_else(String::new, str::to_owned);
    let (code, message) = match &body["error"] {
        error @ Value::Object(_) => (text(error, "code"), text(error, "message")),
        Value::String(code) => (code.clone(), text(body, "error_description")),
        other => (other.to_string(), text(body, "error_description")),
    };
    let own = outline.errors.iter().map(|(_, case)| *case);
    let mut of_code = own.chain(system).filter(|case| case.code.eq_ignore_ascii_case(&code)).peekable();
    if of_code.peek().is_none() {
        return Some(format!("no table has the code `{code}`"));
    }
    let told = of_code.any(|case| case.message.as_ref().is_none_or(|told| *told == message));
    (!told).then(|| format!("no table has the text `{message}` for the code `{code}`"))
}

/// Where a value that the page shows is not of the type that its table tells. In an answer, blanks may stand for
/// anything, and names may come that no table has.
pub(super) fn of_value(field: &Field, value: &Value, entities: &Entities, answer: bool) -> Vec<String> {
    let mut found = Vec::new();
    Walk { entities, answer, found: &mut found }.field(&field.name, field, value);
    found
}

/// Where the parameters that a page shows are not those that its tables tell.
pub(super) fn of_params(params: &[Field], shown: &Map<String, Value>, entities: &Entities) -> Vec<String> {
    let mut found = Vec::new();
    let all = Field { fields: params.to_vec(), ..Field::default() };
    Walk { entities, answer: false, found: &mut found }.members("", &all, params, shown);
    found
}

struct Walk<'a> {
    entities: &'a Entities,
    answer: bool,
    found: &'a mut Vec<String>,
}

impl Walk<'_> {
    fn field(&mut self, path: &str, field: &Field, value: &Value) {
        if value.is_null() && field.nullable {
            return;
        }
        let wire = Wire::of(&field.ty, self.entities);
        if field.fields.is_empty() && field.variants.is_empty() {
            if !takes(&wire, value) {
                self.found.push(format!("`{path}` is of the type `{}`, and the example has {value}", field.ty));
            } else if let Some(other) = unlisted(field, value) {
                self.found.push(format!("`{path}` has a list of values, and the example has another, {other}"));
            }
            return;
        }
        let list = matches!(wire, Wire::List(_)) || matches!(&wire, Wire::Union(parts) if parts.iter().any(is_list));
        let single = !matches!(&wire, Wire::List(element) if **element != Wire::Any || self.answer);
        let items: Vec<&Value> = match value {
            Value::Array(items) if list || items.is_empty() => items.iter().collect(),
            Value::Object(map) if list && !map.is_empty() && map.keys().all(|key| is_number(key)) => {
                map.values().collect()
            }
            Value::Object(_) if single => vec![value],
            _ => {
                self.found.push(format!("`{path}` is of the type `{}`, and the example has {value}", field.ty));
                return;
            }
        };
        for item in items {
            let Some(members) = item.as_object() else {
                self.found.push(format!("an element of `{path}` has fields, and the example has {item}"));
                continue;
            };
            // One of the alternatives; none of them is better than the first.
            let mut shapes = field.variants.iter().map(|variant| &variant.fields).chain([&field.fields]);
            let shapes = shapes.by_ref().filter(|fields| !fields.is_empty());
            let misfits = shapes.map(|fields| {
                let mut found = Vec::new();
                Walk { found: &mut found, ..*self }.members(path, field, fields, members);
                found
            });
            self.found.extend(misfits.min_by_key(Vec::len).unwrap_or_default());
        }
    }

    /// The members of `of`, which has these fields.
    fn members(&mut self, path: &str, of: &Field, fields: &[Field], members: &Map<String, Value>) {
        let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let open = self.answer || of.open || fields.iter().any(|field| !is_named(field));
        for (name, value) in members {
            let is_filter = |name: &str| {
                let sign = |field: &Field| {
                    name.strip_suffix(field.name.as_str()).is_some_and(|s| of.operators.iter().any(|o| o == s))
                };
                fields.iter().any(sign)
            };
            if let Some(field) = fields.iter().find(|field| field.name == *name) {
                if !(self.answer && is_blank(value)) {
                    self.field(&at(name), field, value);
                }
            } else if let Some(entry) = of.entry() {
                self.field(&at(name), entry, value);
            } else if !open && !is_filter(name) {
                self.found.push(format!("no table has `{}`", at(name)));
            }
        }
        let missing =
            |field: &&Field| field.required == Required::Yes && is_named(field) && !members.contains_key(&field.name);
        for field in fields.iter().filter(missing).filter(|_| !self.answer) {
            self.found.push(format!("`{}` is required, and the example is without it", at(&field.name)));
        }
    }
}

fn is_number(key: &str) -> bool {
    key.bytes().all(|b| b.is_ascii_digit())
}

fn is_list(wire: &Wire) -> bool {
    matches!(wire, Wire::List(_))
}

/// Is it a value of that type, in one of the spellings that PHP takes?
fn takes(wire: &Wire, value: &Value) -> bool {
    let parsed = |is: fn(&str) -> bool| value.as_str().is_some_and(is);
    match wire {
        Wire::Text => value.is_string() || value.is_number(),
        Wire::Integer | Wire::Timestamp => value.is_i64() || parsed(|text| text.parse::<i64>().is_ok()),
        Wire::Double => value.is_number() || parsed(|text| text.parse::<f64>().is_ok()),
        Wire::Boolean => [true, false].iter().any(|&truth| scalars_agree(&truth.into(), value)),
        Wire::Date | Wire::DateTime => value.is_string(),
        Wire::Object => value.is_object() || value.as_array().is_some_and(Vec::is_empty),
        Wire::List(element) => match value {
            Value::Array(items) => **element == Wire::Any || items.iter().all(|item| takes(element, item)),
            Value::Object(map) => **element == Wire::Any || map.keys().all(|key| is_number(key)),
            _ => false,
        },
        Wire::Union(parts) => parts.iter().any(|part| takes(part, value)),
        Wire::Null => value.is_null(),
        Wire::File | Wire::Any => true,
    }
}

/// The value, or the element, that is none of those that the page lists.
fn unlisted<'v>(field: &Field, value: &'v Value) -> Option<&'v Value> {
    let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let listed = |item: &Value| field.values.iter().any(|value| scalars_agree(value, item));
    items.iter().find(|item| !field.values.is_empty() && !field.open && !listed(item))
}
