//! Cutting an object into the texts of its values.

use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::Value;

use super::{Decode, Extra};

/// Where the values of an object go.
pub(crate) trait Places<'de> {
    /// Takes the value of the field of that number. The last of a name counts.
    fn put<A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error>;
}

impl<'de, V: Deserialize<'de>> Places<'de> for [Option<V>] {
    fn put<A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error> {
        let value = map.next_value()?;
        if let Some(place) = self.get_mut(field) {
            *place = Some(value);
        }
        Ok(())
    }
}

/// Cuts an object into the texts of its values, and gives what has another name; `null` and `[]` are one without any.
pub(crate) fn cut<'a, P: Places<'a> + ?Sized>(
    json: &'a str,
    fields: &[&str],
    values: &mut P,
) -> serde_json::Result<Extra> {
    let mut json = serde_json::Deserializer::from_str(json);
    let rest = Object { fields, values }.deserialize(&mut json)?;
    json.end().map(|()| rest)
}

/// Puts an object's values into their places, and gives the rest.
pub(crate) struct Object<'v, P: ?Sized> {
    pub(crate) fields: &'v [&'v str],
    pub(crate) values: &'v mut P,
}

impl<'de, P: Places<'de> + ?Sized> DeserializeSeed<'de> for Object<'_, P> {
    type Value = Extra;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Extra, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, P: Places<'de> + ?Sized> Visitor<'de> for Object<'_, P> {
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
            match key {
                Key::Known(field) => {
                    values.put(field, &mut map)?;
                    next = field + 1;
                }
                Key::Unknown(name) => rest.push(name, Value::decode(map.next_value()?).unwrap_or_default()),
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
