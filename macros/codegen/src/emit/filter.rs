//! Names of fields as constants, and the filter that compares them.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::{Paths, docs};
use crate::model::{FieldNames, Filter, Method, Operator, TypeDef};

pub(super) fn field_names(fields: &FieldNames, method: &Method) -> TokenStream {
    let FieldNames { ident, names, filter } = fields;
    let span = ident.span();
    let doc = docs::beside("Fields, to filter and order by and to select,", "", &method.ir.method);
    let constants = names.iter().map(|name| &name.ident);
    let docs = names.iter().map(|name| docs::field(&name.field));
    let kinds = names.iter().map(|name| Paths::inside().kind(&name.kind));
    let wires = names.iter().map(|name| &name.field.name);
    let filter = filter.as_ref().map(|filter| self::filter(filter, ident, method));
    quote_spanned! {span=>
        #[doc = #doc]
        pub enum #ident {}
        #[allow(non_upper_case_globals)]
        impl #ident {
            #(#[doc = #docs] pub const #constants: p::FieldName<Self, #kinds> = p::FieldName::listed(#wires);)*
        }
        #filter
    }
}

fn filter(filter: &Filter, fields: &Ident, method: &Method) -> TokenStream {
    let Filter { ident, param, operators } = filter;
    let (span, set) = (ident.span(), set(operators));
    let doc = docs::beside("Filter", param, &method.ir.method);
    quote_spanned! {span=>
        #[doc = #doc]
        pub type #ident = p::Filter<#fields>;
        impl p::Filtered for #fields { type Operators = operators::#set; }
    }
}

/// What tells apart the operators of a list: they are few sets, and lists have them in common.
fn set(operators: &[Operator]) -> Ident {
    let names = operators.iter().map(|Operator { name, written }| match written {
        None => name.trim_end_matches('_').to_owned(),
        Some(written) => {
            format!("{name}_as_{}", written.replace('!', "not").replace('=', "equal").replace('%', "like"))
        }
    });
    format_ident!("{}", names.collect::<Vec<_>>().join("_"))
}

/// The sets of operators, each once, however many lists have it.
pub(super) fn operators(methods: &[Method]) -> Option<TokenStream> {
    let defs = methods.iter().flat_map(|method| &method.types);
    let filters = defs.filter_map(|def| match def {
        TypeDef::FieldNames(fields) => fields.filter.as_ref(),
        _ => None,
    });
    let sets: BTreeMap<Ident, &[Operator]> =
        filters.map(|filter| (set(&filter.operators), filter.operators.as_slice())).collect();
    let defined = sets.iter().map(|(set, operators)| {
        let operators = operators.iter().map(|Operator { name, written }| {
            let name = format_ident!("{name}");
            let written = written.map(|written| quote!(const AS: &'static str = #written;));
            quote!(impl p::OperatorSet<p::operator::#name> for #set { #written })
        });
        quote!(pub enum #set {} #(#operators)*)
    });
    (!sets.is_empty()).then(|| {
        quote! {
            #[doc(hidden)]
            #[allow(non_camel_case_types)]
            pub mod operators { use super::p; #(#defined)* }
        }
    })
}
