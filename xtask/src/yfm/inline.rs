//! The inlines of plain prose: code, strong text, links and what they refer to. What might be read otherwise by Markdown's
//! own rules is refused.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::markdown::{self, Definitions};
use super::model::{Arena, Inline};
use super::simple::Prose;
use super::text::{push_text, take};

impl<'a> Prose<'a> {
    /// Appends the inlines from `start` up to `end`, or up to the end of the line: where its text ends, and where it does.
    pub(super) fn append(&mut self, start: usize, end: Option<usize>) -> Option<(usize, usize)> {
        let page = self.page;
        let bytes = self.text.get(..end.unwrap_or(self.text.len()))?;
        let mut run = Run { page, arena: self.arena, unescaped: String::new(), begin: start, marked: false };
        let mut at = start;
        loop {
            at += bytes.get(at..)?.iter().position(|&byte| is_special(byte)).unwrap_or(bytes.len() - at);
            let next = bytes.get(at + 1);
            let before = || bytes.get(at.wrapping_sub(1)).filter(|_| at > start);
            at = match bytes.get(at) {
                None if end.is_some() => {
                    run.end(at, &mut self.inlines);
                    return Some((at, at));
                }
                None | Some(b'\n' | b'\r') => {
                    let text_end = if self.ends_line(at) { run.trimmed(at)? } else { return None };
                    run.end(text_end, &mut self.inlines);
                    return Some((text_end, at)).filter(|_| end.is_none());
                }
                Some(b'`') => {
                    let (open, close) = code(bytes, at)?;
                    run.end(at, &mut self.inlines);
                    self.inlines.push(Inline::Code(page.get(open..close)?));
                    run.begin = close + 1;
                    run.begin
                }
                Some(b'^' | b'{') => {
                    run.marked = true;
                    at + 1
                }
                Some(b'*') if next == Some(&b' ') && before() == Some(&b' ') => at + 1,
                // A single star in the text of a link.
                Some(b'*')
                    if end.is_some()
                        && !bytes.get(at + 1..)?.contains(&b'*')
                        && !bytes.get(start..at)?.contains(&b'*') =>
                {
                    at + 1
                }
                Some(b'*') => {
                    let (open, close) = strong(page, start, at, bytes.len())?;
                    run.end(at, &mut self.inlines);
                    let text = self.within(open, close)?;
                    self.inlines.push(Inline::Strong(text));
                    run.begin = close + 2;
                    // A third star is text: the mark of a required parameter.
                    if bytes.get(run.begin) == Some(&b'*') { run.begin + 1 } else { run.begin }
                }
                Some(b'[') if before() != Some(&b'!') => {
                    let text_end = link_text(bytes, at)?;
                    let behind = text_end + 2;
                    let (target, end) = match bytes.get(text_end + 1)? {
                        b'(' => target(page, behind, bytes.len())?,
                        b'[' => reference(page, behind, bytes.len(), self.definitions())?,
                        _ => return None,
                    };
                    run.end(at, &mut self.inlines);
                    let text = self.within(at + 1, text_end)?;
                    self.inlines.push(Inline::Link { target, text });
                    run.begin = end;
                    run.begin
                }
                Some(b'_')
                    if before().is_some_and(u8::is_ascii_alphanumeric)
                        && next.is_some_and(u8::is_ascii_alphanumeric) =>
                {
                    at + 1
                }
                Some(b'\\') if next.is_some_and(u8::is_ascii_punctuation) => {
                    run.unescaped.push_str(page.get(run.begin..at)?);
                    run.begin = at + 1;
                    at + 2
                }
                _ => return None,
            };
        }
    }

    /// The inlines from `start` to `end`, all of them in one line.
    fn within(&mut self, start: usize, end: usize) -> Option<&'a [Inline<'a>]> {
        let base = self.inlines.len();
        self.append(start, Some(end))?;
        Some(take(&mut self.inlines, base, self.arena))
    }
}

/// Text that is not an inline yet: what was unescaped, and where the rest of it begins.
struct Run<'a> {
    page: &'a str,
    arena: &'a Arena,
    unescaped: String,
    begin: usize,
    /// Whether it has a `^` or a brace, which may be more than text.
    marked: bool,
}

impl<'a> Run<'a> {
    /// Where the text of a line ends that ends at `at`. Refused if other white space than spaces stands there: it may be text
    /// or the end of a line to Markdown.
    fn trimmed(&self, at: usize) -> Option<usize> {
        let rest = self.page.get(self.begin..at)?;
        if rest.as_bytes().last().is_none_or(u8::is_ascii_graphic) {
            return Some(at);
        }
        let rest = rest.trim_end_matches(' ');
        (!rest.ends_with(char::is_whitespace)).then_some(self.begin + rest.len())
    }

    fn end(&mut self, at: usize, out: &mut Vec<Inline<'a>>) {
        if self.begin >= at && self.unescaped.is_empty() {
            return;
        }
        let rest = self.page.get(self.begin..at).unwrap_or("");
        let marked = std::mem::take(&mut self.marked);
        if !self.unescaped.is_empty() {
            self.unescaped.push_str(rest);
            out.push(Inline::Text(self.arena.alloc_str(&self.unescaped)));
            self.unescaped.clear();
        } else if marked {
            push_text(rest, out, self.arena);
        } else {
            out.push(Inline::Text(rest));
        }
    }
}

/// Whether a byte may be more than text.
fn is_special(byte: u8) -> bool {
    const TABLE: [bool; 256] = table(b"`*[]_<&\\~^{\n\r\0\x0b\x0c");
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
fn code(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let open = at + 1;
    let close = open + memchr::memchr3(b'`', b'\r', b'\n', bytes.get(open..)?)?;
    let text = bytes.get(open..close)?;
    let alone = bytes.get(close) == Some(&b'`') && bytes.get(close + 1) != Some(&b'`');
    let plain = alone && !matches!(text, [] | [b' ', ..] | [.., b' ']);
    plain.then_some((open, close))
}

/// `**strong**` at `at`: where its text begins and ends.
fn strong(page: &str, start: usize, at: usize, end: usize) -> Option<(usize, usize)> {
    let open = at + 2;
    let inside = page.get(at..end)?.strip_prefix("**")?;
    let close = open + memchr::memchr(b'*', inside.as_bytes())?;
    let behind = page.get(close..end)?.strip_prefix("**")?;
    let inside = page.get(open..close)?;
    let before = page.get(start..at)?.chars().next_back();
    let opens = flanks(inside.chars().next()?, before);
    let closes = flanks(inside.chars().next_back()?, behind.strip_prefix('*').unwrap_or(behind).chars().next());
    // Behind `***` a word would begin emphasis.
    let star = behind.strip_prefix('*').is_none_or(|rest| rest.is_empty() || rest.starts_with([' ', '\r', '\n']));
    (opens && closes && star).then_some((open, close))
}

/// Whether stars between a character inside of strong text and one outside of it can only be meant as such.
fn flanks(inside: char, outside: Option<char>) -> bool {
    let plain = |c: char| c.is_alphanumeric();
    plain(inside)
        || (inside.is_ascii_punctuation()
            && outside.is_none_or(|c| matches!(c, ' ' | '\r' | '\n') || c.is_ascii_punctuation() && c != '*'))
}

/// `[text]` at `at`: where its text ends.
fn link_text(bytes: &[u8], at: usize) -> Option<usize> {
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
fn target(page: &str, at: usize, end: usize) -> Option<(&str, usize)> {
    let rest = page.get(at..end)?.as_bytes();
    let length = rest.iter().position(|&byte| ends_target(byte))?;
    let is_end = length > 0 && rest.get(length) == Some(&b')');
    Some((page.get(at..at + length).filter(|_| is_end)?, at + length + 1))
}

/// The target that the label at `at` stands for, and where the link ends.
fn reference<'a>(page: &str, at: usize, end: usize, definitions: &Definitions<'a>) -> Option<(&'a str, usize)> {
    let rest = page.get(at..end)?;
    let length = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric())?;
    let label = rest.get(..length).filter(|_| rest.as_bytes().get(length) == Some(&b']'))?;
    Some((definitions.get(&markdown::label(label))?, at + length + 1))
}

/// The definition `[label]: target` at `at`: its label, its target, and where that ends.
pub(super) fn definition(page: &str, at: usize, end: usize) -> Option<(&str, &str, usize)> {
    let rest = page.get(at..end)?.strip_prefix('[')?;
    let length = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).filter(|&length| length > 0)?;
    let (label, behind) = rest.split_at_checked(length)?;
    let target = behind.strip_prefix("]: ")?;
    let target = target.get(..target.bytes().position(ends_target).unwrap_or(target.len()))?;
    (!target.is_empty()).then_some((label, target, at + length + 4 + target.len()))
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
