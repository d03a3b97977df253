//! Numbers, texts and booleans in the spellings that PHP gives them.

use super::{Content, Decode, Json, Misfit};

impl Decode for bool {
    const EXPECTED: &'static str = "a boolean (true, \"Y\", \"1\" or 1)";

    fn decode(json: Json<'_>) -> Result<Self, Misfit> {
        let text = match Content::of(json) {
            Content::Boolean(value) => return Ok(value),
            Content::Number(digits) => digits.into(),
            Content::Text(text) => text,
            _ => return Err(Misfit::new(Self::EXPECTED, json)),
        };
        match &*text {
            "Y" | "y" | "1" => Ok(true),
            "N" | "n" | "0" => Ok(false),
            _ if text.eq_ignore_ascii_case("true") => Ok(true),
            _ if text.eq_ignore_ascii_case("false") => Ok(false),
            _ => Err(Misfit::new(Self::EXPECTED, json)),
        }
    }
}

impl Decode for i64 {
    const EXPECTED: &'static str = "a whole number";

    fn decode(json: Json<'_>) -> Result<Self, Misfit> {
        let number = match Content::of(json) {
            Content::Number(digits) => digits.parse().ok().or_else(|| whole(digits)),
            Content::Text(text) => text.parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| Misfit::new(Self::EXPECTED, json))
    }
}

/// `7.0`
#[allow(clippy::cast_possible_truncation, reason = "whole and within the range where every f64 is exact")]
fn whole(digits: &str) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let number: f64 = digits.parse().ok()?;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

/// A type that must not lose precision is `Decimal`.
impl Decode for f64 {
    const EXPECTED: &'static str = "a number";

    fn decode(json: Json<'_>) -> Result<Self, Misfit> {
        let number: Option<f64> = match Content::of(json) {
            Content::Number(digits) => digits.parse().ok(),
            Content::Text(text) => text.parse().ok(),
            _ => None,
        };
        number.filter(|number| number.is_finite()).ok_or_else(|| Misfit::new(Self::EXPECTED, json))
    }
}

/// A number is a text, too, as it was written.
impl Decode for String {
    const EXPECTED: &'static str = "a text";

    fn decode(json: Json<'_>) -> Result<Self, Misfit> {
        match Content::of(json) {
            Content::Number(digits) => Ok(digits.to_owned()),
            Content::Text(text) => Ok(text.into_owned()),
            _ => Err(Misfit::new(Self::EXPECTED, json)),
        }
    }
}
