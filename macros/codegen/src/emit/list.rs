//! Lists: how the pages of a method follow each other, where the documentation tells.

use b24_specs::ir::{self, Field};
use b24_specs::wire::{Entities, Wire};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

use crate::model::{Method, OutField, Output, Record, TypeDef};

/// What makes a request one that `Client::list` follows.
pub(super) fn listed(method: &Method, generics: &TokenStream, own: &TokenStream) -> Option<TokenStream> {
    let list = method.ir.list.as_ref()?;
    let path: Vec<&str> = list.items.split('.').filter(|part| !part.is_empty()).collect();
    let Found { record, items } = find(method, &path)?;
    let item = &record.ident;
    let id = list.id.as_ref().and_then(|id| record.fields.iter().find(|field| field.wire == id.answer));
    let id_of = if let Some(OutField { name, output: Output::Plain("i64" | "String" | "Value"), .. }) = id {
        quote!(item.#name.as_ref().and_then(p::Identify::id))
    } else {
        quote!(p::None)
    };
    let cursor = list.id.as_ref().filter(|_| id.is_some()).and_then(|id| cursor(method, id));
    let paging = paging(method, list);
    let cursor = option(cursor);
    let size = option(list.page_size.and_then(|size| usize::try_from(size).ok()));
    let ty = &method.ty;
    let unused = id.is_none().then(|| quote!(let _ = item;));
    Some(quote_spanned! {ty.span()=>
        impl #generics p::Listed for #ty #own {
            type Item = #item;
            const PAGES: p::Pages =
                p::Pages { paging: #paging, size: #size, items: &[#(#path),*], cursor: #cursor };
            fn items(output: Self::Output) -> p::Vec<#item> { #items }
            fn id(item: &#item) -> p::Option<p::Id> { #unused #id_of }
        }
    })
}

/// An `Option` as an expression.
fn option(value: Option<impl ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(p::None), |value| quote!(p::Some(#value)))
}

struct Found<'a> {
    /// What an item is.
    record: &'a Record,
    /// The expression that takes the items out of `output`.
    items: TokenStream,
}

/// Follows the path to the items. A result that is not as the list says has none.
fn find<'a>(method: &'a Method, path: &[&str]) -> Option<Found<'a>> {
    let records = |ident: &proc_macro2::Ident| {
        method.types.iter().find_map(|def| match def {
            TypeDef::Record(record) if record.ident == *ident => Some(record),
            _ => None,
        })
    };
    let mut output = &method.output;
    let mut items = quote!(p::Some(output));
    for part in path {
        let Output::Record(ident) = output else { return None };
        let field = records(ident)?.fields.iter().find(|field| field.wire == *part)?;
        let name = &field.name;
        items = quote!(#items.and_then(|of| of.#name));
        output = &field.output;
    }
    let Output::List(item) = output else { return None };
    let Output::Record(ident) = item.as_ref() else { return None };
    let items = if path.is_empty() { quote!(output) } else { quote!(#items.unwrap_or_default()) };
    Some(Found { record: records(ident)?, items })
}

fn paging(method: &Method, list: &ir::List) -> TokenStream {
    match (list.paging.as_str(), param(method, "offset")) {
        ("start", _) => quote!(p::Paging::Start),
        ("offset", Some(Field { name, .. })) => quote!(p::Paging::Offset(#name)),
        _ => quote!(p::Paging::None),
    }
}

/// The parameter of that name, in whatever case.
fn param<'a>(method: &'a Method, name: &str) -> Option<&'a Field> {
    method.ir.params.iter().find(|field| field.name.eq_ignore_ascii_case(name))
}

fn cursor(method: &Method, id: &ir::ListId) -> Option<TokenStream> {
    let (name, ordered) = (id.filter.as_ref()?, id.order.as_ref()?);
    let filter = &param(method, "filter")?.name;
    let greater = format!(">{name}");
    let select = option(param(method, "select").map(|field| &field.name));
    let is_text = |field: &Field| matches!(Wire::of(&field.ty, &Entities::default()), Wire::Text);
    let order = match (param(method, "sort"), param(method, "order")) {
        // The field in one parameter, the direction in the other.
        (Some(sort), Some(order)) if is_text(sort) => {
            let (sort, order) = (&sort.name, &order.name);
            quote!((&[#sort], #ordered), (&[#order], "ASC"))
        }
        (_, Some(order)) | (Some(order), None) if !is_text(order) => {
            let order = &order.name;
            quote!((&[#order, #ordered], "ASC"))
        }
        _ => return None,
    };
    let answer = &id.answer;
    Some(quote! {
        p::Cursor {
            filter: #filter, greater: #greater, order: &[#order], select: #select, name: #name, answer: #answer
        }
    })
}
