//! `methods! { pub mod api { "event.*"; "placement.bind"; !"event.offline.*"; } }`

use b24_codegen::{Findings, Selection};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Token, Visibility};

use crate::options::{self, Specs};

/// What the user wrote.
struct Input {
    runtime: TokenStream,
    specs: Option<LitStr>,
    attributes: Vec<Attribute>,
    visibility: Visibility,
    name: Ident,
    selection: Selection,
}

pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let mut findings = Findings::default();
    let parse = |input: ParseStream<'_>| self::parse(input, &mut findings);
    let input = match parse.parse2(tokens) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let Input { runtime, specs, attributes, visibility, name, selection } = input;
    if selection.patterns.iter().all(|p| p.exclude) && findings.is_empty() {
        findings.add(name.span(), format!("`{name}` selects no method: write `mod {name} {{ \"event.bind\"; }}`"));
    }
    let (bindings, watched) = options::bindings(specs.as_ref(), &selection, &mut findings);
    let items = bindings.items(&runtime, false);
    let errors = [findings, bindings.findings].map(Findings::into_tokens);
    quote! {
        #(#attributes)*
        #[allow(dead_code, deprecated, unused_imports)]
        #visibility mod #name { #items }
        #watched
        #(#errors)*
    }
}

fn parse(input: ParseStream<'_>, findings: &mut Findings) -> syn::Result<Input> {
    let runtime = options::runtime(input)?;
    let mut specs = None;
    if Specs::next(input) {
        specs = Some(input.parse::<Specs>()?.0);
        input.parse::<Token![;]>()?;
    }
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility = input.parse()?;
    input
        .parse::<Token![mod]>()
        .map_err(|e| syn::Error::new(e.span(), "expected a module: `pub mod api { \"event.*\"; }`"))?;
    let name = input.parse()?;
    let content;
    syn::braced!(content in input);
    let mut selection = Selection::default();
    while !content.is_empty() {
        if let Err(error) = entry(&content, &mut selection, &mut specs) {
            findings.extend(error);
            skip(&content);
        }
    }
    Ok(Input { runtime, specs, attributes, visibility, name, selection })
}

fn entry(content: ParseStream<'_>, selection: &mut Selection, specs: &mut Option<LitStr>) -> syn::Result<()> {
    if Specs::next(content) {
        *specs = Some(content.parse::<Specs>()?.0);
    } else {
        selection.patterns.push(options::pattern(content)?);
    }
    if !content.is_empty() {
        content
            .parse::<Token![;]>()
            .map_err(|e| syn::Error::new(e.span(), "expected `;` behind the name: \"event.bind\"; \"event.get\";"))?;
    }
    Ok(())
}

/// Goes on behind the next semicolon, or before the next literal.
fn skip(content: ParseStream<'_>) {
    while !content.is_empty() && !content.peek(LitStr) {
        match content.parse::<TokenTree>() {
            Ok(TokenTree::Punct(punct)) if punct.as_char() == ';' => return,
            Ok(_) => {}
            Err(_) => return,
        }
    }
}
