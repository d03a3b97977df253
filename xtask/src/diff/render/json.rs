//! For programs: one object a line, an entry each, and a summary at the end.

use b24_specs::ir::Api;
use serde::Serialize;

use super::next;
use crate::diff::kinds::Class;
use crate::diff::model::Diff;
use crate::diff::version::Version;

#[derive(Serialize)]
struct EntryLine<'a> {
    what: &'a str,
    name: &'a str,
    api: Api,
    #[serde(skip_serializing_if = "str::is_empty")]
    command: &'a str,
    page: &'a str,
    class: Class,
    changes: Vec<ChangeObject<'a>>,
}

#[derive(Serialize)]
struct ChangeObject<'a> {
    rule: &'static str,
    class: Class,
    title: &'static str,
    why: &'static str,
    at: &'a str,
    old: &'a str,
    new: &'a str,
}

#[derive(Serialize)]
struct Summary<'a> {
    old: &'a str,
    new: &'a str,
    class: Option<Class>,
    breaks_the_build: usize,
    breaks_at_run_time: usize,
    additive: usize,
    documentation_only: usize,
    version: String,
    next_version: String,
}

/// The changes as JSON lines, and a summary.
pub fn json(diff: &Diff, version: Version) -> String {
    let mut out = entries(diff);
    let summary = Summary {
        old: &diff.old,
        new: &diff.new,
        class: diff.class(),
        breaks_the_build: diff.count(Class::BreaksTheBuild),
        breaks_at_run_time: diff.count(Class::BreaksAtRunTime),
        additive: diff.count(Class::Additive),
        documentation_only: diff.count(Class::DocumentationOnly),
        version: version.to_string(),
        next_version: next(diff, version).to_string(),
    };
    push(&mut out, &summary);
    out
}

/// The changes as JSON lines.
pub fn entries(diff: &Diff) -> String {
    let mut out = String::new();
    for entry in &diff.entries {
        let changes = entry.changes.iter().map(|change| ChangeObject {
            rule: change.kind.id(),
            class: change.kind.class(),
            title: change.kind.title(),
            why: change.kind.why(),
            at: &change.at,
            old: &change.old,
            new: &change.new,
        });
        let line = EntryLine {
            what: entry.what(),
            name: &entry.name,
            api: entry.api,
            command: &entry.command,
            page: &entry.page,
            class: entry.class(),
            changes: changes.collect(),
        };
        push(&mut out, &line);
    }
    out
}

fn push(out: &mut String, value: &impl Serialize) {
    // Texts and numbers alone: there is nothing that JSON cannot hold.
    if let Ok(line) = serde_json::to_string(value) {
        out.push_str(&line);
        out.push('\n');
    }
}
