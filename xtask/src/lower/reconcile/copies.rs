//! Fields that a page lists of an object and of what is in it: a table that follows both is about the latter, where
//! examples show it there alone.

use std::cell::LazyCell;

use b24_specs::ir::Field;
use b24_specs::pattern::is_open;
use foldhash::{HashMap, HashSet};

use crate::lower::elsewhere::fit::by_key;
use crate::lower::examples::json::Json;
use crate::lower::examples::typing::takes;
use crate::lower::map;
use crate::lower::types::parts;

/// How deep examples are followed.
const DEPTH: usize = 12;
/// Fewer fields of one name may be of both.
const FEW: usize = 3;

/// Moves what examples never show in an object, but in one that is in it, to where they do.
pub(crate) fn move_copies(field: &mut Field, values: &[Json<'_>], depth: usize) {
    if depth == DEPTH || !may_have(field, depth) {
        return;
    }
    // A key may be spelled in another case.
    let mut seen: HashMap<String, Vec<Json<'_>>> = HashMap::default();
    for (key, value) in map::described(field, values).into_iter().flatten() {
        seen.entry(key.to_ascii_lowercase()).or_default().push(*value);
    }
    let copies = if seen.is_empty() { return } else { take(field, &seen) };
    for inner in field.fields.iter_mut().filter(|inner| !inner.fields.is_empty()) {
        if let Some(values) = seen.get(&inner.name.to_ascii_lowercase()) {
            if !copies.is_empty() {
                put(&copies, inner, values);
            }
            move_copies(inner, values, depth + 1);
        }
    }
}

/// May a field or one of those in it have copies? Few have names that one of theirs has, too.
fn may_have(field: &Field, depth: usize) -> bool {
    if depth == DEPTH {
        return false;
    }
    let mut inner = field.fields.iter().filter(|inner| !inner.fields.is_empty());
    let shares = |inner: &Field, names: &HashSet<&str>| {
        let fields = inner.entry().map_or(&inner.fields, |entry| &entry.fields);
        fields.len() >= FEW && fields.iter().filter(|field| names.contains(field.name.as_str())).count() >= FEW
    };
    let names = LazyCell::new(|| field.fields.iter().map(|field| field.name.as_str()).collect::<HashSet<_>>());
    inner.any(|inner| field.fields.len() > FEW && shares(inner, &names) || may_have(inner, depth + 1))
}

/// Takes the fields out of which no key is, and which one of the others has.
fn take(field: &mut Field, seen: &HashMap<String, Vec<Json<'_>>>) -> HashMap<String, Field> {
    let is_seen = |field: &Field| is_open(&field.name) || seen.contains_key(&field.name.to_ascii_lowercase());
    let unseen: HashSet<&str> = field.fields.iter().filter(|f| !is_seen(f)).map(|f| f.name.as_str()).collect();
    if unseen.len() < FEW {
        return HashMap::default();
    }
    let mut copies: HashSet<String> = HashSet::default();
    for inner in field.fields.iter().filter(|inner| is_seen(inner)) {
        let fields = inner.entry().map_or(&inner.fields, |entry| &entry.fields);
        let same: Vec<&str> = fields.iter().map(|f| f.name.as_str()).filter(|name| unseen.contains(name)).collect();
        if same.len() >= FEW && same.len() * 2 > fields.len() {
            copies.extend(same.into_iter().map(str::to_owned));
        }
    }
    let (copies, own): (Vec<_>, _) =
        std::mem::take(&mut field.fields).into_iter().partition(|f| copies.contains(&f.name));
    field.fields = own;
    copies.into_iter().map(|copy| (copy.name.clone(), copy)).collect()
}

/// Puts them in the place of the fields that an inner object has of their names, where they take what examples show there.
fn put(copies: &HashMap<String, Field>, inner: &mut Field, values: &[Json<'_>]) {
    let seen = by_key(&map::described(inner, values));
    for field in inner.fields.iter_mut().filter(|field| field.fields.is_empty()) {
        let Some(copy) = copies.get(&field.name).filter(|copy| copy.fields.is_empty()) else { continue };
        let mut shown = seen.get(field.name.as_str()).into_iter().flatten().filter(|value| !value.is_null());
        if shown.all(|value| parts(&copy.ty).any(|ty| takes(ty, value))) {
            let nullable = field.nullable || copy.nullable;
            *field = Field { nullable, boolean: copy.boolean.or(field.boolean), ..copy.clone() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yfm::Arena;

    fn field(name: &str, ty: &str, inner: &[&str]) -> Field {
        let fields = inner.iter().map(|name| field(name, "string", &[])).collect();
        Field { name: name.into(), ty: ty.into(), fields, ..Field::default() }
    }

    #[test]
    fn what_only_an_inner_object_has_is_of_that_alone() {
        let left = |own: &[&str], json: &str| {
            let mut result = field("result", "object", own);
            result.fields.push(field("lamps", "object[]", &["id", "color", "height", "shade"]));
            let arena = Arena::new();
            move_copies(&mut result, &[Json::read(json, &arena).unwrap()], 0);
            result.fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>().join(" ")
        };
        let shown = r#"{"lamps": [{"id": 7}]}"#;
        assert_eq!(left(&["color", "height", "id"], shown), "lamps");
        assert_eq!(left(&["color", "height", "more"], shown), "color height more lamps", "two may be of both");
        assert_eq!(left(&["color", "height", "id"], r#"{"lamps": [], "id": 1}"#), "color height id lamps");
        assert_eq!(left(&["color", "height", "id"], "{}"), "color height id lamps");
        let mut result = field("result", "object", &["color", "height", "shade"]);
        result.fields[1].ty = "double".into();
        result.fields[2].ty = "integer".into();
        result.fields.push(field("lamps", "object[]", &["color", "height", "shade"]));
        let arena = Arena::new();
        let value = Json::read(r#"{"lamps": [{"height": "2.5", "shade": "red"}]}"#, &arena).unwrap();
        move_copies(&mut result, &[value], 0);
        let told: Vec<_> = result.fields[0].fields.iter().map(|field| field.ty.as_str()).collect();
        assert_eq!(told, ["string", "double", "string"], "what is told of them goes with them, if it fits");
    }
}
