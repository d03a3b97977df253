//! Errors: an enum of kinds a method, sorted out by the runtime from a table.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::docs;
use super::text::{Doc, Literal, put};
use crate::model::{ErrorVariant, Method};

/// The error type of a method.
pub(super) fn of_method(code: &mut String, method: &Method) {
    let ty = &method.ty;
    put!(code, Doc(&docs::beside("Error", "", &method.ir.method)));
    if method.errors.is_empty() {
        put!(code, "pub type ", ty, "Error = p::PlainError;");
        return;
    }
    if let Some(first) = &method.same_errors {
        put!(code, "pub type ", ty, "Error = ", first, "Error;");
        return;
    }
    put!(code, "#[derive(p::Clone, p::Copy)] #[non_exhaustive] pub enum ", ty, "Error {");
    for ErrorVariant { ident, doc, .. } in &method.errors {
        put!(code, Doc(doc), ident, ",");
    }
    put!(code, "/// An error that every method can return.\n System(p::SystemError),");
    put!(code, "/// An error that the page does not list.\n Other }");
    put!(
        code,
        "impl p::MethodError for ",
        ty,
        "Error { fn classify(refusal: &p::Refusal) -> Self { p::classify(refusal, &["
    );
    for ErrorVariant { ident, case, .. } in &method.errors {
        let (field, message) = (case.field.as_deref(), case.message.as_deref());
        put!(code, "(", Literal(&case.code), ",", Literal(field.unwrap_or_default()), ",");
        put!(code, Literal(message.unwrap_or_default()), ", Self::", ident, "),");
    }
    put!(code, "], Self::System, Self::Other) } }");
    // Derived, it would take the compiler nearly twice as long.
    put!(code, "impl p::Debug for ", ty, "Error { fn fmt(&self, f: &mut p::Formatter<'_>) -> p::fmt::Result {");
    put!(code, "f.write_str(match self {");
    for ErrorVariant { ident, .. } in &method.errors {
        put!(code, "Self::", ident, " => ", Literal(&ident.unraw().to_string()), ",");
    }
    put!(code, "Self::System(error) => return p::show_system(error, f), Self::Other => \"Other\" }) } }");
}

/// The errors that every method has.
pub(super) fn system(errors: &[ErrorVariant], runtime: &TokenStream) -> TokenStream {
    let variants = errors.iter().map(|ErrorVariant { ident, doc, .. }| quote!(#[doc = #doc] #ident,));
    let cases = errors.iter().map(|ErrorVariant { ident, case, .. }| {
        let (code, field) = (&case.code, case.field.as_deref().unwrap_or_default());
        let message = case.message.as_deref().unwrap_or_default();
        quote!((#code, #field, #message, Self::#ident))
    });
    quote! {
        use #runtime::__private::v1 as p;
        /// An error that every method can return.
        #[derive(p::Clone, p::Copy, p::Debug, p::PartialEq, p::Eq)]
        #[non_exhaustive]
        pub enum SystemError { #(#variants)* }
        impl SystemError {
            /// Which of them the portal answered, if it is one.
            pub fn classify(refusal: &p::Refusal) -> p::Option<Self> { p::find(refusal, &[#(#cases),*]) }
        }
    }
}
