//! `events! { pub enum AppEvent { "ONAPPINSTALL"; "ONCRMDEAL*"; } }`, and `placements!` of the same form.

use b24_codegen::{Findings, MessageEnum, Messages, Selection, value_name};
use b24_specs::index::Codes;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Token};

use crate::options::{self, Input, Ir};

/// Which of the portal's messages.
#[derive(Clone, Copy)]
pub(crate) enum Family {
    Events,
    Placements,
}

impl Family {
    /// What one of them is called.
    fn noun(self) -> &'static str {
        match self {
            Self::Events => "event",
            Self::Placements => "placement",
        }
    }

    /// The part of the runtime that reads them.
    fn module(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Placements => "placement",
        }
    }

    /// One of them, for the compiler's messages.
    fn example(self) -> &'static str {
        match self {
            Self::Events => "pub enum AppEvent { \"ONCRMDEAL*\"; }",
            Self::Placements => "pub enum AppWidget { \"CRM_DEAL_DETAIL_TAB\"; }",
        }
    }

    fn keyword(self, input: ParseStream<'_>) -> syn::Result<()> {
        let parsed = input.parse::<Token![enum]>();
        parsed.map_err(|e| syn::Error::new(e.span(), format!("expected an enum: `{}`", self.example())))?;
        Ok(())
    }

    /// What the patterns fit.
    pub(crate) fn find(
        self,
        specs: Option<&LitStr>,
        selection: &Selection,
        findings: &mut Findings,
    ) -> (Messages, TokenStream) {
        match self {
            Self::Events => {
                let shipped = Ir { file: "specs/ir/events.jsonl", lines: b24_specs::EVENTS };
                options::found(specs, &shipped, findings, |ir, entities| {
                    Ok(Messages::events(&Codes::new(ir.file, ir.lines)?, entities, selection))
                })
            }
            Self::Placements => {
                let shipped = Ir { file: "specs/ir/placements.jsonl", lines: b24_specs::PLACEMENTS };
                options::found(specs, &shipped, findings, |ir, entities| {
                    Ok(Messages::placements(&Codes::new(ir.file, ir.lines)?, entities, selection))
                })
            }
        }
    }
}

pub(crate) fn expand(family: Family, tokens: TokenStream) -> TokenStream {
    let mut findings = Findings::default();
    let parse = |input: ParseStream<'_>| Input::parse(input, |input| family.keyword(input), &mut findings);
    let input = match parse.parse2(tokens) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let Input { runtime, specs, attributes, visibility, name, selection } = input;
    if selection.patterns.iter().all(|p| p.exclude) && findings.is_empty() {
        findings.add(name.span(), format!("`{name}` selects no {}: write `{}`", family.noun(), family.example()));
    }
    let (messages, watched) = family.find(specs.as_ref(), &selection, &mut findings);
    let module = Ident::new(&value_name(&name.to_string()), name.span());
    let items = messages.items(
        &runtime,
        &MessageEnum {
            attributes: quote!(#(#attributes)*),
            visibility: visibility.to_token_stream(),
            name,
            module,
            family: format_ident!("{}", family.module()),
        },
        crate::read,
    );
    let errors = [findings, messages.findings].map(Findings::into_tokens);
    quote! {
        #items
        #watched
        #(#errors)*
    }
}
