//! Everything in a call that its method's page does not document.

use std::fmt;

use b24_specs::ir::{Api, Field, Method, Required};
use b24_specs::wire::{Entities, Wire};

use crate::clock::parse_loosely;
use crate::value::{Map, Value, member};

/// Parameters that methods take without telling so: paging, and what belongs to the call and not to the method.
const EVERYWHERE: [&str; 4] = ["start", "auth_connector", "sessid", "__order"];
/// The most findings about one call.
const MOST: usize = 20;

/// One breach of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// `fields.TITLE`
    pub(crate) path: String,
    rule: String,
    method: String,
    /// File and line of the fact.
    place: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, rule, method, place } = self;
        write!(f, "`{path}` {rule} ({method}, {place})")
    }
}

/// What the page of a method does not allow, in the order of the parameters.
pub(crate) fn of(method: &Method, params: &Map, entities: &Entities) -> Vec<Finding> {
    let mut search = Search { method, entities, found: Vec::new() };
    let known = |name: &str| {
        let listed = EVERYWHERE.iter().any(|own| own.eq_ignore_ascii_case(name));
        listed || method.params.iter().any(|field| names(field, name))
    };
    for name in params.keys().filter(|name| !known(name)) {
        search.tell(name, "is not documented", 1);
    }
    for field in method.params.iter().filter(|field| !is_family(field)) {
        search.field(&field.name, field, member(params, &field.name), method.rules.is_empty());
    }
    search.found
}

/// What begins the part of a name that stands for any.
const SIGNS: [char; 4] = ['.', '*', '{', '<'];

/// Does it stand for all names with its prefix? `UF_CRM_...`, `PARENT_ID_*`; `<LANG>` stands for all.
fn is_family(field: &Field) -> bool {
    field.open && field.name.contains(SIGNS)
}

/// Is this the field of that name?
fn names(field: &Field, name: &str) -> bool {
    let prefix = field.name.split(SIGNS).next().unwrap_or_default();
    field.name.eq_ignore_ascii_case(name) || (is_family(field) && name.starts_with(prefix))
}

struct Search<'a> {
    method: &'a Method,
    entities: &'a Entities,
    found: Vec<Finding>,
}

impl Search<'_> {
    fn tell(&mut self, path: &str, rule: impl Into<String>, line: u32) {
        if self.found.len() < MOST {
            let version = if self.method.api == Api::V3 { ".v3" } else { "" };
            let place = format!("specs/methods/{}{version}.md:{}", self.method.method, line.max(1));
            let (path, rule, method) = (path.to_owned(), rule.into(), self.method.method.clone());
            self.found.push(Finding { path, rule, method, place });
        }
    }

    /// `strictly`: no rule of the method's own says when the parameter is needed.
    fn field(&mut self, path: &str, field: &Field, value: Option<&Value>, strictly: bool) {
        let Some(value) = value.filter(|value| !matches!(value, Value::Null)) else {
            if field.required == Required::Yes && !field.open && strictly {
                self.tell(path, "is required", field.line);
            }
            return;
        };
        // An empty text, list or map clears a field, whatever it holds.
        if value.is_blank() {
            return;
        }
        let wire = Wire::of(&field.ty, self.entities);
        if !fits(&wire, value) {
            return self.tell(path, format!("must be of type `{}`, not {}", field.ty, shown(value)), field.line);
        }
        self.bounds(path, field, value);
        let inner = match (&wire, value) {
            (Wire::List(_), Value::List(items)) => items.iter().collect(),
            _ => vec![value],
        };
        for (place, item) in inner.into_iter().enumerate() {
            if let Value::Map(map) = item {
                let path = if matches!(wire, Wire::List(_)) { format!("{path}.{place}") } else { path.to_owned() };
                self.inside(&path, field, map);
            }
        }
    }

    fn bounds(&mut self, path: &str, field: &Field, value: &Value) {
        let Some(text) = value.text() else {
            if let (Some(most), Some(items)) = (field.max_items, value.items())
                && items.len() as u64 > most
            {
                self.tell(path, format!("takes at most {most} elements"), field.line);
            }
            return;
        };
        let listed = |own: &serde_json::Value| {
            Value::from(own.clone()).text().is_some_and(|own| own.eq_ignore_ascii_case(&text))
        };
        // A truth value is written in several ways, whatever the page lists.
        let flag = field.boolean.is_some();
        if !field.values.is_empty() && !field.open && !flag && !field.values.iter().any(listed) {
            let all: Vec<String> = field.values.iter().filter_map(|own| Value::from(own.clone()).text()).collect();
            self.tell(path, format!("must be one of {}, not {}", all.join(", "), shown(value)), field.line);
        }
        if let Some(most) = field.max_len.filter(|most| text.chars().count() as u64 > *most) {
            self.tell(path, format!("takes at most {most} characters"), field.line);
        }
        let number = text.trim().parse::<f64>().ok();
        if let (Some(least), Some(number)) = (field.min, number)
            && number < least
        {
            self.tell(path, format!("must be at least {least}"), field.line);
        }
        if let (Some(most), Some(number)) = (field.max, number)
            && number > most
        {
            self.tell(path, format!("must be at most {most}"), field.line);
        }
    }

    fn inside(&mut self, path: &str, field: &Field, map: &Map) {
        // What a variant allows depends on more than this field; nothing is known of what has no fields.
        if field.fields.is_empty() || !field.variants.is_empty() {
            return;
        }
        let free = field.open;
        let mut operators = field.operators.iter().chain(field.fields.iter().flat_map(|inner| &inner.operators));
        let filters = operators.next().is_some();
        for name in map.keys() {
            let plain = if filters { name.trim_start_matches(|c: char| !c.is_alphabetic()) } else { name };
            if !free && !plain.is_empty() && !field.fields.iter().any(|inner| names(inner, plain)) {
                self.tell(&format!("{path}.{name}"), "is not documented", field.line);
            }
        }
        if filters {
            return;
        }
        for inner in field.fields.iter().filter(|inner| !is_family(inner)) {
            self.field(&format!("{path}.{}", inner.name), inner, member(map, &inner.name), true);
        }
    }
}

/// Can a value stand for what the page tells?
pub(crate) fn fits(wire: &Wire, value: &Value) -> bool {
    match wire {
        Wire::Text => value.text().is_some(),
        Wire::Integer => value.integer().is_some(),
        Wire::Timestamp => value.integer().is_some() || is_date(value),
        Wire::Double => {
            value.text().is_some_and(|text| text.split('|').next().is_some_and(|n| n.trim().parse::<f64>().is_ok()))
        }
        Wire::Boolean => match value {
            Value::Bool(_) => true,
            other => other.text().is_some_and(|text| {
                matches!(text.to_ascii_lowercase().as_str(), "y" | "n" | "1" | "0" | "true" | "false")
            }),
        },
        Wire::Date | Wire::DateTime => is_date(value),
        Wire::Object => matches!(value, Value::Map(_) | Value::List(_)),
        // One value for a list of one is what many clients send.
        Wire::List(_) | Wire::File | Wire::Null | Wire::Any => true,
        Wire::Union(all) => all.iter().any(|wire| fits(wire, value)),
    }
}

fn is_date(value: &Value) -> bool {
    value.text().is_some_and(|text| parse_loosely(&text).is_some())
}

fn shown(value: &Value) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
