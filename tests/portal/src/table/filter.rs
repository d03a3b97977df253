//! What a list's `filter` asks for.

use std::cmp::Ordering;

use b24_specs::operators;

use super::{Cell, Column, Kind, Record, Schema};
use crate::value::{Map, Value};

/// The deepest nesting of groups.
const MAX_DEPTH: usize = 16;

/// A condition, or several of them.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    One(Condition),
}

#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(super) column: usize,
    kind: Kind,
    pub(super) operator: Operator,
    /// One of these; a cell that is `None` stands for emptiness.
    pub(super) wanted: Vec<Option<Cell>>,
    /// For `%` and its like, in lower case.
    texts: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    EqualOrNull,
    Not,
    Less,
    AtMost,
    More,
    AtLeast,
    Contains,
    Lacks,
    Like,
    Unlike,
    Between,
    Outside,
}

impl Operator {
    fn of(sign: &str) -> Option<Self> {
        Some(match operators::function(sign)? {
            "eq" | "in_" => Self::Equal,
            "eq_or_null" => Self::EqualOrNull,
            "ne" | "not_in" => Self::Not,
            "lt" => Self::Less,
            "le" => Self::AtMost,
            "gt" => Self::More,
            "ge" => Self::AtLeast,
            "contains" | "search" => Self::Contains,
            "not_contains" => Self::Lacks,
            "like" => Self::Like,
            "not_like" => Self::Unlike,
            "between" => Self::Between,
            "not_between" => Self::Outside,
            _ => return None,
        })
    }

    /// Does it ask for what is not so?
    fn denies(self) -> bool {
        matches!(self, Self::Not | Self::Lacks | Self::Unlike | Self::Outside)
    }
}

/// `{">ID": 5, "%TITLE": "a", "0": {"logic": "OR", ...}}`. Tells the name that it does not know.
pub(crate) fn in_brackets(schema: &Schema, filter: &Value) -> Result<Test, String> {
    in_brackets_as(schema, filter, &[])
}

/// The same of a list whose filter has other names for some fields; both may stand in one.
pub(crate) fn in_brackets_as(schema: &Schema, filter: &Value, names: &[(&str, &str)]) -> Result<Test, String> {
    bracketed(schema, filter, names, MAX_DEPTH)
}

fn bracketed(schema: &Schema, filter: &Value, names: &[(&str, &str)], depth: usize) -> Result<Test, String> {
    let mut tests = Vec::new();
    let mut any = false;
    let Some(depth) = depth.checked_sub(1) else { return Err("groups".into()) };
    let listed: Map = match filter {
        Value::Map(map) => map.clone(),
        Value::List(items) => items.iter().enumerate().map(|(i, item)| (i.to_string(), item.clone())).collect(),
        _ => Map::new(),
    };
    for (name, value) in &listed {
        if name.eq_ignore_ascii_case("logic") {
            any = value.text().is_some_and(|logic| logic.eq_ignore_ascii_case("or"));
            continue;
        }
        if name.bytes().all(|b| b.is_ascii_digit()) {
            tests.push(bracketed(schema, value, names, depth)?);
            continue;
        }
        let (sign, field) = operators::split(name);
        let own = names.iter().find(|(other, _)| field.eq_ignore_ascii_case(other)).map_or(field, |(_, own)| own);
        let column = schema.find(own).ok_or_else(|| field.to_owned())?;
        let operator = Operator::of(sign).ok_or_else(|| name.clone())?;
        tests.push(Test::One(Condition::new(schema, column, operator, value)));
    }
    Ok(if any { Test::Any(tests) } else { Test::All(tests) })
}

impl Condition {
    fn new(schema: &Schema, column: usize, operator: Operator, value: &Value) -> Self {
        let kind = schema.columns.get(column).map_or(Kind::Text, |column: &Column| column.kind);
        // Of many values, each is compared as a text.
        let kind = if kind == Kind::Other { Kind::Text } else { kind };
        let values = value.items().unwrap_or_else(|| vec![value]);
        let wanted = values.iter().map(|value| Cell::read(kind, value)).collect();
        let texts = values.iter().filter_map(|value| value.text()).map(|text| text.to_lowercase()).collect();
        Self { column, kind, operator, wanted, texts }
    }

    fn passes(&self, schema: &Schema, record: &Record) -> bool {
        let cell = schema.cell(record, self.column);
        let Some(Cell::Other(value)) = cell else { return self.holds(cell) };
        let items = value.items().unwrap_or_else(|| vec![value]);
        let holds = |item: &Value| self.holds(Cell::read(Kind::Text, item.get("VALUE").unwrap_or(item)).as_ref());
        // Of many values one is enough; what is denied is true of none.
        if self.operator.denies() { items.into_iter().all(holds) } else { items.into_iter().any(holds) }
    }

    fn holds(&self, cell: Option<&Cell>) -> bool {
        let is_nothing = |cell: Option<&Cell>| cell.is_none_or(|cell| cell.is_zero(self.kind));
        let compared = |wanted: &Option<Cell>| match (cell, wanted.as_ref()) {
            (Some(cell), Some(wanted)) => cell.compare(wanted, self.kind),
            (cell, wanted) => (is_nothing(cell) && is_nothing(wanted)).then_some(Ordering::Equal),
        };
        let any = |fits: &dyn Fn(Ordering) -> bool| self.wanted.iter().any(|wanted| compared(wanted).is_some_and(fits));
        let bound = |place: usize| self.wanted.get(place).and_then(compared);
        match self.operator {
            Operator::Equal => any(&Ordering::is_eq),
            Operator::EqualOrNull => cell.is_none() || any(&Ordering::is_eq),
            Operator::Not => !any(&Ordering::is_eq),
            Operator::Less => any(&Ordering::is_lt),
            Operator::AtMost => any(&Ordering::is_le),
            Operator::More => any(&Ordering::is_gt),
            Operator::AtLeast => any(&Ordering::is_ge),
            Operator::Between => bound(0).is_some_and(Ordering::is_ge) && bound(1).is_some_and(Ordering::is_le),
            Operator::Outside => bound(0).is_some_and(Ordering::is_lt) || bound(1).is_some_and(Ordering::is_gt),
            Operator::Contains | Operator::Lacks | Operator::Like | Operator::Unlike => {
                let text = cell.and_then(|cell| cell.as_text(self.kind).text()).unwrap_or_default().to_lowercase();
                let found = self.texts.iter().any(|wanted| match self.operator {
                    Operator::Contains | Operator::Lacks => text.contains(wanted.as_str()),
                    _ => like(&text, wanted),
                });
                found == matches!(self.operator, Operator::Contains | Operator::Like)
            }
        }
    }
}

/// SQL's LIKE with `%` for any text.
fn like(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('%');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

impl Test {
    pub(crate) fn passes(&self, schema: &Schema, record: &Record) -> bool {
        match self {
            Self::All(tests) => tests.iter().all(|test| test.passes(schema, record)),
            Self::Any(tests) => tests.is_empty() || tests.iter().any(|test| test.passes(schema, record)),
            Self::One(condition) => condition.passes(schema, record),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn percent_stands_for_any_text() {
        for (text, pattern, fits) in [
            ("abc", "abc", true),
            ("abc", "a%", true),
            ("abc", "%c", true),
            ("abc", "%b%", true),
            ("abc", "a%b", false),
            ("abc", "b%", false),
            ("aba", "a%a", true),
            ("a", "a%a", false),
            ("", "%", true),
        ] {
            assert_eq!(like(text, pattern), fits, "{text} {pattern}");
        }
    }
}
