//! What a value is, and what it is made of.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Misfit;

/// What a value is.
#[derive(Debug, PartialEq)]
pub(crate) enum Kind<'a> {
    Null,
    Boolean(bool),
    /// Its digits.
    Number(&'a str),
    Text(Cow<'a, str>),
    List,
    Map,
}

impl<'a> Kind<'a> {
    pub(crate) fn of(json: &'a RawValue) -> Self {
        let json = json.get();
        match json.as_bytes().first() {
            Some(b'"') => Self::Text(text(json)),
            Some(b'{') => Self::Map,
            Some(b'[') => Self::List,
            Some(b't') => Self::Boolean(true),
            Some(b'f') => Self::Boolean(false),
            Some(b'n') | None => Self::Null,
            Some(_) => Self::Number(json),
        }
    }

    /// What PHP writes for nothing.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Null | Self::Boolean(false) => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }
}

/// Is it a list with nothing in it?
pub(crate) fn is_no_items(json: &RawValue) -> bool {
    let inside = json.get().strip_prefix('[').and_then(|json| json.strip_suffix(']'));
    inside.is_some_and(|inside| inside.trim().is_empty())
}

fn text(json: &str) -> Cow<'_, str> {
    let inside = json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or_default();
    if !inside.contains('\\') {
        return Cow::Borrowed(inside);
    }
    // Half a pair of `\u` is no character. It stays as it is written.
    serde_json::from_str(json).map_or(Cow::Borrowed(inside), Cow::Owned)
}

/// The values of a list.
pub(crate) fn items(json: &RawValue) -> Result<Vec<&RawValue>, Misfit> {
    serde_json::from_str(json.get()).map_err(|_| Misfit::new("a list", json))
}

/// Names and values of a map.
pub(crate) fn members(json: &RawValue) -> Result<Vec<(String, &RawValue)>, Misfit> {
    serde_json::Deserializer::from_str(json.get())
        .deserialize_map(Members)
        .map_err(|_| Misfit::new("a map with names that are texts", json))
}

pub(crate) struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}
