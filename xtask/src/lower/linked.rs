//! Fields from a table of another page, made to fit the object that has them: as the examples of the method spell and show
//! them, or not at all.

use b24_specs::ir::Field;
use b24_specs::wire::{Entities, Wire};
use foldhash::{HashMap, HashSet};

use super::fields::{adopt, widen};
use super::json::{Json, Object};
use super::link::holds_fields;
use super::reconcile::{records, shown, stands_for, takes};
use super::row::is_open;
use super::text::types;

/// The fields, where the examples show them: in their place, or below the only key there.
pub(super) fn fit(fields: Vec<Field>, seen: &[Object<'_>], of_request: bool) -> Option<Vec<Field>> {
    if fields.is_empty() {
        return None;
    }
    let mut fields = fields;
    if !of_request {
        fields.iter_mut().for_each(flatten);
    }
    let Some((key, below)) = wrapped(seen) else { return adapted(fields, seen, of_request) };
    if let Some(fields) = adapted(fields.clone(), seen, of_request) {
        return Some(fields);
    }
    let fields = adapted(fields, &objects(&below), of_request)?;
    let open = fields.iter().any(|field| is_open(&field.name));
    Some(vec![Field { name: key.to_owned(), ty: shown(&below), open, fields, ..Field::default() }])
}

/// The names that fields must have some of, to fit: the keys of the objects, and those below the only key there.
pub(super) fn keys<'a>(seen: &[Object<'a>]) -> HashSet<&'a str> {
    let below = wrapped(seen).map(|(_, below)| objects(&below)).unwrap_or_default();
    seen.iter().chain(&below).copied().flatten().map(|(key, _)| *key).collect()
}

fn objects<'a>(values: &[Json<'a>]) -> Vec<Object<'a>> {
    let mut objects = Vec::new();
    for value in values {
        records(value, &mut objects, 0);
    }
    objects
}

/// The only key that objects have, and what is below it.
fn wrapped<'a>(seen: &[Object<'a>]) -> Option<(&'a str, Vec<Json<'a>>)> {
    let [(key, _)] = seen.first()? else { return None };
    let below = |object: &Object<'a>| match object {
        [(other, value)] if other == key => Some(*value),
        _ => None,
    };
    Some((key, seen.iter().map(below).collect::<Option<_>>()?))
}

fn adapted(mut fields: Vec<Field>, seen: &[Object<'_>], of_request: bool) -> Option<Vec<Field>> {
    if of_request {
        respell(&mut fields, seen);
    }
    take_case(&mut fields, seen);
    for field in &mut fields {
        if of_request {
            take_numbers(field, seen);
        } else {
            sharpen(field, seen);
        }
    }
    are_shown(&fields, seen).then_some(fields)
}

/// Do objects have these fields? At least two of them, and as many keys as not are told, by a type that takes the value. Keys
/// that are a portal's own tell nothing.
fn are_shown(fields: &[Field], seen: &[Object<'_>]) -> bool {
    let by_name: HashMap<&str, &Field> = fields.iter().map(|field| (field.name.as_str(), field)).collect();
    let open = |key: &str| fields.iter().any(|field| is_open(&field.name) && stands_for(&field.name, key));
    let (mut known, mut unknown) = (HashSet::default(), HashSet::default());
    for (key, value) in seen.iter().copied().flatten() {
        match by_name.get(key) {
            Some(field) if value.is_null() || takes_value(field, value) => _ = known.insert(*key),
            None if open(key) => {}
            _ => _ = unknown.insert(*key),
        }
    }
    known.len() >= 2 && known.len() >= unknown.len()
}

fn takes_value(field: &Field, value: &Json<'_>) -> bool {
    let scalar = || !matches!(value, Json::Object(_) | Json::Array(_));
    field.ty.is_empty() || types(&field.ty).any(|ty| takes(ty, value) && (holds_fields(ty) || scalar()))
}

/// Names as requests spell them: an object is answered with `responsibleId`, and given as `RESPONSIBLE_ID`.
fn respell(fields: &mut Vec<Field>, seen: &[Object<'_>]) {
    let keys = || seen.iter().copied().flatten().map(|(key, _)| *key);
    if !keys().any(|key| fields.iter().any(|field| field.name != key && upper(&field.name) == key)) {
        return;
    }
    // What is within an object is spelled as in an answer, too, and no request shows how else.
    fields.retain(|field| field.fields.is_empty() && field.variants.is_empty());
    for field in fields.iter_mut().filter(|field| !is_open(&field.name)) {
        field.name = upper(&field.name);
    }
}

/// `responsibleId` as `RESPONSIBLE_ID`.
fn upper(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() && out.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            out.push('_');
        }
        out.push(c.to_ascii_uppercase());
    }
    out
}

/// Gives names the case that examples show.
fn take_case(fields: &mut [Field], seen: &[Object<'_>]) {
    for (key, _) in seen.iter().copied().flatten() {
        if !fields.iter().any(|field| field.name == *key)
            && let Some(field) = fields.iter_mut().find(|field| field.name.eq_ignore_ascii_case(key))
        {
            (*key).clone_into(&mut field.name);
        }
    }
}

/// Leaves the type to the examples where they tell more: what a list holds, that a text is a moment, what the field of another
/// object is, or that there are many of a kind.
fn sharpen(field: &mut Field, seen: &[Object<'_>]) {
    let values = seen.iter().copied().flatten().filter(|(key, value)| *key == field.name && !value.is_null());
    let values: Vec<Json<'_>> = values.map(|(_, value)| *value).collect();
    let ty = shown(&values);
    let plain = field.format.is_none() && field.values.is_empty() && field.fields.is_empty();
    let less = match field.ty.as_str() {
        "array" => ty.ends_with("[]"),
        "string" => ty == "datetime",
        told => told.contains('.') && !values.is_empty() && Wire::of(told, &Entities::new()) == Wire::Any,
    };
    if less && plain {
        field.ty.clear();
    } else if ty == "object[]" && is_name(&field.ty) {
        field.ty.push_str("[]");
    }
}

/// Is it the name of a kind of object?
pub(super) fn is_name(ty: &str) -> bool {
    !matches!(ty, "" | "any" | "mixed") && !ty.contains(['.', '|']) && Wire::of(ty, &Entities::new()) == Wire::Any
}

/// A table of what is answered may tell a text where a number is sent.
fn take_numbers(field: &mut Field, seen: &[Object<'_>]) {
    let is_number = |value: &Json<'_>| matches!(value, Json::Integer(_) | Json::Double(_));
    let sent = seen.iter().copied().flatten().find(|(key, value)| *key == field.name && is_number(value));
    if let Some((_, value)) = sent
        && types(&field.ty).all(|ty| matches!(ty, "string" | "text" | "char"))
    {
        widen(&mut field.ty, &shown(&[*value]));
    }
}

/// An answer has the fields of one of its shapes, which it does not tell: it may have those of all.
fn flatten(field: &mut Field) {
    for variant in std::mem::take(&mut field.variants) {
        adopt(&mut field.fields, variant.fields);
    }
    field.fields.iter_mut().for_each(flatten);
}
