//! Items that somebody else decides on, given out page by page as the method's list does it.

use std::cmp::Ordering;

use b24_specs::ir::{Api, List, Method};

use crate::call::Reply;
use crate::catalogue::Catalogue;
use crate::table::{Cell, Kind, Record, Schema, Test, in_brackets};
use crate::value::{Map, Value, map, member};

/// Items a page, where the documentation does not say.
const PAGE: usize = 50;

/// What the documentation says of the method's list; nothing where it knows none.
pub(crate) fn facts(catalogue: &Catalogue, name: &str, api: Api, params: &Map) -> List {
    let method = catalogue.called(name, api, params).ok().flatten();
    method.as_deref().and_then(|method: &Method| method.list.clone()).unwrap_or_default()
}

/// The page that the parameters ask for: behind an identifier, or from a number on.
pub(crate) fn page(list: &List, items: &[Value], params: &Map) -> Reply {
    let id = Id::of(list, items);
    let tests = id.asked(params);
    let mut all: Vec<(Record, &Value)> = items.iter().map(|item| (id.record(item), item)).collect();
    all.retain(|(record, _)| tests.iter().all(|test| test.passes(&id.schema, record)));
    if let Some(down) = id.order(params) {
        all.sort_by(|(a, _), (b, _)| if down { id.compare(b, a) } else { id.compare(a, b) });
    }
    let number = |name| pagination(params, name).and_then(Value::integer);
    let most = number("limit").or(list.page_size.map(i64::from)).and_then(|most| usize::try_from(most).ok());
    let most = most.filter(|most| *most > 0).unwrap_or(PAGE);
    let pages = number("page").and_then(|page| usize::try_from(page.checked_sub(1)?).ok()).unwrap_or(0);
    let start = number("start").or_else(|| number("offset"));
    let from = start.and_then(|start| usize::try_from(start).ok()).unwrap_or(pages.saturating_mul(most));
    let (end, total) = (from.saturating_add(most), all.len());
    // A negative start asks not to count.
    let counted = start.is_none_or(|start| start >= 0);
    let next = (counted && list.paging == "start" && end < total).then_some(end as u64);
    let page: Vec<Value> = all.into_iter().skip(from).take(most).map(|(_, item)| item.clone()).collect();
    let path = list.items.rsplit('.').filter(|name| !name.is_empty());
    let result = path.fold(Value::List(page), |inner, name| map([(name, inner)]));
    Reply { result, next, total: counted.then_some(total as u64) }
}

/// A parameter that asks for a page; those of v3 stand in one of their own.
fn pagination<'a>(params: &'a Map, name: &str) -> Option<&'a Value> {
    member(params, name).or_else(|| member(params, "pagination")?.get(name))
}

/// The identifier of the items: the only field that is looked at.
struct Id {
    schema: Schema,
    kind: Kind,
    /// As items spell it.
    name: String,
}

impl Id {
    fn of(list: &List, items: &[Value]) -> Self {
        let (filter, name) = match &list.id {
            Some(id) => (id.filter.as_deref().unwrap_or(&id.answer), id.answer.clone()),
            None => ("ID", "ID".to_owned()),
        };
        let is_number = |item: &Value| item.get(&name).is_none_or(|id| id.integer().is_some());
        let (ty, kind) = if items.iter().all(is_number) { ("integer", Kind::Integer) } else { ("string", Kind::Text) };
        Self { schema: Schema::parse(&format!("{filter} {name} {ty}")), kind, name }
    }

    fn record(&self, item: &Value) -> Record {
        let mut record = Record::new(0);
        record.set(0, item.get(&self.name).and_then(|id| Cell::read(self.kind, id)));
        record
    }

    fn compare(&self, a: &Record, b: &Record) -> Ordering {
        match (a.cell(0), b.cell(0)) {
            (Some(a), Some(b)) => a.compare(b, self.kind).unwrap_or(Ordering::Equal),
            (a, b) => a.is_some().cmp(&b.is_some()),
        }
    }

    /// What the filter asks of the identifier: `{">ID": 5}`, or `["id", ">", 5]` of v3.
    fn asked(&self, params: &Map) -> Vec<Test> {
        let conditions: Vec<(String, Value)> = match member(params, "filter") {
            Some(Value::Map(filter)) => filter.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
            Some(Value::List(filter)) => filter
                .iter()
                .filter_map(|condition| match condition.items()?.as_slice() {
                    [name, sign, value] => Some((sign.text()? + &name.text()?, (*value).clone())),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        let of_id = |name: &str| self.schema.find(name.trim_start_matches(|c: char| !c.is_ascii_alphabetic()));
        let conditions = conditions.into_iter().filter(|(name, _)| of_id(name).is_some());
        conditions.filter_map(|one| in_brackets(&self.schema, &Value::Map([one].into_iter().collect())).ok()).collect()
    }

    /// Whether the items are to be ordered by the identifier, and downwards.
    fn order(&self, params: &Map) -> Option<bool> {
        let order = member(params, "order")?;
        let (name, way) = match order {
            Value::Map(order) => order.first().map(|(name, way)| (name.clone(), way))?,
            way => (member(params, "sort")?.text()?, way),
        };
        self.schema.find(&name)?;
        Some(way.text().is_some_and(|way| way.eq_ignore_ascii_case("desc")))
    }
}
