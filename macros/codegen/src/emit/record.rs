//! Results: structs that the runtime fills by number of the field.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

use super::docs;
use crate::model::{Method, OutField, Output, Record};

/// The type of the method's result, by its own name.
pub(super) fn result(method: &Method) -> Option<TokenStream> {
    let alias = format_ident!("{}Result", method.ty);
    if matches!(&method.output, Output::Record(ident) if *ident == alias) {
        return None;
    }
    let doc = docs::beside("Result", "", &method.ir.method);
    let output = ty(&method.output);
    Some(quote_spanned!(method.span=> #[doc = #doc] pub type #alias = #output;))
}

pub(super) fn ty(output: &Output) -> TokenStream {
    match output {
        Output::Plain(name) => {
            let name = format_ident!("{name}");
            quote!(p::#name)
        }
        Output::Record(ident) => quote!(#ident),
        Output::List(element) => {
            let element = ty(element);
            quote!(p::Vec<#element>)
        }
        Output::Optional(value) => {
            let value = ty(value);
            quote!(p::Option<#value>)
        }
    }
}

/// `of` is the name of what it belongs to.
pub(super) fn record(record: &Record, of: &str) -> TokenStream {
    let Record { ident, path, fields, same_as } = record;
    let span = ident.span();
    let doc = docs::beside("Object", path, of);
    if let Some(first) = same_as {
        return quote_spanned!(span=> #[doc = #doc] pub type #ident = #first;);
    }
    let declared = fields.iter().map(|OutField { doc, name, output, .. }| {
        let ty = ty(output);
        quote_spanned!(span=> #[doc = #doc] pub #name: p::Option<#ty>)
    });
    let names = fields.iter().map(|f| &f.wire);
    let read = fields.iter().enumerate().map(|(i, OutField { name, .. })| quote!(#i => from.read(&mut self.#name)));
    let shown = fields.iter().enumerate().map(|(i, OutField { name, .. })| quote!(#i => &self.#name));
    let none = fields.iter().map(|field| &field.name);
    let set = if fields.is_empty() {
        quote!(
            fn set<S: p::Source>(&mut self, _: p::usize, _: &mut S) {}
        )
    } else {
        quote! {
            fn set<S: p::Source>(&mut self, field: p::usize, from: &mut S) {
                match field { #(#read,)* _ => {} }
            }
        }
    };
    let get = if fields.is_empty() {
        quote!(
            fn get(&self, _: p::usize) -> &dyn p::Shown {
                &self.extra
            }
        )
    } else {
        quote! {
            fn get(&self, field: p::usize) -> &dyn p::Shown {
                match field { #(#shown,)* _ => &self.extra }
            }
        }
    };
    quote_spanned! {span=>
        #[doc = #doc]
        #[non_exhaustive]
        pub struct #ident {
            #(#declared,)*
            /// What the portal sends beside the fields above.
            pub extra: p::Extra,
        }
        impl p::Default for #ident {
            fn default() -> Self { Self { #(#none: p::None,)* extra: p::Extra::NONE } }
        }
        impl p::Clone for #ident {
            fn clone(&self) -> Self { p::copy(self) }
        }
        impl p::Debug for #ident {
            fn fmt(&self, f: &mut p::Formatter<'_>) -> p::fmt::Result { p::show(self, f) }
        }
        impl p::Fields for #ident {
            const NAMES: &'static [&'static str] = &[#(#names),*];
            #set
            fn extra(&mut self) -> &mut p::Extra { &mut self.extra }
            #get
        }
    }
}
