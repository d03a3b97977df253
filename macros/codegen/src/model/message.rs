//! Events and placements: a variant each, and the types of what they bring.

use b24_specs::ir::{Deprecated, Event, Field, Placement};
use b24_specs::wire::Entities;
use proc_macro2::{Ident, Span};

use super::{Output, TypeDef, Types, output, shared};
use crate::names;
use crate::select::ChosenCodes;

/// A message that a portal sends, ready to be written down.
pub(crate) struct Message {
    /// The code, as the portal sends it.
    pub(crate) code: String,
    pub(crate) page: String,
    pub(crate) title: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) deprecated: Option<Deprecated>,
    /// The literal that selected it.
    pub(crate) span: Span,
    /// Name of the variant and of the type in it.
    pub(crate) ident: Ident,
    /// What it brings.
    pub(crate) output: Output,
    /// Types of what it brings.
    pub(crate) types: Vec<TypeDef>,
}

/// What events and placements have in common.
pub(crate) struct Source {
    page: String,
    title: String,
    scopes: Vec<String>,
    deprecated: Option<Deprecated>,
    payload: Field,
}

impl From<Event> for Source {
    fn from(event: Event) -> Self {
        let Event { page, title, scopes, deprecated, params, .. } = event;
        Self { page, title, scopes, deprecated, payload: payload("data", params) }
    }
}

impl From<Placement> for Source {
    fn from(placement: Placement) -> Self {
        let Placement { page, title, scopes, deprecated, params, .. } = placement;
        Self { page, title, scopes, deprecated, payload: payload("PLACEMENT_OPTIONS", params) }
    }
}

/// The parameter of that name. A page that has none does not say that nothing is sent.
fn payload(name: &str, params: Vec<Field>) -> Field {
    let found = params.into_iter().find(|param| param.name == name);
    let mut payload = found.unwrap_or_else(|| Field { name: name.into(), ty: "object".into(), ..Field::default() });
    as_maps(&mut payload);
    payload
}

/// Pages of messages show what PHP has, and there a map is an `array`.
fn as_maps(field: &mut Field) {
    if field.ty == "array" && !field.fields.is_empty() {
        field.ty = "object".into();
    }
    field.fields.iter_mut().for_each(as_maps);
}

/// Settles the names and types of the chosen messages.
pub(crate) fn messages<T: Into<Source>>(chosen: ChosenCodes<T>, entities: &Entities) -> Vec<Message> {
    let mut types = Types::new(chosen.all, entities);
    // What comes under no code that was chosen.
    types.message("Unknown", Span::call_site());
    let mut records = shared::Alike::default();
    let of_code = |(code, source, literal): (String, T, Span)| {
        let Source { page, title, scopes, deprecated, payload } = source.into();
        let span = Span::call_site().located_at(literal);
        let ident = types.message(&names::pascal(&words(&code, &page)), span);
        let output = output::payload(&payload, &ident, &mut types);
        let mut types = types.take();
        records.share(&mut types);
        Message { code, page, title, scopes, deprecated, span, ident, output, types }
    };
    chosen.codes.into_iter().map(of_code).collect()
}

/// The words of a code. `ONCRMDEALADD` runs them together; the name of its page, `on-crm-deal-add.md`, does not.
fn words(code: &str, page: &str) -> Vec<String> {
    let file = page.rsplit('/').next().unwrap_or(page);
    let stem = file.strip_suffix(".md").unwrap_or(file);
    names::words(if names::flat(stem) == names::flat(code) { stem } else { code })
}
