//! Reads the cases beside this file.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

/// A change of one kind, and code that a user has written before it.
pub(crate) struct Case {
    /// The rule, and what tells it from other cases of the same: `D126_values`.
    pub(crate) id: String,
    /// The rule of `diff`.
    pub(crate) rule: String,
    /// `method`, `event`, `placement` or `system`.
    pub(crate) on: String,
    /// The line of the IR before; none where there is none.
    pub(crate) old: Option<Value>,
    /// And after.
    pub(crate) new: Option<Value>,
    /// The page is still there, though nothing is read from it.
    pub(crate) page_stays: bool,
    /// Other rules that the same change falls under.
    pub(crate) also: Vec<String>,
    /// Statements that use the old bindings, as `api`.
    pub(crate) code: String,
}

/// Every case, in the order of its rule.
pub(crate) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("tests/changes"));
    let folder = folder.into_iter().find(|folder| folder.join("whole.toml").is_file()).expect("tests/changes");
    let mut cases = BTreeMap::new();
    for file in ["whole.toml", "params.toml", "results.toml"] {
        let text = std::fs::read_to_string(folder.join(file)).expect(file);
        let read: BTreeMap<String, Map<String, Value>> = toml::from_str(&text).expect(file);
        for (id, case) in read {
            assert!(cases.insert(id.clone(), one(id, case)).is_none(), "each by its own name");
        }
    }
    cases.into_values().collect()
}

fn one(id: String, mut case: Map<String, Value>) -> Case {
    let text = |value: Option<Value>| value.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
    let on = text(case.remove("on"));
    let on = if on.is_empty() { "method".to_owned() } else { on };
    let mut side = |name: &str| match case.remove(name) {
        Some(Value::Object(facts)) => facts,
        _ => Map::new(),
    };
    let (old, new) = (side("old"), side("new"));
    let page_stays = new.contains_key("page_stays");
    let also = match case.remove("also") {
        Some(Value::Array(ids)) => ids.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let code = text(case.remove("code"));
    let rule = id.split('_').next().unwrap_or_default().to_owned();
    Case { id, rule, old: line(&on, old), new: line(&on, new), on, page_stays, also, code }
}

/// A whole line of the IR, from the facts that matter.
fn line(on: &str, facts: Map<String, Value>) -> Option<Value> {
    if facts.contains_key("absent") {
        return None;
    }
    let mut line = match on {
        "method" => json!({
            "method": "lamp.add", "api": "v2", "page": "lamp/add.md", "title": "Add a lamp", "scopes": ["lamp"],
            "auth": "any", "access": "any", "kind": "write", "params": [], "result": {"name": "result", "type": "boolean"},
            "errors": [], "examples": {"requests": 0, "responses": 0}, "ir": 1
        }),
        "placement" => json!({
            "placement": "LAMP", "page": "lamp/widget.md", "title": "Lamp", "scopes": [], "params": [],
            "examples": {"requests": 0, "responses": 0}, "ir": 1
        }),
        _ => json!({"ir": 1, "errors": [], "types": {}}),
    };
    if let Value::Object(line) = &mut line {
        line.extend(facts);
    }
    complete(&mut line);
    Some(line)
}

/// Fields that say nothing else are optional texts.
fn complete(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(complete);
            if map.contains_key("name") && !map.contains_key("sets") && !map.contains_key("forbids") {
                map.entry("type").or_insert("string".into());
                map.entry("required").or_insert(false.into());
            }
        }
        Value::Array(list) => list.iter_mut().for_each(complete),
        _ => {}
    }
}
