//! For a terminal: the worst first, one line a change.

use std::fmt::Write;

use super::{cut, next, values};
use crate::diff::kinds::Class;
use crate::diff::model::Diff;
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
        for (entry, changes) in diff.of(class) {
            let _ = writeln!(out, "  \x1b[1m{}\x1b[0m {}", entry.title(), entry.what());
            for change in changes {
                let at = if change.at.is_empty() { String::new() } else { format!(" {}", change.at) };
                let values = values(change, cut);
                let values = if values.is_empty() { values } else { format!(": {values}") };
                let kind = change.kind;
                let _ = writeln!(out, "    {} {}{at}{values}", kind.id(), kind.title());
            }
        }
        out.push('\n');
    }
    out.push_str(&summary(diff, version));
    out
}

fn colour(class: Class) -> &'static str {
    match class {
        Class::BreaksTheBuild => "\x1b[1;31m",
        Class::BreaksAtRunTime => "\x1b[1;33m",
        Class::Additive => "\x1b[1;32m",
        Class::DocumentationOnly => "\x1b[1;34m",
    }
}

fn summary(diff: &Diff, version: Version) -> String {
    let (old, new) = (&diff.old, &diff.new);
    if diff.entries.is_empty() {
        return format!("{old} → {new}: nothing changed\n");
    }
    let counts: Vec<String> = Class::WORST_FIRST
        .into_iter()
        .filter(|class| diff.count(*class) > 0)
        .map(|class| format!("{} {}", diff.count(class), class.title().to_lowercase()))
        .collect();
    let next = next(diff, version);
    format!("{old} → {new}: {}; after {version} comes {next}\n", counts.join(", "))
}
