//! The page as sections: which blocks stand under which heading, and what each section is about.

use bumpalo::collections::Vec as ArenaVec;
use foldhash::{HashMap, HashMapExt};

use super::Input;
use super::names::{event_in, is_event, is_placement, method_in};
use super::page_kind::says_who;
use super::sink::Sink;
use super::text::{fold, fold_in, keep, plain, trim};
use crate::diagnostic::Code;
use crate::lexicon;
use crate::yfm::{Arena, Block, Heading, Inline, Kind, Note, Offset, Row};

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

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Before the first heading below the title.
    Preamble,
    Request,
    Response,
    Errors,
    Examples,
    /// What a handler receives.
    Receives,
    /// Where a widget is embedded.
    Embedded,
    Other,
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

/// The anchors that the rows of a table link to, where the row's type may have fields.
fn anchors<'a>(block: &Block<'a>, found: &mut impl FnMut(&'a str)) {
    let Kind::Table(table) = &block.kind else { return };
    for row in table.rows {
        let scalar = row.cells.first().is_some_and(|cell| {
            let mut codes = cell.raw.split('`').skip(1).step_by(2).peekable();
            codes.peek().is_some() && codes.all(|code| !super::types::holds_fields(code))
        });
        if scalar {
            continue;
        }
        for rest in row.cells.iter().flat_map(|cell| cell.raw.split("](#").skip(1)) {
            if let Some((anchor, _)) = rest.split_once(')') {
                found(anchor);
            }
        }
    }
}

/// Is the first thing in a row the code of a place for widgets?
fn begins_with_place(row: &Row<'_>) -> bool {
    row.cells.first().and_then(|cell| cell.raw.trim().split('`').nth(1)).is_some_and(is_placement)
}

/// Is it the name of a method or of an event, and nothing else?
fn names_method_or_event(text: &str) -> bool {
    method_in(text) == Some(text) || is_event(text)
}

/// What a sentence is about: "The method `x.y` does it", "The `x.y` method does it".
fn subject<'a>(text: &[Inline<'a>]) -> Option<&'a str> {
    let [Inline::Text(before), Inline::Code(name), rest @ ..] = text else { return None };
    let behind = if let Some(Inline::Text(behind)) = rest.first() { behind } else { "" };
    lexicon::is_called(&lexicon::SUBJECT, &fold(before), &fold(behind)).then_some(*name)
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
    pub(super) marks: bool,
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
        let mut this = Self { title: "", named: None, title_at: 0, sections, marks: false, includes: Vec::new() };
        this.take(input, input.path, input.page.blocks, None, 0, sink);
        this.take_name_of_text(input.arena);
        this.take_request_by_words();
        this.take_places_by_codes();
        this.spread();
        this
    }

    /// A title may name no method and no event. The oldest pages name it over the note that tells scope and access:
    /// `{% note info "im.user.status.set" %}`; others in their first sentence alone, behind who may call.
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
        if let Some(name) = preamble.pieces.iter().find_map(over).or_else(opening) {
            self.entitle(arena.alloc_str(&format!("{} {name}", self.title)));
        }
    }

    fn entitle(&mut self, title: &'a str) {
        self.title = title;
        self.named = method_in(title);
    }

    /// A page of a method without a table under a heading of the usual words: "Stage Parameters" before the answer will do,
    /// or several such, one a way to call.
    fn take_request_by_words(&mut self) {
        let told = |s: &Section<'_>| matches!(s.role, Role::Request | Role::Preamble) && s.has_table();
        if self.sections.iter().any(told) || self.named.is_none_or(is_event) {
            return;
        }
        let until = self.sections.iter().position(|s| matches!(s.role, Role::Response | Role::Errors));
        for section in self.sections.iter_mut().take(until.unwrap_or_default()) {
            let other = section.role == Role::Other && section.level == 2 && section.has_table();
            if other && super::headings::says_parameters(section.title) {
                section.role = Role::Request;
            }
        }
    }

    /// The codes of a widget under a heading of other words: a table of nothing else, on a page with a handler.
    fn take_places_by_codes(&mut self) {
        if self.has(Role::Embedded) || !self.has(Role::Receives) {
            return;
        }
        let codes = |piece: &Piece<'_>| match piece.block.kind {
            Kind::Table(table) => table.rows.len() > 1 && table.rows.iter().skip(1).all(begins_with_place),
            _ => false,
        };
        let section = self.sections.iter_mut().find(|s| s.role == Role::Other && s.pieces.iter().any(codes));
        if let Some(section) = section {
            section.role = Role::Embedded;
        }
    }

    /// Gives sections that stand for themselves the role of the table that leads to them: by a link, or by a title that says
    /// "Parameter x".
    fn spread(&mut self) {
        if !self.sections.iter().any(|s| s.role == Role::Other && s.has_table()) {
            return;
        }
        let mut roles: HashMap<&str, Role> = HashMap::new();
        for section in
            self.sections.iter().filter(|s| matches!(s.role, Role::Request | Role::Response | Role::Receives))
        {
            for piece in &section.pieces {
                anchors(piece.block, &mut |anchor| {
                    roles.entry(anchor).or_insert(section.role);
                });
            }
        }
        let request = self.has(Role::Request);
        for index in 0..self.sections.len() {
            let Some(section) = self.sections.get(index) else { break };
            if section.role != Role::Other {
                continue;
            }
            let inherited = section.parent.and_then(|parent| self.sections.get(parent)).map(|s| s.role);
            let role = match inherited {
                Some(role @ (Role::Request | Role::Response | Role::Receives)) => Some(role),
                // A heading without the anchor that the row links to names the row: "Fields Parameters", `#fields`.
                _ => roles
                    .get(section.anchor)
                    .or_else(|| roles.get(super::headings::plural_of(section.folded)?))
                    .copied(),
            };
            let role = role.or_else(|| {
                (request
                    && section.level == 2
                    && section.has_table()
                    && super::headings::sole_name(section.title).is_some())
                .then_some(Role::Request)
            });
            if let (Some(role), Some(section)) = (role, self.sections.get_mut(index)) {
                section.role = role;
                section.adopted = true;
            }
        }
    }

    /// A page without a section of parameters has them before its first heading.
    pub(super) fn request_in_preamble(&mut self) {
        if self.of(Role::Request).any(|(_, s)| s.has_table()) || !self.sections.first().is_some_and(Section::has_table)
        {
            return;
        }
        let until = self
            .sections
            .iter()
            .position(|s| !matches!(s.role, Role::Preamble | Role::Other))
            .unwrap_or(self.sections.len());
        self.sections.iter_mut().take(until).for_each(|s| s.role = Role::Request);
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
                    self.marks |= name == lexicon::MARKS_INCLUDE;
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
                        let path = super::includes::resolve(path, target);
                        self.take(input, &path, page.blocks, Some(at), depth + 1, sink);
                    }
                }
                kind => {
                    if !self.marks
                        && let Kind::Paragraph(text) = kind
                        && let Some(Inline::Text(text)) = text.first()
                    {
                        self.marks = lexicon::MARKS.opens(text);
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
        let parent =
            self.sections.iter().enumerate().rev().find(|(_, s)| s.level < level && s.level > 0).map(|(i, _)| i);
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

/// The role of a section: what its heading says by `own` words, below a section that is about something `above`, and behind
/// the `last` one, of that level and role.
pub(super) fn below(above: Role, last: (u8, Role), level: u8, own: Option<Role>) -> Role {
    // "Returned data" one level too deep: what follows it on its level is about the answer, too.
    let inherited = match last {
        (deep, role) if above == Role::Examples && level > 2 && deep >= level && role != Role::Other => role,
        _ => above,
    };
    match (inherited, own) {
        // "Parameters" and "Example" below a section are about that section, not about the method.
        (Role::Request | Role::Response | Role::Errors | Role::Receives, Some(Role::Request | Role::Examples)) => {
            inherited
        }
        // The returned data of an error.
        (Role::Errors, Some(Role::Response)) => Role::Errors,
        (_, Some(own)) => own,
        (Role::Examples, None) => Role::Other,
        (inherited, None) => inherited,
    }
}

/// What a heading says by itself.
pub(super) fn role(title: &str) -> Option<Role> {
    if lexicon::REQUEST.is(title) {
        Some(Role::Request)
    } else if lexicon::RESPONSE.is(title) {
        Some(Role::Response)
    } else if lexicon::ERRORS.is(title) {
        Some(Role::Errors)
    } else if lexicon::EXAMPLES.is(title) {
        Some(Role::Examples)
    } else if lexicon::RECEIVES.is(title) {
        Some(Role::Receives)
    } else if lexicon::EMBEDDED.is(title) {
        Some(Role::Embedded)
    } else {
        None
    }
}
