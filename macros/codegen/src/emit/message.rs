//! Messages: an enum of what a portal may send, and a module of what is in them.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::text::{Doc, Read, put};
use super::{docs, record, text};
use crate::MessageEnum;
use crate::model::{Message, Output};

/// The enum, its module, and what the runtime reads it by.
pub(crate) fn messages(messages: &[Message], runtime: &TokenStream, user: &MessageEnum, read: Read) -> TokenStream {
    let MessageEnum { attributes, visibility, name, module, family } = user;
    let p = quote!(#runtime::__private::v1);
    let unknown = quote!(#p::#family::Unknown);

    let variants = messages.iter().map(|message| {
        let Message { ident, span, .. } = message;
        let doc = docs::message(message);
        let deprecated = docs::deprecated(message.deprecated.as_ref(), &message.code);
        quote_spanned!(*span=> #[doc = #doc] #deprecated #ident(#module::#ident))
    });
    let codes = messages.iter().map(|message| &message.code);
    let idents: Vec<_> = messages.iter().map(|message| &message.ident).collect();
    let shown = messages.iter().map(|Message { ident, output, .. }| {
        let name = ident.to_string();
        let show = if matches!(output, Output::Record(_)) {
            quote!(#p::show_as(#name, payload, f))
        } else {
            quote!(f.debug_tuple(#name).field(payload).finish())
        };
        quote!(Self::#ident(payload) => #show)
    });
    let types = messages.iter().map(|message| types(message, read));
    let mut stored = String::new();
    record::stored(&mut stored, messages.iter().flat_map(|message| &message.types));
    let stored = text::tokens(&stored, read);
    let doc = format!("What comes in a `{name}`.");
    quote! {
        #attributes
        #visibility enum #name {
            #(#variants,)*
            /// What has another code, or does not fit what its page says.
            Unknown(#unknown),
        }
        #[allow(deprecated)]
        impl #p::Messages for #name {
            type Unknown = #unknown;
            const KNOWN: &'static [#p::Known<Self>] = &[#((#codes, |json| #p::payload(json, Self::#idents))),*];
            fn unknown(unknown: #unknown) -> Self { Self::Unknown(unknown) }
        }
        #[allow(deprecated)]
        impl #p::Clone for #name {
            fn clone(&self) -> Self {
                match self {
                    #(Self::#idents(payload) => Self::#idents(#p::Clone::clone(payload)),)*
                    Self::Unknown(unknown) => Self::Unknown(#p::Clone::clone(unknown)),
                }
            }
        }
        #[allow(deprecated)]
        impl #p::Debug for #name {
            fn fmt(&self, f: &mut #p::Formatter<'_>) -> #p::fmt::Result {
                match self {
                    #(#shown,)*
                    Self::Unknown(unknown) => #p::Debug::fmt(unknown, f),
                }
            }
        }
        #[doc = #doc]
        #[allow(dead_code, unused_imports)]
        #visibility mod #module {
            use #p as p;
            use p::prelude::*;
            #(#types)*
            #stored
        }
    }
}

/// What one message brings.
fn types(message: &Message, read: Read) -> TokenStream {
    let Message { code, ident, output, types, .. } = message;
    let mut text = String::new();
    record::records(&mut text, types, code);
    if !matches!(output, Output::Record(own) if own == ident) {
        let doc = docs::beside("What comes", "", code);
        put!(&mut text, Doc(&doc), "pub type ", ident, " = ", output, ";");
    }
    text::tokens(&text, read)
}
