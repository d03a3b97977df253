//! Values as JSON of the type that a page gives, and the type that values tell.

use std::slice;

use b24_specs::ir::{Boolean, Field};
use foldhash::{HashSet, HashSetExt};
use serde_json::Value;

use crate::lower::examples::literal::{Reader, Script};
use crate::lower::types::parts;
use crate::yfm::Arena;

/// Values as JSON of the field's type, and what they say about a boolean.
pub(super) fn finish(field: &mut Field, mut values: Vec<String>, default: Option<String>) {
    if values.len() > 1 {
        let mut seen = HashSet::with_capacity(values.len());
        values.retain(|value| seen.insert(value.clone()));
    }
    // "`N` — bad, `P` — good, `null` — not rated": beside values it says that there may be none.
    if values.len() > 1 && values.iter().any(|value| value == "null") {
        field.nullable = true;
        values.retain(|value| value != "null");
    }
    // "`string` — is set, `null` — is not": a type is no value.
    if values.iter().all(|value| *value == field.ty) {
        values.clear();
    }
    let boolean = parts(&field.ty).any(|ty| ty == "boolean");
    if boolean
        && values.len() > 2
        && let Some(pair) = whole_spelling(&values)
    {
        values = pair;
    }
    // A default is one of the values: what is more than yes and no is no boolean.
    let by_default = || spelling(default.as_slice()).filter(|_| boolean || values.is_empty());
    field.boolean = field.boolean.or_else(|| spelling(&values)).or_else(by_default);
    if !boolean {
        let text = matches!(field.ty.as_str(), "char" | "string");
        if !(text && field.boolean == Some(Boolean::YesNo)) {
            field.boolean = None;
        }
    }
    // What stands for many, `chatXXX` or `>= 1`, is no value; nor is what a number cannot be. The others are not all, then.
    let listed = values.len();
    let number = is_number(&field.ty);
    let capitals = values.iter().filter(|value| is_capital(value)).count();
    let is_none = |value: &str| stands_for_many(value) || value == "URL" && capitals == 1 || value == "''" && number;
    values.retain(|value| !is_none(value));
    field.open |= values.len() > 1 && values.len() < listed;
    // Words among numbers describe what numbers there are; words alone are the values, whatever the type says.
    let is_word = |value: &String| value.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
    if number && !values.iter().all(|value| value.parse::<f64>().is_ok()) && !values.iter().all(is_word) {
        values.clear();
    }
    // A single value is an example of one, not all of them.
    if values.len() > 1 && !(boolean && spelling(&values).is_some()) {
        field.values = values.iter().map(|value| typed(value, &field.ty)).collect();
        // A format that is told beside them is that of other fields.
        field.format = None;
    }
    let default = default.filter(|text| may_be_default(text, &field.ty));
    field.default = default.map(|value| typed(&value, &field.ty)).filter(|value| !value.is_null());
}

/// Beside an object it is told of one of its keys, where it is no object in any spelling; so is a number beside a list.
/// Beside a number, words tell how it is found.
pub(crate) fn may_be_default(text: &str, ty: &str) -> bool {
    let number = text.parse::<f64>().is_ok();
    match ty {
        "object" | "array" if text.starts_with(['{', '[']) => literal(text).is_some(),
        "object" => false,
        "array" => !number,
        ty => number || !is_number(ty),
    }
}

fn is_number(ty: &str) -> bool {
    parts(ty).all(|ty| matches!(ty, "integer" | "int" | "user" | "timestamp" | "double" | "float" | "number" | "null"))
}

/// `chatXXX`, `U{id}`, `>= 1`, `#NAME#`: a pattern, a condition, a part of a text.
fn stands_for_many(value: &str) -> bool {
    let tag = value.len() > 2 && value.starts_with('#') && value.ends_with('#');
    tag || value.contains("XXX") || value.contains(['{', '<', '>', '…']) || value.contains("...")
}

/// Is it in capital letters? `URL` among values that are not is no code.
fn is_capital(value: &str) -> bool {
    value.bytes().any(|byte| byte.is_ascii_uppercase()) && !value.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// How a boolean is written, from its values.
pub(super) fn spelling(values: &[String]) -> Option<Boolean> {
    let all =
        |pair: [&str; 2]| !values.is_empty() && values.len() <= 2 && values.iter().all(|v| pair.contains(&v.as_str()));
    if all(["Y", "N"]) {
        Some(Boolean::YesNo)
    } else if all(["1", "0"]) {
        Some(Boolean::OneZero)
    } else if all(["true", "false"]) {
        Some(Boolean::TrueFalse)
    } else {
        None
    }
}

/// "`true`, `1` — yes, `0` — no": of several spellings the first that has both, where all values are spellings.
fn whole_spelling(values: &[String]) -> Option<Vec<String>> {
    let of = |value: &String| spelling(slice::from_ref(value));
    if !values.iter().all(|value| of(value).is_some()) {
        return None;
    }
    let pair = |first: &String| values.iter().filter(|value| of(value) == of(first)).cloned().collect::<Vec<_>>();
    values.iter().map(pair).find(|pair| pair.len() == 2)
}

fn truth(text: &str) -> Option<Value> {
    matches!(text, "true" | "false").then(|| Value::Bool(text == "true"))
}

/// A list or an object as JSON, or as a script writes it: `['a']`, `{a: 'b'}`.
fn literal(text: &str) -> Option<Value> {
    let script = || {
        let arena = Arena::new();
        let mut reader = Reader::new(Script::JavaScript, text, &arena);
        let value = reader.value().ok().filter(|_| reader.rest().is_empty());
        value.map(Value::from)
    };
    serde_json::from_str(text).ok().or_else(script)
}

/// A value as JSON of the type that the page gives.
pub(crate) fn typed(text: &str, ty: &str) -> Value {
    let number = || text.parse::<i64>().ok().map(Value::from);
    let fraction = || text.parse::<f64>().ok().and_then(serde_json::Number::from_f64).map(Value::Number);
    let value = match ty {
        "integer" | "int" | "user" | "timestamp" => number(),
        "double" | "float" | "number" => number().or_else(fraction),
        "boolean" => truth(text).or_else(number),
        ty if parts(ty).any(|ty| ty == "boolean") => truth(text),
        "array" | "object" if text.starts_with(['[', '{']) => literal(text),
        _ if ty.ends_with("[]") && text.starts_with('[') => literal(text),
        _ => None,
    };
    match (value, text) {
        (Some(value), _) => value,
        (None, "null") => Value::Null,
        (None, "''" | "\"\"") => Value::from(""),
        (None, text) => Value::from(text),
    }
}
