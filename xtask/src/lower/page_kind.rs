//! What a page is about.

use serde::{Deserialize, Serialize};

use super::event;
use super::examples::{Call, Examples, dumped};
use super::names::{event_in, is_event, is_family, placement_in};
use super::outline::{Outline, Role, Section, role};
use super::text::{blocks, fold, is_word};
use crate::lexicon;
use crate::yfm::Kind;

/// The kinds of page that the documentation has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PageKind {
    /// A REST method.
    Method,
    /// One event or several.
    Event,
    /// A place for widgets.
    Placement,
    /// A function of the JavaScript library or of a widget's interface.
    Interface,
    /// The description of an SDK.
    Sdk,
    /// A table of contents over other pages.
    Overview,
    /// Something to read through.
    Guide,
    /// A file that other pages include.
    Include,
    /// A rendered page saved as text; see [`crate::diagnostic::Code::RenderedPage`].
    Rendered,
    /// Reference that is none of the others: data types, fields of objects, settings.
    #[default]
    Other,
}

impl PageKind {
    /// Does a path lead into a folder of files that other pages include?
    pub fn is_include(path: &str) -> bool {
        path.as_bytes().split(|&byte| byte == b'/').any(|part| matches!(part, b"_include" | b"_includes"))
    }
}

/// Folders whose pages tell how to do something.
const GUIDES: &[&str] = &["tutorials", "first-steps", "market", "local-integrations", "ai-tools", "simulator"];

/// Tells what a page is about.
pub(super) fn of(path: &str, outline: &Outline<'_>, examples: &Examples<'_>) -> PageKind {
    let top = path.split('/').next().unwrap_or_default();
    let is_index = path.ends_with("/index.md") || path == "index.md";
    match () {
        () if PageKind::is_include(path) => PageKind::Include,
        () if outline.title.is_empty() && rendered(outline) => PageKind::Rendered,
        () if top == "sdk" => PageKind::Sdk,
        () if is_interface(outline.title) => PageKind::Interface,
        () if GUIDES.contains(&top) => PageKind::Guide,
        () if !is_index && is_of_events(path, outline) => PageKind::Event,
        () if is_of_placement(outline, examples, is_index) => PageKind::Placement,
        () if is_index || is_overview(outline.title) => PageKind::Overview,
        () if is_of_method(outline, examples) => PageKind::Method,
        () => PageKind::Other,
    }
}

fn is_of_events(path: &str, outline: &Outline<'_>) -> bool {
    let named = outline.named;
    let coded = named.is_none_or(is_event) && event_in(outline.title).is_some();
    let unnamed = || outline.has(Role::Receives) && path.split('/').any(|folder| folder == "events");
    coded || named.is_none() && (unnamed() || event::sections(outline).len() > 1)
}

fn is_of_placement(outline: &Outline<'_>, examples: &Examples<'_>, is_index: bool) -> bool {
    let dumps = || !is_index && examples.code.iter().any(|code| dumped(code, "PLACEMENT_OPTIONS").is_some());
    let explains = || outline.sections.iter().any(|s| s.folded.contains("placement_options"));
    let receives = outline.has(Role::Receives);
    (outline.has(Role::Embedded) || receives && (explains() || dumps())) && !is_overview(outline.title)
        || receives && !has_body(outline) && placement_in(outline.title).is_some()
}

fn is_of_method(outline: &Outline<'_>, examples: &Examples<'_>) -> bool {
    let called = examples.calls.first();
    let Some(name) = outline.named else {
        // The name may stand in the address alone.
        let tells = |call: &Call| examples.calls.len() == 1 || title_has(outline.title, &call.name);
        return outline.has(Role::Response) && called.is_some_and(tells);
    };
    has_body(outline)
        || called.is_some_and(|call| examples.calls.len() < 3 || call.name.eq_ignore_ascii_case(name))
        // Old pages have neither sections nor addresses: parameters before the first heading, and a call in some language.
        || !is_family(outline.title, name) && (calls(examples, name) || says_who_and_what(outline))
}

/// Has the page sections of what a method takes or answers?
fn has_body(outline: &Outline<'_>) -> bool {
    outline.has(Role::Request) || outline.has(Role::Response)
}

fn is_overview(title: &str) -> bool {
    lexicon::OVERVIEW.within(&fold(title))
}

/// Does an example call a method, whatever language it is in?
fn calls(examples: &Examples<'_>, name: &str) -> bool {
    let quoted = |code: &&str| {
        code.match_indices(name).any(|(at, _)| {
            let before = code.get(..at).and_then(|head| head.chars().next_back());
            let behind = code.get(at + name.len()..).and_then(|rest| rest.chars().next());
            before == behind && matches!(before, Some('\'' | '"'))
        })
    };
    examples.code.iter().any(quoted)
}

/// Does the page say, before its first heading, who may call, and what with?
fn says_who_and_what(outline: &Outline<'_>) -> bool {
    let what = |preamble: &Section<'_>| preamble.has_table() || says_no_parameters(preamble);
    outline.sections.first().is_some_and(|preamble| says_who(preamble) && what(preamble))
}

/// Does a section say who may call?
pub(super) fn says_who(section: &Section<'_>) -> bool {
    lines(section, |line| lexicon::WHO.begins(line).is_some())
}

/// Does a section say that the method takes nothing?
pub(super) fn says_no_parameters(section: &Section<'_>) -> bool {
    lines(section, |line| lexicon::NO_PARAMETERS.is(line))
}

/// Does a test take a line of a section's text, in lower case and without its full stop?
fn lines(section: &Section<'_>, takes: impl Fn(&str) -> bool) -> bool {
    section.pieces.iter().any(|piece| {
        let text = blocks(std::slice::from_ref(piece.block), "");
        fold(&text).lines().any(|line| takes(line.trim().trim_end_matches('.')))
    })
}

/// A word of the title.
fn title_has(title: &str, name: &str) -> bool {
    title.split(|c: char| !(is_word(c) || c == '.')).any(|word| word.eq_ignore_ascii_case(name))
}

/// `BX24.init`, `BX.rest`, `ImMobile::method`.
fn is_interface(title: &str) -> bool {
    if !title.contains(':') && !title.contains("BX") {
        return false;
    }
    title.split(|c: char| c.is_whitespace() || matches!(c, '`' | ',' | '(')).any(|word| {
        ["BX24.", "BX."].iter().any(|head| {
            word.strip_prefix(head).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
                && word != "BX24.js"
        }) || word
            .split_once("::")
            .is_some_and(|(a, b)| !a.is_empty() && b.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// No title, but the headings of a method's page as plain lines: what a browser saves as text.
fn rendered(outline: &Outline<'_>) -> bool {
    let [preamble] = outline.sections.as_slice() else { return false };
    if preamble.pieces.iter().any(|piece| matches!(piece.block.kind, Kind::Table(_))) {
        return false;
    }
    let is_heading =
        |line: &str| matches!(role(line.trim()), Some(Role::Request | Role::Response | Role::Errors | Role::Examples));
    let texts = preamble.pieces.iter().map(|piece| blocks(std::slice::from_ref(piece.block), ""));
    texts.map(|text| fold(&text).lines().filter(|line| is_heading(line)).count()).sum::<usize>() >= 2
}
