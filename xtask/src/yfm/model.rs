//! What a page is made of, once the dialect is read: blocks and inlines that know where they stand in the page. They lie in
//! an [`Arena`] and borrow from it and from the page's text, so that copying one copies nothing but a reference.

use std::borrow::Cow;

use super::finding::Finding;

/// Byte offset into the page's file. [`crate::source::Source`] turns it into line and column.
pub type Offset = u32;

/// Where the pieces of pages lie. They are let go of all at once.
pub type Arena = bumpalo::Bump;

/// A page, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<'a> {
    /// What it says, from top to bottom.
    pub blocks: &'a [Block<'a>],
    /// What had to be recovered or left out, in the order of the page.
    pub findings: Vec<Finding>,
}

/// A piece of a page, and where it begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block<'a> {
    /// Where it begins.
    pub at: Offset,
    /// What it is.
    pub kind: Kind<'a>,
}

/// The kinds of block. What is larger than a slice lies elsewhere: most blocks are paragraphs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind<'a> {
    /// `## Title {#anchor}`
    Heading(&'a Heading<'a>),
    /// Running text.
    Paragraph(&'a [Inline<'a>]),
    /// A list; each item holds blocks.
    List(&'a [&'a [Block<'a>]]),
    /// A fence or an indented code block.
    Code(&'a Code<'a>),
    /// `> ...`
    Quote(&'a [Block<'a>]),
    /// `{% note kind "title" %}` … `{% endnote %}`; `{% cut "title" %}` is a note of the kind `cut`.
    Note(&'a Note<'a>),
    /// `{% list tabs %}` … `{% endlist %}`
    Tabs(&'a [Tab<'a>]),
    /// `#| … |#`, or a table of GitHub's dialect.
    Table(Table<'a>),
    /// `{% include [title](path) %}`, not followed yet.
    Include {
        /// As written, with its anchor if it has one.
        path: &'a str,
    },
}

/// A heading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heading<'a> {
    /// 1 to 6.
    pub level: u8,
    /// The title, without its attributes.
    pub text: &'a [Inline<'a>],
    /// Its own `{#anchor}`, or the one that the reference derives from the title; none if that is empty.
    pub anchor: Option<&'a str>,
}

/// A note.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Note<'a> {
    /// `info`, `tip`, `warning`, `alert` or `cut`.
    pub kind: &'a str,
    /// The text in quotes, empty without one.
    pub title: &'a str,
    /// What it says.
    pub body: &'a [Block<'a>],
}

/// A code block. Most of them nobody reads, so that the indentation of its lines is taken off only for who does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Code<'a> {
    /// The first word behind the fence.
    pub lang: &'a str,
    /// The lines as they stand in the page.
    pub raw: &'a str,
    /// Columns by which the fence is indented; none where `raw` is the text.
    pub(super) indent: Option<usize>,
}

impl<'a> Code<'a> {
    /// The lines, without the indentation of the fence and the last line feed.
    pub fn text(&self) -> Cow<'a, str> {
        self.indent.map_or(Cow::Borrowed(self.raw), |indent| super::fence::dedent(self.raw, indent))
    }
}

/// One tab.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tab<'a> {
    /// Where its marker stands.
    pub at: Offset,
    /// Its title.
    pub title: &'a [Inline<'a>],
    /// What it shows.
    pub body: &'a [Block<'a>],
}

/// A table. Its first row is no header by itself: the reader of its meaning decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Table<'a> {
    /// From top to bottom.
    pub rows: &'a [Row<'a>],
}

/// A row of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// Where its `||` stands.
    pub at: Offset,
    /// From left to right.
    pub cells: &'a [Cell<'a>],
}

/// A cell: Markdown of its own, tables included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell<'a> {
    /// Where its text begins.
    pub at: Offset,
    /// The cell's text as written, trimmed.
    pub raw: &'a str,
    /// What it says.
    pub body: &'a [Block<'a>],
}

/// A piece of running text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Inline<'a> {
    /// Text, unescaped; pieces that stand side by side are one.
    Text(&'a str),
    /// `` `code` ``
    Code(&'a str),
    /// `**strong**`
    Strong(&'a [Inline<'a>]),
    /// `_emphasis_`
    Emphasis(&'a [Inline<'a>]),
    /// `[text](target)`
    Link(&'a Link<'a>),
    /// `^superscript^`
    Superscript(&'a [Inline<'a>]),
    /// A line break of the source, soft or hard.
    Break,
}

/// A link.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link<'a> {
    /// As written; that of a reference `[text][label]` is its definition's.
    pub target: &'a str,
    /// What is shown.
    pub text: &'a [Inline<'a>],
}
