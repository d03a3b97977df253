//! A short cut for plain prose. Most cells and paragraphs hold nothing but text, code, strong text and links; starting a
//! Markdown parser for each of them would cost more than all the rest. What is read here comes out exactly as
//! [`markdown`](super::markdown) would read it, and whatever might not is refused, so that it goes there.

use std::borrow::Cow;

use super::line::{Line, line_at};
use super::markdown::{Anchors, end_paragraph, heading, push_text};
use super::model::{Block, Inline, Kind};
use crate::source::offset;

/// Reads a stretch whose lines are indented by `indent` (but perhaps the first), or refuses it.
pub(super) fn read<'a>(
    page: &'a str,
    start: usize,
    end: usize,
    indent: usize,
    anchors: &mut Anchors,
) -> Option<Vec<Block<'a>>> {
    let mut blocks = Vec::new();
    let mut headings = 0;
    let mut at = start;
    let mut first = true;
    while at < end {
        let line = line_at(page, at, end);
        at = line.next;
        if line.is_blank() {
            continue;
        }
        if line.indent > indent && !(first && line.at == start) {
            return None;
        }
        first = false;
        match line.text.as_bytes() {
            [b'-', b' ', ..] => {
                let mut items = Vec::new();
                let mut item = Some(line);
                while let Some(line) = item {
                    items.push(list_item(page, &line)?);
                    item = next_item(page, &mut at, end, indent)?;
                }
                blocks.push(Block { at: offset(line.at), kind: Kind::List(items) });
            }
            [b'#', ..] => {
                let level = line.text.bytes().take_while(|&byte| byte == b'#').count();
                let title = line.text.get(level..)?.strip_prefix(' ')?;
                if level > 6 || title.ends_with('#') || title.trim().is_empty() {
                    return None;
                }
                let title_end = line.at + line.text.len();
                let text = inlines(page, title_end - title.trim_start().len(), title_end)?;
                let level = u8::try_from(level).ok()?;
                headings += 1;
                blocks.push(Block { at: offset(line.at), kind: Kind::Heading { level, text, anchor: None } });
            }
            _ => {
                let mut text = Vec::new();
                let mut next = line;
                loop {
                    if !is_prose(&next) {
                        return None;
                    }
                    append(page, next.at, next.at + next.text.len(), &mut text)?;
                    next = line_at(page, at, end);
                    if at >= end || next.is_blank() || next.list_item().is_some_and(|(text, _)| !text.is_empty()) {
                        break;
                    }
                    if next.indent > indent || next.is_heading() {
                        return None;
                    }
                    text.push(Inline::Break);
                    at = next.next;
                }
                if let Some(paragraph) = end_paragraph(text) {
                    if blocks.is_empty() && at >= end {
                        return Some(vec![Block { at: offset(line.at), kind: paragraph }]);
                    }
                    blocks.push(Block { at: offset(line.at), kind: paragraph });
                }
            }
        }
    }
    // Anchors count the headings of a page: only now is it certain that these are read here.
    if headings > 0 {
        for block in &mut blocks {
            if let Kind::Heading { text, anchor, .. } = &mut block.kind {
                *anchor = heading(text, anchors);
            }
        }
    }
    Some(blocks)
}

/// The next item of a list, blank lines skipped; none if something else follows. Refuses items of several lines.
fn next_item<'a>(page: &'a str, at: &mut usize, end: usize, indent: usize) -> Option<Option<Line<'a>>> {
    let mut blank = false;
    while *at < end {
        let line = line_at(page, *at, end);
        if line.is_blank() {
            blank = true;
        } else if line.indent > indent {
            return None;
        } else if line.text.starts_with("- ") {
            *at = line.next;
            return Some(Some(line));
        } else {
            return (blank || line.is_heading()).then_some(None);
        }
        *at = line.next;
    }
    Some(None)
}

fn list_item<'a>(page: &'a str, line: &Line<'a>) -> Option<Vec<Block<'a>>> {
    let text = line.text.strip_prefix("- ")?;
    let begin = line.at + line.text.len() - text.len();
    let item = Line { indent: 0, at: begin, text, ..*line };
    if !is_prose(&item) {
        return None;
    }
    let paragraph = end_paragraph(inlines(page, begin, begin + text.len())?);
    Some(paragraph.map(|kind| Block { at: offset(begin), kind }).into_iter().collect())
}

/// Whether a line can be nothing but running text, whatever stands before it.
fn is_prose(line: &Line<'_>) -> bool {
    match line.text.as_bytes() {
        [b'*' | b'_', b' ' | b'\t', ..] | [b'*' | b'_'] => false,
        [b'*', b'*', b'*', ..] => false,
        [b'[', b'*', ..] | [b'{', b'%', ..] | [b'`', b'`', b'`', ..] => false,
        [b'-' | b'+' | b'=' | b'#' | b'>' | b'~' | b'<' | b'|' | b':' | b' ' | b'\t', ..] | [] => false,
        [b'[', ..] => !line.text.contains("]:"),
        [b'0'..=b'9', ..] => line.list_item().is_none(),
        _ => true,
    }
}

fn inlines(page: &str, start: usize, end: usize) -> Option<Vec<Inline<'_>>> {
    let mut out = Vec::new();
    append(page, start, end, &mut out)?;
    Some(out)
}

/// Appends the inlines of one line.
fn append<'a>(page: &'a str, start: usize, end: usize, out: &mut Vec<Inline<'a>>) -> Option<()> {
    let bytes = page.as_bytes().get(..end)?;
    let mut begin = start;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b'`' => {
                let length = memchr::memchr(b'`', bytes.get(at + 1..)?)?;
                let (open, close) = (at + 1, at + 1 + length);
                let code = page.get(open..close)?;
                if bytes.get(close + 1) == Some(&b'`') || code.is_empty() || code.starts_with(' ') || code.ends_with(' ') {
                    return None;
                }
                text(page, begin, at, out);
                out.push(Inline::Code(Cow::Borrowed(code)));
                begin = close + 1;
                begin
            }
            b'*' => {
                let (open, close) = strong(page, start, at, end)?;
                text(page, begin, at, out);
                out.push(Inline::Strong(inlines(page, open, close)?));
                begin = close + 2;
                // A third star is text: the mark of a required parameter.
                if bytes.get(begin) == Some(&b'*') { begin + 1 } else { begin }
            }
            b'[' => {
                let (label_end, target_end) = link(bytes, at)?;
                text(page, begin, at, out);
                let label = inlines(page, at + 1, label_end)?;
                let target = page.get(label_end + 2..target_end)?;
                out.push(Inline::Link { target: Cow::Borrowed(target), text: label });
                begin = target_end + 1;
                begin
            }
            b'_' => {
                let before = at.checked_sub(1).and_then(|before| bytes.get(before)).filter(|_| at > start);
                let between = before.is_some_and(u8::is_ascii_alphanumeric)
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
                if !between {
                    return None;
                }
                at + 1
            }
            b']' | b'<' | b'&' | b'\\' | b'~' | b'\r' | 0..=8 | 11..=12 => return None,
            _ => at + 1,
        };
    }
    text(page, begin, end, out);
    Some(())
}

fn text<'a>(page: &'a str, start: usize, end: usize, out: &mut Vec<Inline<'a>>) {
    if let Some(text) = page.get(start..end) {
        push_text(Cow::Borrowed(text), out);
    }
}

/// `**strong**` at `at`: where its text begins and ends.
fn strong(page: &str, start: usize, at: usize, end: usize) -> Option<(usize, usize)> {
    let open = at + 2;
    let inside = page.get(at..end)?.strip_prefix("**")?;
    let close = open + memchr::memchr(b'*', inside.as_bytes())?;
    let behind = page.get(close..end)?.strip_prefix("**")?;
    let inside = page.get(open..close)?;
    let before = page.get(start..at)?.chars().next_back();
    let opens = flanks(inside.chars().next()?, before);
    let closes = flanks(inside.chars().next_back()?, behind.strip_prefix('*').unwrap_or(behind).chars().next());
    // Behind `***` a word would begin emphasis.
    let star = behind.strip_prefix('*').is_none_or(|rest| rest.is_empty() || rest.starts_with(' '));
    (opens && closes && star).then_some((open, close))
}

/// Whether stars between a character inside of strong text and one outside of it can only be meant as such.
fn flanks(inside: char, outside: Option<char>) -> bool {
    let plain = |c: char| c.is_alphanumeric();
    plain(inside)
        || (inside.is_ascii_punctuation() && outside.is_none_or(|c| c == ' ' || c.is_ascii_punctuation() && c != '*'))
}

/// `[text](target)` at `at`: where its text and its target end.
fn link(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let text = memchr::memchr2(b'[', b']', bytes.get(at + 1..)?)?;
    let label_end = at + 1 + text;
    let target = bytes.get(label_end..)?.strip_prefix(b"](")?;
    let length = target.iter().position(|byte| matches!(byte, b')' | b'(' | b' ' | b'<' | b'\\' | b'&' | b'\t' | 0..=31))?;
    let is_end = target.get(length) == Some(&b')');
    (is_end && text > 0 && length > 0).then_some((label_end, label_end + 2 + length))
}
