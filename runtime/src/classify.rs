//! Which documented error it is.

use std::fmt;

use crate::method::{MethodError, Refusal};
use crate::system::SystemError;

/// A documented error: code, field (REST 3.0; empty elsewhere) and the server's text, with `{..}` where it puts a value
/// of its own; empty where the page gives none.
pub type Case = (&'static str, &'static str, &'static str);

/// The number of the case that the portal answered. A text counts as well as a code: pages list several under one code,
/// and a text in the very words of a page counts before one with gaps. Where none has this text, it is the case that
/// gives the code alone, or one that has its code for itself, as texts come in other languages.
pub fn classify(refusal: &Refusal, cases: &[Case]) -> Option<usize> {
    let of_code = || cases.iter().enumerate().filter(|(_, (code, _, _))| refusal.is(code));
    let find = |fits: &dyn Fn(&Case) -> bool| of_code().find(|(_, case)| fits(case)).map(|(i, _)| i);
    find(&|(_, field, text)| field.is_empty() && !text.is_empty() && *text == refusal.message)
        .or_else(|| find(&|case| says(refusal, case)))
        .or_else(|| find(&|(_, field, text)| field.is_empty() && text.is_empty()))
        .or_else(|| of_code().next().filter(|_| tells(&refusal.code) && of_code().count() == 1).map(|(i, _)| i))
}

/// An error of a method's own: the parts of its [`Case`], and the variant that stands for it.
pub type Variant<E> = (&'static str, &'static str, &'static str, fn(Refusal) -> E);

/// The body of a generated [`MethodError::classify`]: the variant of the method's own errors, or that of the errors that
/// every method has, or that of all others.
pub fn sort<E>(refusal: Refusal, own: &[Variant<E>], system: fn(SystemError) -> E, other: fn(Refusal) -> E) -> E {
    let cases: Vec<Case> = own.iter().map(|&(code, field, message, _)| (code, field, message)).collect();
    match classify(&refusal, &cases).and_then(|i| own.get(i)) {
        Some((.., variant)) => variant(refusal),
        None => SystemError::classify(refusal).map_or_else(other, system),
    }
}

/// The text is the documented one.
fn says(refusal: &Refusal, (_, field, pattern): &Case) -> bool {
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

/// The error type of a method whose page lists no errors.
#[derive(Debug)]
#[non_exhaustive]
pub enum PlainError {
    /// An error that every method can return.
    System(SystemError),
    /// Any other.
    Other(Refusal),
}

impl MethodError for PlainError {
    fn classify(refusal: Refusal) -> Self {
        SystemError::classify(refusal).map_or_else(Self::Other, Self::System)
    }
    fn refusal(&self) -> &Refusal {
        match self {
            Self::System(error) => error.refusal(),
            Self::Other(refusal) => refusal,
        }
    }
}

impl fmt::Display for PlainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal().fmt(f)
    }
}

impl std::error::Error for PlainError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::FieldError;

    fn found(code: &str, message: &str, cases: &[Case]) -> Option<usize> {
        classify(&Refusal::new(400, code, message), cases)
    }

    #[test]
    fn a_code_of_its_own_is_enough() {
        let cases: &[Case] = &[("NOT_FOUND", "", "Not found"), ("200040300010", "", "No rights")];
        assert_eq!(found("not_found", "Nicht gefunden", cases), Some(0));
        assert_eq!(found("200040300010", "", cases), Some(1));
        assert_eq!(found("OTHER", "Not found", cases), None);
    }

    #[test]
    fn texts_tell_apart_what_shares_a_code() {
        let cases: &[Case] =
            &[("ARG", "", "'{name}' is empty"), ("ARG", "", "'{name}' must be {type}"), ("0", "", "Fatal")];
        assert_eq!(found("ARG", "'PLACEMENT' is empty", cases), Some(0));
        assert_eq!(found("ARG", "'PLACEMENT' must be a text.", cases), Some(1));
        assert_eq!(found("ARG", "something else", cases), None);
        assert_eq!(found("0", "fatal indeed", cases), None);
        assert_eq!(found("0", "Fatal!", cases), Some(2));
    }

    #[test]
    fn words_of_the_page_count_before_gaps() {
        let cases: &[Case] = &[("100", "", "No value for {id}"), ("100", "", "No value for {fields}")];
        assert_eq!(found("100", "No value for {fields}", cases), Some(1));
        assert_eq!(found("100", "No value for {other}", cases), Some(0));
    }

    #[test]
    fn a_code_without_a_text_stands_for_all_other_texts() {
        let cases: &[Case] = &[("0", "", "Fatal"), ("0", "", ""), ("E", "", "Bad")];
        assert_eq!(found("0", "Fatal", cases), Some(0));
        assert_eq!(found("0", "anything", cases), Some(1));
        assert_eq!(found("1", "anything", cases), None);
    }

    #[test]
    fn a_field_counts_in_rest_3() {
        let cases: &[Case] = &[("V", "id", ""), ("V", "name", "Too long: {n}")];
        let mut refusal = Refusal::new(400, "V", "Invalid");
        assert_eq!(classify(&refusal, cases), None);
        refusal.validation.push(FieldError { field: "name".into(), message: "Too long: 7".into() });
        assert_eq!(classify(&refusal, cases), Some(1));
        let any: &[Case] = &[("V", "{FIELD}", "Too long: {n}")];
        assert_eq!(classify(&refusal, any), Some(0));
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
