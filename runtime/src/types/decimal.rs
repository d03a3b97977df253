//! Numbers that must not be rounded.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use super::place::compare_by_place;
use crate::decode::{Content, Decode, Json, Misfit};

/// A decimal number, digit by digit as it was written: money, quantities, percentages.
///
/// It does not calculate: take its text into the decimal type of your choice, or [`to_f64`](Self::to_f64) where
/// rounding does no harm. Two are equal if they are the same number, and compared as numbers, without rounding: `12.5` equals
/// `12.50`, but is not written alike.
///
/// ```
/// use b24::types::Decimal;
///
/// let price: Decimal = "12345678901234567.10".parse()?;
/// assert_eq!(price.to_string(), "12345678901234567.10");
/// assert_eq!(price, "12345678901234567.1".parse()?);
/// assert!(price < "12345678901234567.11".parse()?);
/// # Ok::<(), b24::types::BadDecimal>(())
/// ```
#[derive(Clone, Debug)]
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

    fn place(&self) -> Place {
        let (negative, unsigned) = match self.0.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, self.0.strip_prefix('+').unwrap_or(&self.0)),
        };
        match Size::of(unsigned) {
            None => Place::Zero,
            Some(size) if negative => Place::Negative(Reverse(size)),
            Some(size) => Place::Positive(size),
        }
    }
}

compare_by_place!(Decimal);

/// Where a number stands among the others.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Place {
    Negative(Reverse<Size>),
    Zero,
    Positive(Size),
}

/// A number above zero, as `0.digits` times ten to the power of `exponent`.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Size {
    exponent: i64,
    /// Neither the first nor the last is a zero, so that each number has one form, and texts compare as numbers do.
    digits: String,
}

impl Size {
    /// `None` of zero.
    fn of(unsigned: &str) -> Option<Self> {
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_start_matches('0');
        let leading = digits.len() - significant.len();
        // Beyond 64 bits there are no numbers to tell apart.
        let written = exponent.parse().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
        let before_point = i64::try_from(whole.len()).ok()? - i64::try_from(leading).ok()?;
        let digits = significant.trim_end_matches('0').to_owned();
        (!digits.is_empty()).then(|| Self { exponent: before_point.saturating_add(written), digits })
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

    fn decode(json: Json<'_>) -> Result<Self, Misfit> {
        let number = match Content::of(json) {
            Content::Number(digits) => digits.parse().ok(),
            Content::Text(text) => text.parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| Misfit::new(Self::EXPECTED, json))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::decode::JsonText;

    fn read(json: &str) -> Option<String> {
        Decimal::decode(JsonText::read(json).unwrap().root()).ok().map(|d| d.to_string())
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
    fn numbers_are_ordered_by_their_value() {
        let ordered = [
            &["-1e30"][..],
            &["-10", "-1e1", "-0010.00"],
            &["-9.99"],
            &["-0.001"],
            &["0", "-0", "0.00", "+0e7", ".0"],
            &["1e-99999999999999999999"],
            &["0.00099"],
            &["0.001", "1e-3", ".001"],
            &["9.99", "+9.990", "999E-2"],
            &["10", "10.", "1e+1"],
            &["12345678901234567.10", "12345678901234567.1"],
            &["12345678901234567.11"],
            &["1e99999999999999999999"],
        ];
        let numbers = ordered.iter().enumerate().flat_map(|(place, texts)| texts.iter().map(move |text| (place, text)));
        let numbers: Vec<(usize, Decimal)> = numbers.map(|(place, text)| (place, text.parse().unwrap())).collect();
        for (place, number) in &numbers {
            for (other_place, other) in &numbers {
                assert_eq!(number.cmp(other), place.cmp(other_place), "{number} and {other}");
            }
        }
        let distinct: HashSet<Decimal> = numbers.into_iter().map(|(_, number)| number).collect();
        assert_eq!(distinct.len(), ordered.len());
    }

    #[test]
    fn a_blank_is_no_number() {
        let json = JsonText::read(r#"[null,false,"",[],1.0]"#).unwrap();
        let read = Vec::<Option<Decimal>>::decode(json.root()).unwrap();
        assert_eq!(read, [None, None, None, None, Some("1.0".parse().unwrap())]);
    }
}
