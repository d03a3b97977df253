//! What a page is about.

use serde::{Deserialize, Serialize};

use super::examples::{Examples, dumped};
use super::names::{event_in, is_event, is_family, placement_in};
use super::outline::{Outline, Role, Section};
use super::text::is_word;
use crate::lexicon;

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
    if PageKind::is_include(path) {
        return PageKind::Include;
    }
    if outline.title.is_empty() && rendered(outline) {
        return PageKind::Rendered;
    }
    if top == "sdk" {
        return PageKind::Sdk;
    }
    let title = outline.title;
    if is_interface(title) {
        return PageKind::Interface;
    }
    if GUIDES.contains(&top) {
        return PageKind::Guide;
    }
    let index = path.ends_with("/index.md") || path == "index.md";
    let body = outline.has(Role::Request) || outline.has(Role::Response);
    let named = outline.named;
    let coded = named.is_none_or(is_event) && event_in(title).is_some();
    let unnamed = named.is_none() && outline.has(Role::Receives) && path.split('/').any(|folder| folder == "events");
    if !index && (coded || unnamed || (named.is_none() && super::event::sections(outline).len() > 1)) {
        return PageKind::Event;
    }
    let overview = index || lexicon::OVERVIEW.within(&super::text::fold(title));
    let dumps = || !index && examples.code.iter().any(|code| dumped(code, "PLACEMENT_OPTIONS").is_some());
    let explains = || outline.sections.iter().any(|s| s.folded.contains("placement_options"));
    let widget = outline.has(Role::Embedded) || (outline.has(Role::Receives) && (explains() || dumps()));
    if widget && !lexicon::OVERVIEW.within(&super::text::fold(title))
        || (!body && placement_in(title).is_some() && outline.has(Role::Receives))
    {
        return PageKind::Placement;
    }
    if !overview {
        let one = examples.calls.len() == 1;
        let called = examples.calls.first();
        let sections = body || outline.has(Role::Errors) || !examples.calls.is_empty() || !examples.requests.is_empty();
        if named.is_some()
            && (body
                || (sections
                    && called.is_some_and(|call| {
                        named.is_some_and(|name| examples.calls.len() < 3 || call.name.eq_ignore_ascii_case(name))
                    })))
        {
            return PageKind::Method;
        }
        // Old pages have neither sections nor addresses: parameters before the first heading, and a call in some language.
        if let Some(name) = named
            && !is_family(title, name)
            && (calls(examples, name) || says_who_and_what(outline))
        {
            return PageKind::Method;
        }
        // The name may stand in the address alone.
        if named.is_none()
            && body
            && outline.has(Role::Response)
            && (one || called.is_some_and(|call| title_has(title, &call.name)))
        {
            return PageKind::Method;
        }
    }
    if overview { PageKind::Overview } else { PageKind::Other }
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
        let text = super::text::blocks(std::slice::from_ref(piece.block), "");
        super::text::fold(&text).lines().any(|line| takes(line.trim().trim_end_matches('.')))
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

/// No title, but the words of a method's page as plain lines: what a browser saves as text.
fn rendered(outline: &Outline<'_>) -> bool {
    let Some(preamble) = outline.sections.first() else { return false };
    if outline.sections.len() > 1 {
        return false;
    }
    let mut lines = 0;
    for piece in &preamble.pieces {
        let text = match &piece.block.kind {
            crate::yfm::Kind::Table(_) => return false,
            kind => super::text::blocks(std::slice::from_ref(&crate::yfm::Block { at: 0, kind: *kind }), ""),
        };
        let folded = super::text::fold(&text);
        lines += folded
            .lines()
            .map(str::trim)
            .filter(|line| {
                lexicon::REQUEST.is(line)
                    || lexicon::RESPONSE.is(line)
                    || lexicon::ERRORS.is(line)
                    || lexicon::EXAMPLES.is(line)
            })
            .count();
    }
    lines >= 2
}
