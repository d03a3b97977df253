//! Identifiers of items.

use serde_json::Value;

use super::Id;

/// A type that an identifier comes in.
pub trait Identify {
    /// The identifier, if it is one.
    fn id(&self) -> Option<Id>;
}

impl Identify for i64 {
    fn id(&self) -> Option<Id> {
        Some(Id::Number(*self))
    }
}

impl Identify for String {
    fn id(&self) -> Option<Id> {
        (!self.is_empty()).then(|| self.parse().map_or_else(|_| Id::Text(self.clone()), Id::Number))
    }
}

impl Identify for Value {
    fn id(&self) -> Option<Id> {
        match self {
            Self::Number(number) => number.as_i64().map(Id::Number),
            Self::String(text) => text.id(),
            _ => None,
        }
    }
}
