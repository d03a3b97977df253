//! Names of fields as constants, and the filter that compares them.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use super::{Paths, docs};
use crate::model::{FieldName, FieldNames, Filter, Method, Operator};

pub(super) fn field_names(fields: &FieldNames, method: &Method) -> TokenStream {
    let FieldNames { ident, names, filter } = fields;
    let span = ident.span();
    let doc = docs::beside("Fields, to filter and order by and to select,", "", &method.ir.method);
    let constants = names.iter().map(|FieldName { ident: name, field, kind }| {
        let doc = docs::field(field);
        let (wire, kind) = (&field.name, Paths::inside().kind(kind));
        quote_spanned!(span=> #[doc = #doc] pub const #name: p::FieldName<Self, #kind> = p::FieldName::listed(#wire);)
    });
    let filter = filter.as_ref().map(|filter| self::filter(filter, ident, method));
    quote_spanned! {span=>
        #[doc = #doc]
        pub enum #ident {}
        #[allow(non_upper_case_globals)]
        impl #ident { #(#constants)* }
        #filter
    }
}

fn filter(filter: &Filter, fields: &Ident, method: &Method) -> TokenStream {
    let Filter { ident, param, operators } = filter;
    let span = ident.span();
    let doc = docs::beside("Filter", param, &method.ir.method);
    let operators = operators.iter().map(|Operator { name, written }| {
        let name = Ident::new(name, span);
        let written = written.map(|written| quote_spanned!(span=> const AS: &'static str = #written;));
        quote_spanned!(span=> impl p::FiltersBy<p::operator::#name> for #fields { #written })
    });
    quote_spanned! {span=>
        #[doc = #doc]
        pub type #ident = p::Filter<#fields>;
        #(#operators)*
    }
}
