//! Procedural macros of `b24`: parsing of what the user wrote, and nothing else. Users reach them through `b24`, which
//! documents them.

mod derive;
mod event;
mod handler;
mod messages;
mod methods;
mod options;
mod system;

use proc_macro::TokenStream;

/// Code, read by the compiler.
fn read(code: &str) -> Option<proc_macro2::TokenStream> {
    code.parse::<TokenStream>().ok().map(Into::into)
}

/// `b24::methods!`, behind the path of the runtime in brackets.
#[doc(hidden)]
#[proc_macro]
pub fn methods(input: TokenStream) -> TokenStream {
    methods::expand(input.into()).into()
}

/// `b24::events!`, behind the path of the runtime in brackets.
#[doc(hidden)]
#[proc_macro]
pub fn events(input: TokenStream) -> TokenStream {
    messages::expand(messages::Family::Events, input.into()).into()
}

/// `b24::event!`
#[doc(hidden)]
#[proc_macro]
pub fn event(input: TokenStream) -> TokenStream {
    event::expand(input.into()).into()
}

/// `b24::placements!`, behind the path of the runtime in brackets.
#[doc(hidden)]
#[proc_macro]
pub fn placements(input: TokenStream) -> TokenStream {
    messages::expand(messages::Family::Placements, input.into()).into()
}

/// `#[derive(b24::Api)]`: a method of the client for each REST method that `#[b24(methods(..))]` selects.
#[proc_macro_derive(Api, attributes(b24))]
pub fn api(input: TokenStream) -> TokenStream {
    derive::expand(input.into()).into()
}

/// `b24::handler!`, behind the path of the runtime in brackets.
#[doc(hidden)]
#[proc_macro]
pub fn handler(input: TokenStream) -> TokenStream {
    handler::expand(input.into()).into()
}

/// The enum `SystemError`, for the runtime itself.
#[doc(hidden)]
#[proc_macro]
pub fn system_errors(_: TokenStream) -> TokenStream {
    system::expand().into()
}
