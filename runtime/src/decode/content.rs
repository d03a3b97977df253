//! What a value is.

use std::borrow::Cow;

use super::Json;

/// What a value is.
#[derive(Debug, PartialEq)]
pub(crate) enum Content<'a> {
    Null,
    Boolean(bool),
    /// Its digits.
    Number(&'a str),
    Text(Cow<'a, str>),
    List,
    Map,
}

impl<'a> Content<'a> {
    pub(crate) fn of(json: Json<'a>) -> Self {
        match json.get().as_bytes().first() {
            Some(b'"') => Self::Text(json.as_text().unwrap_or_default()),
            Some(b'{') => Self::Map,
            Some(b'[') => Self::List,
            Some(b't') => Self::Boolean(true),
            Some(b'f') => Self::Boolean(false),
            Some(b'n') | None => Self::Null,
            Some(_) => Self::Number(json.get()),
        }
    }

    /// What PHP writes for nothing; the events of tasks write a word.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Null | Self::Boolean(false) => true,
            Self::Text(text) => text.is_empty() || text == "undefined",
            _ => false,
        }
    }
}
