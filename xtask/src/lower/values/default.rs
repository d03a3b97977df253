//! The default that a text tells.

use crate::lexicon;
use crate::lower::text::{fold, head};

/// Characters that a default, or a word before it, has at most.
const WORD: usize = 60;

/// The first default in a text of the parameter of that name, as written.
pub(super) fn default(text: &str, folded: &str, name: &str) -> Option<String> {
    let mut from = 0;
    while let Some((at, end)) = lexicon::DEFAULT.find(folded.get(from..)?) {
        let (at, end) = (from + at, from + end);
        // A phrase may end in the backtick of the code behind it, or in the sign of the number.
        let rest = text.get(end..)?;
        let is_sign = |sign: &char| *sign == '`' || is_minus(*sign) && rest.starts_with(|c: char| c.is_ascii_digit());
        let sign = text.get(..end)?.chars().next_back().filter(is_sign);
        let rest = text.get(end - sign.map_or(0, char::len_utf8)..)?;
        // What is the default by a word in parentheses stands before it.
        let aside = folded.get(at..)?.starts_with('(');
        if let Some(value) = value_at(rest, name).filter(|_| !aside) {
            return Some(value);
        }
        // "`N` by default", "`N` (default)"
        let before = text.get(..at)?.trim_end_matches([' ', '(', '—', '-', ',']);
        if let Some(code) = before.strip_suffix('`').and_then(|b| b.rsplit_once('`')).map(|(_, code)| code)
            && !code.is_empty()
            && code.len() <= 40
            && lexicon::IS_DEFAULT.begins(folded.get(at..)?).is_some_and(|rest| !rest.trim_start().starts_with('`'))
        {
            return Some(code.trim_matches(['"', '\'']).to_owned());
        }
        from = end;
    }
    None
}

/// What is used without the parameter: "If it is not given, `10` is used".
pub(super) fn used(text: &str) -> Option<String> {
    text.lines().flat_map(|line| line.split(". ")).find_map(used_in)
}

fn used_in(sentence: &str) -> Option<String> {
    let sentence = sentence.trim().trim_end_matches('.');
    let (before, behind) = sentence.rsplit_once('`').filter(|_| lexicon::OPTIONAL.opens(sentence))?;
    let (before, code) = before.rsplit_once('`')?;
    let (_, before) = before.rsplit_once(',')?;
    let words = format!("{} {}", before.trim(), behind.trim());
    let is_value = !code.is_empty() && code.len() <= WORD && lexicon::USED.is(&fold(words.trim()));
    is_value.then(|| code.trim_matches(['"', '\'']).to_owned())
}

/// Behind the signs that lead to a default; the one of a number is its own.
fn skip_signs(text: &str) -> &str {
    let rest = text.trim_start_matches([' ', ':', '—', '–', '-', ',', '=', '\u{a0}']);
    let signs = text
        .get(..text.len() - rest.len())
        .filter(|_| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or_default();
    let mut last = signs.char_indices().rev();
    let minus = last.next().filter(|&(_, sign)| is_minus(sign)).map(|(at, _)| at);
    match minus.filter(|_| last.next().is_none_or(|(_, before)| before == ' ')) {
        Some(minus) => text.get(minus..).unwrap_or(rest),
        None => rest,
    }
}

/// Some pages write a dash before a number below zero.
fn is_minus(sign: char) -> bool {
    matches!(sign, '-' | '–' | '−')
}

fn value_at(rest: &str, name: &str) -> Option<String> {
    let mut rest = skip_signs(rest);
    let mut last = "";
    for _ in 0..6 {
        let word = head(rest, WORD).split([' ', '\u{a0}', '`']).next().unwrap_or_default();
        if !lexicon::BEFORE_DEFAULT.is(fold(word).trim_end_matches([',', ':'])) {
            break;
        }
        last = word;
        rest = skip_signs(rest.get(word.len()..)?);
    }
    if let Some(code) = rest.strip_prefix('`').filter(|_| !lexicon::BEFORE_NAME.is(fold(last).as_ref())) {
        let (code, behind) = code.split_once('`').unwrap_or((code, ""));
        // "`A` — `Y`, `B` — `N`" are defaults of keys.
        let explained = behind.trim_start().strip_prefix(['—', '–', '-', ':', '=']);
        if explained.is_some_and(|behind| behind.trim_start().starts_with('`')) {
            return None;
        }
        let code = code.trim();
        let code = match code.split_once('=') {
            Some((left, right)) if left.trim().eq_ignore_ascii_case(name) => right.trim(),
            _ => code,
        };
        // An expression is no value.
        return (code.len() <= WORD).then(|| code.trim_matches(['"', '\'']).to_owned());
    }
    let word = head(rest, WORD + 1).split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')')).next()?;
    if word.chars().count() > WORD {
        return None;
    }
    let word = word.trim_end_matches('.');
    let quotes = ['"', '\'', '«', '»'];
    let bare = word.trim_matches(quotes);
    if let Some(number) = bare.strip_prefix(is_minus).filter(|rest| rest.parse::<f64>().is_ok_and(f64::is_finite)) {
        return Some(format!("-{number}"));
    }
    let plain = bare.parse::<f64>().is_ok_and(f64::is_finite)
        || matches!(bare, "Y" | "N" | "true" | "false")
        // Several words in quotes are a name, no value.
        || (word.starts_with(quotes) && word.ends_with(quotes) && !bare.is_empty());
    (plain && bare.is_ascii()).then(|| bare.to_owned())
}
