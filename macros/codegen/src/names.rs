//! From names of the wire to Rust identifiers. All of it is here: nothing else turns a text into an identifier.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};

/// Words that may be no identifier, or only as `r#word`, sorted.
const KEYWORDS: &[&str] = &[
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// `continue`, `abstract`
const LONGEST_KEYWORD: usize = 8;

/// How signs read where they are all that a name has, or stand before it: `>=`, `-1`, `~NAME`.
const SIGNS: &[(char, &str)] = &[
    ('!', "not"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('*', "star"),
    ('+', "plus"),
    ('-', "minus"),
    ('<', "less"),
    ('=', "equal"),
    ('>', "greater"),
    ('?', "question"),
    ('@', "at"),
    ('|', "or"),
    ('~', "tilde"),
];

/// What a character is to the words of a name.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Upper,
    Lower,
    Digit,
    /// Of a word, and nothing of these.
    Other,
    Gap,
}

impl Sort {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' => Self::Lower,
            'A'..='Z' => Self::Upper,
            '0'..='9' => Self::Digit,
            '_' => Self::Gap,
            c if !unicode_ident::is_xid_continue(c) => Self::Gap,
            c if c.is_uppercase() => Self::Upper,
            c if c.is_lowercase() => Self::Lower,
            c if c.is_numeric() => Self::Digit,
            _ => Self::Other,
        }
    }
}

/// The words of a wire name, in lower case: `errorHandlerUrl`, `ERROR_HANDLER_URL` and `error.handler-url` give the same.
pub(crate) fn words(wire: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let leading = wire.find(|c| Sort::of(c) != Sort::Gap).unwrap_or(wire.len());
    for sign in wire[..leading].chars() {
        words.extend(SIGNS.iter().find(|(s, _)| *s == sign).map(|(_, word)| (*word).to_owned()));
    }
    let name = &wire[leading..];
    // Words are cut out whole: where nothing is optimised, to put them together letter by letter is slow.
    let mut cut = |start: usize, end: usize| {
        if start < end {
            words.push(name[start..end].to_lowercase());
        }
    };
    let (mut start, mut at) = (0, 0);
    // The last letter, where it is a capital behind a capital: the next one tells whether it begins a word.
    let mut capital = None;
    let mut before = Sort::Gap;
    for c in name.chars() {
        let sort = Sort::of(c);
        let begin = match (before, sort) {
            (_, Sort::Gap) if c != '\'' => {
                cut(start, at);
                start = at + c.len_utf8();
                None
            }
            (Sort::Lower | Sort::Digit, Sort::Upper) => Some(at),
            (Sort::Upper, Sort::Lower) => capital,
            _ => None,
        };
        if let Some(begin) = begin {
            cut(start, begin);
            start = begin;
        }
        capital = if before == Sort::Upper && sort == Sort::Upper { Some(at) } else { None };
        before = sort;
        at += c.len_utf8();
    }
    cut(start, name.len());
    if name.contains('\'') {
        for word in &mut words {
            word.retain(|c| c != '\'');
        }
        words.retain(|word| !word.is_empty());
    }
    words
}

/// `words` as a type or a variant.
pub(crate) fn pascal<S: AsRef<str>>(words: &[S]) -> String {
    let mut name = String::new();
    for word in words {
        let word = word.as_ref();
        if let [first @ b'a'..=b'z', ..] = word.as_bytes() {
            name.push(char::from(first.to_ascii_uppercase()));
            name.push_str(&word[1..]);
            continue;
        }
        // A digit behind a digit would make `v1.2` and `v12` one name.
        if name.ends_with(char::is_numeric) && word.starts_with(char::is_numeric) {
            name.push('_');
        }
        let mut chars = word.chars();
        name.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(chars.as_str());
    }
    legal(name, "N")
}

/// `words` as a function or a field.
pub(crate) fn snake<S: AsRef<str>>(words: &[S]) -> String {
    let mut name = String::new();
    for word in words {
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(word.as_ref());
    }
    legal(name, "n")
}

/// Makes an identifier of what is nearly one.
fn legal(name: String, prefix: &str) -> String {
    if name.is_empty() {
        return format!("{prefix}_");
    }
    if name.len() <= LONGEST_KEYWORD && KEYWORDS.binary_search(&name.as_str()).is_ok() {
        return name + "_";
    }
    match name.as_bytes() {
        [b'A'..=b'Z' | b'a'..=b'z', ..] => name,
        _ if name.starts_with(unicode_ident::is_xid_start) => name,
        _ => format!("{prefix}{name}"),
    }
}

/// A wire name as a type: `crm.item.add` gives `CrmItemAdd`.
pub(crate) fn type_name(wire: &str) -> String {
    pascal(&words(wire))
}

/// A wire name as a function or a field: `errorHandlerUrl` gives `error_handler_url`.
pub fn value_name(wire: &str) -> String {
    // Most names of fields, for which taking them apart and putting them together would only be slow.
    match plain(wire) {
        Some(name) => legal(name, "n"),
        None => snake(&words(wire)),
    }
}

/// The words of a plain name, joined: of `WORDS_LIKE_THESE`, `words_like_these` and `wordsLikeThese`.
fn plain(wire: &str) -> Option<String> {
    let mut name = String::with_capacity(wire.len() + 4);
    let (mut before, mut capitals) = (b'_', false);
    for &byte in wire.as_bytes() {
        match (before, byte) {
            (b'_', b'_') => return None,
            // The last of several capitals begins a word.
            (b'A'..=b'Z', b'a'..=b'z') if capitals => return None,
            (b'a'..=b'z' | b'0'..=b'9', b'A'..=b'Z') => name.push('_'),
            (_, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_') => {}
            _ => return None,
        }
        name.push(char::from(byte.to_ascii_lowercase()));
        capitals = matches!((before, byte), (b'A'..=b'Z', b'A'..=b'Z'));
        before = byte;
    }
    (before != b'_').then_some(name)
}

/// What two names must differ in to be different types: letters and digits, in lower case.
pub(crate) fn flat(name: &str) -> String {
    // Asked of every method of the IR at each expansion: a loop over `char` would be slow where nothing is optimised.
    let mut flat = String::with_capacity(name.len());
    for &byte in name.as_bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => flat.push(char::from(byte)),
            b'A'..=b'Z' => flat.push(char::from(byte.to_ascii_lowercase())),
            0x80.. => return name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect(),
            _ => {}
        }
    }
    flat
}

/// Names in use within one namespace.
///
/// Most are small, and to hash a text takes longer than to compare a few, where nothing is optimised.
#[derive(Default)]
pub(crate) struct Names(BTreeSet<String>);

impl Names {
    /// A namespace in which `taken` are in use already.
    pub(crate) fn with(taken: &[&str]) -> Self {
        Self(taken.iter().map(|&name| name.to_owned()).collect())
    }

    /// Is it in use?
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// Takes `name`, or the first free one of `name2`, `name3` and so on.
    pub(crate) fn claim(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while !self.0.insert(free.clone()) {
            let joint = if name.ends_with(char::is_numeric) { "_" } else { "" };
            free = format!("{name}{joint}{number}");
            number += 1;
        }
        free
    }
}

/// An identifier at the user's literal, with the hygiene of the macro.
pub(crate) fn ident(name: &str, span: Span) -> Ident {
    Ident::new(name, span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
        assert_eq!(KEYWORDS.iter().map(|word| word.len()).max(), Some(LONGEST_KEYWORD));
    }

    /// Every text of up to six letters of each sort, in which the short way must not differ from the long one.
    #[test]
    fn plain_names_are_as_if_taken_apart() {
        let mut wires = vec![String::new()];
        for at in 0.. {
            let Some(wire) = wires.get(at).cloned() else { break };
            assert_eq!(value_name(&wire), snake(&words(&wire)), "{wire}");
            wires.extend(['a', 'A', '1', '_'].map(|c| format!("{wire}{c}")).into_iter().filter(|wire| wire.len() < 7));
        }
        for wire in ["Type", "TYPE", "type", "ID", "PREVIEW2X"] {
            assert_eq!(value_name(wire), snake(&words(wire)), "{wire}");
        }
    }

    #[test]
    fn one_name_from_every_spelling() {
        for wire in
            ["errorHandlerUrl", "ERROR_HANDLER_URL", "error.handler-url", "ErrorHandlerURL", "error handler url"]
        {
            assert_eq!(value_name(wire), "error_handler_url", "{wire}");
            assert_eq!(type_name(wire), "ErrorHandlerUrl", "{wire}");
        }
        assert_eq!(value_name("HTMLParser2Name"), "html_parser2_name");
        assert_eq!(type_name("tasks.flow.Flow.create"), "TasksFlowFlowCreate");
        assert_eq!(type_name("booking.v1.resourceType.add"), "BookingV1ResourceTypeAdd");
    }

    #[test]
    fn odd_names_become_identifiers() {
        for (wire, value, ty) in [
            ("type", "type_", "Type"),
            ("self", "self_", "Self_"),
            ("0", "n0", "N0"),
            ("250", "n250", "N250"),
            ("-1", "minus_1", "Minus1"),
            ("", "n_", "N_"),
            ("_", "n_", "N_"),
            ("{BOT_ID}", "bot_id", "BotId"),
            ("name[]", "name", "Name"),
            ("~NAME", "tilde_name", "TildeName"),
            (">=", "greater_equal", "GreaterEqual"),
            ("Don't", "dont", "Dont"),
            ("'A'Bc' '", "abc", "Abc"),
            ("XMLHttpID", "xml_http_id", "XmlHttpId"),
            ("aB9Cd", "a_b9_cd", "AB9Cd"),
            ("v1.2", "v1_2", "V1_2"),
            ("Страна", "страна", "Страна"),
            ("a\u{0}b\u{202e}c🦀", "a_b_c", "ABC"),
        ] {
            assert_eq!((value_name(wire), type_name(wire)), (value.into(), ty.into()), "{wire}");
            for name in [value_name(wire), type_name(wire)] {
                syn::parse_str::<syn::Ident>(&name).unwrap();
            }
        }
        for keyword in KEYWORDS {
            syn::parse_str::<syn::Ident>(&value_name(keyword)).unwrap();
            syn::parse_str::<syn::Ident>(&type_name(keyword)).unwrap();
        }
    }

    #[test]
    fn a_taken_name_is_numbered() {
        let mut names = Names::with(&["new"]);
        assert_eq!(names.claim("new"), "new2");
        assert_eq!(names.claim("id"), "id");
        assert_eq!(names.claim("id"), "id2");
        assert_eq!(names.claim("id2"), "id2_2");
    }
}
