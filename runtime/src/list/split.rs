//! A list in parts, which are followed at once.

use serde_json::{Value, json};

use super::pager::{Cursor, Listed, Pager, Way};
use super::position::Id;
use crate::error::Error;
use crate::method::Version;
use crate::params::Params;

/// Each part that is under way has a connection of its own.
pub(super) const MOST: usize = 32;

impl<M: Listed> Pager<'_, M> {
    /// Splits what is left by its identifiers, at even distances up to the last there is now. The last part has no end, so
    /// that it finds what is added meanwhile. Where the identifiers are no numbers, the list stays whole.
    pub(super) async fn split(&mut self, cursor: &Cursor) -> Result<Vec<M::Item>, Error> {
        let lanes = std::mem::replace(&mut self.lanes, 1);
        let Way::Cursor(_, Some(Id::Number(first)), None) = self.way else { return Ok(Vec::new()) };
        if self.bounded(cursor) {
            return Ok(Vec::new());
        }
        let mut params = self.behind(cursor, Some(first.into()));
        for (path, value) in cursor.order {
            if value.eq_ignore_ascii_case("ASC") {
                params.put_path(path, Value::from(if *value == "ASC" { "DESC" } else { "desc" }));
            }
        }
        let items = M::items(self.page(params).await?.result);
        let last = match items.first().and_then(M::id) {
            Some(Id::Number(last)) if last > first => last,
            _ => return Ok(Vec::new()),
        };
        let count = i64::try_from(lanes).unwrap_or(1).min(last - first);
        let width = (last - first) / count;
        self.parts = (0..count)
            .map(|i| self.part(*cursor, first + i * width, (i + 1 < count).then_some(first + (i + 1) * width)))
            .collect();
        self.ended = true;
        Ok(Vec::new())
    }

    /// Does the request have an upper bound of its own?
    fn bounded(&self, cursor: &Cursor) -> bool {
        match self.params.at(&[cursor.filter]) {
            Some(Value::Object(filter)) => filter.contains_key(&up_to(cursor)),
            _ => false,
        }
    }
}

/// The identifier in a filter, with the operator of an upper bound: `<=ID`.
fn up_to(cursor: &Cursor) -> String {
    format!("<={}", cursor.greater.trim_start_matches('>'))
}

/// Adds an upper bound to the filter.
pub(super) fn bound(params: &mut Params, cursor: &Cursor, api: Version, until: i64) {
    let mut filter = params.at(&[cursor.filter]).cloned().unwrap_or_default();
    match (api, &mut filter) {
        (Version::V3, Value::Array(conditions)) => conditions.push(json!([cursor.name, "<=", until])),
        (Version::V3, filter) => *filter = json!([[cursor.name, "<=", until]]),
        (Version::V2, Value::Object(conditions)) => drop(conditions.insert(up_to(cursor), until.into())),
        (Version::V2, filter) => *filter = json!({ up_to(cursor): until }),
    }
    params.put(cursor.filter, filter);
}
