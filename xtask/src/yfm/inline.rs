//! The inlines of plain prose: code, strong text, links and what they refer to. What might be read otherwise by Markdown's
//! own rules is refused.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::bytes::Set;
use super::markdown::{self, Definitions};
use super::model::{Inline, Link};
use super::simple::Prose;
use super::text::{push_text, take};

/// What may be more than text.
static SPECIAL: Set = Set::of(b"`*[]_<&\\~^{\n\r\0\x0b\x0c");
/// What code of one line ends with.
static CODE_END: Set = Set::of(b"`\r\n");
/// What cannot stand in the target of a link: it ends there, or has to be read by Markdown's own rules.
static TARGET_END: Set = Set::of(b")( <\\&").and_controls();

/// What the inlines that are being read end with.
#[derive(Clone, Copy)]
enum Until {
    Line,
    /// `**`
    Strong {
        /// Whether that is in the text of a link.
        linked: bool,
    },
    /// `]`
    Link,
}

/// Text that is not an inline yet.
struct Run {
    begin: usize,
    /// Whether it has a `^` or a brace, which may be more than text.
    marked: bool,
}

impl Prose<'_> {
    /// Appends the inlines of the line whose text begins at `start`: where its text ends, and where it does.
    pub(super) fn append(&mut self, start: usize) -> Option<(usize, usize)> {
        self.append_until(Until::Line, start)
    }

    /// The same for what begins at `start` and ends with the line, or with another sign in it.
    fn append_until(&mut self, until: Until, start: usize) -> Option<(usize, usize)> {
        let bytes = self.text;
        let mut run = Run { begin: start, marked: false };
        let mut at = start;
        loop {
            at += SPECIAL.distance(bytes.get(at..)?);
            let next = || bytes.get(at + 1);
            let before = || bytes.get(at.wrapping_sub(1)).filter(|_| at > start);
            at = match (bytes.get(at), until) {
                (None | Some(b'\n' | b'\r'), Until::Line) if self.ends_line(at) => {
                    let text_end = self.trimmed(run.begin, at)?;
                    self.end_run(&mut run, text_end);
                    return Some((text_end, at));
                }
                (Some(b']'), Until::Link) => {
                    self.end_run(&mut run, at);
                    return Some((at, at));
                }
                (Some(b'*'), Until::Strong { .. }) if next() == Some(&b'*') => {
                    self.end_run(&mut run, at);
                    return Some((at, at));
                }
                (Some(b'`'), _) => {
                    let (open, close) = code(bytes, at)?;
                    self.end_run(&mut run, at);
                    self.inlines.push(Inline::Code(self.page.get(open..close)?));
                    run.begin = close + 1;
                    run.begin
                }
                (Some(b'^' | b'{'), _) => {
                    run.marked = true;
                    at + 1
                }
                (Some(b'*'), _) if before() == Some(&b'^') && is_last_star(bytes, at, until) => at + 1,
                (Some(b'*'), _) if next() == Some(&b' ') && before() == Some(&b' ') => at + 1,
                (Some(b'*'), Until::Link) if is_only_star(bytes, start, at) => at + 1,
                (Some(b'*'), Until::Line | Until::Link) => {
                    self.end_run(&mut run, at);
                    run.begin = self.strong(start, at, matches!(until, Until::Link))?;
                    // A third star is text: the mark of a required parameter.
                    if bytes.get(run.begin) == Some(&b'*') { run.begin + 1 } else { run.begin }
                }
                (Some(b'['), Until::Line | Until::Strong { linked: false }) if before() != Some(&b'!') => {
                    self.end_run(&mut run, at);
                    run.begin = self.link(at)?;
                    run.begin
                }
                // It may end emphasis, but nothing that is read here begins any.
                (Some(b'_'), _) if before().is_some_and(u8::is_ascii_alphanumeric) => at + 1,
                (Some(b'\\'), _) if next().is_some_and(u8::is_ascii_punctuation) => {
                    self.unescaped.push_str(self.page.get(run.begin..at)?);
                    run.begin = at + 1;
                    at + 2
                }
                _ => return None,
            };
        }
    }

    /// Appends the `**strong**` at `at`, behind what begins at `start`: where it ends.
    fn strong(&mut self, start: usize, at: usize, linked: bool) -> Option<usize> {
        let open = at + 2;
        let base = self.inlines.len();
        self.text.get(at..open).filter(|stars| stars == b"**")?;
        let (close, _) = self.append_until(Until::Strong { linked }, open)?;
        let end = close + 2;
        let (inside, behind) = (self.page.get(open..close)?, self.page.get(end..self.text.len())?);
        let opens = flanks(inside.chars().next()?, || self.page.get(start..at)?.chars().next_back());
        let word = behind.strip_prefix('*').unwrap_or(behind);
        let closes = flanks(inside.chars().next_back()?, || word.chars().next());
        // Behind `***` a word would begin emphasis.
        let star = word.len() == behind.len() || word.is_empty() || word.starts_with([' ', '\r', '\n']);
        if !(opens && closes && star) {
            return None;
        }
        let text = take(&mut self.inlines, base, self.arena);
        self.inlines.push(Inline::Strong(text));
        Some(end)
    }

    /// Appends the `[text](target)` at `at`: where it ends.
    fn link(&mut self, at: usize) -> Option<usize> {
        let base = self.inlines.len();
        let (close, _) = self.append_until(Until::Link, at + 1)?;
        if close == at + 1 {
            return None;
        }
        let (page, limit) = (self.page, self.text.len());
        let (target, end) = match self.text.get(close + 1)? {
            b'(' => target(page, close + 2, limit)?,
            b'[' => reference(page, close + 2, limit, self.definitions())?,
            _ => return None,
        };
        let text = take(&mut self.inlines, base, self.arena);
        self.inlines.push(Inline::Link(self.arena.alloc(Link { target, text })));
        Some(end)
    }

    /// Where the text of a line ends that ends at `at`. Refused if other white space than spaces stands there: it may be text
    /// or the end of a line to Markdown.
    fn trimmed(&self, begin: usize, at: usize) -> Option<usize> {
        if self.text.get(begin..at)?.last().is_none_or(u8::is_ascii_graphic) {
            return Some(at);
        }
        let rest = self.page.get(begin..at)?.trim_end_matches(' ');
        (!rest.ends_with(char::is_whitespace)).then_some(begin + rest.len())
    }

    /// Makes the text up to `at` an inline, if there is any.
    fn end_run(&mut self, run: &mut Run, at: usize) {
        if run.begin < at || !self.unescaped.is_empty() {
            self.push_run(run, at);
        }
    }

    // Apart, so that the check before it costs no call: most runs are empty.
    #[inline(never)]
    fn push_run(&mut self, run: &mut Run, at: usize) {
        let rest = self.page.get(run.begin..at).unwrap_or("");
        let marked = std::mem::take(&mut run.marked);
        if !self.unescaped.is_empty() {
            self.unescaped.push_str(rest);
            self.inlines.push(Inline::Text(self.arena.alloc_str(&self.unescaped)));
            self.unescaped.clear();
        } else if marked {
            push_text(rest, &mut self.inlines, self.arena);
        } else {
            self.inlines.push(Inline::Text(rest));
        }
    }
}

/// `` `code` `` at `at`: where its text begins and ends.
fn code(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let open = at + 1;
    let close = open + CODE_END.distance(bytes.get(open..)?);
    let text = bytes.get(open..close)?;
    let alone = bytes.get(close) == Some(&b'`') && bytes.get(close + 1) != Some(&b'`');
    let plain = alone && !matches!(text, [] | [b' ', ..] | [.., b' ']);
    plain.then_some((open, close))
}

/// Whether stars between a character inside of strong text and one outside of it can only be meant as such.
fn flanks(inside: char, outside: impl FnOnce() -> Option<char>) -> bool {
    inside.is_alphanumeric()
        || (inside.is_ascii_punctuation()
            && outside().is_none_or(|c| matches!(c, ' ' | '\r' | '\n') || c.is_ascii_punctuation() && c != '*'))
}

/// Whether the star at `at` is the only one in the text of a link that begins at `start`, which makes it text.
fn is_only_star(bytes: &[u8], start: usize, at: usize) -> bool {
    let behind = bytes.get(at + 1..).unwrap_or_default().iter().find(|byte| matches!(byte, b'*' | b']'));
    behind == Some(&b']') && !bytes.get(start..at).unwrap_or_default().contains(&b'*')
}

/// Whether the star of `^*^` at `at` is the last one of the stretch, but for those that end the strong text which it ends,
/// which makes it text.
fn is_last_star(bytes: &[u8], at: usize, until: Until) -> bool {
    let behind: &[u8] = if matches!(until, Until::Strong { .. }) { b"^**" } else { b"^" };
    let rest = bytes.get(at + 1..).and_then(|rest| rest.strip_prefix(behind));
    rest.is_some_and(|rest| !rest.contains(&b'*'))
}

/// The target that begins at `at`, and where the link ends.
fn target(page: &str, at: usize, end: usize) -> Option<(&str, usize)> {
    let rest = page.get(at..end)?.as_bytes();
    let length = TARGET_END.distance(rest);
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
    let target = target.get(..TARGET_END.distance(target.as_bytes()))?;
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
