//! A page of a place for widgets: its codes, what its handler receives, what binding takes.

use b24_specs::index::is_name;
use b24_specs::ir::{Examples as Counts, Field, Placement, Required, VERSION};

use super::Input;
use super::examples::json::Json;
use super::examples::{Examples, dumped, placement_options};
use super::fields::Builder;
use super::fields::dotted::nest_dotted;
use super::fields::link::link;
use super::meta;
use super::names::{self, distinct, is_placement, placement_in, title_without};
use super::outline::headings::sole_name;
use super::outline::{Outline, Role, Section};
use super::payload;
use super::sink::{Sink, count};
use super::table::groups::collect_if;
use super::text::{blocks, fold, is_word};
use super::unused;
use crate::diagnostic::Code;
use crate::lexicon;
use crate::yfm::{Block, Inline, Kind, Row, Table};

/// The parameter whose JSON tells where the widget was opened.
const OPTIONS: &str = "PLACEMENT_OPTIONS";
/// The parameter of `placement.bind` whose fields depend on the place.
const BOUND_OPTIONS: &str = "OPTIONS";

/// Reads the facts of a widget's page: one placement a code.
pub(super) fn lower<'a>(
    input: &Input<'a>,
    outline: &Outline<'a>,
    examples: &Examples<'a>,
    sink: &mut Sink,
) -> Vec<Placement> {
    let meta = meta::read(outline, false, sink);
    let codes = codes(outline, examples, sink);
    if codes.is_empty() {
        sink.report(
            Code::NoPlacement,
            outline.title_at,
            "the page gives no placement code; write a table of codes, the code at the end of the title, or `[PLACEMENT] => CODE` in the dump of what the handler receives",
        );
        return Vec::new();
    }
    let receives = |index: usize, s: &Section<'_>| s.role == Role::Receives || is_options(outline, index);
    let shown = examples.code.iter().filter_map(|code| placement_options(code, input.arena));
    let shown: Vec<Json<'_>> =
        shown.map(|value| Json::Object(input.arena.alloc_slice_copy(&[(OPTIONS, value)]))).collect();
    let found = collect_if(outline, |index, s| receives(index, s), sink);
    unused::tables(&found.foreign, sink);
    let root = |index: usize| outline.sections.get(index).is_some_and(|s| lexicon::RECEIVES.is(s.folded));
    let at = outline.of(Role::Receives).next().map_or(outline.title_at, |(_, s)| s.at);
    let mut params = payload::read(input, outline, &found, root, &shown, at, sink);
    listed(input, outline, &mut params);
    let binding = |index: usize, s: &Section<'_>| !receives(index, s) && binds(outline, index);
    let options = options(input, outline, &binding, sink);
    let is_read = |index: usize, s: &Section<'_>| s.role == Role::Embedded || receives(index, s) || binding(index, s);
    unused::sections(outline, |index, s| !is_read(index, s), unused::UNREAD, sink);
    let single = outline.sections.iter().flat_map(|s| &s.pieces).any(|piece| {
        let text = blocks(std::slice::from_ref(piece.block), "");
        lexicon::SINGLE.within(&fold(&text))
    });
    let title = title_without(outline.title, placement_in(outline.title).unwrap_or_default());
    codes
        .into_iter()
        .map(|code| Placement {
            placement: code,
            page: input.path.to_owned(),
            title: title.clone(),
            scopes: meta.scopes.clone(),
            deprecated: meta.deprecated.clone(),
            params: params.clone(),
            options: options.clone(),
            user_mode: false,
            single,
            examples: Counts { requests: 0, responses: count(shown.len()) },
            ir: VERSION,
        })
        .collect()
}

/// The codes: those of the table, else those of the title, else the one that the handler is shown to receive.
fn codes(outline: &Outline<'_>, examples: &Examples<'_>, sink: &mut Sink) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for piece in outline.of(Role::Embedded).flat_map(|(_, s)| &s.pieces) {
        for (table, row) in
            tables(piece.block).into_iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)))
        {
            let Some(Kind::Paragraph(text)) =
                row.cells.first().and_then(|cell| cell.body.first()).map(|block| &block.kind)
            else {
                continue;
            };
            let mut spans = Vec::new();
            super::text::codes(text, &mut spans);
            // The header has no code.
            let header = spans.is_empty()
                && !text.iter().any(|inline| matches!(inline, Inline::Text(word) if is_placement(word.trim())));
            if header && std::ptr::eq(row, table.rows.first().unwrap_or(row)) {
                continue;
            }
            sink.count_read(1);
            let found: Vec<&str> =
                spans.into_iter().map(str::trim).filter(|code| is_name(code) && !code.contains(' ')).collect();
            if found.is_empty() {
                sink.drop_rows(
                    1,
                    Code::NoPlacement,
                    piece.place(row.at),
                    "the row has no placement code in backticks; write one",
                );
            } else {
                sink.count_compiled(1);
                codes.extend(found.into_iter().map(str::to_owned));
            }
        }
    }
    let mut codes = distinct(codes);
    if codes.is_empty() {
        let words = outline.title.split(|c: char| !is_word(c)).filter(|word| is_placement(word));
        codes.extend(words.map(str::to_owned));
    }
    if codes.is_empty() {
        let shown = examples.code.iter().filter_map(|code| dumped(code, "PLACEMENT"));
        codes.extend(
            shown.filter_map(|rest| rest.split_whitespace().next()).find(|code| is_placement(code)).map(str::to_owned),
        );
    }
    codes
}

/// The tables of a block, those in tabs as well.
fn tables<'b, 'a>(block: &'b Block<'a>) -> Vec<&'b Table<'a>> {
    match &block.kind {
        Kind::Table(table) => vec![table],
        Kind::Tabs(tabs) => tabs.iter().flat_map(|tab| tab.body).flat_map(tables).collect(),
        _ => Vec::new(),
    }
}

fn is_options(outline: &Outline<'_>, index: usize) -> bool {
    outline.sections.get(index).is_some_and(|s| s.folded.contains("placement_options"))
}

/// Is this section about `OPTIONS` of `placement.bind`, or below one that is?
fn binds(outline: &Outline<'_>, index: usize) -> bool {
    let mut at = Some(index);
    while let Some(section) = at.and_then(|index| outline.sections.get(index)) {
        if heads_binding(section) {
            return true;
        }
        at = section.parent;
    }
    false
}

/// Is this the section of the table of `OPTIONS`, or of one that has them as `OPTIONS[x]` among all that `placement.bind`
/// takes?
fn heads_binding(section: &Section<'_>) -> bool {
    let is_options = |text: &str| text.eq_ignore_ascii_case(BOUND_OPTIONS);
    let named = lexicon::BIND_OPTIONS.within(section.folded) || is_options(section.folded);
    let rows = || section.pieces.iter().flat_map(|piece| tables(piece.block)).flat_map(|table| table.rows);
    let indexed = |row: &Row<'_>| row.cells.first().is_some_and(|cell| cell.raw.contains("**OPTIONS["));
    named
        || is_options(section.anchor)
        || sole_name(section.title).as_deref() == Some(BOUND_OPTIONS)
        || rows().any(indexed)
}

/// The fields of `OPTIONS`, from the sections about it.
fn options<'a>(
    input: &Input<'a>,
    outline: &Outline<'a>,
    takes: &dyn Fn(usize, &Section<'_>) -> bool,
    sink: &mut Sink,
) -> Vec<Field> {
    let found = collect_if(outline, |index, s| takes(index, s), sink);
    unused::tables(&found.foreign, sink);
    let links = link(outline, &found.groups, |index| outline.sections.get(index).is_some_and(heads_binding), sink);
    let mut builder = Builder::new(&found.groups, &links, input.source, Required::No);
    let orphans = links.orphans.iter().map(|(group, _)| group);
    let fields = builder.union(links.roots.iter().chain(&links.alternatives).chain(orphans).copied());
    let mut fields = nest_dotted(fields, &|name| name == BOUND_OPTIONS);
    match fields.iter().position(|field| field.name == BOUND_OPTIONS) {
        // The others are parameters of `placement.bind`, which has a page of its own.
        Some(index) => fields.swap_remove(index).fields,
        None => fields,
    }
}

/// Keys of `PLACEMENT_OPTIONS` that the page gives as a list: `` - `ID` — … ``.
fn listed(input: &Input<'_>, outline: &Outline<'_>, params: &mut Vec<Field>) {
    let mut keys: Vec<Field> = Vec::new();
    for (_, section) in outline.sections.iter().enumerate().filter(|(index, _)| is_options(outline, *index)) {
        for piece in &section.pieces {
            let Kind::List(items) = &piece.block.kind else { continue };
            for block in items.iter().filter_map(|item| item.first()) {
                let Kind::Paragraph(text) = &block.kind else { continue };
                if let Some(Inline::Code(code)) = text.first()
                    && names::is_name(code)
                {
                    let line = input.source.line(piece.place(block.at));
                    keys.push(Field { name: code.to_string(), ty: "string".to_owned(), line, ..Field::default() });
                }
            }
        }
    }
    if keys.is_empty() {
        return;
    }
    let index = params.iter().position(|field| field.name == OPTIONS).unwrap_or_else(|| {
        params.push(Field { name: OPTIONS.to_owned(), ty: "string".to_owned(), ..Field::default() });
        params.len() - 1
    });
    if let Some(options) = params.get_mut(index) {
        for key in keys {
            match options.fields.iter_mut().find(|field| field.name == key.name) {
                // What an example shows has no line.
                Some(known) => known.line = if known.line == 0 { key.line } else { known.line },
                None => options.fields.push(key),
            }
        }
    }
}
