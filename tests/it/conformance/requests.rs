//! Documented requests in all languages, made with the generated builders.

use b24_codegen::Outline;
use b24_specs::wire::Entities;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};
use xtask::commands::{Language, Shown};

use super::report::{Verdict, requests_in};
use super::{contradiction, same};

/// A request that a page shows, once or more often.
pub(super) struct Request<'a> {
    shown: Vec<(u32, Language)>,
    pub(super) outline: &'a Outline<'a>,
    params: Map<String, Value>,
    /// What makes it, or why nothing does.
    pub(super) call: Result<TokenStream, String>,
}

/// The requests of a page. What it says in several languages is one request, and built once.
pub(super) fn of_page<'a>(outline: &'a Outline<'a>, shown: &Shown) -> Vec<Request<'a>> {
    let mut requests: Vec<Request<'a>> = Vec::new();
    for example in &shown.requests {
        let Some(params) = example.params.as_object() else { continue };
        let place = (example.line, example.language);
        if let Some(same) = requests.iter_mut().find(|request| request.params == *params) {
            same.shown.push(place);
        } else {
            let call = outline.call(params, &quote!(b24), &quote!(api));
            requests.push(Request { shown: vec![place], outline, params: params.clone(), call });
        }
    }
    requests
}

impl Request<'_> {
    /// The page, and each line where it shows this request.
    pub(super) fn place(&self) -> String {
        let lines: Vec<String> =
            self.shown.iter().map(|(line, language)| format!("{line} {}", language.name())).collect();
        format!("{}:{}", self.outline.method.page, lines.join(", "))
    }

    /// What it is counted as, once for each time that it is shown.
    pub(super) fn kinds(&self) -> Vec<&'static str> {
        self.shown.iter().map(|&(_, language)| requests_in(language)).collect()
    }

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
