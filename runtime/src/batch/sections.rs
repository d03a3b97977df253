//! The answer to a batch of v2. PHP writes each section as a map, as a list or as `[]`.

use serde_core::de::{Deserializer, MapAccess, SeqAccess};
use serde_json::value::RawValue;

use crate::answer::Time;
use crate::decode::{Decode, Extra, Record, Seed, read};

/// A value that is read later, when its type is known.
#[derive(Debug)]
pub(crate) struct Raw(pub(crate) Box<RawValue>);

impl Decode for Raw {
    const EXPECTED: &'static str = "any value";

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_core::Deserialize::deserialize(deserializer).map(Self)
    }
}

/// Values by the key of their call; by its position, where PHP has made a list of them.
pub(crate) struct Keyed<T>(Vec<(Option<String>, Option<T>)>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Keyed<T> {
    /// Takes the value of a call, one of `of`. Whose the values of a list are can be told only where none is missing.
    pub(crate) fn take(&mut self, key: &str, position: usize, of: usize) -> Option<T> {
        let complete = self.0.len() == of;
        let by_key = self.0.iter().position(|(known, _)| known.as_deref() == Some(key));
        let at = by_key.or_else(|| (complete && self.0.get(position)?.0.is_none()).then_some(position))?;
        self.0.get_mut(at)?.1.take()
    }
}

impl<T: Decode> Decode for Keyed<T> {
    const EXPECTED: &'static str = "a map";
    const TAKES_LIST: bool = true;

    fn null() -> Option<Self> {
        Some(Self::default())
    }
    fn boolean(v: bool) -> Option<Self> {
        (!v).then(Self::default)
    }
    fn text(v: &str) -> Option<Self> {
        v.is_empty().then(Self::default)
    }
    fn list<'de, A: SeqAccess<'de>>(mut items: A) -> Result<Self, A::Error> {
        let mut all = Self::default();
        while let Some(item) = items.next_element_seed(Seed::new())? {
            all.0.push((None, Some(item)));
        }
        Ok(all)
    }
    fn map<'de, A: MapAccess<'de>>(mut entries: A) -> Result<Self, A::Error> {
        let mut all = Self::default();
        while let Some(key) = entries.next_key()? {
            all.0.push((Some(key), Some(entries.next_value_seed(Seed::new())?)));
        }
        Ok(all)
    }
}

/// All sections.
pub(crate) struct Sections<T> {
    pub(crate) result: Keyed<T>,
    pub(crate) error: Keyed<Raw>,
    pub(crate) total: Keyed<i64>,
    pub(crate) next: Keyed<i64>,
    pub(crate) time: Keyed<Time>,
    extra: Extra,
}

impl<T> Default for Sections<T> {
    fn default() -> Self {
        Self {
            result: Keyed::default(),
            error: Keyed::default(),
            total: Keyed::default(),
            next: Keyed::default(),
            time: Keyed::default(),
            extra: Extra::default(),
        }
    }
}

impl<T: Decode> Record for Sections<T> {
    const FIELDS: &'static [&'static str] = &["result", "result_error", "result_total", "result_next", "result_time"];

    fn set<'de, A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error> {
        match field {
            0 => read(map, &mut self.result),
            1 => read(map, &mut self.error),
            2 => read(map, &mut self.total),
            3 => read(map, &mut self.next),
            _ => read(map, &mut self.time),
        }
    }

    fn keep(&mut self, name: String, value: serde_json::Value) {
        self.extra.push(name, value);
    }
}
