//! Cutting an object into the texts of its values.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Decode, Extra};

/// The texts of an object's values by the number of the field, the last of each name, and what has another name.
type Cut<'a> = (Vec<Option<&'a RawValue>>, Extra);

/// Cuts an object into the texts of its values; `null` and `[]` are one without any.
pub(crate) fn cut<'a>(json: &'a str, fields: &[&str]) -> serde_json::Result<Cut<'a>> {
    let mut values = Vec::new();
    let mut json = serde_json::Deserializer::from_str(json);
    let rest = Object { fields, values: &mut values }.deserialize(&mut json)?;
    json.end().map(|()| (values, rest))
}

/// Puts the texts of an object's values into their places, and gives the rest.
pub(super) struct Object<'v, 'de> {
    pub(super) fields: &'v [&'v str],
    pub(super) values: &'v mut Vec<Option<&'de RawValue>>,
}

impl<'de> DeserializeSeed<'de> for Object<'_, 'de> {
    type Value = Extra;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Extra, D::Error> {
        self.values.clear();
        self.values.resize(self.fields.len(), None);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, 'de> {
    type Value = Extra;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_unit<E: Error>(self) -> Result<Extra, E> {
        Ok(Extra::NONE)
    }
    /// PHP writes an empty map as `[]`.
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Extra, A::Error> {
        match items.next_element::<IgnoredAny>()? {
            None => Ok(Extra::NONE),
            Some(_) => Err(A::Error::invalid_type(Unexpected::Seq, &self)),
        }
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Extra, A::Error> {
        let Self { fields, values } = self;
        let mut rest = Extra::NONE;
        let mut next = 0;
        while let Some(key) = map.next_key_seed(Name { fields, next })? {
            let value: &RawValue = map.next_value()?;
            match key {
                Key::Known(field) => {
                    values.get_mut(field).into_iter().for_each(|slot| *slot = Some(value));
                    next = field + 1;
                }
                Key::Unknown(name) => rest.push(name, Value::decode(value).unwrap_or_default()),
            }
        }
        Ok(rest)
    }
}

/// Finds the number of a field. Portals send fields in the documented order, so the look-up begins behind the last one.
struct Name<'f> {
    fields: &'f [&'f str],
    next: usize,
}

enum Key {
    Known(usize),
    Unknown(String),
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Key;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Key;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }
    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        let (before, behind) = self.fields.split_at(self.next.min(self.fields.len()));
        let at = |fields: &[&str]| fields.iter().position(|field| *field == name);
        let found = at(behind).map(|i| i + before.len()).or_else(|| at(before));
        Ok(found.map_or_else(|| Key::Unknown(name.to_owned()), Key::Known))
    }
}
