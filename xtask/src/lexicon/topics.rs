//! What a text may speak of, told by a few signs: most texts have none, and nobody looks for all phrases in them.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// What a description may speak of. One pass over a text tells which topics it may have; only those are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// See [`VALUES`](super::VALUES), [`VALUES_LINE`](super::VALUES_LINE) and [`OR`](super::OR).
    Values,
    /// See [`DEFAULT`](super::DEFAULT).
    Default,
    /// See [`LENGTH`](super::LENGTH), [`MAXIMUM`](super::MAXIMUM), [`MINIMUM`](super::MINIMUM) and [`FROM`](super::FROM).
    Limit,
    /// See [`MOMENT`](super::MOMENT), [`DAY`](super::DAY), [`DOTTED_DAY`](super::DOTTED_DAY) and [`BASE64`](super::BASE64).
    Format,
    /// See [`ONLY`](super::ONLY) and [`APPLICATION_ONLY`](super::APPLICATION_ONLY).
    Only,
    /// See [`ORDER_MATTERS`](super::ORDER_MATTERS) and [`NO_BATCH`](super::NO_BATCH).
    Calling,
}

/// The topics of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topics(u8);

impl Topics {
    /// May the text have this topic?
    pub fn has(self, topic: Topic) -> bool {
        self.0 & (1 << topic as u8) != 0
    }

    /// Reads a text as it is written, in upper or lower case.
    pub fn of(text: &str) -> Self {
        static LATIN: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::of(false));
        static ALL: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::of(true));
        let (searcher, folded) =
            if is_cyrillic(text) { (&*ALL, text.to_lowercase()) } else { (&*LATIN, text.to_ascii_lowercase()) };
        // Without a searcher every topic is looked at.
        let Some(searcher) = searcher else { return Self(u8::MAX) };
        let mut found = Self::default();
        if opens_range(&folded) {
            found.add(Topic::Limit);
        }
        searcher.each(folded.as_bytes(), |topic| found.add(topic));
        found
    }

    fn add(&mut self, topic: Topic) {
        self.0 |= 1 << topic as u8;
    }
}

/// What finds the signs in a text in lower case.
struct Searcher {
    signs: AhoCorasick,
    topics: Vec<Topic>,
}

impl Searcher {
    fn of(cyrillic: bool) -> Option<Self> {
        let taken = |sign: &&&str| cyrillic || !is_cyrillic(sign);
        let signs = SIGNS.iter().flat_map(|(topic, signs)| signs.iter().filter(taken).map(|sign| (*sign, *topic)));
        let (signs, topics): (Vec<&str>, Vec<Topic>) = signs.unzip();
        let signs = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(signs).ok()?;
        Some(Self { signs, topics })
    }

    fn each(&self, mut text: &[u8], mut found: impl FnMut(Topic)) {
        while let Some(hit) = self.signs.find(text) {
            self.topics.get(hit.pattern().as_usize()).copied().into_iter().for_each(&mut found);
            // The next sign may overlap this one.
            text = text.get(hit.start() + 1..).unwrap_or_default();
        }
    }
}

/// Has the text a letter of the Russian alphabet? Their first bytes in UTF-8 are these two.
fn is_cyrillic(text: &str) -> bool {
    memchr::memchr2(0xd0, 0xd1, text.as_bytes()).is_some()
}

/// Stands there a parenthesis as in `(1–100)`?
fn opens_range(text: &str) -> bool {
    let behind = |at: usize| text.as_bytes().get(at + 1);
    memchr::memchr_iter(b'(', text.as_bytes()).any(|at| matches!(behind(at), Some(b'0'..=b'9' | b'-' | b'`')))
}

/// Every phrase of a topic holds one of its signs; none begins as another does.
const SIGNS: &[(Topic, &[&str])] = &[
    (Topic::Values, &["values", "one of", "options", "` or `"]),
    (Topic::Values, &["значения", "одним из", "одно из", "варианты", "` или `"]),
    (Topic::Default, &["default", "по умолчанию"]),
    (
        Topic::Limit,
        &["maxim", "max length", "minim", "up to", "no more than", "exceed", "at least", "greater", "from "],
    ),
    (Topic::Limit, &["максим", "миним", "до", "не более", "не больше", "не длиннее", "не менее", "не меньше"]),
    (Topic::Limit, &["превышать", "больше или равно", "от "]),
    (Topic::Format, &["8601", "3339", "atom", "yyyy", "base64", "атом", "гггг"]),
    (Topic::Only, &["only", "application authorization", "только", "авторизаци"]),
    (Topic::Calling, &["order", "sequence", "strict", "batch", "порядк", "порядок", "пакет"]),
];

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::*;

    const PHRASES: &[(Topic, &[&Phrases])] = &[
        (Topic::Values, &[&VALUES, &VALUES_LINE, &OR]),
        (Topic::Default, &[&DEFAULT]),
        (Topic::Limit, &[&LENGTH, &MAXIMUM, &MINIMUM, &FROM]),
        (Topic::Format, &[&MOMENT, &DAY, &DOTTED_DAY, &BASE64]),
        (Topic::Only, &[&ONLY, &APPLICATION_ONLY]),
        (Topic::Calling, &[&ORDER_MATTERS, &NO_BATCH]),
    ];

    #[test]
    fn every_phrase_shows_its_topic() {
        for (topic, sets) in PHRASES {
            for phrase in sets.iter().flat_map(|set| set.all()) {
                let text = format!("Options, {phrase}.");
                for text in [text.to_uppercase(), text] {
                    assert!(Topics::of(&text).has(*topic) && Topics::of(&text).has(Topic::Values), "{text}");
                }
            }
        }
        assert!(Topics::of("A number (1–100)").has(Topic::Limit));
        assert_eq!(Topics::of("The deal's title (see above)"), Topics::default());
    }

    #[test]
    fn no_sign_hides_another() {
        let all = || SIGNS.iter().flat_map(|(_, signs)| signs.iter());
        for (i, sign) in all().enumerate() {
            let hidden = all().enumerate().find(|(j, other)| i != *j && other.starts_with(sign));
            assert_eq!(hidden, None, "{sign}");
        }
    }
}
