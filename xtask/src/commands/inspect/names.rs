//! What a list can be filtered by, ordered by and asked for: the names that the generated code has, wherever they are from.

use b24_codegen::{Bindings, Pattern, Selection};
use b24_specs::index::Methods;
use b24_specs::ir::Method;

use super::super::build::Line;
use super::{joined, print, row, told};
use crate::diff::Snapshot;
use crate::specs_page::Document;

/// Shows them, where there are any.
pub(super) fn show(method: &Method, state: &Snapshot) -> Result<(), String> {
    // The fields of a list may be told by another method.
    let methods = state.documents.iter().filter(|document| matches!(document, Document::Method(_)));
    let lines: String = methods.map(|document| Ok(Line::of(document)?.text)).collect::<Result<_, String>>()?;
    let index = Methods::new("specs", &lines).map_err(|e| e.to_string())?;
    let selection = Selection { patterns: vec![Pattern::of_argument(&method.method)], scopes: None };
    let bindings = Bindings::new(&index, &state.system.types, &selection);
    let same = |other: &Method| other.api == method.api && other.command == method.command;
    let Some(listed) = bindings.outlines().find(|outline| same(outline.method)).and_then(|outline| outline.listed)
    else {
        return Ok(());
    };
    if let Some((name, operators)) = &listed.filter {
        print(&format!("operators of {name}"));
        let operators: Vec<_> = operators.iter().map(|(function, sign)| format!("{function} `{sign}`")).collect();
        row(0, 0, &operators.join(", "));
    }
    print(&format!("names of {}", listed.name));
    for (constant, field) in listed.fields {
        let facts = joined(told::field(field).split_off(1));
        row(field.line, 0, format!("{constant} `{}`: {facts}", field.name).trim_end_matches([':', ' ']));
    }
    Ok(())
}
