//! Fields from a table of another page, made to fit the object that has them: as the examples of the method spell and show
//! them, or not at all.

use b24_specs::ir::Field;
use b24_specs::wire::{Entities, Wire};
use foldhash::{HashMap, HashSet};

use super::sketch::Names;
use crate::lower::examples::json::{Json, Object};
use crate::lower::examples::typing::{shown_type, takes};
use crate::lower::fields::adopt;
use crate::lower::map::records;
use crate::lower::types::{holds_fields, is_entity, parts, widen};
use b24_specs::pattern::{is_open, prefix};

/// What objects have under each key.
pub(crate) type Seen<'a> = HashMap<&'a str, Vec<Json<'a>>>;

/// Puts the values of a key together.
pub(crate) fn by_key<'a>(objects: &[Object<'a>]) -> Seen<'a> {
    let mut seen = Seen::default();
    for (key, value) in objects.iter().copied().flatten() {
        seen.entry(*key).or_default().push(*value);
    }
    seen
}

/// The fields, where the examples show them: in their place, or below the only key there.
pub(super) fn fit(fields: Vec<Field>, seen: &Seen<'_>, of_request: bool) -> Option<Vec<Field>> {
    let fields = fit_within(fields, seen, of_request)?;
    let Some((key, values)) = wrapped(seen) else { return Some(fields) };
    let open = fields.iter().any(|field| is_open(&field.name));
    Some(vec![Field { name: key.to_owned(), ty: shown_type(values), open, fields, ..Field::default() }])
}

/// The same, without that key.
pub(super) fn fit_within(mut fields: Vec<Field>, seen: &Seen<'_>, of_request: bool) -> Option<Vec<Field>> {
    if fields.is_empty() {
        return None;
    }
    if !of_request {
        fields.iter_mut().for_each(flatten);
    }
    match wrapped(seen) {
        Some((_, values)) => adapted(fields, &below(values), of_request),
        None => adapted(fields, seen, of_request),
    }
}

/// The names that fields must have some of, to fit: the keys of the objects, or those below the only key there.
pub(super) fn names(seen: &Seen<'_>) -> Names {
    match wrapped(seen) {
        Some((_, values)) => Names::new(below(values).into_keys()),
        None => Names::new(seen.keys().copied()),
    }
}

/// The only key that objects have, and what is below it.
fn wrapped<'s, 'a>(seen: &'s Seen<'a>) -> Option<(&'a str, &'s [Json<'a>])> {
    let mut all = seen.iter();
    let (key, values) = all.next()?;
    all.next().is_none().then_some((*key, values))
}

/// What the objects among values have.
fn below<'a>(values: &[Json<'a>]) -> Seen<'a> {
    let mut objects: Vec<Object<'a>> = Vec::new();
    for value in values {
        records(value, &mut objects, 0);
    }
    by_key(&objects)
}

fn adapted(mut fields: Vec<Field>, seen: &Seen<'_>, of_request: bool) -> Option<Vec<Field>> {
    if of_request {
        respell(&mut fields, seen);
    }
    take_spelling(&mut fields, seen);
    for field in &mut fields {
        match seen.get(field.name.as_str()) {
            Some(values) if of_request => take_numbers(field, values),
            Some(values) => sharpen(field, values),
            None => {}
        }
    }
    are_shown(&fields, seen).then_some(fields)
}

/// Do objects have these fields? At least two of them, and as many keys as not are told, by a type that takes the values. Keys
/// that are a portal's own tell nothing.
fn are_shown(fields: &[Field], seen: &Seen<'_>) -> bool {
    let by_name: HashMap<&str, &Field> = fields.iter().map(|field| (field.name.as_str(), field)).collect();
    let open = prefixes(fields.iter().map(|field| field.name.as_str()).filter(|name| is_open(name)));
    let open = |key: &str| {
        let key = key.to_ascii_lowercase();
        let last = open.get(open.partition_point(|prefix| *prefix <= key).wrapping_sub(1));
        last.is_some_and(|prefix| key.starts_with(prefix.as_str()))
    };
    let (mut known, mut unknown) = (0, 0);
    for (key, values) in seen {
        match by_name.get(key) {
            Some(field) if values.iter().any(|value| value.is_null() || takes_value(field, value)) => known += 1,
            None if open(key) => {}
            _ => unknown += 1,
        }
    }
    known >= 2 && known >= unknown
}

/// What names begin with that open ones stand for, sorted; none of them begins with another one.
fn prefixes<'f>(open: impl Iterator<Item = &'f str>) -> Vec<String> {
    let mut prefixes: Vec<String> = open.map(|name| prefix(name).to_ascii_lowercase()).collect();
    prefixes.sort_unstable();
    prefixes.dedup_by(|next, last| next.starts_with(last.as_str()));
    prefixes
}

fn takes_value(field: &Field, value: &Json<'_>) -> bool {
    let scalar = || !matches!(value, Json::Object(_) | Json::Array(_));
    field.ty.is_empty() || parts(&field.ty).any(|ty| takes(ty, value) && (holds_fields(ty) || scalar()))
}

/// Names as requests spell them: an object is answered with `responsibleId`, and given as `RESPONSIBLE_ID`.
fn respell(fields: &mut Vec<Field>, seen: &Seen<'_>) {
    let is_respelled = |field: &Field| {
        let upper = upper(&field.name);
        upper != field.name && seen.contains_key(upper.as_str())
    };
    if !fields.iter().any(is_respelled) {
        return;
    }
    // What is within an object is spelled as in an answer, too, and no request shows how else.
    fields.retain(|field| field.fields.is_empty() && field.variants.is_empty());
    for field in fields.iter_mut().filter(|field| !is_open(&field.name)) {
        field.name = upper(&field.name);
    }
}

/// `responsibleId` as `RESPONSIBLE_ID`; `XML_ID` is left as it is.
fn upper(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut in_word = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && in_word {
            out.push('_');
        }
        in_word = c.is_ascii_lowercase() || c.is_ascii_digit();
        out.push(c.to_ascii_uppercase());
    }
    out
}

/// Gives names the spelling that examples show, `changeDeadline` for `CHANGE_DEADLINE`, and those that no example shows the
/// spelling of the others.
fn take_spelling(fields: &mut [Field], seen: &Seen<'_>) {
    let known: HashSet<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let mut others: Vec<&str> = seen.keys().copied().filter(|key| !known.contains(key)).collect();
    if others.is_empty() {
        return;
    }
    others.sort_unstable();
    let spelled = |name: &str| name.replace('_', "").to_ascii_lowercase();
    let mut unseen: HashMap<String, &mut Field> = HashMap::default();
    for field in fields.iter_mut().filter(|field| !seen.contains_key(field.name.as_str())) {
        unseen.entry(spelled(&field.name)).or_insert(field);
    }
    let (mut parted, mut joined) = (false, false);
    for key in others {
        if let Some(field) = unseen.remove(&spelled(key)) {
            parted |= key.contains('_') && !field.name.contains('_');
            joined |= field.name.contains('_') && !key.contains('_');
            key.clone_into(&mut field.name);
        }
    }
    for field in unseen.into_values().filter(|field| parted != joined && !is_open(&field.name)) {
        let constant = |byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_');
        match field.name.bytes().all(constant) {
            true if joined => field.name = camel(&field.name),
            false if parted => field.name = upper(&field.name),
            _ => {}
        }
    }
}

/// `RESPONSIBLE_ID` as `responsibleId`.
fn camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut capital = false;
    for c in name.chars() {
        if c == '_' {
            capital = !out.is_empty();
        } else {
            out.push(if std::mem::take(&mut capital) { c } else { c.to_ascii_lowercase() });
        }
    }
    out
}

/// Leaves the type to the examples where they tell more: what a list holds, that a text is a moment, what the field of another
/// object is, or that there are many of a kind.
fn sharpen(field: &mut Field, values: &[Json<'_>]) {
    let named = holds_fields(&field.ty) && is_entity(&field.ty);
    if !named && !matches!(field.ty.as_str(), "array" | "string") && !field.ty.contains('.') {
        return;
    }
    let values: Vec<Json<'_>> = values.iter().filter(|value| !value.is_null()).copied().collect();
    let ty = shown_type(&values);
    let plain = field.format.is_none() && field.values.is_empty() && field.fields.is_empty();
    let less = match field.ty.as_str() {
        "array" => ty.ends_with("[]"),
        "string" => ty == "datetime",
        told => told.contains('.') && !values.is_empty() && Wire::of(told, &Entities::new()) == Wire::Any,
    };
    if less && plain {
        field.ty.clear();
    } else if named && ty == "object[]" {
        field.ty.push_str("[]");
    }
}

/// A table of what is answered may tell a text where a number is sent.
fn take_numbers(field: &mut Field, values: &[Json<'_>]) {
    let is_number = |value: &&Json<'_>| matches!(value, Json::Integer(_) | Json::Double(_));
    if let Some(number) = values.iter().find(is_number)
        && parts(&field.ty).all(|ty| matches!(ty, "string" | "text" | "char"))
    {
        widen(&mut field.ty, &shown_type(&[*number]));
    }
}

/// An answer has the fields of one of its shapes, which it does not tell: it may have those of all.
fn flatten(field: &mut Field) {
    for variant in std::mem::take(&mut field.variants) {
        adopt(&mut field.fields, variant.fields);
    }
    field.fields.iter_mut().for_each(flatten);
}

#[cfg(test)]
mod tests {
    use super::{prefixes, upper};

    #[test]
    fn capitals_beside_each_other_are_one_word() {
        let names = ["responsibleId", "XML_ID", "userID", "address2Title", "ufCrm_5"];
        assert_eq!(names.map(upper), ["RESPONSIBLE_ID", "XML_ID", "USER_ID", "ADDRESS2_TITLE", "UF_CRM_5"]);
    }

    #[test]
    fn open_names_share_beginnings() {
        let open = ["UF_CRM_*", "uf_...", "PARENT_ID_...", "UF_A{id}"];
        assert_eq!(prefixes(open.into_iter()), ["parent_id_", "uf_"]);
        assert_eq!(prefixes(["a*", "<id>"].into_iter()), [""]);
    }
}
