//! One page of a list.

use std::cmp::Ordering;

use super::filter::{Condition, Operator};
use super::{Cell, Record, Schema, Table, Test};
use crate::value::Value;

/// What a list asks for.
pub(crate) struct Query {
    pub(crate) test: Test,
    /// Columns to order by, and whether downwards; none: by identifier.
    pub(crate) order: Vec<(usize, bool)>,
    pub(crate) from: usize,
    pub(crate) most: usize,
    /// Count all that there are.
    pub(crate) count: bool,
}

/// What it is given.
pub(crate) struct Page<'a> {
    pub(crate) records: Vec<&'a Record>,
    pub(crate) total: Option<u64>,
}

impl Page<'_> {
    /// Where the next page starts, where there is one.
    pub(crate) fn next(&self, query: &Query) -> Option<u64> {
        let end = query.from.saturating_add(self.records.len()) as u64;
        self.total.filter(|total| !self.records.is_empty() && *total > end).map(|_| end)
    }
}

/// `{"ID": "DESC"}`. Tells the name that it does not know.
pub(crate) fn order(schema: &Schema, order: &Value) -> Result<Vec<(usize, bool)>, String> {
    let Value::Map(order) = order else { return Ok(Vec::new()) };
    let ways = order.iter().map(|(name, way)| {
        let column = schema.find(name).ok_or_else(|| name.clone())?;
        Ok((column, way.text().is_some_and(|way| way.eq_ignore_ascii_case("desc"))))
    });
    ways.collect()
}

impl Table {
    pub(crate) fn page(&self, query: &Query) -> Page<'_> {
        let (range, rest) = self.narrowed(&query.test);
        let within = self.records.get(range).unwrap_or_default();
        let passes = |record: &&Record| rest.iter().all(|test| test.passes(&self.schema, record));
        let by_id = match query.order.as_slice() {
            [] => Some(false),
            [(column, down), ..] if Some(*column) == self.schema.id() => Some(*down),
            _ => None,
        };
        let count = |all: usize| query.count.then_some(all as u64);
        match by_id {
            // No condition is left: the page is a piece of the table.
            Some(down) if rest.is_empty() => {
                let all = within.iter();
                let records = if down {
                    all.rev().skip(query.from).take(query.most).collect()
                } else {
                    all.skip(query.from).take(query.most).collect()
                };
                Page { records, total: count(within.len()) }
            }
            Some(down) => {
                let page = |all: &mut dyn Iterator<Item = &'_ Record>| -> Vec<u64> {
                    all.filter(|record| passes(record)).skip(query.from).take(query.most).map(|r| r.id).collect()
                };
                let ids = if down { page(&mut within.iter().rev()) } else { page(&mut within.iter()) };
                let records = ids.into_iter().filter_map(|id| self.get(id)).collect();
                Page { records, total: query.count.then(|| within.iter().filter(passes).count() as u64) }
            }
            None => {
                let mut all: Vec<&Record> = within.iter().filter(passes).collect();
                all.sort_by(|a, b| self.compare(a, b, &query.order));
                let total = count(all.len());
                Page { records: all.into_iter().skip(query.from).take(query.most).collect(), total }
            }
        }
    }

    fn compare(&self, a: &Record, b: &Record, order: &[(usize, bool)]) -> Ordering {
        let by = |(column, down): &(usize, bool)| {
            let kind = self.schema.columns.get(*column).map(|column| column.kind).unwrap_or_default();
            let order = match (self.schema.cell(a, *column), self.schema.cell(b, *column)) {
                (Some(a), Some(b)) => a.compare(b, kind).unwrap_or(Ordering::Equal),
                (a, b) => a.is_some().cmp(&b.is_some()),
            };
            if *down { order.reverse() } else { order }
        };
        order.iter().map(by).find(|order| order.is_ne()).unwrap_or_else(|| a.id.cmp(&b.id))
    }

    /// The places that conditions on the identifier leave, and the other conditions.
    fn narrowed<'t>(&self, test: &'t Test) -> (std::ops::Range<usize>, Vec<&'t Test>) {
        let (mut from, mut to) = (0, u64::MAX);
        let mut rest = Vec::new();
        let tests: Vec<&Test> = if let Test::All(tests) = test { tests.iter().collect() } else { vec![test] };
        for test in tests {
            match bounds(test, self.schema.id()) {
                Some((low, high)) => (from, to) = (from.max(low), to.min(high)),
                None if matches!(test, Test::All(inner) if inner.is_empty()) => {}
                None => rest.push(test),
            }
        }
        (if from > to { 0..0 } else { self.range(from, to) }, rest)
    }
}

/// No identifier at all.
const NOTHING: (u64, u64) = (u64::MAX, 0);

/// The identifiers that a condition on the identifier leaves.
fn bounds(test: &Test, id: Option<usize>) -> Option<(u64, u64)> {
    let Test::One(Condition { column, operator, wanted, .. }) = test else { return None };
    let [Some(Cell::Integer(wanted))] = wanted.as_slice() else { return None };
    if Some(*column) != id {
        return None;
    }
    let Ok(wanted) = u64::try_from(*wanted) else {
        // Below every identifier.
        return match operator {
            Operator::More | Operator::AtLeast => Some((0, u64::MAX)),
            Operator::Equal | Operator::Less | Operator::AtMost => Some(NOTHING),
            _ => None,
        };
    };
    match operator {
        Operator::Equal => Some((wanted, wanted)),
        Operator::More => Some((wanted.saturating_add(1), u64::MAX)),
        Operator::AtLeast => Some((wanted, u64::MAX)),
        Operator::Less => Some(wanted.checked_sub(1).map_or(NOTHING, |to| (0, to))),
        Operator::AtMost => Some((0, wanted)),
        _ => None,
    }
}
