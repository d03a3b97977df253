//! A value that a type does not understand.

use std::fmt::Write;

use super::Json;

/// A value that is not what the documentation says.
#[derive(Debug, PartialEq, Eq)]
pub struct Misfit(Box<Told>);

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// `result.items[3].ID`; empty for the value that was to be read.
    pub(crate) path: String,
    /// `a whole number`.
    pub(crate) expected: &'static str,
    /// The value, or what kind of value it is.
    pub(crate) found: String,
}

/// Characters of a value that an error may show.
const LONGEST: usize = 200;

impl Misfit {
    pub(crate) fn new(expected: &'static str, found: Json<'_>) -> Self {
        let found = match found.get() {
            map if map.starts_with('{') => "an object",
            list if list.starts_with('[') => "a list",
            scalar => scalar,
        };
        let found = found.chars().take(LONGEST).collect();
        Self(Box::new(Told { path: String::new(), expected, found }))
    }

    /// It is that item of a list.
    pub(crate) fn of_item(self, index: usize) -> Self {
        self.below(format!("[{index}]"))
    }

    /// It has that name in an object.
    pub(crate) fn of_member(self, name: &str) -> Self {
        let is_plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        self.below(if is_plain { name.to_owned() } else { format!("[{name:?}]") })
    }

    fn below(mut self, mut path: String) -> Self {
        let dot = if self.0.path.is_empty() || self.0.path.starts_with('[') { "" } else { "." };
        // Writing to a String cannot fail.
        let _ = write!(path, "{dot}{}", self.0.path);
        self.0.path = path;
        self
    }

    pub(crate) fn told(self) -> Told {
        *self.0
    }
}
