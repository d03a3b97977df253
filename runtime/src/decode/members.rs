//! Maps whose values are all of one type.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Decode, Misfit, members};

/// Reads names and values of a map.
pub(crate) fn decode_members<T: Decode>(json: &RawValue) -> Result<Vec<(String, T)>, Misfit> {
    let entries = serde_json::Deserializer::from_str(json.get()).deserialize_map(Entries(PhantomData));
    // One by one, it shows which of them does not fit.
    entries.or_else(|_| {
        let decode = |(key, value): (String, _)| match T::decode(value) {
            Ok(value) => Ok((key, value)),
            Err(misfit) => Err(misfit.of_member(&key)),
        };
        members(json)?.into_iter().map(decode).collect()
    })
}

/// A map of values, read on their way through the parser.
struct Entries<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for Entries<T> {
    type Value = Vec<(String, T)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(key) = map.next_key()? {
            all.push((key, map.next_value_seed(Stream(PhantomData))?));
        }
        Ok(all)
    }
}

struct Stream<T>(PhantomData<T>);

impl<'de, T: Decode> DeserializeSeed<'de> for Stream<T> {
    type Value = T;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::stream(deserializer)
    }
}
