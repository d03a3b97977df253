//! `methods! { pub mod api { "event.**"; "placement.bind"; !"event.offline.*"; } }`

use b24_codegen::Findings;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Token;
use syn::parse::{ParseStream, Parser};

use crate::options::{self, Input};

pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let mut findings = Findings::default();
    let parse = |input: ParseStream<'_>| Input::parse(input, keyword, &mut findings);
    let input = match parse.parse2(tokens) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let Input { runtime, specs, attributes, visibility, name, selection } = input;
    if selection.patterns.iter().all(|p| p.exclude) && findings.is_empty() {
        findings.add(name.span(), format!("`{name}` selects no method: write `mod {name} {{ \"event.bind\"; }}`"));
    }
    let (bindings, watched) = options::bindings(specs.as_ref(), &selection, &mut findings);
    let items = bindings.items(&runtime, false, crate::read);
    let errors = [findings, bindings.findings].map(Findings::into_tokens);
    quote! {
        #(#attributes)*
        #[allow(dead_code, deprecated, unused_imports, clippy::expl_impl_clone_on_copy)]
        #visibility mod #name { #items }
        #watched
        #(#errors)*
    }
}

fn keyword(input: ParseStream<'_>) -> syn::Result<()> {
    let parsed = input.parse::<Token![mod]>();
    parsed.map_err(|e| syn::Error::new(e.span(), "expected a module: `pub mod api { \"event.*\"; }`"))?;
    Ok(())
}
