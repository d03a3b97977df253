//! Which documented error it is.

use std::borrow::Cow;
use std::{fmt, iter, mem};

use crate::method::Refusal;

/// The kinds of error of a method: an enum of what its page lists, generated. A kind says nothing but which it is,
/// and is there once, as a `&'static`; what the portal said stands beside it in [`Error::Refused`](crate::Error::Refused).
///
/// Where several errors of a page share a code, the text tells them apart, and a portal in another language than the page's
/// says other texts: what none of them fits is of the kind `Other`. [`Error::is`](crate::Error::is) goes by the code alone.
pub trait MethodError: Sized + fmt::Debug + Send + Sync + 'static {
    /// What the page lists.
    #[doc(hidden)]
    fn kinds() -> Kinds<Self>;

    /// The kind of what a portal answered.
    fn classify(refusal: &Refusal) -> &'static Self {
        Self::find(refusal).unwrap_or(Self::kinds().other)
    }

    /// The same, where the page lists it.
    #[doc(hidden)]
    fn find(refusal: &Refusal) -> Option<&'static Self> {
        let Kinds { own, cases, .. } = Self::kinds();
        find(refusal, own, cases)
    }
}

/// The kinds of error that the page of a method lists, as they are generated: those of any method but [`PlainError`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` may be the error of any method",
    label = "a `b24::Error` is made of the error of any method by `.map_err(b24::Error::plain)`"
)]
pub trait OwnError: Sized + fmt::Debug + Send + Sync + 'static {
    /// What the page lists.
    #[doc(hidden)]
    fn own_kinds() -> Kinds<Self>;
}

impl<E: OwnError> MethodError for E {
    fn kinds() -> Kinds<Self> {
        E::own_kinds()
    }
}

/// The kinds of a method. All of them are in one function, and all texts in one literal: what there is a piece of for each
/// kind costs the compiler more than all that is done with it.
pub struct Kinds<E: 'static> {
    /// Those that its page lists.
    pub own: &'static [E],
    /// What they stand for, see [`cases`].
    pub cases: &'static str,
    /// That of any other.
    pub other: &'static E,
}

/// A documented error.
struct Case<'a> {
    /// Its name in the enum.
    name: &'a str,
    code: &'a str,
    /// REST 3.0; empty elsewhere.
    field: &'a str,
    /// The server's, with `{..}` where it puts a value of its own; empty where the page gives none.
    text: &'a str,
}

/// The cases in a text: a line each, with tabs between name, code, field and text.
fn cases(lines: &str) -> impl Iterator<Item = Case<'_>> {
    lines.split('\n').map(|line| {
        let mut cells = line.splitn(4, '\t').chain(iter::repeat(""));
        let mut next = || cells.next().unwrap_or_default();
        Case { name: next(), code: next(), field: next(), text: next() }
    })
}

/// The kind that the portal answered, of those that [`cases`] stand for. A text counts as well as a code: pages list several
/// under one code, and a text in the very words of a page counts before one with gaps. Where none has this text, it is the
/// case that gives the code alone, or one that has its code for itself, as texts come in other languages.
pub fn find<'k, E>(refusal: &Refusal, kinds: &'k [E], cases: &str) -> Option<&'k E> {
    let of_code: Vec<(Case<'_>, &E)> =
        self::cases(cases).zip(kinds).filter(|(case, _)| refusal.is(case.code)).collect();
    let first = |fits: &dyn Fn(&Case<'_>) -> bool| of_code.iter().find(|(case, _)| fits(case));
    first(&|case| case.field.is_empty() && !case.text.is_empty() && case.text == in_one_line(&refusal.message))
        .or_else(|| first(&|case| says(refusal, case.field, case.text)))
        .or_else(|| first(&|case| case.field.is_empty() && case.text.is_empty()))
        .or_else(|| of_code.first().filter(|_| tells(&refusal.code) && of_code.len() == 1))
        .map(|(_, kind)| *kind)
}

/// How a generated kind shows itself, as a derived `Debug` would.
pub fn show_kind<E: MethodError>(kind: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Kinds { own, cases, .. } = E::kinds();
    let mut named = own.iter().zip(self::cases(cases));
    let case = named.find(|(own, _)| mem::discriminant(*own) == mem::discriminant(kind));
    f.write_str(case.map_or("Other", |(_, case)| case.name))
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

/// Without what old methods end their texts with: they were written to be put into a page.
pub(crate) fn without_breaks(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(shorter) = ["<br>", "<br/>", "<br />"].iter().find_map(|tag| text.strip_suffix(tag)) {
        text = shorter.trim_end();
    }
    text
}

/// As the texts of [`Kinds::cases`] are.
fn in_one_line(text: &str) -> Cow<'_, str> {
    let text = without_breaks(text);
    if text.contains(['\t', '\n']) { text.replace(['\t', '\n'], " ").into() } else { text.into() }
}

/// Is it the text, whatever stands for `{..}`, and however it ends?
fn matches(pattern: &str, text: &str) -> bool {
    let (ends, text) = (['.', '!', ' '], in_one_line(text));
    let (pattern, mut rest) = (without_breaks(pattern).trim_end_matches(ends), text.trim_end_matches(ends));
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
    /// One that no page of a method lists; [`SystemError`](crate::SystemError) has those of all methods.
    Other,
}

impl MethodError for PlainError {
    fn kinds() -> Kinds<Self> {
        Kinds { own: &[], cases: "", other: &Self::Other }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::FieldError;

    /// Code, field and text of each; the kind is its number.
    type Cases<'a> = &'a [(&'a str, &'a str, &'a str)];

    fn find(refusal: &Refusal, cases: Cases<'_>) -> Option<usize> {
        let lines = cases.iter().map(|(code, field, text)| format!("Name\t{code}\t{field}\t{text}\n"));
        let kinds: Vec<usize> = (0..cases.len()).collect();
        super::find(refusal, &kinds, &lines.collect::<String>()).copied()
    }

    fn found(code: &str, message: &str, cases: Cases<'_>) -> Option<usize> {
        find(&Refusal::new(400, code, message), cases)
    }

    #[test]
    fn a_code_of_its_own_is_enough() {
        let cases: Cases<'_> = &[("NOT_FOUND", "", "Not found"), ("200040300010", "", "No rights")];
        assert_eq!(found("not_found", "Nicht gefunden", cases), Some(0));
        assert_eq!(found("200040300010", "", cases), Some(1));
        assert_eq!(found("OTHER", "Not found", cases), None);
    }

    #[test]
    fn texts_tell_apart_what_shares_a_code() {
        let cases: Cases<'_> =
            &[("ARG", "", "'{name}' is empty"), ("ARG", "", "'{name}' must be {type}"), ("0", "", "Fatal")];
        assert_eq!(found("ARG", "'PLACEMENT' is empty", cases), Some(0));
        assert_eq!(found("ARG", "'PLACEMENT' must be a text.", cases), Some(1));
        assert_eq!(found("ARG", "something else", cases), None);
        assert_eq!(found("0", "fatal indeed", cases), None);
        assert_eq!(found("0", "Fatal!", cases), Some(2));
    }

    #[test]
    fn a_text_may_have_lines() {
        assert_eq!(found("ARG", "One\n\ttwo\n", &[("ARG", "", "A"), ("ARG", "", "One  two")]), Some(1));
    }

    #[test]
    fn a_text_may_end_in_a_line_break_of_a_page() {
        let cases: Cases<'_> = &[("E", "", "No title"), ("E", "", "No {what} here<br>"), ("E", "", "Else")];
        assert_eq!(found("E", "No title<br>", cases), Some(0));
        assert_eq!(found("E", "No id here.<br /><br>\n", cases), Some(1));
        assert_eq!(found("E", "<br>", cases), None);
        let refusal = Refusal::new(400, "E", "No title<br>");
        assert_eq!(refusal.to_string(), "No title (E, status 400)");
    }

    #[test]
    fn words_of_the_page_count_before_gaps() {
        let cases: Cases<'_> = &[("100", "", "No value for {id}"), ("100", "", "No value for {fields}")];
        assert_eq!(found("100", "No value for {fields}", cases), Some(1));
        assert_eq!(found("100", "No value for {other}", cases), Some(0));
    }

    #[test]
    fn a_code_without_a_text_stands_for_all_other_texts() {
        let cases: Cases<'_> = &[("0", "", "Fatal"), ("0", "", ""), ("E", "", "Bad")];
        assert_eq!(found("0", "Fatal", cases), Some(0));
        assert_eq!(found("0", "anything", cases), Some(1));
        assert_eq!(found("1", "anything", cases), None);
    }

    #[test]
    fn a_field_counts_in_rest_3() {
        let cases: Cases<'_> = &[("V", "id", ""), ("V", "name", "Too long: {n}")];
        let mut refusal = Refusal::new(400, "V", "Invalid");
        assert_eq!(find(&refusal, cases), None);
        refusal.validation.push(FieldError { field: "name".into(), message: "Too long: 7".into() });
        assert_eq!(find(&refusal, cases), Some(1));
        let any: Cases<'_> = &[("V", "{FIELD}", "Too long: {n}")];
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
