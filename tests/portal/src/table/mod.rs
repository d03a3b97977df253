//! Records of one kind: what they hold, and how lists filter, order and page them.

mod cell;
mod filter;
mod query;
mod schema;

pub(crate) use cell::Cell;
pub(crate) use filter::{Test, in_brackets, in_brackets_as};
pub(crate) use query::{Page, Query, order};
pub(crate) use schema::{Column, Kind, Schema};

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// One record.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) id: u64,
    /// The cells that hold something, by the place of their column.
    cells: Vec<(u16, Cell)>,
}

impl Record {
    pub(crate) fn new(id: u64) -> Self {
        Self { id, cells: Vec::new() }
    }

    pub(crate) fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.iter().find(|(place, _)| usize::from(*place) == column).map(|(_, cell)| cell)
    }

    /// Puts a cell in place of another; `None` empties it.
    pub(crate) fn set(&mut self, column: usize, cell: Option<Cell>) {
        let Ok(place) = u16::try_from(column) else { return };
        self.cells.retain(|(other, _)| *other != place);
        self.cells.extend(cell.map(|cell| (place, cell)));
    }
}

/// The records of one kind, in the order of their identifiers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) schema: Schema,
    records: Vec<Record>,
    count: u64,
    /// Identifiers of what has changed, where somebody keeps account of it.
    changed: Option<BTreeSet<u64>>,
}

impl Table {
    pub(crate) fn new(schema: Schema) -> Self {
        Self { schema, ..Self::default() }
    }

    pub(crate) fn get(&self, id: u64) -> Option<&Record> {
        self.place(id).ok().and_then(|place| self.records.get(place))
    }

    /// The record of that identifier, to be changed, and the fields that it has.
    pub(crate) fn get_mut(&mut self, id: u64) -> Option<(&Schema, &mut Record)> {
        self.note(id);
        let place = self.place(id).ok()?;
        Some((&self.schema, self.records.get_mut(place)?))
    }

    /// A new record; its identifier.
    pub(crate) fn add(&mut self, fill: impl FnOnce(&Schema, &mut Record)) -> u64 {
        let id = self.count + 1;
        self.put(id, fill);
        id
    }

    /// A new record of that identifier, which is above all others.
    pub(crate) fn put(&mut self, id: u64, fill: impl FnOnce(&Schema, &mut Record)) {
        self.count = id;
        self.note(id);
        let mut record = Record::new(id);
        if let Some(column) = self.schema.id() {
            record.set(column, Some(Cell::Integer(i64::try_from(id).unwrap_or(i64::MAX))));
        }
        fill(&self.schema, &mut record);
        self.records.push(record);
    }

    /// Removes it; tells whether it was there.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        self.note(id);
        let place = self.place(id);
        if let Ok(place) = place {
            self.records.remove(place);
        }
        place.is_ok()
    }

    fn note(&mut self, id: u64) {
        if let Some(changed) = &mut self.changed {
            changed.insert(id);
        }
    }

    /// The highest identifier that was given.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Gives no identifier up to this one again.
    pub(crate) fn count_from(&mut self, count: u64) {
        self.count = self.count.max(count);
    }

    /// Keeps account of changes from now on; `all`: everything there is counts as changed.
    pub(crate) fn track(&mut self, all: bool) {
        let ids = self.records.iter().filter(|_| all).map(|record| record.id);
        self.changed = Some(ids.collect());
    }

    /// What has changed since this was last asked for: cells by the names of their fields; `None`: it is gone.
    pub(crate) fn take_changes(&mut self) -> Vec<(u64, Option<BTreeMap<&str, &Cell>>)> {
        let ids = self.changed.as_mut().map(std::mem::take).unwrap_or_default();
        let this = &*self;
        ids.into_iter().map(|id| (id, this.get(id).map(|record| this.named(record)))).collect()
    }

    fn named<'a>(&'a self, record: &'a Record) -> BTreeMap<&'a str, &'a Cell> {
        let cells = record.cells.iter();
        cells
            .filter_map(|(place, cell)| Some((self.schema.columns.get(usize::from(*place))?.upper.as_str(), cell)))
            .collect()
    }

    /// A record as it was kept. Its identifier is above all others.
    pub(crate) fn restore(&mut self, id: u64, cells: BTreeMap<String, Cell>) {
        self.put(id, |schema, record| {
            for (name, cell) in cells {
                if let Some(place) = schema.find(&name) {
                    record.set(place, Some(cell));
                }
            }
        });
    }

    /// The places of the identifiers from `from` up to `to`.
    fn range(&self, from: u64, to: u64) -> Range<usize> {
        let start = self.records.partition_point(|record| record.id < from);
        let end = self.records.partition_point(|record| record.id <= to);
        start..end.max(start)
    }

    fn place(&self, id: u64) -> Result<usize, usize> {
        self.records.binary_search_by_key(&id, |record| record.id)
    }
}
