//! Values as PHP has them: the keys of a map keep the order in which they came.

use std::cell::Cell;
use std::fmt;

use indexmap::IndexMap;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Number;

/// Names and values, in the order of their coming.
pub type Map = IndexMap<String, Value>;

/// A parameter or a part of an answer.
///
/// `serde_json::Value` is not used because its maps are sorted, and the order of keys has a meaning here
/// (`order[TIMESTAMP_X]=ASC&order[ID]=DESC`).
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// A truth value.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A map.
    Map(Map),
}

/// The deepest nesting that is read; PHP's own limit.
pub(crate) const MAX_DEPTH: usize = 64;
/// The most values that are read from one request, names included.
pub(crate) const MAX_NODES: usize = 100_000;

/// About what a value takes as a member of a map, without its text.
const NODE: usize = 100;

impl Value {
    /// The member of that name: as written, or else in another case.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Map(map) => member(map, name),
            _ => None,
        }
    }

    /// A text, number or truth value as PHP prints it.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Bool(value) => Some(if *value { "1" } else { "" }.into()),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// A whole number, be it written as a text or not.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.as_i64(),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Bool(value) => Some(i64::from(*value)),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// `true`, `Y`, `1` and their like.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Bool(value) => *value,
            Self::Number(number) => number.as_f64() != Some(0.0),
            Self::Text(text) => !matches!(text.to_ascii_lowercase().as_str(), "" | "0" | "n" | "false"),
            Self::Null | Self::List(_) | Self::Map(_) => false,
        }
    }

    /// Nothing: `null`, an empty text, list or map.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Map(map) => map.is_empty(),
            Self::Bool(_) | Self::Number(_) => false,
        }
    }

    /// The elements of a list, or of a map that stands for one.
    pub(crate) fn items(&self) -> Option<Vec<&Value>> {
        match self {
            Self::List(items) => Some(items.iter().collect()),
            Self::Map(map) => Some(map.values().collect()),
            _ => None,
        }
    }

    /// About how many bytes of memory it takes.
    pub(crate) fn weight(&self) -> usize {
        let inner = match self {
            Self::Text(text) => text.len(),
            Self::List(items) => items.iter().map(Self::weight).sum(),
            Self::Map(map) => map.iter().map(|(name, value)| name.len() + value.weight()).sum(),
            Self::Null | Self::Bool(_) | Self::Number(_) => 0,
        };
        inner + NODE
    }

    /// Reads JSON, at most [`MAX_DEPTH`] deep and [`MAX_NODES`] long.
    pub(crate) fn from_json(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        let left = Cell::new(MAX_NODES);
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let value = Bounded { left: &left, depth: MAX_DEPTH }.deserialize(&mut reader)?;
        reader.end().map(|()| value)
    }
}

/// The member of that name: as written, or else in another case.
pub(crate) fn member<'a>(map: &'a Map, name: &str) -> Option<&'a Value> {
    map.get(name).or_else(|| map.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

/// A map as PHP prints it: a list where its keys count from 0, and where it is empty.
pub(crate) fn php(map: Map) -> Value {
    if map.keys().enumerate().all(|(i, key)| *key == i.to_string()) {
        Value::List(map.into_values().collect())
    } else {
        Value::Map(map)
    }
}

/// A map of these members, in this order.
pub(crate) fn map<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Map(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Number::from_f64(number).map_or(Self::Null, Self::Number)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(items)
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => Self::Number(number),
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            serde_json::Value::Object(map) => {
                Self::Map(map.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(map) => serializer.collect_map(map),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    /// As deep as [`MAX_DEPTH`]; how long it may be is for the reader to say.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let left = Cell::new(usize::MAX);
        Bounded { left: &left, depth: MAX_DEPTH }.deserialize(deserializer)
    }
}

/// Reads a value while the budget lasts.
#[derive(Clone, Copy)]
struct Bounded<'a> {
    left: &'a Cell<usize>,
    depth: usize,
}

impl Bounded<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1).ok_or_else(|| E::custom("nested too deeply"))?;
        Ok(Self { depth, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.left.set(self.left.get().checked_sub(1).ok_or_else(|| D::Error::custom("too many values"))?);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut map = Map::new();
        while let Some(name) = access.next_key::<String>()? {
            map.insert(name, access.next_value_seed(inner)?);
        }
        Ok(Value::Map(map))
    }
}
