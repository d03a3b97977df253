//! The page as sections: which blocks stand under which heading.

pub(super) mod headings;
mod roles;

use bumpalo::collections::Vec as ArenaVec;

use super::Input;
use super::includes::resolve;
use super::names::{event_in, is_event, method_in};
use super::page_kind::says_who;
use super::sink::Sink;
use super::text::{blocks, fold, fold_in, keep, plain, trim};
use crate::diagnostic::Code;
use crate::lexicon;
use crate::yfm::{Arena, Block, Heading, Inline, Kind, Note, Offset};

pub(super) use roles::{Role, below, role};

/// How deep files include files.
const INCLUDE_DEPTH: usize = 4;

/// A block, and where to point at when it is spoken of: a block of an included file has no place in the page but the
/// directive that includes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub(super) block: &'a Block<'a>,
    pub(super) included_at: Option<Offset>,
}

impl Piece<'_> {
    /// The place in the page of something at `at` in the block's file.
    pub(super) fn place(&self, at: Offset) -> Offset {
        self.included_at.unwrap_or(at)
    }
}

/// A heading and the blocks up to the next one.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub(super) level: u8,
    pub(super) title: &'a str,
    /// The title in lower case.
    pub(super) folded: &'a str,
    pub(super) anchor: &'a str,
    pub(super) at: Offset,
    pub(super) role: Role,
    /// The role is that of a table that leads here, not of the place.
    pub(super) adopted: bool,
    /// The section that this one belongs to.
    pub(super) parent: Option<usize>,
    pub(super) pieces: ArenaVec<'a, Piece<'a>>,
}

impl Section<'_> {
    pub(super) fn has_table(&self) -> bool {
        self.pieces.iter().any(|piece| holds_table(piece.block, 4))
    }
}

fn holds_table(block: &Block<'_>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match &block.kind {
        Kind::Table(_) => true,
        Kind::Tabs(tabs) => tabs.iter().flat_map(|tab| tab.body).any(|block| holds_table(block, depth)),
        Kind::Note(Note { body, .. }) => body.iter().any(|block| holds_table(block, depth)),
        _ => false,
    }
}

/// A page's sections, in order; the first one is the preamble.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    pub(super) title: &'a str,
    /// The method that the title names.
    pub(super) named: Option<&'a str>,
    pub(super) title_at: Offset,
    pub(super) sections: Vec<Section<'a>>,
    /// The page includes the note on required parameters, or says the same itself.
    pub(super) says_marks: bool,
    /// The files that the page includes by name.
    pub(super) includes: Vec<(&'a str, Offset)>,
}

impl<'a> Outline<'a> {
    /// Reads the sections of a page, with the files that it includes in their place.
    pub(super) fn new(input: &Input<'a>, sink: &mut Sink) -> Self {
        let preamble = Section {
            level: 0,
            title: "",
            folded: "",
            anchor: "",
            at: 0,
            role: Role::Preamble,
            adopted: false,
            parent: None,
            pieces: ArenaVec::new_in(input.arena),
        };
        // Room for most pages.
        let mut sections = Vec::with_capacity(16);
        sections.push(preamble);
        let mut this = Self { title: "", named: None, title_at: 0, sections, says_marks: false, includes: Vec::new() };
        this.take(input, input.path, input.page.blocks, None, 0, sink);
        this.take_name_of_text(input.arena);
        this.settle_roles();
        this
    }

    /// A title may name no method and no event. The oldest pages name it over the note that tells scope and access:
    /// `{% note info "im.user.status.set" %}`; others in the quote, or in their first sentence alone, behind who may call.
    fn take_name_of_text(&mut self, arena: &'a Arena) {
        let Some(preamble) = self.sections.first() else { return };
        if self.title.is_empty() || self.named.is_some() || event_in(self.title).is_some() {
            return;
        }
        let over = |piece: &Piece<'a>| match piece.block.kind {
            Kind::Note(Note { title, .. }) => Some(title.trim()).filter(|title| names_method_or_event(title)),
            _ => None,
        };
        let first = |piece: &Piece<'a>| match piece.block.kind {
            Kind::Paragraph(text) => subject(text).filter(|name| names_method_or_event(name)),
            _ => None,
        };
        let is_text = |piece: &&Piece<'a>| matches!(piece.block.kind, Kind::Paragraph(_));
        let opening = || preamble.pieces.iter().find(is_text).and_then(first).filter(|_| says_who(preamble));
        let quoted = || preamble.pieces.iter().find_map(|piece| name_in_quote(piece.block, arena));
        if let Some(name) = preamble.pieces.iter().find_map(over).or_else(quoted).or_else(opening) {
            self.entitle(arena.alloc_str(&format!("{} {name}", self.title)));
        }
    }

    fn entitle(&mut self, title: &'a str) {
        self.title = title;
        self.named = method_in(title);
    }

    fn take(
        &mut self,
        input: &Input<'a>,
        path: &str,
        blocks: &'a [Block<'a>],
        included_at: Option<Offset>,
        depth: usize,
        sink: &mut Sink,
    ) {
        for block in blocks {
            let at = included_at.unwrap_or(block.at);
            match &block.kind {
                Kind::Heading(Heading { level, text, anchor }) => {
                    let title = keep(trim(plain(text)), input.arena);
                    if *level == 1 && included_at.is_none() && self.title.is_empty() && self.sections.len() == 1 {
                        self.entitle(title);
                        self.title_at = at;
                    } else {
                        self.open(*level, title, anchor.unwrap_or_default(), at, input.arena);
                    }
                }
                Kind::Include { path: target } => {
                    let name = target.rsplit('/').next().unwrap_or_default();
                    self.includes.push((name, at));
                    self.says_marks |= name == lexicon::MARKS_INCLUDE;
                    let known = lexicon::BOILERPLATE_INCLUDES.contains(&name);
                    let Some(page) = input.includes.get(path, target) else {
                        // A page on its own: what every page includes is known by its name.
                        if !(known && input.includes.is_empty()) {
                            let message = format!(
                                "`{target}` is not in the tree; add the file, or import the page from a whole checkout"
                            );
                            sink.report(Code::MissingInclude, at, message);
                        }
                        continue;
                    };
                    if depth < INCLUDE_DEPTH && !known {
                        let path = resolve(path, target);
                        self.take(input, &path, page.blocks, Some(at), depth + 1, sink);
                    }
                }
                kind => {
                    if !self.says_marks
                        && let Kind::Paragraph(text) = kind
                        && let Some(Inline::Text(text)) = text.first()
                    {
                        self.says_marks = lexicon::MARKS.opens(text);
                    }
                    if let Some(section) = self.sections.last_mut() {
                        section.pieces.push(Piece { block, included_at });
                    }
                    // Old pages include who may call within a note.
                    if let Kind::Note(note) = kind {
                        for inner in note.body.iter().filter(|inner| matches!(inner.kind, Kind::Include { .. })) {
                            self.take(input, path, std::slice::from_ref(inner), included_at, depth, sink);
                        }
                    }
                }
            }
        }
    }

    fn open(&mut self, level: u8, title: &'a str, anchor: &'a str, at: Offset, arena: &'a Arena) {
        let folded = fold_in(title.trim_end_matches([':', '.', ' ']), arena);
        let own = role(folded);
        // A second title is a line of a code block that lost its fence, or a section with one mark too few.
        let level = match level {
            1 if own.is_none() => return,
            1 => 2,
            level => level,
        };
        // The preamble is above none.
        let mut parent = (1..self.sections.len()).next_back();
        while let Some(deeper) = parent.and_then(|i| self.sections.get(i)).filter(|s| s.level >= level) {
            parent = deeper.parent;
        }
        let above = parent.and_then(|i| self.sections.get(i)).map_or(Role::Other, |s| s.role);
        let last = self.sections.last().map_or((0, Role::Other), |last| (last.level, last.role));
        let role = below(above, last, level, own);
        self.sections.push(Section {
            level,
            title,
            folded,
            anchor,
            at,
            role,
            adopted: false,
            parent,
            pieces: ArenaVec::new_in(arena),
        });
    }

    /// Sections of a role, with their places.
    pub(super) fn of(&self, role: Role) -> impl Iterator<Item = (usize, &Section<'a>)> {
        self.sections.iter().enumerate().filter(move |(_, s)| s.role == role)
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.of(role).next().is_some()
    }
}

/// Is it the name of a method or of an event, and nothing else?
fn names_method_or_event(text: &str) -> bool {
    method_in(text) == Some(text) || is_event(text)
}

/// What the line of a quote says that is there for it: "Method name: **x.y**".
fn name_in_quote<'a>(block: &Block<'a>, arena: &'a Arena) -> Option<&'a str> {
    let Kind::Quote(body) = &block.kind else { return None };
    let text = keep(blocks(body, ""), arena);
    let line = text.lines().find(|line| lexicon::METHOD_NAME.opens(line.trim()))?;
    line.split_once(':').and_then(|(_, name)| method_in(name))
}

/// What a sentence is about: "The method `x.y` does it", "The `x.y` method does it".
fn subject<'a>(text: &[Inline<'a>]) -> Option<&'a str> {
    let [Inline::Text(before), Inline::Code(name), rest @ ..] = text else { return None };
    let behind = if let Some(Inline::Text(behind)) = rest.first() { behind } else { "" };
    lexicon::is_called(&lexicon::SUBJECT, &fold(before), &fold(behind)).then_some(*name)
}
