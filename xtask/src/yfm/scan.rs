//! The scan over the lines of a page: finds the containers of the dialect and leaves the rest to `markdown`.

use super::container::{Frame, Open};
use super::finding::Problem;
use super::line::{Fence, Line, line_at};
use super::model::{Block, Kind, Row, Table};
use super::reader::Reader;
use crate::source::offset;

/// Containers in one line that are followed; what stands behind them is text.
const MAX_CHAINED: u32 = 8;

/// The lines being gathered for `markdown`.
#[derive(Clone, Copy)]
pub(super) struct Pending {
    pub start: usize,
    pub indent: usize,
    /// Whether a list is open at the end of it.
    pub list: bool,
    /// Whether its last line is blank.
    pub blank: bool,
}

pub(super) struct Region<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) page: &'a str,
    start: usize,
    pub(super) end: usize,
    indent: usize,
    pub(super) at: usize,
    /// Containers that ended in this line.
    chained: u32,
    pub(super) pending: Option<Pending>,
    /// The indentation of a container that was taken out of a list, whose further lines follow.
    pub(super) hoisted: Option<usize>,
    /// The containers that are open; the first one is the region itself.
    pub(super) root: Frame<'a>,
    pub(super) frames: Vec<Frame<'a>>,
}

impl<'r, 'a> Region<'r, 'a> {
    pub(super) fn new(reader: &'r mut Reader<'a>, start: usize, end: usize, indent: usize) -> Self {
        let page = reader.page;
        let root = Frame::new(start, Open::Root, Some(indent), reader.arena);
        Self {
            reader,
            page,
            start,
            end,
            indent,
            at: start,
            chained: 0,
            pending: None,
            hoisted: None,
            root,
            frames: Vec::new(),
        }
    }

    pub(super) fn read(mut self) -> &'a [Block<'a>] {
        while self.at < self.end {
            if self.page.as_bytes().get(self.at) == Some(&b'\n') {
                self.gather_blank();
                self.at += 1;
                continue;
            }
            let mut line = line_at(self.page, self.at, self.end);
            if line.start == self.start {
                line.indent += self.indent;
            }
            self.at = line.next;
            let behind = self.page.as_bytes().get(line.start.wrapping_sub(1)).is_some_and(|&byte| byte != b'\n');
            self.chained = if behind { self.chained + 1 } else { 0 };
            if self.chained > MAX_CHAINED {
                self.gather(&line, false);
            } else {
                self.line(&line);
            }
        }
        self.flush(self.end);
        while !self.frames.is_empty() {
            self.end_innermost();
        }
        self.root.blocks.into_bump_slice()
    }

    pub(super) fn top(&mut self) -> &mut Frame<'a> {
        self.frames.last_mut().unwrap_or(&mut self.root)
    }

    pub(super) fn push(&mut self, at: usize, kind: Kind<'a>) {
        self.top().blocks.push(Block { at: offset(at), kind });
    }

    fn line(&mut self, line: &Line<'a>) {
        let first = line.text.as_bytes().first();
        let taken = match first {
            None => return self.gather_blank(),
            Some(b'`' | b'~') => self.fence(line),
            Some(b'#') if line.text.starts_with("#|") => self.table(line),
            Some(b'{') if line.text.starts_with("{%") => self.directive(line),
            Some(b'[') if line.text.starts_with("[*") => self.term(line),
            Some(b'-' | b'*' | b'+' | b'0'..=b'9') => self.list_item(line),
            _ => false,
        };
        if !taken {
            self.gather(line, false);
        }
    }

    /// A blank line is part of the Markdown if more of it follows.
    fn gather_blank(&mut self) {
        if let Some(pending) = &mut self.pending {
            pending.blank = true;
        }
    }

    /// Adds a line to the Markdown being gathered.
    pub(super) fn gather(&mut self, line: &Line<'a>, item: bool) {
        if let Some(pending) = self.pending
            && line.indent < pending.indent
            && pending.indent > self.indent_here(line)
        {
            self.flush(line.start);
            self.hoisted = None;
        }
        let base = self.indent_here(line);
        let pending = self.pending.get_or_insert_with(|| {
            let indent = self.hoisted.filter(|&indent| line.indent >= indent).unwrap_or(base);
            Pending {
                start: if line.indent > indent + 3 { line.start } else { line.at },
                indent,
                list: false,
                blank: false,
            }
        });
        if item {
            pending.list = true;
        } else if pending.blank && line.indent <= pending.indent {
            pending.list = false;
        }
        pending.blank = false;
    }

    /// The indentation of the lines of the innermost container.
    fn indent_here(&mut self, line: &Line<'a>) -> usize {
        let column = line.indent;
        *self.top().indent.get_or_insert(column)
    }

    /// Hands what was gathered to `markdown`.
    pub(super) fn flush(&mut self, end: usize) {
        let Some(pending) = self.pending.take() else { return };
        let blocks = self.reader.markdown(pending.start, end, pending.indent);
        if matches!(self.top().open, Open::Tabs { .. }) && !blocks.is_empty() {
            self.reader.find(pending.start, Problem::TextOutsideTab);
        }
        self.top().blocks.extend(blocks);
    }

    /// Ends the Markdown before a container, and remembers if the container stood in a list.
    pub(super) fn interrupt(&mut self, line: &Line<'a>) {
        let base = self.indent_here(line);
        let list = self.pending.is_some_and(|pending| pending.list) || self.hoisted.is_some();
        self.flush(line.start);
        self.hoisted = (list && line.indent > base).then_some(line.indent);
    }

    fn list_item(&mut self, line: &Line<'a>) -> bool {
        let Some((text, marker)) = line.list_item() else { return false };
        if self.begin_tab(line, text) {
            return true;
        }
        self.gather(line, true);
        if let Some(fence) = Fence::open(text) {
            self.skip_fence(&fence, line.indent + marker);
        }
        true
    }

    /// The definition of a term, `[*key]: text`: not part of the text.
    fn term(&mut self, line: &Line<'a>) -> bool {
        let is_term =
            line.text.split_once("]:").is_some_and(|(key, _)| !key.contains(['[', ']']) || key.starts_with("[*"));
        if is_term {
            self.flush(line.start);
        }
        is_term
    }

    fn table(&mut self, line: &Line<'a>) -> bool {
        if self.pending.is_some_and(|pending| !pending.blank) {
            self.reader.find(line.at, Problem::TableInParagraph);
        }
        self.interrupt(line);
        let cut = self.reader.cutter.cut(self.page, line.at, self.end);
        if !cut.closed {
            self.reader.find(line.at, Problem::TableNotClosed);
        }
        for &(at, problem) in &cut.problems {
            self.reader.find(at, problem);
        }
        let arena = self.reader.arena;
        let rows = arena.alloc_slice_fill_iter(cut.rows.iter().map(|row| {
            let cells = cut.cells.get(row.cells.clone()).unwrap_or_default().iter();
            let cells = cells.map(|&(start, end)| self.reader.cell(start, end, line.indent));
            Row { at: offset(row.at), cells: arena.alloc_slice_fill_iter(cells) }
        }));
        self.push(line.at, Kind::Table(Table { rows }));
        let behind = line_at(self.page, cut.end, self.end);
        self.at = if behind.is_blank() { behind.next } else { cut.end };
        self.reader.cutter.reuse(cut);
        true
    }
}
