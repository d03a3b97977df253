//! Which documented error it is.

use std::fmt;

use crate::method::Refusal;
use crate::system::SystemError;

/// A documented error: code, field (REST 3.0; empty elsewhere) and the server's text, with `{..}` where it puts a value
/// of its own; empty where the page gives none. Last, its kind.
pub(crate) type Case<E> = (&'static str, &'static str, &'static str, E);

/// The kinds of error that a method can return: an enum of what its page lists, generated. A kind is a plain value, to be
/// matched and copied; what the portal said stands beside it in [`Error::Refused`](crate::Error::Refused).
pub trait MethodError: Copy + fmt::Debug + Send + Sync + 'static {
    /// The kind of what a portal answered.
    fn classify(refusal: &Refusal) -> Self;
}

/// The body of a generated [`MethodError::classify`]: a kind of the method's own errors, or of those that every method has,
/// or that of all others.
pub fn classify<E: Copy>(refusal: &Refusal, own: &[Case<E>], system: fn(SystemError) -> E, other: E) -> E {
    find(refusal, own).or_else(|| SystemError::classify(refusal).map(system)).unwrap_or(other)
}

/// The case that the portal answered. A text counts as well as a code: pages list several under one code, and a text in the
/// very words of a page counts before one with gaps. Where none has this text, it is the case that gives the code alone, or
/// one that has its code for itself, as texts come in other languages.
pub fn find<E: Copy>(refusal: &Refusal, cases: &[Case<E>]) -> Option<E> {
    let of_code = || cases.iter().filter(|(code, ..)| refusal.is(code));
    let first = |fits: &dyn Fn(&Case<E>) -> bool| of_code().find(|case| fits(case));
    first(&|(_, field, text, _)| field.is_empty() && !text.is_empty() && *text == refusal.message)
        .or_else(|| first(&|(_, field, text, _)| says(refusal, field, text)))
        .or_else(|| first(&|(_, field, text, _)| field.is_empty() && text.is_empty()))
        .or_else(|| of_code().next().filter(|_| tells(&refusal.code) && of_code().count() == 1))
        .map(|(.., kind)| *kind)
}

/// How a generated kind shows an error that every method has, as a derived `Debug` would.
pub fn show_system(error: &SystemError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_tuple("System").field(error).finish()
}

/// The text is the documented one.
fn says(refusal: &Refusal, field: &str, pattern: &str) -> bool {
    if field.is_empty() {
        return !pattern.is_empty() && matches(pattern, &refusal.message);
    }
    refusal
        .validation
        .iter()
        .any(|error| matches(field, &error.field) && (pattern.is_empty() || matches(pattern, &error.message)))
}

/// Codes such as `0`, `100` and `400` stand for anything.
fn tells(code: &str) -> bool {
    code.len() > 3 || code.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Is it the text, whatever stands for `{..}`, and however it ends?
fn matches(pattern: &str, text: &str) -> bool {
    let ends = ['.', '!', ' ', '\n'];
    let (pattern, mut rest) = (pattern.trim_end_matches(ends), text.trim_end_matches(ends));
    let mut parts = pattern
        .split('{')
        .enumerate()
        .map(|(i, part)| if i == 0 { part } else { part.split_once('}').map_or(part, |p| p.1) });
    let Some(first) = parts.next() else { return false };
    let Some(after) = rest.strip_prefix(first) else { return false };
    rest = after;
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// The kinds of error of a method whose page lists none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlainError {
    /// An error that every method can return.
    System(SystemError),
    /// Any other.
    Other,
}

impl MethodError for PlainError {
    fn classify(refusal: &Refusal) -> Self {
        SystemError::classify(refusal).map_or(Self::Other, Self::System)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::FieldError;

    fn found(code: &str, message: &str, cases: &[Case<u8>]) -> Option<u8> {
        find(&Refusal::new(400, code, message), cases)
    }

    #[test]
    fn a_code_of_its_own_is_enough() {
        let cases: &[Case<u8>] = &[("NOT_FOUND", "", "Not found", 0), ("200040300010", "", "No rights", 1)];
        assert_eq!(found("not_found", "Nicht gefunden", cases), Some(0));
        assert_eq!(found("200040300010", "", cases), Some(1));
        assert_eq!(found("OTHER", "Not found", cases), None);
    }

    #[test]
    fn texts_tell_apart_what_shares_a_code() {
        let cases: &[Case<u8>] =
            &[("ARG", "", "'{name}' is empty", 0), ("ARG", "", "'{name}' must be {type}", 1), ("0", "", "Fatal", 2)];
        assert_eq!(found("ARG", "'PLACEMENT' is empty", cases), Some(0));
        assert_eq!(found("ARG", "'PLACEMENT' must be a text.", cases), Some(1));
        assert_eq!(found("ARG", "something else", cases), None);
        assert_eq!(found("0", "fatal indeed", cases), None);
        assert_eq!(found("0", "Fatal!", cases), Some(2));
    }

    #[test]
    fn words_of_the_page_count_before_gaps() {
        let cases: &[Case<u8>] = &[("100", "", "No value for {id}", 0), ("100", "", "No value for {fields}", 1)];
        assert_eq!(found("100", "No value for {fields}", cases), Some(1));
        assert_eq!(found("100", "No value for {other}", cases), Some(0));
    }

    #[test]
    fn a_code_without_a_text_stands_for_all_other_texts() {
        let cases: &[Case<u8>] = &[("0", "", "Fatal", 0), ("0", "", "", 1), ("E", "", "Bad", 2)];
        assert_eq!(found("0", "Fatal", cases), Some(0));
        assert_eq!(found("0", "anything", cases), Some(1));
        assert_eq!(found("1", "anything", cases), None);
    }

    #[test]
    fn a_field_counts_in_rest_3() {
        let cases: &[Case<u8>] = &[("V", "id", "", 0), ("V", "name", "Too long: {n}", 1)];
        let mut refusal = Refusal::new(400, "V", "Invalid");
        assert_eq!(find(&refusal, cases), None);
        refusal.validation.push(FieldError { field: "name".into(), message: "Too long: 7".into() });
        assert_eq!(find(&refusal, cases), Some(1));
        let any: &[Case<u8>] = &[("V", "{FIELD}", "Too long: {n}", 0)];
        assert_eq!(find(&refusal, any), Some(0));
    }

    #[test]
    fn a_pattern_is_no_pattern_without_its_end() {
        assert!(matches("{x}", "anything"));
        assert!(matches("a{x", "ax"));
        assert!(!matches("a {x} b", "a 1 c"));
        assert!(!matches("a", "ab"));
        assert!(matches("a {x} b {y} c", "a 1 b 2 c"));
    }
}
