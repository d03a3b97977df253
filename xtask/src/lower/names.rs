//! What is a name: that of a field on the wire, and that of a method, an event or a placement amid words. And what a name
//! alone tells of a parameter.

use std::hash::Hash;

use foldhash::{HashSet, HashSetExt};

use super::text::is_word;
use crate::lexicon;

/// Bytes that a name has at most.
const LONGEST: usize = 120;

/// Names on the wire are made of word characters; behind a dot or in brackets more names, and placeholders for what
/// the page cannot list. A name that a translation turned into words is none.
pub(super) fn is_name(name: &str) -> bool {
    if !(1..=LONGEST).contains(&name.len()) {
        return false;
    }
    // Nearly every name has nothing odd.
    if name.bytes().all(|byte| is_word(byte.into())) {
        return true;
    }
    if let Some((one, other)) = name.split_once('|') {
        return is_name(one) && is_name(other);
    }
    let odd = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, ',' | ';' | '(' | ')' | '"' | '|' | '\\')
            || !(c.is_ascii() || c == '…')
    };
    let (mut depth, mut named) = (0_u32, name.contains('*'));
    for c in name.chars() {
        match c {
            '<' | '{' => depth += 1,
            '>' | '}' => depth = depth.saturating_sub(1),
            // A placeholder may be words: `<code of the field>`.
            c if depth > 0 => named |= c.is_alphanumeric(),
            c if odd(c) => return false,
            c => named |= is_word(c),
        }
    }
    named && depth == 0
}

/// The name of a parameter that asks for a part of what there is, by names of which none must be there.
pub(super) fn is_query(name: &str) -> bool {
    ["filter", "order", "sort", "select"].iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// The name of a parameter that lists names, which say what is described elsewhere.
pub(super) fn is_selection(name: &str) -> bool {
    ["select", "order", "sort", "group"].iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// A name without the brackets behind it.
pub(super) fn bare(name: &str) -> &str {
    if name.ends_with(']') { name.trim_end_matches("[]") } else { name }
}

/// The last word of a title that looks like a method's name.
pub(super) fn method_in(title: &str) -> Option<&str> {
    // Without a dot there is none to look for.
    memchr::memchr(b'.', title.as_bytes())?;
    words(title).rfind(|word| is_method(word))
}

/// The words of a text that could be names.
pub(super) fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !(is_word(c) || c == '.' || c == '-'))
        .map(|word| word.trim_matches(['.', '-']))
        .filter(|word| !word.is_empty())
}

/// A dotted name; no file, no version, no address.
pub(super) fn is_method(word: &str) -> bool {
    let mut parts = word.as_bytes().split(|&byte| byte == b'.');
    // Most words have no dot.
    let (Some(first), Some(last)) = (parts.next(), parts.next_back()) else { return false };
    let is_part = |part: &[u8]| !part.is_empty() && part.iter().all(|&byte| is_word(byte.into()));
    let is_end = |part: &[u8]| is_part(part) && part.first().is_some_and(u8::is_ascii_alphabetic);
    word.len() <= LONGEST
        && is_end(first)
        && is_end(last)
        && parts.all(is_part)
        && !["md", "js", "php", "html", "json", "com", "de", "net", "ru", "org", "py", "ts", "txt", "v2", "io"]
            .iter()
            .any(|end| last.eq_ignore_ascii_case(end.as_bytes()))
        && !matches!(first, b"BX" | b"b24" | b"B24" | b"www" | b"dd")
}

/// Does a text name a family of methods by this name, `x.y.*`?
pub(super) fn is_family(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| text.get(at + name.len()..).is_some_and(|rest| rest.starts_with(".*")))
}

/// The last word of a title that is an event's code.
pub(super) fn event_in(title: &str) -> Option<&str> {
    title
        .split(|c: char| !(is_word(c) || matches!(c, '.' | ':')))
        .map(|word| word.trim_matches(['.', ':']))
        .rfind(|word| is_event(word))
}

/// `onCrmDealAdd`, `ONIMBOTMESSAGEADD`, `CATALOG.PRICE.ON.ADD`.
pub(super) fn is_event(word: &str) -> bool {
    if word.len() > LONGEST {
        return false;
    }
    if word.contains('.') {
        let upper = word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_'));
        return upper && word.contains(".ON");
    }
    let head = word.strip_prefix("on").or_else(|| word.strip_prefix("On")).or_else(|| word.strip_prefix("ON"));
    head.is_some_and(|rest| {
        rest.len() >= 3
            && rest.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
            && rest.chars().all(is_word)
    })
}

/// The last word of a title that is a placement's code.
pub(super) fn placement_in(title: &str) -> Option<&str> {
    title.split(|c: char| !is_word(c)).rfind(|word| is_placement(word))
}

/// `CRM_DEAL_DETAIL_TAB`
pub(super) fn is_placement(word: &str) -> bool {
    word.len() <= LONGEST
        && word.contains('_')
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && word.split('_').all(|part| !part.is_empty())
}

/// Each name once, in the order in which they come.
pub(super) fn distinct<N: Eq + Hash + Clone>(mut names: Vec<N>) -> Vec<N> {
    let mut seen = HashSet::with_capacity(names.len());
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// The title without the name.
pub(super) fn title_without(title: &str, name: &str) -> String {
    // The name ends nearly every title.
    let last = title.len().checked_sub(name.len());
    let last = last.filter(|&at| title.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(name)));
    let found = last.or_else(|| title.to_ascii_lowercase().rfind(&name.to_ascii_lowercase()));
    let mut out = match found {
        Some(at) => {
            let behind = title.get(at + name.len()..).unwrap_or_default();
            [title.get(..at).unwrap_or_default().trim_end(), behind.trim_start()].join(" ")
        }
        None => title.to_owned(),
    };
    out.retain(|sign| sign != '`');
    let ends = |text: &str| text.trim_end().trim_end_matches([':', '—', '-', '–', ',', '(']).trim_end().len();
    let mut title = out.get(..ends(&out)).unwrap_or_default().trim_start();
    title = ["( )", "()"].iter().find_map(|empty| title.strip_suffix(empty)).map_or(title, str::trim_end);
    // What led to the name leads nowhere now: "Add a Lamp with", "Get the".
    while let Some((rest, _)) =
        title.rsplit_once(' ').filter(|(_, word)| found.is_some() && lexicon::LEADS.spells(word))
    {
        title = rest.get(..ends(rest)).unwrap_or_default();
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_titles() {
        assert_eq!(method_in("Get a List: crm.item.list"), Some("crm.item.list"));
        assert_eq!(method_in("Send imbot.v2.Chat.Message.send v 3.0"), Some("imbot.v2.Chat.Message.send"));
        assert_eq!(method_in("События imbot.v2.Event.get для бота"), Some("imbot.v2.Event.get"));
        assert_eq!(method_in("How to use config.php"), None);
        assert_eq!(title_without("Get a List: crm.item.list", "crm.item.list"), "Get a List");
        assert_eq!(title_without("crm.item.list — список", "crm.item.list"), "— список");
        assert_eq!(title_without("a.lamp.get Lamp", "a.lamp.get"), "Lamp");
        assert_eq!(title_without("Get a Lamp (a.lamp.get)", "a.lamp.get"), "Get a Lamp");
        assert_eq!(title_without("Light It with the Method a.lamp.light", "a.lamp.light"), "Light It");
        assert_eq!(title_without("Зажечь лампу с помощью a.lamp.light", "a.lamp.light"), "Зажечь лампу");
        assert_eq!(title_without("Turn a Lamp On", "a.lamp.light"), "Turn a Lamp On");
        assert_eq!(title_without("Stages of the a.lamp.get Process", "a.lamp.get"), "Stages of the Process");
    }
}
