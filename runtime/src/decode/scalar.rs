//! Numbers, texts and booleans in the spellings that PHP gives them.

use super::Decode;

impl Decode for bool {
    const EXPECTED: &'static str = "a boolean (true, \"Y\", \"1\" or 1)";

    fn boolean(v: bool) -> Option<Self> {
        Some(v)
    }
    fn integer(v: i64) -> Option<Self> {
        match v {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
    fn text(v: &str) -> Option<Self> {
        match v {
            "Y" | "y" | "1" => Some(true),
            "N" | "n" | "0" => Some(false),
            _ if v.eq_ignore_ascii_case("true") => Some(true),
            _ if v.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }
}

impl Decode for i64 {
    const EXPECTED: &'static str = "a whole number";

    fn integer(v: i64) -> Option<Self> {
        Some(v)
    }
    #[allow(clippy::cast_possible_truncation, reason = "whole and within the range where every f64 is exact")]
    fn float(v: f64) -> Option<Self> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        (v.fract() == 0.0 && v.abs() <= EXACT).then_some(v as i64)
    }
    fn text(v: &str) -> Option<Self> {
        v.parse().ok()
    }
}

impl Decode for f64 {
    const EXPECTED: &'static str = "a number";

    #[allow(clippy::cast_precision_loss, reason = "a type that must not lose precision is `Decimal`")]
    fn integer(v: i64) -> Option<Self> {
        Some(v as f64)
    }
    #[allow(clippy::cast_precision_loss, reason = "a type that must not lose precision is `Decimal`")]
    fn unsigned(v: u64) -> Option<Self> {
        Some(v as f64)
    }
    fn float(v: f64) -> Option<Self> {
        Some(v)
    }
    fn text(v: &str) -> Option<Self> {
        v.parse().ok().filter(|v: &f64| v.is_finite())
    }
}

impl Decode for String {
    const EXPECTED: &'static str = "a text";

    fn integer(v: i64) -> Option<Self> {
        Some(v.to_string())
    }
    fn unsigned(v: u64) -> Option<Self> {
        Some(v.to_string())
    }
    fn float(v: f64) -> Option<Self> {
        Some(v.to_string())
    }
    fn text(v: &str) -> Option<Self> {
        Some(v.to_owned())
    }
}
