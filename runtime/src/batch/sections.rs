//! The answer to a batch of v2. PHP writes each section as a map, as a list or as `[]`.

use serde_json::value::RawValue;

use crate::answer::Time;
use crate::decode::{Decode, Kind, Misfit, Record, Source, decode_members};

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

    fn decode(json: &RawValue) -> Result<Self, Misfit> {
        let all: Result<_, Misfit> = match Kind::of(json) {
            Kind::Map => Ok(decode_members(json)?.into_iter().map(|(key, value)| (Some(key), Some(value))).collect()),
            Kind::List => Ok(T::decode_items(json)?.into_iter().map(|value| (None, Some(value))).collect()),
            kind if kind.is_blank() => Ok(Vec::new()),
            _ => Err(Misfit::new(Self::EXPECTED, json)),
        };
        all.map(Self)
    }
}

/// All sections.
pub(crate) struct Sections<T> {
    pub(crate) result: Keyed<T>,
    pub(crate) error: Keyed<Box<RawValue>>,
    pub(crate) total: Keyed<i64>,
    pub(crate) next: Keyed<i64>,
    pub(crate) time: Keyed<Time>,
}

impl<T: Decode> Record for Sections<T> {
    const NAMES: &'static str = "result\nresult_error\nresult_total\nresult_next\nresult_time";
    type Blank = ();

    fn build(from: Source<'_>, (): &()) -> Self {
        Self {
            result: from.take_or_default(),
            error: from.take_or_default(),
            total: from.take_or_default(),
            next: from.take_or_default(),
            time: from.take_or_default(),
        }
    }
}
