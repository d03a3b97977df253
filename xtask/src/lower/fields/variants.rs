//! What selects one of several shapes of an object.

use b24_specs::ir::Field;
use serde_json::{Map, Value};

use crate::lower::names::is_name;
use crate::lower::table::groups::TabLabel;
use crate::lower::table::param::Param;
use crate::lower::text::blocks;
use crate::lower::values::typed::typed;
use crate::yfm::Block;

/// What a tab's own text says: "object identifier entityTypeId: `2`".
pub(super) fn when_lead(tab: &TabLabel<'_>) -> Map<String, Value> {
    let mut when = Map::new();
    for line in tab.lead.lines() {
        let Some((before, rest)) = line.split_once(':').or_else(|| line.split_once('=')) else { continue };
        let Some(name) = before.split_whitespace().last().map(|word| word.trim_matches('`')) else { continue };
        let code = rest.trim().strip_prefix('`').and_then(|rest| rest.split_once('`'));
        if let Some((value, behind)) = code
            && behind.trim_matches(['.', ' ']).is_empty()
            && is_name(name)
        {
            let ty = if value.parse::<i64>().is_ok() { "integer" } else { "" };
            when.insert(name.to_owned(), typed(value, ty));
        }
    }
    when
}

/// Where the tabs do not say it themselves, and the text of their row speaks of one parameter beside it: that one.
pub(super) fn choose(field: &mut Field, description: &[Block<'_>], beside: &[Param<'_>]) {
    if field.variants.len() < 2 || !field.variants.iter().all(|variant| variant.when.is_empty()) {
        return;
    }
    let text = blocks(description, "`");
    let spoken = |param: &&Param<'_>| param.wire() != field.name && text.contains(&format!("`{}`", param.wire()));
    let mut spoken = beside.iter().filter(spoken);
    if let (Some(one), None) = (spoken.next(), spoken.next()) {
        for variant in &mut field.variants {
            let values: Vec<Value> = words(&variant.label).map(|word| typed(word, &one.ty)).collect();
            let value = if values.len() == 1 { values.into_iter().next() } else { Some(Value::Array(values)) };
            variant.when.extend(value.map(|value| (one.wire().to_owned(), value)));
        }
    }
}

/// Where the page does not say it at all: the parameter that has the tabs' titles among its values.
pub(crate) fn complete(params: &mut [Field]) {
    if params.iter().any(has_variants) {
        let known = selectors(params, 0);
        visit(params, &known);
    }
}

fn has_variants(field: &Field) -> bool {
    !field.variants.is_empty() || field.fields.iter().any(has_variants)
}

type Selector = (String, Vec<Value>);

fn selectors(fields: &[Field], depth: usize) -> Vec<Selector> {
    let mut out = Vec::new();
    for field in fields {
        if field.values.len() > 1 {
            out.push((field.name.clone(), field.values.clone()));
        }
        if depth < 3 {
            out.extend(selectors(&field.fields, depth + 1));
        }
    }
    out
}

fn visit(fields: &mut [Field], known: &[Selector]) {
    for field in fields {
        if field.variants.len() > 1 && field.variants.iter().all(|variant| variant.when.is_empty()) {
            for variant in &mut field.variants {
                if let Some((name, value)) =
                    known.iter().find_map(|(name, values)| Some((name, titled(&variant.label, values)?)))
                {
                    variant.when.insert(name.clone(), value);
                }
            }
        }
        visit(&mut field.fields, known);
        for variant in &mut field.variants {
            visit(&mut variant.fields, known);
        }
    }
}

/// What a title names: `date|datetime`.
fn words(label: &str) -> impl Iterator<Item = &str> {
    label.split(['|', ',', '/', ' ', '`', '\\']).map(str::trim).filter(|word| !word.is_empty())
}

/// The value that a title names, or the list of those that it names: `date|datetime`.
fn titled(label: &str, values: &[Value]) -> Option<Value> {
    let is =
        |word: &str| values.iter().find(|value| value.as_str().is_some_and(|v| v.eq_ignore_ascii_case(word))).cloned();
    let found: Vec<Value> = words(label).filter_map(is).collect();
    match found.len() {
        0 => None,
        1 => found.into_iter().next(),
        _ => Some(Value::Array(found)),
    }
}
