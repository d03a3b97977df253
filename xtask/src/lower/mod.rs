//! From the blocks of a page to the facts of the IR.
//!
//! A page is first told apart by sections ([`outline`](mod@outline)) and its [`examples`] are read; with both it is known
//! what it is about ([`page_kind`]). Each kind of page then has its own reader: [`method`], [`event`], [`placement`],
//! [`entities`]. What these share, in the order in which they use it:
//!
//! - [`table`]: what the columns of a table mean, and the parameter that each row tells;
//! - [`values`]: what the description of a parameter says about its values;
//! - [`fields`]: which parameter each table describes, and its fields nested in it; a [`map`] where nobody can list them;
//! - [`elsewhere`]: fields that stand on another page;
//! - [`reconcile`]: the result held against the examples of the page.
//!
//! [`text`], [`types`] and [`names`] know what pages write; [`sink`] and [`unused`] account for each row.

use b24_specs::ir::System;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::lexicon;
use crate::source::Source;
use crate::yfm::{self, Arena, Page};

mod elsewhere;
mod entities;
mod event;
mod examples;
mod fields;
mod includes;
mod map;
mod meta;
mod method;
mod names;
mod outline;
mod page_kind;
mod payload;
mod placement;
mod prose;
mod reconcile;
mod shown;
mod sink;
mod table;
mod text;
mod types;
mod unused;
mod values;

#[cfg(test)]
mod tests;

pub use elsewhere::Elsewhere;
pub use includes::{Includes, resolve};
pub use page_kind::PageKind;
pub use prose::{Prose, prose};
pub(crate) use types::takes_file;

pub use shown::{Example, Language, LeftOut, Payloads, Request, Shown, payloads, shown};

use examples::Examples;
use outline::Outline;
use sink::Sink;

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
    /// The pages that its rows may lead to.
    pub elsewhere: &'a Elsewhere<'a>,
    /// For what lies only as long as the page.
    pub arena: &'a Arena,
}

impl Input<'_> {
    /// Reads a page on its own: the pages that its rows lead to are not looked at.
    pub fn alone<T>(source: &Source, includes: &Includes<'_>, read: impl FnOnce(&Input<'_>) -> T) -> T {
        let arena = Arena::new();
        let page = yfm::parse(source.text(), &arena);
        let elsewhere = Elsewhere::nowhere();
        read(&Input { path: source.path(), source, page: &page, includes, elsewhere: &elsewhere, arena: &arena })
    }
}

/// What a page gives.
#[derive(Debug, Default)]
pub struct Lowered {
    /// What the page is about.
    pub kind: PageKind,
    /// The facts. The `line` of a field or an error is the line in the page.
    pub documents: Vec<Document>,
    /// Those that hold for all: errors that every method has, and named entities.
    pub system: System,
    /// Findings, in the order of the page.
    pub diagnostics: Vec<Diagnostic>,
    /// What became of its table rows.
    pub rows: Rows,
    /// The pages that fields were looked for on, beside the page itself.
    pub linked: Vec<String>,
}

/// The account of a page's table rows: `read == compiled + reported`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// Rows of the page's tables, headers aside.
    pub read: u32,
    /// Rows whose facts are in the IR.
    pub compiled: u32,
    /// Rows that a diagnostic accounts for.
    pub reported: u32,
}

/// A page that is being read.
struct Open<'a> {
    input: &'a Input<'a>,
    outline: Outline<'a>,
    examples: Examples<'a>,
    kind: PageKind,
    documents: Vec<Document>,
    system: System,
    sink: Sink,
}

/// Reads the facts of pages. Each step reads all of them before the next step begins: the code of one step fits into a
/// processor's first cache, that of all steps does not.
pub fn lower<'a>(inputs: &'a [Input<'a>]) -> Vec<Lowered> {
    let outlined: Vec<_> = inputs.iter().map(outline).collect();
    let mut pages: Vec<Open<'a>> = outlined.into_iter().map(open).collect();
    let mut methods: Vec<Option<method::Draft<'a>>> = pages.iter_mut().map(begin).collect();
    for step in method::Draft::STEPS {
        for (page, method) in pages.iter_mut().zip(&mut methods) {
            if let Some(method) = method {
                step(method, page);
            }
        }
    }
    pages.into_iter().zip(methods).map(|(page, method)| finish(page, method)).collect()
}

/// Its sections.
fn outline<'a>(input: &'a Input<'a>) -> (&'a Input<'a>, Outline<'a>, Sink) {
    let mut sink = Sink::default();
    let outline = Outline::new(input, &mut sink);
    (input, outline, sink)
}

/// Its examples, and what it is about.
fn open<'a>((input, outline, mut sink): (&'a Input<'a>, Outline<'a>, Sink)) -> Open<'a> {
    let examples = examples::read(input, &outline, &mut sink);
    let kind = page_kind::of(input.path, &outline, &examples);
    Open { input, outline, examples, kind, documents: Vec::new(), system: System::default(), sink }
}

/// What is not a method's page, and the beginning of what is.
fn begin<'a>(page: &mut Open<'a>) -> Option<method::Draft<'a>> {
    if page.kind == PageKind::Method {
        page.outline.request_in_preamble();
        return method::Draft::begin(page);
    }
    let Open { input, outline, examples, kind, documents, system, sink } = page;
    match kind {
        PageKind::Event => {
            if !outline.has(outline::Role::Receives) {
                outline.request_in_preamble();
            }
            *documents = event::lower(input, outline, examples, sink).into_iter().map(Document::Event).collect();
        }
        PageKind::Placement => {
            let placements = placement::lower(input, outline, examples, sink);
            *documents = placements.into_iter().map(Document::Placement).collect();
        }
        PageKind::Include if input.path.ends_with(lexicon::SYSTEM_ERRORS_INCLUDE) => {
            system.errors = method::errors::of_page(input, outline, sink);
        }
        PageKind::Other | PageKind::Overview => system.types = entities::lower(outline, sink),
        PageKind::Rendered => sink.report(
            Code::RenderedPage,
            0,
            "this is a rendered page saved as text, and its tables are gone; import the `.md` source instead",
        ),
        _ => {}
    }
    None
}

fn finish<'a>(mut page: Open<'a>, method: Option<method::Draft<'a>>) -> Lowered {
    if let Some(method) = method {
        page.documents = vec![Document::Method(method.finish(&mut page))];
    }
    let Open { kind, documents, system, sink: Sink { mut diagnostics, rows, linked }, .. } = page;
    diagnostics.sort();
    diagnostics.dedup();
    Lowered { kind, documents, system, diagnostics, rows, linked: linked.into_iter().collect() }
}
