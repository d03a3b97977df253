//! Pages of data types: named entities and the wire type of their values.

use std::collections::BTreeMap;

use b24_specs::wire::{Entities, Wire};

use super::outline::Outline;
use super::sink::Sink;
use super::text::{blocks, codes, fold, is_word};
use crate::lexicon;
use crate::yfm::{Kind, Row, Table};

/// Reads the tables `Type | Description` of a page.
pub(super) fn lower(outline: &Outline<'_>, sink: &mut Sink) -> BTreeMap<String, String> {
    let mut types = BTreeMap::new();
    for piece in outline.sections.iter().flat_map(|s| &s.pieces) {
        let Kind::Table(table) = &piece.block.kind else { continue };
        let Some(rows) = of_types(table) else { continue };
        sink.count_read(rows.len());
        sink.count_compiled(rows.len());
        for row in rows {
            if let Some((name, wire)) = entity(row) {
                types.entry(name).or_insert(wire);
            }
        }
    }
    types
}

/// Does the page explain types, its own ones or those that need no explanation?
pub(super) fn explained(outline: &Outline<'_>) -> bool {
    let mut pieces = outline.sections.iter().flat_map(|section| &section.pieces);
    pieces.any(|piece| matches!(&piece.block.kind, Kind::Table(table) if of_types(table).is_some()))
}

/// The rows of a table whose header says that it explains types.
fn of_types<'t, 'a>(table: &'t Table<'a>) -> Option<&'t [Row<'a>]> {
    let (first, rows) = table.rows.split_first()?;
    let cell = |index: usize| first.cells.get(index).map(|cell| fold(blocks(cell.body, "").trim()).into_owned());
    let described = cell(1).is_some_and(|text| lexicon::DESCRIPTION.is(&text));
    (cell(0).is_some_and(|text| lexicon::TYPE.is(&text)) && described && first.cells.len() == 2).then_some(rows)
}

/// The name in the first cell, and the wire type that the first words of the second tell.
fn entity(row: &Row<'_>) -> Option<(String, String)> {
    let Kind::Paragraph(text) = &row.cells.first()?.body.first()?.kind else { return None };
    let mut spans = Vec::new();
    codes(text, &mut spans);
    let name = spans.first()?.trim();
    // A type of the closed set is known without its page.
    if !name.chars().all(|c| is_word(c) || c == '.')
        || Wire::of(name.rsplit('.').next_back()?, &Entities::new()) != Wire::Any
    {
        return None;
    }
    let description = fold(&blocks(row.cells.get(1)?.body, "")).into_owned();
    let head: String = description.chars().take(80).collect();
    // The first word that tells a type: "Integer identifier", "A string", "Идентификатор … (целое число)".
    let wire = lexicon::ENTITY_WORDS
        .iter()
        .filter_map(|(word, wire)| Some((head.find(word)?, *wire)))
        .min_by_key(|(at, _)| *at)?
        .1;
    Some((name.to_owned(), wire.to_owned()))
}
