//! How a method that reads page by page does it.

use b24_specs::ir::{Field, List, ListId};
use serde_json::Value;

use crate::lexicon;
use crate::lower::examples::Example;
use crate::lower::examples::json::Json;
use crate::lower::names::distinct;
use crate::lower::outline::{Outline, Role};
use crate::lower::text::{blocks, fold};
use crate::lower::types::parts;
use crate::yfm::{Kind, Row};

/// Where the answer may keep its items.
const DEPTH: usize = 2;

/// How to go on after a page, from the names of the parameters.
pub(super) fn paging(params: &[Field]) -> Option<&'static str> {
    let has =
        |names: &[&str]| params.iter().find(|field| names.iter().any(|name| field.name.eq_ignore_ascii_case(name)));
    if has(&["cursor"]).is_some() {
        Some("cursor")
    } else if has(&["start"]).is_some() {
        Some("start")
    } else if let Some(pagination) = has(&["pagination", "params", "navParams", "nav_params", "page", "offset"]) {
        let inner = |name: &str| pagination.fields.iter().any(|f| f.name.eq_ignore_ascii_case(name));
        match pagination.name.to_ascii_lowercase().as_str() {
            "pagination" if pagination.fields.iter().any(|f| f.name.to_ascii_lowercase().ends_with("cursor")) => {
                Some("cursor")
            }
            "page" | "pagination" => Some("page"),
            "offset" => Some("offset"),
            _ if inner("NAV_PARAMS") || inner("iNumPage") => Some("page"),
            _ => None,
        }
    } else {
        None
    }
}

/// The same from the answers: what follows is told in `next`, how many there are in `total`.
pub(super) fn shown(answers: &[Example<'_>]) -> Option<&'static str> {
    answers
        .iter()
        .any(|answer| answer.value.get("next").is_some() || answer.value.get("total").is_some())
        .then_some("start")
}

/// Reads the list information; nothing where the answer holds no list.
pub(super) fn read(
    params: &[Field],
    result: &Field,
    answers: &[Example<'_>],
    paged: Option<&str>,
    outline: &Outline<'_>,
) -> Option<List> {
    let (items, item) = items(result, answers)?;
    let param = |name: &str| params.iter().find(|field| field.name.eq_ignore_ascii_case(name));
    let filter = param("filter");
    let order = param("order").or_else(|| param("sort"));
    let select = param("select");
    let names = |field: Option<&Field>| field.map(names).unwrap_or_default();
    let (mut filters, mut orders, mut selects) = (names(filter), names(order), names(select));
    let exhaustive = !filters.is_empty();
    // Without a table of its own, there may be a list of them.
    if let Some(field) = filter.filter(|field| !exhaustive && !field.open) {
        filters = texts(&field.values);
    }
    if let Some(values) = order.map(|field| texts(&field.values)).filter(|_| orders.is_empty()) {
        orders =
            values.into_iter().filter(|value| !matches!(value.to_ascii_lowercase().as_str(), "asc" | "desc")).collect();
    }
    if let Some(values) = select.map(|field| texts(&field.values)).filter(|_| selects.is_empty()) {
        selects = values;
    }
    let id = item.and_then(|item| id(item, &filters, exhaustive, &orders, params));
    let operators = filter.map(|field| field.operators.clone()).unwrap_or_default();
    Some(List {
        items,
        paging: paged.unwrap_or("none").to_owned(),
        page_size: page_size(params, outline),
        id,
        filter: filters,
        operators,
        order: orders,
        select: selects,
    })
}

fn names(field: &Field) -> Vec<String> {
    let within = field.fields.iter().chain(field.variants.iter().flat_map(|variant| &variant.fields));
    distinct(within.map(|inner| inner.name.as_str()).collect()).into_iter().map(str::to_owned).collect()
}

fn texts(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn is_list(field: &Field) -> bool {
    parts(&field.ty).any(|ty| ty == "array" || ty.ends_with("[]"))
}

/// Where the items are, and the field that they have.
fn items<'f>(result: &'f Field, answers: &[Example<'_>]) -> Option<(String, Option<&'f Field>)> {
    let shown = |path: &str| {
        answers.iter().any(|answer| {
            let value = answer.value.get("result");
            let value = path
                .split('.')
                .filter(|part| !part.is_empty())
                .fold(value, |value, part| value.and_then(|v| v.get(part)));
            value.is_some_and(Json::is_array)
        })
    };
    if is_list(result) || shown("") {
        return Some((String::new(), Some(result)));
    }
    let mut level: Vec<(String, &Field)> = vec![(String::new(), result)];
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        // The fields of a map are those of its values, whose keys are in no path.
        for (path, field) in level.into_iter().filter(|(_, field)| !field.ty.starts_with("map<")) {
            for inner in &field.fields {
                let path = if path.is_empty() { inner.name.clone() } else { format!("{path}.{}", inner.name) };
                if is_list(inner) || shown(&path) {
                    return Some((path, Some(inner)));
                }
                next.push((path, inner));
            }
        }
        level = next;
    }
    None
}

/// The identifier, as the answer, a filter and an order spell it.
fn id(item: &Field, filters: &[String], exhaustive: bool, orders: &[String], params: &[Field]) -> Option<ListId> {
    let answer = item.fields.iter().find(|field| field.name.eq_ignore_ascii_case("id"))?.name.clone();
    let of = |names: &[String]| names.iter().find(|name| name.eq_ignore_ascii_case("id")).cloned();
    let takes = |name: &str| params.iter().any(|field| field.name.eq_ignore_ascii_case(name));
    // A filter without a table of its own takes the names of the answer.
    let filter = of(filters).or_else(|| (!exhaustive && takes("filter")).then(|| answer.clone()));
    // And an order those of the filter.
    let ordered = orders.is_empty() && (takes("order") || takes("sort"));
    let order = of(orders).or_else(|| ordered.then(|| filter.clone().unwrap_or_else(|| answer.clone())));
    Some(ListId { filter, order, answer })
}

/// The number of items a page: the default of what asks for so many, or what the row of a paging parameter tells.
fn page_size(params: &[Field], outline: &Outline<'_>) -> Option<u32> {
    let asks = |name: &str| ["limit", "pageSize", "page_size"].iter().any(|known| known.eq_ignore_ascii_case(name));
    let limit = params.iter().find(|field| asks(&field.name)).and_then(|field| field.default.as_ref());
    if let Some(size) = limit.and_then(Value::as_u64) {
        return u32::try_from(size).ok();
    }
    let pieces = outline.of(Role::Request).flat_map(|(_, section)| &section.pieces);
    let tables = pieces.filter_map(|piece| if let Kind::Table(table) = &piece.block.kind { Some(table) } else { None });
    tables.flat_map(|table| table.rows).find_map(size_in_row)
}

/// "The page size is 50 records"
fn size_in_row(row: &Row<'_>) -> Option<u32> {
    let (name, says) = (row.cells.first()?, row.cells.last()?);
    if !["start", "START"].iter().any(|word| name.raw.contains(word)) {
        return None;
    }
    let text = blocks(says.body, "");
    let folded = fold(&text);
    let (at, _) = lexicon::PAGE_SIZE.find(&folded)?;
    let is_digit = |c: char| c.is_ascii_digit();
    // "50 records" may be the end of "150 records".
    let begin = folded.get(..at)?.trim_end_matches(is_digit).len();
    let digits: String =
        folded.get(begin..)?.chars().skip_while(|&c| !is_digit(c)).take_while(|&c| is_digit(c)).collect();
    digits.parse().ok().filter(|size| (1..=10_000).contains(size))
}
