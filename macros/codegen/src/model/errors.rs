//! Errors: one variant for each code, or for each text where a code has several.

use std::borrow::Cow;

use b24_specs::ir::ErrorCase;
use proc_macro2::{Ident, Span};

use super::wording::Wording;
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

/// The words that PHP's names of exceptions are made of, which codes write in capitals, sorted.
const OF_EXCEPTIONS: &[&str] = &[
    "access",
    "denied",
    "dto",
    "entity",
    "field",
    "filter",
    "found",
    "internal",
    "invalid",
    "method",
    "not",
    "operator",
    "order",
    "pagination",
    "property",
    "request",
    "required",
    "select",
    "unknown",
    "validation",
];

/// A variant of an error enum.
pub(crate) struct ErrorVariant {
    pub(crate) ident: Ident,
    /// The code and the text that it stands for; the first of several statuses.
    pub(crate) case: ErrorCase,
    /// The text as the runtime compares it; none where the code is enough to know it by.
    pub(crate) text: Option<String>,
    pub(crate) doc: String,
}

/// An error with what its text tells.
struct Worded<'a> {
    case: Cow<'a, ErrorCase>,
    wording: Wording,
}

impl Worded<'_> {
    fn same(&self, other: &Self) -> bool {
        (&self.case.code, &self.case.field, &self.wording.told)
            == (&other.case.code, &other.case.field, &other.wording.told)
            && self.case.message.is_some() == other.case.message.is_some()
    }
}

/// The variants for the errors of a page, in its order. Texts that differ in an example alone are of one.
pub(crate) fn variants(errors: &[ErrorCase], span: Span) -> Vec<ErrorVariant> {
    let mut cases: Vec<Worded<'_>> = Vec::with_capacity(errors.len());
    for case in errors {
        let case = coded(case);
        let empty = case.code.is_empty() && case.message.is_none();
        let wording = Wording::of(case.message.as_deref().unwrap_or_default());
        let worded = Worded { case, wording };
        if !empty && !cases.iter().any(|known| known.same(&worded)) {
            cases.push(worded);
        }
    }
    let mut used = Names::with(&["Other"]);
    let alone: Vec<bool> = cases
        .iter()
        .map(|Worded { case, .. }| {
            cases.iter().filter(|other| other.case.code.eq_ignore_ascii_case(&case.code)).count() == 1
        })
        .collect();
    let said: Vec<Vec<String>> = cases
        .iter()
        .zip(&alone)
        .map(|(worded, alone)| if telling(&worded.case) && *alone { Vec::new() } else { said(&worded.wording.told) })
        .collect();
    let named = cases.iter().enumerate().map(|(i, Worded { case, wording })| {
        let others =
            cases.iter().zip(&said).enumerate().filter(|(j, (other, _))| *j != i && other.case.code == case.code);
        let others: Vec<&[String]> = others.map(|(_, (_, said))| said.as_slice()).collect();
        let name = names::pascal(&words(case, &said[i], &others));
        ErrorVariant {
            ident: names::ident(&used.claim(&name), span),
            case: ErrorCase::clone(case),
            text: (!(alone[i] && is_own(&case.code))).then(|| wording.pattern.clone()),
            doc: docs::error(case),
        }
    });
    named.collect()
}

/// A text in the place of the code is the server's, and there is no code.
fn coded(case: &ErrorCase) -> Cow<'_, ErrorCase> {
    if case.message.is_some() || !case.code.contains(' ') {
        return Cow::Borrowed(case);
    }
    Cow::Owned(ErrorCase { code: String::new(), message: Some(case.code.clone()), ..case.clone() })
}

/// Does the code tell anything?
fn telling(case: &ErrorCase) -> bool {
    case.code.chars().any(char::is_alphabetic)
}

/// Codes such as `0`, `100` and `400` stand for anything, whatever else the page lists.
fn is_own(code: &str) -> bool {
    code.len() > 3 || code.bytes().any(|b| b.is_ascii_alphabetic())
}

/// The code without `ERROR_`; where it is shared or tells nothing, what the text has `said`. `others` are the texts of those
/// that share the code.
fn words(case: &ErrorCase, said: &[String], others: &[&[String]]) -> Vec<String> {
    let telling = telling(case);
    let mut words = if telling { of_code(&case.code) } else { Vec::new() };
    if words.len() > 1 && words.first().is_some_and(|word| word == "error") {
        words.remove(0);
    }
    if telling && others.is_empty() {
        return words;
    }
    let mut said = without(said, &words);
    for field in case.field.iter().flat_map(|fields| fields.split(", ")) {
        let field = names::words(field);
        said = without(&said, &field);
        words.extend(field);
    }
    let shared = |word: &String| others.iter().all(|other| other.contains(word));
    let mut apart: Vec<String> = said.iter().filter(|word| telling && !shared(word)).cloned().collect();
    if apart.is_empty() {
        apart.clone_from(&said);
    }
    if !telling || !apart.iter().all(|word| is_number(word)) {
        apart.retain(|word| !is_number(word));
    }
    words.extend(apart.into_iter().take(LONGEST));
    words.dedup();
    if words.is_empty() {
        words = vec!["code".into()];
        words.extend(names::words(&case.code));
    }
    words
}

/// The words but for what the name has already, where they say the whole of it.
fn without(words: &[String], known: &[String]) -> Vec<String> {
    let mut left = Vec::with_capacity(words.len());
    let mut rest = words;
    while let [first, behind @ ..] = rest {
        rest = rest.strip_prefix(known).filter(|_| !known.is_empty()).unwrap_or_else(|| {
            left.push(first.clone());
            behind
        });
    }
    left
}

/// The words of a code. Of a class of PHP with its namespace, `VENDOR_REST_EXCEPTION_ACCESSDENIEDEXCEPTION`, those of its name.
fn of_code(code: &str) -> Vec<String> {
    let class = code.rsplit_once('_').and_then(|(_, class)| class.strip_suffix("EXCEPTION"));
    let Some(class) = class.filter(|class| !class.is_empty()).map(str::to_lowercase) else {
        return names::words(code);
    };
    let mut words = Vec::new();
    let mut rest = class.as_str();
    while let Some(word) = OF_EXCEPTIONS.iter().find(|word| rest.starts_with(**word)) {
        words.push((*word).to_owned());
        rest = &rest[word.len()..];
    }
    if rest.is_empty() { words } else { vec![class] }
}

/// The words of the text that tell something: none of what the server runs inside, `Class::method()`, nor of codes between
/// semicolons.
fn said(told: &str) -> Vec<String> {
    let sentences = || told.split("; ").filter(|piece| piece.trim().contains(' '));
    let words: Vec<&str> = sentences().flat_map(|piece| piece.split(' ')).filter(|word| !word.contains("::")).collect();
    let words = names::words(&if words.is_empty() { told.to_owned() } else { words.join(" ") });
    words.into_iter().filter(|word| FILLERS.binary_search(&word.as_str()).is_err()).collect()
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
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
    fn an_example_is_no_part_of_a_name_nor_an_error_of_its_own() {
        assert_eq!(
            named(&[
                ("", Some("The Requisite with ID '357' is not found")),
                ("", Some("The Requisite with ID '27' is not found")),
                ("CORE", Some("Field UF_CRM_V1_STRING already exists")),
                ("CORE", Some("Field name has more than 50 characters")),
            ]),
            ["RequisiteIdNotFound", "CoreAlreadyExists", "CoreNameMoreCharacters"]
        );
    }

    #[test]
    fn a_name_says_nothing_twice() {
        let class = "BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION";
        assert_eq!(
            named(&[
                ("ACCESS_DENIED", Some("Access denied")),
                ("ACCESS_DENIED", Some("Access denied! No CRM")),
                (class, Some("Request validation without a validation")),
                (class, Some("Task not found")),
                ("V3_ODDEXCEPTION", None),
                ("0", Some("Invalid value {value} of a value")),
            ]),
            [
                "AccessDenied",
                "AccessDeniedNoCrm",
                "RequestValidationWithoutValidation",
                "RequestValidationTaskNotFound",
                "Odd",
                "InvalidValue"
            ]
        );
    }

    #[test]
    fn the_inside_of_a_server_is_no_name() {
        assert_eq!(
            named(&[
                ("CORE", Some("TE_#8; Action failed; 8/TE/ACTION_FAILED")),
                ("CORE", Some("TE_#9; Param #0 (id) expected by method task::get(); 9/TE/WRONG")),
                ("TYPE", Some("Site::bind(): Argument #1 is no number")),
                ("TYPE", Some("Site::bind(): Argument #2 is no number")),
            ]),
            ["CoreActionFailed", "CoreParamIdExpectedMethod", "Type1", "Type2"]
        );
    }

    #[test]
    fn the_text_counts_where_the_code_is_not_enough() {
        let text = |cases: &[(&str, &str)]| -> Vec<Option<String>> {
            let case = |&(code, text): &(&str, &str)| ErrorCase {
                code: code.into(),
                message: Some(text.into()),
                ..ErrorCase::default()
            };
            let cases: Vec<ErrorCase> = cases.iter().map(case).collect();
            variants(&cases, Span::call_site()).into_iter().map(|variant| variant.text).collect()
        };
        let told = |text: &str| Some(text.to_owned());
        assert_eq!(text(&[("NONE", "No 5!"), ("0", "No 5!")]), [None, told("No {5}")]);
        assert_eq!(text(&[("NONE", "No"), ("none", "Not")]), [told("No"), told("Not")]);
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
    fn a_text_in_the_place_of_the_code_is_the_text() {
        let case = ErrorCase { code: "The Preset with ID '27' is not found".into(), ..ErrorCase::default() };
        let variants = variants(&[case], Span::call_site());
        assert_eq!(variants[0].ident.to_string(), "PresetIdNotFound");
        assert_eq!(variants[0].case.code, "");
        assert_eq!(variants[0].text.as_deref(), Some("The Preset with ID {27} is not found"));
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
