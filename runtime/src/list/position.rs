//! Where in a list one is.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

/// The identifier of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Id {
    /// A number, however it was written.
    Number(i64),
    /// Anything else.
    Text(String),
}

impl Id {
    /// Is it behind that one? Of texts, only that it is another can be told: their order is the server's.
    pub(super) fn is_behind(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(this), Self::Number(other)) => this > other,
            _ => self != other,
        }
    }

    pub(super) fn to_value(&self) -> Value {
        match self {
            Self::Number(number) => (*number).into(),
            Self::Text(text) => text.as_str().into(),
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// Where in a list one is; survives as a text.
///
/// ```
/// use b24::list::{Id, Position};
///
/// let position: Position = "after:7".parse()?;
/// assert_eq!(position, Position::After(Id::Number(7)));
/// assert_eq!(position.to_string(), "after:7");
/// # Ok::<(), b24::list::BadPosition>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Position {
    /// Before everything.
    #[default]
    Start,
    /// Behind the item of this identifier.
    After(Id),
    /// Behind so many items.
    Offset(u64),
}

impl Position {
    /// An item was handed out.
    pub(super) fn pass(&mut self, id: Option<Id>) {
        match (self, id) {
            (Self::Offset(offset), _) => *offset += 1,
            (place, Some(id)) => *place = Self::After(id),
            (_, None) => {}
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("start"),
            Self::After(id) => write!(f, "after:{id}"),
            Self::Offset(offset) => write!(f, "offset:{offset}"),
        }
    }
}

/// A text that is no [`Position`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPosition(String);

impl fmt::Display for BadPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no position in a list: it is `start`, `after:7` or `offset:50`", self.0)
    }
}

impl std::error::Error for BadPosition {}

impl FromStr for Position {
    type Err = BadPosition;

    fn from_str(text: &str) -> Result<Self, BadPosition> {
        let bad = || BadPosition(text.to_owned());
        match text.split_once(':') {
            None if text == "start" => Ok(Self::Start),
            Some(("after", id)) if !id.is_empty() => {
                Ok(Self::After(id.parse().map_or_else(|_| Id::Text(id.to_owned()), Id::Number)))
            }
            Some(("offset", offset)) => offset.parse().map(Self::Offset).map_err(|_| bad()),
            _ => Err(bad()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_as_a_text() {
        for position in [
            Position::Start,
            Position::After(Id::Number(-7)),
            Position::After(Id::Text("a:b".into())),
            Position::Offset(9),
        ] {
            assert_eq!(position.to_string().parse(), Ok(position));
        }
        for text in ["", "after:", "offset:-1", "offset:x", "end", "7"] {
            assert!(text.parse::<Position>().is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_have_an_order_and_texts_a_difference() {
        assert!(Id::Number(10).is_behind(&Id::Number(9)) && !Id::Number(9).is_behind(&Id::Number(9)));
        assert!(
            Id::Text("a".into()).is_behind(&Id::Text("b".into()))
                && !Id::Text("a".into()).is_behind(&Id::Text("a".into()))
        );
    }
}
