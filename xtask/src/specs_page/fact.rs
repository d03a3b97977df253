//! A fact, how it is written and how it is read: the same table of facts serves the renderer and the reader, as
//! columns of a table or as lines of a list.

use super::cell::{Cell, Problem, problem};
use crate::yfm::{Block, Kind, Offset, Table};

/// One fact about a `T`.
pub(super) struct Fact<T> {
    /// Title of the column, or key of the line.
    pub(super) name: &'static str,
    /// As it is written; empty where there is nothing to say, never so for the first fact of a table.
    pub(super) write: fn(&T) -> String,
    /// Reads what `write` writes. Not called for an empty cell.
    pub(super) read: fn(&mut T, &Cell<'_>) -> Result<(), Problem>,
}

/// Writes a list, one line a fact.
pub(super) fn write_list<T>(out: &mut String, facts: &[Fact<T>], item: &T) {
    let before = out.len();
    for fact in facts {
        let text = (fact.write)(item);
        if !text.is_empty() {
            out.extend(["- ", fact.name, ": ", &text, "\n"]);
        }
    }
    if out.len() > before {
        out.push('\n');
    }
}

/// Writes a table, one line an item, with the columns that say something.
pub(super) fn write_table<T>(out: &mut String, facts: &[Fact<T>], items: &[T]) {
    if items.is_empty() {
        return;
    }
    let columns: Vec<_> = facts
        .iter()
        .map(|fact| (fact.name, items.iter().map(|item| (fact.write)(item)).collect::<Vec<_>>()))
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
        .collect();
    for (name, _) in &columns {
        out.extend(["| ", name, " "]);
    }
    out.push_str("|\n");
    out.push_str(&"| --- ".repeat(columns.len()));
    out.push_str("|\n");
    for i in 0..items.len() {
        for (_, cells) in &columns {
            let cell = cells.get(i).map(|cell| cell.replace('|', "\\|")).unwrap_or_default();
            out.extend(["| ", &cell, " "]);
        }
        out.push_str("|\n");
    }
    out.push('\n');
}

/// Reads what `write_list` wrote into `item`.
pub(super) fn read_list<T>(list: &[&[Block<'_>]], at: Offset, facts: &[Fact<T>], item: &mut T) -> Result<(), Problem> {
    let mut seen: Vec<&str> = Vec::new();
    for blocks in list {
        let at = blocks.first().map_or(at, |block| block.at);
        let (key, cell) = Cell::of_blocks(at, blocks)?.split_key()?;
        let fact = find(facts, &key, at)?;
        if seen.contains(&fact.name) {
            return Err(problem(at, format!("`{key}` stands twice: keep one")));
        }
        if cell.is_empty() {
            return Err(problem(at, format!("write a value behind `{key}:` or drop the line")));
        }
        seen.push(fact.name);
        (fact.read)(item, &cell)?;
    }
    Ok(())
}

/// Reads what `write_table` wrote; `line` is told where each row begins.
pub(super) fn read_table<T: Default>(
    table: &Table<'_>,
    at: Offset,
    facts: &[Fact<T>],
    mut line: impl FnMut(&mut T, Offset),
) -> Result<Vec<T>, Problem> {
    let Some((header, rows)) = table.rows.split_first() else {
        return Err(problem(at, "the table is empty: drop it"));
    };
    let mut columns: Vec<&Fact<T>> = Vec::new();
    for cell in header.cells {
        let cell = Cell::of_blocks(cell.at, cell.body)?;
        let name = cell.words().unwrap_or_default();
        let fact = find(facts, name, cell.at)?;
        if columns.iter().any(|other| other.name == fact.name) {
            return Err(problem(cell.at, format!("the column `{name}` stands twice: keep one")));
        }
        columns.push(fact);
    }
    let first = facts.first().map_or("", |fact| fact.name);
    if !columns.iter().any(|fact| fact.name == first) {
        return Err(problem(header.at, format!("the table needs the column `{first}`")));
    }
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        if row.cells.len() > columns.len() {
            return Err(problem(row.at, "the row has more cells than the table has columns"));
        }
        let mut item = T::default();
        for (i, fact) in columns.iter().enumerate() {
            let cell = match row.cells.get(i) {
                Some(cell) => Cell::of_blocks(cell.at, cell.body)?,
                None => Cell { at: row.at, tokens: Vec::new() },
            };
            if !cell.is_empty() {
                (fact.read)(&mut item, &cell)?;
            } else if fact.name == first {
                return Err(problem(cell.at, format!("`{}` may not be empty", fact.name)));
            }
        }
        line(&mut item, row.at);
        items.push(item);
    }
    Ok(items)
}

fn find<'f, T>(facts: &'f [Fact<T>], name: &str, at: Offset) -> Result<&'f Fact<T>, Problem> {
    facts.iter().find(|fact| fact.name == name).ok_or_else(|| {
        let names: Vec<_> = facts.iter().map(|fact| format!("`{}`", fact.name)).collect();
        problem(at, format!("`{name}` is not known here: write one of {}", names.join(", ")))
    })
}

/// The list at the head of a section, and the table behind it; nothing else may stand there.
pub(super) struct Content<'p, 'a> {
    pub(super) list: Option<(Offset, &'p [&'p [Block<'a>]])>,
    pub(super) table: Option<(Offset, &'p Table<'a>)>,
}

impl<'p, 'a> Content<'p, 'a> {
    pub(super) fn of(blocks: &'p [Block<'a>]) -> Result<Self, Problem> {
        let mut content = Self { list: None, table: None };
        for block in blocks {
            match &block.kind {
                Kind::List(items) if content.list.is_none() && content.table.is_none() => {
                    content.list = Some((block.at, items));
                }
                Kind::Table(table) if content.table.is_none() => content.table = Some((block.at, table)),
                _ => {
                    return Err(problem(block.at, "only a list of facts and one table may stand here: drop the rest"));
                }
            }
        }
        Ok(content)
    }
}

/// Stores what was read.
pub(super) fn put<T>(place: &mut T, read: Result<T, Problem>) -> Result<(), Problem> {
    *place = read?;
    Ok(())
}
