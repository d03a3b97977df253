//! What a page is made of, once the dialect is read: blocks and inlines that borrow from the page's text and know where
//! they stand in it.

use std::borrow::Cow;

use super::finding::Finding;

/// Byte offset into the page's file. [`crate::source::Source`] turns it into line and column.
pub type Offset = u32;

/// A page, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<'a> {
    /// What it says, from top to bottom.
    pub blocks: Vec<Block<'a>>,
    /// What had to be recovered or left out, in the order of the page.
    pub findings: Vec<Finding>,
}

/// A piece of a page, and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Block<'a> {
    /// Where it begins.
    pub at: Offset,
    /// What it is.
    pub kind: Kind<'a>,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind<'a> {
    /// `## Title {#anchor}`
    Heading {
        /// 1 to 6.
        level: u8,
        /// The title, without its attributes.
        text: Vec<Inline<'a>>,
        /// Its own `{#anchor}`, or the one that the reference derives from the title; none if that is empty.
        anchor: Option<Cow<'a, str>>,
    },
    /// Running text.
    Paragraph(Vec<Inline<'a>>),
    /// A list; each item holds blocks.
    List(Vec<Vec<Block<'a>>>),
    /// A fence or an indented code block.
    Code {
        /// The first word behind the fence.
        lang: &'a str,
        /// The lines, without the indentation of the fence and the last line feed.
        text: Cow<'a, str>,
    },
    /// `> ...`
    Quote(Vec<Block<'a>>),
    /// `{% note kind "title" %}` … `{% endnote %}`; `{% cut "title" %}` is a note of the kind `cut`.
    Note {
        /// `info`, `tip`, `warning`, `alert` or `cut`.
        kind: Cow<'a, str>,
        /// The text in quotes, empty without one.
        title: Cow<'a, str>,
        /// What it says.
        body: Vec<Block<'a>>,
    },
    /// `{% list tabs %}` … `{% endlist %}`
    Tabs(Vec<Tab<'a>>),
    /// `#| … |#`, or a table of GitHub's dialect.
    Table(Table<'a>),
    /// `{% include [title](path) %}`, not followed yet.
    Include {
        /// As written, with its anchor if it has one.
        path: Cow<'a, str>,
    },
}

/// One tab.
#[derive(Debug, Clone, PartialEq)]
pub struct Tab<'a> {
    /// Where its marker stands.
    pub at: Offset,
    /// Its title.
    pub title: Vec<Inline<'a>>,
    /// What it shows.
    pub body: Vec<Block<'a>>,
}

/// A table. Its first row is no header by itself: the reader of its meaning decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<'a> {
    /// From top to bottom.
    pub rows: Vec<Row<'a>>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    /// Where its `||` stands.
    pub at: Offset,
    /// From left to right.
    pub cells: Vec<Cell<'a>>,
}

/// A cell: Markdown of its own, tables included.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    /// Where its text begins.
    pub at: Offset,
    /// The cell's text as written, trimmed.
    pub raw: &'a str,
    /// What it says.
    pub body: Vec<Block<'a>>,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline<'a> {
    /// Text, unescaped; pieces that stand side by side are one.
    Text(Cow<'a, str>),
    /// `` `code` ``
    Code(Cow<'a, str>),
    /// `**strong**`
    Strong(Vec<Inline<'a>>),
    /// `_emphasis_`
    Emphasis(Vec<Inline<'a>>),
    /// `[text](target)`
    Link {
        /// As written; that of a reference `[text][label]` is its definition's.
        target: Cow<'a, str>,
        /// What is shown.
        text: Vec<Inline<'a>>,
    },
    /// `^superscript^`
    Superscript(Vec<Inline<'a>>),
    /// A line break of the source, soft or hard.
    Break,
}
