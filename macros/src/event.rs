//! `event!("ONCRMDEALADD")`

use b24_codegen::{Findings, Pattern, Selection};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::LitStr;
use syn::parse::Parser;

use crate::messages::Family;

pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let literal = |input: syn::parse::ParseStream<'_>| input.parse::<LitStr>();
    let literal = match literal.parse2(tokens) {
        Ok(literal) => literal,
        Err(error) => {
            let what = "`event!` takes the code of an event as a literal: `event!(\"ONCRMDEALADD\")`";
            return syn::Error::new(error.span(), what).into_compile_error();
        }
    };
    let (text, span) = (literal.value(), literal.span());
    if text.contains('*') {
        return syn::Error::new(span, "`event!` takes one event; `events!` takes all that a pattern fits")
            .into_compile_error();
    }
    let mut findings = Findings::default();
    let selection = Selection { patterns: vec![Pattern { text, exclude: false, span }], scopes: None };
    let (found, _) = Family::Events.find(None, &selection, &mut findings);
    if findings.is_empty() && found.findings.is_empty() {
        return literal.into_token_stream();
    }
    // The literal stays what it is, so that nothing else is wrong.
    let errors = [findings, found.findings].map(Findings::into_tokens);
    quote_spanned!(span=> { #(#errors)* #literal })
}
