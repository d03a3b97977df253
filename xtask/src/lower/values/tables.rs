//! Values that stand in a table of their own, to which a row leads: "The list of colours is [below](#colours)".

use b24_specs::ir::Field;
use foldhash::{HashMap, HashSet};

use super::typed::finish;
use crate::lexicon;
use crate::lower::outline::Outline;
use crate::lower::sink::Sink;
use crate::lower::table::groups::Found;
use crate::lower::table::{Column, Shape};
use crate::lower::text::{blocks, fold, links};
use crate::lower::types::{is_scalar, parts};
use crate::yfm::Table;

/// The values that the rows of one part of a page are given: each of many may lead to the largest table.
const VALUES: usize = 4000;

/// A table of codes.
struct Coded {
    codes: Vec<String>,
    /// Its place among the tables that are about no parameter.
    at: usize,
    /// A row leads to it.
    taken: bool,
}

/// Gives the rows that lead to a table of codes these as values. It holds nothing else, then.
pub(crate) fn take<'a>(outline: &Outline<'a>, found: &mut Found<'a>, sink: &mut Sink) {
    let mut tables: HashMap<&str, Coded> = HashMap::default();
    for (at, table) in found.foreign.iter().enumerate() {
        let anchor = outline.sections.get(table.section).map_or("", |section| section.anchor);
        if let Some(codes) = codes(table.table).filter(|_| !anchor.is_empty()) {
            // Of two tables in a section a row leads to neither.
            let coded = Coded { codes, at, taken: false };
            tables.entry(anchor).and_modify(|first| first.codes.clear()).or_insert(coded);
        }
    }
    if tables.is_empty() {
        return;
    }
    let mut left = VALUES;
    for param in found.groups.iter_mut().flat_map(|group| &mut group.params) {
        let listed = param.told.as_ref().is_some_and(|told| !told.values.is_empty());
        let ty = param.ty.trim_end_matches("[]");
        if listed || !is_scalar(ty) || parts(ty).any(|ty| ty == "boolean") {
            continue;
        }
        let mut values = None;
        let mut mentions = Mentions { rest: param.says(), compared: false };
        links(param.description(), &mut |target, _| {
            let table = target.strip_prefix('#').and_then(|anchor| tables.get_mut(anchor));
            let table = table.filter(|_| !mentions.next(target));
            let fits = |table: &&mut Coded| (1..=left).contains(&table.codes.len());
            if let Some(table) = table.filter(fits).filter(|_| values.is_none()) {
                table.taken = true;
                values = Some(table.codes.clone());
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
    let taken: HashSet<usize> = tables.values().filter(|table| table.taken).map(|table| table.at).collect();
    let mut places = 0..;
    found.foreign.retain(|table| {
        let taken = places.next().is_some_and(|at| taken.contains(&at));
        if taken {
            let rows = Shape::of(table.table).rows.len();
            sink.count_read(rows);
            sink.count_compiled(rows);
        }
        !taken
    });
}

/// Goes through the links of a text.
struct Mentions<'t> {
    /// What is behind the last one.
    rest: &'t str,
    /// Has its sentence compared something until there?
    compared: bool,
}

impl Mentions<'_> {
    /// Does the sentence with the next link to this target only compare what is told to something else: "Unlike
    /// [these](#colours), it shines"?
    fn next(&mut self, target: &str) -> bool {
        let link = format!("]({target})");
        let Some((before, rest)) = self.rest.split_once(&link) else { return false };
        let begin = before.rfind(". ").max(before.rfind('\n'));
        let sentence = begin.and_then(|at| before.get(at..)).unwrap_or(before);
        self.compared = self.compared && begin.is_none() || lexicon::COMPARED.heads(&fold(sentence));
        self.rest = rest;
        self.compared
    }
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
