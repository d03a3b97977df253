//! What a heading says of the table below it: which parameter it is about.

use crate::lexicon;
use crate::lower::names::{bare, is_name};
use crate::lower::text::{fold, in_backticks, is_word};
use b24_specs::pattern::is_open;

/// How many words of a heading are looked at.
const WORDS: usize = 64;

/// The words of a heading that may be names, in lower case, what is in code first.
pub(crate) fn tokens(title: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut push = |word: &str| {
        let word = bare(word.trim_matches(['.', ':', '`', '\'', '"']));
        if word.is_empty() || !word.is_ascii() {
            return;
        }
        let folded = fold(word).into_owned();
        if !out.contains(&folded) {
            out.push(folded);
        }
    };
    for code in in_backticks(title).take(WORDS) {
        push(code);
    }
    let words = title
        .split(|c: char| !(is_word(c) || matches!(c, '.' | '[' | ']' | '<' | '>' | '{' | '}' | '-' | '/')))
        .filter(|w| !w.is_empty())
        .take(WORDS);
    let (generic, others): (Vec<&str>, Vec<&str>) = words.partition(|word| lexicon::GENERIC.spells(word));
    for word in others {
        push(word);
        // `result-item`, `section_element.options`: the last part may be the name.
        if let Some((_, last)) = word.trim_matches('.').rsplit_once(['.', '-']) {
            push(last);
        }
    }
    // A parameter may be called `fields`, `list` or `params`: words that stand around names, too.
    generic.into_iter().for_each(push);
    out
}

/// The name in a heading that says "Parameter x" and nothing else. In the plural the other word tells which parameters
/// they are.
pub(crate) fn sole_name(title: &str) -> Option<String> {
    let mut words = title.split_whitespace().map(|word| word.trim_matches(['`', ':', '"']));
    let (first, second) = (words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let name = match (lexicon::PARAMETER.spells(first), lexicon::PARAMETER.spells(second)) {
        (true, false) => second,
        (false, true) => first,
        _ => return None,
    };
    let name = bare(name);
    if !is_name(name) || is_open(name) {
        return None;
    }
    // "Fields Parameter" is about `fields`: a word of a title has a capital letter that is not the name's.
    let titled = lexicon::GENERIC.spells(name) && name.chars().skip(1).all(char::is_lowercase);
    Some(if titled { fold(name).into_owned() } else { name.to_owned() })
}

/// The other word of a heading that says "x Parameters" and nothing else.
pub(super) fn plural_of(title: &str) -> Option<&str> {
    let (first, second) = title.split_once(' ').filter(|(_, second)| !second.contains(' '))?;
    match (lexicon::PARAMETERS.spells(first), lexicon::PARAMETERS.spells(second)) {
        (true, false) => Some(second),
        (false, true) => Some(first),
        _ => None,
    }
}

/// Does a heading say that parameters follow, and not whose fields they are?
pub(crate) fn says_parameters(title: &str) -> bool {
    title.split_whitespace().any(|word| lexicon::PARAMETERS.spells(word))
}

/// "1. By the identifier": one of several ways.
pub(crate) fn is_numbered(title: &str) -> bool {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < title.len() && rest.starts_with(['.', ')'])
}
