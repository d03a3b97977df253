//! Maps: objects whose keys no page can list. What a page tells of such a one, it tells of each entry.

pub(super) mod keys;

use b24_specs::ir::Field;
use b24_specs::wire;
use foldhash::HashSet;

use super::examples::json::{Json, Object};
use super::examples::typing::shown_type;
use super::text::{blocks, fold};
use super::types::{holds_fields, parts};
use crate::lexicon::{self, Phrases};
use crate::yfm::Block;
use b24_specs::pattern::is_open;
use keys::by_number;

/// Makes a map of an object whose examples show one: by keys that are numbers or codes, or by what is told of the
/// object in each of its entries. A key that the page lists, though `elsewhere`, is that of a record.
pub(super) fn recognise(field: &mut Field, name: &str, values: &[Json<'_>], elsewhere: &[Field]) {
    // PHP writes a map of nothing as a list.
    let may_be = |value: &Json<'_>| value.is_object() || matches!(value, Json::Null | Json::Array([]));
    if !holds_fields(&field.ty) || !values.iter().all(may_be) {
        return;
    }
    let objects: Vec<Object<'_>> = values.iter().filter_map(Json::as_object).filter(|map| !map.is_empty()).collect();
    if objects.is_empty() {
        return;
    }
    if field.fields.is_empty()
        && field.variants.is_empty()
        && let Some(key) = keys::placeholder(&objects)
    {
        let entries: Vec<Json<'_>> = objects.into_iter().flatten().map(|(_, value)| *value).collect();
        let (name, mut ty) = (key.to_owned(), shown_type(&entries));
        if field.ty == "lang_map" && ty == "any" {
            "string".clone_into(&mut ty);
        }
        field.fields.push(Field { name, ty, open: true, line: field.line, ..Field::default() });
        return be_object(field);
    }
    if !may_be_object(&field.ty) {
        return;
    }
    let numbers = objects.iter().all(|object| by_number(object));
    // An entry of which nothing is told may be a record.
    let is_bare = |entry: &Field| entry.open && entry.ty.is_empty() && entry.fields.is_empty();
    let records = || objects.iter().copied().flatten().all(|(_, value)| value.is_object());
    if numbers && matches!(field.fields.as_slice(), [entry] if is_bare(entry)) && records() {
        field.fields.clear();
    }
    let by_number = numbers && field.variants.is_empty() && !lists_open(&field.fields);
    if !by_number && !describes_entries(field, &objects) {
        return;
    }
    let listed = names(field.fields.iter().chain(elsewhere));
    if objects.iter().copied().flatten().any(|(key, _)| listed.contains(&key.to_ascii_lowercase())) {
        return;
    }
    if by_number {
        let entries: Vec<Json<'_>> = objects.into_iter().flatten().map(|(_, value)| *value).collect();
        let ty = shown_type(&entries);
        // An entry may be a list of numbers, or of what they are the numbers of.
        if parts(&ty).any(|ty| matches!(ty, "object" | "object[]")) && field.ty == "object" {
            field.ty = format!("map<{ty}>");
        }
    } else if objects.iter().copied().flatten().any(|(key, _)| Some(key) != first_key(&objects)) {
        // Under a single key lies what an answer is wrapped in.
        of_entries(field, name);
        be_object(field);
    }
}

fn first_key<'a>(objects: &[Object<'a>]) -> Option<&'a &'a str> {
    objects.first()?.first().map(|(key, _)| key)
}

/// An object, or a list where it is empty, as PHP writes it.
fn may_be_object(ty: &str) -> bool {
    parts(ty).any(|ty| ty == "object") && parts(ty).all(|ty| matches!(ty, "object" | "array"))
}

/// A union with a list would be read as anything.
fn be_object(field: &mut Field) {
    if may_be_object(&field.ty) {
        "object".clone_into(&mut field.ty);
    }
}

/// Makes a map of an object whose fields, none of which is open, are told of each entry: the page says that its keys are
/// identifiers, or that it has objects in it. One whose fields are languages takes others, too.
pub(super) fn tell(field: &mut Field, description: &[Block<'_>]) {
    // A page lists a few languages, and a portal has others.
    field.open |= field.variants.is_empty() && keys::are_languages(field.fields.iter().map(|f| f.name.as_str()));
    let may_be =
        (field.ty == "array" || may_be_object(&field.ty)) && !field.fields.is_empty() && field.variants.is_empty();
    if !may_be {
        return;
    }
    let text = fold(&blocks(description, "`")).into_owned();
    if keys_are(&text, &lexicon::IDENTIFIER) {
        "map<object>".clone_into(&mut field.ty);
    } else if may_be_object(&field.ty) && lexicon::ENTRIES.within(&text) {
        let name = field.name.clone();
        of_entries(field, &name);
        be_object(field);
    }
}

/// Makes a map of an object of an answer that the page says nothing of but what its keys are: what is shown are some of them.
pub(super) fn tell_keys(field: &mut Field, description: &[Block<'_>], says: &str) {
    let may_be = field.ty == "object" && field.fields.is_empty() && field.variants.is_empty();
    // Most say nothing of keys.
    if may_be && lexicon::KEYED.heads(&fold(says)) && keys_are(&fold(&blocks(description, "`")), &lexicon::KEY_KINDS) {
        let name = format!("<{}>", field.name.trim_matches(['<', '>']));
        field.fields.push(Field { name, open: true, line: field.line, ..Field::default() });
    }
}

/// Does an object of an answer have one of a kind under each name: `{"field_1": "value_1"}`, "where `value` is an object of that
/// type"?
pub(super) fn is_by_name(field: &Field, says: &str) -> bool {
    // Most say nothing of the kind.
    may_be_object(&field.ty)
        && ["field_1", "value_1"].iter().all(|part| says.contains(part))
        && lexicon::VALUE_IS_OBJECT.within(&fold(&says.replace('`', "")))
}

/// Makes the map that the page tells of.
pub(super) fn tell_names(field: &mut Field) {
    let name = field.name.clone();
    of_entries(field, &name);
    be_object(field);
}

/// "Key — item identifier, value — object", in lower case.
fn keys_are(text: &str, kinds: &Phrases) -> bool {
    let mut rest = text;
    while let Some(behind) = lexicon::KEY_IS.find(rest).and_then(|(_, end)| rest.get(end..)) {
        let clause = behind.split([',', ';', '.', ':', '`', '\n']).next().unwrap_or_default();
        if kinds.within(clause) {
            return true;
        }
        rest = behind.get(clause.len()..).unwrap_or_default();
    }
    false
}

/// Leaves no map of objects where examples show a record, by a key that is listed, a map of something else, or a list.
pub(super) fn disprove(field: &mut Field, values: &[Json<'_>]) {
    if field.ty != "map<object>" {
        return;
    }
    let listed = names(&field.fields);
    let is_entry = |(key, value): &(&str, Json<'_>)| {
        matches!(value, Json::Object(_) | Json::Null | Json::Array([])) && !listed.contains(&key.to_ascii_lowercase())
    };
    if values.iter().any(|value| matches!(value, Json::Array([_, ..]))) {
        "object[]".clone_into(&mut field.ty);
    } else if !values.iter().filter_map(Json::as_object).flatten().all(is_entry) {
        "object".clone_into(&mut field.ty);
    }
}

/// The objects that a field's fields are those of: values, or the entries of a map.
pub(super) fn described<'a>(field: &Field, values: &[Json<'a>]) -> Vec<Object<'a>> {
    let mut objects = Vec::new();
    for value in values {
        match value.as_object().filter(|_| wire::entry(&field.ty).is_some()) {
            Some(entries) => entries.iter().for_each(|(_, entry)| records(entry, &mut objects, 0)),
            None => records(value, &mut objects, 0),
        }
    }
    objects
}

/// The objects of a value: itself, the elements of a list, the values of a map by numbers.
pub(super) fn records<'a>(value: &Json<'a>, out: &mut Vec<Object<'a>>, depth: usize) {
    match value {
        Json::Array(items) if depth < 4 => items.iter().take(20).for_each(|item| records(item, out, depth + 1)),
        Json::Object(map) if by_number(map) && depth < 4 => {
            map.iter().take(20).for_each(|(_, item)| records(item, out, depth + 1));
        }
        Json::Object(map) => out.push(map),
        _ => {}
    }
}

/// Takes the fields of an object for those of each of its entries.
pub(super) fn of_entries(object: &mut Field, name: &str) {
    let (name, ty) = (format!("<{name}>"), "object".to_owned());
    let fields = std::mem::take(&mut object.fields);
    object.fields.push(Field { name, ty, open: true, line: object.line, fields, ..Field::default() });
}

/// Are the fields of an object those of each of its entries? So examples have them: under keys that no table has.
pub(super) fn describes_entries(field: &Field, objects: &[Object<'_>]) -> bool {
    let all = || objects.iter().copied().flatten();
    if objects.is_empty()
        || field.fields.is_empty()
        || !field.variants.is_empty()
        || !all().all(|(_, value)| value.is_object())
        || lists_open(&field.fields)
    {
        return false;
    }
    let names = names(&field.fields);
    let knows = |key: &str| names.contains(&key.to_ascii_lowercase());
    let is_entry = |(key, value): &(&str, Json<'_>)| {
        !knows(key)
            && value
                .as_object()
                .is_some_and(|entry| entry.iter().filter(|(key, _)| knows(key)).count() * 2 > entry.len())
    };
    all().all(is_entry)
}

/// Takes out of an object the fields that the page tells of each of its entries, which it lists, too: "value — object with
/// attributes". So examples have them: in most of what each entry has, and never beside the entries.
pub(super) fn take_shared(field: &mut Field, objects: &[Object<'_>]) -> Vec<Field> {
    let all = || objects.iter().copied().flatten();
    if field.fields.len() < 2 || all().nth(1).is_none() || !all().all(|(_, value)| value.is_object()) {
        return Vec::new();
    }
    let keys: HashSet<String> = all().map(|(key, _)| key.to_ascii_lowercase()).collect();
    let is_shared = |field: &Field| !is_open(&field.name) && !keys.contains(&field.name.to_ascii_lowercase());
    let names = names(field.fields.iter().filter(|field| is_shared(field)));
    let mut shown: HashSet<String> = HashSet::default();
    let mut has_most = |(_, value): &(&str, Json<'_>)| {
        let entry = value.as_object().unwrap_or_default();
        let keys = entry.iter().map(|(key, _)| key.to_ascii_lowercase());
        let known: Vec<String> = keys.filter(|key| names.contains(key)).collect();
        let most = known.len() * 2 > entry.len();
        shown.extend(known);
        most
    };
    if names.len() < 2 || !all().all(&mut has_most) || shown.len() * 2 <= names.len() {
        return Vec::new();
    }
    let (shared, own) = std::mem::take(&mut field.fields).into_iter().partition(is_shared);
    field.fields = own;
    shared
}

/// The names of fields, in lower case.
pub(super) fn names<'f>(fields: impl IntoIterator<Item = &'f Field>) -> HashSet<String> {
    fields.into_iter().map(|field| field.name.to_ascii_lowercase()).collect()
}

/// Does the name of one of these fields stand for many?
pub(super) fn lists_open(fields: &[Field]) -> bool {
    fields.iter().any(|field| is_open(&field.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yfm::Arena;

    fn field(name: &str, ty: &str) -> Field {
        Field { name: name.into(), ty: ty.into(), ..Field::default() }
    }

    /// An object that a page describes by `id` and `title`, as examples show it.
    fn seen(ty: &str, examples: &[&str]) -> Field {
        let arena = Arena::new();
        let values: Vec<Json<'_>> = examples.iter().map(|example| Json::read(example, &arena).unwrap()).collect();
        let mut tags = Field { fields: vec![field("id", "integer"), field("title", "string")], ..field("tags", ty) };
        recognise(&mut tags, "tags", &values, &[field("code", "string")]);
        tags
    }

    #[test]
    fn keys_that_are_numbers_are_those_of_a_map() {
        let tags = seen("object", &[r#"{"12": {"a": 1}}"#, "null", "[]"]);
        assert_eq!((tags.ty.as_str(), tags.fields.len()), ("map<object>", 2));
        assert_eq!(seen("object", &[r#"{"12": [{"a": 1}], "3": [{"b": 1}]}"#]).ty, "map<object[]>");
        assert_eq!(seen("object", &[r#"{"12": [7]}"#, r#"{"12": [{"a": 1}]}"#]).ty, "map<integer[] | object[]>");
        for record in [r#"{"12": "a"}"#, r#"{"id": 12}"#, r#"{"12": {"a": 1}, "id": 12}"#, "{}", r#"[{"12": {}}]"#] {
            assert_eq!(seen("object", &[record]), seen("object", &[]), "{record}");
        }
        assert_eq!(seen("array", &[r#"{"0": {"id": 1}, "2": {"id": 2}}"#]).ty, "array", "a list with gaps");
    }

    #[test]
    fn words_tell_a_map_and_examples_that_it_is_none() {
        for text in [
            "key — item identifier, value — object",
            "an object. the key of the object is the owner's id, and the value is a tag",
            "key is a word. key is the identifier",
            "ключ — идентификатор метки, значение — объект",
        ] {
            assert!(keys_are(text, &lexicon::IDENTIFIER), "{text}");
        }
        for text in
            ["key is a word, value is an identifier", "key — `name` of the identifier", "the identifier is the key"]
        {
            assert!(!keys_are(text, &lexicon::IDENTIFIER), "{text}");
        }
        let arena = Arena::new();
        for (example, ty) in [
            ("[]", "map<object>"),
            (r#"{"a7": {"id": 7}}"#, "map<object>"),
            (r#"{"7": [{"id": 7}]}"#, "object"),
            (r#"{"id": {}}"#, "object"),
            (r#"[{"id": 7}]"#, "object[]"),
        ] {
            let mut tags = Field { fields: vec![field("id", "integer")], ..field("tags", "map<object>") };
            disprove(&mut tags, &[Json::read(example, &arena).unwrap()]);
            assert_eq!(tags.ty, ty, "{example}");
        }
    }

    #[test]
    fn what_is_told_of_an_object_may_be_told_of_its_entries() {
        let tags = seen("object | array", &[r#"{"br": {"id": 1, "title": "A"}, "de": {"id": 2}}"#]);
        assert_eq!((tags.ty.as_str(), tags.entry().map_or(0, |entry| entry.fields.len())), ("object", 2));
        let tags = seen("object", &[r#"{"br": {"id": 1, "title": "A"}, "de": {"id": 2}}"#]);
        let entry = tags.entry().unwrap();
        assert_eq!((entry.name.as_str(), entry.fields.len()), ("<tags>", 2));
        let several = [r#"{"br": {"id": 1, "title": "A"}}"#, r#"{"de": {"id": 2}}"#, "[]"];
        let tags = seen("object | array", &several);
        assert_eq!((tags.ty.as_str(), tags.entry().is_some()), ("object", true), "each time another key");
        assert!(seen("object | string", &several).entry().is_none());
        for record in [
            r#"{"tag": {"id": 1, "title": "A"}}"#,
            r#"{"br": {"id": 1}, "title": "A"}"#,
            r#"{"a": {"b": 1}, "c": {}}"#,
            r#"{"code": {"id": 1, "title": "A"}, "de": {"id": 2}}"#,
        ] {
            assert_eq!(seen("object", &[record]), seen("object", &[]), "{record}");
        }
    }
}
