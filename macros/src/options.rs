//! What all doors take: where the IR is, and how literals select from it.

use std::path::Path;

use b24_codegen::{Bindings, Findings, Pattern, Selection};
use b24_specs::index::{Damaged, Methods};
use b24_specs::ir::System;
use b24_specs::own::Own;
use b24_specs::wire::Entities;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Token, Visibility};

/// `"event.**"` or `!"event.offline.*"`.
pub(crate) fn pattern(input: ParseStream<'_>) -> syn::Result<Pattern> {
    let exclude = input.parse::<Option<Token![!]>>()?.is_some();
    let literal: LitStr = input.parse().map_err(|e| {
        syn::Error::new(e.span(), "expected a name in quotes, such as \"event.bind\", \"event.*\" or \"ONCRMDEALADD\"")
    })?;
    Ok(Pattern { text: literal.value(), exclude, span: literal.span() })
}

/// The runtime's path, as the wrapper in `b24` hands it over: `[$crate]`.
pub(crate) fn runtime(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let content;
    syn::bracketed!(content in input);
    content.parse()
}

/// `specs = "path"`.
struct Specs(LitStr);

impl Specs {
    fn next(input: ParseStream<'_>) -> bool {
        input.peek(syn::Ident)
            && (input.peek2(Token![=]) || input.fork().parse::<Ident>().is_ok_and(|name| name == "specs"))
    }
}

impl Parse for Specs {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name: Ident = input.parse()?;
        if name != "specs" {
            return Err(syn::Error::new(
                name.span(),
                format!("unknown option `{name}`: there is `specs = \"facts\"` alone"),
            ));
        }
        input.parse::<Token![=]>()?;
        Ok(Self(input.parse()?))
    }
}

/// What the user wrote: `specs = ".."; #[attributes] pub mod name { "event.*"; }`, or an `enum` of this form.
pub(crate) struct Input {
    pub(crate) runtime: TokenStream,
    pub(crate) specs: Option<LitStr>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) selection: Selection,
}

impl Input {
    /// `keyword` reads what stands before the name. A line between the braces that cannot be read is a finding, no more.
    pub(crate) fn parse(
        input: ParseStream<'_>,
        keyword: impl FnOnce(ParseStream<'_>) -> syn::Result<()>,
        findings: &mut Findings,
    ) -> syn::Result<Self> {
        let runtime = runtime(input)?;
        let mut specs = None;
        if Specs::next(input) {
            specs = Some(input.parse::<Specs>()?.0);
            input.parse::<Token![;]>()?;
        }
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        keyword(input)?;
        let name = input.parse()?;
        let content;
        syn::braced!(content in input);
        let (selection, within) = entries(&content, findings);
        Ok(Self { runtime, specs: within.or(specs), attributes, visibility, name, selection })
    }
}

/// Patterns, and perhaps where the IR is.
fn entries(content: ParseStream<'_>, findings: &mut Findings) -> (Selection, Option<LitStr>) {
    let (mut selection, mut specs) = (Selection::default(), None);
    while !content.is_empty() {
        if let Err(error) = entry(content, &mut selection, &mut specs) {
            findings.extend(error);
            skip(content);
        }
    }
    (selection, specs)
}

fn entry(content: ParseStream<'_>, selection: &mut Selection, specs: &mut Option<LitStr>) -> syn::Result<()> {
    if Specs::next(content) {
        *specs = Some(content.parse::<Specs>()?.0);
    } else {
        selection.patterns.push(pattern(content)?);
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

/// A file of the IR: the shipped one, or the user's.
pub(crate) struct Ir<'a> {
    /// Its name in errors.
    pub(crate) file: &'a str,
    /// Its lines.
    pub(crate) lines: &'a str,
}

/// What was found in the methods of the IR, and the tokens that make the compiler watch the IR's file.
pub(crate) fn bindings(
    specs: Option<&LitStr>,
    selection: &Selection,
    findings: &mut Findings,
) -> (Bindings, TokenStream) {
    let shipped = Ir { file: "specs/ir/methods.jsonl", lines: b24_specs::METHODS };
    found(specs, &shipped, findings, |ir, entities| {
        Ok(Bindings::new(&Methods::new(ir.file, ir.lines)?, entities, selection))
    })
}

/// What `find` makes of the user's IR, or of the shipped one; and the tokens that make the compiler watch the user's.
pub(crate) fn found<T: Default>(
    specs: Option<&LitStr>,
    shipped: &Ir<'_>,
    findings: &mut Findings,
    find: impl FnOnce(&Ir<'_>, &Entities) -> Result<T, Damaged>,
) -> (T, TokenStream) {
    let read =
        specs.and_then(|literal| read(literal, shipped).map_err(|reason| findings.add(literal.span(), reason)).ok());
    // Where the user's file cannot be read, the shipped one keeps the user's other code from breaking, too.
    let own = read.as_ref().map(|read| Ir { file: &read.file, lines: &read.lines });
    let system = read.as_ref().map_or(b24_specs::SYSTEM, |read| &read.system);
    let found =
        System::parse("system.json", system).and_then(|system| find(own.as_ref().unwrap_or(shipped), &system.types));
    let watched = read.iter().flat_map(|read| &read.paths).filter_map(|path| path.to_str());
    let watched = quote!(#(const _: &[::core::primitive::u8] = ::core::include_bytes!(#watched);)*);
    match found {
        Ok(found) => (found, watched),
        Err(damaged) => {
            let span = specs.map_or_else(proc_macro2::Span::call_site, LitStr::span);
            findings.add(span, damaged);
            (T::default(), watched)
        }
    }
}

/// Reads the user's file.
fn read(literal: &LitStr, shipped: &Ir<'_>) -> Result<Own, String> {
    let file = literal.value();
    let shipped = shipped.file.rsplit('/').next().unwrap_or_default();
    let root = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    // The path as it was written: where the crate lies on this machine does not belong in a message.
    Own::read(&Path::new(&root).join(&file), &file, shipped).map_err(|e| {
        format!(
            "cannot read `{file}`: {e}; `specs` is a path from the folder of Cargo.toml to a specs folder or to a file like \
             `{shipped}`"
        )
    })
}
