//! The scan over the lines of a page: finds the containers of the dialect and leaves the rest to [`markdown`].

use std::borrow::Cow;

use super::anchor::Anchors;
use super::finding::{Finding, Problem};
use super::line::{Directive, Fence, Line, line_at};
use super::markdown::{self, Definitions, Stretch, strip_indent};
use super::model::{Block, Cell, Inline, Kind, Row, Tab, Table};
use super::simple::Prose;
use super::table::Cutter;
use crate::source::offset;

/// Containers open at a time in one region, and cells within cells, that are followed.
const MAX_OPEN: usize = 24;
const MAX_REGIONS: usize = 6;

/// Containers in one line that are followed; what stands behind them is text.
const MAX_CHAINED: u32 = 8;

/// Reads one page.
pub(super) struct Reader<'a> {
    page: &'a str,
    pub findings: Vec<Finding>,
    definitions: Definitions<'a>,
    anchors: Anchors,
    prose: Prose<'a>,
    cutter: Cutter,
    regions: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(page: &'a str) -> Self {
        Self {
            page,
            findings: Vec::new(),
            definitions: definitions(page),
            anchors: Anchors::default(),
            prose: Prose::new(page),
            cutter: Cutter::new(),
            regions: 0,
        }
    }

    pub(super) fn page(&mut self) -> Vec<Block<'a>> {
        let start = front_matter(self.page);
        self.region(start, self.page.len(), 0)
    }

    /// Bytes looked at to cut tables.
    #[cfg(test)]
    pub(super) fn cut_work(&self) -> usize {
        self.cutter.work
    }

    /// Reads part of the page: all of it, or a cell. `indent` is that of all lines but the first.
    fn region(&mut self, start: usize, end: usize, indent: usize) -> Vec<Block<'a>> {
        self.regions += 1;
        let blocks = Region::new(self, start, end, indent).read();
        self.regions -= 1;
        blocks
    }

    fn cell(&mut self, start: usize, end: usize, indent: usize) -> Cell<'a> {
        let text = self.page.get(start..end).unwrap_or("");
        let raw = text.trim();
        let at = start + text.len() - text.trim_start().len();
        let body = if raw.is_empty() {
            Vec::new()
        } else if self.regions >= MAX_REGIONS {
            self.find(at, Problem::TooDeep);
            self.markdown(at, at + raw.len(), indent)
        } else if let Some(body) = self.prose.read(at, at + raw.len(), indent, &mut self.anchors) {
            body
        } else {
            self.region(at, at + raw.len(), indent)
        };
        Cell { at: offset(at), raw, body }
    }

    fn markdown(&mut self, start: usize, end: usize, indent: usize) -> Vec<Block<'a>> {
        if let Some(blocks) = self.prose.read(start, end, indent, &mut self.anchors) {
            return blocks;
        }
        let mut blocks = Vec::new();
        let stretch = Stretch { page: self.page, range: start..end, indent };
        if markdown::read(&stretch, &self.definitions, &mut self.anchors, &mut blocks) {
            self.find(start, Problem::TooDeep);
        }
        blocks
    }

    fn find(&mut self, at: usize, problem: Problem) {
        self.findings.push(Finding { at: offset(at), problem });
    }
}

/// A container that is open.
enum Open<'a> {
    Root,
    Note { kind: &'a str, title: &'a str },
    Tabs { column: Option<usize>, tabs: Vec<Tab<'a>> },
    Tab { title: Vec<Inline<'a>>, column: usize },
    Condition { keep: bool },
}

struct Frame<'a> {
    at: usize,
    open: Open<'a>,
    /// Columns by which its lines are indented; of a tab it is known with its first line.
    indent: Option<usize>,
    blocks: Vec<Block<'a>>,
}

/// The lines being gathered for [`markdown`].
#[derive(Clone, Copy)]
struct Pending {
    start: usize,
    indent: usize,
    /// Whether a list is open at the end of it.
    list: bool,
    /// Whether its last line is blank.
    blank: bool,
}

struct Region<'r, 'a> {
    reader: &'r mut Reader<'a>,
    page: &'a str,
    start: usize,
    end: usize,
    indent: usize,
    at: usize,
    /// Containers that ended in this line.
    chained: u32,
    pending: Option<Pending>,
    /// The indentation of a container that was taken out of a list, whose further lines follow.
    hoisted: Option<usize>,
    /// The containers that are open; the first one is the region itself.
    root: Frame<'a>,
    frames: Vec<Frame<'a>>,
}

impl<'r, 'a> Region<'r, 'a> {
    fn new(reader: &'r mut Reader<'a>, start: usize, end: usize, indent: usize) -> Self {
        let page = reader.page;
        let root = Frame { at: start, open: Open::Root, indent: Some(indent), blocks: Vec::new() };
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

    fn read(mut self) -> Vec<Block<'a>> {
        while self.at < self.end {
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
        while let Some(frame) = self.frames.last() {
            let at = frame.at;
            self.close_unclosed(at);
        }
        self.root.blocks
    }

    fn top(&mut self) -> &mut Frame<'a> {
        self.frames.last_mut().unwrap_or(&mut self.root)
    }

    fn push(&mut self, at: usize, kind: Kind<'a>) {
        self.top().blocks.push(Block { at: offset(at), kind });
    }

    fn line(&mut self, line: &Line<'a>) {
        let first = line.text.as_bytes().first();
        let taken = match first {
            None => {
                if let Some(pending) = &mut self.pending {
                    pending.blank = true;
                }
                return;
            }
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

    /// Adds a line to the Markdown being gathered.
    fn gather(&mut self, line: &Line<'a>, item: bool) {
        if let Some(pending) = self.pending {
            if line.indent < pending.indent && pending.indent > self.indent_here(line) {
                self.flush(line.start);
                self.hoisted = None;
            }
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

    /// Hands what was gathered to [`markdown`].
    fn flush(&mut self, end: usize) {
        let Some(pending) = self.pending.take() else { return };
        let blocks = self.reader.markdown(pending.start, end, pending.indent);
        if matches!(self.top().open, Open::Tabs { .. }) && !blocks.is_empty() {
            self.reader.find(pending.start, Problem::TextOutsideTab);
        }
        self.top().blocks.extend(blocks);
    }

    /// Ends the Markdown before a container, and remembers if the container stood in a list.
    fn interrupt(&mut self, line: &Line<'a>) {
        let base = self.indent_here(line);
        let list = self.pending.is_some_and(|pending| pending.list) || self.hoisted.is_some();
        self.flush(line.start);
        self.hoisted = (list && line.indent > base).then_some(line.indent);
    }

    fn fence(&mut self, line: &Line<'a>) -> bool {
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
        let text = code(self.page.get(begin..end).unwrap_or(""), line.indent);
        self.push(line.at, Kind::Code { lang: fence.lang, text });
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
        let text = self.page.get(start..end)?;
        if !text.contains("- ") && !text.contains("{%") {
            return None;
        }
        let mut at = start;
        while at < end {
            let line = line_at(self.page, at, end);
            let ends = line.text.starts_with("- ") || Directive::read(line.text).is_some_and(|it| it.name == "endlist");
            if line.indent <= column && ends {
                return Some(line.start);
            }
            at = line.next;
        }
        None
    }

    /// The column of the tabs that the scan is in.
    fn tab_column(&self) -> Option<usize> {
        self.frames.iter().rev().find_map(|frame| match frame.open {
            Open::Tab { column, .. } => Some(column),
            _ => None,
        })
    }

    /// Leaves a fence that belongs to a list in the Markdown being gathered.
    fn skip_fence(&mut self, fence: &Fence<'_>, indent: usize) {
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

    fn begin_tab(&mut self, line: &Line<'a>, title: &'a str) -> bool {
        let tabs = self.frames.iter().rposition(|frame| matches!(frame.open, Open::Tabs { .. }));
        let Some(Open::Tabs { column, .. }) = tabs.and_then(|index| Some(&mut self.frames.get_mut(index)?.open)) else {
            return false;
        };
        if line.indent > *column.get_or_insert(line.indent) {
            return false;
        }
        self.flush(line.start);
        self.hoisted = None;
        while !matches!(self.top().open, Open::Tabs { .. } | Open::Root) {
            self.end_innermost(line.start);
        }
        let at = line.at + line.text.len() - title.len();
        let title = match self.reader.markdown(at, at + title.len(), 0).pop() {
            Some(Block { kind: Kind::Paragraph(title), .. }) => title,
            _ => vec![Inline::Text(Cow::Borrowed(title))],
        };
        let open = Open::Tab { title, column: line.indent };
        self.frames.push(Frame { at: line.at, open, indent: None, blocks: Vec::new() });
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

    fn directive(&mut self, line: &Line<'a>) -> bool {
        let Some(directive) = Directive::read(line.text) else { return false };
        let behind = line.at + directive.length;
        let taken = match directive.name {
            "note" | "cut" => {
                let (word, title) = directive.word_and_title();
                let kind = if directive.name == "cut" { "cut" } else { word };
                self.open(line, Open::Note { kind, title })
            }
            "list" => self.open(line, Open::Tabs { column: None, tabs: Vec::new() }),
            "if" => {
                if !is_dev(directive.rest) {
                    self.reader.find(line.at, Problem::UnknownCondition);
                }
                self.open(line, Open::Condition { keep: !is_dev(directive.rest) })
            }
            "else" | "elsif" => self.branch(line),
            "endnote" => self.end(line, |open| matches!(open, Open::Note { kind, .. } if *kind != "cut")),
            "endcut" => self.end(line, |open| matches!(open, Open::Note { kind: "cut", .. })),
            "endlist" => self.end(line, |open| matches!(open, Open::Tabs { .. })),
            "endif" => self.end(line, |open| matches!(open, Open::Condition { .. })),
            "include" => self.include(line, &directive),
            _ => {
                self.reader.find(line.at, Problem::UnknownDirective);
                false
            }
        };
        if taken {
            self.at = self.at.min(behind);
            if line.text.len() == directive.length {
                self.at = line.next;
            }
        }
        taken
    }

    fn include(&mut self, line: &Line<'a>, directive: &Directive<'a>) -> bool {
        let path = directive.rest.rsplit_once('(').and_then(|(_, rest)| rest.split_once(')'));
        let Some((path, _)) = path else {
            self.reader.find(line.at, Problem::UnknownDirective);
            return false;
        };
        self.interrupt(line);
        self.push(line.at, Kind::Include { path: Cow::Borrowed(path.trim()) });
        true
    }

    fn open(&mut self, line: &Line<'a>, open: Open<'a>) -> bool {
        self.interrupt(line);
        if self.frames.len() >= MAX_OPEN {
            self.reader.find(line.at, Problem::TooDeep);
            return true;
        }
        let tabs = matches!(open, Open::Tabs { .. });
        self.hoisted = None;
        self.frames.push(Frame { at: line.at, open, indent: (!tabs).then_some(line.indent), blocks: Vec::new() });
        true
    }

    /// `{% else %}`: what is dropped before it is kept behind it.
    fn branch(&mut self, line: &Line<'a>) -> bool {
        self.interrupt(line);
        let frame = self.top();
        match &mut frame.open {
            Open::Condition { keep } if !*keep => {
                frame.blocks.clear();
                *keep = true;
            }
            Open::Condition { .. } => {}
            _ => self.reader.find(line.at, Problem::StrayEnd),
        }
        true
    }

    /// Ends the innermost container of a kind, and what is still open in it.
    fn end(&mut self, line: &Line<'a>, is_it: fn(&Open<'_>) -> bool) -> bool {
        self.interrupt(line);
        let Some(index) = self.frames.iter().rposition(|frame| is_it(&frame.open)) else {
            self.reader.find(line.at, Problem::StrayEnd);
            return true;
        };
        while self.frames.len() > index + 1 {
            self.end_innermost(line.start);
        }
        let indent = self.frames.get(index).and_then(|frame| frame.indent);
        self.end_frame();
        self.hoisted = self.hoisted.or(indent.filter(|&indent| {
            let base = self.frames.last().unwrap_or(&self.root).indent.unwrap_or(indent);
            indent > base
        }));
        true
    }

    /// Ends the innermost container, which its own end should have done, unless it is a tab.
    fn end_innermost(&mut self, at: usize) {
        if matches!(self.top().open, Open::Tab { .. }) {
            self.end_frame();
        } else {
            self.close_unclosed(at);
        }
    }

    /// Takes the innermost container for not having been opened: what is in it belongs to what it stands in.
    fn close_unclosed(&mut self, _at: usize) {
        if matches!(self.top().open, Open::Tab { .. }) {
            return self.end_frame();
        }
        let Some(frame) = self.frames.pop() else { return };
        self.reader.find(frame.at, Problem::BlockNotClosed);
        let tabs = match frame.open {
            Open::Tabs { tabs, .. } if !tabs.is_empty() => Some(Block { at: offset(frame.at), kind: Kind::Tabs(tabs) }),
            _ => None,
        };
        self.top().blocks.extend(tabs.into_iter().chain(frame.blocks));
    }

    fn end_frame(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let at = offset(frame.at);
        match frame.open {
            Open::Root => {}
            Open::Note { kind, title } => {
                let kind = Kind::Note { kind: Cow::Borrowed(kind), title: Cow::Borrowed(title), body: frame.blocks };
                self.top().blocks.push(Block { at, kind });
            }
            Open::Tab { title, .. } => {
                let tab = Tab { at, title, body: frame.blocks };
                if let Open::Tabs { tabs, .. } = &mut self.top().open {
                    tabs.push(tab);
                }
            }
            Open::Tabs { tabs, .. } => {
                let parent = self.top();
                parent.blocks.extend(frame.blocks);
                parent.blocks.push(Block { at, kind: Kind::Tabs(tabs) });
            }
            Open::Condition { keep: true } => self.top().blocks.extend(frame.blocks),
            Open::Condition { keep: false } => {}
        }
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
        for (at, problem) in cut.problems {
            self.reader.find(at, problem);
        }
        let mut rows = Vec::with_capacity(cut.rows.len());
        for row in cut.rows {
            let cells = cut.cells.get(row.cells).unwrap_or_default();
            let cells = cells.iter().map(|&(start, end)| self.reader.cell(start, end, line.indent)).collect();
            rows.push(Row { at: offset(row.at), cells });
        }
        self.push(line.at, Kind::Table(Table { rows }));
        let behind = line_at(self.page, cut.end, self.end);
        self.at = if behind.is_blank() { behind.next } else { cut.end };
        true
    }
}

/// `build == 'dev'`: what is meant for those who write the documentation.
fn is_dev(condition: &str) -> bool {
    condition
        .split_once("==")
        .is_some_and(|(name, value)| name.trim() == "build" && value.trim().trim_matches(['\'', '"']) == "dev")
}

/// The text of a fence out of its lines.
fn code(lines: &str, indent: usize) -> Cow<'_, str> {
    let lines = lines.strip_suffix('\n').unwrap_or(lines);
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

/// Where the page begins behind a byte order mark and YAML between two lines `---`.
fn front_matter(page: &str) -> usize {
    let start = if page.starts_with('\u{feff}') { 3 } else { 0 };
    let first = line_at(page, start, page.len());
    if first.text != "---" || first.indent > 0 {
        return start;
    }
    let mut at = first.next;
    while at < page.len() {
        let line = line_at(page, at, page.len());
        at = line.next;
        if line.text == "---" {
            return at;
        }
    }
    start
}

/// The definitions `[label]: target` of the page.
fn definitions(page: &str) -> Definitions<'_> {
    let mut found = Definitions::new();
    let behind = memchr::memmem::find_iter(page.as_bytes(), b"\n[").map(|at| at + 2);
    for at in behind.chain(page.starts_with('[').then_some(1)) {
        let line = line_at(page, at, page.len());
        if let Some((label, target)) = line.text.split_once("]:") {
            let target = target.split_whitespace().next().map(|it| it.trim_matches(['<', '>']));
            if let (false, Some(target)) = (label.starts_with('*') || label.starts_with('^'), target) {
                found.entry(markdown::label(label)).or_insert(target);
            }
        }
    }
    found
}
