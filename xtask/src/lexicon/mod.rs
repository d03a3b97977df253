//! The words of the documentation's languages: what headings, headers and sentences are recognised by.
//!
//! All phrases are in lower case. A language is added by adding its words here; nothing else knows any.

mod defaults;
mod headings;
mod limits;
mod prose;
mod tables;
mod topics;
mod values;

pub use defaults::*;
pub use headings::*;
pub use limits::*;
pub use prose::*;
pub use tables::*;
pub use topics::*;
pub use values::*;

use prose::ARTICLE;
use std::sync::OnceLock;

use aho_corasick::packed::Searcher;

/// Phrases with one meaning, and what finds them in a text once it is asked to.
#[derive(Debug)]
pub struct Phrases {
    english: &'static [&'static str],
    russian: &'static [&'static str],
    /// The lengths of the phrases, a bit each.
    lengths: u64,
    /// None on a processor that cannot compare many bytes at once.
    searcher: OnceLock<Option<Searcher>>,
}

impl Phrases {
    const fn new(english: &'static [&'static str], russian: &'static [&'static str]) -> Self {
        let lengths = lengths(english) | lengths(russian);
        Self { english, russian, lengths, searcher: OnceLock::new() }
    }

    /// May one of the phrases be as long as the text? Most texts are not.
    fn as_long(&self, text: &str) -> bool {
        self.lengths & length(text) != 0
    }

    fn all(&self) -> impl Iterator<Item = &'static str> {
        self.english.iter().chain(self.russian).copied()
    }

    /// Is the text, in lower case, one of the phrases?
    pub fn is(&self, text: &str) -> bool {
        self.as_long(text) && self.all().any(|phrase| phrase == text)
    }

    /// Is the text, as it is written, one of the phrases?
    pub fn spells(&self, text: &str) -> bool {
        // All letters of the phrases are as long in upper case.
        self.as_long(text) && self.all().any(|phrase| phrase.len() == text.len() && is_same(phrase, text))
    }

    /// Does the text, as it is written, begin with one of the phrases?
    pub fn opens(&self, text: &str) -> bool {
        let letters = || text.chars().flat_map(char::to_lowercase);
        let begins = |phrase: &str| {
            let mut letters = letters();
            phrase.chars().all(|letter| letters.next() == Some(letter))
        };
        letters().next().is_some_and(|first| self.all().any(|phrase| phrase.starts_with(first) && begins(phrase)))
    }

    /// Does one of the phrases stand in the text?
    pub fn within(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Does one of the phrases stand in the text, at the head of a word? So "ключ" does not stand in "включить".
    pub fn heads(&self, text: &str) -> bool {
        self.find_head(text).is_some()
    }

    /// Where the first of them that stands so begins.
    pub fn find_head(&self, text: &str) -> Option<usize> {
        let mut from = 0;
        while let Some((at, end)) = text.get(from..).and_then(|rest| self.find(rest)) {
            if text.get(..from + at).is_some_and(|before| !before.ends_with(char::is_alphanumeric)) {
                return Some(from + at);
            }
            from += end;
        }
        None
    }

    /// Is a word of the text, in lower case, one of the phrases? So "key" is none of "keyboard".
    pub fn is_word_of(&self, text: &str) -> bool {
        // Most texts have none of them.
        self.within(text) && text.split(|c: char| !c.is_alphanumeric()).any(|word| self.is(word))
    }

    /// Does the text begin with one of the phrases? What is behind it.
    pub fn begins<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.all().find_map(|phrase| text.strip_prefix(phrase))
    }

    /// Where the first of the phrases that the text holds begins and ends; of several there the shortest.
    pub fn find(&self, text: &str) -> Option<(usize, usize)> {
        let searcher = self.searcher.get_or_init(|| {
            let mut phrases: Vec<_> = self.all().collect();
            phrases.sort_by_key(|phrase| phrase.len());
            Searcher::new(phrases)
        });
        match searcher {
            Some(searcher) => searcher.find(text).map(|found| (found.start(), found.end())),
            None => self.all().filter_map(|phrase| text.find(phrase).map(|at| (at, at + phrase.len()))).min(),
        }
    }
}

/// Is what stands between two texts, both in lower case, called by this noun: "the method `x.y`", "the `x.y` method"?
pub fn is_called(noun: &Phrases, before: &str, behind: &str) -> bool {
    let before = before.trim();
    match ARTICLE.begins(before).map(str::trim_start) {
        Some("") => noun.begins(behind.trim_start()).is_some(),
        Some(bare) => noun.is(bare),
        None => noun.is(before),
    }
}

const fn lengths(phrases: &[&str]) -> u64 {
    let (mut lengths, mut i) = (0, 0);
    while i < phrases.len() {
        lengths |= length(phrases[i]);
        i += 1;
    }
    lengths
}

/// The bit of a text's length; long ones share one.
const fn length(text: &str) -> u64 {
    if text.len() < 63 { 1 << text.len() } else { 1 << 63 }
}

/// Is the text this phrase, but for the case of its letters?
fn is_same(phrase: &str, text: &str) -> bool {
    text.eq_ignore_ascii_case(phrase)
        || !phrase.is_ascii() && text.chars().flat_map(char::to_lowercase).eq(phrase.chars())
}

/// The wire type that the first words of an entity's description tell.
pub const ENTITY_WORDS: &[(&str, &str)] = &[
    ("array of", "array"),
    ("array", "array"),
    ("integer", "integer"),
    ("numeric", "integer"),
    ("number", "integer"),
    ("string", "string"),
    ("character", "string"),
    ("symbolic", "string"),
    ("text", "string"),
    ("object", "object"),
    ("массив", "array"),
    ("целочисленн", "integer"),
    ("числов", "integer"),
    ("целое", "integer"),
    ("число", "integer"),
    ("строков", "string"),
    ("символьн", "string"),
    ("строка", "string"),
    ("текст", "string"),
    ("объект", "object"),
];

/// The types that words join: "string or integer".
pub fn types_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(" or ").flat_map(|text| text.split(" или "))
}

/// The letters of a date's format: `YYYY-MM-DD`, `d.m.Y H:i`.
pub const DATE_LETTERS: &str = "YMDHISTymdhisГМДЧСгмдчс";

/// Types that a page spells in words of its own language; the first that a cell begins with counts.
pub const TYPE_WORDS: &[(&str, &str)] = &[
    ("строка", "string"),
    ("целое число", "integer"),
    ("число с плавающей", "double"),
    ("вещественное число", "double"),
    ("дробное число", "double"),
    ("число", "integer"),
    ("логическ", "boolean"),
    ("булев", "boolean"),
    ("массив", "array"),
    ("объект", "object"),
    ("дата и время", "datetime"),
    ("дата", "date"),
    ("файл", "file"),
];

/// Include files that every page has, by their file name, with what stands in their place.
pub const MARKS_INCLUDE: &str = "required.md";
/// The file of the errors that every method has.
pub const SYSTEM_ERRORS_INCLUDE: &str = "system-errors.md";
/// Include files that tell the same on every page.
pub const BOILERPLATE_INCLUDES: &[&str] =
    &["examples.md", "error-info.md", "error-info-v3.md", SYSTEM_ERRORS_INCLUDE, MARKS_INCLUDE];
/// The file of the form of REST 3.0's errors: a page that includes it is one of REST 3.0.
pub const REST3_INCLUDE: &str = "error-info-v3.md";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_hides_a_longer_one() {
        for set in [&DEFAULT, &LENGTH, &MAXIMUM, &MINIMUM, &ABOVE, &BELOW, &OMITTED, &ONE_OF, &ONLY_ONE] {
            for phrase in set.all() {
                let hider = set.all().find(|other| *other != phrase && phrase.starts_with(other));
                assert_eq!(hider, None, "{phrase}");
            }
        }
    }
}
