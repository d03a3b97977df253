//! `handler!("https://app.example/deal")`

use b24_specs::reach;
use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::LitStr;
use syn::parse::{ParseStream, Parser};

use crate::options;

pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let parse = |input: ParseStream<'_>| {
        let runtime = options::runtime(input)?;
        let literal: LitStr = input.parse().map_err(|e| {
            syn::Error::new(
                e.span(),
                "`handler!` takes a literal; for a text known only at run time there is `HandlerUrl::parse(text)?`",
            )
        })?;
        Ok((runtime, literal))
    };
    let (runtime, literal) = match parse.parse2(tokens) {
        Ok(parsed) => parsed,
        Err(error) => {
            let error = error.into_compile_error();
            return quote_spanned!(proc_macro2::Span::call_site()=> { #error });
        }
    };
    let error = reach::refusal(&literal.value()).map(|reason| {
        let message = format!(
            "a handler is an address that the portal can reach: {reason}; for a portal in your own network there is \
             `HandlerUrl::anywhere(text)?`"
        );
        syn::Error::new(literal.span(), message).into_compile_error()
    });
    let handler = quote_spanned!(literal.span()=> #runtime::__private::v1::checked_handler(#literal));
    match error {
        Some(error) => quote_spanned!(literal.span()=> { #error #handler }),
        None => handler,
    }
}
