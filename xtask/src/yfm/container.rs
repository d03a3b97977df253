//! The containers of the dialect: notes, cuts, tabs, conditions, and the directives that open and close them.

use bumpalo::collections::Vec as ArenaVec;

use super::finding::Problem;
use super::line::{Directive, Line};
use super::model::{Arena, Block, Inline, Kind, Note, Tab};
use super::scan::Region;
use crate::source::offset;

/// Containers open at a time in one region that are followed.
const MAX_OPEN: usize = 24;

/// A container that is open.
pub(super) enum Open<'a> {
    Root,
    Note { kind: &'a str, title: &'a str },
    Tabs { column: Option<usize>, tabs: Vec<Tab<'a>> },
    Tab { title: &'a [Inline<'a>], column: usize },
    Condition { keep: bool },
}

pub(super) struct Frame<'a> {
    pub at: usize,
    pub open: Open<'a>,
    /// Columns by which its lines are indented; of a tab it is known with its first line.
    pub indent: Option<usize>,
    pub blocks: ArenaVec<'a, Block<'a>>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(at: usize, open: Open<'a>, indent: Option<usize>, arena: &'a Arena) -> Self {
        Self { at, open, indent, blocks: ArenaVec::new_in(arena) }
    }
}

impl<'a> Region<'_, 'a> {
    pub(super) fn directive(&mut self, line: &Line<'a>) -> bool {
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
        self.push(line.at, Kind::Include { path: path.trim() });
        true
    }

    fn open(&mut self, line: &Line<'a>, open: Open<'a>) -> bool {
        self.interrupt(line);
        if self.frames.len() >= MAX_OPEN {
            self.reader.find(line.at, Problem::NestedTooDeep);
            return true;
        }
        let tabs = matches!(open, Open::Tabs { .. });
        self.hoisted = None;
        self.frames.push(Frame::new(line.at, open, (!tabs).then_some(line.indent), self.reader.arena));
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
            self.end_innermost();
        }
        let indent = self.frames.get(index).and_then(|frame| frame.indent);
        self.end_frame();
        self.hoisted = self.hoisted.or(indent.filter(|&indent| {
            let base = self.frames.last().unwrap_or(&self.root).indent;
            base.is_some_and(|base| indent > base)
        }));
        true
    }

    pub(super) fn begin_tab(&mut self, line: &Line<'a>, title: &'a str) -> bool {
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
            self.end_innermost();
        }
        let at = line.at + line.text.len() - title.len();
        let title = match self.reader.markdown(at, at + title.len(), 0).last() {
            Some(Block { kind: Kind::Paragraph(title), .. }) => *title,
            _ => self.reader.arena.alloc_slice_copy(&[Inline::Text(title)]),
        };
        let open = Open::Tab { title, column: line.indent };
        self.frames.push(Frame::new(line.at, open, None, self.reader.arena));
        true
    }

    /// Ends the innermost container without an end of its own, as only tabs do. What is in another one then belongs to what
    /// it stands in.
    pub(super) fn end_innermost(&mut self) {
        if matches!(self.top().open, Open::Tab { .. }) {
            return self.end_frame();
        }
        let Some(frame) = self.frames.pop() else { return };
        self.reader.find(frame.at, Problem::BlockNotClosed);
        let tabs = match frame.open {
            Open::Tabs { tabs, .. } if !tabs.is_empty() => Some(self.tabs(frame.at, &tabs)),
            _ => None,
        };
        self.top().blocks.extend(tabs.into_iter().chain(frame.blocks));
    }

    fn end_frame(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let at = offset(frame.at);
        match frame.open {
            Open::Note { kind, title } => {
                let kind =
                    Kind::Note(self.reader.arena.alloc(Note { kind, title, body: frame.blocks.into_bump_slice() }));
                self.top().blocks.push(Block { at, kind });
            }
            Open::Tab { title, .. } => {
                let tab = Tab { at, title, body: frame.blocks.into_bump_slice() };
                if let Open::Tabs { tabs, .. } = &mut self.top().open {
                    tabs.push(tab);
                }
            }
            Open::Tabs { tabs, .. } => {
                let tabs = self.tabs(frame.at, &tabs);
                let parent = self.top();
                parent.blocks.extend(frame.blocks);
                parent.blocks.push(tabs);
            }
            Open::Condition { keep: true } => self.top().blocks.extend(frame.blocks),
            Open::Root | Open::Condition { keep: false } => {}
        }
    }

    fn tabs(&self, at: usize, tabs: &[Tab<'a>]) -> Block<'a> {
        Block { at: offset(at), kind: Kind::Tabs(self.reader.arena.alloc_slice_copy(tabs)) }
    }

    /// The column of the tabs that the scan is in.
    pub(super) fn tab_column(&self) -> Option<usize> {
        self.frames.iter().rev().find_map(|frame| match frame.open {
            Open::Tab { column, .. } => Some(column),
            _ => None,
        })
    }
}

/// `build == 'dev'`: what is meant for those who write the documentation.
fn is_dev(condition: &str) -> bool {
    condition
        .split_once("==")
        .is_some_and(|(name, value)| name.trim() == "build" && value.trim().trim_matches(['\'', '"']) == "dev")
}
