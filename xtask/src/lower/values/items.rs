//! The items of a list of values: which codes each explains, and in which words.

use super::{is_or, pieces};
use crate::lexicon;
use crate::lower::text::{fold, write};
use crate::yfm::{Block, Inline, Kind, Link};

/// The lists of a description, each with the paragraph over it.
pub(crate) fn introduced<'d, 'a>(
    description: &'d [Block<'a>],
) -> impl Iterator<Item = (&'d [Inline<'a>], &'d [&'a [Block<'a>]])> {
    description.windows(2).filter_map(|pair| match pair {
        [Block { kind: Kind::Paragraph(intro), .. }, Block { kind: Kind::List(items), .. }] => Some((*intro, *items)),
        _ => None,
    })
}

/// The codes of a text that begins in one of them, up to where more stands between than what joins them: "`id`, `title` and".
pub(crate) fn joined(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (code, behind) = rest?.split_once('`')?;
        let next = behind.split_once('`').filter(|(between, _)| between.trim() == "," || is_or(between));
        rest = next.map(|(_, next)| next);
        Some(code)
    })
}

/// An item of a list of values.
pub(crate) struct Item {
    pub(crate) codes: Vec<String>,
    pub(crate) in_code: bool,
    pub(crate) dashed: bool,
    /// The words beside the code.
    pub(crate) rest: String,
}

impl Item {
    fn coded(codes: Vec<String>, rest: String) -> Self {
        let dashed =
            rest.trim().is_empty() || rest.trim_start().starts_with(['—', '–', '-', '=', ':', '→', ',', '(', ';']);
        Self { codes, in_code: true, dashed, rest }
    }

    /// Is it called the default? Not where the words name another value: "`FORCED` — a flag. By default `N`".
    pub(super) fn is_default(&self) -> bool {
        let text = fold(self.rest.split('\n').next().unwrap_or_default());
        lexicon::IS_DEFAULT.find(&text).is_some_and(|(at, end)| {
            let rest = text.get(end..).unwrap_or_default().trim_start_matches([' ', ':', '—', '–', '-', '\u{a0}']);
            let named = rest.strip_prefix('`').and_then(|rest| rest.split('`').next());
            // ", default" is the end of what is said; in a sentence it is about something else.
            let tail = rest.trim_end_matches(['.', ';', ' ']);
            let ends =
                !text.get(at..).is_some_and(|word| word.starts_with(',')) || tail.is_empty() || lexicon::VALUE.is(tail);
            ends && named.is_none_or(|named| self.codes.iter().any(|code| fold(code) == named))
                && !is_meaning(text.get(..at).unwrap_or_default(), rest)
        })
    }

    /// The lines behind the first: with no empty line before it, a sentence about the whole list is of its last item.
    pub(super) fn behind(&self) -> &str {
        self.rest.split_once('\n').map_or("", |(_, behind)| behind)
    }
}

/// Is "by default" between these words what the value means? "`D` — by default" takes what is set elsewhere, and "`Y` — by
/// default, `N` — not by default" are a flag.
fn is_meaning(before: &str, behind: &str) -> bool {
    let words = before.trim_end();
    let alone = !words.is_empty() && words.trim_start().trim_matches(['—', '–', '-', '=', ':']).is_empty();
    alone && behind.trim_end_matches(['.', ';', ',']).is_empty()
        || words.split_whitespace().next_back().is_some_and(|word| lexicon::NOT.is(word))
}

/// `` `code` — text ``, or `CODE — text`.
pub(crate) fn item_of(item: &[Block<'_>]) -> Option<Item> {
    let Kind::Paragraph(text) = &item.first()?.kind else { return None };
    let mut codes = Vec::new();
    let mut rest = String::new();
    for inline in *text {
        match inline {
            Inline::Code(code) if rest.trim_matches([' ', ',', '/', '|']).is_empty() || is_or(&rest) => {
                codes.extend(pieces(code));
                rest.clear();
            }
            Inline::Strong(inner) | Inline::Link(Link { text: inner, .. })
                if codes.is_empty() && rest.trim().is_empty() && matches!(inner, [Inline::Code(_)]) =>
            {
                if let [Inline::Code(code)] = inner {
                    codes.extend(pieces(code));
                }
            }
            inline => write(std::slice::from_ref(inline), "`", &mut rest),
        }
    }
    if !codes.is_empty() {
        return Some(Item::coded(codes, rest));
    }
    let line = rest.lines().next().unwrap_or_default();
    let dashed = |at: &usize| {
        let behind = line.get(*at..).unwrap_or_default();
        [" — ", " – ", " - ", " = ", " → ", ": ", "— "].iter().any(|dash| behind.starts_with(dash))
    };
    let at = line.match_indices([' ', ':', '—']).map(|(at, _)| at).find(dashed);
    let word = at
        .map_or(line, |at| line.get(..at).unwrap_or_default())
        .trim()
        .trim_matches(['"', '\'', '«', '»', ';', '.', ',', '*']);
    let plain = !word.is_empty() && word.len() <= 40 && word.is_ascii() && !word.contains(char::is_whitespace);
    if !plain {
        return None;
    }
    let (codes, dashed) = (vec![word.to_owned()], at.is_some());
    Some(Item { codes, in_code: false, dashed, rest })
}

/// A line of a paragraph that is such an item; code stands in backticks.
pub(super) fn item_of_line(line: &str) -> Option<Item> {
    let mut codes = Vec::new();
    let mut rest = line.trim();
    while let Some((code, behind)) = rest.strip_prefix('`').and_then(|rest| rest.split_once('`')) {
        codes.push(code.trim().trim_matches(['"', '\'']).to_owned());
        let next = behind.trim_start_matches([' ', ',']);
        rest = if next.starts_with('`') { next } else { behind };
    }
    (!codes.is_empty()).then(|| Item::coded(codes, rest.to_owned()))
}
