//! Inlines and blocks as plain text.

use std::borrow::Cow;

pub(super) use crate::lexicon::fold;
use crate::yfm::{self, Arena, Block, Heading, Inline, Kind, Link, Note};

/// Room for the text of most paragraphs.
const LINE: usize = 120;

/// The text of inlines; code without its backticks, links as their text, a break as a newline.
pub(super) fn plain<'a>(inlines: &[Inline<'a>]) -> Cow<'a, str> {
    text(inlines, "")
}

/// The text of inlines; code within backticks, so that a reader can tell it.
pub(super) fn marked<'a>(inlines: &[Inline<'a>]) -> Cow<'a, str> {
    text(inlines, "`")
}

/// Borrowed where it stands in one piece.
fn text<'a>(inlines: &[Inline<'a>], tick: &str) -> Cow<'a, str> {
    match inlines {
        [] => Cow::Borrowed(""),
        [Inline::Text(text)] => Cow::Borrowed(text),
        [Inline::Code(code)] if tick.is_empty() => Cow::Borrowed(code),
        [Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link(Link { text: inner, .. })] => text(inner, tick),
        _ => {
            let mut out = String::with_capacity(LINE);
            write(inlines, tick, &mut out);
            Cow::Owned(out)
        }
    }
}

/// Appends the text of inlines, code between two ticks.
pub(super) fn write(inlines: &[Inline<'_>], tick: &str, out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Code(code) => {
                out.push_str(tick);
                out.push_str(code);
                out.push_str(tick);
            }
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Superscript(inner)
            | Inline::Link(Link { text: inner, .. }) => {
                write(inner, tick, out);
            }
            Inline::Break => out.push('\n'),
        }
    }
}

/// The text of blocks, one a line, code of fences aside.
pub(super) fn blocks<'a>(blocks: &[Block<'a>], tick: &str) -> Cow<'a, str> {
    match blocks {
        [] => Cow::Borrowed(""),
        [Block { kind: Kind::Paragraph(inlines), .. }] => text(inlines, tick),
        _ => {
            let mut out = String::with_capacity(LINE);
            write_blocks(blocks, tick, &mut out);
            Cow::Owned(out)
        }
    }
}

fn write_blocks(blocks: &[Block<'_>], tick: &str, out: &mut String) {
    for block in blocks {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        match &block.kind {
            Kind::Heading(Heading { text, .. }) | Kind::Paragraph(text) => write(text, tick, out),
            Kind::List(items) => items.iter().for_each(|item| {
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
                write_blocks(item, tick, out);
            }),
            Kind::Quote(body) | Kind::Note(Note { body, .. }) => write_blocks(body, tick, out),
            Kind::Tabs(tabs) => tabs.iter().for_each(|tab| write_blocks(tab.body, tick, out)),
            Kind::Code(_) | Kind::Table(_) | Kind::Include { .. } => {}
        }
    }
}

/// Without white space around it.
pub(super) fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(yfm::trim(text)),
        Cow::Owned(text) => Cow::Owned(yfm::trim(&text).to_owned()),
    }
}

/// As long as its page.
pub(super) fn keep<'a>(text: Cow<'a, str>, arena: &'a Arena) -> &'a str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => arena.alloc_str(&text),
    }
}

/// In lower case, as long as its page.
pub(super) fn fold_in<'a>(text: &'a str, arena: &'a Arena) -> &'a str {
    if text.is_ascii() {
        let copy = arena.alloc_str(text);
        copy.make_ascii_lowercase();
        copy
    } else {
        keep(fold(text), arena)
    }
}

/// The code spans of inlines, at any depth.
pub(super) fn codes<'i>(inlines: &'i [Inline<'_>], out: &mut Vec<&'i str>) {
    for inline in inlines {
        match inline {
            Inline::Code(code) => out.push(code),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Superscript(inner)
            | Inline::Link(Link { text: inner, .. }) => {
                codes(inner, out);
            }
            Inline::Text(_) | Inline::Break => {}
        }
    }
}

/// The code in a text that has it [within backticks](marked).
pub(super) fn in_backticks(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The targets of links in blocks, at any depth; tables in cells aside.
pub(super) fn links<'i>(blocks: &'i [Block<'_>], found: &mut impl FnMut(&'i str, &'i [Inline<'i>])) {
    fn inlines<'i>(list: &'i [Inline<'_>], found: &mut impl FnMut(&'i str, &'i [Inline<'i>])) {
        for inline in list {
            match inline {
                Inline::Link(Link { target, text }) => {
                    found(target, text);
                    inlines(text, found);
                }
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Superscript(inner) => inlines(inner, found),
                Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
            }
        }
    }
    for block in blocks {
        match &block.kind {
            Kind::Heading(Heading { text, .. }) | Kind::Paragraph(text) => inlines(text, found),
            Kind::List(items) => items.iter().for_each(|item| links(item, found)),
            Kind::Quote(body) | Kind::Note(Note { body, .. }) => links(body, found),
            Kind::Tabs(tabs) => tabs.iter().for_each(|tab| links(tab.body, found)),
            Kind::Code(_) | Kind::Table(_) | Kind::Include { .. } => {}
        }
    }
}

/// The first characters of a text, so many at most: what is looked for there is no longer, and the text may be.
pub(super) fn head(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Is this a character of a name on the wire?
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
