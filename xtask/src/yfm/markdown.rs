//! Ordinary Markdown: what pulldown-cmark makes of a stretch of a page, as blocks that borrow from the page.

use foldhash::HashMap;
use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::anchor;
pub(super) use super::anchor::Anchors;
use super::model::{Arena, Block, Cell, Code, Heading, Inline, Kind, Link, Offset, Row, Table};
use super::text::{end_paragraph, push_paragraph, push_text, strip_indent, take_attributes};
use crate::source::offset;

/// Nesting of lists, quotes and emphasis that is kept; what is deeper is flattened.
const MAX_DEPTH: usize = 32;

/// The targets of `[label]: target`, by the label in lower case.
pub(super) type Definitions<'a> = HashMap<String, &'a str>;

/// Part of a page that holds nothing but Markdown.
#[derive(Debug)]
pub(super) struct Stretch<'a> {
    /// The page.
    pub page: &'a str,
    /// Where in the page it stands.
    pub range: Range<usize>,
    /// Columns by which a container indents all lines but perhaps the first.
    pub indent: usize,
}

/// Reads the blocks of a stretch. True if some nesting was too deep to keep.
pub(super) fn read<'a>(
    stretch: &Stretch<'a>,
    definitions: &Definitions<'a>,
    anchors: &mut Anchors<'a>,
    arena: &'a Arena,
) -> (&'a [Block<'a>], bool) {
    let page = stretch.page;
    let text = page.get(stretch.range.clone()).unwrap_or("");
    let mut builder = Builder {
        page,
        start: stretch.range.start,
        shifts: Vec::new(),
        arena,
        anchors,
        stack: Vec::new(),
        over: 0,
        too_deep: false,
        top: Node::new(stretch.range.start, Open::Top),
        run: None,
    };
    if stretch.indent == 0 || !text.contains('\n') {
        run(text, definitions, &mut builder);
    } else {
        let dedented = dedent(text, stretch, &mut builder.shifts);
        run(&dedented, definitions, &mut builder);
    }
    builder.end_paragraph();
    (arena.alloc_slice_copy(&builder.top.blocks), builder.too_deep)
}

fn run(text: &str, definitions: &Definitions<'_>, builder: &mut Builder<'_, '_>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let resolve = (!definitions.is_empty()).then_some(|link: BrokenLink<'_>| {
        let target = definitions.get(&label(&link.reference))?;
        Some((CowStr::from((*target).to_owned()), CowStr::Borrowed("")))
    });
    for (event, range) in Parser::new_with_broken_link_callback(text, options, resolve).into_offset_iter() {
        builder.event(event, range);
    }
}

/// A label of a link, as it is compared.
pub(super) fn label(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Takes the indentation off the lines, and notes what stands where.
fn dedent(text: &str, stretch: &Stretch<'_>, shifts: &mut Vec<(usize, usize)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = stretch.range.start;
    for line in text.split_inclusive('\n') {
        let body = strip_indent(line, stretch.indent);
        shifts.push((out.len(), at + line.len() - body.len()));
        out.push_str(body);
        at += line.len();
    }
    out
}

/// What is open while the events pass by.
enum Open<'a> {
    Top,
    Heading(u8),
    Quote,
    List(Vec<&'a [Block<'a>]>),
    Item,
    Code {
        lang: &'a str,
    },
    Html,
    Table(Vec<Row<'a>>),
    Row(Vec<Cell<'a>>),
    Cell {
        end: usize,
    },
    Strong,
    Emphasis,
    Link(&'a str),
    /// Its content is left out.
    Dropped,
    /// Its content belongs to what it stands in.
    Transparent,
}

struct Node<'a> {
    at: usize,
    open: Open<'a>,
    blocks: Vec<Block<'a>>,
    inlines: Vec<Inline<'a>>,
    /// Where the paragraph begins that the inlines will be.
    text_at: Option<usize>,
}

impl<'a> Node<'a> {
    fn new(at: usize, open: Open<'a>) -> Self {
        Self { at, open, blocks: Vec::new(), inlines: Vec::new(), text_at: None }
    }
}

struct Builder<'a, 'p> {
    page: &'a str,
    start: usize,
    /// For a dedented stretch: offset in its text, offset in the page.
    shifts: Vec<(usize, usize)>,
    arena: &'a Arena,
    anchors: &'p mut Anchors<'a>,
    stack: Vec<Node<'a>>,
    /// Tags open beyond the greatest depth.
    over: usize,
    too_deep: bool,
    top: Node<'a>,
    /// Text that is not in an inline yet, and where it ends in the page.
    run: Option<(Cow<'a, str>, usize)>,
}

impl<'a> Builder<'a, '_> {
    fn node(&mut self) -> &mut Node<'a> {
        self.stack.last_mut().unwrap_or(&mut self.top)
    }

    /// The offset in the page of an offset in the stretch.
    fn place(&self, at: usize) -> usize {
        let line = self.shifts.partition_point(|&(from, _)| from <= at);
        match line.checked_sub(1).and_then(|line| self.shifts.get(line)) {
            Some((from, to)) => to + at - from,
            None => self.start + at,
        }
    }

    /// The same text, borrowed from the page if it stands at `at` there.
    fn keep(&self, text: &str, at: usize) -> Cow<'a, str> {
        match self.page.get(at..at + text.len()) {
            Some(same) if same == text => Cow::Borrowed(same),
            _ => Cow::Owned(text.to_owned()),
        }
    }

    fn held(&self, text: Cow<'a, str>) -> &'a str {
        match text {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => self.arena.alloc_str(&text),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let at = self.place(range.start);
        match event {
            Event::Start(tag) => self.open(tag, at, range),
            Event::End(tag) => self.close(tag),
            Event::Code(text) => {
                let inside = at + (range.len().saturating_sub(text.len())) / 2;
                let code = Inline::Code(self.held(self.keep(&text, inside)));
                self.inline(code, at);
            }
            Event::InlineHtml(html) => self.inline_html(&html, at),
            Event::SoftBreak | Event::HardBreak => self.inline(Inline::Break, at),
            Event::Rule => self.end_paragraph(),
            Event::Text(text)
            | Event::Html(text)
            | Event::FootnoteReference(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.text(&text, at),
            Event::TaskListMarker(_) => {}
        }
    }

    /// Text joins what stands right before it.
    fn text(&mut self, text: &str, at: usize) {
        let end = at + text.len();
        let joined = match self.run.take() {
            None => self.keep(text, at),
            Some((Cow::Borrowed(before), before_end)) if before_end == at => {
                match self.page.get(at - before.len()..end) {
                    Some(both) if both.ends_with(text) => Cow::Borrowed(both),
                    _ => Cow::Owned([before, text].concat()),
                }
            }
            Some((mut before, _)) => {
                before.to_mut().push_str(text);
                before
            }
        };
        self.run = Some((joined, end));
        let escaped = at.checked_sub(1).is_some_and(|before| self.page.as_bytes().get(before) == Some(&b'\\'));
        self.node().text_at.get_or_insert(if escaped { at - 1 } else { at });
    }

    fn inline_html(&mut self, html: &str, at: usize) {
        let name = html.trim_matches(['<', '>', '/', ' ']);
        if name.eq_ignore_ascii_case("br") {
            self.inline(Inline::Break, at);
        } else if !html.starts_with("<!--") {
            self.text(html, at);
        }
    }

    fn inline(&mut self, inline: Inline<'a>, at: usize) {
        self.end_run();
        let node = self.node();
        node.text_at.get_or_insert(at);
        node.inlines.push(inline);
    }

    /// Turns the text that was gathered into inlines; `^superscript^` is read here.
    fn end_run(&mut self) {
        let Some((text, _)) = self.run.take() else { return };
        let as_it_is = matches!(text, Cow::Owned(_));
        let text = self.held(text);
        let node = self.stack.last_mut().unwrap_or(&mut self.top);
        if as_it_is || matches!(node.open, Open::Code { .. } | Open::Dropped) {
            node.inlines.push(Inline::Text(text));
        } else {
            push_text(text, &mut node.inlines, self.arena);
        }
    }

    /// Makes the inlines gathered so far a paragraph.
    fn end_paragraph(&mut self) {
        self.end_run();
        let node = self.stack.last_mut().unwrap_or(&mut self.top);
        if !matches!(node.open, Open::Top | Open::Quote | Open::Item) {
            return;
        }
        let at = node.text_at.take().unwrap_or(node.at);
        let text = end_paragraph(&mut node.inlines, 0, self.arena);
        push_paragraph(&mut node.blocks, at, text);
    }

    fn open(&mut self, tag: Tag<'_>, at: usize, range: Range<usize>) {
        if self.over > 0 || self.stack.len() >= MAX_DEPTH {
            self.over += 1;
            self.too_deep = true;
            return;
        }
        let open = match tag {
            Tag::Paragraph => {
                self.end_paragraph();
                self.node().text_at = Some(at);
                return;
            }
            Tag::Heading { level, .. } => Open::Heading(level as u8),
            Tag::BlockQuote(_) => Open::Quote,
            Tag::List(_) => Open::List(Vec::new()),
            Tag::Item => Open::Item,
            Tag::CodeBlock(CodeBlockKind::Indented) => Open::Code { lang: "" },
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let word = info.split_whitespace().next().unwrap_or("");
                let line = self.page.get(at..).unwrap_or("");
                let lang = line.trim_start_matches(['`', '~', ' ', '\t']).get(..word.len()).filter(|it| *it == word);
                Open::Code { lang: lang.unwrap_or("") }
            }
            Tag::HtmlBlock => Open::Html,
            Tag::Table(_) => Open::Table(Vec::new()),
            Tag::TableHead | Tag::TableRow => Open::Row(Vec::new()),
            Tag::TableCell => Open::Cell { end: self.place(range.end) },
            Tag::Strong => Open::Strong,
            Tag::Emphasis => Open::Emphasis,
            Tag::Link { dest_url, .. } => {
                let end = self.place(range.end.saturating_sub(1));
                Open::Link(self.held(self.keep(&dest_url, end.saturating_sub(dest_url.len()))))
            }
            Tag::Image { .. } | Tag::MetadataBlock(_) => Open::Dropped,
            _ => Open::Transparent,
        };
        if matches!(open, Open::Strong | Open::Emphasis | Open::Link(_) | Open::Dropped | Open::Transparent) {
            self.end_run();
        } else {
            self.end_paragraph();
        }
        self.stack.push(Node::new(at, open));
    }

    fn close(&mut self, tag: TagEnd) {
        if self.over > 0 {
            self.over -= 1;
            if !matches!(tag, TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) {
                self.end_paragraph();
            }
            return;
        }
        if tag == TagEnd::Paragraph {
            return self.end_paragraph();
        }
        self.end_paragraph();
        let Some(mut node) = self.stack.pop() else { return };
        let (at, arena) = (node.at, self.arena);
        let inlines = || arena.alloc_slice_copy(&node.inlines);
        let blocks = || arena.alloc_slice_copy(&node.blocks);
        let kind = match node.open {
            Open::Top | Open::Dropped => return,
            Open::Heading(level) => {
                let own = take_attributes(&mut node.inlines, 0).and_then(anchor::id);
                let text = arena.alloc_slice_copy(&node.inlines);
                let anchor = own.or_else(|| self.anchors.of_title(text, arena));
                Kind::Heading(arena.alloc(Heading { level, text, anchor }))
            }
            Open::Quote => Kind::Quote(blocks()),
            Open::List(items) => Kind::List(arena.alloc_slice_copy(&items)),
            Open::Item => {
                if let Open::List(items) = &mut self.node().open {
                    items.push(blocks());
                }
                return;
            }
            Open::Code { lang } => Kind::Code(arena.alloc(code(lang, &node.inlines, arena))),
            Open::Html => Kind::Paragraph(inlines()),
            Open::Table(rows) => Kind::Table(Table { rows: arena.alloc_slice_copy(&rows) }),
            Open::Row(cells) => {
                if let Open::Table(rows) = &mut self.node().open {
                    rows.push(Row { at: offset(at), cells: arena.alloc_slice_copy(&cells) });
                }
                return;
            }
            Open::Cell { end } => {
                let text = self.page.get(at..end).unwrap_or("");
                let raw = text.trim();
                let at = at + text.len() - text.trim_start().len();
                let cell = cell(offset(at), raw, inlines(), arena);
                if let Open::Row(cells) = &mut self.node().open {
                    cells.push(cell);
                }
                return;
            }
            Open::Strong => return self.inline(Inline::Strong(inlines()), at),
            Open::Emphasis => return self.inline(Inline::Emphasis(inlines()), at),
            Open::Link(target) => return self.inline(Inline::Link(arena.alloc(Link { target, text: inlines() })), at),
            Open::Transparent => {
                self.node().text_at.get_or_insert(at);
                self.node().inlines.extend(node.inlines);
                return;
            }
        };
        if kind != Kind::Paragraph(&[]) {
            self.node().blocks.push(Block { at: offset(at), kind });
        }
    }
}

fn cell<'a>(at: Offset, raw: &'a str, inlines: &'a [Inline<'a>], arena: &'a Arena) -> Cell<'a> {
    let body: &[_] = match inlines {
        [] => &[],
        inlines => arena.alloc_slice_copy(&[Block { at, kind: Kind::Paragraph(inlines) }]),
    };
    Cell { at, raw, body }
}

/// A code block out of its pieces, without the last line feed.
fn code<'a>(lang: &'a str, pieces: &[Inline<'a>], arena: &'a Arena) -> Code<'a> {
    let text = |piece: &Inline<'a>| if let Inline::Text(text) = piece { *text } else { "" };
    let text = match pieces {
        [piece] => text(piece),
        pieces => arena.alloc_str(&pieces.iter().map(text).collect::<String>()),
    };
    Code { lang, raw: text.strip_suffix('\n').unwrap_or(text), indent: None }
}
