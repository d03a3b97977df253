use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use super::*;

/// Made anew of its parts, each of them a copy.
fn value(json: Json<'_>) -> Value {
    match json.get().as_bytes().first() {
        Some(b'{') => json.members().map(|(name, part)| (name.into_owned(), value(part.to_owned().root()))).collect(),
        Some(b'[') => json.items().map(|part| value(part.to_owned().root())).collect(),
        _ => serde_json::from_str(json.get()).unwrap(),
    }
}

/// Read as `serde_json` reads it, or refused where that refuses it.
fn is_read_alike(text: &str) {
    let read = JsonText::read(text);
    assert_eq!(read.is_ok(), serde_json::from_str::<IgnoredAny>(text).is_ok(), "{text:?}");
    if let (Ok(ours), Ok(theirs)) = (read, serde_json::from_str::<Value>(text)) {
        assert_eq!(value(ours.root()), theirs, "{text:?}");
    }
}

#[test]
fn it_is_cut_where_its_values_are() {
    let text =
        JsonText::read(" {\"a\" : [1, {}, \"x\\\"]\"],\n\"\\u0062\":{\"c\":[ ]} , \"a\":\"\u{e4}\\\\\" } ").unwrap();
    let texts = |json: Json<'_>| json.items().map(|json| json.get().to_owned()).collect::<Vec<_>>();
    let root = text.root();
    assert!(root.get().starts_with('{') && root.get().ends_with('}'));
    assert_eq!(root.members().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "b", "a"]);
    assert_eq!(texts(root.members().next().unwrap().1), ["1", "{}", "\"x\\\"]\""]);
    assert_eq!(root.member("a").unwrap().as_text().unwrap(), "\u{e4}\\");
    let empty = root.member("b").and_then(|b| b.member("c")).unwrap();
    assert!(empty.is_no_items() && !root.is_no_items() && root.member("c").is_none());
}

#[test]
fn all_of_it_has_to_be_json() {
    for text in [
        "",
        " ",
        "{",
        "}",
        "[1",
        "[1,",
        "[1,]",
        "[,]",
        "[1 2]",
        "{]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{1:2}",
        "{\"a\" 1}",
        "1 2",
        "[]]",
        "nul",
        "truex",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "\"",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "\"a\u{1f}\"",
        "\u{feff}1",
        "'a'",
        "{\"a\"\"b\":1}",
    ] {
        assert!(JsonText::read(text).is_err(), "{text:?}");
        is_read_alike(text);
    }
    for text in
        ["0", "-0.5E-3", "1e9", "\"\\ud800\\/\\b\\f\\n\\r\\t\"", "\"\u{7f}\u{e4}\u{1f600}\"", "\t[ ]\r\n", "1e999"]
    {
        assert!(JsonText::read(text).is_ok(), "{text:?}");
        is_read_alike(text);
    }
}

fn json_text() -> impl Strategy<Value = String> {
    let nested = json!({"a": [1.5e-7, -0, "\u{e4} \"quoted\" \\ \n", {"": null}], "long name\t": {"b": [[], {}, [true, false]]}});
    select(vec![nested.to_string(), serde_json::to_string_pretty(&nested).unwrap(), "[\"\\ud83d\\ude00\",12]".into()])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_json_is_read_alike(text in json_text(), changes in vec((any::<Index>(), any::<bool>(), select("{}[],:\"\\0-.eux \n\u{1}\u{e4}".chars().collect::<Vec<_>>())), 0..4)) {
        let mut signs: Vec<char> = text.chars().collect();
        for (at, instead, sign) in changes {
            let at = at.index(signs.len());
            signs.splice(at..at + usize::from(instead), [sign]);
        }
        is_read_alike(&signs.into_iter().collect::<String>());
    }

    #[test]
    fn any_signs_are_read_alike(signs in vec(select(vec!["{", "}", "[", "]", ",", ":", "\"a\"", "\"\\\"", "1", "-2.5e3", "true", "null", " "]), 0..12)) {
        is_read_alike(&signs.concat());
    }

    #[test]
    fn texts_of_any_length_are_read_alike(before in "[a-z]{0,20}", sign in any::<char>(), behind in ".{0,20}") {
        is_read_alike(&format!("[\"{before}{sign}{behind}\",{}]", Value::from(behind.clone())));
    }
}
