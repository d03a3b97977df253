//! The parameters of a request.

pub(crate) mod ordered;
mod shown;

use serde_core::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::arg::Arg;
use crate::name::Name;

pub(crate) use ordered::Sent;

/// Parameters in the order in which they are sent: some old methods read them by position.
#[derive(Clone, Default, PartialEq)]
pub struct Params {
    entries: Vec<(Name, Value)>,
    /// For a method that reads them by position: their names in that order.
    order: &'static [&'static str],
}

impl Params {
    /// No parameters.
    pub const fn new() -> Self {
        Self { entries: Vec::new(), order: &[] }
    }

    /// No parameters yet, for a method that reads them in this order, whatever the order in which they are set.
    pub const fn positional(order: &'static [&'static str]) -> Self {
        Self { entries: Vec::new(), order }
    }

    /// Sets a parameter of the wire type `T`.
    pub fn set<T, P, M>(&mut self, name: &'static str, value: impl Arg<T, P, M>) {
        self.insert(Name::Listed(name), value.into_value());
    }

    /// Sets a parameter that no page lists.
    pub fn set_own<T, P, M>(&mut self, name: String, value: impl Arg<T, P, M>) {
        self.insert(Name::Own(name), value.into_value());
    }

    /// Sets a parameter inside an object: `["OPTIONS", "errorHandlerUrl"]`. Objects on the way are made.
    pub fn set_path<T, P, M>(&mut self, path: &[&'static str], value: impl Arg<T, P, M>) {
        self.put_path(path, value.into_value());
    }

    /// With what [`Params::set`] sets.
    #[must_use]
    pub fn with<T, P, M>(mut self, name: &'static str, value: impl Arg<T, P, M>) -> Self {
        self.set(name, value);
        self
    }

    /// With what [`Params::set_path`] sets.
    #[must_use]
    pub fn with_path<T, P, M>(mut self, path: &[&'static str], value: impl Arg<T, P, M>) -> Self {
        self.set_path(path, value);
        self
    }

    /// With what [`Params::put_path`] sets.
    #[must_use]
    pub fn fixed(mut self, path: &[&'static str], value: Value) -> Self {
        self.put_path(path, value);
        self
    }

    /// Sets the parameter at this path to a value that is ready for the wire.
    pub fn put_path(&mut self, path: &[&'static str], value: Value) {
        if let [name, inside @ ..] = path {
            let nest = |value, key: &&str| Value::Object(Map::from_iter([((*key).to_owned(), value)]));
            self.insert(Name::Listed(name), inside.iter().rev().fold(value, nest));
        }
    }

    /// Sets a parameter to a value that is ready for the wire.
    pub fn put(&mut self, name: &'static str, value: Value) {
        self.insert(Name::Listed(name), value);
    }

    /// A parameter keeps its place when it is set again; two objects are merged, so that a part that was set by its path
    /// survives the whole.
    fn insert(&mut self, name: Name, value: Value) {
        if let Some((_, old)) = self.entries.iter_mut().find(|(known, _)| *known == name) {
            return merge(old, value);
        }
        let rank = |name: &str| self.order.iter().position(|n| *n == name).unwrap_or(self.order.len());
        let at = self.entries.partition_point(|(known, _)| rank(known) <= rank(&name));
        self.entries.insert(at, (name, value));
    }

    /// The value of a parameter as it is sent; a path leads into objects. A `Value` sorts the names of an object: those of an
    /// order have their own only in the JSON of these parameters.
    pub fn get(&self, path: &[&str]) -> Option<Value> {
        self.at(path).map(ordered::plain)
    }

    /// The value of a parameter as it is kept.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Value> {
        let (name, inside) = path.split_first()?;
        let (_, value) = self.entries.iter().find(|(known, _)| **known == **name)?;
        inside.iter().try_fold(value, |value, key| match ordered::entries(value) {
            Some(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            None => value.get(key),
        })
    }

    /// Name and value of each, in order, as they are sent.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Value)> {
        self.entries().map(|(name, value)| (name, ordered::plain(value)))
    }

    /// Name and value of each, in order, as they are kept.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(name, value)| (&**name, value))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// As one object of what is sent.
    pub fn into_value(self) -> Value {
        ordered::plain(&self.into_arg())
    }

    /// The same once more, without the name of a trait.
    #[doc(hidden)]
    #[must_use]
    pub fn copy(&self) -> Self {
        self.clone()
    }

    /// As the value of a parameter that is an object.
    #[doc(hidden)]
    pub fn into_arg(self) -> Value {
        Value::Object(self.entries.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}

fn merge(old: &mut Value, new: Value) {
    let whole = ordered::entries(old).is_some() || ordered::entries(&new).is_some();
    match (old, new) {
        (Value::Object(old), Value::Object(new)) if !whole => {
            for (key, value) in new {
                match old.get_mut(&key) {
                    Some(old) => merge(old, value),
                    None => {
                        old.insert(key, value);
                    }
                }
            }
        }
        (old, new) => *old = new,
    }
}

/// An object becomes parameters in its own order.
impl From<Map<String, Value>> for Params {
    fn from(map: Map<String, Value>) -> Self {
        map.into_iter().collect()
    }
}

impl FromIterator<(String, Value)> for Params {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(entries: I) -> Self {
        let entries = entries.into_iter().map(|(name, value)| (Name::Own(name), value)).collect();
        Self { entries, order: &[] }
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self.entries() {
            map.serialize_entry(name, &Sent(value))?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::arg::{AnyValue, PlainText};

    #[test]
    fn order_is_kept_and_the_last_value_counts() {
        let mut params = Params::new();
        params.set::<PlainText, (), ()>("z", "1");
        params.set::<PlainText, (), ()>("a", "2");
        params.set::<PlainText, (), ()>("z", "3");
        assert_eq!(serde_json::to_string(&params).unwrap(), r#"{"z":"3","a":"2"}"#);
    }

    #[test]
    fn positions_do_not_hang_on_the_order_of_setting() {
        let mut params = Params::positional(&["z", "a", "k"]);
        for name in ["k", "other", "z", "a"] {
            params.set::<PlainText, (), ()>(name, "");
        }
        assert_eq!(params.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["z", "a", "k", "other"]);
    }

    #[test]
    fn an_order_shows_as_it_is_sent() {
        let order =
            || ordered::object([("TITLE", "ASC"), ("ID", "DESC")].map(|(n, d)| (n.to_owned(), json!(d))).into_iter());
        let plain = json!({"TITLE": "ASC", "ID": "DESC"});
        let mut params = Params::new();
        params.put("order", order());
        params.put_path(&["PARAMS", "order"], order());
        assert_eq!(params.get(&["order"]), Some(plain.clone()));
        assert_eq!(params.get(&["order", "ID"]), Some(json!("DESC")));
        assert_eq!(params.get(&["PARAMS"]), Some(json!({"order": plain})));
        assert_eq!(params.iter().next(), Some(("order", plain.clone())));
        assert_eq!(params.into_value(), json!({"order": plain, "PARAMS": {"order": plain}}));
    }

    #[test]
    fn a_part_set_by_its_path_survives_the_whole() {
        let mut params = Params::new();
        params.set_path::<PlainText, (), ()>(&["O", "a", "b"], "1");
        params.set::<AnyValue, (), ()>("O", json!({"a": {"c": 2}, "d": 3}));
        assert_eq!(params.get(&["O"]), Some(json!({"a": {"b": "1", "c": 2}, "d": 3})));
        assert_eq!(params.get(&["O", "a", "b"]), Some(json!("1")));
        params.set::<PlainText, (), ()>("O", "none");
        assert_eq!(params.get(&["O"]), Some(json!("none")));
        assert_eq!(params.get(&["O", "a"]), None);
        assert_eq!(params.get(&[]), None);
    }
}
