//! Errors: an enum a method, sorted out by the runtime from a table.

use b24_specs::ir::ErrorCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

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
    let names: Vec<&Ident> = method.errors.iter().map(|v| &v.ident).collect();
    let cases = method.errors.iter().map(|v| case(&v.case));
    let shown = shown(&ident, span, &quote!(p::MethodError::refusal(self)));
    quote_spanned! {span=>
        #[doc = #doc]
        #[non_exhaustive]
        pub enum #ident {
            #variants
            /// An error that every method can return.
            System(p::SystemError),
            /// An error that the page does not list.
            Other(p::Refusal),
        }
        impl p::MethodError for #ident {
            fn classify(refusal: p::Refusal) -> Self {
                p::sort(refusal, &[#((#cases, Self::#names)),*], Self::System, Self::Other)
            }
            fn refusal(&self) -> &p::Refusal {
                match self {
                    #(Self::#names(refusal))|* | Self::Other(refusal) => refusal,
                    Self::System(error) => error.refusal(),
                }
            }
        }
        #shown
        // A derived one, which tells the variant beside the code, would take the compiler as long as all else here.
        impl p::Debug for #ident {
            fn fmt(&self, f: &mut p::Formatter<'_>) -> p::fmt::Result {
                p::Debug::fmt(p::MethodError::refusal(self), f)
            }
        }
    }
}

/// The errors that every method has.
pub(super) fn system(errors: &[ErrorVariant], runtime: &TokenStream) -> TokenStream {
    let span = Span::call_site();
    let ident = Ident::new("SystemError", span);
    let variants = variants(errors, span);
    let arms = arms(errors);
    let names = errors.iter().map(|v| &v.ident);
    let cases = errors.iter().map(|v| case(&v.case));
    let shown = shown(&ident, span, &quote!(self.refusal()));
    quote! {
        use #runtime::__private::v1 as p;
        /// An error that every method can return.
        #[derive(p::Clone, p::Debug, p::PartialEq, p::Eq)]
        #[non_exhaustive]
        pub enum #ident { #variants }
        impl #ident {
            /// Finds the variant for what the portal answered.
            ///
            /// # Errors
            /// What was given, where it is no error that every method has.
            pub fn classify(refusal: p::Refusal) -> p::Result<Self, p::Refusal> {
                p::Ok(match p::classify(&refusal, &[#((#cases)),*]) {
                    #arms
                    _ => return p::Err(refusal),
                })
            }
            /// What the portal answered.
            pub fn refusal(&self) -> &p::Refusal {
                match self { #(Self::#names(refusal))|* => refusal }
            }
        }
        #shown
    }
}

fn variants(errors: &[ErrorVariant], span: Span) -> TokenStream {
    let variants =
        errors.iter().map(|ErrorVariant { ident, doc, .. }| quote_spanned!(span=> #[doc = #doc] #ident(p::Refusal),));
    quote!(#(#variants)*)
}

fn arms(errors: &[ErrorVariant]) -> TokenStream {
    let arms = errors.iter().enumerate().map(|(i, v)| {
        let ident = &v.ident;
        quote!(p::Some(#i) => Self::#ident(refusal),)
    });
    quote!(#(#arms)*)
}

/// Code, field and text, for the runtime to compare.
fn case(case: &ErrorCase) -> TokenStream {
    let (code, field) = (&case.code, case.field.as_deref().unwrap_or_default());
    let message = case.message.as_deref().unwrap_or_default();
    quote!(#code, #field, #message)
}

fn shown(ident: &Ident, span: Span, refusal: &TokenStream) -> TokenStream {
    quote_spanned! {span=>
        impl p::Display for #ident {
            fn fmt(&self, f: &mut p::Formatter<'_>) -> p::fmt::Result { p::Display::fmt(#refusal, f) }
        }
        impl p::StdError for #ident {}
    }
}
