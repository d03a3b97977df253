//! One method, event or placement as the compiler sees it.

mod lines;
mod names;

use std::path::Path;

use b24_specs::ir::{Field, Method, Rule};

use self::lines::Lines;
use super::build::{Built, SpecsPage};
use super::compile::compile;
use super::report::{Printer, print, print_json};
use super::{Outcome, build, nearest};
use crate::corrections;
use crate::specs_page::{Document, OwnedKey, Told, told};
use crate::tree::{self, Tree};

/// `b24c inspect`
pub(crate) fn run(name: &str, docs: Option<&Path>, specs: &Path, printer: Printer) -> Result<Outcome, String> {
    let read = build::read(specs)?;
    let pages: Vec<Page> = read.pages.iter().map(Page::of).collect();
    let mut built = build::assemble(read, &corrections::read(specs)?)?;
    let places = 0..built.documents.len();
    let found: Vec<usize> = places.filter(|i| built.documents[*i].key().1.eq_ignore_ascii_case(name)).collect();
    if found.is_empty() {
        let near = nearest(name, built.documents.iter().map(|document| document.key().1));
        return Err(format!("{}: nothing there is called {name}{near}", specs.display()));
    }
    for place in found {
        let file = match docs {
            None => specs.join(file_of(&built.documents[place], &pages)).display().to_string(),
            Some(docs) => {
                let (document, file) = from_docs(&built.documents[place], docs)?;
                built.documents[place] = document;
                file
            }
        };
        match &built.documents[place] {
            Document::Method(method) if printer.json => print_json(method),
            Document::Event(event) if printer.json => print_json(event),
            Document::Placement(placement) if printer.json => print_json(placement),
            document => show(document, &file, &built)?,
        }
    }
    Ok(Outcome::Fine)
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

/// The same, compiled from its page in the documentation: the lines are those of that page.
fn from_docs(document: &Document, docs: &Path) -> Result<(Document, String), String> {
    let page = document.page().ok_or("what holds for all has many pages")?;
    let tree = Tree::open(docs)?;
    let compiled = compile(&tree, &[tree.read(page)?]);
    let found = compiled.into_iter().flat_map(|page| page.documents).find(|other| other.key() == document.key());
    let found = found.ok_or_else(|| format!("{page} no longer describes {}", document.title()))?;
    Ok((found, docs.join(page).display().to_string()))
}

fn show(document: &Document, file: &str, built: &Built) -> Result<(), String> {
    let source = tree::read(Path::new(file), file)?;
    let lines = Lines::of(source.text());
    print(&format!("{}\n{file}", document.title()));
    for (name, text) in told::head(document) {
        row(lines.of_fact("", name), 0, &format!("{name}: {text}"));
    }
    match document {
        Document::Method(method) => show_method(method, &lines, built)?,
        Document::Event(event) => show_fields("parameters", &event.params),
        Document::Placement(placement) => {
            show_fields("parameters", &placement.params);
            show_fields("options", &placement.options);
        }
        Document::System(_) => {}
    }
    Ok(())
}

fn show_method(method: &Method, lines: &Lines<'_>, built: &Built) -> Result<(), String> {
    show_fields("parameters", &method.params);
    show_fields("result", std::slice::from_ref(&method.result));
    if let Some(list) = &method.list {
        print("list");
        for (name, text) in told::list(list) {
            row(lines.of_fact("List", name), 0, &format!("{name}: {text}"));
        }
    }
    names::show(method, built)?;
    if !method.errors.is_empty() {
        print("errors");
    }
    for error in &method.errors {
        row(error.line, 0, &one_line(told::error(error)));
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
