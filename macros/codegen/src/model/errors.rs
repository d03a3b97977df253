//! Errors: one variant for each code, or for each text where a code has several.

use b24_specs::ir::ErrorCase;
use proc_macro2::{Ident, Span};

use crate::emit::docs;
use crate::names::{self, Names};

/// Words of a server's text that tell nothing, sorted.
const FILLERS: &[&str] = &[
    "a", "an", "and", "any", "are", "at", "be", "been", "but", "by", "can", "could", "does", "e", "eg", "for", "from",
    "g", "has", "have", "if", "in", "is", "it", "must", "of", "on", "or", "s", "should", "than", "that", "the",
    "there", "this", "to", "was", "were", "which", "with",
];
/// How many words of a server's text a name takes at most.
const LONGEST: usize = 6;

/// A variant of an error enum.
pub(crate) struct ErrorVariant {
    pub(crate) ident: Ident,
    /// The code and the text that it stands for; the first of several statuses.
    pub(crate) case: ErrorCase,
    pub(crate) doc: String,
}

/// The variants for the errors of a page, in its order.
pub(crate) fn variants(errors: &[ErrorCase], span: Span) -> Vec<ErrorVariant> {
    let mut cases: Vec<&ErrorCase> = Vec::with_capacity(errors.len());
    for error in errors {
        let empty = error.code.is_empty() && error.message.is_none();
        if !empty && !cases.iter().any(|known| same(known, error)) {
            cases.push(error);
        }
    }
    let mut used = Names::with(&["Other"]);
    let of_code = |code: &str| cases.iter().filter(|case| case.code == code).count();
    let said: Vec<Vec<String>> = cases
        .iter()
        .map(|case| if telling(case) && of_code(&case.code) == 1 { Vec::new() } else { said(case) })
        .collect();
    let named = cases.iter().zip(&said).map(|(case, own)| {
        let others = cases.iter().zip(&said).filter(|(other, _)| other.code == case.code && !same(other, case));
        let others: Vec<&[String]> = others.map(|(_, said)| said.as_slice()).collect();
        let name = names::pascal(&words(case, own, &others));
        ErrorVariant { ident: names::ident(&used.claim(&name), span), case: (*case).clone(), doc: docs::error(case) }
    });
    named.collect()
}

fn same(a: &ErrorCase, b: &ErrorCase) -> bool {
    (&a.code, &a.message, &a.field) == (&b.code, &b.message, &b.field)
}

/// Does the code tell anything?
fn telling(case: &ErrorCase) -> bool {
    case.code.chars().any(char::is_alphabetic)
}

/// The code without `ERROR_`; where it is shared or tells nothing, what the text has `said`. `others` are the texts of those
/// that share the code.
fn words(case: &ErrorCase, said: &[String], others: &[&[String]]) -> Vec<String> {
    let telling = telling(case);
    let mut words = if telling { names::words(&case.code) } else { Vec::new() };
    if words.len() > 1 && words.first().is_some_and(|word| word == "error") {
        words.remove(0);
    }
    if telling && others.is_empty() {
        return words;
    }
    words.extend(case.field.iter().flat_map(|field| names::words(field)));
    let shared = |word: &String| others.iter().all(|other| other.contains(word));
    let mut apart: Vec<&String> = said.iter().filter(|word| telling && !shared(word)).collect();
    if apart.is_empty() {
        apart = said.iter().collect();
    }
    words.extend(apart.into_iter().take(LONGEST).cloned());
    if words.is_empty() {
        words = vec!["code".into()];
        words.extend(names::words(&case.code));
    }
    words
}

/// The words of the text that tell something.
fn said(case: &ErrorCase) -> Vec<String> {
    let message = case.message.as_deref().unwrap_or_default();
    names::words(message).into_iter().filter(|word| FILLERS.binary_search(&word.as_str()).is_err()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(cases: &[(&str, Option<&str>)]) -> Vec<String> {
        let case = |&(code, message): &(&str, Option<&str>)| ErrorCase {
            code: code.into(),
            message: message.map(str::to_owned),
            ..ErrorCase::default()
        };
        let cases: Vec<ErrorCase> = cases.iter().map(case).collect();
        variants(&cases, Span::call_site()).iter().map(|v| v.ident.to_string()).collect()
    }

    #[test]
    fn fillers_are_sorted() {
        assert!(FILLERS.is_sorted());
    }

    #[test]
    fn a_code_gives_the_name() {
        assert_eq!(
            named(&[("ERROR_EVENT_NOT_FOUND", Some("Event not found")), ("ACCESS_DENIED", None), ("ERROR", None)]),
            ["EventNotFound", "AccessDenied", "Error"]
        );
    }

    #[test]
    fn texts_tell_apart_what_shares_a_code() {
        assert_eq!(
            named(&[
                ("ERROR_ARGUMENT", Some("Argument 'PLACEMENT' is null or empty")),
                ("ERROR_ARGUMENT", Some("The value of an argument 'PLACEMENT' must be of type string")),
                ("INVALID_FORMAT", Some("A wrong format for the field 'select' is passed")),
                ("INVALID_FORMAT", Some("A wrong format for the field 'order' is passed")),
            ]),
            ["ArgumentNullEmpty", "ArgumentValueTypeString", "InvalidFormatSelect", "InvalidFormatOrder"]
        );
    }

    #[test]
    fn a_code_that_tells_nothing_leaves_it_to_the_text() {
        assert_eq!(
            named(&[
                ("0", Some("Access denied.")),
                ("", Some("Group not found")),
                ("200040", None),
                ("0", Some("Access denied!"))
            ]),
            ["AccessDenied", "GroupNotFound", "Code200040", "AccessDenied2"]
        );
    }

    #[test]
    fn a_code_of_digits_and_signs_is_a_name() {
        assert_eq!(
            named(&[("-1", None), ("2*03", None), ("***", None)]),
            ["CodeMinus1", "Code2_03", "CodeStarStarStar"]
        );
    }

    #[test]
    fn names_of_the_enum_s_own_are_kept_clear() {
        assert_eq!(named(&[("SYSTEM", None), ("OTHER", None)]), ["System", "Other2"]);
    }
}
