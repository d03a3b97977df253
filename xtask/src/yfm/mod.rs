//! The reader of YFM, the dialect of Markdown that the documentation is written in.
//!
//! One scan over the lines (`scan`) finds the containers of the dialect: tables, notes, tabs, conditions, fences. Tables are
//! cut into cells first (`table`) and each cell is read as a small page; what is left is ordinary Markdown: plain prose is read
//! here (`simple`, its text in one pass by `inline`), the rest by pulldown-cmark (`markdown`). Whatever the input, nothing
//! panics and the cost grows with its size alone; what had to be guessed is a [`Finding`].

mod anchor;
mod bytes;
mod container;
mod fence;
mod finding;
mod inline;
mod line;
mod markdown;
mod model;
mod reader;
mod scan;
mod simple;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub use finding::{Finding, Problem};
pub use model::{Arena, Block, Cell, Code, Heading, Inline, Kind, Link, Note, Offset, Page, Row, Tab, Table};
pub use reader::Reader;
pub(crate) use text::trim;

/// Reads a page, whose pieces are put into the arena.
///
/// ```
/// use xtask::yfm::{self, Arena, Kind};
/// let arena = Arena::new();
/// let page = yfm::parse("# Title\n\n#|\n|| **Name** | Description ||\n|#\n", &arena);
/// assert!(matches!(&page.blocks[1].kind, Kind::Table(table) if table.rows[0].cells.len() == 2));
/// assert!(page.findings.is_empty());
/// ```
pub fn parse<'a>(text: &'a str, arena: &'a Arena) -> Page<'a> {
    Reader::new(arena).read(text)
}
