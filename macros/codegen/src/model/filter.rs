//! What a list is filtered by, ordered by and asked for: the names of its fields, as constants, and the operators that its
//! page lists.

use std::collections::HashSet;

use b24_specs::ir::{self, Api, Boolean, Field};
use b24_specs::operators::OPERATORS;
use b24_specs::pattern::is_open;
use b24_specs::wire::{Entities, Wire};
use proc_macro2::Ident;
use serde_json::Value;

use super::arguments::{flag, is_named, kind};
use super::{Kind, Marker, NamingMarker, Param, TypeDef, Types, text};
use crate::names::{self, Names};

/// The fields of a list by name.
pub(crate) struct FieldNames {
    /// `CrmDealListField`, which has them as constants.
    pub(crate) ident: Ident,
    pub(crate) names: Vec<FieldName>,
    pub(crate) filter: Option<Filter>,
}

/// A field that can be named.
pub(crate) struct FieldName {
    pub(crate) ident: Ident,
    pub(crate) field: Field,
    /// What it is compared with.
    pub(crate) kind: Kind,
}

/// A filter with operators.
pub(crate) struct Filter {
    /// `CrmDealListFilter`
    pub(crate) ident: Ident,
    /// Name of the parameter.
    pub(crate) param: String,
    pub(crate) operators: Vec<Operator>,
}

/// An operator that the page lists.
pub(crate) struct Operator {
    /// The function that takes it.
    pub(crate) name: &'static str,
    /// How the page writes it before the name of a field.
    pub(crate) sign: &'static str,
}

/// Those of REST 3.0, the same for all methods.
const OPERATORS_V3: &[(&str, &str)] = &[
    ("eq", "="),
    ("ne", "!="),
    ("gt", ">"),
    ("ge", ">="),
    ("lt", "<"),
    ("le", "<="),
    ("in_", "in"),
    ("between", "between"),
];

/// The parameters of a method that name fields, and these fields.
#[derive(Default)]
struct Plan<'m> {
    params: Vec<(&'m Field, NamingMarker)>,
    listed: Vec<Listed>,
}

impl<'m> Plan<'m> {
    fn of(method: &'m ir::Method, described: Option<&Described>, entities: &Entities) -> Self {
        let wire = |field: &Field| Wire::of_field(field, entities);
        let of_filter = if method.api == Api::V3 { NamingMarker::Conditions } else { NamingMarker::Filter };
        let filter = param(method, "filter").filter(|field| conditions(field, method, &wire(field)));
        let ordering = ["order", "sort"].into_iter().filter_map(|name| param(method, name)).filter(|field| {
            let wire = wire(field);
            wire == Wire::Object || name_is(field, "order") && is_array(&wire)
        });
        let selecting = param(method, "select").filter(|field| is_array(&wire(field)));
        let filters = filter.is_some();
        let mut params: Vec<_> = filter.map(|field| (field, of_filter)).into_iter().collect();
        params.extend(ordering.map(|field| (field, NamingMarker::Order)));
        params.extend(selecting.map(|field| (field, NamingMarker::Select)));
        let listed = listed(method, described, entities);
        // A filter takes names that no page lists.
        if filters || !listed.is_empty() && !params.is_empty() { Self { params, listed } } else { Self::default() }
    }
}

/// Which parameters of a method name fields, each with what it takes, and the names: as they are generated. `beside` is the
/// method that tells of the fields, one of [`describing`](crate::describing).
pub fn naming<'m>(
    method: &'m ir::Method,
    beside: Option<&ir::Method>,
    entities: &Entities,
) -> (Vec<(&'m str, &'static str)>, Vec<String>) {
    let described = beside.and_then(|method| Described::of(&method.result));
    let Plan { params, listed } = Plan::of(method, described.as_ref(), entities);
    let params = params.into_iter().map(|(field, marker)| (field.name.as_str(), marker.name()));
    (params.collect(), listed.into_iter().map(|listed| listed.field.name).collect())
}

/// What parameters of a method take that name fields. The type with the names is gathered.
#[derive(Default)]
pub(super) struct Naming {
    kinds: Vec<(String, Kind)>,
}

impl Naming {
    pub(super) fn new(method: &ir::Method, fields: Option<&Described>, ty: &Ident, types: &mut Types<'_>) -> Self {
        let Plan { params, listed } = Plan::of(method, fields, types.entities());
        if params.is_empty() {
            return Self::default();
        }
        let ident = types.beside(ty, "Field");
        let kind_of =
            |(field, marker): &(&Field, NamingMarker)| (field.name.clone(), Kind::Naming(*marker, ident.clone()));
        let kinds = params.iter().map(kind_of).collect();
        let is_filter = |marker| matches!(marker, NamingMarker::Filter | NamingMarker::Conditions);
        let filter = params.iter().find(|(_, marker)| is_filter(*marker)).map(|(field, _)| Filter {
            ident: types.beside(ty, &field.name),
            param: field.name.clone(),
            operators: operators(method, field),
        });

        let owner = filter.as_ref().map_or(&ident, |filter| &filter.ident);
        let mut used = Names::default();
        let names = listed.into_iter().map(|Listed { field, sure }| FieldName {
            ident: names::ident(&used.claim(&names::type_name(&field.name)), ty.span()),
            kind: if sure { kind(&field, owner, types) } else { likely(&field, &types.wire(&field)) },
            field,
        });
        let names = names.collect();
        types.add(TypeDef::FieldNames(FieldNames { ident, names, filter }));
        Self { kinds }
    }

    /// What that parameter takes, if it names fields.
    pub(super) fn kind(&self, param: &Param) -> Option<Kind> {
        self.kinds.iter().find(|(name, _)| param.path == [&**name]).map(|(_, kind)| kind.clone())
    }
}

fn name_is(field: &Field, name: &str) -> bool {
    field.name.eq_ignore_ascii_case(name)
}

/// The parameter of that name, in whatever case.
fn param<'a>(method: &'a ir::Method, name: &str) -> Option<&'a Field> {
    method.params.iter().find(|field| name_is(field, name))
}

fn is_array(wire: &Wire) -> bool {
    matches!(wire, Wire::List(element) if matches!(**element, Wire::Any | Wire::Text))
}

/// Is it a filter by conditions? A filter whose page lists its fields and no operators is an object like any other.
fn conditions(field: &Field, method: &ir::Method, wire: &Wire) -> bool {
    if method.api == Api::V3 {
        return is_array(wire);
    }
    let operators = operators_of(method, field);
    !operators.is_empty()
        || method.list.is_some() && field.fields.is_empty() && (*wire == Wire::Object || is_array(wire))
}

fn operators_of<'a>(method: &'a ir::Method, field: &'a Field) -> &'a [String] {
    match &method.list {
        _ if !field.operators.is_empty() => &field.operators,
        Some(list) => &list.operators,
        None => &[],
    }
}

fn operators(method: &ir::Method, field: &Field) -> Vec<Operator> {
    if method.api == Api::V3 {
        return OPERATORS_V3.iter().map(|&(name, sign)| Operator { name, sign }).collect();
    }
    let listed = operators_of(method, field);
    // What needs no sign no page has to list.
    let has = |sign: &&&str| sign.is_empty() || listed.iter().any(|known| known == **sign);
    let signed = |&(name, signs): &(_, &[_])| signs.iter().find(has).map(|&sign| Operator { name, sign });
    OPERATORS.iter().filter_map(signed).collect()
}

/// A field that a filter, an order or a selection can name.
struct Listed {
    field: Field,
    /// The page tells what it is compared with; else only what an answer has there.
    sure: bool,
}

/// The names that the page lists; where it lists none for the filter, or not all, also those that are `described` and
/// those of an item, if a filter spells them as an answer does. A method of REST 3.0 that reads one item selects of it.
fn listed(method: &ir::Method, described: Option<&Described>, entities: &Entities) -> Vec<Listed> {
    let is_read = method.api == Api::V3 && method.list.is_none();
    let path = method.list.as_ref().map(|list| &*list.items).or(is_read.then_some("item"));
    let item = path.and_then(|path| item(&method.result, path));
    let in_item: &[Field] = item.map_or(&[], |item| &item.fields);
    let by_name = |name: &str| {
        let known = in_item.iter().find(|field| field.name == name).cloned();
        Listed { field: known.unwrap_or_else(|| named(name)), sure: false }
    };
    let mut all: Vec<Listed> = Vec::new();
    let filter = param(method, "filter");
    if let Some(filter) = filter {
        all.extend(filter.fields.iter().map(|field| Listed { field: field.clone(), sure: true }));
        if !operators_of(method, filter).is_empty() {
            all.extend(filter.values.iter().map(|name| by_name(&text(name))));
        }
    }
    let list = method.list.clone().unwrap_or_default();
    all.extend(list.filter.iter().map(|name| by_name(name)));
    if all.is_empty() || filter.is_some_and(|filter| filter.open && filter.fields.is_empty()) {
        all.extend(described.iter().flat_map(|of| &of.names).map(|name| by_name(name)));
        if list.id.is_some_and(|id| spelt_alike(&id, described)) {
            let plain = |field: &&Field| field.fields.is_empty() && Wire::of_field(field, entities) != Wire::Object;
            all.extend(in_item.iter().filter(plain).map(|field| by_name(&field.name)));
        }
    }
    all.extend(list.select.iter().chain(&list.order).map(|name| by_name(name)));
    for of in ["select", "order", "sort"].into_iter().filter_map(|name| param(method, name)) {
        all.extend(of.fields.iter().map(|field| by_name(&field.name)));
        all.extend(of.values.iter().filter_map(Value::as_str).map(by_name));
    }
    if all.is_empty() && is_read {
        all.extend(in_item.iter().map(|field| by_name(&field.name)));
    }
    let mut seen = HashSet::new();
    all.retain(|Listed { field, .. }| is_named(field) && !field.name.is_empty() && seen.insert(field.name.clone()));
    all
}

/// Does a filter spell names as an answer does? Told by the identifier, which a description that is not whole may lack.
fn spelt_alike(id: &ir::ListId, described: Option<&Described>) -> bool {
    let known = described.is_none_or(|of| of.open || of.names.contains(&id.answer));
    known && id.filter.as_ref() == Some(&id.answer)
}

/// A field of which only the name is known.
fn named(name: &str) -> Field {
    Field { name: name.to_owned(), open: is_open(name), ..Field::default() }
}

/// What holds the items in a result.
fn item<'a>(result: &'a Field, path: &str) -> Option<&'a Field> {
    let mut parts = path.split('.').filter(|part| !part.is_empty());
    parts.try_fold(result, |of, part| of.fields.iter().find(|field| field.name == part))
}

/// The fields that a method tells of, such as `crm.deal.fields`.
pub(crate) struct Described {
    names: Vec<String>,
    /// There are more.
    open: bool,
}

impl Described {
    /// What in a result describes fields: most of those inside have a `type`, each its own.
    pub(crate) fn of(result: &Field) -> Option<Self> {
        let has_type = |field: &&Field| field.fields.iter().any(|fact| name_is(fact, "type"));
        let fields = &result.fields;
        if fields.len() > 1 && fields.iter().filter(has_type).count() * 2 >= fields.len() {
            let names = fields.iter().map(|field| field.name.clone());
            return Some(Self { names: names.collect(), open: result.open });
        }
        fields.iter().find_map(Self::of)
    }
}

/// What a field is compared with that an answer has. There, a sum may happen to be whole, and a number a text; but a
/// boolean is compared with what it is written as.
fn likely(field: &Field, wire: &Wire) -> Kind {
    let written = field.boolean.or_else(|| flag(field));
    Kind::Plain(match (wire, written) {
        (Wire::Integer | Wire::Double, None) => Marker::DecimalNumber,
        (Wire::Date, _) => Marker::DateText,
        (Wire::DateTime, _) => Marker::DateTimeText,
        (_, Some(Boolean::YesNo)) => Marker::AnyYesNo,
        (_, Some(Boolean::OneZero)) => Marker::AnyOneZero,
        _ => Marker::AnyValue,
    })
}

#[cfg(test)]
mod tests {
    use b24_specs::operators::function;

    use super::*;

    #[test]
    fn what_pages_list_has_a_function() {
        for method in b24_specs::methods().unwrap().iter().map(Result::unwrap) {
            let of_list = method.list.iter().flat_map(|list| &list.operators);
            for sign in of_list.chain(method.params.iter().flat_map(|field| &field.operators)) {
                let of_v3 = || method.api == Api::V3 && OPERATORS_V3.iter().any(|(_, known)| known == sign);
                assert!(function(sign).is_some() || of_v3(), "{}: {sign}", method.method);
            }
        }
    }

    #[test]
    fn names_are_those_of_items_unless_all_are_described_and_others() {
        let field = |name: &str, fields| Field { name: name.into(), fields, ..Field::default() };
        let described_by = |names: [&str; 2]| {
            let result = field("result", names.map(|name| field(name, vec![named("type")])).to_vec());
            field("answer", vec![result])
        };
        let alike = |answer: &Field| {
            let id = ir::ListId { filter: Some("id".into()), order: None, answer: "id".into() };
            spelt_alike(&id, Described::of(answer).as_ref())
        };
        assert!(alike(&described_by(["id", "name"])) && alike(&named("answer")));
        let mut others = described_by(["canBuy", "basePrice"]);
        assert!(!alike(&others));
        others.fields[0].open = true;
        assert!(alike(&others), "an example left out the rest");
    }
}
