//! What changed between two states of the documentation.

use std::path::Path;

use clap::ValueEnum;

use super::report::print_text;
use super::{Outcome, snapshot, store};
use crate::diff::{self, Class, Diff, Version, render};

/// How changes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal
    Text,
    /// A section of a changelog, under the next version
    Markdown,
    /// One object a line: an entry each, and a summary
    Json,
    /// A page for a browser, to be filtered
    Html,
}

/// What `b24c diff` was asked for.
pub(crate) struct Request<'a> {
    pub(crate) old: &'a str,
    pub(crate) new: &'a str,
    pub(crate) format: Format,
    /// The file to write to; none for the standard output.
    pub(crate) out: Option<&'a Path>,
    /// The version that the changes come after.
    pub(crate) version: Version,
}

/// `b24c diff`
pub(crate) fn run(request: &Request<'_>) -> Result<Outcome, String> {
    let (old, new) = snapshot::load_both(request.old, request.new)?;
    let found = diff::diff(&old, &new);
    let version = request.version;
    let text = match request.format {
        Format::Text => render::terminal(&found, version),
        Format::Markdown => render::markdown(&found, version),
        Format::Json => render::json(&found, version),
        Format::Html => render::html(&found, version),
    };
    match request.out {
        None => print_text(&text),
        Some(file) => store::put(file, &text)?,
    }
    Ok(outcome(&found))
}

fn outcome(diff: &Diff) -> Outcome {
    match diff.class() {
        None | Some(Class::DocumentationOnly) => Outcome::Fine,
        Some(Class::Additive) => Outcome::Additive,
        Some(Class::BreaksAtRunTime | Class::BreaksTheBuild) => Outcome::Breaking,
    }
}
