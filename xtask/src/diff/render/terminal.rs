//! For a terminal: the worst first, one line a change.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{SHOWN, next, noun, values};
use crate::diff::kinds::{Class, Kind};
use crate::diff::model::{Diff, Entry};
use crate::diff::version::Version;

/// The changes as text; styles are ANSI sequences, for the stream to keep or to strip.
pub fn terminal(diff: &Diff, version: Version) -> String {
    let mut out = String::new();
    for class in Class::WORST_FIRST {
        let count = diff.count(class);
        if count == 0 {
            continue;
        }
        let _ = writeln!(out, "{}{}\x1b[0m ({count})", colour(class), class.title());
        for (entries, changes) in diff.of(class) {
            let noun = noun(&entries).map(|noun| format!(" {noun}")).unwrap_or_default();
            let _ = writeln!(out, "{}{noun}", heading(&entries));
            for change in changes {
                let at = if change.at.is_empty() { String::new() } else { format!(" {}", change.at) };
                let values = values(change, SHOWN, str::to_owned);
                let values = if values.is_empty() { values } else { format!(": {values}") };
                let kind = change.kind;
                let _ = writeln!(out, "    {} {}{at}{values}", kind.id(), kind.title());
            }
        }
        out.push('\n');
    }
    let changes = diff.entries.iter().flat_map(|entry| &entry.changes);
    let kinds: BTreeSet<Kind> = changes.map(|change| change.kind).collect();
    for kind in &kinds {
        let _ = writeln!(out, "{} {}: {}", kind.id(), kind.title(), kind.why());
    }
    if !kinds.is_empty() {
        out.push('\n');
    }
    out.push_str(&summary(diff, version));
    out
}

/// The names, in lines that a terminal holds.
fn heading(entries: &[&Entry]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for entry in entries {
        let title = entry.title();
        match lines.last_mut() {
            None => lines.push(title),
            Some(line) if line.len() + title.len() < WIDTH => line.extend([", ", &title]),
            Some(line) => {
                line.push(',');
                lines.push(title);
            }
        }
    }
    lines.iter().map(|line| format!("  \x1b[1m{line}\x1b[0m")).collect::<Vec<_>>().join("\n")
}

/// So many characters of names are in one line.
const WIDTH: usize = 100;

fn colour(class: Class) -> &'static str {
    match class {
        Class::BreaksTheBuild => "\x1b[1;31m",
        Class::BreaksAtRunTime => "\x1b[1;33m",
        Class::Additive => "\x1b[1;32m",
        Class::DocumentationOnly => "\x1b[1;34m",
    }
}

/// A class behind the number of its changes.
fn counted(class: Class, count: usize) -> &'static str {
    match (class, count) {
        (Class::BreaksTheBuild, 1) => "breaks the build",
        (Class::BreaksTheBuild, _) => "break the build",
        (Class::BreaksAtRunTime, 1) => "breaks at run time",
        (Class::BreaksAtRunTime, _) => "break at run time",
        (Class::Additive, _) => "additive",
        (Class::DocumentationOnly, _) => "documentation only",
    }
}

fn summary(diff: &Diff, version: Version) -> String {
    let (old, new) = (&diff.old, &diff.new);
    if diff.entries.is_empty() {
        return format!("{old} → {new}: nothing changed\n");
    }
    let counts: Vec<String> = Class::WORST_FIRST
        .into_iter()
        .map(|class| (class, diff.count(class)))
        .filter(|(_, count)| *count > 0)
        .map(|(class, count)| format!("{count} {}", counted(class, count)))
        .collect();
    let next = next(diff, version);
    format!("{old} → {new}: {}; after {version} comes {next}\n", counts.join(", "))
}
