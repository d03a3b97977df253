//! Whether two values say the same, though PHP may have written one of them.

use std::collections::BTreeMap;

use serde_json::Value;

/// Where `found`, called `name`, says less than `documented`, or something else: a sentence each. What has no name is
/// called by the names of its members.
pub(super) fn losses(name: &str, documented: &Value, found: Option<&Value>) -> Vec<String> {
    let mut losses = Vec::new();
    compare(name, documented, found, &mut losses);
    losses
}

fn compare(path: &str, documented: &Value, found: Option<&Value>, losses: &mut Vec<String>) {
    let Some(found) = found else {
        if !is_blank(documented) {
            losses.push(format!("`{path}` is lost: {documented}"));
        }
        return;
    };
    match (members(documented), members(found)) {
        (Some(documented), Some(found)) => {
            for (name, value) in documented {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                compare(&path, value, found.get(&name).copied(), losses);
            }
        }
        (None, None) if scalars_agree(documented, found) => {}
        _ if is_blank(documented) && is_blank(found) => {}
        _ => losses.push(format!("`{path}` is {documented}, and became {found}")),
    }
}

/// The members of a map, or of a list by their numbers. In a list that PHP writes as a map the numbers mean nothing.
fn members(value: &Value) -> Option<BTreeMap<String, &Value>> {
    let numbered =
        |items: &mut dyn Iterator<Item = _>| items.enumerate().map(|(i, item)| (i.to_string(), item)).collect();
    match value {
        Value::Array(items) => Some(numbered(&mut items.iter())),
        Value::Object(map) if !map.is_empty() && map.keys().all(|key| key.bytes().all(|b| b.is_ascii_digit())) => {
            Some(numbered(&mut map.values()))
        }
        Value::Object(map) => Some(map.iter().map(|(name, value)| (name.clone(), value)).collect()),
        _ => None,
    }
}

/// `null`, `false`, an empty text, list or map: PHP's ways to say nothing.
pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// `7` and `"7"`, `1.50` and `"1.5"`, `true`, `"Y"` and `1`, `desc` and `DESC`.
pub(super) fn scalars_agree(a: &Value, b: &Value) -> bool {
    let (a, b) = (text(a), text(b));
    let number = |text: &str| text.parse::<f64>().ok();
    let truth = |text: &str| match text {
        "Y" | "y" | "1" | "true" => Some(true),
        "N" | "n" | "0" | "false" => Some(false),
        _ => None,
    };
    let direction = ["asc", "desc"].iter().any(|word| a.eq_ignore_ascii_case(word) && b.eq_ignore_ascii_case(word));
    a == b
        || direction
        || number(&a).is_some_and(|a| number(&b) == Some(a))
        || truth(&a).is_some_and(|a| truth(&b) == Some(a))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_php_writes_in_many_ways_is_the_same() {
        for (documented, found) in [
            (json!({"a": "7", "b": 1.5, "c": "Y"}), json!({"a": 7, "b": "1.50", "c": true})),
            (json!({"0": {"a": 1}, "5": {"a": 2}}), json!([{"a": 1}, {"a": 2}])),
            (json!({"a": null, "b": [], "c": "", "d": false}), json!({})),
            (json!([]), json!({})),
        ] {
            assert_eq!(losses("result", &documented, Some(&found)), Vec::<String>::new(), "{documented} and {found}");
        }
    }

    #[test]
    fn what_is_lost_is_named() {
        let documented = json!({"a": [{"b": 1, "c": "x"}], "d": 2.5});
        assert_eq!(
            losses("result", &documented, Some(&json!({"a": [{"b": 1}], "d": 2.5}))),
            ["`result.a.0.c` is lost: \"x\""]
        );
        assert_eq!(
            losses("result", &documented, Some(&json!({"a": [], "d": 2}))),
            ["`result.a.0` is lost: {\"b\":1,\"c\":\"x\"}", "`result.d` is 2.5, and became 2"]
        );
        assert_eq!(
            losses("result", &json!({"a": {"x": 1}}), Some(&json!({"a": 1}))),
            ["`result.a` is {\"x\":1}, and became 1"]
        );
        assert_eq!(losses("result", &json!("0"), None), ["`result` is lost: \"0\""]);
    }
}
