//! What parameters take: enums of the listed values, and builders of objects.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use serde_json::Value;
use syn::ext::IdentExt;

use super::request::{Generics, clone_and_debug, given, open, setters};
use super::text::{Literal, put};
use super::{Paths, docs, literal, many};
use crate::model::{Alternatives, Choice, Form, Method, Object};

/// The enum; what the runtime reads it by goes into `code`.
pub(super) fn choice(code: &mut String, choice: &Choice, method: &Method) -> TokenStream {
    let Choice { ident, path, variants, open, same_as } = choice;
    let span = ident.span();
    let doc = docs::beside("Value", path, &method.ir.method);
    if let Some(first) = same_as {
        return quote_spanned!(span=> #[doc = #doc] pub type #ident = #first;);
    }
    let listed = variants.iter().map(|(name, value)| {
        let doc = docs::value(value);
        quote_spanned!(span=> #[doc = #doc] #name)
    });
    if !open {
        // Derived, these would take the compiler several times as long.
        put!(code, "impl p::Eq for ", ident, " {} impl p::Copy for ", ident, " {} impl p::PartialEq for ", ident);
        put!(code, " { fn eq(&self, other: &Self) -> p::bool { p::same_choice(*self, *other) } }");
        put!(code, "impl p::Clone for ", ident, " { fn clone(&self) -> Self { *self } } impl p::Debug for ", ident);
        put!(code, " { fn fmt(&self, f: &mut p::Formatter<'_>) -> p::fmt::Result { p::show_choice(*self, f) } }");
        put!(code, "impl p::Choice for ", ident, " { const VALUES: &'static p::str = ", Literal(&values(variants)));
        put!(code, "; fn number(self) -> p::usize { self as p::usize } }");
        return quote_spanned!(span=> #[doc = #doc] #[non_exhaustive] pub enum #ident { #(#listed,)* });
    }
    put!(code, "impl p::Eq for ", ident, " {} impl<P, M> p::Arg<", ident, ", P, M> for ", ident);
    put!(code, " { fn into_value(self) -> p::Value { match self {");
    for (name, value) in variants {
        put!(code, "Self::", name, " => p::Value::from(");
        match value.as_i64() {
            Some(value) => put!(code, value, "i64"),
            None => put!(code, Literal(value.as_str().unwrap_or_default())),
        }
        put!(code, "),");
    }
    put!(code, "Self::Other(value) => p::Value::from(value) } } }");
    quote_spanned! {span=>
        #[doc = #doc]
        #[derive(p::Clone, p::Debug, p::PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #(#listed,)* /** A value that the page does not list. */ Other(p::String) }
    }
}

/// Name and value of each, as the runtime reads them: a line each, with a tab between; values as JSON.
fn values(variants: &[(Ident, Value)]) -> String {
    let mut values = String::new();
    for (name, value) in variants {
        put!(&mut values, name.unraw(), "\t", value.to_string(), "\n");
    }
    values
}

const MUST_USE: &str = "an object does nothing until a request takes it";

/// The builder; what the runtime takes it by goes into `code`.
pub(super) fn object(code: &mut String, object: &Object, method: &Method) -> TokenStream {
    let Object { ident, taken_as, either, unchosen, path, label, forms, optional, open, same_as } = object;
    let span = ident.span();
    let doc = docs::object(path, label.as_deref(), &method.ir.method);
    if let Some(first) = same_as {
        return quote_spanned!(span=> #[doc = #doc] pub type #ident = #first;);
    }
    let constructors = forms.iter().map(|form| constructor(form, ident));
    let setters = setters(&optional.iter().collect::<Vec<_>>(), optional.iter().map(|_| None), ident);
    let open = open.then(|| self::open(ident));
    let kind = if *either { "ObjectsOf" } else { "ObjectOf" };
    put!(code, "impl<P, M> p::Arg<p::", kind, "<", taken_as, ">, P, M> for ", ident);
    put!(code, " { fn into_value(self) -> p::Value { self.params.into_arg() } }");
    clone_and_debug(code, ident, Generics::NONE);
    // The compiler shows where this one is.
    let unchosen = unchosen.then(|| {
        let kind = Ident::new(kind, span);
        quote_spanned!(span=> impl<P, M> p::UnchosenArg<p::#kind<#taken_as>, P, M> for #ident {})
    });
    quote_spanned! {span=>
        #[doc = #doc]
        #[must_use = #MUST_USE]
        pub struct #ident { params: p::Params }
        impl #ident {
            #(#constructors)*
            #setters
            #open
        }
        #unchosen
    }
}

fn constructor(form: &Form, ident: &Ident) -> TokenStream {
    let name = &form.constructor;
    let doc = docs::constructor(form);
    let arguments = Paths::inside().arguments(&form.arguments, ident);
    let sets = form.sets.iter().map(|(name, value)| {
        let value = literal(value, &quote!(p));
        quote!(.fixed(&[#name], #value))
    });
    let given = given(&form.arguments);
    let many = many(form.arguments.len());
    quote_spanned! {ident.span()=>
        #[doc = #doc]
        #many
        pub fn #name(#arguments) -> Self { Self { params: p::NO_PARAMS #(#sets)* #given } }
    }
}

pub(super) fn alternatives(alternatives: &Alternatives, method: &Method) -> TokenStream {
    let Alternatives { ident, name, same_as } = alternatives;
    let doc = docs::beside("Marks what may be given as", name, &method.ir.method);
    if let Some(first) = same_as {
        return quote_spanned!(ident.span()=> #[doc = #doc] pub type #ident = #first;);
    }
    quote_spanned! {ident.span()=>
        #[doc = #doc]
        pub enum #ident {}
    }
}
