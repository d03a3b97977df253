//! What a single line looks like.

use super::text::{trim, trim_end};

/// A line without its line feed, and what it begins with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Where it begins.
    pub start: usize,
    /// Where the next one begins.
    pub next: usize,
    /// Columns of white space before the text.
    pub indent: usize,
    /// Where the text begins.
    pub at: usize,
    /// The text, without white space around it.
    pub text: &'a str,
}

/// The line that begins at `start`, up to `end` at most.
pub(super) fn line_at(page: &str, start: usize, end: usize) -> Line<'_> {
    let rest = page.get(start..end).unwrap_or("");
    let bytes = rest.as_bytes();
    let (mut indent, mut blanks) = (0, 0);
    loop {
        match bytes.get(blanks) {
            Some(b' ') => indent += 1,
            Some(b'\t') => indent += 4 - indent % 4,
            _ => break,
        }
        blanks += 1;
    }
    let (text, next) = match memchr::memchr(b'\n', bytes.get(blanks..).unwrap_or_default()) {
        Some(length) => (rest.get(blanks..blanks + length).unwrap_or(""), start + blanks + length + 1),
        None => (rest.get(blanks..).unwrap_or(""), end),
    };
    Line { start, next, indent, at: start + blanks, text: trim_end(text) }
}

impl<'a> Line<'a> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The text behind a list marker, and the columns that the marker takes.
    pub(super) fn list_item(&self) -> Option<(&'a str, usize)> {
        let bytes = self.text.as_bytes();
        let marker = match bytes.first()? {
            b'-' | b'*' | b'+' => 1,
            b'0'..=b'9' => {
                let digits = bytes.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
                matches!(bytes.get(digits), Some(b'.' | b')')).then_some(digits + 1)?
            }
            _ => return None,
        };
        match bytes.get(marker) {
            None => Some(("", marker)),
            Some(b' ' | b'\t') => {
                let rest = self.text.get(marker..).unwrap_or("");
                let text = rest.trim_start();
                Some((text, marker + rest.len() - text.len()))
            }
            Some(_) => None,
        }
    }

    /// Whether it is a heading such as `## Title`.
    pub(super) fn is_heading(&self) -> bool {
        let marks = self.text.bytes().take(7).take_while(|&byte| byte == b'#').count();
        self.indent < 4
            && (1..=6).contains(&marks)
            && matches!(self.text.as_bytes().get(marks), None | Some(b' ' | b'\t'))
    }
}

/// The beginning of a fence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fence<'a> {
    /// A backtick or a tilde.
    pub mark: u8,
    length: usize,
    /// The first word behind it.
    pub lang: &'a str,
}

impl<'a> Fence<'a> {
    /// Reads the beginning of a fence: three or more backticks, with none behind them in the line, or tildes.
    pub(super) fn open(text: &'a str) -> Option<Self> {
        let mark = *text.as_bytes().first()?;
        if mark != b'`' && mark != b'~' {
            return None;
        }
        let length = text.bytes().take_while(|&byte| byte == mark).count();
        let info = text.get(length..)?;
        if length < 3 || (mark == b'`' && info.contains('`')) {
            return None;
        }
        Some(Self { mark, length, lang: info.split_whitespace().next().unwrap_or("") })
    }

    /// Whether a line ends it.
    pub(super) fn is_closed_by(&self, text: &str) -> bool {
        text.len() >= self.length && text.bytes().all(|byte| byte == self.mark)
    }
}

/// `{% name rest %}`, alone or at the beginning of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Directive<'a> {
    pub name: &'a str,
    pub rest: &'a str,
    /// Bytes from `{%` to behind `%}`.
    pub length: usize,
}

impl<'a> Directive<'a> {
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let body = text.strip_prefix("{%")?;
        let end = find_pair(body, *b"%}")?;
        let mut inner = trim(body.get(..end)?);
        if inner.starts_with('-') || inner.ends_with('-') {
            inner = inner.trim_matches(|c: char| c == '-' || c.is_whitespace());
        }
        let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        Some(Self { name, rest: trim(rest), length: end + 4 })
    }

    /// The first word, and the text in quotes behind it.
    pub(super) fn word_and_title(&self) -> (&'a str, &'a str) {
        let (word, rest) = match self.rest.split_once(char::is_whitespace) {
            _ if self.rest.starts_with('"') => ("", self.rest),
            Some((word, rest)) => (word, rest.trim()),
            None => (self.rest, ""),
        };
        (word, rest.strip_prefix('"').map_or(rest, |rest| rest.strip_suffix('"').unwrap_or(rest)))
    }
}

/// Where two bytes stand side by side. For short texts: a search that prepares nothing.
fn find_pair(text: &str, pair: [u8; 2]) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(pair[0], bytes).find(|&at| bytes.get(at + 1) == Some(&pair[1]))
}
