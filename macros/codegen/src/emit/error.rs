//! Errors: an enum of kinds a method, sorted out by the runtime from a table.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::docs;
use super::text::{Doc, Literal, Read, put, tokens};
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
    variants(code, &method.errors);
    put!(code, "/// An error that every method can return.\n System(p::SystemError),");
    put!(code, "/// An error that the page does not list.\n Other }");
    put!(
        code,
        "impl p::MethodError for ",
        ty,
        "Error { fn classify(refusal: &p::Refusal) -> Self { p::classify(refusal, &["
    );
    cases(code, &method.errors);
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
pub(super) fn system(errors: &[ErrorVariant], runtime: &TokenStream, read: Read) -> TokenStream {
    let mut code = String::from("/// An error that every method can return.\n");
    put!(
        &mut code,
        "#[derive(p::Clone, p::Copy, p::Debug, p::PartialEq, p::Eq)] #[non_exhaustive] pub enum SystemError {"
    );
    variants(&mut code, errors);
    put!(&mut code, "} impl SystemError { /// Which of them the portal answered, if it is one.\n");
    put!(&mut code, "pub fn classify(refusal: &p::Refusal) -> p::Option<Self> { p::find(refusal, &[");
    cases(&mut code, errors);
    put!(&mut code, "]) } }");
    let kinds = tokens(&code, read);
    quote! {
        use #runtime::__private::v1 as p;
        #kinds
    }
}

fn variants(code: &mut String, errors: &[ErrorVariant]) {
    for ErrorVariant { ident, doc, .. } in errors {
        put!(code, Doc(doc), ident, ",");
    }
}

/// Code, field and text, for the runtime to compare, and what they stand for.
fn cases(code: &mut String, errors: &[ErrorVariant]) {
    for ErrorVariant { ident, case, .. } in errors {
        let (field, message) = (case.field.as_deref(), case.message.as_deref());
        put!(code, "(", Literal(&case.code), ",", Literal(field.unwrap_or_default()), ",");
        put!(code, Literal(message.unwrap_or_default()), ", Self::", ident, "),");
    }
}
