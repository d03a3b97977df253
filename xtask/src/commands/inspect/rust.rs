//! What the generated code calls things: the names and operators that a list can be filtered by, wherever they are from, and
//! the variants of the errors.

use b24_codegen::{Bindings, Listed, Outline, Pattern, Selection};
use b24_specs::index::Methods;
use b24_specs::ir::{ErrorCase, Method};

use super::super::build::Line;
use super::{joined, print, row, told};
use crate::diff::Snapshot;
use crate::document::Document;

/// The code of a method. The fields of a list may be told by another method.
pub(super) fn bindings(method: &Method, state: &Snapshot) -> Result<Bindings, String> {
    let methods = state.documents.iter().filter(|document| matches!(document, Document::Method(_)));
    let lines: String = methods.map(|document| Ok(Line::of(document)?.text)).collect::<Result<_, String>>()?;
    let index = Methods::new("specs", &lines).map_err(|e| e.to_string())?;
    let selection = Selection { patterns: vec![Pattern::of_argument(&method.method)], scopes: None };
    Ok(Bindings::new(&index, &state.system.types, &selection))
}

/// Its names there; none where it cannot be generated.
pub(super) fn outline<'b>(bindings: &'b Bindings, method: &Method) -> Option<Outline<'b>> {
    let same = |other: &Method| other.api == method.api && other.command == method.command;
    bindings.outlines().find(|outline| same(outline.method))
}

/// Shows what a list can be filtered by, ordered by and asked for.
pub(super) fn show_listed(listed: &Listed<'_>) {
    if let Some((name, operators)) = &listed.filter {
        print(&format!("operators of {name}"));
        let operators: Vec<_> = operators.iter().map(|(function, sign)| format!("{function} `{sign}`")).collect();
        row(0, 0, &operators.join(", "));
    }
    print(&format!("names of {}", listed.name));
    for (constant, field) in &listed.fields {
        let facts = joined(told::field(field).split_off(1));
        row(field.line, 0, format!("{constant} `{}`: {facts}", field.name).trim_end_matches([':', ' ']));
    }
}

/// Shows the errors, each with the variant that it becomes: the same for all statuses, and none where nothing tells it.
pub(super) fn show_errors(errors: &[ErrorCase], outline: Option<&Outline<'_>>) {
    match outline {
        Some(outline) => print(&format!("errors of {}Error", outline.request)),
        None => print("errors"),
    }
    for error in errors {
        let same =
            |case: &ErrorCase| (&case.code, &case.message, &case.field) == (&error.code, &error.message, &error.field);
        let variants = outline.map(|outline| &*outline.errors).unwrap_or_default();
        let variant = variants.iter().find(|(_, case)| same(case)).map_or("-", |(variant, _)| variant);
        let mut facts = told::error(error);
        let (_, code) = facts.remove(0);
        row(error.line, 0, format!("{variant} {code}: {}", joined(facts)).trim_end_matches([':', ' ']));
    }
}
