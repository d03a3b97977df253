//! A page of an event, or of several.

use std::borrow::Cow;

use b24_specs::ir::{Event, Examples as Counts, Field, VERSION};
use foldhash::HashMap;

use super::examples::Examples;
use super::groups::collect_if;
use super::json::Json;
use super::names::{event_in, is_event, is_name, title_without};
use super::outline::{Outline, Role};
use super::php::Php;
use super::row::Param;
use super::sink::Sink;
use super::text::plain;
use super::{Input, Item, meta, payload, unused};
use crate::diagnostic::Code;
use crate::lexicon;
use crate::yfm::{Block, Inline, Kind, Offset};

/// The parts of what a handler receives; the rest is the event's own.
const ENVELOPE: &[&str] = &["event", "event_handler_id", "data", "ts", "auth"];

/// So many fields are taken from other events of a page.
const SHARED: usize = 5_000;

/// Sections that are each about an event of their own: their heading is its code.
pub(super) fn sections(outline: &Outline<'_>) -> Vec<usize> {
    let is = |title: &str| is_event(title) && title.bytes().all(|b| !b.is_ascii_lowercase());
    outline.sections.iter().enumerate().filter(|(_, s)| is(s.title)).map(|(index, _)| index).collect()
}

/// Reads the facts of an event's page.
pub(super) fn lower<'a>(
    input: &Input<'a>,
    outline: &Outline<'a>,
    examples: &Examples<'a>,
    sink: &mut Sink,
) -> Vec<Item> {
    let sections = sections(outline);
    let meta = meta::read(outline, true, sink);
    let make = |code: &str, title: String, params: Vec<Field>, payloads: usize| {
        Item::Event(Event {
            event: code.to_uppercase(),
            page: input.path.to_owned(),
            title,
            scopes: meta.scopes.clone(),
            access: meta.access,
            deprecated: meta.deprecated.clone(),
            params: in_data(params),
            examples: Counts { requests: 0, responses: u32::try_from(payloads).unwrap_or(u32::MAX) },
            ir: VERSION,
        })
    };
    let mut items = Vec::new();
    if sections.is_empty() {
        let Some(code) = code(outline, examples, sink) else {
            sink.report(
                Code::NoName,
                outline.title_at,
                "the page gives no event code; write it at the end of the title",
            );
            return items;
        };
        let about = |role: Role| matches!(role, Role::Receives | Role::Request);
        let mut found = collect_if(outline, |_, s| about(s.role), sink);
        found.groups.iter_mut().flat_map(|group| &mut group.params).for_each(|param| listed(param, input));
        for table in &found.foreign {
            unused(table, sink);
        }
        let mut values: Vec<Json<'_>> = examples.answers.iter().map(|example| example.value).collect();
        let php = shown_in_php(outline);
        let mut at = examples.answers.first().map_or(outline.title_at, |example| example.at);
        if let (true, Some((place, php))) = (values.is_empty(), &php)
            && php.get("data").is_some()
            && !found.groups.is_empty()
        {
            values.push(php.json(input.arena));
            at = *place;
        }
        let root = |index: usize| {
            outline
                .sections
                .get(index)
                .is_some_and(|s| s.level == 0 || lexicon::RECEIVES.is(s.folded) || lexicon::REQUEST.is(s.folded))
        };
        let mut params = payload::read(input, outline, &found, root, &values, at, sink);
        let mut payloads = values.len();
        if params.is_empty()
            && let Some((place, php)) = php
        {
            params = php.fields(input.source.line(place));
            payloads = 1;
        }
        if params.is_empty() {
            sink.report(
                Code::NoPayload,
                outline.title_at,
                "the page does not say what the handler receives; add a table or an example",
            );
        }
        let title = title_without(outline.title, event_in(outline.title).unwrap_or_default());
        items.push(make(&code, title, params, payloads));
        account(outline, &|_, role| about(role), sink);
        return items;
    }
    let mut mine = vec![false; outline.sections.len()];
    for &section in &sections {
        let inside = |index: usize| index == section || below(outline, index, section);
        (0..mine.len()).filter(|&index| inside(index)).for_each(|index| {
            if let Some(taken) = mine.get_mut(index) {
                *taken = true;
            }
        });
        let Some(head) = outline.sections.get(section) else { continue };
        let found = collect_if(outline, |index, _| inside(index), sink);
        let values: Vec<Json<'_>> = outline
            .sections
            .iter()
            .enumerate()
            .filter(|(index, _)| inside(*index))
            .flat_map(|(_, s)| &s.pieces)
            .filter_map(|piece| super::examples::json(piece.block, input.arena))
            .collect();
        let params = payload::read(input, outline, &found, |index| index == section, &values, head.at, sink);
        for table in &found.foreign {
            unused(table, sink);
        }
        items.push(make(head.title, outline.title.to_owned(), params, values.len()));
    }
    account(outline, &|index, _| mine.get(index).copied().unwrap_or(false), sink);
    share(&mut items);
    items
}

/// Gives the events of a page that show no payload what others show of a field of the same name and type.
fn share(items: &mut [Item]) {
    let mut shown: HashMap<(String, String), (usize, Vec<Field>)> = HashMap::default();
    let events = || items.iter().filter_map(|item| if let Item::Event(event) = item { Some(event) } else { None });
    if events().all(|event| event.examples.responses > 0) {
        return;
    }
    for event in events().filter(|event| event.examples.responses > 0) {
        for field in event.params.iter().flat_map(|data| &data.fields).filter(|field| !field.fields.is_empty()) {
            let same = shown.entry((field.name.clone(), field.ty.clone()));
            same.or_insert_with(|| (count(&field.fields), field.fields.clone()));
        }
    }
    let mut left = SHARED;
    for item in items {
        let Item::Event(event) = item else { continue };
        let fields = event.params.iter_mut().flat_map(|data| &mut data.fields);
        for field in fields.filter(|field| event.examples.responses == 0 && field.fields.is_empty()) {
            let same = shown.get(&(field.name.clone(), field.ty.clone()));
            if let Some((count, fields)) = same.filter(|(count, _)| *count <= left) {
                left -= count;
                field.fields.clone_from(fields);
            }
        }
    }
}

/// How many fields there are, with those in them.
fn count(fields: &[Field]) -> usize {
    fields.iter().map(|field| 1 + count(&field.fields)).sum()
}

fn below(outline: &Outline<'_>, index: usize, section: usize) -> bool {
    let mut at = outline.sections.get(index).and_then(|s| s.parent);
    while let Some(parent) = at {
        if parent == section {
            return true;
        }
        at = outline.sections.get(parent).and_then(|s| s.parent);
    }
    false
}

/// The fields of an object that its description lists, each by its name in bold: `- **ID** — …`.
fn listed(param: &mut Param<'_>, input: &Input<'_>) {
    if !matches!(param.ty.as_ref(), "object" | "array") {
        return;
    }
    let named = |item: &&[Block<'_>]| {
        let block = item.first()?;
        let Kind::Paragraph(text) = &block.kind else { return None };
        let Some(Inline::Strong(name)) = text.first() else { return None };
        let name = Some(plain(name)).filter(|name| is_name(name))?;
        Some(Field { name: name.into_owned(), line: input.source.line(block.at), ..Field::default() })
    };
    let lists = param.description().iter().filter_map(|block| match &block.kind {
        Kind::List(items) => Some(*items),
        _ => None,
    });
    let fields: Option<Vec<Field>> = lists.flatten().map(named).collect();
    if let Some(fields) = fields.filter(|fields| !fields.is_empty()) {
        param.ty = Cow::Borrowed("object");
        param.told.get_or_insert_default().fields = fields;
    }
}

/// The payload that the page shows as an array of PHP, where it shows one, and its place.
fn shown_in_php<'a>(outline: &Outline<'a>) -> Option<(Offset, Php<'a>)> {
    let pieces = outline.sections.iter().filter(|s| s.role != Role::Examples).flat_map(|s| &s.pieces);
    let mut shown = pieces.filter_map(|piece| match &piece.block.kind {
        Kind::Code(code) => Some((piece.place(piece.block.at), Php::read(code.raw)?)),
        _ => None,
    });
    let first = shown.next()?;
    shown.next().is_none().then_some(first)
}

/// What an event carries is below `data`, whether its page says so or not.
fn in_data(params: Vec<Field>) -> Vec<Field> {
    let bare = !params.is_empty() && params.iter().all(|field| !ENVELOPE.contains(&field.name.as_str()));
    if !bare {
        return params;
    }
    let line = params.first().map_or(0, |field| field.line);
    vec![Field { name: "data".to_owned(), ty: "object".to_owned(), fields: params, line, ..Field::default() }]
}

/// The code: what the payload says, else the title.
fn code(outline: &Outline<'_>, examples: &Examples<'_>, sink: &mut Sink) -> Option<String> {
    let title = event_in(outline.title);
    let mut sent = examples
        .answers
        .iter()
        .filter_map(|example| example.value.get("event"))
        .filter_map(Json::as_str)
        .filter(|code| is_event(code));
    let first = sent.next();
    let agreed = first.filter(|first| sent.all(|other| other.eq_ignore_ascii_case(first)));
    match (title, agreed) {
        (Some(title), Some(sent)) if !title.eq_ignore_ascii_case(sent) => {
            sink.report(
                Code::NameDisagrees,
                outline.title_at,
                format!("the title names `{title}`, the payload `{sent}`; `{sent}` is taken, make them agree"),
            );
            Some(sent.to_owned())
        }
        (title, sent) => sent.or(title).map(str::to_owned),
    }
}

/// Accounts for the tables of sections that were not read.
pub(super) fn account(outline: &Outline<'_>, read: &dyn Fn(usize, Role) -> bool, sink: &mut Sink) {
    let mut unread = Sink::default();
    let found = collect_if(outline, |index, s| !read(index, s.role), &mut unread);
    for group in &found.groups {
        sink.read(group.rows);
        sink.drop_rows(
            group.rows,
            Code::UnusedTable,
            group.at,
            "the table is in no section that facts are read from; its rows are not taken",
        );
    }
    for table in &found.foreign {
        unused(table, sink);
    }
}
