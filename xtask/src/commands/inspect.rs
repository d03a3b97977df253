//! One method, event or placement as the compiler sees it.

mod lines;
mod rust;

use std::path::{Path, PathBuf};

use b24_specs::ir::{Field, Method, Rule, System};

use self::lines::Lines;
use super::build::SpecsPage;
use super::cache::Cache;
use super::report::{Printer, print, print_json};
use super::{Outcome, build, nearest, snapshot};
use crate::corrections;
use crate::diff::Snapshot;
use crate::document::{Document, OwnedKey};
use crate::specs_page::{Told, told};
use crate::tree;

/// Where the facts are.
pub(crate) enum From {
    /// In a documentation checkout: the lines are those of its pages.
    Docs(PathBuf),
    Specs(PathBuf),
    /// In the IR that this program was built with.
    Shipped,
}

/// `b24c inspect`
pub(crate) fn run(name: &str, from: &From, printer: Printer) -> Result<Outcome, String> {
    if name.contains('*') {
        let patterns = "`generate` and `diff` take patterns, by --methods";
        return Err(format!("inspect takes one name, such as event.bind, and {name} is a pattern: {patterns}"));
    }
    let (state, pages) = load(from)?;
    let found: Vec<&Document> =
        state.documents.iter().filter(|document| document.key().1.eq_ignore_ascii_case(name)).collect();
    if found.is_empty() {
        let near = nearest(name, state.documents.iter().map(|document| document.key().1));
        return Err(format!("{}: nothing there is called {name}{near}", state.label));
    }
    for document in found {
        match document {
            Document::Method(method) if printer.json => print_json(method),
            Document::Event(event) if printer.json => print_json(event),
            Document::Placement(placement) if printer.json => print_json(placement),
            document => match from {
                From::Docs(docs) => show(document, &docs.join(document.page().unwrap_or_default()), &state)?,
                From::Specs(specs) => show(document, &specs.join(file_of(document, &pages)), &state)?,
                From::Shipped => show_with(document, &format!("<b24c>/{}", document.file()), "", &state)?,
            },
        }
    }
    Ok(Outcome::Fine)
}

/// All that is known there, and the pages of a specs folder.
fn load(from: &From) -> Result<(Snapshot, Vec<Page>), String> {
    match from {
        From::Docs(docs) => {
            let cache = Cache::open();
            let state = snapshot::from_docs(docs, &cache)?;
            cache.save();
            Ok((Snapshot { label: docs.display().to_string(), ..state }, Vec::new()))
        }
        From::Specs(specs) => {
            let read = build::read(specs)?;
            let pages = read.pages.iter().map(Page::of).collect();
            let built = build::assemble(read, &corrections::read(specs)?)?;
            let system = built.files.iter().find(|(path, _)| path == "ir/system.json").map_or("", |(_, text)| text);
            let system = System::parse("system.json", system).map_err(|e| e.to_string())?;
            let label = specs.display().to_string();
            Ok((Snapshot { label, documents: built.documents, system, ..Snapshot::default() }, pages))
        }
        From::Shipped => Ok((snapshot::shipped()?, Vec::new())),
    }
}

/// A page of `specs/`.
struct Page {
    path: String,
    key: OwnedKey,
    /// The page of the documentation that it comes from.
    origin: Option<String>,
}

impl Page {
    fn of(page: &SpecsPage) -> Self {
        let SpecsPage { path, document } = page;
        Self { path: path.clone(), key: document.key().into(), origin: document.page().map(str::to_owned) }
    }
}

/// Where a document's page lies. What is dropped lies apart, and a corrected name is not the file's.
fn file_of(document: &Document, pages: &[Page]) -> String {
    let by_name = pages.iter().find(|page| page.key.get() == document.key());
    let page = by_name.or_else(|| pages.iter().find(|page| page.origin.as_deref() == document.page()));
    page.map_or_else(|| document.file(), |page| page.path.clone())
}

/// Shows a document whose page is at hand.
fn show(document: &Document, page: &Path, state: &Snapshot) -> Result<(), String> {
    let file = page.display().to_string();
    let source = tree::read(page, &file)?;
    show_with(document, &file, source.text(), state)
}

fn show_with(document: &Document, file: &str, page: &str, state: &Snapshot) -> Result<(), String> {
    let lines = Lines::of(page);
    print(&format!("{}\n{file}", document.title()));
    for (name, text) in told::head(document) {
        row(lines.of_fact("", name), 0, &format!("{name}: {text}"));
    }
    match document {
        Document::Method(method) => show_method(method, &lines, state)?,
        Document::Event(event) => show_fields("parameters", &event.params),
        Document::Placement(placement) => {
            show_fields("parameters", &placement.params);
            show_fields("options", &placement.options);
        }
        Document::System(_) => {}
    }
    Ok(())
}

fn show_method(method: &Method, lines: &Lines<'_>, state: &Snapshot) -> Result<(), String> {
    show_fields("parameters", &method.params);
    show_fields("result", std::slice::from_ref(&method.result));
    if let Some(list) = &method.list {
        print("list");
        for (name, text) in told::list(list) {
            row(lines.of_fact("List", name), 0, &format!("{name}: {text}"));
        }
    }
    let bindings = rust::bindings(method, state)?;
    let outline = rust::outline(&bindings, method);
    if let Some(listed) = outline.as_ref().and_then(|outline| outline.listed.as_ref()) {
        rust::show_listed(listed);
    }
    if !method.errors.is_empty() {
        rust::show_errors(&method.errors, outline.as_ref());
    }
    if !method.rules.is_empty() {
        print("rules");
    }
    for rule in &method.rules {
        let text = match rule {
            Rule::Form(form) => format!("form {}: {}", form.name, joined(told::form(form))),
            Rule::ReachableUrl { param } => format!("{param}: an address that the portal can reach"),
        };
        row(0, 0, text.trim_end_matches([':', ' ']));
    }
    Ok(())
}

fn show_fields(title: &str, fields: &[Field]) {
    if !fields.is_empty() {
        print(title);
        for field in fields {
            show_field(field, 0);
        }
    }
}

fn show_field(field: &Field, depth: usize) {
    row(field.line, depth, &one_line(told::field(field)));
    for inner in &field.fields {
        show_field(inner, depth + 1);
    }
    for variant in &field.variants {
        row(0, depth + 1, &format!("variant {}, {}", variant.label, joined(told::variant(variant))));
        for inner in &variant.fields {
            show_field(inner, depth + 2);
        }
    }
}

/// A fact, and the line that it stands in; 0 where there is none.
fn row(line: u32, depth: usize, text: &str) {
    let line = if line == 0 { String::from("-") } else { line.to_string() };
    print(&format!("{line:>6}  {:indent$}{text}", "", indent = depth * 2));
}

/// What the first fact names, and behind it what the others say.
fn one_line(mut facts: Told) -> String {
    let (_, name) = facts.remove(0);
    format!("{}: {}", name.trim_matches('`'), joined(facts)).trim_end_matches([':', ' ']).to_owned()
}

/// `` `string`, required, values `Y`, `N` ``
fn joined(facts: Told) -> String {
    let said = facts.into_iter().map(|(name, text)| match (name, text.as_str()) {
        ("Type", _) => text,
        (_, "yes") => name.to_lowercase(),
        _ => format!("{} {text}", name.to_lowercase()),
    });
    said.collect::<Vec<_>>().join(", ")
}
