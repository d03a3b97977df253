//! One pass over a table: where its rows and cells begin and end.
//!
//! `||` opens a row and closes it; `|` ends a cell unless it is escaped or between triple backticks; tables nest. Where
//! that reading falls apart (a row that is not closed turns all rows behind it inside out), the lines decide: a row
//! begins at the beginning of a line and ends at the end of one.

use super::{Cut, Mode, RawRow};
use crate::yfm::bytes::Set;
use crate::yfm::finding::Problem;
use crate::yfm::line::{Directive, line_at};

/// A pipe that ends a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Split {
    at: usize,
    /// Between single backticks, where the reference does not spare it.
    in_code: bool,
}

/// What decides whether a backtick opens code.
static TICK_END: Set = Set::of(b"`|\n");

pub(super) struct Scan<'a> {
    /// The page, up to where it may be read.
    page: &'a str,
    mode: Mode,
    /// The next byte to look at.
    at: usize,
    /// Where the last line begins that was asked for.
    line: usize,
    /// How far line feeds were looked for.
    fed: usize,
    /// Tables open within a cell.
    level: usize,
    code: Option<usize>,
    /// Where the single backtick closes that was opened last; before it, pipes stand in code.
    tick_end: usize,
    row: Option<usize>,
    /// Behind the last `||`.
    boundary: usize,
    pub(super) splits: Vec<Split>,
    pub(super) cut: Cut,
}

impl<'a> Scan<'a> {
    pub(super) fn new(page: &'a str, start: usize, end: usize, mode: Mode, cut: Cut, mut splits: Vec<Split>) -> Self {
        let at = start + 2;
        splits.clear();
        Self {
            page: page.get(..end).unwrap_or(page),
            mode,
            at,
            line: start,
            fed: start,
            level: 0,
            code: None,
            tick_end: start,
            row: None,
            boundary: at,
            splits,
            cut,
        }
    }

    pub(super) fn run(&mut self) {
        let bytes = self.page.as_bytes();
        let mode = self.mode;
        let sign = |rest| match mode {
            Mode::Closed => memchr::memchr2(b'|', b'`', rest),
            Mode::Unclosed { .. } => memchr::memchr3(b'|', b'`', b'\n', rest),
        };
        while let Some(found) = bytes.get(self.at..).and_then(sign) {
            let at = self.at + found;
            self.at = at + 1;
            match bytes.get(at) {
                Some(b'\n') => {
                    if self.code.is_none() && self.ends_before_line(at + 1) {
                        return self.stop(at + 1);
                    }
                }
                Some(b'`') => {
                    if bytes.get(at..).is_some_and(|rest| rest.starts_with(b"```")) {
                        self.at = at + 3;
                        if self.mode != (Mode::Unclosed { code: false }) {
                            self.code = if self.code.is_some() { None } else { Some(at) };
                        }
                    } else if self.code.is_none() && at > self.tick_end {
                        self.tick(at);
                    }
                }
                _ if self.code.is_some() => {}
                _ => {
                    if self.pipe(at) {
                        return;
                    }
                }
            }
        }
        self.cut.open_code = self.code;
        self.stop(self.page.len());
    }

    /// A pipe outside of code. True at the end of the table.
    fn pipe(&mut self, at: usize) -> bool {
        let before = self.byte(at.wrapping_sub(1));
        let next = self.byte(at + 1);
        if before == Some(b'#') && self.opens_table(at - 1) {
            if self.level > 0 || self.row.is_some() {
                self.level += 1;
                return false;
            }
            // Between rows: the next table. On the line of `#|` itself it is only text.
            let line = self.line_of(at);
            if line > self.boundary {
                self.stop(line);
                return true;
            }
        }
        if next == Some(b'#') && (self.level > 0 || self.closes_table(at)) {
            self.at = at + 2;
            if self.level > 0 {
                self.level -= 1;
                return false;
            }
            self.finish(at);
            self.cut.closed = true;
            self.cut.end = at + 2;
            return true;
        }
        if self.level > 0 || before == Some(b'\\') {
            return false;
        }
        if next == Some(b'|') {
            self.at = at + 2;
            self.bars(at);
        } else {
            self.splits.push(Split { at, in_code: at < self.tick_end });
        }
        false
    }

    /// `||`: toggles the row, unless the lines say otherwise.
    fn bars(&mut self, at: usize) {
        let first = self.is_first_on_line(at);
        let blank_behind = self.is_blank_behind(at + 2);
        let Some(row) = self.row else {
            if first || !blank_behind {
                self.outside(at);
                self.row = Some(at);
            } else {
                let begin = self.first_text(self.boundary, at);
                self.problem(begin, Problem::RowNotOpened);
                if begin < at {
                    self.push_row(begin, at);
                }
            }
            self.restart(at + 2);
            return;
        };
        self.push_row(row, at);
        self.row = None;
        if first && !blank_behind && !self.text_behind(at + 2).starts_with(b"||") {
            self.problem(row, Problem::RowNotClosed);
            self.row = Some(at);
        }
        self.restart(at + 2);
    }

    /// The table ends here without `|#`.
    fn stop(&mut self, end: usize) {
        self.finish(end);
        self.cut.end = end;
    }

    fn finish(&mut self, end: usize) {
        match self.row {
            Some(row) => {
                self.problem(row, Problem::RowNotClosed);
                if !self.text(self.boundary, end).trim().is_empty() {
                    self.push_row(row, end);
                }
            }
            None => self.outside(end),
        }
    }

    fn push_row(&mut self, at: usize, end: usize) {
        self.spare_code();
        let mut begin = self.boundary;
        let first = self.cut.cells.len();
        for split in self.splits.drain(..) {
            self.cut.cells.push((begin, split.at));
            begin = split.at + 1;
        }
        self.cut.cells.push((begin, end));
        self.cut.rows.push(RawRow { at, cells: first..self.cut.cells.len() });
    }

    /// Reports the pipes in code, and makes them text where the row would have more cells than the first one.
    fn spare_code(&mut self) {
        let problems = self.splits.iter().filter(|split| split.in_code).map(|split| (split.at, Problem::PipeInCode));
        self.cut.problems.extend(problems);
        if self.cut.rows.first().is_some_and(|row| self.splits.len() >= row.cells.len()) {
            self.splits.retain(|split| !split.in_code);
        }
    }

    /// Text that stands in no row, up to `end`.
    fn outside(&mut self, end: usize) {
        if !self.is_blank(self.boundary, end) && !self.text(self.boundary, end).trim().is_empty() {
            self.problem(self.first_text(self.boundary, end), Problem::TextOutsideRow);
        }
    }

    fn restart(&mut self, at: usize) {
        self.boundary = at;
        self.splits.clear();
    }

    /// Whether `#|` begins a table: it stands first in its line or in its cell.
    fn opens_table(&self, hash: usize) -> bool {
        let cell = self.splits.last().map_or(self.boundary, |split| split.at + 1);
        hash >= cell && (self.is_first_on_line(hash) || self.is_blank(cell, hash))
    }

    /// Whether `|#` ends the table: it stands first or last in its line, or no row is open.
    fn closes_table(&self, at: usize) -> bool {
        self.row.is_none() || self.is_first_on_line(at) || self.is_blank_behind(at + 2)
    }

    /// Whether a table that is known to have no end stops before the line that begins here.
    fn ends_before_line(&self, start: usize) -> bool {
        let line = line_at(self.page, start, self.page.len());
        if line.is_blank() {
            return false;
        }
        if line.is_heading() || Directive::read(line.text).is_some_and(|it| it.name.starts_with("end")) {
            return true;
        }
        self.row.is_none() && !line.text.starts_with('|')
    }

    /// Looks where the single backtick at `at` is closed in the same line, and goes there if no pipe stands between.
    fn tick(&mut self, at: usize) {
        let bytes = self.page.as_bytes();
        let (mut end, mut pipes) = (at, false);
        self.tick_end = loop {
            end += 1;
            end += TICK_END.distance(bytes.get(end..).unwrap_or_default());
            match bytes.get(end) {
                Some(b'|') => pipes = true,
                Some(b'`') => break end,
                _ => break at,
            }
        };
        if end == self.tick_end && !pipes && !bytes.get(end..).is_some_and(|rest| rest.starts_with(b"```")) {
            self.at = end + 1;
        }
    }

    /// Where the line begins that `at` stands in, which grows from call to call.
    fn line_of(&mut self, at: usize) -> usize {
        if let Some(feed) = memchr::memrchr(b'\n', self.text(self.fed, at).as_bytes()) {
            self.line = self.fed + feed + 1;
        }
        self.fed = at;
        self.line
    }

    fn is_first_on_line(&self, at: usize) -> bool {
        let before = self.page.as_bytes().get(..at).unwrap_or_default().iter().rev();
        before.copied().find(|&byte| byte == b'\n' || !byte.is_ascii_whitespace()) == Some(b'\n')
    }

    fn is_blank(&self, from: usize, to: usize) -> bool {
        // Looked at from the end: text stands right before most pipes, so that this ends at once.
        self.text(from, to).bytes().rev().all(|byte| byte.is_ascii_whitespace())
    }

    fn is_blank_behind(&self, at: usize) -> bool {
        matches!(self.text_behind(at).first(), None | Some(b'\n'))
    }

    /// The text behind `at`, without the spaces before it.
    fn text_behind(&self, at: usize) -> &'a [u8] {
        let mut text = self.page.as_bytes().get(at..).unwrap_or_default();
        // The second is a space that does not break.
        while let [b' ' | b'\t' | b'\r', rest @ ..] | [0xc2, 0xa0, rest @ ..] = text {
            text = rest;
        }
        text
    }

    fn first_text(&self, from: usize, to: usize) -> usize {
        let text = self.text(from, to);
        from + text.len() - text.trim_start().len()
    }

    fn text(&self, from: usize, to: usize) -> &'a str {
        self.page.get(from..to).unwrap_or("")
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.page.as_bytes().get(at).copied()
    }

    fn problem(&mut self, at: usize, problem: Problem) {
        self.cut.problems.push((at, problem));
    }
}
