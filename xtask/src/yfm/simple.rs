//! A short cut for plain prose. Most cells and paragraphs hold nothing but text, code, strong text and links; starting a
//! Markdown parser for each of them would cost more than all the rest. What is read here comes out exactly as
//! [`markdown`](super::markdown) would read it, and whatever might not is refused, so that it goes there.

use std::ops::Range;
use std::slice;

use super::anchor::{self, Anchors};
use super::inline::{code, definitions, is_special, link_text, reference, strong, target};
use super::line::{Line, find_pair, line_at};
use super::markdown::Definitions;
use super::model::{Arena, Block, Inline, Kind};
use super::text::{end_paragraph, paragraph, push_text, take, take_attributes};
use crate::source::offset;

/// Reads plain prose. What it gathers goes through stacks, and into the arena once it is known how much it is.
pub(super) struct Prose<'a> {
    page: &'a str,
    arena: &'a Arena,
    pub(super) definitions: Definitions<'a>,
    blocks: Vec<Block<'a>>,
    items: Vec<&'a [Block<'a>]>,
    inlines: Vec<Inline<'a>>,
}

impl<'a> Prose<'a> {
    pub(super) fn new(arena: &'a Arena) -> Self {
        let definitions = Definitions::default();
        Self { page: "", arena, definitions, blocks: Vec::new(), items: Vec::new(), inlines: Vec::new() }
    }

    /// Turns to another page.
    pub(super) fn turn_to(&mut self, page: &'a str) {
        self.page = page;
        self.definitions = definitions(page);
    }

    /// Reads a stretch whose lines are indented by `indent` (but perhaps the first), or refuses it. Those of its lines that
    /// are `known` need not be looked for once more.
    pub(super) fn read(
        &mut self,
        stretch: Range<usize>,
        indent: usize,
        known: &[Line<'a>],
        anchors: &mut Anchors<'a>,
    ) -> Option<&'a [Block<'a>]> {
        self.blocks.clear();
        self.items.clear();
        self.inlines.clear();
        let Range { start, end } = stretch;
        self.stretch(Lines { page: self.page, start, end, indent, known: known.iter(), at: start, line: None })?;
        // Anchors count the headings of a page: only now is it certain that these are read here.
        for block in &mut self.blocks {
            if let Kind::Heading { text, anchor: anchor @ None, .. } = &mut block.kind {
                *anchor = anchors.of_title(text, self.arena);
            }
        }
        Some(take(&mut self.blocks, 0, self.arena))
    }

    fn stretch(&mut self, mut lines: Lines<'_, 'a>) -> Option<()> {
        while lines.at < lines.end {
            let line = lines.peek(0)?;
            let kind = match line.text.as_bytes() {
                [] => {
                    lines.skip(&line);
                    continue;
                }
                [b'#', ..] => {
                    lines.skip(&line);
                    self.heading(&line)?
                }
                [b'>', ..] => Kind::Quote(self.quote(&mut lines)?),
                _ if item(&line).is_some() => Kind::List(self.list(&mut lines)?),
                _ => {
                    let text = self.paragraph(line, &mut lines)?;
                    self.blocks.extend(paragraph(line.at, text));
                    continue;
                }
            };
            self.blocks.push(Block { at: offset(line.at), kind });
        }
        Some(())
    }

    fn heading(&mut self, line: &Line<'a>) -> Option<Kind<'a>> {
        let title = line.text.trim_start_matches('#');
        let level = u8::try_from(line.text.len() - title.len()).ok().filter(|&level| level <= 6)?;
        let title = title.strip_prefix(' ').filter(|title| !title.ends_with('#'))?.trim_start_matches([' ', '\t']);
        let end = line.at + line.text.len();
        let base = self.inlines.len();
        self.append(end - title.len(), end)?;
        if self.inlines.len() == base {
            return None;
        }
        let anchor = take_attributes(&mut self.inlines, base).and_then(anchor::id);
        Some(Kind::Heading { level, text: take(&mut self.inlines, base, self.arena), anchor })
    }

    /// Running text from a line on, up to a blank one or to one that begins something else.
    fn paragraph(&mut self, mut line: Line<'a>, lines: &mut Lines<'_, 'a>) -> Option<&'a [Inline<'a>]> {
        let base = self.inlines.len();
        loop {
            if !is_prose(&line) {
                return None;
            }
            self.append(line.at, line.at + line.text.len())?;
            lines.skip(&line);
            if lines.at >= lines.end {
                break;
            }
            line = lines.peek(3)?;
            let begins = line.is_heading() || item(&line).is_some_and(|(mark, _)| mark == b'-');
            if line.is_blank() || begins && lines.peek(0).is_some() {
                break;
            }
            if begins {
                return None;
            }
            self.inlines.push(Inline::Break);
        }
        Some(end_paragraph(&mut self.inlines, base, self.arena))
    }

    /// A list of items of one line each.
    fn list(&mut self, lines: &mut Lines<'_, 'a>) -> Option<&'a [&'a [Block<'a>]]> {
        let base = self.inlines.len();
        let mut kind = None;
        let mut blank = false;
        while lines.at < lines.end {
            let line = lines.peek(0)?;
            if line.is_blank() {
                blank = true;
            } else if let Some((_, begin)) = item(&line).filter(|(mark, _)| *kind.get_or_insert(*mark) == *mark) {
                let end = line.at + line.text.len();
                let first = Line { indent: 0, at: begin, text: self.page.get(begin..end)?, ..line };
                if !is_prose(&first) {
                    return None;
                }
                self.append(begin, end)?;
                let item = paragraph(begin, end_paragraph(&mut self.inlines, base, self.arena));
                self.items.push(self.arena.alloc_slice_copy(item.as_slice()));
                blank = false;
            } else if (blank || line.is_heading()) && item(&line).is_none() {
                break;
            } else {
                return None;
            }
            lines.skip(&line);
        }
        Some(take(&mut self.items, 0, self.arena))
    }

    /// A quote of paragraphs, up to a blank line.
    fn quote(&mut self, lines: &mut Lines<'_, 'a>) -> Option<&'a [Block<'a>]> {
        let (base, text) = (self.blocks.len(), self.inlines.len());
        let mut at = 0;
        loop {
            let line = lines.peek(0)?;
            if line.is_blank() {
                break;
            }
            let inside = line.text.strip_prefix('>')?.trim_start_matches([' ', '\t']);
            let begin = line.at + line.text.len() - inside.len();
            if inside.is_empty() {
                self.end_quoted(text, at);
            } else {
                if begin > line.at + 2 || !is_prose(&Line { indent: 0, at: begin, text: inside, ..line }) {
                    return None;
                }
                if self.inlines.len() == text {
                    at = begin;
                } else {
                    self.inlines.push(Inline::Break);
                }
                self.append(begin, begin + inside.len())?;
            }
            lines.skip(&line);
        }
        self.end_quoted(text, at);
        Some(take(&mut self.blocks, base, self.arena))
    }

    fn end_quoted(&mut self, text: usize, at: usize) {
        self.blocks.extend(paragraph(at, end_paragraph(&mut self.inlines, text, self.arena)));
    }

    fn inlines(&mut self, start: usize, end: usize) -> Option<&'a [Inline<'a>]> {
        let base = self.inlines.len();
        self.append(start, end)?;
        Some(take(&mut self.inlines, base, self.arena))
    }

    /// Appends the inlines of one line.
    fn append(&mut self, start: usize, end: usize) -> Option<()> {
        let page = self.page;
        let bytes = page.as_bytes().get(..end)?;
        let mut run = Run { page, arena: self.arena, unescaped: String::new(), begin: start, marked: false };
        let mut at = start;
        while let Some(length) = bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| is_special(byte))) {
            at += length;
            let around = (bytes.get(at.wrapping_sub(1)).filter(|_| at > start), bytes.get(at + 1));
            at = match (*bytes.get(at)?, around) {
                (b'`', _) => {
                    let (open, close) = code(bytes, at)?;
                    run.end(at, &mut self.inlines);
                    self.inlines.push(Inline::Code(page.get(open..close)?));
                    run.begin = close + 1;
                    run.begin
                }
                (b'*', (Some(b' '), Some(b' '))) => at + 1,
                (b'^' | b'{', _) => {
                    run.marked = true;
                    at + 1
                }
                (b'*', _) => {
                    let (open, close) = strong(page, start, at, end)?;
                    run.end(at, &mut self.inlines);
                    let text = self.inlines(open, close)?;
                    self.inlines.push(Inline::Strong(text));
                    run.begin = close + 2;
                    // A third star is text: the mark of a required parameter.
                    if bytes.get(run.begin) == Some(&b'*') { run.begin + 1 } else { run.begin }
                }
                (b'[', (before, _)) if before != Some(&b'!') => {
                    let text_end = link_text(bytes, at)?;
                    let behind = text_end + 2;
                    let (target, end) = match bytes.get(text_end + 1)? {
                        b'(' => target(page, behind, end)?,
                        b'[' => reference(page, behind, end, &self.definitions)?,
                        _ => return None,
                    };
                    run.end(at, &mut self.inlines);
                    let text = self.inlines(at + 1, text_end)?;
                    self.inlines.push(Inline::Link { target, text });
                    run.begin = end;
                    run.begin
                }
                (b'_', (Some(before), Some(next)))
                    if before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() =>
                {
                    at + 1
                }
                (b'\\', (_, Some(next))) if next.is_ascii_punctuation() => {
                    run.unescaped.push_str(page.get(run.begin..at)?);
                    run.begin = at + 1;
                    at + 2
                }
                _ => return None,
            };
        }
        run.end(end, &mut self.inlines);
        Some(())
    }
}

/// The lines of a stretch.
struct Lines<'k, 'a> {
    page: &'a str,
    start: usize,
    end: usize,
    indent: usize,
    /// Lines that were found before.
    known: slice::Iter<'k, Line<'a>>,
    /// Where the line begins that comes next.
    at: usize,
    /// That line, once it was looked at, and whether nothing but spaces stands behind its text.
    line: Option<(Line<'a>, bool)>,
}

impl<'a> Lines<'_, 'a> {
    /// The next line; behind the last one, a blank one. Refuses a line that is indented by more columns, or ends in other
    /// white space than spaces.
    fn peek(&mut self, columns: usize) -> Option<Line<'a>> {
        let (line, plain) = *self.line.get_or_insert_with(|| {
            let known = self.known.as_slice().first().filter(|line| (line.start..=line.at).contains(&self.at));
            let line = match known {
                Some(line) => {
                    self.known.next();
                    *line
                }
                None => line_at(self.page, self.at, self.end),
            };
            (line, ends_in_spaces(self.page, &line))
        });
        let indented = line.indent > self.indent + columns && line.at != self.start;
        (plain && (line.is_blank() || !indented)).then_some(line)
    }

    fn skip(&mut self, line: &Line<'_>) {
        self.at = line.next;
        self.line = None;
    }
}

/// Does nothing but spaces stand behind the text of a line? What else is white space to Rust may be text or the end of a
/// line to Markdown.
fn ends_in_spaces(page: &str, line: &Line<'_>) -> bool {
    let tail = page.get(line.at + line.text.len()..line.next).unwrap_or("");
    if tail == "\n" {
        return true;
    }
    let tail = tail.strip_suffix('\n').map_or(tail, |tail| tail.strip_suffix('\r').unwrap_or(tail));
    tail.bytes().all(|byte| byte == b' ')
}

/// Text that is not an inline yet: what was unescaped, and where the rest of it begins.
struct Run<'a> {
    page: &'a str,
    arena: &'a Arena,
    unescaped: String,
    begin: usize,
    /// Whether it has a `^` or a brace, which may be more than text.
    marked: bool,
}

impl<'a> Run<'a> {
    fn end(&mut self, at: usize, out: &mut Vec<Inline<'a>>) {
        let rest = self.page.get(self.begin..at).unwrap_or("");
        let marked = std::mem::take(&mut self.marked);
        if !self.unescaped.is_empty() {
            self.unescaped.push_str(rest);
            out.push(Inline::Text(self.arena.alloc_str(&self.unescaped)));
            self.unescaped.clear();
        } else if marked {
            push_text(rest, out, self.arena);
        } else if !rest.is_empty() {
            out.push(Inline::Text(rest));
        }
    }
}

/// `- text` or `1. text`: the kind of list, and where the text begins.
fn item(line: &Line<'_>) -> Option<(u8, usize)> {
    let marker = match line.text.as_bytes() {
        [b'-', b' ', ..] => 1,
        [b'1'..=b'9', b'.', b' ', ..] => 2,
        _ => return None,
    };
    let kind = *line.text.as_bytes().get(marker - 1)?;
    let begin = line.at + marker + 1;
    (line.text.as_bytes().get(marker + 1)? != &b' ').then_some((kind, begin))
}

/// Whether a line can be nothing but running text, whatever stands before it.
fn is_prose(line: &Line<'_>) -> bool {
    match line.text.as_bytes() {
        []
        | [b'-' | b'+' | b'=' | b'#' | b'>' | b'~' | b'<' | b'|' | b':' | b' ' | b'\t', ..]
        | [b'*' | b'_', b' ' | b'\t', ..]
        | [b'*' | b'_']
        | [b'*', b'*', b'*', ..]
        | [b'[', b'*', ..]
        | [b'{', b'%', ..]
        | [b'`', b'`', b'`', ..] => false,
        [b'[', ..] => find_pair(line.text, *b"]:").is_none(),
        [b'0'..=b'9', ..] => line.list_item().is_none(),
        _ => true,
    }
}
