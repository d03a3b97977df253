//! The types that the values of examples show, and those that take them.

use std::borrow::Cow;

use b24_specs::ir::{Boolean, Field};
use b24_specs::wire::entry;

use super::json::{Json, Object};
use crate::lower::map::keys::by_number;
use crate::lower::types::{is_entity, is_scalar, parts, widen};

/// The type that values show, as a page would spell it.
pub(crate) fn shown_type(values: &[Json<'_>]) -> String {
    let mut ty = Cow::Borrowed("");
    for value in values {
        let shown = one(value);
        if ty.is_empty() {
            ty = shown;
        } else if ty != shown {
            widen(ty.to_mut(), &shown);
        }
    }
    // A list that is empty once and has elements another time is the latter.
    if ty.contains('|') && ty.contains("[]") && parts(&ty).any(|t| t == "array") {
        ty = Cow::Owned(parts(&ty).filter(|t| *t != "array").collect::<Vec<_>>().join(" | "));
    }
    match ty.as_ref() {
        "" => "any".to_owned(),
        "integer | double" | "double | integer" => "double".to_owned(),
        _ => ty.into_owned(),
    }
}

fn one(value: &Json<'_>) -> Cow<'static, str> {
    Cow::Borrowed(match value {
        Json::Null => "",
        Json::Bool(_) => "boolean",
        Json::Double(_) => "double",
        Json::Integer(_) | Json::Huge(_) => "integer",
        Json::String(text) => {
            let digits = |range: std::ops::Range<usize>| {
                text.get(range).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()))
            };
            let date = text.len() >= 10
                && digits(0..4)
                && digits(5..7)
                && digits(8..10)
                && text.get(4..5) == Some("-")
                && text.get(7..8) == Some("-");
            match text.len() {
                10 if date => "date",
                19.. if date && text.get(10..11) == Some("T") => "datetime",
                _ => "string",
            }
        }
        Json::Object(_) => "object",
        Json::Array(items) => {
            let items = without_nulls(items);
            let element = if items.is_empty() { String::new() } else { shown_type(&items) };
            return match element.as_str() {
                "" | "any" => Cow::Borrowed("array"),
                element if element.contains('|') || element.ends_with("[]") || element == "array" => {
                    Cow::Borrowed("array")
                }
                element => Cow::Owned(format!("{element}[]")),
            };
        }
    })
}

/// Does a type take a value? Scalars are read leniently: a number may be written as a text.
pub(crate) fn takes(told: &str, value: &Json<'_>) -> bool {
    let empty = matches!(value, Json::Array([]) | Json::String("") | Json::Bool(false));
    match told {
        "string" | "text" | "char" | "enum" => !matches!(value, Json::Array([_, ..]) | Json::Object(_)),
        "integer" | "int" | "timestamp" | "double" | "float" | "number" => {
            matches!(value, Json::Integer(_) | Json::Huge(_) | Json::Double(_))
                || empty
                || value.as_str().is_some_and(|text| text.trim().parse::<f64>().is_ok())
        }
        "boolean" | "bool" => match value {
            Json::Bool(_) => true,
            Json::Integer(number) => matches!(number, 0 | 1),
            Json::String(text) => matches!(*text, "" | "Y" | "N" | "0" | "1" | "true" | "false"),
            _ => false,
        },
        "date" | "datetime" => value.as_str().is_some() || empty,
        "object" | "lang_map" => value.is_object() || empty,
        "array" => value.is_array() || empty || value.as_object().is_some_and(by_number),
        told if told.ends_with("[]") => value.is_array() || empty || value.as_object().is_some_and(by_number),
        "null" => value.is_null(),
        // A named entity: its page says what it is.
        _ => true,
    }
}

/// How values write a boolean.
pub(crate) fn boolean(values: &[Json<'_>]) -> Option<Boolean> {
    let all = |test: fn(&Json<'_>) -> bool| values.iter().all(test);
    if all(|value| matches!(value, Json::String("Y" | "N"))) {
        Some(Boolean::YesNo)
    } else if all(|value| matches!(value, Json::Bool(_))) {
        Some(Boolean::TrueFalse)
    } else if all(|value| matches!(value, Json::Integer(0 | 1) | Json::String("0" | "1"))) {
        Some(Boolean::OneZero)
    } else {
        None
    }
}

/// The values that are something; borrowed where all are.
pub(crate) fn without_nulls<'v, 'a>(values: &'v [Json<'a>]) -> Cow<'v, [Json<'a>]> {
    if values.iter().any(Json::is_null) {
        Cow::Owned(values.iter().copied().filter(|value| !value.is_null()).collect())
    } else {
        Cow::Borrowed(values)
    }
}

/// What a description of a field has beside its type.
const DESCRIPTION: &[&str] = &["isRequired", "isReadOnly", "USE_IN_FILTER"];

/// Are the values descriptions of the field, `{"type": "integer", "isRequired": true}`, where a page of a method that tells
/// what fields there are gives the type that the field itself has?
pub(crate) fn describes_field(field: &Field, values: &[Json<'_>]) -> bool {
    let known = matches!(field.ty.as_str(), "" | "object" | "array" | "any") || entry(&field.ty).is_some();
    if known || !values.iter().all(Json::is_object) || !field.variants.is_empty() {
        return false;
    }
    // An object of another kind may have a type, too.
    let scalar = is_scalar(&field.ty) && !is_entity(&field.ty);
    if !scalar && !field.fields.is_empty() {
        return false;
    }
    let has = |object: Object<'_>, wanted: &str| object.iter().any(|(key, _)| key.eq_ignore_ascii_case(wanted));
    let describes = |object: Object<'_>| {
        has(object, "type") && (scalar && object.len() <= 3 || DESCRIPTION.iter().any(|wanted| has(object, wanted)))
    };
    values.iter().filter_map(Json::as_object).all(describes)
}
