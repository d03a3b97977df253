//! From the blocks of a page to the facts of the IR.

use b24_specs::ir;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::yfm::Page;

mod includes;
mod page_kind;

pub use includes::{Includes, resolve};
pub use page_kind::PageKind;

/// One page, and what is needed to read it.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// Path in the documentation tree, with `/`.
    pub path: &'a str,
    /// Its text.
    pub source: &'a Source,
    /// The text, parsed.
    pub page: &'a Page<'a>,
    /// The files that pages include.
    pub includes: &'a Includes<'a>,
}

/// What a page gives.
#[derive(Debug, Default)]
pub struct Lowered {
    /// What the page is about.
    pub kind: PageKind,
    /// The facts.
    pub items: Vec<Item>,
    /// Findings, in the order of the page.
    pub diagnostics: Vec<Diagnostic>,
    /// What became of its table rows.
    pub rows: Rows,
}

/// A fact of the IR. While lowering from the documentation, the `line` of a field or an error is the line in the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A method.
    Method(ir::Method),
    /// An event.
    Event(ir::Event),
    /// A widget placement.
    Placement(ir::Placement),
    /// The errors that every method has.
    System(Vec<ir::ErrorCase>),
    /// Named entities and the spelling of their wire type.
    Types(Vec<(String, String)>),
}

/// The account of a page's table rows: `read == compiled + reported`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows of the page's tables, headers aside.
    pub read: u32,
    /// Rows whose facts are in the IR.
    pub compiled: u32,
    /// Rows that a diagnostic accounts for.
    pub reported: u32,
}

/// Reads the facts of a page.
pub fn lower(input: &Input<'_>) -> Lowered {
    let _ = input;
    Lowered::default()
}
