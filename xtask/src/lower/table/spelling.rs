//! The type that the first cell of a row tells, or a cell of its own, in one spelling.

use std::borrow::Cow;

use foldhash::HashSet;

use super::row::{inlines, joins};
use crate::lexicon;
use crate::lower::text::{fold, is_word, plain};
use crate::yfm::{Block, Inline, Link};

/// The spelling of the type that a cell of its own gives, and whether it is words.
pub(super) fn type_of<'a>(body: &'a [Block<'a>]) -> (Cow<'a, str>, bool) {
    spell(&inlines(body, None))
}

/// The normalised spelling of a type: its parts joined by ` | `, however the page joins them.
pub(super) fn spell<'a>(inlines: &[Inline<'a>]) -> (Cow<'a, str>, bool) {
    // Nearly every type is one code, alone or in a link.
    if let [Inline::Code(code) | Inline::Link(Link { text: [Inline::Code(code)], .. })] = inlines
        && !code.contains(char::is_whitespace)
    {
        return (join([*code]), false);
    }
    let mut parts: Vec<Cow<'a, str>> = Vec::new();
    let mut words = String::new();
    collect(inlines, &mut parts, &mut words);
    if parts.is_empty() {
        let words = words.trim();
        return match words.split_whitespace().count() {
            0 => (Cow::Borrowed(""), false),
            1 => (Cow::Owned(join([words]).into_owned()), false),
            _ => (Cow::Borrowed(base_word(words)), true),
        };
    }
    if let [words] = parts.as_slice()
        && words.split_whitespace().count() > 3
        && !words.contains('|')
    {
        return (Cow::Borrowed(base_word(words)), true);
    }
    // Words beside codes: only what joins them is expected.
    let extra = words
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | ',' | '/' | '\\' | '*' | ':' | '(' | ')'))
        .any(|word| !joins(word));
    let joined = join(parts.iter().map(AsRef::as_ref)).into_owned();
    (Cow::Owned(joined), extra)
}

fn collect<'a>(inlines: &[Inline<'a>], parts: &mut Vec<Cow<'a, str>>, words: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Code(code) => parts.push(Cow::Borrowed(code)),
            Inline::Link(Link { text, .. }) if !text.iter().any(|i| matches!(i, Inline::Code(_))) => {
                parts.push(plain(text));
            }
            Inline::Link(Link { text, .. })
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Superscript(text) => {
                collect(text, parts, words);
            }
            Inline::Text(text) => words.push_str(text),
            Inline::Break => words.push(' '),
        }
    }
}

/// Lists within each other that a type has at most.
const LISTS: usize = 8;

fn join<'i>(parts: impl IntoIterator<Item = &'i str>) -> Cow<'i, str> {
    let mut rest = parts.into_iter().peekable();
    let Some(first) = rest.next() else { return Cow::Borrowed("") };
    // Nearly every type is one word.
    if rest.peek().is_none() && first.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
        return Cow::Borrowed(first);
    }
    let parts = std::iter::once(first).chain(rest);
    let (mut all, mut seen): (Vec<String>, HashSet<String>) = Default::default();
    for part in parts {
        let mut split: Vec<&str> = Vec::new();
        for piece in part.split(['|', ',', '\n']) {
            split.extend(lexicon::types_of(piece));
        }
        for piece in split {
            let piece = normalise(piece.trim().trim_matches(['\\', '*', '`', ':']).trim());
            // "string with the value `Y/N`"
            let is_pair = piece.len() > 1 && piece.split('/').all(|part| part.len() == 1);
            if !(piece.is_empty() || is_pair) && seen.insert(piece.clone()) {
                all.push(piece);
            }
        }
    }
    Cow::Owned(all.join(" | "))
}

fn normalise(mut piece: &str) -> String {
    let mut lists = 0;
    while lists < LISTS
        && let Some(element) = piece.strip_prefix('[').and_then(|p| p.strip_suffix(']')).filter(|p| !p.is_empty())
    {
        (piece, lists) = (element, lists + 1);
    }
    normal_word(piece) + &"[]".repeat(lists)
}

fn normal_word(piece: &str) -> String {
    if let Some(ty) = in_words(&fold(piece)) {
        return ty.to_owned();
    }
    let lower = piece.to_ascii_lowercase();
    // Not all words of `Wire`: in capital letters, `User` is a kind of object.
    match lower.strip_suffix("[]").unwrap_or(&lower) {
        "object" | "string" | "integer" | "int" | "boolean" | "bool" | "array" | "double" | "float" | "date"
        | "datetime" | "file" | "any" | "null" | "timestamp" | "char" | "text" => lower,
        _ => piece.to_owned(),
    }
}

/// The first word of a type told in prose that is a type.
fn base_word(words: &str) -> &'static str {
    let known = ["string", "integer", "boolean", "array", "object", "double", "datetime", "date", "file", "number"];
    let folded = fold(words);
    let mut words = folded.split(|c: char| !is_word(c));
    let word = words.find_map(|word| known.into_iter().find(|known| *known == word));
    word.or_else(|| in_words(&folded)).unwrap_or_default()
}

/// The type that a text in lower case begins with, in the words of its language.
fn in_words(folded: &str) -> Option<&'static str> {
    let found = lexicon::TYPE_WORDS.iter().find(|(words, _)| folded.starts_with(words));
    found.map(|(_, ty)| *ty)
}
