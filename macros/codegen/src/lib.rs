//! Turns the IR of Bitrix24's REST API into Rust.
//!
//! The stages: [`Selection`] says what is wanted, [`Bindings::new`] finds it in the IR and settles all names and types,
//! and what is left is written down as tokens: [`Bindings::items`] for a module, [`Bindings::client_methods`] for a
//! derived client. The macros `methods!` and `derive(Api)`, and the command that writes the same code to a file, are
//! doors to these.
//!
//! ```
//! use b24_codegen::{Bindings, Pattern, Selection};
//! use proc_macro2::Span;
//! use quote::quote;
//!
//! let pattern = |text: &str| Pattern { text: text.into(), exclude: false, span: Span::call_site() };
//! let selection = Selection { patterns: vec![pattern("event.*")], scopes: None };
//! let bindings = Bindings::new(&b24_specs::methods()?, &b24_specs::system()?.types, &selection);
//! assert!(bindings.findings.is_empty());
//! let code = bindings.items(&quote!(::b24), false, |code| code.parse().ok()).to_string();
//! assert!(code.contains("pub struct EventBind"));
//! # Ok::<(), b24_specs::index::Damaged>(())
//! ```

mod call;
mod emit;
mod findings;
mod model;
mod names;
mod outline;
mod select;

use b24_specs::index::{Codes, Methods};
use b24_specs::ir::{ErrorCase, Event, Placement, System};
use b24_specs::wire::Entities;
use proc_macro2::{Ident, Span, TokenStream};

pub use emit::Read;
pub use findings::Findings;
pub use model::{ReadAs, constructors, flag, is_named, naming, read_as, result_as};
pub use names::value_name;
pub use outline::{Listed, Outline};
pub use select::{Pattern, Scope, Selection, describing};

/// The selected methods, ready to be written down.
#[derive(Default)]
pub struct Bindings {
    methods: Vec<model::Method>,
    /// What was wrong. What could be made is made all the same.
    pub findings: Findings,
}

/// The user's type that gets a method for each REST method.
pub struct Client {
    /// How far its methods can be seen: `pub`, or nothing.
    pub visibility: TokenStream,
    /// Its field that holds the client.
    pub field: TokenStream,
    /// The type of that field, or what it refers to.
    pub field_type: TokenStream,
    /// The field is a reference.
    pub borrowed: bool,
    /// The module that holds [`Bindings::items`].
    pub module: TokenStream,
}

impl Bindings {
    /// Finds what is selected and settles its names and types. `entities` are the named types of `system.json`.
    pub fn new(index: &Methods<'_>, entities: &Entities, selection: &Selection) -> Self {
        let mut findings = Findings::default();
        let chosen = select::select(index, selection, &mut findings);
        let methods = model::methods(chosen, entities, &mut findings);
        Self { methods, findings }
    }

    /// The content of a module: requests, results and errors. `runtime` is the path of the crate `b24`; `client` adds
    /// what [`Self::client_methods`] needs. `read` reads code that is written as text.
    pub fn items(&self, runtime: &TokenStream, client: bool, read: Read) -> TokenStream {
        emit::items(&self.methods, runtime, client, read)
    }

    /// The methods of a derived client, for an `impl` of the user's type.
    pub fn client_methods(&self, runtime: &TokenStream, client: &Client) -> TokenStream {
        emit::methods(&self.methods, runtime, client)
    }
}

/// The selected events or placements, ready to be written down.
#[derive(Default)]
pub struct Messages {
    messages: Vec<model::Message>,
    /// What was wrong. What could be made is made all the same.
    pub findings: Findings,
}

/// The user's enum of messages.
pub struct MessageEnum {
    /// What stands before it.
    pub attributes: TokenStream,
    /// How far it and its module can be seen: `pub`, or nothing.
    pub visibility: TokenStream,
    /// Its name.
    pub name: Ident,
    /// Name of the module beside it, for the types of what is in the variants.
    pub module: Ident,
    /// The part of the runtime that it belongs to: `events` or `placement`.
    pub family: Ident,
}

impl Messages {
    /// Finds the selected events. `entities` are the named types of `system.json`.
    pub fn events(index: &Codes<'_, Event>, entities: &Entities, selection: &Selection) -> Self {
        let mut findings = Findings::default();
        let chosen = select::codes(index, "event", selection, &mut findings);
        Self { messages: model::messages(chosen, entities), findings }
    }

    /// Finds the selected placements. `entities` are the named types of `system.json`.
    pub fn placements(index: &Codes<'_, Placement>, entities: &Entities, selection: &Selection) -> Self {
        let mut findings = Findings::default();
        let chosen = select::codes(index, "placement", selection, &mut findings);
        Self { messages: model::messages(chosen, entities), findings }
    }

    /// The enum and its module. `runtime` is the path of the crate `b24`; `read` reads code that is written as text.
    pub fn items(&self, runtime: &TokenStream, user: &MessageEnum, read: Read) -> TokenStream {
        emit::messages(&self.messages, runtime, user, read)
    }
}

/// The enum of the errors that every method has, for the runtime itself; `read` reads code that is written as text.
pub fn system_error(system: &System, runtime: &TokenStream, read: Read) -> TokenStream {
    emit::system_error(&model::variants(&system.errors, Span::call_site()), runtime, read)
}

/// A name for a module of generated types: `Portal` gives `portal_api`.
pub fn module_name(of: &str) -> String {
    format!("{}_api", names::value_name(of))
}

/// An error's text as the runtime compares it: without quotes and its end, and with examples in `{..}`.
pub fn error_text(message: &str) -> String {
    model::error_text(message)
}

/// The variants that the errors of a page get, in its order: a name, and the error that it stands for.
pub fn error_names(errors: &[ErrorCase]) -> Vec<(String, ErrorCase)> {
    let variants = model::variants(errors, Span::call_site());
    variants.into_iter().map(|variant| (variant.ident.to_string(), variant.case)).collect()
}
