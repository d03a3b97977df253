//! What changed between two states of the documentation.

use std::collections::BTreeSet;
use std::path::Path;

use b24_codegen::Pattern;
use clap::ValueEnum;

use super::report::print_text;
use super::{Outcome, nearest, snapshot, store};
use crate::diff::{self, Class, Diff, Entry, Kind, Snapshot, Version, render};
use crate::document::{Document, Folder};

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
    /// Patterns of methods, events and placements; none for everything.
    pub(crate) methods: &'a [String],
    pub(crate) format: Format,
    /// The file to write to; none for the standard output.
    pub(crate) out: Option<&'a Path>,
    /// The version that the changes come after.
    pub(crate) version: Version,
}

/// `b24c diff`
pub(crate) fn run(request: &Request<'_>) -> Result<Outcome, String> {
    let (old, new) = snapshot::load_both(request.old, request.new)?;
    let mut found = diff::diff(&old, &new);
    if !request.methods.is_empty() {
        let patterns: Vec<_> = request.methods.iter().map(|text| Pattern::of_argument(text)).collect();
        known(&patterns, &old, &new)?;
        found.entries.retain(|entry| is_wanted(entry, &patterns));
    }
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

/// Every pattern names something of one state or the other.
fn known(patterns: &[Pattern], old: &Snapshot, new: &Snapshot) -> Result<(), String> {
    let documents = old.documents.iter().chain(&new.documents).map(Document::key);
    let names: BTreeSet<&str> = documents.map(|(_, name, ..)| name).collect();
    match patterns.iter().find(|pattern| !names.iter().any(|name| pattern.names(name))) {
        None => Ok(()),
        Some(Pattern { text, .. }) => {
            let near = nearest(text, names.into_iter());
            Err(format!("--methods {text}: neither state has such a method, event or placement{near}"))
        }
    }
}

/// Is it one of those that are asked for, under its name or the one that it had, or what holds for all methods?
fn is_wanted(entry: &Entry, patterns: &[Pattern]) -> bool {
    let renamed = entry.changes.iter().find(|change| change.kind == Kind::Renamed);
    let before = renamed.and_then(|change| change.old.split(' ').next());
    let named = |pattern: &Pattern| pattern.names(&entry.name) || before.is_some_and(|name| pattern.names(name));
    let mut taken = patterns.iter().filter(|pattern| !pattern.exclude).peekable();
    if entry.folder == Folder::System {
        return true;
    }
    let is_taken = taken.peek().is_none() || taken.any(named);
    is_taken && !patterns.iter().any(|pattern| pattern.exclude && named(pattern))
}

fn outcome(diff: &Diff) -> Outcome {
    match diff.class() {
        None | Some(Class::DocumentationOnly) => Outcome::Fine,
        Some(Class::Additive) => Outcome::Additive,
        Some(Class::BreaksAtRunTime | Class::BreaksTheBuild) => Outcome::Breaking,
    }
}
