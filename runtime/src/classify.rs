//! Which documented error it is.

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
    /// With `{..}` where the server puts a value of its own.
    code: &'a str,
    /// REST 3.0, with `|` between several of which each may be at fault; empty elsewhere.
    fields: &'a str,
    /// The server's, [`bare`], with `{..}` where it puts a value of its own; empty where the page gives none.
    text: &'a str,
}

/// The cases in a text: a line each, with tabs between name, code, fields and text.
fn cases(lines: &str) -> impl Iterator<Item = Case<'_>> {
    lines.split('\n').map(|line| {
        let mut cells = line.splitn(4, '\t').chain(iter::repeat(""));
        let mut next = || cells.next().unwrap_or_default();
        Case { name: next(), code: next(), fields: next(), text: next() }
    })
}

/// The kind that the portal answered, of those that [`cases`] stand for. Where a page lists several under one code, they have
/// texts, and what is there word for word counts before a gap. Where none has this text, it is the case that gives the
/// code alone.
pub fn find<'k, E>(refusal: &Refusal, kinds: &'k [E], cases: &str) -> Option<&'k E> {
    let mut of_code: Vec<(Case<'_>, &E)> =
        self::cases(cases).zip(kinds).filter(|(case, _)| case.may_be(&refusal.code)).collect();
    of_code.sort_by_key(|(case, _)| !refusal.is(case.code));
    if of_code.is_empty() {
        return None;
    }
    let mut said = [refusal.message.as_str(), &refusal.code]
        .into_iter()
        .map(|text| ("", text))
        .chain(refusal.validation.iter().map(|error| (error.field.as_str(), error.message.as_str())));
    let any = || of_code.iter().find(|(case, _)| case.fields.is_empty() && case.text.is_empty()).map(|(_, kind)| *kind);
    said.find_map(|(field, text)| best(&of_code, field, &bare(text))).or_else(any)
}

/// The case that gives the most of a text word for word, the first of several. Where only a field would tell them apart, and the
/// portal names none, there is none.
fn best<'k, E>(of_code: &[(Case<'_>, &'k E)], field: &str, text: &str) -> Option<&'k E> {
    let mut best = None;
    let mut fields_tell = false;
    for (case, kind) in of_code {
        let Some(fit) = case.fit(field, text) else { continue };
        match best {
            Some((known, _)) if fit < known => {}
            Some((known, _)) if fit == known => fields_tell |= field.is_empty() && !case.fields.is_empty(),
            _ => (best, fields_tell) = (Some((fit, *kind)), false),
        }
    }
    best.filter(|_| !fields_tell).map(|(_, kind)| kind)
}

impl Case<'_> {
    /// Is it of this code? Where there is none, servers send nothing or the text, and pages write nothing or the HTTP status:
    /// then the text alone tells.
    fn may_be(&self, code: &str) -> bool {
        let is_none = |code: &str| matches!(code, "" | "0");
        let is_status = || self.code.parse().is_ok_and(|code: u16| (400..600).contains(&code));
        let is_text = || code.contains(' ') || code == self.text;
        let is_filled_in = || self.code.contains('{') && literal(self.code, code).is_some();
        self.code.eq_ignore_ascii_case(code)
            || is_filled_in()
            || !self.text.is_empty() && (is_none(code) || is_text()) && (is_none(self.code) || is_status())
    }

    /// How well it stands for what the portal says of a field, or of none: by its text, then by its field.
    fn fit(&self, field: &str, text: &str) -> Option<(usize, usize)> {
        let of_field = match (self.fields, field) {
            ("", _) | (_, "") => 0,
            (fields, field) => fields.split('|').filter_map(|known| literal(known, field)).max()? + 1,
        };
        match self.text {
            "" => (of_field > 0).then_some((0, of_field)),
            pattern => literal(pattern, text).map(|letters| (letters, of_field)),
        }
    }
}

/// How a generated kind shows itself, as a derived `Debug` would.
pub fn show_kind<E: MethodError>(kind: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Kinds { own, cases, .. } = E::kinds();
    let mut named = own.iter().zip(self::cases(cases));
    let case = named.find(|(own, _)| mem::discriminant(*own) == mem::discriminant(kind));
    f.write_str(case.map_or("Other", |(_, case)| case.name))
}

/// Without what old methods end their texts with: they were written to be put into a page.
pub(crate) fn without_breaks(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(shorter) = ["<br>", "<br/>", "<br />"].iter().find_map(|tag| text.strip_suffix(tag)) {
        text = shorter.trim_end();
    }
    text
}

/// As the texts of [`Kinds::cases`] are: in one line, without its end, and without quotes, as pages lose them and servers differ.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for word in without_breaks(text).split_whitespace() {
        if !bare.is_empty() {
            bare.push(' ');
        }
        bare.extend(word.chars().filter(|c| !QUOTES.contains(c)));
    }
    bare.truncate(bare.trim_end_matches(ENDS).len());
    bare
}

const QUOTES: &[char] = &['`', '\'', '"', '‘', '’', '“', '”', '„', '«', '»'];
const ENDS: &[char] = &['.', '!', ' '];

/// How many letters of the text a pattern gives, if it is the text, whatever stands for `{..}`. Behind the whole pattern the text may go
/// on with a value or a sentence of its own.
fn literal(pattern: &str, text: &str) -> Option<usize> {
    let mut parts = pattern.split('{');
    let first = parts.next()?;
    let (mut rest, mut letters) = (text.strip_prefix(first)?, first.len());
    let mut parts = parts.map(|part| part.split_once('}').unwrap_or(("", part))).peekable();
    while let Some((name, part)) = parts.next() {
        let last = parts.peek().is_none();
        let at = if last && rest.ends_with(part) { rest.len() - part.len() } else { rest.find(part)? };
        let (value, behind) = rest.split_at(at);
        // The page may have its example in the place of the value.
        letters += part.len() + if value.trim_matches(['{', '}']) == name { name.len() } else { 0 };
        rest = &behind[part.len()..];
    }
    (rest.is_empty() || goes_on(pattern, rest)).then_some(letters)
}

/// Is it the pattern that ends here, and not a word or a sentence of which it has a part?
fn goes_on(pattern: &str, rest: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    pattern.contains(' ')
        && !rest.starts_with(letter)
        && (pattern.ends_with(':') || !rest.trim_start().starts_with(char::is_alphabetic))
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
        let cases: Cases<'_> = &[("NOT_FOUND", "", ""), ("200040300010", "", "")];
        assert_eq!(found("not_found", "Nicht gefunden", cases), Some(0));
        assert_eq!(found("200040300010", "", cases), Some(1));
        assert_eq!(found("OTHER", "Not found", cases), None);
    }

    #[test]
    fn a_code_may_have_a_part_that_the_server_fills_in() {
        let cases: Cases<'_> = &[("NOT_PAID[{...}]", "", ""), ("REST_{CODE}", "", ""), ("REST_BAD", "", "")];
        assert_eq!(found("NOT_PAID[S12]", "", cases), Some(0));
        assert_eq!(found("REST_LATE", "", cases), Some(1));
        assert_eq!(found("REST_BAD", "", cases), Some(2));
        for other in ["NOT_PAID", "NOT_PAID[S12]_YET", "REST", "0"] {
            assert_eq!(found(other, "", cases), None, "{other}");
        }
    }

    #[test]
    fn texts_tell_apart_what_shares_a_code() {
        let cases: Cases<'_> =
            &[("ARG", "", "{name} is empty"), ("ARG", "", "{name} must be {type}"), ("0", "", "Fatal")];
        assert_eq!(found("ARG", "'PLACEMENT' is empty", cases), Some(0));
        assert_eq!(found("ARG", "'PLACEMENT' must be a text.", cases), Some(1));
        assert_eq!(found("ARG", "something else", cases), None);
        assert_eq!(found("0", "fatal indeed", cases), None);
        assert_eq!(found("0", "Fatal!", cases), Some(2));
    }

    #[test]
    fn without_a_code_the_text_tells() {
        let cases: Cases<'_> =
            &[("400", "", "Access denied"), ("", "", "Not found"), ("500", "", "NO_CARD"), ("404", "", "")];
        for code in ["", "0", "400"] {
            assert_eq!(found(code, "Access denied.", cases), Some(0), "{code}");
        }
        assert_eq!(found("0", "Not found", cases), Some(1));
        assert_eq!(found("Not found", "There is no such card.", cases), Some(1));
        assert_eq!(found("NO_CARD", "There is no card.", cases), Some(2));
        assert_eq!(found("404", "", cases), Some(3));
        // The code itself counts more.
        let cases: Cases<'_> = &[("0", "", "Not found"), ("", "", "Not found")];
        assert_eq!([found("0", "Not found", cases), found("", "Not found", cases)], [Some(0), Some(1)]);
        for (code, text) in [("", "Else"), ("", ""), ("403", "Access denied"), ("DENIED", "Access denied")] {
            assert_eq!(found(code, text, cases), None, "{code}: {text}");
        }
    }

    #[test]
    fn a_text_may_have_lines() {
        assert_eq!(found("ARG", "One\n\ttwo\n", &[("ARG", "", "A"), ("ARG", "", "One two")]), Some(1));
    }

    #[test]
    fn a_text_may_end_in_a_line_break_of_a_page() {
        let cases: Cases<'_> = &[("E", "", "No title"), ("E", "", "No {what} here"), ("E", "", "Else")];
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
    fn rest_3_names_one_of_several_fields_or_none() {
        let cases: Cases<'_> = &[("V", "id|filter", "One of: id, filter"), ("V", "id", "No id"), ("V", "", "Failed")];
        let of = |field: &str, message: &str| {
            let mut refusal = Refusal::new(400, "V", "Invalid");
            refusal.validation.push(FieldError { field: field.into(), message: message.into() });
            find(&refusal, cases)
        };
        for field in ["id", "filter", ""] {
            assert_eq!(of(field, "One of: `id`, `filter`"), Some(0), "{field}");
        }
        assert_eq!(of("select", "One of: id, filter"), None);
        assert_eq!(of("", "No \"id\"."), Some(1));
        assert_eq!(of("id", "Failed"), Some(2));
        assert_eq!(found("V", "No `id`", cases), Some(1));
    }

    #[test]
    fn what_only_a_field_tells_apart_needs_one() {
        let cases: Cases<'_> = &[("V", "to", "Nobody"), ("V", "cc", "Nobody")];
        let mut refusal = Refusal::new(400, "V", "Invalid");
        refusal.validation.push(FieldError { field: String::new(), message: "Nobody".into() });
        assert_eq!(find(&refusal, cases), None);
        refusal.validation.push(FieldError { field: "cc".into(), message: "Nobody".into() });
        assert_eq!(find(&refusal, cases), Some(1));
    }

    #[test]
    fn quotes_do_not_count() {
        let cases: Cases<'_> = &[("E", "", "ID cant be 5"), ("E", "", "Field name is missing")];
        assert_eq!(found("E", "“ID” can’t be '5'!", cases), Some(0));
        assert_eq!(found("E", "Field `name` is missing.", cases), Some(1));
    }

    #[test]
    fn an_example_of_the_page_counts_before_another() {
        let cases: Cases<'_> = &[("E", "", "Icon {info} not found"), ("E", "", "Icon {test} not found")];
        assert_eq!(found("E", "Icon test not found", cases), Some(1));
        assert_eq!(found("E", "Icon bell not found", cases), Some(0));
    }

    #[test]
    fn a_text_may_go_on_behind_that_of_the_page() {
        let cases: Cases<'_> = &[
            ("E", "", "No value for"),
            ("E", "", "Required fields:"),
            ("E", "", "Access denied"),
            ("E", "", "Access denied: no CRM"),
            ("E", "", "FULL"),
        ];
        assert_eq!(found("E", "No value for {id}", cases), Some(0));
        assert_eq!(found("E", "No value for money", cases), None);
        assert_eq!(found("E", "Required fields: name", cases), Some(1));
        assert_eq!(found("E", "Access denied! Application context required", cases), Some(2));
        assert_eq!(found("E", "Access denied: no CRM", cases), Some(3));
        for other in ["FULL_MOON", "FULL: 5", "Access denied_", "Access"] {
            assert_eq!(found("E", other, cases), None, "{other}");
        }
    }

    #[test]
    fn a_pattern_is_no_pattern_without_its_end() {
        assert_eq!(literal("{x}", "anything"), Some(0));
        assert_eq!(literal("a{x", "ax"), Some(2));
        assert_eq!(literal("a {x} b", "a 1 c"), None);
        assert_eq!(literal("a", "ab"), None);
        assert_eq!(literal("a {x} b {y} c", "a 1 b 2 c"), Some(7));
    }
}
