//! A page of an event, or of several.

use std::borrow::Cow;

use b24_specs::ir::{Event, Examples as Counts, Field, VERSION};
use foldhash::HashMap;

use super::Input;
use super::examples::json::Json;
use super::examples::php::Php;
use super::examples::{self, Examples};
use super::fields;
use super::meta::{self, Meta};
use super::names::{event_in, is_event, is_name, title_without};
use super::outline::{Outline, Role};
use super::payload;
use super::sink::{Sink, count};
use super::table::groups::{collect_if, collect_in};
use super::table::param::Param;
use super::text::plain;
use super::unused;
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
) -> Vec<Event> {
    let page = EventPage { input, outline, meta: meta::read(outline, true, sink) };
    match sections(outline).as_slice() {
        [] => page.one(examples, sink).into_iter().collect(),
        sections => page.several(sections, sink),
    }
}

struct EventPage<'p, 'a> {
    input: &'p Input<'a>,
    outline: &'p Outline<'a>,
    meta: Meta,
}

impl<'a> EventPage<'_, 'a> {
    /// The event that the page is about.
    fn one(&self, examples: &Examples<'a>, sink: &mut Sink) -> Option<Event> {
        let Self { input, outline, .. } = *self;
        let Some(code) = code(outline, examples, sink) else {
            sink.report(
                Code::NoName,
                outline.title_at,
                "the page gives no event code; write it at the end of the title",
            );
            return None;
        };
        let about = |role: Role| matches!(role, Role::Receives | Role::Request);
        let mut found = collect_if(outline, |_, s| about(s.role), sink);
        found.groups.iter_mut().flat_map(|group| &mut group.params).for_each(|param| listed(param, input));
        unused::tables(&found.foreign, sink);
        unused::sections(outline, |_, s| !about(s.role), unused::UNREAD, sink);
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
        Some(self.event(&code, title, params, payloads))
    }

    /// The events that sections of the page are about.
    fn several(&self, sections: &[usize], sink: &mut Sink) -> Vec<Event> {
        let Self { input, outline, .. } = *self;
        let mut events = Vec::new();
        let mut taken = vec![false; outline.sections.len()];
        for &section in sections {
            let Some(head) = outline.sections.get(section) else { continue };
            let inside = section..end(outline, section, head.level);
            let found = collect_in(outline, inside.clone(), sink);
            unused::tables(&found.foreign, sink);
            let pieces = outline.sections.get(inside.clone()).into_iter().flatten().flat_map(|s| &s.pieces);
            let values: Vec<Json<'_>> = pieces.filter_map(|piece| examples::json(piece.block, input.arena)).collect();
            let params = payload::read(input, outline, &found, |index| index == section, &values, head.at, sink);
            events.push(self.event(head.title, outline.title.to_owned(), params, values.len()));
            if let Some(taken) = taken.get_mut(inside) {
                taken.fill(true);
            }
        }
        unused::sections(outline, |index, _| taken.get(index) != Some(&true), unused::UNREAD, sink);
        share(&mut events);
        events
    }

    fn event(&self, code: &str, title: String, params: Vec<Field>, payloads: usize) -> Event {
        Event {
            event: code.to_uppercase(),
            page: self.input.path.to_owned(),
            title,
            scopes: self.meta.scopes.clone(),
            access: self.meta.access,
            deprecated: self.meta.deprecated.clone(),
            params: in_data(params),
            examples: Counts { requests: 0, responses: count(payloads) },
            ir: VERSION,
        }
    }
}

/// Where the sections end that stand below one of this level.
fn end(outline: &Outline<'_>, section: usize, level: u8) -> usize {
    let behind = outline.sections.iter().enumerate().skip(section + 1);
    behind.filter(|(_, s)| s.level <= level).map(|(index, _)| index).next().unwrap_or(outline.sections.len())
}

/// Gives the events of a page that show no payload what others show of a field of the same name and type.
fn share(events: &mut [Event]) {
    let mut shown: HashMap<(String, String), (usize, Vec<Field>)> = HashMap::default();
    if events.iter().all(|event| event.examples.responses > 0) {
        return;
    }
    for event in events.iter().filter(|event| event.examples.responses > 0) {
        for field in event.params.iter().flat_map(|data| &data.fields).filter(|field| !field.fields.is_empty()) {
            let same = shown.entry((field.name.clone(), field.ty.clone()));
            same.or_insert_with(|| (fields::count(&field.fields), field.fields.clone()));
        }
    }
    let mut left = SHARED;
    for event in events {
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
