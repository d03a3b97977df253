//! Fences: code that is handed on as it is.

use std::borrow::Cow;

use super::finding::Problem;
use super::line::{Directive, Fence, Line, line_at};
use super::model::{Code, Kind};
use super::scan::Region;
use super::text::strip_indent;

impl<'a> Region<'_, 'a> {
    pub(super) fn fence(&mut self, line: &Line<'a>) -> bool {
        let Some(fence) = Fence::open(line.text) else { return false };
        if self.pending.is_some_and(|pending| pending.list && line.indent > pending.indent) {
            self.gather(line, false);
            self.skip_fence(&fence, line.indent);
            return true;
        }
        self.interrupt(line);
        let begin = self.at;
        let (end, next) = self.fence_end(&fence);
        if next.is_none() {
            self.reader.find(line.at, Problem::FenceNotClosed);
        }
        self.at = next.unwrap_or(end);
        let lines = self.page.get(begin..end).unwrap_or("");
        let raw = lines.strip_suffix('\n').unwrap_or(lines);
        let code = Code { lang: fence.lang, raw, indent: Some(line.indent) };
        self.push(line.at, Kind::Code(self.reader.arena.alloc(code)));
        true
    }

    /// Where the text of a fence that begins here ends, and what stands behind the line that closes it. A fence that is
    /// not closed ends with its tab.
    fn fence_end(&self, fence: &Fence<'_>) -> (usize, Option<usize>) {
        let text = self.page.get(..self.end).unwrap_or("").as_bytes();
        let column = self.tab_column();
        let mut at = self.at;
        while let Some(found) = text.get(at..).and_then(|rest| memchr::memchr(fence.mark, rest)) {
            let mark = at + found;
            let start = text.get(at..mark).and_then(|it| memchr::memrchr(b'\n', it)).map_or(at, |feed| at + feed + 1);
            if let Some(end) = column.and_then(|column| self.tab_end(at, start, column)) {
                return (end, None);
            }
            let line = line_at(self.page, start, self.end);
            if fence.is_closed_by(line.text) {
                return (start, Some(line.next));
            }
            at = line.next;
        }
        (column.and_then(|column| self.tab_end(at, self.end, column)).unwrap_or(self.end), None)
    }

    /// The first of the lines from `start` to `end` that ends the tab whose marker stands at `column`.
    fn tab_end(&self, start: usize, end: usize, column: usize) -> Option<usize> {
        let text = self.page.as_bytes().get(start..end)?;
        memchr::memchr2_iter(b'-', b'{', text).find_map(|at| {
            let (before, sign) = text.split_at_checked(at)?;
            if !sign.starts_with(b"- ") && !sign.starts_with(b"{%") {
                return None;
            }
            let blanks = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            if !matches!(before.iter().nth_back(blanks), None | Some(b'\n')) {
                return None;
            }
            let line = line_at(self.page, start + at - blanks, end);
            let ends = line.text.starts_with("- ") || Directive::read(line.text).is_some_and(|it| it.name == "endlist");
            (ends && line.indent <= column).then_some(line.start)
        })
    }

    /// Leaves a fence that belongs to a list in the Markdown being gathered.
    pub(super) fn skip_fence(&mut self, fence: &Fence<'_>, indent: usize) {
        let base = self.pending.map_or(0, |pending| pending.indent).min(indent);
        while self.at < self.end {
            let line = line_at(self.page, self.at, self.end);
            if !line.is_blank() && line.indent <= base {
                return;
            }
            self.at = line.next;
            if fence.is_closed_by(line.text) {
                return;
            }
        }
    }
}

/// The text of a fence out of its lines.
pub(super) fn dedent(lines: &str, indent: usize) -> Cow<'_, str> {
    if indent == 0 && memchr::memchr(b'\r', lines.as_bytes()).is_none() {
        return Cow::Borrowed(lines);
    }
    let mut text = String::with_capacity(lines.len());
    let mut start = 0;
    let feeds = memchr::memchr_iter(b'\n', lines.as_bytes()).map(|feed| feed + 1);
    for end in feeds.chain(std::iter::once(lines.len())) {
        let line = strip_indent(lines.get(start..end).unwrap_or(""), indent);
        match line.strip_suffix("\r\n") {
            Some(line) => text.extend([line, "\n"]),
            None => text.push_str(line),
        }
        start = end;
    }
    if text.ends_with('\r') {
        text.pop();
    }
    Cow::Owned(text)
}
