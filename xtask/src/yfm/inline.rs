//! Where the inlines of plain prose begin and end: code, strong text, links and what they refer to. What might be read
//! otherwise by Markdown's own rules is refused.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::markdown::{self, Definitions};

/// Whether a byte may be more than text.
pub(super) fn is_special(byte: u8) -> bool {
    const TABLE: [bool; 256] = table(b"`*[]_<&\\~^{\r\0\x0b\x0c");
    TABLE[byte as usize]
}

/// Whether a byte cannot stand in the target of a link: it ends there, or has to be read by Markdown's own rules.
fn ends_target(byte: u8) -> bool {
    const TABLE: [bool; 256] = table(b")( <\\&");
    TABLE[byte as usize] || byte < b' '
}

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
}

/// `` `code` `` at `at`: where its text begins and ends.
pub(super) fn code(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let open = at + 1;
    let close = open + memchr::memchr2(b'`', b'\r', bytes.get(open..)?)?;
    let text = bytes.get(open..close)?;
    let alone = bytes.get(close) == Some(&b'`') && bytes.get(close + 1) != Some(&b'`');
    let plain = alone && !matches!(text, [] | [b' ', ..] | [.., b' ']);
    plain.then_some((open, close))
}

/// `**strong**` at `at`: where its text begins and ends.
pub(super) fn strong(page: &str, start: usize, at: usize, end: usize) -> Option<(usize, usize)> {
    let open = at + 2;
    let inside = page.get(at..end)?.strip_prefix("**")?;
    let close = open + memchr::memchr(b'*', inside.as_bytes())?;
    let behind = page.get(close..end)?.strip_prefix("**")?;
    let inside = page.get(open..close)?;
    let before = page.get(start..at)?.chars().next_back();
    let opens = flanks(inside.chars().next()?, before);
    let closes = flanks(inside.chars().next_back()?, behind.strip_prefix('*').unwrap_or(behind).chars().next());
    // Behind `***` a word would begin emphasis.
    let star = behind.strip_prefix('*').is_none_or(|rest| rest.is_empty() || rest.starts_with(' '));
    (opens && closes && star).then_some((open, close))
}

/// Whether stars between a character inside of strong text and one outside of it can only be meant as such.
fn flanks(inside: char, outside: Option<char>) -> bool {
    let plain = |c: char| c.is_alphanumeric();
    plain(inside)
        || (inside.is_ascii_punctuation() && outside.is_none_or(|c| c == ' ' || c.is_ascii_punctuation() && c != '*'))
}

/// `[text]` at `at`: where its text ends.
pub(super) fn link_text(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at + 1;
    loop {
        end += memchr::memchr3(b'[', b']', b'`', bytes.get(end..)?)?;
        match bytes.get(end)? {
            b'`' => end = code(bytes, end)?.1 + 1,
            b']' => return (end > at + 1).then_some(end),
            _ => return None,
        }
    }
}

/// The target that begins at `at`, and where the link ends.
pub(super) fn target(page: &str, at: usize, end: usize) -> Option<(&str, usize)> {
    let rest = page.get(at..end)?.as_bytes();
    let length = rest.iter().position(|&byte| ends_target(byte))?;
    let is_end = length > 0 && rest.get(length) == Some(&b')');
    Some((page.get(at..at + length).filter(|_| is_end)?, at + length + 1))
}

/// The target that the label at `at` stands for, and where the link ends.
pub(super) fn reference<'a>(
    page: &str,
    at: usize,
    end: usize,
    definitions: &Definitions<'a>,
) -> Option<(&'a str, usize)> {
    let rest = page.get(at..end)?;
    let length = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric())?;
    let label = rest.get(..length).filter(|_| rest.as_bytes().get(length) == Some(&b']'))?;
    Some((definitions.get(&markdown::label(label))?, at + length + 1))
}

/// The definitions `[label]: target` of a page.
pub(super) fn definitions(page: &str) -> Definitions<'_> {
    static COLON: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("]:"));
    let mut found = Definitions::default();
    let mut rest = page;
    while let Some((before, behind)) = COLON.find(rest.as_bytes()).and_then(|at| rest.split_at_checked(at)) {
        let label = before.rsplit('\n').next().and_then(|line| line.strip_prefix('[')).map(str::trim_start);
        let (line, behind) = behind.split_at(memchr::memchr(b'\n', behind.as_bytes()).unwrap_or(behind.len()));
        let target = line.get(2..).unwrap_or("").split_whitespace().next();
        if let (Some(label), Some(target)) = (label.filter(|label| !label.starts_with(['*', '^'])), target) {
            found.entry(markdown::label(label)).or_insert(target.trim_matches(['<', '>']));
        }
        rest = behind;
    }
    found
}
