//! What the documentation gets wrong or tells only in prose, corrected by hand: data with an exact target, the value
//! that it expects there and the reason. One that no longer applies, or that the documentation has caught up with, is
//! left out with a warning, so that any documentation compiles; `check` refuses it.

mod file;
mod patch;

use std::path::Path;

use b24_specs::ir::{Field, Rule};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::commands::report::Finding;
use crate::diagnostic::{Code, Severity};
use crate::document::{Document, Key, called, page_file};
use crate::source::{Source, offset};
use crate::tree;
use crate::yfm::Offset;

pub use file::{Change, Corrections};

/// A file of corrections, read.
#[derive(Debug)]
pub struct CorrectionFile {
    source: Source,
    read: Result<Corrections, (Offset, String)>,
}

impl CorrectionFile {
    /// The page that it corrects, where that can be told.
    pub fn page(&self) -> Option<String> {
        self.read.as_ref().ok().map(|corrections| page_file(corrections.target()))
    }
}

/// Reads the corrections of a specs folder, in the order of their names.
///
/// # Errors
/// Where a file cannot be read. What is wrong inside is a finding when they are applied.
pub fn read(specs: &Path) -> Result<Vec<CorrectionFile>, String> {
    let folder = specs.join("corrections");
    let mut files = Vec::new();
    if folder.is_dir() {
        let entries = std::fs::read_dir(&folder).map_err(|e| format!("{}: cannot be read: {e}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|e| format!("{}: cannot be read: {e}", folder.display()))?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                files.push(path);
            }
        }
    }
    files.sort_unstable();
    files
        .iter()
        .map(|path| {
            let source = tree::read(path, &path.display().to_string())?;
            let read = file::parse(source.text());
            Ok(CorrectionFile { source, read })
        })
        .collect()
}

/// The corrections that b24c ships.
pub(crate) fn shipped() -> Vec<CorrectionFile> {
    let read = |(name, text): &(&str, &str)| {
        let source = Source::new(format!("<b24c>/corrections/{name}"), text.as_bytes().to_vec());
        CorrectionFile { read: file::parse(text), source }
    };
    b24_specs::CORRECTIONS.iter().map(read).collect()
}

/// Does a specs folder have corrections, or a place for them?
pub(crate) fn are_in(specs: &Path) -> bool {
    specs.join("corrections").is_dir()
}

/// Applies corrections to sorted documents, and tells of those that do not apply or are not needed. Of what corrects a
/// page that is there and cannot be read, nothing is known.
pub(crate) fn apply(files: &[CorrectionFile], documents: &mut [Document], unreadable: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        if file.page().is_some_and(|page| unreadable.contains(&page)) {
            continue;
        }
        let mut wrong = |at: Offset, (severity, message): Wrong| {
            findings.push(Finding::at(&file.source, (at, None), Code::Correction, message).weighing(severity));
        };
        let corrections = match &file.read {
            Ok(corrections) => corrections,
            Err((at, message)) => {
                wrong(*at, (Severity::Error, message.clone()));
                continue;
            }
        };
        let target = corrections.target();
        if let Ok(i) = documents.binary_search_by(|document| document.key().cmp(&target)) {
            correct(corrections, &mut documents[i], &mut wrong);
        } else {
            let message = if commands_of(target, documents) {
                format!("each command of {} has a page of its own: name one, `command = \"…\"`", called(target))
            } else {
                format!("no page beside the corrections describes {}: drop this file or mend the name", called(target))
            };
            wrong(0, misfit(message));
        }
    }
    findings
}

/// Is it a method that has commands, and none of them?
fn commands_of((folder, name, api, command): Key<'_>, documents: &[Document]) -> bool {
    command.is_empty() && documents.iter().map(Document::key).any(|key| (key.0, key.1, key.2) == (folder, name, api))
}

/// What is wrong with a correction: an error in itself, or a warning where it does not fit this documentation.
type Wrong = (Severity, String);

fn misfit(message: String) -> Wrong {
    (Severity::Warning, message)
}

fn correct(corrections: &Corrections, document: &mut Document, wrong: &mut impl FnMut(Offset, Wrong)) {
    for change in &corrections.change {
        let at = offset(change.span().start);
        let done = match document {
            Document::Method(method) => change_one(method, change.get_ref()),
            Document::Event(event) => change_one(event, change.get_ref()),
            Document::Placement(placement) => change_one(placement, change.get_ref()),
            Document::System(system) => change_one(system, change.get_ref()),
        };
        done.unwrap_or_else(|why| wrong(at, why));
    }
    let Document::Method(method) = document else {
        if let Some((span, _)) = corrections.rules().next() {
            wrong(offset(span.start), (Severity::Error, "only methods have rules".into()));
        }
        return;
    };
    let mut rules = Vec::new();
    let mut fit = true;
    for (span, rule) in corrections.rules() {
        if let Some(path) = paths(&rule).into_iter().find(|path| !is_parameter(&method.params, path)) {
            let message = format!("{} has no parameter `{path}`: the rule is stale", method.method);
            wrong(offset(span.start), misfit(message));
            fit = false;
        }
        rules.push(rule);
    }
    // Ways to call a method are told apart by each other: they hold together or not at all.
    if fit {
        method.rules.extend(rules);
    }
}

fn change_one<T: Serialize + DeserializeOwned>(item: &mut T, change: &Change) -> Result<(), Wrong> {
    let error = |message: String| (Severity::Error, message);
    let mut json = serde_json::to_value(&*item).map_err(|e| error(e.to_string()))?;
    patch::apply(&mut json, change).map_err(misfit)?;
    let changed: T =
        serde_json::from_value(json.clone()).map_err(|e| error(format!("the new value does not fit there: {e}")))?;
    // What the types do not know is dropped by them: then the value is not what it seems.
    let kept = serde_json::to_value(&changed).map_err(|e| error(e.to_string()))?;
    if patch::present(&kept) != patch::present(&json) {
        let message = "the new value holds a key that is not known there, or one that goes without saying: drop it";
        return Err(error(message.into()));
    }
    *item = changed;
    Ok(())
}

/// The paths of parameters that a rule speaks of.
fn paths(rule: &Rule) -> Vec<&str> {
    match rule {
        Rule::Form(form) => {
            let lists = form.requires.iter().chain(&form.optional).chain(&form.forbids).chain(&form.only);
            lists.chain(form.sets.keys()).map(String::as_str).collect()
        }
        Rule::ReachableUrl { param } => vec![param],
    }
}

fn is_parameter(fields: &[Field], path: &str) -> bool {
    fields.iter().any(|field| {
        path == field.name
            || path
                .strip_prefix(field.name.as_str())
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|rest| is_parameter(&field.fields, rest))
    })
}
