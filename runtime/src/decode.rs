//! Reading answers: straight from the bytes into the generated type, leniently and without loss.
//!
//! On the other side is PHP: an empty map arrives as `[]`, a list as `{"0": .., "2": ..}`, ids as `7` or `"7"`,
//! booleans as `true`, `"Y"`, `"1"` or `1`, an absent date as `""` or `false`. A type says in [`Decode`] which of these
//! it understands; one generic visitor does the rest.

mod hidden;
mod record;
mod scalar;
pub(crate) mod trace;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

pub(crate) use hidden::without_secrets;
pub use record::{Extra, Fields, Shown, Source, copy, show, show_as};
pub(crate) use record::{Record, read};

/// A type that an answer can be read into.
#[diagnostic::on_unimplemented(
    message = "an answer cannot be read into `{Self}`",
    note = "read it into a type that `b24::methods!` generates, or into `b24::Value`"
)]
pub trait Decode: Sized {
    /// What it expects, for errors: `a whole number`.
    const EXPECTED: &'static str;
    /// Does it understand lists? Where it does not, `[]` is PHP's empty map: an absent value.
    const TAKES_LIST: bool = false;

    /// Reads a value.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader(PhantomData))
    }
    /// Reads a value that may be absent: `null`, or a blank that the type itself does not understand.
    fn decode_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(Reader::<Option<Self>>(PhantomData))
    }
    /// From `null`. In this and the following, `None` where the type does not understand the value.
    fn null() -> Option<Self> {
        None
    }
    /// From `true` or `false`.
    fn boolean(_: bool) -> Option<Self> {
        None
    }
    /// From a whole number.
    fn integer(_: i64) -> Option<Self> {
        None
    }
    /// From a whole number above `i64::MAX`.
    fn unsigned(_: u64) -> Option<Self> {
        None
    }
    /// From a number with a fraction or an exponent.
    fn float(_: f64) -> Option<Self> {
        None
    }
    /// From a text.
    fn text(_: &str) -> Option<Self> {
        None
    }
    /// From a list.
    fn list<'de, A: SeqAccess<'de>>(_: A) -> Result<Self, A::Error> {
        Err(unexpected::<Self, _>(Unexpected::Seq))
    }
    /// From a map.
    fn map<'de, A: MapAccess<'de>>(entries: A) -> Result<Self, A::Error> {
        number(entries)
    }
}

/// Where any crate of a program asks `serde_json` for numbers of arbitrary precision, all numbers come as maps of this one
/// key to the digits.
fn number<'de, T: Decode, A: MapAccess<'de>>(mut entries: A) -> Result<T, A::Error> {
    const KEY: &str = "$serde_json::private::Number";
    if entries.next_key::<String>()?.as_deref() != Some(KEY) {
        return Err(unexpected::<T, _>(Unexpected::Map));
    }
    let digits: String = entries.next_value()?;
    let reader = Reader(PhantomData);
    match (digits.parse(), digits.parse()) {
        (Ok(whole), _) => Visitor::visit_i64(reader, whole),
        (_, Ok(large)) => Visitor::visit_u64(reader, large),
        _ => Visitor::visit_f64(reader, digits.parse().unwrap_or(f64::NAN)),
    }
}

fn unexpected<T: Decode, E: Error>(found: Unexpected<'_>) -> E {
    E::invalid_type(found, &Expected(T::EXPECTED))
}

struct Expected(&'static str);

impl serde_core::de::Expected for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// The visitor of every type.
struct Reader<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }
    fn visit_unit<E: Error>(self) -> Result<T, E> {
        T::null().ok_or_else(|| unexpected::<T, E>(Unexpected::Unit))
    }
    fn visit_bool<E: Error>(self, v: bool) -> Result<T, E> {
        T::boolean(v).ok_or_else(|| unexpected::<T, E>(Unexpected::Bool(v)))
    }
    fn visit_i64<E: Error>(self, v: i64) -> Result<T, E> {
        T::integer(v).ok_or_else(|| unexpected::<T, E>(Unexpected::Signed(v)))
    }
    fn visit_u64<E: Error>(self, v: u64) -> Result<T, E> {
        i64::try_from(v)
            .map_or_else(|_| T::unsigned(v), T::integer)
            .ok_or_else(|| unexpected::<T, E>(Unexpected::Unsigned(v)))
    }
    fn visit_f64<E: Error>(self, v: f64) -> Result<T, E> {
        T::float(v).ok_or_else(|| unexpected::<T, E>(Unexpected::Float(v)))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<T, E> {
        T::text(v).ok_or_else(|| unexpected::<T, E>(Unexpected::Str(v)))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
        T::list(items)
    }
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<T, A::Error> {
        T::map(entries)
    }
}

/// [`Decode`] where serde wants a seed.
pub(crate) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Decode> DeserializeSeed<'de> for Seed<T> {
    type Value = T;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::decode(deserializer)
    }
}

impl<T: Decode> Decode for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const TAKES_LIST: bool = true;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::decode_option(deserializer)
    }
    fn null() -> Option<Self> {
        Some(None)
    }
    fn boolean(v: bool) -> Option<Self> {
        present(T::boolean(v), !v)
    }
    fn integer(v: i64) -> Option<Self> {
        present(T::integer(v), false)
    }
    fn unsigned(v: u64) -> Option<Self> {
        present(T::unsigned(v), false)
    }
    fn float(v: f64) -> Option<Self> {
        present(T::float(v), false)
    }
    fn text(v: &str) -> Option<Self> {
        present(T::text(v), v.is_empty())
    }
    fn list<'de, A: SeqAccess<'de>>(items: A) -> Result<Self, A::Error> {
        if T::TAKES_LIST { T::list(items).map(Some) } else { no_items::<T, A>(items).map(|()| None) }
    }
    fn map<'de, A: MapAccess<'de>>(entries: A) -> Result<Self, A::Error> {
        T::map(entries).map(Some)
    }
}

/// Reads a list that `T` understands only where it is empty. All of it is read: the list is at fault, not an element.
fn no_items<'de, T: Decode, A: SeqAccess<'de>>(mut items: A) -> Result<(), A::Error> {
    if items.next_element::<IgnoredAny>()?.is_none() {
        return Ok(());
    }
    while items.next_element::<IgnoredAny>()?.is_some() {}
    Err(unexpected::<T, _>(Unexpected::Seq))
}

/// A blank that `T` does not understand is an absent value.
#[allow(clippy::option_option, reason = "understood, and then present")]
fn present<T>(value: Option<T>, blank: bool) -> Option<Option<T>> {
    if value.is_some() || blank { Some(value) } else { None }
}

impl<T: Decode> Decode for Vec<T> {
    const EXPECTED: &'static str = "a list";
    const TAKES_LIST: bool = true;

    fn null() -> Option<Self> {
        Some(Self::new())
    }
    fn boolean(v: bool) -> Option<Self> {
        (!v).then(Self::new)
    }
    fn text(v: &str) -> Option<Self> {
        v.is_empty().then(Self::new)
    }
    fn list<'de, A: SeqAccess<'de>>(mut items: A) -> Result<Self, A::Error> {
        let mut all = Self::new();
        while let Some(item) = items.next_element_seed(Seed::new())? {
            all.push(item);
        }
        Ok(all)
    }
    /// A list with gaps: PHP writes it as a map, and the numbers mean nothing.
    fn map<'de, A: MapAccess<'de>>(mut entries: A) -> Result<Self, A::Error> {
        let mut all = Self::new();
        while let Some(key) = entries.next_key::<String>()? {
            if key.is_empty() || !key.bytes().all(|b| b.is_ascii_digit()) {
                return Err(unexpected::<Self, _>(Unexpected::Map));
            }
            all.push(entries.next_value_seed(Seed::new())?);
        }
        Ok(all)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    const EXPECTED: &'static str = "a map";
    const TAKES_LIST: bool = true;

    fn null() -> Option<Self> {
        Some(Self::new())
    }
    /// PHP writes a map whose keys happen to be 0, 1, 2 as a list.
    fn list<'de, A: SeqAccess<'de>>(mut items: A) -> Result<Self, A::Error> {
        let mut all = Self::new();
        while let Some(item) = items.next_element_seed(Seed::new())? {
            all.insert(all.len().to_string(), item);
        }
        Ok(all)
    }
    fn map<'de, A: MapAccess<'de>>(mut entries: A) -> Result<Self, A::Error> {
        let mut all = Self::new();
        while let Some(key) = entries.next_key()? {
            all.insert(key, entries.next_value_seed(Seed::new())?);
        }
        Ok(all)
    }
}

impl Decode for Value {
    const EXPECTED: &'static str = "any value";

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_core::Deserialize::deserialize(deserializer)
    }
    fn decode_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        serde_core::Deserialize::deserialize(deserializer)
    }
}

/// A value as it was written, to be read later.
impl Decode for Box<RawValue> {
    const EXPECTED: &'static str = "any value";

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_core::Deserialize::deserialize(deserializer)
    }
    fn decode_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Self::decode(deserializer).map(Some)
    }
}

#[cfg(test)]
mod tests;
