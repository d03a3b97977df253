//! The tables of parameters of one part of a page, each with what stands over it.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::ops::Range;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::Shape;
use super::param::Param;
use super::row::{self, Names, Odd, Reading};
use crate::diagnostic::Code;
use crate::lower::outline::{Outline, Piece, Role, Section};
use crate::lower::sink::Sink;
use crate::lower::text::{blocks, marked, plain};
use crate::lower::types::{misspelt, parts, widen};
use crate::yfm::{Block, Heading, Kind, Note, Offset, Row, Table};

/// How deep tabs, notes and lists are searched for tables.
const DEPTH: usize = 8;

/// A table of parameters.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    /// The section it stands in.
    pub(crate) section: usize,
    pub(crate) at: Offset,
    /// What stands over the table where its section has others before it.
    pub(crate) lead: Cow<'a, str>,
    pub(crate) tab: Option<TabLabel<'a>>,
    pub(crate) params: Vec<Param<'a>>,
    /// What a note right behind the table says.
    pub(crate) note: &'a [Block<'a>],
    /// The rows of the table, those without a parameter included.
    pub(crate) rows: usize,
}

/// The tab that a table stands in.
#[derive(Debug, Clone)]
pub(crate) struct TabLabel<'a> {
    pub(crate) title: Cow<'a, str>,
    /// The text of the tab before the table, with code in backticks.
    pub(crate) lead: String,
}

/// Something else that a table may be.
pub(crate) struct Foreign<'a> {
    pub(crate) section: usize,
    pub(crate) piece: Piece<'a>,
    pub(crate) at: Offset,
    pub(crate) table: &'a Table<'a>,
    /// The paragraph before it.
    pub(crate) lead: Cow<'a, str>,
}

/// The tables of a role.
#[derive(Default)]
pub(crate) struct Found<'a> {
    pub(crate) groups: Vec<Group<'a>>,
    /// Tables that hold no parameters.
    pub(crate) foreign: Vec<Foreign<'a>>,
}

struct Walk<'a, 'w> {
    section: usize,
    piece: Piece<'a>,
    /// The paragraph or heading that was last.
    lead: Option<&'a Block<'a>>,
    tab: Option<TabLabel<'a>>,
    nested: bool,
    found: &'w mut Found<'a>,
    /// Where rows are accounted for; none where tables are only told apart.
    sink: Option<&'w mut Sink>,
}

/// Collects the tables of the sections of a role.
pub(crate) fn collect<'a>(outline: &Outline<'a>, role: Role, sink: &mut Sink) -> Found<'a> {
    collect_if(outline, |_, section| section.role == role, sink)
}

/// Tells the tables of the sections that a test takes apart, without reading their rows: no group has parameters.
pub(crate) fn survey<'a>(outline: &Outline<'a>, takes: impl Fn(usize, &Section<'a>) -> bool) -> Found<'a> {
    walk(outline, taken(outline, takes), None)
}

/// Collects the tables of the sections in a range.
pub(crate) fn collect_in<'a>(outline: &Outline<'a>, range: Range<usize>, sink: &mut Sink) -> Found<'a> {
    walk(outline, range, Some(sink))
}

/// Collects the tables of the sections that a test takes.
pub(crate) fn collect_if<'a>(
    outline: &Outline<'a>,
    takes: impl Fn(usize, &Section<'a>) -> bool,
    sink: &mut Sink,
) -> Found<'a> {
    walk(outline, taken(outline, takes), Some(sink))
}

fn taken<'a>(outline: &Outline<'a>, takes: impl Fn(usize, &Section<'a>) -> bool) -> impl Iterator<Item = usize> {
    outline.sections.iter().enumerate().filter(move |(index, s)| takes(*index, s)).map(|(index, _)| index)
}

fn walk<'a>(outline: &Outline<'a>, sections: impl Iterator<Item = usize>, mut sink: Option<&mut Sink>) -> Found<'a> {
    let mut found = Found::default();
    for (section, s) in sections.filter_map(|section| Some((section, outline.sections.get(section)?))) {
        let (mut lead, mut behind) = (None, false);
        for piece in &s.pieces {
            if let (true, Kind::Note(note), Some(group)) = (behind, &piece.block.kind, found.groups.last_mut()) {
                group.note = note.body;
            }
            let before = found.groups.len();
            let sink = sink.as_deref_mut();
            let mut walk = Walk { section, piece: *piece, lead, tab: None, nested: false, found: &mut found, sink };
            walk.block(piece.block, DEPTH);
            lead = walk.lead;
            behind = found.groups.len() > before;
        }
    }
    found
}

impl<'a> Walk<'a, '_> {
    fn block(&mut self, block: &'a Block<'a>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match &block.kind {
            Kind::Table(table) => self.table(table, self.piece.place(block.at)),
            Kind::Paragraph(_) if !self.nested => self.lead = Some(block),
            Kind::Heading(_) => self.lead = Some(block),
            Kind::Tabs(tabs) => {
                for tab in *tabs {
                    let outer = self.tab.replace(TabLabel { title: plain(tab.title), lead: String::new() });
                    for block in tab.body {
                        if let (Kind::Paragraph(text), Some(label)) = (&block.kind, &mut self.tab) {
                            label.lead.push_str(&marked(text));
                            label.lead.push('\n');
                        }
                        self.block(block, depth);
                    }
                    self.tab = outer;
                }
            }
            Kind::Note(Note { body, .. }) | Kind::Quote(body) => self.inside(body.iter(), depth),
            Kind::List(items) => self.inside(items.iter().copied().flatten(), depth),
            Kind::Paragraph(_) | Kind::Code(_) | Kind::Include { .. } => {}
        }
    }

    /// Blocks whose text stands over no table but their own.
    fn inside(&mut self, blocks: impl Iterator<Item = &'a Block<'a>>, depth: usize) {
        let outer = std::mem::replace(&mut self.nested, true);
        blocks.for_each(|block| self.block(block, depth));
        self.nested = outer;
    }

    fn lead(&self) -> Cow<'a, str> {
        match self.lead.map(|block| &block.kind) {
            Some(Kind::Paragraph(text)) => marked(text),
            Some(Kind::Heading(Heading { text, .. })) => plain(text),
            _ => Cow::Borrowed(""),
        }
    }

    fn table(&mut self, table: &'a Table<'a>, at: Offset) {
        let shape = Shape::of(table);
        if !shape.is_fields() {
            let lead = self.lead();
            self.found.foreign.push(Foreign { section: self.section, piece: self.piece, at, table, lead });
            return;
        }
        let params = self.sink.as_deref_mut().map(|sink| {
            sink.count_read(shape.rows.len());
            if shape.header.is_none() {
                sink.report(
                    Code::NoHeader,
                    at,
                    "the table has no header row; begin it with a row of `Name` and `type`",
                );
            }
            read_rows(&shape, self.piece, sink)
        });
        let lead = self.lead();
        self.found.groups.push(Group {
            section: self.section,
            at,
            lead,
            tab: self.tab.clone(),
            params: params.unwrap_or_default(),
            note: &[],
            rows: shape.rows.len(),
        });
    }
}

/// Reads the rows of a table of parameters, each row into one parameter or more, or into a diagnostic.
pub(super) fn read_rows<'a>(shape: &Shape<'a>, piece: Piece<'a>, sink: &mut Sink) -> Vec<Param<'a>> {
    let mut params: Vec<Param<'a>> = Vec::with_capacity(shape.rows.len());
    let mut seen: HashMap<Cow<'a, str>, usize> = HashMap::with_capacity(shape.rows.len());
    let mut repeated: Vec<(usize, Param<'a>)> = Vec::new();
    let mut names = Names::with_capacity(1);
    for row in shape.rows {
        let at = piece.place(row.at);
        nested(row, at, sink);
        let mut next = params.len();
        match row::read(row, shape, &mut names, &mut params) {
            Reading::Params(odd) => {
                if let Some(odd) = odd {
                    let name = params.get(next).map(|param| &*param.name).unwrap_or_default();
                    let message = match odd {
                        Odd::Mark(mark) => {
                            format!("`{mark}` behind a name is no mark that is known; mark with `*` what is required")
                        }
                        Odd::Bold => format!(
                            "the stars around `{name}` do not pair; write `**{name}**`, or `**{name}***` for what is required"
                        ),
                    };
                    sink.report(Code::UnknownMark, at, message);
                }
                let either = params.len() - next > 1;
                if either {
                    sink.report(Code::SeveralNames, at, "the row names several parameters; give each a row of its own");
                }
                if row.cells.len() == 1 && shape.columns.len() > 1 {
                    sink.report(Code::ShortRow, at, "the row has one cell; separate the description with `|`");
                }
                while let Some(param) = params.get_mut(next) {
                    param.at = at;
                    // One of several names is given: none of them must be.
                    param.required &= !either;
                    match seen.entry(param.name.clone()) {
                        Entry::Occupied(first) => repeated.push((*first.get(), params.remove(next))),
                        Entry::Vacant(place) => {
                            place.insert(next);
                            next += 1;
                        }
                    }
                }
                sink.count_compiled(1);
            }
            Reading::Group => {
                sink.drop_rows(1, Code::GroupRow, at, "the row groups others; it is not taken as a parameter");
            }
            Reading::Prose(name) => {
                sink.drop_rows(
                    1,
                    Code::OddName,
                    at,
                    format!("`{name}` is no name on the wire; write the parameter's name in bold"),
                );
            }
            Reading::Nameless => {
                let text = row.cells.first().map(|cell| blocks(cell.body, "`")).unwrap_or_default();
                let text: String = text.chars().take(40).collect();
                sink.drop_rows(
                    1,
                    Code::RowWithoutName,
                    at,
                    format!("the row has no name in bold (`{}`); write one", text.trim()),
                );
            }
        }
    }
    close_directions(&mut params);
    for param in &mut params {
        check_type(param, shape, sink);
        param.describe(&|name| seen.contains_key(name));
    }
    for (first, param) in &repeated {
        let message = format!("`{}` stands twice in the table; keep one row, or a table for each shape", param.name);
        sink.report(Code::RepeatedName, param.at, message);
        if let Some(first) = params.get_mut(*first) {
            merge(first, param);
        }
    }
    params
}

/// `gpsN` beside `gpsS` is no name with a number: it is the north.
fn close_directions(params: &mut [Param<'_>]) {
    if !params.iter().any(|param| param.name.ends_with("{N}")) {
        return;
    }
    let stem = |param: &Param<'_>| param.name.strip_suffix(|c: char| c.is_ascii_uppercase()).map(str::to_owned);
    let stems: HashSet<String> = params.iter().filter_map(stem).collect();
    for param in params {
        let Some(stem) = param.name.strip_suffix("{N}").filter(|stem| stems.contains(*stem)) else { continue };
        let name = format!("{stem}N");
        param.name = Cow::Owned(name);
    }
}

/// Reports a type that is missing, words, or misspelt.
fn check_type(param: &Param<'_>, shape: &Shape<'_>, sink: &mut Sink) {
    if param.prose_type {
        let message = format!("the type of `{}` is told in words; write a type in backticks", param.name);
        sink.report(Code::TypeInProse, param.at, message);
    } else if param.ty.is_empty() && shape.typed {
        let message = format!("`{}` has no type; write one in backticks below the name", param.name);
        sink.report(Code::NoType, param.at, message);
    }
    for (ty, known) in parts(&param.ty).filter_map(|ty| Some((ty, misspelt(ty)?))) {
        let message = format!("the type of `{}` is no known one, `{ty}`; write `{known}`", param.name);
        sink.report(Code::MisspeltType, param.at, message);
    }
}

/// Accounts for tables inside the cells of a row.
fn nested(row: &Row<'_>, at: Offset, sink: &mut Sink) {
    for block in row.cells.iter().flat_map(|cell| cell.body) {
        if let Kind::Table(table) = &block.kind {
            sink.leave_out(
                Shape::of(table).rows.len(),
                Code::NestedTable,
                at,
                "the rows of a table inside a cell are not taken; write a list of values, or a section of its own",
            );
        }
    }
}

/// Takes what a second row of the same name adds: its type, and that the first may be left out.
fn merge(first: &mut Param<'_>, second: &Param<'_>) {
    first.required &= second.required;
    widen(first.ty.to_mut(), &second.ty);
}
