//! What a page says in words, for those who import it for themselves. Links stay behind as their text: where they lead is
//! no place in rustdoc.

use std::collections::HashMap;

use b24_specs::ir::Field;

use super::Input;
use super::outline::{Outline, Role};
use super::sink::Sink;
use super::table::groups::collect_if;
use super::text::{blocks, marked};
use crate::source::Source;
use crate::yfm::Kind;

/// The prose of a page.
#[derive(Debug, Default)]
pub struct Prose {
    /// The paragraphs and lists below the title.
    pub intro: Option<String>,
    /// Of a row of a table, by its line and the last part of its name.
    rows: HashMap<(u32, String), String>,
}

/// Reads the prose of a page.
pub fn prose(input: &Input<'_>) -> Prose {
    let mut sink = Sink::default();
    let outline = Outline::new(input, &mut sink);
    let preamble = outline.sections.iter().filter(|section| section.role == Role::Preamble).flat_map(|s| &s.pieces);
    let mut paragraphs: Vec<String> = Vec::new();
    for piece in preamble.filter(|piece| piece.included_at.is_none()) {
        match &piece.block.kind {
            Kind::Paragraph(text) => paragraphs.extend(said(&marked(text))),
            Kind::List(items) => {
                paragraphs
                    .extend(items.iter().filter_map(|item| said(&blocks(item, "`"))).map(|text| format!("- {text}")));
            }
            _ => {}
        }
    }
    let mut rows = HashMap::new();
    for param in collect_if(&outline, |_, _| true, &mut sink).groups.iter().flat_map(|group| &group.params) {
        if let Some(text) = said(&blocks(param.description(), "`")) {
            rows.insert(key(input.source, param.at, param.wire()), text);
        }
    }
    Prose { intro: said(&paragraphs.join("\n\n")), rows }
}

fn key(source: &Source, at: crate::yfm::Offset, name: &str) -> (u32, String) {
    (source.line(at), last(name).to_owned())
}

/// `TITLE` of `fields.TITLE` and of `fields[TITLE]`.
fn last(name: &str) -> &str {
    name.trim_end_matches(']').rsplit(['.', '[']).next().unwrap_or(name)
}

fn said(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

impl Prose {
    /// Tells fields, and those within them, what their rows say. Their lines are still those of the page.
    pub fn tell(&self, fields: &mut [Field]) {
        for field in fields {
            field.doc = self.rows.get(&(field.line, last(&field.name).to_owned())).cloned();
            self.tell(&mut field.fields);
            field.variants.iter_mut().for_each(|variant| self.tell(&mut variant.fields));
        }
    }
}
