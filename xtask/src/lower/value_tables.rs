//! Values that stand in a table of their own, to which a row leads: "The list of colours is [below](#colours)".

use b24_specs::ir::Field;
use foldhash::HashMap;

use super::groups::Found;
use super::outline::Outline;
use super::sink::Sink;
use super::table::{Column, Shape};
use super::text::{blocks, links};
use super::value_types::{finish, is_scalar};
use crate::lexicon;
use crate::yfm::Table;

/// The values that the rows of one part of a page are given: each of many may lead to the largest table.
const VALUES: usize = 4000;

/// Gives the rows that lead to a table of codes these as values. It holds nothing else, then.
pub(super) fn take<'a>(outline: &Outline<'a>, found: &mut Found<'a>, sink: &mut Sink) {
    let mut tables: HashMap<&str, (Vec<String>, bool)> = HashMap::default();
    for table in &found.foreign {
        let anchor = outline.sections.get(table.section).map_or("", |section| section.anchor);
        if let Some(codes) = codes(table.table).filter(|_| !anchor.is_empty()) {
            // Of two tables in a section a row leads to neither.
            tables.entry(anchor).and_modify(|(codes, _)| codes.clear()).or_insert((codes, false));
        }
    }
    if tables.is_empty() {
        return;
    }
    let mut left = VALUES;
    for param in found.groups.iter_mut().flat_map(|group| &mut group.params) {
        let listed = param.told.as_ref().is_some_and(|told| !told.values.is_empty());
        if listed || !is_scalar(param.ty.trim_end_matches("[]")) {
            continue;
        }
        let mut values = None;
        links(param.description(), &mut |target, _| {
            let table = target.strip_prefix('#').and_then(|anchor| tables.get_mut(anchor));
            let fits = |(codes, _): &&mut (Vec<String>, bool)| (1..=left).contains(&codes.len());
            if let Some((codes, taken)) = table.filter(fits).filter(|_| values.is_none()) {
                *taken = true;
                values = Some(codes.clone());
            }
        });
        if let Some(values) = values {
            left -= values.len();
            let mut field = Field { ty: param.ty.to_string(), ..Field::default() };
            finish(&mut field, values, None);
            let told = param.told.get_or_insert_default();
            (told.values, told.open) = (field.values, told.open | field.open);
        }
    }
    found.foreign.retain(|table| {
        let anchor = outline.sections.get(table.section).map_or("", |section| section.anchor);
        let taken = tables.get(anchor).is_some_and(|(_, taken)| *taken);
        if taken {
            let rows = Shape::of(table.table).rows.len();
            sink.read(rows);
            sink.compiled(rows);
        }
        !taken
    });
}

/// The codes of a table that has one in each row, below a header that says so, and words about it.
fn codes(table: &Table<'_>) -> Option<Vec<String>> {
    let (header, rows) = table.rows.split_first()?;
    let text = blocks(header.cells.first()?.body, "");
    let says_code = [&lexicon::CODE, &lexicon::TYPE].iter().any(|words| words.spells(text.trim()));
    if !says_code || rows.len() < 2 || Shape::of(table).column(Column::Message).is_some() {
        return None;
    }
    let code = |cell: &str| {
        let code = cell.trim().strip_prefix('`')?.strip_suffix('`')?;
        (!code.contains(['`', ' '])).then(|| code.to_owned())
    };
    rows.iter().map(|row| code(&blocks(row.cells.first()?.body, "`"))).collect()
}
