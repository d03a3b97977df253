//! What a table is about: the meaning of its columns, from its header row or without one.

pub(super) mod groups;
pub(super) mod param;
mod row;
mod spelling;

use super::text::blocks;
use crate::lexicon;
use crate::yfm::{self, Cell, Inline, Kind, Row, Table};

/// The meaning of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Names of parameters, with the type below the name or without.
    Name,
    Type,
    Required,
    Default,
    Description,
    /// "Value": in an error table the explanation of what "Description" quotes.
    Value,
    /// When an error comes, and what helps.
    Explanation,
    Code,
    /// A code, and the message below it.
    CodeAndMessage,
    Status,
    Message,
    Other,
}

/// A table with its columns told apart.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    pub(super) columns: Vec<Column>,
    /// The rows below the header.
    pub(super) rows: &'a [Row<'a>],
    /// The header, where there is one.
    pub(super) header: Option<&'a Row<'a>>,
    /// The table tells types.
    pub(super) typed: bool,
}

impl<'a> Shape<'a> {
    pub(super) fn of(table: &'a Table<'a>) -> Self {
        let rows = table.rows;
        if let Some((first, rest)) = rows.split_first()
            && let Some((columns, typed)) = header(first)
        {
            return Self { columns, rows: rest, header: Some(first), typed };
        }
        let typed = |rows: &[Row<'_>]| rows.iter().all(|row| row.cells.first().is_some_and(bold_first));
        // Whatever a header calls its first column: names with types below them are fields.
        if let Some((first, rest)) = rows.split_first()
            && !rest.is_empty()
            && first.cells.iter().all(is_bold)
            && typed(rest)
        {
            let others = first.cells.iter().skip(1).map(|cell| other_column(blocks(cell.body, "").trim()));
            let columns = std::iter::once(Column::Name).chain(others).collect();
            return Self { columns, rows: rest, header: Some(first), typed: true };
        }
        Self { columns: vec![Column::Name, Column::Description], rows, header: None, typed: typed(rows) }
    }

    pub(super) fn column(&self, wanted: Column) -> Option<usize> {
        self.columns.iter().position(|&column| column == wanted)
    }

    /// A table of parameters or of returned fields: names in the first column, and something said about them.
    pub(super) fn is_fields(&self) -> bool {
        if self.header.is_none() {
            return self.typed && !self.rows.is_empty();
        }
        self.names().is_some()
            && (self.typed || (self.column(Column::Description).is_some() && self.column(Column::Message).is_none()))
    }

    /// The column of names: the first, or the second behind one that says which objects have them.
    pub(super) fn names(&self) -> Option<usize> {
        match self.columns.as_slice() {
            [Column::Name, ..] => Some(0),
            [Column::Other, Column::Name, ..] => Some(1),
            _ => None,
        }
    }

    /// A table of errors.
    pub(super) fn is_errors(&self) -> bool {
        !self.typed
            && self.header.is_some()
            && (self.column(Column::Code).is_some()
                || self.column(Column::CodeAndMessage).is_some()
                || self.column(Column::Message).is_some_and(|at| at == 0))
    }

    /// The column of what the server says: "Message", or the first of two columns of text, the other of which explains it.
    pub(super) fn message(&self) -> Option<usize> {
        let texts = |column| matches!(column, Column::Description | Column::Value | Column::Explanation);
        let mut text = self.columns.iter().enumerate().filter(|&(_, &column)| texts(column)).map(|(at, _)| at);
        self.column(Column::Message).or_else(|| text.next().filter(|_| text.next().is_some()))
    }

    /// A table of REST 3.0's field errors.
    pub(super) fn is_field_errors(&self) -> bool {
        !self.typed && self.columns.first() == Some(&Column::Name) && self.columns.get(1) == Some(&Column::Message)
    }
}

fn bold_first(cell: &Cell<'_>) -> bool {
    let Some(Kind::Paragraph(text)) = cell.body.first().map(|block| &block.kind) else { return false };
    matches!(text.first(), Some(Inline::Strong(_)))
        && text.iter().any(|i| matches!(i, Inline::Code(_) | Inline::Link(_)))
}

/// Nothing but bold words, as headers are.
fn is_bold(cell: &Cell<'_>) -> bool {
    match cell.body {
        [block] => matches!(block.kind, Kind::Paragraph([Inline::Strong(_)])),
        _ => false,
    }
}

/// The columns that a header row tells, and whether it tells types; nothing where the row is no header.
fn header(row: &Row<'_>) -> Option<(Vec<Column>, bool)> {
    let (first, rest) = row.cells.split_first()?;
    let text = blocks(first.body, "");
    let names_follow =
        || rest.first().is_some_and(|cell| other_column(yfm::trim(&blocks(cell.body, ""))) == Column::Name);
    let (column, mut typed) =
        first_column(yfm::trim(&text)).or_else(|| names_follow().then_some((Column::Other, false)))?;
    let mut columns = Vec::with_capacity(row.cells.len());
    columns.push(column);
    let mut told = typed || column == Column::CodeAndMessage;
    for cell in rest {
        let text = blocks(cell.body, "");
        let column = other_column(yfm::trim(&text));
        told |= !matches!(column, Column::Other | Column::Explanation);
        typed |= column == Column::Type;
        columns.push(column);
    }
    (told && !is_value(first)).then_some((columns, typed))
}

/// A header is words; a cell of code alone is a value of the first row.
fn is_value(cell: &Cell<'_>) -> bool {
    match cell.body.first().map(|block| &block.kind) {
        Some(Kind::Paragraph(text)) => matches!(text.first(), Some(Inline::Code(_))),
        _ => false,
    }
}

fn first_column(text: &str) -> Option<(Column, bool)> {
    let mut words = text.splitn(2, ['\n', '/']).map(|word| word.trim_matches([' ', '/', '\n', ':', '*']));
    let (first, second) = (words.next()?, words.next());
    match second {
        Some(second) if lexicon::TYPE.spells(second) && !first.is_empty() && first.len() < 40 => {
            // Whatever the column is called: a name above a type.
            (lexicon::NAME.spells(first) || lexicon::CODE.spells(first) || first.split(' ').count() <= 3)
                .then_some((Column::Name, true))
        }
        None if text
            .rsplit_once(' ')
            .is_some_and(|(name, ty)| lexicon::TYPE.spells(ty) && lexicon::NAME.spells(name.trim())) =>
        {
            Some((Column::Name, true))
        }
        Some(second) if lexicon::CODE.spells(first) && lexicon::MESSAGE.spells(second) => {
            Some((Column::CodeAndMessage, false))
        }
        Some(second) if lexicon::NAME.spells(first) && second.is_empty() => Some((Column::Name, false)),
        _ => match other_column(text) {
            Column::Other | Column::Explanation => None,
            Column::Value => Some((Column::Name, false)),
            column => Some((column, false)),
        },
    }
}

fn other_column(text: &str) -> Column {
    let text = text.trim_matches([':', ' ', '*']);
    if text.contains('\n') {
        let mut lines = text.lines().map(str::trim);
        return match (lines.next(), lines.next()) {
            (Some(code), Some(message)) if lexicon::CODE.spells(code) && lexicon::MESSAGE.spells(message) => {
                Column::CodeAndMessage
            }
            _ => Column::Other,
        };
    }
    if lexicon::TYPE.spells(text) {
        Column::Type
    } else if lexicon::STATUS.spells(text) {
        Column::Status
    } else if lexicon::CODE.spells(text) {
        Column::Code
    } else if lexicon::MESSAGE.spells(text) {
        Column::Message
    } else if lexicon::REQUIRED_COLUMN.spells(text) {
        Column::Required
    } else if lexicon::DEFAULT_COLUMN.spells(text) {
        Column::Default
    } else if lexicon::DESCRIPTION.spells(text) {
        Column::Description
    } else if lexicon::VALUE.spells(text) {
        Column::Value
    } else if lexicon::EXPLAINS.spells(text) {
        Column::Explanation
    } else if lexicon::NAME.spells(text) {
        Column::Name
    } else {
        Column::Other
    }
}
