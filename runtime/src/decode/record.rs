//! Objects with known fields: a static table of names and a setter by number, and one visitor for all of them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Value;

use super::{Decode, Seed, unexpected};

/// What the generator emits for an object of an answer, instead of a derived `Deserialize`.
pub trait Record: Default {
    /// The names on the wire.
    const FIELDS: &'static [&'static str];

    /// Reads the value at hand into the field of that number.
    ///
    /// # Errors
    /// Where the value does not fit.
    fn set<'de, A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error>;

    /// Where names go that no page lists.
    fn extra(&mut self) -> &mut Extra;

    /// The field of that number, and behind the last one [`Self::extra`]: to be shown, and to be told by its place. The
    /// runtime's own records are neither.
    fn get(&self, _field: usize) -> &dyn fmt::Debug {
        &()
    }
}

/// The `Debug` of every record: a derived one takes the compiler several times as long.
///
/// # Errors
/// Where the formatter has one.
pub fn show<R: Record>(record: &R, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let path = std::any::type_name::<R>();
    let mut shown = f.debug_struct(path.rsplit("::").next().unwrap_or(path));
    for (i, name) in R::FIELDS.iter().chain(&["extra"]).enumerate() {
        shown.field(name, record.get(i));
    }
    shown.finish()
}

/// Reads the value at hand into `slot`: the body of every arm of [`Record::set`].
///
/// # Errors
/// Where the value does not fit.
pub fn read<'de, T: Decode, A: MapAccess<'de>>(map: &mut A, slot: &mut T) -> Result<(), A::Error> {
    *slot = map.next_value_seed(Seed::new())?;
    Ok(())
}

impl<R: Record> Decode for R {
    const EXPECTED: &'static str = "an object";
    const TAKES_LIST: bool = true;

    fn null() -> Option<Self> {
        Some(Self::default())
    }
    /// PHP writes an empty map as `[]`.
    fn list<'de, A: SeqAccess<'de>>(mut items: A) -> Result<Self, A::Error> {
        match items.next_element::<serde::de::IgnoredAny>()? {
            None => Ok(Self::default()),
            Some(_) => Err(unexpected::<Self, _>(Unexpected::Seq)),
        }
    }
    fn map<'de, A: MapAccess<'de>>(mut entries: A) -> Result<Self, A::Error> {
        let mut record = Self::default();
        let mut next = 0;
        while let Some(key) = entries.next_key_seed(Name { fields: Self::FIELDS, next })? {
            match key {
                Key::Known(field) => {
                    record.set(field, &mut entries)?;
                    next = field + 1;
                }
                Key::Unknown(name) => {
                    let value = entries.next_value()?;
                    record.extra().0.push((name, value));
                }
            }
        }
        Ok(record)
    }
}

/// Finds the number of a field. Portals send fields in the documented order, so the look-up begins behind the last one.
struct Name {
    fields: &'static [&'static str],
    next: usize,
}

enum Key {
    Known(usize),
    Unknown(String),
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Key;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
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

/// What an answer holds beside the documented fields, in the order of the answer. Nothing that a portal sends is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra(Vec<(String, Value)>);

impl Extra {
    #[doc(hidden)]
    pub const NONE: Self = Self(Vec::new());

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Name and value of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
