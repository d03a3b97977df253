//! Maps: objects whose keys no page can list. What a page tells of such a one, it tells of each entry.

use b24_specs::ir::Field;

use super::json::{Json, Object};
use super::reconcile::shown;
use super::row::is_open;

/// Makes a map of an object whose examples show one: by keys that are numbers, or by what is told of the object in each of
/// its entries. A key that the page lists, though `elsewhere`, is that of a record.
pub(super) fn recognise(field: &mut Field, name: &str, values: &[Json<'_>], elsewhere: &[Field]) {
    // PHP writes a map of nothing as a list.
    let may_be = |value: &Json<'_>| value.is_object() || matches!(value, Json::Null | Json::Array([]));
    if field.ty != "object" || !values.iter().all(may_be) {
        return;
    }
    let objects: Vec<Object<'_>> = values.iter().filter_map(Json::as_object).filter(|map| !map.is_empty()).collect();
    let is_listed = |(key, _): &(&str, Json<'_>)| knows(&field.fields, key) || knows(elsewhere, key);
    if objects.iter().copied().flatten().any(is_listed) {
        return;
    }
    if !objects.is_empty()
        && objects.iter().all(|object| by_number(object))
        && field.variants.is_empty()
        && !lists_open(field)
    {
        let entries: Vec<Json<'_>> = objects.into_iter().flatten().map(|(_, value)| *value).collect();
        let ty = shown(&entries);
        if matches!(ty.as_str(), "object" | "object[]") {
            field.ty = format!("map<{ty}>");
        }
    } else if describes_entries(field, &objects) && objects.iter().any(|object| object.len() > 1) {
        // Under a single key lies what an answer is wrapped in.
        of_entries(field, name);
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
    let is_entry = |(key, value): &(&str, Json<'_>)| {
        !knows(&field.fields, key)
            && value.as_object().is_some_and(|entry| {
                entry.iter().filter(|(key, _)| knows(&field.fields, key)).count() * 2 > entry.len()
            })
    };
    !objects.is_empty()
        && field.variants.is_empty()
        && !lists_open(field)
        && objects.iter().copied().flatten().all(is_entry)
}

/// Is every key a number?
pub(super) fn by_number(map: Object<'_>) -> bool {
    !map.is_empty() && map.iter().all(|(key, _)| key.bytes().all(|b| b.is_ascii_digit()))
}

fn knows(fields: &[Field], key: &str) -> bool {
    fields.iter().any(|field| field.name.eq_ignore_ascii_case(key))
}

fn lists_open(field: &Field) -> bool {
    field.fields.iter().any(|field| is_open(&field.name))
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
        for record in [r#"{"12": "a"}"#, r#"{"id": 12}"#, r#"{"12": {"a": 1}, "id": 12}"#, "{}", r#"[{"12": {}}]"#] {
            assert_eq!(seen("object", &[record]), seen("object", &[]), "{record}");
        }
        assert_eq!(seen("array", &[r#"{"0": {"id": 1}, "2": {"id": 2}}"#]).ty, "array", "a list with gaps");
    }

    #[test]
    fn what_is_told_of_an_object_may_be_told_of_its_entries() {
        let tags = seen("object", &[r#"{"br": {"id": 1, "title": "A"}, "de": {"id": 2}}"#]);
        let entry = tags.entry().unwrap();
        assert_eq!((entry.name.as_str(), entry.fields.len()), ("<tags>", 2));
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
