//! Phrases with one meaning, and the ways to look for them.

use std::sync::OnceLock;

use aho_corasick::packed::Searcher;

use super::fold::lower;
use super::prose::ARTICLE;

/// Phrases with one meaning, and what finds them in a text once it is asked to.
#[derive(Debug)]
pub struct Phrases {
    /// Those of each language.
    languages: &'static [&'static [&'static str]],
    /// The lengths of the phrases, a bit each.
    lengths: u64,
    /// None on a processor that cannot compare many bytes at once.
    searcher: OnceLock<Option<Searcher>>,
}

impl Phrases {
    pub(super) const fn new(languages: &'static [&'static [&'static str]]) -> Self {
        Self { languages, lengths: lengths(languages), searcher: OnceLock::new() }
    }

    /// May one of the phrases be as long as the text? Most texts are not.
    fn as_long(&self, text: &str) -> bool {
        self.lengths & length(text) != 0
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> {
        self.languages.iter().copied().flatten().copied()
    }

    fn any(&self, wanted: impl Fn(&'static str) -> bool) -> bool {
        self.languages.iter().any(|phrases| phrases.iter().any(|phrase| wanted(phrase)))
    }

    /// Is the text, in lower case, one of the phrases?
    pub fn is(&self, text: &str) -> bool {
        expect_folded(text);
        self.as_long(text) && self.any(|phrase| phrase == text)
    }

    /// Is the text, as it is written, one of the phrases?
    pub fn spells(&self, text: &str) -> bool {
        // All letters of the phrases are as long in upper case.
        self.as_long(text) && self.any(|phrase| phrase.len() == text.len() && is_same(phrase, text))
    }

    /// Does the text, as it is written, begin with one of the phrases?
    pub fn opens(&self, text: &str) -> bool {
        let letters = || text.chars().flat_map(char::to_lowercase);
        let begins = |phrase: &str| {
            let mut letters = letters();
            phrase.chars().all(|letter| letters.next() == Some(letter))
        };
        letters().next().is_some_and(|first| self.any(|phrase| phrase.starts_with(first) && begins(phrase)))
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
        expect_folded(text);
        self.all().find_map(|phrase| text.strip_prefix(phrase))
    }

    /// Where the first of the phrases that the text holds begins and ends; of several there the shortest.
    pub fn find(&self, text: &str) -> Option<(usize, usize)> {
        expect_folded(text);
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

/// All but [`Phrases::spells`] and [`Phrases::opens`] want a folded text: in another they would find nothing, and nobody would
/// know. The tests look at its first letters, as some readers come with all that is left of a page, again and again.
fn expect_folded(text: &str) {
    assert!(!cfg!(test) || text.chars().take(100).all(|letter| lower(letter) == letter), "not folded: {text}");
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

const fn lengths(languages: &[&[&str]]) -> u64 {
    let mut lengths = 0;
    let mut rest = languages;
    while let [phrases, others @ ..] = rest {
        let mut phrases = *phrases;
        while let [phrase, others @ ..] = phrases {
            lengths |= length(phrase);
            phrases = others;
        }
        rest = others;
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

#[cfg(test)]
mod tests {
    use super::super::*;

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
