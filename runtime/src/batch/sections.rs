//! The answer to a batch of v2, cut into the texts of its parts. PHP writes each section as a map, as a list or as `[]`.

use std::fmt;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::value::RawValue;

use crate::decode::{Members, Object};

/// Values by the key of their call; by its position, where PHP has made a list of them.
#[derive(Debug, Default)]
pub(crate) struct Keyed<'a>(Vec<(Option<String>, &'a RawValue)>);

impl<'a> Keyed<'a> {
    /// The value of a call, one of `of`. Whose the values of a list are can be told only where none is missing.
    pub(crate) fn get(&self, key: &str, position: usize, of: usize) -> Option<&'a RawValue> {
        let by_key = self.0.iter().find(|(known, _)| known.as_deref() == Some(key));
        let by_position = || self.0.get(position).filter(|(known, _)| known.is_none() && self.0.len() == of);
        by_key.or_else(by_position).map(|(_, value)| *value)
    }
}

impl<'de> Deserialize<'de> for Keyed<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Section).map(Self)
    }
}

struct Section;

impl<'de> Visitor<'de> for Section {
    type Value = Vec<(Option<String>, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Ok(Members.visit_map(map)?.into_iter().map(|(key, value)| (Some(key), value)).collect())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(value) = items.next_element()? {
            all.push((None, value));
        }
        Ok(all)
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }
    fn visit_bool<E: Error>(self, yes: bool) -> Result<Self::Value, E> {
        if yes { Err(E::invalid_type(Unexpected::Bool(yes), &self)) } else { Ok(Vec::new()) }
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if text.is_empty() { Ok(Vec::new()) } else { Err(E::invalid_type(Unexpected::Str(text), &self)) }
    }
}

/// All sections.
#[derive(Debug)]
pub(crate) struct Sections<'a> {
    pub(crate) result: Keyed<'a>,
    pub(crate) error: Keyed<'a>,
    pub(crate) total: Keyed<'a>,
    pub(crate) next: Keyed<'a>,
    pub(crate) time: Keyed<'a>,
}

impl<'de> Deserialize<'de> for Sections<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = ["result", "result_error", "result_total", "result_next", "result_time"];
        let mut sections: [Option<Keyed<'de>>; 5] = Default::default();
        Object { fields: &fields, values: &mut sections[..] }.deserialize(deserializer)?;
        let [result, error, total, next, time] = sections.map(Option::unwrap_or_default);
        Ok(Self { result, error, total, next, time })
    }
}
