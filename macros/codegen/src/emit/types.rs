//! What parameters take: enums of the listed values, and builders of objects.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::request::{open, setter};
use super::{Paths, allowed, docs, literal};
use crate::model::{Alternatives, Choice, Form, Method, Object, Param};

pub(super) fn choice(choice: &Choice, method: &Method) -> TokenStream {
    let Choice { ident, path, variants, open, same_as } = choice;
    let span = ident.span();
    let doc = docs::beside("Value", path, &method.ir.method);
    if let Some(first) = same_as {
        return quote_spanned!(span=> #[doc = #doc] pub type #ident = #first;);
    }
    // Derived, the others would take the compiler several times as long.
    let (derived, copied) = if *open {
        (quote_spanned!(span=> p::Clone, p::Debug, p::PartialEq), None)
    } else {
        let copied = quote_spanned! {span=>
            impl p::Copy for #ident {}
            impl p::Clone for #ident { fn clone(&self) -> Self { *self } }
        };
        (quote_spanned!(span=> p::Debug, p::PartialEq), Some(copied))
    };
    let listed = variants.iter().map(|(name, value)| {
        let doc = docs::value(value);
        quote_spanned!(span=> #[doc = #doc] #name)
    });
    let wired = variants.iter().map(|(name, value)| {
        if let Some(value) = value.as_i64() {
            quote!(Self::#name => p::Value::from(#value))
        } else {
            let value = value.as_str().unwrap_or_default();
            quote!(Self::#name => p::Value::from(#value))
        }
    });
    let (other, other_wired) = open
        .then(|| {
            (
                quote_spanned!(span=> /** A value that the page does not list. */ Other(p::String),),
                quote!(Self::Other(value) => p::Value::from(value),),
            )
        })
        .unzip();
    quote_spanned! {span=>
        #[doc = #doc]
        #[derive(#derived)]
        #[non_exhaustive]
        pub enum #ident { #(#listed,)* #other }
        impl p::Eq for #ident {}
        #copied
        impl<P, M> p::Arg<#ident, P, M> for #ident {
            fn into_value(self) -> p::Value { match self { #(#wired,)* #other_wired } }
        }
    }
}

pub(super) fn object(object: &Object, method: &Method) -> TokenStream {
    let Object { ident, taken_as, either, unchosen, path, label, forms, optional, open, same_as } = object;
    let span = ident.span();
    let doc = docs::object(path, label.as_deref(), &method.ir.method);
    if let Some(first) = same_as {
        return quote_spanned!(span=> #[doc = #doc] pub type #ident = #first;);
    }
    let constructors = forms.iter().map(|form| constructor(form, ident));
    let setters = optional.iter().map(|param| setter(param, ident, None));
    let open = open.then(|| self::open(ident));
    let kind = if *either { quote!(ObjectsOf) } else { quote!(ObjectOf) };
    let unchosen =
        unchosen.then(|| quote_spanned!(span=> impl<P, M> p::UnchosenArg<p::#kind<#taken_as>, P, M> for #ident {}));
    quote_spanned! {span=>
        #[doc = #doc]
        #[must_use = "an object does nothing until a request takes it"]
        pub struct #ident { params: p::Params }
        impl #ident {
            #(#constructors)*
            #(#setters)*
            #open
        }
        impl<P, M> p::Arg<p::#kind<#taken_as>, P, M> for #ident {
            fn into_value(self) -> p::Value { self.params.into_value() }
        }
        #unchosen
    }
}

fn constructor(form: &Form, ident: &Ident) -> TokenStream {
    let name = &form.constructor;
    let doc = docs::constructor(form);
    let arguments = form.arguments.iter().map(|param| Paths::inside().argument(param, ident));
    let sets = form.sets.iter().map(|(name, value)| {
        let value = literal(value, &quote!(p));
        quote!(__object.params.fix(&[#name], #value);)
    });
    let given = form.arguments.iter().map(|Param { field, name, .. }| {
        let wire = &field.name;
        quote!(__object.params.set(#wire, #name);)
    });
    let made = quote!(Self { params: p::Params::new() });
    let body = if form.sets.is_empty() && form.arguments.is_empty() {
        made
    } else {
        quote! {
            let mut __object = #made;
            #(#sets)*
            #(#given)*
            __object
        }
    };
    let allowed = allowed(form);
    quote_spanned! {ident.span()=>
        #[doc = #doc]
        #allowed
        pub fn #name(#(#arguments),*) -> Self { #body }
    }
}

pub(super) fn alternatives(alternatives: &Alternatives, method: &Method) -> TokenStream {
    let Alternatives { ident, name } = alternatives;
    let doc = docs::beside("Marks what may be given as", name, &method.ir.method);
    quote_spanned! {ident.span()=>
        #[doc = #doc]
        pub enum #ident {}
    }
}
