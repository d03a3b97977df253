//! The JSON of examples, read into the arena of its page: keys and texts are borrowed from the page where they stand there
//! as they are.

use std::fmt;

use bumpalo::collections::Vec as ArenaVec;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::yfm::Arena;

/// A value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    Integer(i64),
    /// One beyond that.
    Huge(u64),
    Double(f64),
    String(&'a str),
    Array(&'a [Json<'a>]),
    Object(Object<'a>),
}

/// An object: its keys, each once and sorted, with their values.
pub(crate) type Object<'a> = &'a [(&'a str, Json<'a>)];

impl<'a> Json<'a> {
    /// Reads a text that is one value.
    pub(crate) fn read(text: &'a str, arena: &'a Arena) -> serde_json::Result<Self> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let value = Reader(arena).deserialize(&mut reader)?;
        reader.end()?;
        Ok(value)
    }

    /// Reads the value at the beginning of a text.
    pub(super) fn first(text: &'a str, arena: &'a Arena) -> Option<serde_json::Result<Self>> {
        let mut reader = serde_json::Deserializer::from_str(text);
        if text.trim_start().starts_with(['{', '[']) {
            return Some(Reader(arena).deserialize(&mut reader));
        }
        let value = reader.into_iter::<Value>().next()?;
        Some(value.map(|value| match value {
            Value::Bool(value) => Self::Bool(value),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => Self::Integer(number),
                (None, Some(number)) => Self::Huge(number),
                _ => number.as_f64().map_or(Self::Null, Self::Double),
            },
            Value::String(text) => Self::String(arena.alloc_str(&text)),
            _ => Self::Null,
        }))
    }

    /// An object of these entries. Of two values of a key the last one counts.
    pub(crate) fn object(mut entries: ArenaVec<'a, (&'a str, Self)>) -> Self {
        entries.sort_by_key(|(key, _)| *key);
        entries.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 = later.1;
            }
            same
        });
        Self::Object(entries.into_bump_slice())
    }

    /// The value of a key, where this is an object that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Self> {
        let object = self.as_object()?;
        let place = object.binary_search_by(|(known, _)| (*known).cmp(key)).ok()?;
        object.get(place).map(|(_, value)| value)
    }

    pub(crate) fn as_object(&self) -> Option<Object<'a>> {
        if let Self::Object(object) = self { Some(object) } else { None }
    }

    pub(crate) fn as_str(&self) -> Option<&'a str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    pub(crate) fn is_null(&self) -> bool {
        *self == Self::Null
    }

    pub(crate) fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }
}

impl From<Json<'_>> for Value {
    fn from(json: Json<'_>) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(value),
            Json::Integer(number) => Self::from(number),
            Json::Huge(number) => Self::from(number),
            Json::Double(number) => Self::from(number),
            Json::String(text) => Self::from(text),
            Json::Array(items) => items.iter().map(|item| Self::from(*item)).collect(),
            Json::Object(entries) => entries.iter().map(|(key, value)| (*key, Self::from(*value))).collect(),
        }
    }
}

/// Reads a value into an arena.
#[derive(Clone, Copy)]
struct Reader<'a>(&'a Arena);

impl<'a> DeserializeSeed<'a> for Reader<'a> {
    type Value = Json<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Json<'a>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Reader<'a> {
    type Value = Json<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'a>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'a>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json<'a>, E> {
        Ok(Json::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json<'a>, E> {
        Ok(i64::try_from(value).map_or(Json::Huge(value), Json::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json<'a>, E> {
        Ok(Json::Double(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json<'a>, E> {
        Ok(Json::String(self.0.alloc_str(text)))
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<Json<'a>, E> {
        Ok(Json::String(text))
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut items: A) -> Result<Json<'a>, A::Error> {
        let mut all = ArenaVec::new_in(self.0);
        while let Some(item) = items.next_element_seed(self)? {
            all.push(item);
        }
        Ok(Json::Array(all.into_bump_slice()))
    }

    fn visit_map<A: MapAccess<'a>>(self, mut entries: A) -> Result<Json<'a>, A::Error> {
        let mut all = ArenaVec::new_in(self.0);
        while let Some(key) = entries.next_key_seed(self)? {
            all.push((key.as_str().unwrap_or_default(), entries.next_value_seed(self)?));
        }
        Ok(Json::object(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_once_and_sorted() {
        let arena = Arena::new();
        let read = Json::read(r#"{"b": 1, "a": [null, "x\n", 0.5], "b": true}"#, &arena).unwrap();
        let items = [Json::Null, Json::String("x\n"), Json::Double(0.5)];
        assert_eq!(read, Json::Object(&[("a", Json::Array(&items)), ("b", Json::Bool(true))]));
        assert_eq!(read.get("b"), Some(&Json::Bool(true)));
        assert_eq!(read.get("c"), None);
        assert!(Json::read("{} x", &arena).is_err());
        assert!(matches!(Json::first("{} x", &arena), Some(Ok(Json::Object([])))));
        assert!(matches!(Json::first("id=5", &arena), Some(Err(_))));
        let text = r#"{"a":[null,true,-1,18446744073709551615,0.5,"x"]}"#;
        assert_eq!(Value::from(Json::read(text, &arena).unwrap()).to_string(), text);
    }
}
