//! Names on the wire.

use std::fmt;
use std::ops::Deref;

/// The name of a parameter or of a field. A `Cow` would do, but for its cost: who drops one has to know what a `str` is
/// when it is owned, and the compiler finds that out anew in each function that takes a parameter.
#[derive(Clone)]
pub(crate) enum Name {
    /// One that a page lists.
    Listed(&'static str),
    /// Another one.
    Own(String),
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Listed(name) => name,
            Self::Own(name) => name,
        }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        match name {
            Name::Listed(name) => name.to_owned(),
            Name::Own(name) => name,
        }
    }
}
