//! What a text may speak of, told by a few signs: most texts have none, and nobody looks for all phrases in them.

use std::cell::RefCell;
use std::sync::OnceLock;

use aho_corasick::packed;

/// What a text may speak of. One pass over it tells which topics it may have; only those are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// See [`VALUES`](super::VALUES), [`VALUES_LINE`](super::VALUES_LINE) and [`OR`](super::OR).
    Values,
    /// See [`DEFAULT`](super::DEFAULT) and [`USED`](super::USED).
    Default,
    /// See [`LENGTH`](super::LENGTH), [`MAXIMUM`](super::MAXIMUM), [`MINIMUM`](super::MINIMUM), [`ABOVE`](super::ABOVE),
    /// [`BELOW`](super::BELOW) and [`FROM`](super::FROM).
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

    /// The topics of a description, as it is written.
    pub fn of_description(text: &str) -> Self {
        static SIGNS: Signs = Signs::new(OF_DESCRIPTIONS);
        SIGNS.topics(text)
    }

    /// The topics of a paragraph about a whole page, as it is written.
    pub fn of_paragraph(text: &str) -> Self {
        static SIGNS: Signs = Signs::new(OF_PARAGRAPHS);
        SIGNS.topics(text)
    }

    fn add(&mut self, topic: Topic) {
        self.0 |= 1 << topic as u8;
    }
}

/// Signs of topics, each in lower case. Those with letters beyond ASCII are looked for in texts that have some.
type Table = &'static [(Topic, &'static [&'static str])];

/// Signs, and what finds them once it is asked to.
struct Signs {
    table: Table,
    ascii: OnceLock<Option<Searcher>>,
    all: OnceLock<Option<Searcher>>,
}

struct Searcher {
    signs: packed::Searcher,
    topics: Vec<Topic>,
}

impl Searcher {
    /// The topics of a text in lower case.
    fn topics(&self, folded: &str) -> Topics {
        let mut found = short_signs(folded);
        let mut rest = folded.as_bytes();
        while let Some(hit) = self.signs.find(rest) {
            self.topics.get(hit.pattern().as_usize()).into_iter().for_each(|topic| found.add(*topic));
            // The next sign may overlap this one.
            rest = rest.get(hit.start() + 1..).unwrap_or_default();
        }
        found
    }
}

impl Signs {
    const fn new(table: Table) -> Self {
        Self { table, ascii: OnceLock::new(), all: OnceLock::new() }
    }

    fn topics(&self, text: &str) -> Topics {
        // Every description of a tree passes here: all are folded in one place.
        thread_local!(static ROOM: RefCell<String> = const { RefCell::new(String::new()) });
        ROOM.with_borrow_mut(|folded| {
            folded.clear();
            let searcher = if has_letters(text) {
                folded.extend(text.chars().flat_map(char::to_lowercase));
                self.all.get_or_init(|| self.searcher(|_| true))
            } else {
                folded.push_str(text);
                folded.make_ascii_lowercase();
                self.ascii.get_or_init(|| self.searcher(str::is_ascii))
            };
            // Without a searcher every topic is looked at.
            searcher.as_ref().map_or(Topics(u8::MAX), |searcher| searcher.topics(folded))
        })
    }

    fn searcher(&self, takes: impl Fn(&str) -> bool) -> Option<Searcher> {
        let signs = self.table.iter().flat_map(|(topic, signs)| signs.iter().map(|sign| (*sign, *topic)));
        let (signs, topics): (Vec<&str>, Vec<Topic>) = signs.filter(|(sign, _)| takes(sign)).unzip();
        let signs = packed::Searcher::new(signs)?;
        Some(Searcher { signs, topics })
    }
}

/// Has the text letters beyond ASCII? In UTF-8, dashes and quotes begin with 0xe2, and blanks that do not break with 0xc2.
fn has_letters(text: &str) -> bool {
    // To the end in any case: so it is read many bytes at once.
    !text.is_ascii() && text.bytes().fold(0, |found, byte| found | u8::from(byte > 0xc2 && byte != 0xe2)) != 0
}

/// What signs of two or three characters tell; among the others they would make the search slow. Code behind a colon may be a
/// value, and a parenthesis may open a range, as in `(1–100)`, or hold values: `(Y/N)`, `[0/1]`.
fn short_signs(text: &str) -> Topics {
    let mut found = Topics::default();
    for at in memchr::memchr3_iter(b'(', b'[', b':', text.as_bytes()) {
        match text.as_bytes().get(at..) {
            Some(
                [b'(' | b'[', b'0' | b'1', b'/' | b'|' | b'\\', ..]
                | [b'(' | b'[', b'`', b'y' | b'n' | b't' | b'f' | b'0' | b'1', ..],
            ) => {
                found.add(Topic::Limit);
                found.add(Topic::Values);
            }
            Some([b'(', b'0'..=b'9' | b'-' | b'`', ..]) => found.add(Topic::Limit),
            Some([b'(' | b'[', b'y' | b'n', b' ' | b'/' | b'|' | b'\\', ..] | [b':', b' ' | b'\n', b'`', ..]) => {
                found.add(Topic::Values);
            }
            _ => {}
        }
    }
    found
}

/// Every phrase of a topic holds one of its signs, or one of the [short ones](short_signs); none begins as another does.
const OF_DESCRIPTIONS: Table = &[
    (Topic::Values, &["values", "one of", "options", "le types", "ed types", "` or `", "`, or `"]),
    (
        Topic::Values,
        &[
            "значени",
            "поддерживаются `",
            "одним из",
            "одно из",
            "варианты",
            "ные типы",
            "` или `",
            "` либо `",
            "`, или `",
            "`, либо `",
        ],
    ),
    (Topic::Default, &["default", "` is used", "` will be used"]),
    (Topic::Default, &["по умолчанию", "по-умолчанию", "ется `", "ется значение `", "будет использован"]),
    (
        Topic::Limit,
        &[
            "maxim",
            "max length",
            "minim",
            "at least",
            "up to",
            "no more than",
            "exceed",
            "greater",
            "less than",
            "from ",
        ],
    ),
    (Topic::Limit, &["максим", "миним", "до", "не более", "не больше", "длиннее", "не менее", "меньше"]),
    (Topic::Limit, &["превыша", "быть больше", "обязательно больше", "больше или рав", "больше либо рав", "от "]),
    (Topic::Format, &["8601", "3339", "atom", "yyyy", "base64", "b\u{430}se64", "атом", "гггг"]),
];

/// See [`OF_DESCRIPTIONS`].
const OF_PARAGRAPHS: Table = &[
    (Topic::Only, &["only", "application authorization", "только", "авторизаци"]),
    (Topic::Calling, &["order", "sequence", "strict", "batch", "порядк", "порядок", "последовательност", "пакет"]),
];

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::*;

    const PHRASES: &[(Topic, &[&Phrases])] = &[
        (Topic::Values, &[&VALUES, &VALUES_LINE, &OR]),
        (Topic::Default, &[&DEFAULT]),
        (Topic::Limit, &[&LENGTH, &MAXIMUM, &MINIMUM, &ABOVE, &BELOW, &FROM]),
        (Topic::Format, &[&MOMENT, &DAY, &DOTTED_DAY, &BASE64]),
        (Topic::Only, &[&ONLY, &APPLICATION_ONLY]),
        (Topic::Calling, &[&ORDER_MATTERS, &NO_BATCH]),
    ];

    #[test]
    fn every_phrase_shows_its_topic() {
        for (topic, sets) in PHRASES {
            let of = match topic {
                Topic::Only | Topic::Calling => Topics::of_paragraph,
                _ => Topics::of_description,
            };
            for phrase in sets.iter().flat_map(|set| set.all()) {
                let text = format!("It is {phrase}.");
                assert!(of(&text).has(*topic) && of(&text.to_uppercase()).has(*topic), "{text}");
            }
        }
        let both = Topics::of_description("Options: A number (1–100)");
        assert!(both.has(Topic::Limit) && both.has(Topic::Values));
        assert_eq!(Topics::of_description("The deal's title (see above)"), Topics::default());
    }

    #[test]
    fn signs_of_any_language_are_seen() {
        let signs = Signs::new(&[(Topic::Values, &["mögliche werte"]), (Topic::Default, &["είναι"])]);
        for (text, topic) in [("MÖGLICHE WERTE: A", Topic::Values), ("— «ΕΊΝΑΙ»", Topic::Default)] {
            assert!(signs.topics(text).has(topic), "{text}");
        }
    }

    #[test]
    fn no_sign_hides_another() {
        for table in [OF_DESCRIPTIONS, OF_PARAGRAPHS] {
            let all = || table.iter().flat_map(|(_, signs)| signs.iter());
            for (i, sign) in all().enumerate() {
                let hidden = all().enumerate().find(|(j, other)| i != *j && other.starts_with(sign));
                assert_eq!(hidden, None, "{sign}");
            }
        }
    }
}
