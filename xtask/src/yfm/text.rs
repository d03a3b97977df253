//! Running text: what the dialect adds to Markdown in it.

use super::anchor;
use super::model::{Arena, Block, Inline, Kind, Link};
use crate::source::offset;

/// Takes what stands on the stack from `base` on.
pub(super) fn take<'a, T: Copy>(stack: &mut Vec<T>, base: usize, arena: &'a Arena) -> &'a [T] {
    let taken = arena.alloc_slice_copy(stack.get(base..).unwrap_or_default());
    stack.truncate(base);
    taken
}

/// Takes the text of a paragraph that begins at `base`, without the attributes at its end.
pub(super) fn end_paragraph<'a>(inlines: &mut Vec<Inline<'a>>, base: usize, arena: &'a Arena) -> &'a [Inline<'a>] {
    take_attributes(inlines, base);
    take(inlines, base, arena)
}

/// Appends the paragraph of a text, if there is any.
pub(super) fn push_paragraph<'a>(blocks: &mut Vec<Block<'a>>, at: usize, text: &'a [Inline<'a>]) {
    if !text.is_empty() {
        blocks.push(Block { at: offset(at), kind: Kind::Paragraph(text) });
    }
}

/// Appends text, with what stands between two `^` as superscript, and without attributes of the link before it.
pub(super) fn push_text<'a>(text: &'a str, out: &mut Vec<Inline<'a>>, arena: &'a Arena) {
    let mut rest = text;
    if rest.starts_with('{') && matches!(out.last(), Some(Inline::Link(_) | Inline::Strong(_) | Inline::Code(_))) {
        rest = anchor::strip_leading(rest).unwrap_or(rest);
    }
    if memchr::memchr(b'^', rest.as_bytes()).is_none() {
        if !rest.is_empty() {
            out.push(Inline::Text(rest));
        }
        return;
    }
    while let Some((before, inside, behind)) = split_superscript(rest) {
        if !before.is_empty() {
            out.push(Inline::Text(before));
        }
        out.push(Inline::Superscript(arena.alloc_slice_copy(&[Inline::Text(inside)])));
        rest = behind;
    }
    if !rest.is_empty() {
        out.push(Inline::Text(rest));
    }
}

fn split_superscript(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('^')?;
    let (inside, behind) = rest.split_once('^')?;
    (!inside.is_empty() && !inside.contains(char::is_whitespace)).then_some((before, inside, behind))
}

/// Removes the list of attributes at the end of the inlines from `base` on, and line breaks before it.
pub(super) fn take_attributes<'a>(inlines: &mut Vec<Inline<'a>>, base: usize) -> Option<&'a str> {
    // Nearly every text ends in a letter or a sign of ASCII.
    match inlines.get(base..)?.last()? {
        Inline::Text(text) if text.as_bytes().last().is_some_and(|&byte| byte != b'}' && byte.is_ascii_graphic()) => {
            None
        }
        Inline::Text(_) | Inline::Break => take_list(inlines, base),
        _ => None,
    }
}

/// What few texts come to.
#[cold]
fn take_list<'a>(inlines: &mut Vec<Inline<'a>>, base: usize) -> Option<&'a str> {
    let mut list = None;
    if let Some(Inline::Text(text)) = inlines.get_mut(base..).and_then(<[_]>::last_mut) {
        if let Some((rest, found)) = anchor::split_trailing(text) {
            (*text, list) = (rest, Some(found));
        }
        if text.is_empty() {
            inlines.pop();
        }
    }
    while inlines.len() > base && matches!(inlines.last(), Some(Inline::Break)) {
        inlines.pop();
    }
    list
}

/// The words of running text, without markup.
pub(super) fn plain(inlines: &[Inline<'_>]) -> String {
    fn push(inlines: &[Inline<'_>], out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Code(text) => out.push_str(text),
                Inline::Break => out.push(' '),
                Inline::Strong(text)
                | Inline::Emphasis(text)
                | Inline::Superscript(text)
                | Inline::Link(Link { text, .. }) => push(text, out),
            }
        }
    }
    let mut out = String::new();
    push(inlines, &mut out);
    out
}

/// A text without white space around it.
pub(crate) fn trim(text: &str) -> &str {
    trim_start(trim_end(text))
}

/// A text without white space at its beginning. Nearly every one begins with a letter or a sign of ASCII behind spaces.
pub(super) fn trim_start(text: &str) -> &str {
    let text = text.trim_ascii_start();
    if text.as_bytes().first().is_none_or(u8::is_ascii_graphic) { text } else { text.trim_start() }
}

/// The same for its end.
pub(super) fn trim_end(text: &str) -> &str {
    let text = text.trim_ascii_end();
    if text.as_bytes().last().is_none_or(u8::is_ascii_graphic) { text } else { text.trim_end() }
}

/// A line without up to `columns` columns of white space at its beginning.
pub(super) fn strip_indent(line: &str, columns: usize) -> &str {
    const BLANKS: &[u8] = b"                ";
    if BLANKS.get(..columns).is_some_and(|blanks| line.as_bytes().starts_with(blanks)) {
        return line.get(columns..).unwrap_or("");
    }
    let mut column = 0;
    let blanks = line
        .bytes()
        .take_while(|byte| {
            let more = column < columns && matches!(byte, b' ' | b'\t');
            column += if *byte == b'\t' { 4 - column % 4 } else { 1 };
            more
        })
        .count();
    line.get(blanks..).unwrap_or(line)
}
