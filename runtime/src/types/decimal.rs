//! Numbers that must not be rounded.

use std::fmt;
use std::str::FromStr;

use serde_json::value::RawValue;

use crate::decode::{Decode, Kind, Misfit};

/// A decimal number, digit by digit as it was written: money, quantities, percentages.
///
/// It does not calculate: take its text into the decimal type of your choice, or [`to_f64`](Self::to_f64) where
/// rounding does no harm. Two are equal if they are written alike: `12.5` is not `12.50`.
///
/// ```
/// use b24::types::Decimal;
///
/// let price: Decimal = "12345678901234567.10".parse()?;
/// assert_eq!(price.to_string(), "12345678901234567.10");
/// # Ok::<(), b24::types::BadDecimal>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// The number as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest floating-point number.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Decimal {
    type Err = BadDecimal;

    fn from_str(text: &str) -> Result<Self, BadDecimal> {
        // What is left of a floating-point number without its words for infinity and the like.
        let numeric = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) && text.parse::<f64>().is_ok();
        if numeric { Ok(Self(text.to_owned())) } else { Err(BadDecimal) }
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

/// A text that is no decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadDecimal;

impl fmt::Display for BadDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number: write digits, with a point where there is a fraction")
    }
}

impl std::error::Error for BadDecimal {}

/// Read from the digits themselves: on the way through a floating-point number, some would be lost.
impl Decode for Decimal {
    const EXPECTED: &'static str = "a decimal number";

    fn decode(json: &RawValue) -> Result<Self, Misfit> {
        let number = match Kind::of(json) {
            Kind::Number(digits) => digits.parse().ok(),
            Kind::Text(text) => text.parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| Misfit::new(Self::EXPECTED, json))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<String> {
        Decimal::decode(serde_json::from_str(json).unwrap()).ok().map(|d| d.to_string())
    }

    #[test]
    fn no_digit_is_lost() {
        for (json, text) in [
            ("12.50", "12.50"),
            ("\"12.50\"", "12.50"),
            ("12345678901234567890.123456789", "12345678901234567890.123456789"),
            ("-0.10", "-0.10"),
            ("1e3", "1e3"),
        ] {
            assert_eq!(read(json).as_deref(), Some(text));
        }
        for json in ["\"\"", "\"12,5\"", "\"inf\"", "\"nan\"", "\"e\"", "true", "{}", "null"] {
            assert_eq!(read(json), None, "{json}");
        }
    }

    #[test]
    fn a_blank_is_no_number() {
        let json = serde_json::from_str(r#"[null,false,"",[],1.0]"#).unwrap();
        let read = Vec::<Option<Decimal>>::decode(json).unwrap();
        assert_eq!(read, [None, None, None, None, Some("1.0".parse().unwrap())]);
    }
}
