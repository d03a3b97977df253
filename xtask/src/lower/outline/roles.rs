//! What each section is about: by the words of its heading, by its place, and by what leads to it.

use foldhash::{HashMap, HashMapExt};

use super::headings::{plural_of, says_parameters, sole_name};
use super::{Outline, Piece, Section};
use crate::lexicon;
use crate::lower::names::{is_event, is_placement};
use crate::lower::text::in_backticks;
use crate::lower::types::holds_fields;
use crate::yfm::{Block, Kind, Row};

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
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

/// The role of a section: what its heading says by `own` words, below a section that is about something `above`, and behind
/// the `last` one, of that level and role.
pub(crate) fn below(above: Role, last: (u8, Role), level: u8, own: Option<Role>) -> Role {
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
pub(crate) fn role(title: &str) -> Option<Role> {
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

impl Outline<'_> {
    /// Gives roles to sections that neither their headings nor their places tell one.
    pub(super) fn settle_roles(&mut self) {
        self.take_request_by_words();
        self.take_places_by_codes();
        self.spread();
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
            if other && says_parameters(section.title) {
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
                _ => roles.get(section.anchor).or_else(|| roles.get(plural_of(section.folded)?)).copied(),
            };
            let role = role.or_else(|| {
                (request && section.level == 2 && section.has_table() && sole_name(section.title).is_some())
                    .then_some(Role::Request)
            });
            if let (Some(role), Some(section)) = (role, self.sections.get_mut(index)) {
                section.role = role;
                section.adopted = true;
            }
        }
    }

    /// A page without a section of parameters has them before its first heading.
    pub(crate) fn request_in_preamble(&mut self) {
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
}

/// The anchors that the rows of a table link to, where the row's type may have fields.
fn anchors<'a>(block: &Block<'a>, found: &mut impl FnMut(&'a str)) {
    let Kind::Table(table) = &block.kind else { return };
    for row in table.rows {
        let scalar = row.cells.first().is_some_and(|cell| {
            let mut codes = in_backticks(cell.raw).peekable();
            codes.peek().is_some() && codes.all(|code| !holds_fields(code))
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
