//! Errors: an enum of kinds a method, sorted out by the runtime from a table.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::docs;
use super::text::{Doc, Literal, Piece, Read, put, tokens};
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
    put!(code, "#[non_exhaustive] pub enum ", ty, "Error {");
    variants(code, &method.errors);
    put!(code, "/// An error that the page does not list.\n Other }");
    // Derived, it would take the compiler twice as long.
    put!(code, "impl p::Debug for ", ty, "Error { fn fmt(&self, f: &mut p::Formatter<'_>) -> p::fmt::Result {");
    put!(code, "p::show_kind(self, f) } }");
    put!(code, "impl p::OwnError for ", ty, "Error { fn own_kinds() -> p::Kinds<Self> { p::Kinds { own: ");
    kinds(code, &method.errors);
    put!(code, ", cases: ", Literal(&cases(&method.errors)), ", other: &Self::Other } } }");
}

/// The errors that every method has.
pub(crate) fn system_error(errors: &[ErrorVariant], runtime: &TokenStream, read: Read) -> TokenStream {
    let mut code = String::from("/// An error that every method can return.\n");
    put!(
        &mut code,
        "#[derive(p::Clone, p::Copy, p::Debug, p::PartialEq, p::Eq)] #[non_exhaustive] pub enum SystemError {"
    );
    variants(&mut code, errors);
    put!(&mut code, "} impl SystemError { /// Which of them the portal answered, if it is one.\n");
    put!(&mut code, "pub fn classify(refusal: &p::Refusal) -> p::Option<Self> { p::find(refusal, ");
    kinds(&mut code, errors);
    put!(&mut code, ",", Literal(&cases(errors)), ").copied() } }");
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

/// All that a page lists.
fn kinds(code: &mut String, errors: &[ErrorVariant]) {
    put!(code, "&[");
    for ErrorVariant { ident, .. } in errors {
        put!(code, "Self::", ident, ",");
    }
    put!(code, "]");
}

/// Name, code, fields and text of each, as the runtime reads them: a line each, with tabs between. Where the code is enough, it
/// is all.
fn cases(errors: &[ErrorVariant]) -> String {
    let mut cases = String::new();
    for ErrorVariant { ident, case, text, .. } in errors {
        put!(&mut cases, ident.unraw(), "\t", Cell(&filled_in(&case.code)));
        if let Some(text) = text {
            let fields = case.field.as_deref().unwrap_or_default();
            put!(&mut cases, "\t", Cell(&fields.replace(", ", "|")), "\t", Cell(text));
        }
        put!(&mut cases, "\n");
    }
    cases
}

/// A code with `{..}` around what the server fills in: `NOT_PAID[...]`, `CONTROLLER_ERROR_<CODE>`.
fn filled_in(code: &str) -> Cow<'_, str> {
    let named = || {
        let (before, rest) = code.split_once('<')?;
        let (name, behind) = rest.split_once('>')?;
        Some(format!("{before}{{{name}}}{behind}"))
    };
    match code.split_once("[...]") {
        Some((before, behind)) => format!("{before}[{{...}}]{behind}").into(),
        None => named().map_or(code.into(), Cow::Owned),
    }
}

/// A text between tabs. What the documentation says is in one line already.
struct Cell<'a>(&'a str);

impl Piece for Cell<'_> {
    fn put(&self, code: &mut String) {
        if self.0.contains('\t') || self.0.contains('\n') {
            put!(code, self.0.replace(['\t', '\n'], " "));
        } else {
            put!(code, self.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use b24_specs::ir::ErrorCase;
    use proc_macro2::Span;

    #[test]
    fn a_case_is_a_line_whatever_its_text_holds() {
        let case = |code: &str, message: &str| ErrorCase {
            code: code.into(),
            message: Some(message.into()),
            ..ErrorCase::default()
        };
        let errors = [case("0", "No\tID,\r\nsorry"), case("SE\tLF", "Sorry"), case("0", "\"C:\\\"")];
        let cases = super::cases(&crate::model::variants(&errors, Span::call_site()));
        assert_eq!(cases, "NoIdSorry\t0\t\tNo ID, sorry\nSeLf\tSE LF\nC\t0\t\tC:\\\n");
    }

    #[test]
    fn a_code_may_have_a_part_that_the_server_fills_in() {
        for (code, pattern) in [
            ("NOT_PAID[...]", "NOT_PAID[{...}]"),
            ("CONTROLLER_ERROR_<CODE>", "CONTROLLER_ERROR_{CODE}"),
            ("NOT_PAID", "NOT_PAID"),
            ("A<B", "A<B"),
        ] {
            assert_eq!(super::filled_in(code), pattern);
        }
    }
}
