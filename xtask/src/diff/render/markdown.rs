//! A section of a changelog.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{SHOWN, next, noun, values};
use crate::diff::kinds::{Class, Kind};
use crate::diff::model::{Change, Diff, Entry};
use crate::diff::version::Version;

/// The changes as a section of `CHANGELOG.md`, under the next version.
pub fn markdown(diff: &Diff, version: Version) -> String {
    let mut out = format!("## {}\n", next(diff, version));
    if diff.entries.is_empty() {
        out.push_str("\nNothing changed.\n");
        return out;
    }
    for class in Class::WORST_FIRST {
        if diff.count(class) == 0 {
            continue;
        }
        let _ = writeln!(out, "\n### {}\n", class.title());
        let mut rules: BTreeSet<Kind> = BTreeSet::new();
        for (entries, changes) in diff.of(class) {
            rules.extend(changes.iter().map(|change| change.kind));
            item(&mut out, &entries, &changes);
        }
        out.push('\n');
        for kind in rules {
            let _ = writeln!(out, "{}: {}; {}.  ", kind.id(), kind.title(), kind.why());
        }
    }
    out
}

fn item(out: &mut String, entries: &[&Entry], changes: &[&Change]) {
    if let [change] = changes {
        let _ = writeln!(out, "- {}: {}", head(entries), told(change));
        return;
    }
    let _ = writeln!(out, "- {}:", head(entries));
    for change in changes {
        let _ = writeln!(out, "  - {}", told(change));
    }
}

fn head(entries: &[&Entry]) -> String {
    let titles = entries.iter().map(|entry| entry.title());
    match noun(entries) {
        Some(noun) => format!("{noun} {}", titles.map(|title| code(&title)).collect::<Vec<_>>().join(", ")),
        None => titles.collect(),
    }
}

fn told(change: &Change) -> String {
    let mut text = change.kind.title().to_owned();
    if !change.at.is_empty() {
        text.extend([" ", &code(&change.at)]);
    }
    let values = values(change, SHOWN, code);
    if !values.is_empty() {
        text.extend([": ", &values]);
    }
    text + &format!(" ({})", change.kind.id())
}

/// A code span that holds any text: as many backquotes around it as it takes.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    if longest == 0 { format!("{fence}{text}{fence}") } else { format!("{fence} {text} {fence}") }
}
