//! Names of fields as constants, and the filter that compares them.

use std::collections::BTreeMap;

use b24_specs::operators::usual;
use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use super::docs;
use super::text::{Doc, Literal, put};
use crate::model::{FieldName, FieldNames, Filter, Method, Operator, TypeDef};

/// The type that has them; the constants and the filter go into `code`.
pub(super) fn field_names(code: &mut String, fields: &FieldNames, method: &Method) -> TokenStream {
    let FieldNames { ident, names, filter } = fields;
    let doc = docs::beside("Fields, to filter and order by and to select,", "", &method.ir.method);
    put!(code, "#[allow(non_upper_case_globals)] impl ", ident, " {");
    for FieldName { ident: name, field, kind } in names {
        put!(code, Doc(&docs::field(field)), "pub const ", name, ": p::FieldName<Self, ", kind);
        put!(code, "> = p::FieldName::listed(", Literal(&field.name), ");");
    }
    put!(code, "}");
    let filter = filter.as_ref().map(|filter| self::filter(code, filter, ident, method));
    quote_spanned!(ident.span()=> #[doc = #doc] pub enum #ident {} #filter)
}

fn filter(code: &mut String, filter: &Filter, fields: &Ident, method: &Method) -> TokenStream {
    let Filter { ident, param, operators } = filter;
    put!(code, "impl p::Filtered for ", fields, " { type Operators = operators::", set(operators), ";");
    let mut lines = String::new();
    for &Operator { name, sign } in operators {
        if usual(name) != Some(sign) {
            put!(&mut lines, name, "\t", sign, "\n");
        }
    }
    if !lines.is_empty() {
        put!(code, "const WRITTEN: &'static p::str = ", Literal(&lines), ";");
    }
    put!(code, "}");
    let doc = docs::beside("Filter", param, &method.ir.method);
    quote_spanned!(ident.span()=> #[doc = #doc] pub type #ident = p::Filter<#fields>;)
}

/// The name of a set of operators, for the compiler to show: sets are few, and lists have them in common.
fn set(operators: &[Operator]) -> String {
    let names: Vec<_> = operators.iter().map(|operator| operator.name.trim_end_matches('_')).collect();
    format!("only_{}", names.join("_or_"))
}

/// The sets of operators, each once, however many lists have it.
pub(super) fn operators(code: &mut String, methods: &[Method]) {
    let defs = methods.iter().flat_map(|method| &method.types);
    let filters = defs.filter_map(|def| match def {
        TypeDef::FieldNames(fields) => fields.filter.as_ref(),
        _ => None,
    });
    let sets: BTreeMap<String, &[Operator]> =
        filters.map(|filter| (set(&filter.operators), filter.operators.as_slice())).collect();
    if sets.is_empty() {
        return;
    }
    put!(code, "#[doc(hidden)] #[allow(non_camel_case_types)] pub mod operators { use super::p;");
    for (set, operators) in sets {
        put!(code, "pub enum ", set, " {}");
        for operator in operators {
            put!(code, "impl p::OperatorSet<p::operator::", operator.name, "> for ", set, " {}");
        }
    }
    put!(code, "}");
}
