//! A short cut for plain prose. Most cells and paragraphs hold nothing but text, code, strong text and links; starting a
//! Markdown parser for each of them would cost more than all the rest. What is read here comes out exactly as
//! [`markdown`] would read it, and whatever might not is refused, so that it goes there.

use std::ops::Range;

use super::anchor::{self, Anchors};
use super::bytes::Set;
use super::inline::{definition, definitions};
use super::markdown::{self, Definitions};
use super::model::{Arena, Block, Heading, Inline, Kind};
use super::text::{end_paragraph, push_paragraph, take, take_attributes};
use crate::source::offset;

/// Lists within lists that are read here.
const MAX_LISTS: u32 = 8;

/// What the label of a definition ends with, and what is before a sign that does not end it.
static LABEL_END: Set = Set::of(b"]\\");

/// Reads plain prose. What it gathers goes through stacks, and into the arena once it is known how much it is.
pub(super) struct Prose<'a> {
    pub(super) page: &'a str,
    pub(super) arena: &'a Arena,
    /// Those of the page, once they are asked for: few pages have any.
    definitions: Option<Definitions<'a>>,
    /// The page up to the end of the stretch.
    pub(super) text: &'a [u8],
    /// Where the stretch begins.
    start: usize,
    /// Columns by which its lines are indented (but perhaps the first).
    indent: usize,
    /// Where the line begins that comes next.
    at: usize,
    blocks: Vec<Block<'a>>,
    items: Vec<&'a [Block<'a>]>,
    pub(super) inlines: Vec<Inline<'a>>,
    /// Text that had escapes and is not an inline yet.
    pub(super) unescaped: String,
}

impl<'a> Prose<'a> {
    pub(super) fn new(arena: &'a Arena) -> Self {
        Self {
            page: "",
            arena,
            definitions: None,
            text: &[],
            start: 0,
            indent: 0,
            at: 0,
            blocks: Vec::new(),
            items: Vec::new(),
            inlines: Vec::new(),
            unescaped: String::new(),
        }
    }

    /// Turns to another page.
    pub(super) fn turn_to(&mut self, page: &'a str) {
        self.page = page;
        self.definitions = None;
    }

    /// The definitions of links on the page.
    pub(super) fn definitions(&mut self) -> &Definitions<'a> {
        self.definitions.get_or_insert_with(|| definitions(self.page))
    }

    /// Reads a stretch whose lines are indented by `indent` (but perhaps the first), or refuses it.
    pub(super) fn read(
        &mut self,
        stretch: Range<usize>,
        indent: usize,
        anchors: &mut Anchors<'a>,
    ) -> Option<&'a [Block<'a>]> {
        self.blocks.clear();
        self.items.clear();
        self.inlines.clear();
        self.unescaped.clear();
        self.text = self.page.as_bytes().get(..stretch.end)?;
        (self.start, self.indent, self.at) = (stretch.start, indent, stretch.start);
        self.stretch()?;
        // Anchors count the headings of a page: only now is it certain that these are read here.
        for block in &mut self.blocks {
            if let Kind::Heading(heading @ Heading { anchor: None, .. }) = block.kind {
                let anchor = anchors.of_title(heading.text, self.arena);
                block.kind = Kind::Heading(self.arena.alloc(Heading { anchor, ..*heading }));
            }
        }
        Some(take(&mut self.blocks, 0, self.arena))
    }

    fn stretch(&mut self) -> Option<()> {
        while self.at < self.text.len() {
            let at = self.peek(0)?;
            if self.ends_line(at) {
                self.end_line(at);
                continue;
            }
            let kind = match self.text.get(at)? {
                b'#' => self.heading(at)?,
                b'>' => Kind::Quote(self.quote()?),
                b'[' if self.skip_definition(at) => continue,
                _ if self.item(at).is_some() => Kind::List(self.list(0, 0)?),
                _ => {
                    let text = self.paragraph(at)?;
                    push_paragraph(&mut self.blocks, at, text);
                    continue;
                }
            };
            self.blocks.push(Block { at: offset(at), kind });
        }
        Some(())
    }

    fn heading(&mut self, at: usize) -> Option<Kind<'a>> {
        let level = self.marks(at)?;
        let blanks = self.text.get(at + level..)?.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let title = at + level + blanks;
        if self.text.get(at + level) != Some(&b' ') || self.ends_line(title) {
            return None;
        }
        let base = self.inlines.len();
        let end = self.line(title)?;
        if self.inlines.len() == base || self.text.get(end - 1) == Some(&b'#') {
            return None;
        }
        let anchor = take_attributes(&mut self.inlines, base).and_then(anchor::id);
        let text = take(&mut self.inlines, base, self.arena);
        Some(Kind::Heading(self.arena.alloc(Heading { level: u8::try_from(level).ok()?, text, anchor })))
    }

    /// The number of `#` at `at`, if it is that of a heading.
    fn marks(&self, at: usize) -> Option<usize> {
        let marks = self.text.get(at..)?.iter().take(7).take_while(|&&byte| byte == b'#').count();
        (1..=6).contains(&marks).then_some(marks)
    }

    fn is_heading(&self, at: usize) -> bool {
        self.marks(at).is_some_and(|marks| {
            let behind = at + marks;
            self.ends_line(behind) || matches!(self.text.get(behind), Some(b' ' | b'\t'))
        })
    }

    /// Running text from a line on, up to a blank one or to one that begins something else.
    fn paragraph(&mut self, mut at: usize) -> Option<&'a [Inline<'a>]> {
        let base = self.inlines.len();
        loop {
            if !self.is_prose(at) {
                return None;
            }
            self.line(at)?;
            if self.at >= self.text.len() {
                break;
            }
            at = self.peek(3)?;
            let begins = self.is_heading(at) || self.begins_list(at);
            if self.ends_line(at) || begins && self.peek(0).is_some() {
                break;
            }
            if begins {
                return None;
            }
            self.inlines.push(Inline::Break);
        }
        Some(end_paragraph(&mut self.inlines, base, self.arena))
    }

    /// A list of items of one line each, and of lists in them. The items of a list in another one stand `base` columns in.
    fn list(&mut self, base: usize, depth: u32) -> Option<&'a [&'a [Block<'a>]]> {
        if depth > MAX_LISTS {
            return None;
        }
        let (items, blocks) = (self.items.len(), self.blocks.len());
        let mut kind = None;
        // Where the text of the last item stands, and the first blank line behind it.
        let mut content = base;
        let mut blank = None;
        while self.at < self.text.len() {
            let (columns, at) = self.next_line();
            if self.ends_line(at) {
                blank.get_or_insert(self.at);
                self.end_line(at);
                continue;
            }
            if columns > 0 && self.text.get(self.at..at)?.contains(&b'\t') {
                return None;
            }
            let Some((mark, begin)) = self.item(at) else {
                let ends = columns == 0 && (blank.is_some() || self.is_heading(at));
                if !ends {
                    return None;
                }
                break;
            };
            if kind.is_some() && columns >= content {
                if blank.is_none() && !self.begins_list(at) {
                    return None;
                }
                let at = at - (columns - content);
                let kind = Kind::List(self.list(content, depth + 1)?);
                self.blocks.push(Block { at: offset(at), kind });
            } else if columns < base {
                break;
            } else {
                if columns >= base + 4 || kind.is_some_and(|kind| kind != mark) || !self.is_prose(begin) {
                    return None;
                }
                if kind.is_some() {
                    self.end_item(blocks);
                }
                kind = Some(mark);
                content = columns + begin - at;
                let text = self.inlines.len();
                self.line(begin)?;
                let text = end_paragraph(&mut self.inlines, text, self.arena);
                push_paragraph(&mut self.blocks, begin, text);
            }
            blank = None;
        }
        self.at = blank.unwrap_or(self.at);
        self.end_item(blocks);
        Some(take(&mut self.items, items, self.arena))
    }

    fn end_item(&mut self, blocks: usize) {
        self.items.push(take(&mut self.blocks, blocks, self.arena));
    }

    /// A quote of paragraphs, up to a blank line.
    fn quote(&mut self) -> Option<&'a [Block<'a>]> {
        let (base, text) = (self.blocks.len(), self.inlines.len());
        let mut at = 0;
        loop {
            let mark = self.peek(0)?;
            if self.ends_line(mark) {
                break;
            }
            let inside = self.text.get(mark..)?.strip_prefix(b">")?;
            let begin = mark + 1 + inside.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            if self.ends_line(begin) {
                self.end_quoted(text, at);
                self.end_line(begin);
                continue;
            }
            if begin > mark + 2 || !self.is_prose(begin) {
                return None;
            }
            if self.inlines.len() == text {
                at = begin;
            } else {
                self.inlines.push(Inline::Break);
            }
            self.line(begin)?;
        }
        self.end_quoted(text, at);
        Some(take(&mut self.blocks, base, self.arena))
    }

    fn end_quoted(&mut self, text: usize, at: usize) {
        let text = end_paragraph(&mut self.inlines, text, self.arena);
        push_paragraph(&mut self.blocks, at, text);
    }

    /// Skips the definition of a link, if it is one beyond doubt and the one that the page goes by.
    fn skip_definition(&mut self, at: usize) -> bool {
        let Some((label, target, end)) = definition(self.page, at, self.text.len()) else { return false };
        let end = end + self.text.get(end..).unwrap_or_default().iter().take_while(|&&byte| byte == b' ').count();
        if !self.ends_line(end) || self.definitions().get(&markdown::label(label)) != Some(&target) {
            return false;
        }
        // A title may follow.
        let before = std::mem::replace(&mut self.at, end);
        self.end_line(end);
        let (_, next) = self.next_line();
        let last = self.ends_line(next) || self.text.get(next) == Some(&b'[');
        if !last {
            self.at = before;
        }
        last
    }

    /// Appends the inlines of the line whose text begins at `at`, and goes to the next one. Where its text ends.
    fn line(&mut self, at: usize) -> Option<usize> {
        let (text_end, end) = self.append(at)?;
        self.end_line(end);
        Some(text_end)
    }

    /// Where the text of the next line begins. Refuses a line that is indented by more columns.
    fn peek(&self, columns: usize) -> Option<usize> {
        let (indent, at) = self.next_line();
        (indent <= columns || self.ends_line(at)).then_some(at)
    }

    /// By how many columns the next line is indented, and where its text begins.
    fn next_line(&self) -> (usize, usize) {
        let (mut indent, mut at) = (0_usize, self.at);
        loop {
            match self.text.get(at) {
                Some(b' ') => indent += 1,
                Some(b'\t') => indent += 4 - indent % 4,
                _ => break,
            }
            at += 1;
        }
        (if at == self.start { 0 } else { indent.saturating_sub(self.indent) }, at)
    }

    /// Whether a line ends at `at`.
    pub(super) fn ends_line(&self, at: usize) -> bool {
        match self.text.get(at) {
            None | Some(b'\n') => true,
            Some(b'\r') => self.text.get(at + 1) == Some(&b'\n'),
            _ => false,
        }
    }

    /// Goes behind the end of a line at `at`.
    fn end_line(&mut self, at: usize) {
        self.at = if self.text.get(at) == Some(&b'\r') { at + 2 } else { at + 1 };
    }

    /// `- text` or `1. text`: the sign of the list, and where the text begins.
    fn item(&self, at: usize) -> Option<(u8, usize)> {
        let (mark, begin) = match self.text.get(at..)? {
            [mark @ (b'-' | b'*'), b' ', ..] => (*mark, at + 2),
            [b'1'..=b'9', mark @ b'.', b' ', ..] => (*mark, at + 3),
            _ => return None,
        };
        (self.text.get(begin) != Some(&b' ') && !self.ends_line(begin)).then_some((mark, begin))
    }

    /// Whether a list begins at `at` even without a blank line before it.
    fn begins_list(&self, at: usize) -> bool {
        !matches!(self.text.get(at), Some(b'2'..=b'9')) && self.item(at).is_some()
    }

    /// Whether a line can be nothing but running text, whatever stands before it.
    fn is_prose(&self, at: usize) -> bool {
        let Some(([first], rest)) = self.text.get(at..).and_then(|text| text.split_at_checked(1)) else { return false };
        match first {
            b'-' | b'+' | b'=' | b'#' | b'>' | b'~' | b'<' | b'|' | b':' | b' ' | b'\t' => false,
            b'*' => !matches!(rest, [] | [b' ' | b'\t' | b'\r' | b'\n', ..] | [b'*', b'*', ..]),
            b'_' => !matches!(rest, [] | [b' ' | b'\t' | b'\r' | b'\n', ..]),
            b'{' => !rest.starts_with(b"%"),
            b'`' => !rest.starts_with(b"``"),
            b'[' => {
                let label = label_end(rest);
                !rest.starts_with(b"*") && rest.get(label + 1) != Some(&b':')
            }
            b'0'..=b'9' => {
                let digits = rest.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
                !matches!(rest.get(digits..), Some([b'.' | b')'] | [b'.' | b')', b' ' | b'\t' | b'\r' | b'\n', ..]))
            }
            _ => true,
        }
    }
}

/// Where the label ends whose text begins `text`.
fn label_end(text: &[u8]) -> usize {
    let mut end = 0;
    loop {
        end += LABEL_END.distance(text.get(end..).unwrap_or_default());
        if text.get(end) != Some(&b'\\') {
            return end;
        }
        end += 2;
    }
}
