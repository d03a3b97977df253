//! Anchors of headings and lists of attributes in braces.

use foldhash::{HashMap, HashMapExt};

use super::bytes::Set;
use super::model::{Arena, Inline};
use super::text::plain;

/// The anchors given on a page so far.
#[derive(Debug)]
pub(super) struct Anchors<'a> {
    seen: HashMap<&'a str, u32>,
    /// The one that is being made.
    slug: String,
}

/// Headings of most pages.
const HEADINGS: usize = 28;

impl<'a> Anchors<'a> {
    pub(super) fn new() -> Self {
        Self { seen: HashMap::with_capacity(HEADINGS), slug: String::new() }
    }

    /// Begins another page.
    pub(super) fn clear(&mut self) {
        self.seen.clear();
    }

    /// The anchor of a heading without one of its own. The second heading of a name gets `name1`, as in the reference.
    pub(super) fn of_title(&mut self, title: &[Inline<'_>], arena: &'a Arena) -> Option<&'a str> {
        match title {
            [Inline::Text(title)] => slug(title, &mut self.slug),
            title => slug(&plain(title), &mut self.slug),
        }
        if self.slug.is_empty() {
            return None;
        }
        let slug = &*arena.alloc_str(&self.slug);
        let count = self.seen.entry(slug).or_insert(0);
        *count += 1;
        Some(if *count == 1 { slug } else { arena.alloc_str(&format!("{slug}{}", *count - 1)) })
    }
}

/// What ends a word that is part of an anchor as it is, but for its case.
static WORD_END: Set = Set::of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz").others();

/// A title as an anchor: Russian letters transliterated, signs left out, lower case, hyphens for spaces.
fn slug(title: &str, out: &mut String) {
    out.clear();
    let mut rest = title;
    loop {
        let (word, behind) = rest.split_at_checked(WORD_END.distance(rest.as_bytes())).unwrap_or((rest, ""));
        out.push_str(word);
        if let Some(behind) = behind.strip_prefix(' ') {
            hyphen(out);
            rest = behind;
            continue;
        }
        let mut letters = behind.chars();
        let Some(letter) = letters.next() else { break };
        rest = letters.as_str();
        match letter {
            '-' | '\u{2013}' | '\u{2014}' => hyphen(out),
            letter if letter.is_whitespace() => hyphen(out),
            letter => letter.to_lowercase().for_each(|small| push_small(small, out)),
        }
    }
    if out.ends_with('-') {
        out.pop();
    }
    out.make_ascii_lowercase();
}

/// One hyphen for any number of spaces.
fn hyphen(out: &mut String) {
    if !out.is_empty() && !out.ends_with('-') {
        out.push('-');
    }
}

/// A letter or a sign in lower case.
fn push_small(small: char, out: &mut String) {
    match small {
        '*' | '+' | '~' | '.' | '(' | ')' | '\'' | '"' | '!' | ':' | '@' | '`' | '\u{2018}' | '\u{2019}'
        | '\u{201c}' | '\u{201d}' | '\u{2026}' => {}
        '$' => out.push_str("dollar"),
        '%' => out.push_str("percent"),
        '&' => out.push_str("and"),
        '<' => out.push_str("less"),
        '>' => out.push_str("greater"),
        '|' => out.push_str("or"),
        other => match transliterate(other) {
            Some(letters) => out.push_str(letters),
            None => out.push(other),
        },
    }
}

fn transliterate(letter: char) -> Option<&'static str> {
    const LETTERS: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h",
        "c", "ch", "sh", "sh", "u", "y", "", "e", "yu", "ya",
    ];
    if letter == 'ё' {
        return Some("yo");
    }
    let index = u32::from(letter).checked_sub(u32::from('а'))?;
    LETTERS.get(index as usize).copied()
}

/// A text without the list of attributes at its end, and the list.
pub(super) fn split_trailing(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_end().strip_suffix('}')?;
    let open = inner.rfind('{')?;
    let list = inner.get(open + 1..)?;
    is_attributes(list).then(|| (text.get(..open).unwrap_or("").trim_end(), list))
}

/// A text without the list of attributes at its beginning, as in `[text](target){target=_blank}`.
pub(super) fn strip_leading(text: &str) -> Option<&str> {
    let (list, rest) = text.strip_prefix('{')?.split_once('}')?;
    is_attributes(list).then_some(rest)
}

/// The anchor in a list of attributes.
pub(super) fn id(list: &str) -> Option<&str> {
    list.split_whitespace().find_map(|word| word.strip_prefix('#'))
}

/// Whether what stands between braces is `#id`, `.class`, `key=value` or several of them, and nothing else. The reference
/// takes more for attributes and loses text such as `{id}`.
fn is_attributes(list: &str) -> bool {
    let mut words = 0;
    let mut rest = list.trim_start();
    while !rest.is_empty() {
        let end = rest.find([' ', '\t', '"']).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let well_formed = match word.split_once('=') {
            Some((key, value)) => {
                is_name(key) && (!value.is_empty() || behind.starts_with('"')) && !value.contains(['{', '$'])
            }
            None => word.strip_prefix(['#', '.']).is_some_and(is_name) && !word.starts_with("#T"),
        };
        if !well_formed {
            return false;
        }
        rest = match behind.strip_prefix('"').map(|quoted| quoted.split_once('"')) {
            Some(Some((_, behind))) => behind.trim_start(),
            Some(None) => return false,
            None => behind.trim_start(),
        };
        words += 1;
    }
    words > 0
}

fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '[' | ']'))
}
