//! One value of a record, small: there are many of them.

use std::cmp::Ordering;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::clock::{iso, parse_loosely};
use crate::value::Value;

/// What a cell holds, by the kind of its column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Cell {
    /// A whole number, or a moment in seconds since 1970.
    Integer(i64),
    /// A text, a flag (`Y`, `N`) or a number as it was written.
    Text(Box<str>),
    /// A list or map.
    Other(Box<Value>),
}

impl Cell {
    /// From a parameter; `None`: empty, or nothing that this kind can hold.
    pub(crate) fn read(kind: Kind, value: &Value) -> Option<Self> {
        if value.is_blank() {
            return None;
        }
        match kind {
            Kind::Integer => value.integer().map(Self::Integer),
            Kind::Moment | Kind::Date => value.text().as_deref().and_then(parse_loosely).map(Self::Integer),
            Kind::Flag => Some(Self::Text(if value.is_true() { "Y" } else { "N" }.into())),
            Kind::Text => value.text().map(|text| Self::Text(text.into())),
            Kind::Double => {
                value.text().filter(|text| text.trim().parse::<f64>().is_ok()).map(|t| Self::Text(t.into()))
            }
            Kind::Other => Some(Self::Other(Box::new(value.clone()))),
        }
    }

    /// As older methods print it: everything as a text.
    pub(crate) fn as_text(&self, kind: Kind) -> Value {
        match (self, kind) {
            (Self::Integer(moment), Kind::Moment | Kind::Date) => printed(*moment).into(),
            (Self::Integer(number), _) => number.to_string().into(),
            (Self::Text(text), _) => (&**text).into(),
            (Self::Other(value), _) => (**value).clone(),
        }
    }

    /// As newer methods print it: numbers as numbers.
    pub(crate) fn as_typed(&self, kind: Kind) -> Value {
        match (self, kind) {
            (Self::Integer(number), Kind::Integer) => (*number).into(),
            (Self::Text(text), Kind::Double) => text.trim().parse::<f64>().map_or_else(|_| (&**text).into(), number),
            _ => self.as_text(kind),
        }
    }

    /// The number 0, which a field without a number is found by, too.
    pub(crate) fn is_zero(&self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::Integer(number), Kind::Integer) => *number == 0,
            (Self::Text(text), Kind::Double) => text.trim().parse() == Ok(0.0),
            _ => false,
        }
    }

    pub(crate) fn compare(&self, other: &Self, kind: Kind) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b)) => Some(a.cmp(b)),
            (Self::Text(a), Self::Text(b)) if kind == Kind::Double => {
                a.trim().parse::<f64>().ok()?.partial_cmp(&b.trim().parse().ok()?)
            }
            // As the portal's database does: without regard to case.
            (Self::Text(a), Self::Text(b)) => {
                Some(a.chars().flat_map(char::to_lowercase).cmp(b.chars().flat_map(char::to_lowercase)))
            }
            (Self::Other(a), Self::Other(b)) => (a == b).then_some(Ordering::Equal),
            _ => None,
        }
    }
}

fn printed(moment: i64) -> String {
    iso(Duration::from_secs(u64::try_from(moment).unwrap_or(0)))
}

/// 12.0 as PHP prints it: 12.
fn number(number: f64) -> Value {
    #[allow(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
    if number.fract() == 0.0 && number.abs() < 1e15 { (number as i64).into() } else { number.into() }
}
