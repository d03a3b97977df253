//! Errors: an enum of kinds a method, sorted out by the runtime from a table.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use super::docs;
use crate::model::{ErrorVariant, Method};

/// The error type of a method.
pub(super) fn of_method(method: &Method) -> TokenStream {
    let ident = format_ident!("{}Error", method.ty);
    let span = method.span;
    let doc = docs::beside("Error", "", &method.ir.method);
    if method.errors.is_empty() {
        return quote_spanned!(span=> #[doc = #doc] pub type #ident = p::PlainError;);
    }
    if let Some(first) = &method.same_errors {
        let first = format_ident!("{first}Error");
        return quote_spanned!(span=> #[doc = #doc] pub type #ident = #first;);
    }
    let variants = variants(&method.errors, span);
    let names = method.errors.iter().map(|v| &v.ident);
    let shown = method.errors.iter().map(|v| v.ident.unraw().to_string());
    let cases = cases(&method.errors);
    quote_spanned! {span=>
        #[doc = #doc]
        #[derive(p::Clone, p::Copy)]
        #[non_exhaustive]
        pub enum #ident {
            #variants
            /// An error that every method can return.
            System(p::SystemError),
            /// An error that the page does not list.
            Other,
        }
        impl p::MethodError for #ident {
            fn classify(refusal: &p::Refusal) -> Self {
                p::classify(refusal, &[#cases], Self::System, Self::Other)
            }
        }
        // Derived, it would take the compiler nearly twice as long.
        impl p::Debug for #ident {
            fn fmt(&self, f: &mut p::Formatter<'_>) -> p::fmt::Result {
                f.write_str(match self {
                    #(Self::#names => #shown,)*
                    Self::System(error) => return p::show_system(error, f),
                    Self::Other => "Other",
                })
            }
        }
    }
}

/// The errors that every method has.
pub(super) fn system(errors: &[ErrorVariant], runtime: &TokenStream) -> TokenStream {
    let variants = variants(errors, Span::call_site());
    let cases = cases(errors);
    quote! {
        use #runtime::__private::v1 as p;
        /// An error that every method can return.
        #[derive(p::Clone, p::Copy, p::Debug, p::PartialEq, p::Eq)]
        #[non_exhaustive]
        pub enum SystemError { #variants }
        impl SystemError {
            /// Which of them the portal answered, if it is one.
            pub fn classify(refusal: &p::Refusal) -> p::Option<Self> { p::find(refusal, &[#cases]) }
        }
    }
}

fn variants(errors: &[ErrorVariant], span: Span) -> TokenStream {
    let variants = errors.iter().map(|ErrorVariant { ident, doc, .. }| quote_spanned!(span=> #[doc = #doc] #ident,));
    quote!(#(#variants)*)
}

/// Code, field and text, for the runtime to compare, and what they stand for.
fn cases(errors: &[ErrorVariant]) -> TokenStream {
    let cases = errors.iter().map(|ErrorVariant { ident, case, .. }| {
        let (code, field) = (&case.code, case.field.as_deref().unwrap_or_default());
        let message = case.message.as_deref().unwrap_or_default();
        quote!((#code, #field, #message, Self::#ident))
    });
    quote!(#(#cases),*)
}
