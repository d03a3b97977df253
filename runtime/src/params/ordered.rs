//! An object whose names have an order, as that of `{"TITLE": "ASC", "ID": "DESC"}` has, while a `Value` sorts them. Until it
//! is sent, it stands in a `Value` as a list of its entries.

use serde_core::ser::{Serialize, Serializer};
use serde_json::{Value, json};

/// Marks such an object among parameters. No key of a portal has a control character in it.
const MARK: &str = "\u{1}ordered";

/// The object of these entries.
pub(crate) fn object(entries: impl Iterator<Item = (String, Value)>) -> Value {
    let entries: Vec<Value> = entries.map(|(name, value)| json!([name, value])).collect();
    json!({ MARK: entries })
}

/// The entries of the object that this value stands for, if it does.
pub(crate) fn entries(value: &Value) -> Option<Entries<'_>> {
    value.as_object()?.get(MARK)?.as_array().map(|entries| Entries(entries))
}

/// Names and values in their order.
#[derive(Clone, Copy)]
pub(crate) struct Entries<'a>(&'a [Value]);

impl<'a> Entries<'a> {
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.0.iter().filter_map(|entry| Some((entry.get(0)?.as_str()?, entry.get(1)?)))
    }
}

/// The value that is sent, its names sorted.
pub(crate) fn plain(value: &Value) -> Value {
    match (entries(value), value) {
        (Some(entries), _) => {
            Value::Object(entries.iter().map(|(name, value)| (name.to_owned(), plain(value))).collect())
        }
        (None, Value::Object(map)) => {
            Value::Object(map.iter().map(|(name, value)| (name.clone(), plain(value))).collect())
        }
        (None, Value::Array(items)) => items.iter().map(plain).collect(),
        (None, other) => other.clone(),
    }
}

/// A value as it goes over the wire, whatever stands in it: the only way by which values of parameters may be written.
pub(crate) struct Sent<'a>(pub(crate) &'a Value);

impl Serialize for Sent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (entries(self.0), self.0) {
            (Some(entries), _) => serializer.collect_map(entries.iter().map(|(name, value)| (name, Sent(value)))),
            (None, Value::Object(map)) => serializer.collect_map(map.iter().map(|(name, value)| (name, Sent(value)))),
            (None, Value::Array(items)) => serializer.collect_seq(items.iter().map(Sent)),
            (None, plain) => plain.serialize(serializer),
        }
    }
}
