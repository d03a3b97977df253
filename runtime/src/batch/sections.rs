//! The answer to a batch of v2, cut into the texts of its parts. PHP writes each section as a map, as a list or as `[]`.

use std::borrow::Cow;

use crate::decode::{Content, Json, cut};

/// Values by the key of their call; by its position, where PHP has made a list of them.
#[derive(Default)]
pub(crate) struct Keyed<'a>(Vec<(Option<Cow<'a, str>>, Json<'a>)>);

impl<'a> Keyed<'a> {
    pub(crate) fn cut(json: Json<'a>) -> Option<Self> {
        match Content::of(json) {
            Content::Map => Some(Self(json.members().map(|(key, value)| (Some(key), value)).collect())),
            Content::List => Some(Self(json.items().map(|value| (None, value)).collect())),
            kind => kind.is_blank().then(Self::default),
        }
    }

    /// The value of a call, one of `of`. Whose the values of a list are can be told only where none is missing.
    pub(crate) fn get(&self, key: &str, position: usize, of: usize) -> Option<Json<'a>> {
        let by_key = self.0.iter().find(|(known, _)| known.as_deref() == Some(key));
        let by_position = || self.0.get(position).filter(|(known, _)| known.is_none() && self.0.len() == of);
        by_key.or_else(by_position).map(|(_, value)| *value)
    }
}

/// All sections.
pub(crate) struct Sections<'a> {
    pub(crate) result: Keyed<'a>,
    pub(crate) error: Keyed<'a>,
    pub(crate) total: Keyed<'a>,
    pub(crate) next: Keyed<'a>,
    pub(crate) time: Keyed<'a>,
}

impl<'a> Sections<'a> {
    pub(crate) fn cut(json: Json<'a>) -> Option<Self> {
        let fields = ["result", "result_error", "result_total", "result_next", "result_time"];
        let mut sections = [None; 5];
        cut(json, &fields, &mut sections)?;
        let [result, error, total, next, time] = sections.map(|json| json.map_or(Some(Keyed::default()), Keyed::cut));
        Some(Self { result: result?, error: error?, total: total?, next: next?, time: time? })
    }
}
