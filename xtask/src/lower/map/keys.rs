//! Keys that are those of a map, whatever the page says: numbers, languages, codes.

use crate::lower::examples::json::{Json, Object};

/// Who has access, before the number of the user, the group or the department.
const NUMBERED_ACCESS: [&str; 8] = ["U", "IU", "G", "SG", "D", "DR", "T", "TR"];
/// The same without a number: all users, and who created something.
const ACCESS: [&str; 3] = ["AU", "UA", "CR"];

/// The languages of portals.
const LANGUAGES: [&str; 22] = [
    "ar", "br", "de", "en", "es", "fr", "hi", "id", "in", "it", "ja", "kz", "la", "ms", "pl", "ru", "sc", "tc", "th",
    "tr", "ua", "vn",
];
/// Those that one of stands in every such map: others are words as well.
const SURE_LANGUAGES: [&str; 6] = ["de", "en", "es", "fr", "pl", "ru"];

/// The name that stands for the keys of all these objects; nothing where they may be those of a record.
pub(super) fn placeholder(objects: &[Object<'_>]) -> Option<&'static str> {
    if objects.iter().all(|object| by_code(object) || are_numbered(object) || name_themselves(object)) {
        return Some("<code>");
    }
    objects.iter().all(|object| are_languages(object.iter().map(|(key, _)| *key))).then_some("<language>")
}

/// Is every key a number?
pub(crate) fn by_number(map: Object<'_>) -> bool {
    !map.is_empty() && map.iter().all(|(key, _)| key.bytes().all(|b| b.is_ascii_digit()))
}

/// Is every one of these names that of a language?
pub(crate) fn are_languages<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    let mut sure = false;
    for name in names {
        if !LANGUAGES.contains(&name) {
            return false;
        }
        sure |= SURE_LANGUAGES.contains(&name);
    }
    sure
}

/// Is every key the code of who has access, `U1`, `AU`, `SG4_K`, that of a class, or what selects a part of a page?
fn by_code(map: Object<'_>) -> bool {
    // Other letters before a number are those of a record: `X1`, `Q4`.
    let is_access = |key: &str| {
        let (code, role) = key.split_once('_').unwrap_or((key, "K"));
        let kind = code.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_kind = if kind.len() < code.len() { NUMBERED_ACCESS.contains(&kind) } else { ACCESS.contains(&kind) };
        is_kind && matches!(role.as_bytes(), [b'A'..=b'Z'])
    };
    map.iter().all(|(key, _)| is_access(key) || key.contains('\\') || key.starts_with(['#', '.']))
}

/// Are these objects that only a number behind one word tells apart: `block_1`, `block_2`?
fn are_numbered(map: Object<'_>) -> bool {
    let stem = |key: &'_ str| key.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let Some((first, _)) = map.first() else { return false };
    let word = first.get(..stem(first)).unwrap_or_default();
    let is_next = |key: &str| key.starts_with(word) && stem(key) == word.len() && key.len() > word.len();
    map.len() > 1 && !word.is_empty() && map.iter().all(|(key, value)| is_next(key) && value.is_object())
}

/// Has each of these objects its key in it, too: `"lamp": {"code": "lamp"}`?
fn name_themselves(map: Object<'_>) -> bool {
    let has = |entry: &Json<'_>, key: &str| {
        entry.as_object().is_some_and(|entry| entry.iter().any(|(_, value)| value.as_str() == Some(key)))
    };
    // A map by numbers is told by its type.
    map.len() > 1 && !by_number(map) && map.iter().all(|(key, value)| has(value, key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yfm::Arena;

    #[test]
    fn keys_tell_a_map() {
        let of = |text: &str| {
            let arena = Arena::new();
            placeholder(&[Json::read(text, &arena).unwrap().as_object().unwrap()])
        };
        for map in [r#"{"U1": 1, "AU": 2}"#, r##"{"#top": {}, ".lamp-shade": {}}"##, r#"{"A\\\\B": 1}"#] {
            assert_eq!(of(map), Some("<code>"), "{map}");
        }
        for map in [r#"{"en": "Lamp", "br": null}"#, r#"{"de": "Lampe"}"#] {
            assert_eq!(of(map), Some("<language>"), "{map}");
        }
        assert_eq!(of(r#"{"lamp_1": {"a": 1}, "lamp_22": {}}"#), Some("<code>"));
        assert_eq!(of(r#"{"lamp": {"code": "lamp"}, "uk": {"id": 7, "lang": "uk"}}"#), Some("<code>"));
        for record in [
            r#"{"lamp": {"code": "lamp"}, "uk": {"id": 7}}"#,
            r#"{"lamp": {"code": "lamp"}}"#,
            r#"{"lamp_1": {}}"#,
            r#"{"lamp_1": {}, "lamp_2": 1}"#,
            r#"{"lamp_1": {}, "shade_2": {}}"#,
            r#"{"lamp_1": {}, "lamp_": {}}"#,
        ] {
            assert_eq!(of(record), None, "{record}");
        }
        for record in [r#"{"id": 1}"#, r#"{"in": 1, "it": 2}"#, r#"{"en": 1, "title": 2}"#, r#"{"X1": 1}"#] {
            assert_eq!(of(record), None, "{record}");
        }
    }
}
