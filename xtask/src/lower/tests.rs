//! Small pages, one a rule: what they say must be in the IR, and every row in the account.

mod anomalies;
mod defaults;
mod errors;
mod forms;
mod hostile;
mod keys;
mod linked;
mod methods;
mod older;
mod others;
mod required;
mod russian;
mod russian_values;
mod values;
mod wordings;

use b24_specs::ir::{Event, Field, Method, Placement};

use super::{Elsewhere, Includes, Input, Lowered, PageKind, lower};
use crate::diagnostic::Code;
use crate::document::Document;
use crate::source::Source;
use crate::yfm;

/// Lowers a page, with the files that it includes or leads to given by path.
fn page_with(path: &str, text: &str, files: &[(&str, &str)]) -> Lowered {
    let source = Source::new(path, text.as_bytes().to_vec());
    let arena = yfm::Arena::new();
    let parsed = yfm::parse(source.text(), &arena);
    let mut includes = Includes::default();
    for (path, text) in files {
        includes.insert(*path, yfm::parse(text, &arena));
    }
    let read = |wanted: &str| {
        let (path, text) = files.iter().find(|(path, _)| *path == wanted)?;
        Some(Source::new(*path, text.as_bytes().to_vec()))
    };
    let elsewhere = Elsewhere::of(&read);
    let input =
        Input { path, source: &source, page: &parsed, includes: &includes, elsewhere: &elsewhere, arena: &arena };
    let lowered = lower(&[input]).pop().unwrap_or_default();
    let rows = lowered.rows;
    assert_eq!(rows.read, rows.compiled + rows.reported, "{path}: {rows:?}");
    lowered
}

const REQUIRED: (&str, &str) = ("_includes/required.md", "Required parameters are marked with *");

fn page(text: &str) -> Lowered {
    page_with("api-reference/x/x.md", text, &[REQUIRED])
}

/// The method of a page whose text begins below the title `Do It x.y.do`.
fn method(body: &str) -> Method {
    let lowered = page(&format!("# Do It x.y.do\n\n{body}"));
    match lowered.documents.into_iter().next() {
        Some(Document::Method(method)) => method,
        other => panic!("no method: {other:?} {:?}", lowered.diagnostics),
    }
}

/// What the section of parameters begins with.
const PARAMS: &str = "## Method Parameters\n\n{% include [n](../../_includes/required.md) %}\n\n";

/// The parameters of a page with these rows.
fn params(rows: &str) -> Vec<Field> {
    method(&format!("{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n{rows}\n|#\n\n## Response Handling\n"))
        .params
}

fn events(lowered: Lowered) -> Vec<Event> {
    lowered
        .documents
        .into_iter()
        .map(|item| if let Document::Event(event) = item { event } else { panic!("{item:?}") })
        .collect()
}

fn placements(lowered: Lowered) -> Vec<Placement> {
    lowered
        .documents
        .into_iter()
        .map(|item| if let Document::Placement(place) = item { place } else { panic!("{item:?}") })
        .collect()
}

fn field<'f>(fields: &'f [Field], path: &str) -> &'f Field {
    let (head, rest) = path.split_once('/').map_or((path, None), |(head, rest)| (head, Some(rest)));
    let found = fields.iter().find(|field| field.name == head).unwrap_or_else(|| panic!("no `{head}` in {fields:#?}"));
    rest.map_or(found, |rest| field(&found.fields, rest))
}

fn names(fields: &[Field]) -> Vec<&str> {
    fields.iter().map(|field| field.name.as_str()).collect()
}

fn has(lowered: &Lowered, code: Code) -> bool {
    lowered.diagnostics.iter().any(|diagnostic| diagnostic.code == code)
}
