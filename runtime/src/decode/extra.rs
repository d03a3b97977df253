//! What no page lists.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::hidden::member;
use super::{Decode, JsonText, tolerate};

/// What an answer holds beside the documented fields, in the order of the answer. Nothing that a portal sends is lost.
///
/// Prints without secrets.
#[derive(Clone, Default)]
pub struct Extra(Vec<(String, Value)>);

impl Extra {
    #[doc(hidden)]
    pub const NONE: Self = Self(Vec::new());

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The value of that name, read as the fields of a record are: a portal's own `UF_CRM_1` as an `i64`, a `Decimal`, a
    /// `Date`, a `Vec` of such. `None` where there is none, or where it is another: [`get`](Self::get) tells which.
    pub fn uf<T: Decode>(&self, name: &str) -> Option<T> {
        tolerate(Some(JsonText::known(self.get(name)?.to_string()).root()))
    }

    /// Name and value of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub(crate) fn push(&mut self, name: String, value: Value) {
        self.0.push((name, value));
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

/// The order is that of an answer, and says nothing: another answer may have another, and so may what was written and read again.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.iter().collect::<BTreeMap<_, _>>() == other.iter().collect()
    }
}

impl Eq for Extra {}

/// For a record that a test makes by hand.
///
/// ```
/// let extra: b24::types::Extra = [("ufCrm7", "blue")].into_iter().collect();
/// assert_eq!(extra.uf::<String>("ufCrm7").as_deref(), Some("blue"));
/// ```
impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(values: I) -> Self {
        Self(values.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<_> = self.iter().map(|(name, value)| (name, member(name, value))).collect();
        f.debug_tuple("Extra").field(&shown).finish()
    }
}
