//! `SystemError`, from the shipped `system.json`.

use proc_macro2::{Span, TokenStream};
use quote::quote;

pub(crate) fn expand() -> TokenStream {
    match b24_specs::system() {
        Ok(system) => b24_codegen::system_error(&system, &quote!(crate), crate::read),
        Err(damaged) => syn::Error::new(Span::call_site(), damaged).into_compile_error(),
    }
}
