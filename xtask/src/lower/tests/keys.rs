//! Keys of an object that its row alone tells.

use super::*;

/// The keys of a parameter `lamp` that a row and a request tell: name, type and mark of each.
fn keys(marks: &str, row: &str, sent: &str) -> Vec<String> {
    let method = method(&format!(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id{marks}**\n`integer` | i ||\n\
         || **lamp**\n`object` | {row} ||\n|#\n\n## Code Examples\n\n\
         ```bash\ncurl -X POST -d '{{\"id\":1{sent}}}' https://h/rest/x.y.do\n```\n\n## Response Handling\n"
    ));
    let lamp = method.params.into_iter().find(|param| param.name == "lamp").unwrap();
    lamp.fields.iter().map(|key| format!("{} {} {:?}", key.name, key.ty, key.required)).collect()
}

/// The same where the request sends the lamp.
fn proved(marks: &str, row: &str, lamp: &str) -> Vec<String> {
    keys(marks, row, &format!(r#","lamp":{lamp}"#))
}

#[test]
fn keys_may_stand_in_a_list_that_requests_prove() {
    let row = "The lamp:\n- `watts` — how bright (required)\n- `shade` — of what, default `glass`";
    let told = ["watts integer Yes", "shade  No"];
    assert_eq!(proved("^*^", row, r#"{"watts":60}"#), told);
    assert_eq!(proved("^*^", row, r#"[{"watts":60}]"#), told);
    let called = "Possible values:\n- `watts` — how bright (required)\n- `shade` — of what";
    assert_eq!(proved("^*^", called, r#"{"watts":60}"#), told);
    let bold = "An array of lamps with these fields:\n\n- **watts^*^** — how bright\n- **shade** - of what";
    assert_eq!(proved("^*^", bold, r#"[{"watts":60}]"#), told);
    let open = "The keys are:\n- `room[id]` — the lamp of a room\n- `all` — that of the house";
    assert_eq!(proved("^*^", open, r#"{"room7":60,"room8":40}"#), ["room<id> integer No", "all  No"]);
    let entries = |says: &str| {
        let method = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **lamps^*^**\n`object` | {says} [lamp](#lamp) ||\n|#\n\n\
             ### Object lamp {{#lamp}}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **watts**\n`integer` | w ||\n|#\n\n## Response Handling\n"
        ));
        field(&method.params, "lamps").fields[0].name.clone()
    };
    assert_eq!(entries("All lamps. Contains objects, each describing a"), "<lamps>");
    assert_eq!(entries("Содержит объекты, каждый из которых описывает"), "<lamps>");
    assert_eq!(entries("Contains a"), "watts");
    for (marks, row, sent) in [
        ("", row, r#"{"watts":60}"#),
        ("^*^", open, r#"{"rooms":60,"hall":40}"#),
        ("^*^", row, r#"{"watts":60,"socket":"E27"}"#),
        ("^*^", row, "{}"),
        ("^*^", "By room:\n- `<room>` — an object\n- `watts` — how bright", r#"{"<room>":{"watts":60}}"#),
        ("^*^", row, "\"watts\""),
        ("^*^", "For example:\n- `watts` — how bright\n- `shade` — of what", r#"{"watts":60}"#),
    ] {
        assert!(proved(marks, row, sent).is_empty(), "{marks} {row} {sent}");
    }
}

#[test]
fn keys_may_stand_in_a_sentence_that_requests_prove() {
    let row = "An object with the fields `watts` and `shade`, where `watts` is how bright it is";
    let told = ["watts integer No", "shade  No"];
    assert_eq!(proved("^*^", row, r#"{"watts":60}"#), told);
    assert_eq!(proved("^*^", "Объект с полями `watts` и `shade`", r#"{"watts":60}"#), told);
    assert_eq!(proved("^*^", "An array with the field `watts`", r#"{"watts":60}"#), told[..1]);
    for (row, sent) in [
        (row, r#"{"watts":60,"socket":"E27"}"#),
        (row, "{}"),
        ("An object with the field of `watts`", r#"{"watts":60}"#),
        ("An object, see `watts`", r#"{"watts":60}"#),
    ] {
        assert!(proved("^*^", row, sent).is_empty(), "{row} {sent}");
    }
}

#[test]
fn a_format_in_a_sentence_has_keys_that_requests_prove() {
    let row = r#"The lamp in the format `{"watts": "60", "shade": "glass"}`, where `watts` is how bright it is"#;
    assert_eq!(proved("^*^", row, r#"{"watts":60}"#), ["watts integer No", "shade  No"]);
    assert_eq!(proved("^*^", "Its id, `{id: 7}`", r#"{"id":7}"#), ["id integer No"]);
    for (row, sent) in [
        (row, r#"{"socket":"E27"}"#),
        (row, "{}"),
        (r#"By its code: `{"CODE": value}`"#, r#"{"UF_LAMP":1}"#),
        (r#"In languages: `{"de": "Neu"}`"#, r#"{"de":"Lampe"}"#),
        ("A file: `{data: [name, content]}`", r#"{"data":["a","b"]}"#),
        ("One of glass, `{glass: 1}`, or of paper, `{paper: 1}`", r#"{"glass":1}"#),
        ("As `{watts: 60}`. For bulbs:\n- `watts` is how bright\n- `shade` is of what", r#"{"watts":60}"#),
    ] {
        assert!(proved("^*^", row, sent).is_empty(), "{row} {sent}");
    }
}

#[test]
fn a_format_proves_keys_that_no_request_sends() {
    let list = "where:\n- `WATTS` — how bright\n- `SHADE` — of what:\n  - `GLASS` — of glass";
    let row = |format: &str| format!("Object format:\n```\n{format}\n```\n{list}");
    let format = row("{\n    WATTS: integer,\n    SHADE: 'GLASS'|'PAPER',\n}");
    assert_eq!(keys("^*^", &format, ""), ["WATTS  No", "SHADE string No"]);
    // What a request sends tells what it is.
    assert_eq!(proved("^*^", &format, r#""bright""#), ["WATTS  No", "SHADE string No"]);
    assert_eq!(proved("^*^", &format, r#"{"SOCKET":"E27"}"#), [""; 0]);
    for other in [
        "{WATTS: 1}",
        "{WATTS: 1, SHADE: 'GLASS', SOCKET: 'E27'}",
        "{field_1: value_1, field_n: value_n}",
        "WATTS: 1, SHADE: 2",
    ] {
        assert!(keys("^*^", &row(other), "").is_empty(), "{other}");
    }
    assert!(keys("^*^", list, "").is_empty());
}
