//! Running text: what the dialect adds to Markdown in it.

use std::borrow::Cow;

use super::anchor::{self, Anchors};
use super::model::{Inline, Kind};

/// A paragraph without the attributes at its end, if anything is left.
pub(super) fn end_paragraph(mut inlines: Vec<Inline<'_>>) -> Option<Kind<'_>> {
    take_attributes(&mut inlines);
    (!inlines.is_empty()).then_some(Kind::Paragraph(inlines))
}

/// The anchor of a heading; attributes are taken off its text.
pub(super) fn heading<'a>(text: &mut Vec<Inline<'a>>, anchors: &mut Anchors) -> Option<Cow<'a, str>> {
    match take_attributes(text).as_deref().and_then(anchor::id) {
        Some(id) => Some(Cow::Owned(id.to_owned())),
        None => anchors.of_title(&plain(text)),
    }
}

/// Appends text, with what stands between two `^` as superscript, and without attributes of the link before it.
pub(super) fn push_text<'a>(text: Cow<'a, str>, out: &mut Vec<Inline<'a>>) {
    let Cow::Borrowed(mut rest) = text else {
        out.push(Inline::Text(text));
        return;
    };
    if rest.starts_with('{') && matches!(out.last(), Some(Inline::Link { .. } | Inline::Strong(_) | Inline::Code(_))) {
        rest = anchor::strip_leading(rest).unwrap_or(rest);
    }
    if memchr::memchr(b'^', rest.as_bytes()).is_none() {
        if !rest.is_empty() {
            out.push(Inline::Text(Cow::Borrowed(rest)));
        }
        return;
    }
    while let Some((before, inside, behind)) = split_superscript(rest) {
        if !before.is_empty() {
            out.push(Inline::Text(Cow::Borrowed(before)));
        }
        out.push(Inline::Superscript(vec![Inline::Text(Cow::Borrowed(inside))]));
        rest = behind;
    }
    if !rest.is_empty() {
        out.push(Inline::Text(Cow::Borrowed(rest)));
    }
}

fn split_superscript(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('^')?;
    let (inside, behind) = rest.split_once('^')?;
    (!inside.is_empty() && !inside.contains(char::is_whitespace)).then_some((before, inside, behind))
}

/// Removes the list of attributes at the end of a paragraph, and line breaks before it.
fn take_attributes<'a>(inlines: &mut Vec<Inline<'a>>) -> Option<Cow<'a, str>> {
    let mut list = None;
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        if let Some((rest, found)) = anchor::split_trailing(text) {
            list = Some(Cow::Owned(found.to_owned()));
            let length = rest.len();
            match text {
                Cow::Borrowed(text) => *text = text.get(..length).unwrap_or(""),
                Cow::Owned(text) => text.truncate(length),
            }
        }
        if text.is_empty() {
            inlines.pop();
        }
    }
    while inlines.last() == Some(&Inline::Break) {
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
                | Inline::Link { text, .. } => push(text, out),
            }
        }
    }
    let mut out = String::new();
    push(inlines, &mut out);
    out
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
