//! The form of a file of corrections.

use std::ops::Range;

use b24_specs::ir::{Api, Form, Rule};
use serde::Deserialize;
use serde_json::{Map, Value};
use toml::Spanned;

use crate::document::{Folder, Key};
use crate::source::offset;
use crate::yfm::Offset;

/// The corrections of one method, event or placement, or of what holds for all.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrections {
    method: Option<String>,
    /// For a method that both interfaces have.
    #[serde(default)]
    api: Api,
    /// For a method each of whose commands has a page of its own.
    #[serde(default)]
    command: String,
    event: Option<String>,
    placement: Option<String>,
    /// What holds for all.
    #[serde(default)]
    system: bool,
    /// Values that the pages give wrong or not at all.
    #[serde(default)]
    pub change: Vec<Spanned<Change>>,
    #[serde(default)]
    form: Vec<Spanned<FormEntry>>,
    #[serde(default)]
    reachable_url: Vec<Spanned<ReachableUrl>>,
}

/// One value corrected.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Why.
    reason: String,
    /// The page that says so.
    page: String,
    /// The way to the value in the IR: keys of objects; in a list of fields the name of one.
    pub at: Vec<String>,
    /// The value that is there before; left out where there is none.
    pub was: Option<Value>,
    /// The value to be; left out where it is to go.
    pub now: Option<Value>,
}

/// A [`Form`], and why. Its fields are here again, as serde does not refuse an unknown field of what is flattened.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormEntry {
    reason: String,
    page: String,
    name: String,
    #[serde(default)]
    sets: Map<String, Value>,
    #[serde(default)]
    requires: Vec<String>,
    #[serde(default)]
    optional: Vec<String>,
    #[serde(default)]
    forbids: Vec<String>,
    #[serde(default)]
    only: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReachableUrl {
    reason: String,
    page: String,
    param: String,
}

/// Reads a file; the error has its place.
pub(super) fn parse(text: &str) -> Result<Corrections, (Offset, String)> {
    let corrections: Corrections =
        toml::from_str(text).map_err(|e| (offset(e.span().map_or(0, |span| span.start)), e.message().to_owned()))?;
    let named = [&corrections.method, &corrections.event, &corrections.placement];
    if named.into_iter().flatten().count() + usize::from(corrections.system) != 1 {
        let one = "write one of `method = \"…\"`, `event = \"…\"`, `placement = \"…\"` and `system = true` at the top";
        return Err((0, one.into()));
    }
    match corrections.unexplained() {
        Some(span) => Err((offset(span.start), "give `reason` and `page`: why, and which page says so".into())),
        None => Ok(corrections),
    }
}

impl Corrections {
    /// The key of the document that they correct.
    pub(super) fn target(&self) -> Key<'_> {
        match (&self.method, &self.event, &self.placement) {
            _ if self.system => (Folder::System, "system", Api::V2, ""),
            (_, Some(event), _) => (Folder::Events, event, Api::V2, ""),
            (_, _, Some(placement)) => (Folder::Placements, placement, Api::V2, ""),
            (method, None, None) => (Folder::Methods, method.as_deref().unwrap_or_default(), self.api, &self.command),
        }
    }

    /// The rules, in the order of the file: forms, then addresses.
    pub(super) fn rules(&self) -> impl Iterator<Item = (Range<usize>, Rule)> + '_ {
        let forms = self.form.iter().map(|form| {
            let FormEntry { name, sets, requires, optional, forbids, only, .. } = form.get_ref();
            let form_rule = Form {
                name: name.clone(),
                sets: sets.clone(),
                requires: requires.clone(),
                optional: optional.clone(),
                forbids: forbids.clone(),
                only: only.clone(),
            };
            (form.span(), Rule::Form(form_rule))
        });
        let urls = self.reachable_url.iter();
        forms.chain(urls.map(|url| (url.span(), Rule::ReachableUrl { param: url.get_ref().param.clone() })))
    }

    /// The first correction that gives no reason or no page.
    fn unexplained(&self) -> Option<Range<usize>> {
        let changes = self.change.iter().map(|one| (one.span(), &one.get_ref().reason, &one.get_ref().page));
        let forms = self.form.iter().map(|one| (one.span(), &one.get_ref().reason, &one.get_ref().page));
        let urls = self.reachable_url.iter().map(|one| (one.span(), &one.get_ref().reason, &one.get_ref().page));
        changes
            .chain(forms)
            .chain(urls)
            .find(|(_, reason, page)| reason.trim().is_empty() || page.trim().is_empty())
            .map(|(span, _, _)| span)
    }
}
