//! Operators of a filter on v2: by which function each goes, and how it is written before the name of a field. Depends on
//! nothing: those who write filters use it, those who send them, and those who answer.

/// The functions of a filter, and how pages write each: what the runtime writes comes first.
pub const OPERATORS: &[(&str, &[&str])] = &[
    // Without a sign, it is meant everywhere.
    ("eq", &["=", ""]),
    ("eq_or_null", &["+"]),
    ("ne", &["!=", "!"]),
    ("gt", &[">"]),
    ("ge", &[">="]),
    ("lt", &["<"]),
    ("le", &["<="]),
    ("in_", &["@"]),
    ("not_in", &["!@"]),
    ("contains", &["%"]),
    ("not_contains", &["!%"]),
    ("like", &["=%", "%="]),
    ("not_like", &["!=%", "!%="]),
    ("between", &["><"]),
    ("not_between", &["!><"]),
    ("search", &["?"]),
];

/// What the signs are made of.
const SIGNS: &str = "<>=!@%?+";

/// The function that a sign stands for.
pub fn function(sign: &str) -> Option<&'static str> {
    OPERATORS.iter().find(|(_, signs)| signs.contains(&sign)).map(|&(function, _)| function)
}

/// What is written for a function, where a page does not say otherwise.
pub fn usual(function: &str) -> Option<&'static str> {
    OPERATORS.iter().find(|(known, _)| *known == function).and_then(|(_, signs)| signs.first().copied())
}

/// The sign before a name, and the name.
///
/// ```
/// assert_eq!(b24_specs::operators::split(">=ID"), (">=", "ID"));
/// ```
pub fn split(condition: &str) -> (&str, &str) {
    condition.split_at(condition.find(|c| !SIGNS.contains(c)).unwrap_or(condition.len()))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_sign_is_of_one_function_and_told_from_the_name() {
        let mut seen = HashSet::new();
        for &(name, signs) in OPERATORS {
            assert_eq!(usual(name), Some(signs[0]));
            for &sign in signs {
                assert!(seen.insert(sign), "{sign}");
                assert_eq!(function(sign), Some(name));
                assert_eq!(split(&format!("{sign}ID")), (sign, "ID"));
            }
        }
        assert_eq!((function("~"), usual("nor")), (None, None));
        assert_eq!(split("ID>="), ("", "ID>="));
    }
}
