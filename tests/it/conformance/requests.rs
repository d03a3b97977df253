//! Documented requests, made with the generated builders.

use b24_codegen::Outline;
use b24_specs::wire::Entities;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};
use xtask::commands::Examples;

use super::report::Verdict;
use super::{contradiction, same};

/// A request that a page shows.
pub(super) struct Request<'a> {
    pub(super) place: String,
    pub(super) outline: &'a Outline<'a>,
    params: Map<String, Value>,
    /// What makes it, or why nothing does.
    pub(super) call: Result<TokenStream, String>,
}

/// The requests of a page.
pub(super) fn of_page<'a>(outline: &'a Outline<'a>, examples: &Examples) -> Vec<Request<'a>> {
    let requests = examples.requests.iter().filter_map(|example| Some((example.line, example.value.as_object()?)));
    requests
        .map(|(line, params)| Request {
            place: format!("{}:{line}", examples.page),
            outline,
            params: params.clone(),
            call: outline.call(params, &quote!(b24), &quote!(api)),
        })
        .collect()
}

impl Request<'_> {
    /// What became of it, given what the program sends.
    pub(super) fn verdict(&self, sent: Option<&Value>, entities: &Entities) -> Verdict {
        let documented = Value::Object(self.params.clone());
        let faults = match (&self.call, sent.map(|outcome| &outcome["sent"])) {
            (Ok(_), Some(sent)) if *sent == documented => return Verdict::Agrees,
            (Ok(_), Some(sent @ Value::Object(_))) => {
                let lost = same::losses("", &documented, Some(sent));
                let added = same::losses("", sent, Some(&documented));
                if lost.is_empty() && added.is_empty() {
                    return Verdict::Respelled;
                }
                [lost, added].concat()
            }
            (Ok(_), _) => vec![sent.map_or_else(|| "it was not sent".to_owned(), Value::to_string)],
            (Err(reason), _) => vec![reason.clone()],
        };
        let contradictions = contradiction::of_params(&self.outline.method.params, &self.params, entities);
        Verdict::of(faults, contradictions)
    }
}
