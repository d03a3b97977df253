//! Values that a sentence lists: behind words that say so, or at its end.

use super::query::is_operator;
use super::typed::spelling;
use super::{is_or, pieces};
use crate::lexicon;
use crate::lower::text::{fold, in_backticks, is_word};

/// What two values in parentheses take at most: "(`true` or `false`)".
const ASIDE: usize = 24;

/// The text behind the words that say that values follow.
pub(super) fn behind_values<'t>(text: &'t str, folded: &str) -> Option<&'t str> {
    let (at, end) = lexicon::VALUES.find(folded).or_else(|| {
        let (at, end) = lexicon::VALUES_LINE.find(folded)?;
        // At the head of a clause only: "numeric values: ..." explains something else.
        let before = folded.get(..at)?.trim_end();
        (before.is_empty() || before.ends_with(['.', ',', ';', '\n'])).then_some((at, end))
    })?;
    if folded.get(..at)?.split_whitespace().next_back().is_some_and(|word| lexicon::NOT.is(word)) {
        return None;
    }
    // A phrase may end in the backtick of the code behind it: "values `Y` or `N` are used", or do not work.
    let end = if folded.get(..end)?.ends_with('`') { end - 1 } else { end };
    let named = folded.get(end..)?;
    if named.starts_with('`') && refuses(end_of_sentence(named)) {
        return None;
    }
    let sentence = folded.get(..at)?.rfind(['.', '\n']).map_or(0, |dot| dot + 1);
    let upto = folded.get(end..)?.find(['`', '\n']).map_or(folded.len(), |code| end + code);
    let told = folded.get(sentence..upto)?;
    (!names_others(told) && !lexicon::EXAMPLE.within(told)).then(|| text.get(end..)).flatten()
}

/// Does a sentence say of the values in it that they are none? What stands behind a dash or a comma explains something else.
fn refuses(sentence: &str) -> bool {
    let behind = sentence.rsplit('`').next().unwrap_or_default();
    lexicon::REFUSED.heads(behind.split(['—', '–', ',']).next().unwrap_or_default())
}

/// The values in the rest of a sentence: two code spans or more, or words such as `Y or N`.
pub(super) fn inline_values(rest: &str) -> Vec<String> {
    let sentence = end_of_sentence(rest);
    // "from `1` to `200`" are the ends of a range.
    let head = sentence.trim_start_matches([' ', ':', '—', '-']);
    if lexicon::FROM.opens(head) {
        return Vec::new();
    }
    let codes: Vec<String> = in_backticks(sentence).flat_map(pieces).collect();
    if !codes.is_empty() {
        let good =
            codes.len() > 1 && codes.iter().all(|code| !is_operator(code) && !code.contains(char::is_whitespace));
        return if good { codes } else { Vec::new() };
    }
    // "0 or 1, default is 0"
    let upto = lexicon::DEFAULT.find(&fold(sentence)).and_then(|(at, _)| sentence.get(..at)).unwrap_or(sentence);
    let words: Vec<&str> = upto
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ',' | '/' | '|' | ':' | ';' | '.' | '"' | '\'' | '(' | ')' | '—')
        })
        // "1-100" is a range.
        .map(|word| word.trim_matches('-'))
        .filter(|word| !word.is_empty() && !is_or(word) && !lexicon::BESIDE_VALUES.spells(word))
        .collect();
    let short = |word: &&str| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if words.len() >= 2 && words.iter().all(short) {
        words.iter().map(|&word| word.to_owned()).collect()
    } else {
        Vec::new()
    }
}

/// Does it say of something that it is not so?
pub(crate) fn denies(text: &str) -> bool {
    lexicon::REFUSED.heads(text) || text.split_whitespace().any(|word| lexicon::NOT.is(word))
}

/// The values of a sentence that ends in them: "Mode: `webhook` or `fetch`", "It can be either `webhook` or `fetch`".
pub(super) fn either(text: &str, folded: &str) -> Vec<String> {
    let Some((or, _)) = lexicon::OR.find(folded) else { return Vec::new() };
    let colon = || text.get(..or)?.rfind(": `").map(|at| at + 2);
    let can_be = || {
        let head = folded.get(..or)?;
        let begin = head.rfind(['.', '\n']).map_or(0, |at| at + 1);
        let sentence = head.get(begin..)?;
        let (at, end) = lexicon::CAN_BE.find(sentence)?;
        // Neither what it cannot be, nor what another is.
        let before = sentence.get(..at)?;
        (!denies(before) && !before.contains('`')).then_some(begin + end - 1)
    };
    let start = colon().or_else(can_be);
    let Some((head, rest)) = start.and_then(|at| Some((folded.get(..at)?, text.get(at..)?))) else {
        return Vec::new();
    };
    let listed = end_of_sentence(rest);
    let joined = listed.split('`').step_by(2).all(|between| matches!(between.trim(), "" | ",") || is_or(between));
    let values = if joined { inline_values(listed) } else { Vec::new() };
    if leads_to_values(head) || is_flag(&values, head) { values } else { Vec::new() }
}

/// The values of a sentence that explains each of them: "Gender: `M` — male, `F` — female".
pub(super) fn explained(text: &str, folded: &str) -> Vec<String> {
    let Some(at) = text.find(": `") else { return Vec::new() };
    let (Some(head), Some(rest)) = (folded.get(..at), text.get(at + 2..)) else { return Vec::new() };
    let mut values = Vec::new();
    let mut rest = end_of_sentence(rest);
    while let Some((code, behind)) = rest.strip_prefix('`').and_then(|rest| rest.split_once('`')) {
        let Some(words) = behind.trim_start().strip_prefix(['—', '–', '-']) else { return Vec::new() };
        let (words, next) = words.split_at(words.find('`').unwrap_or(words.len()));
        if !next.is_empty() && !words.trim_end().ends_with([',', ';']) {
            return Vec::new();
        }
        values.extend(pieces(code));
        rest = next;
    }
    if leads_to_values(head) { values } else { Vec::new() }
}

/// The values that a text tells aside: "Whether it is lit (`Y`/`N`)", "[0/1] whether it is lit". Only those of a flag need no
/// word that says so.
pub(super) fn aside(text: &str) -> Vec<String> {
    let pair = |inner: &str, close: u8| -> Option<Vec<String>> {
        let inner = inner.get(..inner.bytes().take(ASIDE).position(|byte| byte == close)?)?;
        let words = inner.split(|c: char| c.is_whitespace() || "/|\\`,".contains(c));
        let values: Vec<String> = words.filter(|word| !word.is_empty() && !is_or(word)).map(str::to_owned).collect();
        (values.len() == 2 && values.first() != values.last() && spelling(&values).is_some()).then_some(values)
    };
    let bytes = text.as_bytes();
    // At the head, or behind a word: others are those of a pattern.
    let opens = |at: &usize| *at == 0 || matches!(bytes.get(at - 1), Some(b' ' | b'\n'));
    memchr::memchr2_iter(b'(', b'[', bytes)
        .filter(opens)
        .find_map(|at| pair(text.get(at + 1..)?, if bytes.get(at) == Some(&b'(') { b')' } else { b']' }))
        .unwrap_or_default()
}

/// May it be a value where no word says so? Methods and formats of days are listed in the same way.
pub(super) fn may_be_value(code: &str) -> bool {
    !is_method(code) && !is_date_format(code)
}

/// `crm.deal.add`
fn is_method(code: &str) -> bool {
    let is_word = |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.chars().all(is_word);
    code.contains('.') && code.split('.').all(is_word)
}

/// `YYYY-MM-DD`, `d.m.Y H:i`
fn is_date_format(code: &str) -> bool {
    let (letters, signs) = (lexicon::DATE_LETTERS, "-./: ");
    code.contains(|c| signs.contains(c))
        && code.contains(|c| letters.contains(c))
        && code.chars().all(|c| letters.contains(c) || signs.contains(c))
}

/// May values follow these words, in lower case?
fn leads_to_values(head: &str) -> bool {
    let sentence = head.get(head.rfind(". ").map_or(0, |dot| dot + 2)..).unwrap_or(head);
    !names_others(sentence) && !lexicon::EXAMPLE.within(sentence)
}

/// Does a sentence, in lower case, say that what follows is something else than values?
pub(super) fn names_others(sentence: &str) -> bool {
    lexicon::NOT_VALUES.heads(sentence) || lexicon::NOT_VALUES_WORDS.is_word_of(sentence)
}

/// Can they be nothing but the two values of a flag? No operator or key is called `Y`, whatever the sentence speaks of.
fn is_flag(values: &[String], head: &str) -> bool {
    values.iter().any(|value| value == "Y") && spelling(values).is_some() && !lexicon::EXAMPLE.within(head)
}

/// Up to a full stop that is not inside code.
fn end_of_sentence(text: &str) -> &str {
    let mut code = false;
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'`' => code = !code,
            b'\n' => return text.get(..at).unwrap_or(text),
            b'.' if !code && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) => {
                return text.get(..at).unwrap_or(text);
            }
            _ => {}
        }
    }
    text
}
