//! What both doors take: where the IR is, and how literals select from it.

use std::path::{Path, PathBuf};

use b24_codegen::{Bindings, Findings, Pattern, Selection};
use b24_specs::index::{Damaged, Methods};
use b24_specs::ir::System;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{LitStr, Token};

/// `"event.*"` or `!"event.offline.*"`.
pub(crate) fn pattern(input: ParseStream<'_>) -> syn::Result<Pattern> {
    let exclude = input.parse::<Option<Token![!]>>()?.is_some();
    let literal: LitStr = input.parse().map_err(|e| {
        syn::Error::new(e.span(), "expected the name of a method as a literal: \"event.bind\", \"event.*\"")
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
pub(crate) struct Specs(pub(crate) LitStr);

impl Specs {
    pub(crate) fn next(input: ParseStream<'_>) -> bool {
        input.fork().parse::<Ident>().is_ok_and(|ident| ident == "specs")
    }
}

impl Parse for Specs {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<Ident>()?;
        input.parse::<Token![=]>()?;
        Ok(Self(input.parse()?))
    }
}

/// What was found in the IR, and the tokens that make the compiler watch the IR's file.
pub(crate) fn bindings(
    specs: Option<&LitStr>,
    selection: &Selection,
    findings: &mut Findings,
) -> (Bindings, TokenStream) {
    let read = specs.and_then(|literal| read(literal).map_err(|reason| findings.add(literal.span(), reason)).ok());
    // Where the user's file cannot be read, the shipped one keeps the user's other code from breaking, too.
    let found = match &read {
        Some(read) => from(&read.file, &read.methods, &read.system, selection),
        None => from("specs/ir/methods.jsonl", b24_specs::METHODS, b24_specs::SYSTEM, selection),
    };
    let watched = read.iter().flat_map(|read| &read.watched).filter_map(|path| path.to_str());
    let watched = quote!(#(const _: &[::core::primitive::u8] = ::core::include_bytes!(#watched);)*);
    match found {
        Ok(bindings) => (bindings, watched),
        Err(damaged) => {
            let span = specs.map_or_else(proc_macro2::Span::call_site, LitStr::span);
            findings.add(span, damaged);
            (Bindings::default(), watched)
        }
    }
}

fn from(file: &str, methods: &str, system: &str, selection: &Selection) -> Result<Bindings, Damaged> {
    let system = System::parse("system.json", system)?;
    Ok(Bindings::new(&Methods::new(file, methods)?, &system.types, selection))
}

/// A user's own IR.
struct Read {
    file: String,
    methods: String,
    system: String,
    watched: Vec<PathBuf>,
}

/// Reads the file, and `system.json` beside it where there is one.
fn read(literal: &LitStr) -> Result<Read, String> {
    let file = literal.value();
    let root = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let path = Path::new(&root).join(&file);
    let methods = std::fs::read_to_string(&path).map_err(|e| {
        // The path as it was written: where the crate lies on this machine does not belong in a message.
        format!("cannot read `{file}`: {e}; `specs` is a path from the folder of Cargo.toml to a `methods.jsonl`")
    })?;
    let beside = path.with_file_name("system.json");
    let mut watched = vec![path];
    let system = match std::fs::read_to_string(&beside) {
        Ok(system) => {
            watched.push(beside);
            system
        }
        Err(_) => b24_specs::SYSTEM.to_owned(),
    };
    Ok(Read { file, methods, system, watched })
}
