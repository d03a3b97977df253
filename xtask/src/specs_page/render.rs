//! Writes a page of `specs/`.

use b24_specs::ir::{ErrorCase, Event, Field, Form, List, Method, Placement, Rule, System};

use super::fact::{write_list, write_table};
use super::field::{ERROR, FIELD, FORM, TYPE, VARIANT};
use super::meta::{EVENT, LIST, METHOD, Meta, PLACEMENT};
use super::path;
use super::text::text;
use crate::document::Document;

/// The page of a document.
pub fn render(document: &Document) -> String {
    let mut out = String::new();
    match document {
        Document::Method(method) => render_method(&mut out, method),
        Document::Event(event) => render_event(&mut out, event),
        Document::Placement(placement) => render_placement(&mut out, placement),
        Document::System(system) => render_system(&mut out, system),
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn render_method(out: &mut String, method: &Method) {
    heading(out, 1, "Method", &method.method);
    write_list(out, METHOD, &Meta::of_method(method));
    fields(out, "Parameters", "Parameter", &method.params);
    fields(out, "Result", "Result", std::slice::from_ref(&method.result));
    if let Some(list) = &method.list {
        render_list(out, list);
    }
    errors(out, &method.errors);
    if !method.rules.is_empty() {
        out.push_str("## Rules\n\n");
    }
    for rule in &method.rules {
        match rule {
            Rule::Form(form) => render_form(out, form),
            Rule::ReachableUrl { param } => heading(out, 3, "Reachable", param),
        }
    }
}

fn render_event(out: &mut String, event: &Event) {
    heading(out, 1, "Event", &event.event);
    write_list(out, EVENT, &Meta::of_event(event));
    fields(out, "Parameters", "Parameter", &event.params);
}

fn render_placement(out: &mut String, placement: &Placement) {
    heading(out, 1, "Placement", &placement.placement);
    write_list(out, PLACEMENT, &Meta::of_placement(placement));
    fields(out, "Parameters", "Parameter", &placement.params);
    fields(out, "Options", "Option", &placement.options);
}

fn render_system(out: &mut String, system: &System) {
    out.push_str("# System\n\n");
    errors(out, &system.errors);
    if !system.types.is_empty() {
        out.push_str("## Types\n\n");
        let types: Vec<_> = system.types.iter().map(|(name, ty)| (name.clone(), ty.clone())).collect();
        write_table(out, TYPE, &types);
    }
}

fn render_list(out: &mut String, list: &List) {
    out.push_str("## List\n\n");
    write_list(out, LIST, list);
}

fn render_form(out: &mut String, form: &Form) {
    heading(out, 3, "Form", &form.name);
    write_list(out, FORM, form);
}

fn errors(out: &mut String, errors: &[ErrorCase]) {
    if !errors.is_empty() {
        out.push_str("## Errors\n\n");
        write_table(out, ERROR, errors);
    }
}

fn heading(out: &mut String, level: usize, what: &str, name: &str) {
    out.extend(["#".repeat(level).as_str(), " ", what, " ", &text(name), "\n\n"]);
}

/// The table of `fields`, then a section for each of them that has fields or variants of its own, in order.
fn fields(out: &mut String, title: &str, what: &str, fields: &[Field]) {
    if fields.is_empty() {
        return;
    }
    out.extend(["## ", title, "\n\n"]);
    write_table(out, FIELD, fields);
    nested(out, what, "", fields);
}

fn nested(out: &mut String, what: &str, parent: &str, all: &[Field]) {
    for (i, field) in all.iter().enumerate() {
        if field.fields.is_empty() && field.variants.is_empty() {
            continue;
        }
        let path = format!("{parent}{}", path::field(all, i));
        if !field.fields.is_empty() {
            out.extend(["### ", what, " ", &path, "\n\n"]);
            write_table(out, FIELD, &field.fields);
            nested(out, what, &format!("{path} / "), &field.fields);
        }
        for (i, variant) in field.variants.iter().enumerate() {
            let path = format!("{path} / {}", path::variant(&field.variants, i));
            out.extend(["### ", what, " ", &path, "\n\n"]);
            write_list(out, VARIANT, variant);
            write_table(out, FIELD, &variant.fields);
            nested(out, what, &format!("{path} / "), &variant.fields);
        }
    }
}
