//! One method, event or placement as the compiler sees it.

use std::path::Path;

use b24_specs::ir::{ErrorCase, Field, Method, Required};

use super::compile::compile;
use super::report::{Printer, print, print_json};
use super::{Outcome, build, nearest};
use crate::specs_page::Document;
use crate::tree::Tree;

/// `b24c inspect`
pub(crate) fn run(name: &str, docs: Option<&Path>, specs: &Path, printer: Printer) -> Result<Outcome, String> {
    let built = build::build(specs)?;
    let found: Vec<&Document> =
        built.documents.iter().filter(|document| document.key().1.eq_ignore_ascii_case(name)).collect();
    if found.is_empty() {
        let near = nearest(name, built.documents.iter().map(|document| document.key().1));
        return Err(format!("{}: nothing there is called {name}{near}", specs.display()));
    }
    for document in found {
        let (document, file) = match docs {
            None => (document.clone(), specs.join(document.file()).display().to_string()),
            Some(docs) => from_docs(document, docs)?,
        };
        if printer.json {
            match &document {
                Document::Method(method) => print_json(method),
                Document::Event(event) => print_json(event),
                Document::Placement(placement) => print_json(placement),
                Document::System(_) => {}
            }
        } else {
            show(&document, &file);
        }
    }
    Ok(Outcome::Fine)
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

fn show(document: &Document, file: &str) {
    print(&format!("{}\n{file}", document.title()));
    match document {
        Document::Method(method) => show_method(method),
        Document::Event(event) => {
            print(&format!("  event of {}, may subscribe: {:?}", event.scopes.join(", "), event.access));
            show_fields("parameters", &event.params);
        }
        Document::Placement(placement) => {
            print(&format!("  placement of {}", placement.scopes.join(", ")));
            show_fields("parameters", &placement.params);
            show_fields("options", &placement.options);
        }
        Document::System(_) => {}
    }
}

fn show_method(method: &Method) {
    print(&format!(
        "  {:?}; scope {}; authorization {:?}; access {:?}",
        method.kind,
        method.scopes.join(", "),
        method.auth,
        method.access
    ));
    show_fields("parameters", &method.params);
    show_fields("result", std::slice::from_ref(&method.result));
    if !method.errors.is_empty() {
        print("errors");
    }
    for ErrorCase { status, code, message, line, .. } in &method.errors {
        let status = status.map(|status| format!("{status} ")).unwrap_or_default();
        print(&format!("{line:>6}  {status}{code}: {}", message.as_deref().unwrap_or_default()));
    }
    if !method.rules.is_empty() {
        print("rules");
    }
    for rule in &method.rules {
        print(&format!("        {}", serde_json::to_string(rule).unwrap_or_default()));
    }
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
    let mut facts = vec![if field.ty.is_empty() { "no type".to_owned() } else { field.ty.clone() }];
    match field.required {
        Required::Yes => facts.push("required".into()),
        Required::Unknown => facts.push("required?".into()),
        Required::No => {}
    }
    if field.nullable {
        facts.push("or null".into());
    }
    let json = |value: &serde_json::Value| value.to_string();
    if !field.values.is_empty() {
        facts.push(format!("one of {}", field.values.iter().map(json).collect::<Vec<_>>().join(" ")));
    }
    if let Some(default) = &field.default {
        facts.push(format!("default {default}"));
    }
    let limits = [("min", field.min), ("max", field.max)];
    facts.extend(limits.iter().filter_map(|(what, limit)| limit.map(|limit| format!("{what} {limit}"))));
    let line = if field.line == 0 { String::from("-") } else { field.line.to_string() };
    print(&format!("{line:>6}  {:indent$}{}: {}", "", field.name, facts.join(", "), indent = depth * 2));
    for inner in &field.fields {
        show_field(inner, depth + 1);
    }
    for variant in &field.variants {
        let when = serde_json::to_string(&variant.when).unwrap_or_default();
        print(&format!("        {:indent$}variant {} {when}", "", variant.label, indent = (depth + 1) * 2));
        for inner in &variant.fields {
            show_field(inner, depth + 2);
        }
    }
}
