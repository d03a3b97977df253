//! Calls of a batch as a portal reads them.

use std::fmt::Write;

use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

use super::{key, reference};
use crate::params::{Params, ordered};

/// The body of a batch of v2: `{"halt": 0, "cmd": {"c0": "method?query"}}`.
pub(crate) struct Commands {
    halt: bool,
    texts: Vec<(String, String)>,
}

impl Commands {
    pub(crate) fn new<'a>(entries: impl Iterator<Item = (String, &'a str, &'a Params)>, halt: bool) -> Self {
        let text = |(key, method, params): (String, &str, &Params)| (key, format!("{method}?{}", query(params)));
        Self { halt, texts: entries.map(text).collect() }
    }
}

impl Serialize for Commands {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("halt", &u8::from(self.halt))?;
        map.serialize_entry("cmd", &Texts(&self.texts))?;
        map.end()
    }
}

/// In their order, which is the order in which they run.
struct Texts<'a>(&'a [(String, String)]);

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, text)| (key, text)))
    }
}

/// Parameters in PHP's form: `filter%5B%3EID%5D=7`.
fn query(params: &Params) -> String {
    let mut query = String::new();
    for (name, value) in params.entries() {
        put(&mut query, &encoded(name), value);
    }
    query
}

fn put(query: &mut String, name: &str, value: &Value) {
    if let Some(reference) = reference::found(value) {
        return pair(query, name, &reference.in_text());
    }
    if let Some(entries) = ordered::entries(value) {
        return entries.iter().for_each(|(key, item)| put_inside(query, name, key, item));
    }
    match value {
        // What PHP itself writes, and reads back as what it was.
        Value::Null => pair(query, name, ""),
        Value::Bool(yes) => pair(query, name, if *yes { "1" } else { "0" }),
        Value::Number(number) => pair(query, name, &number.to_string()),
        Value::String(text) => pair(query, name, text),
        // Left out, it would not clear anything.
        Value::Array(items) if items.is_empty() => pair(query, &format!("{name}%5B%5D"), ""),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                put(query, &format!("{name}%5B{index}%5D"), item);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                put_inside(query, name, key, item);
            }
        }
    }
}

fn put_inside(query: &mut String, name: &str, key: &str, item: &Value) {
    put(query, &format!("{name}%5B{}%5D", encoded(key)), item);
}

fn pair(query: &mut String, name: &str, value: &str) {
    let separator = if query.is_empty() { "" } else { "&" };
    // Writing to a String cannot fail.
    let _ = write!(query, "{separator}{name}={}", encoded(value));
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The body of a batch of v3: a list of commands; an object with numbers as keys where a token stands beside them.
pub(super) struct Structured {
    commands: Vec<Command>,
    with_token: bool,
}

struct Command {
    key: String,
    method: String,
    query: Params,
}

impl Serialize for Command {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("as", &self.key)?;
        map.serialize_entry("method", &self.method)?;
        map.serialize_entry("query", &self.query)?;
        map.end()
    }
}

impl Structured {
    pub(super) fn new<'a>(entries: impl Iterator<Item = (String, &'a str, &'a Params)>, with_token: bool) -> Self {
        let command = |(key, method, params): (String, &str, &Params)| {
            let query = params.entries().map(|(name, value)| (name.to_owned(), referring(value))).collect();
            Command { key, method: method.to_owned(), query }
        };
        Self { commands: entries.map(command).collect(), with_token }
    }
}

impl Serialize for Structured {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.with_token {
            return serializer
                .collect_map(self.commands.iter().enumerate().map(|(i, command)| (i.to_string(), command)));
        }
        let mut list = serializer.serialize_seq(Some(self.commands.len()))?;
        for command in &self.commands {
            list.serialize_element(command)?;
        }
        list.end()
    }
}

fn referring(value: &Value) -> Value {
    if let Some(reference) = reference::found(value) {
        return reference.in_json();
    }
    match value {
        Value::Array(items) => items.iter().map(referring).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), referring(value))).collect(),
        other => other.clone(),
    }
}

/// The text that refers to a value of an earlier call: `$result[c0][49][ID]`.
pub(crate) fn reference_to<'a>(index: usize, path: impl IntoIterator<Item = &'a &'a str>) -> String {
    let mut text = format!("$result[{}]", key(index));
    for part in path {
        // Writing to a String cannot fail.
        let _ = write!(text, "[{part}]");
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_survive_the_way_through_a_query() {
        let Value::Object(params) = json!({
            "a": "x&y = ё[1]", "b": true, "c": false, "d": null, "e": [], "f": [1, "2"], "g": {">ID": 7, "in": {"k": "v"}}, "h": 1.5,
        }) else {
            panic!("no object")
        };
        assert_eq!(
            query(&Params::from(params)),
            "a=x%26y+%3D+%D1%91%5B1%5D&b=1&c=0&d=&e%5B%5D=&f%5B0%5D=1&f%5B1%5D=2&g%5B%3EID%5D=7&g%5Bin%5D%5Bk%5D=v&h=1.5"
        );
    }

    #[test]
    fn commands_keep_their_order() {
        let params = Params::new();
        let entries = (0..12).map(|i| (key(i), "m", &params));
        let body = serde_json::to_string(&Commands::new(entries, true)).unwrap();
        assert!(body.starts_with(r#"{"halt":1,"cmd":{"c0":"m?","c1":"m?","c2":"m?","#), "{body}");
    }

    #[test]
    fn an_order_keeps_the_order_of_its_fields() {
        let order = ["TITLE", "ID"].map(|name| (name.to_owned(), "ASC".into()));
        let params = Params::from_iter([("order".to_owned(), ordered::object(order.into_iter()))]);
        assert_eq!(query(&params), "order%5BTITLE%5D=ASC&order%5BID%5D=ASC");
        let commands = Structured::new(std::iter::once((key(0), "m", &params)), false);
        assert_eq!(
            serde_json::to_string(&commands).unwrap(),
            r#"[{"as":"c0","method":"m","query":{"order":{"TITLE":"ASC","ID":"ASC"}}}]"#
        );
    }
}
