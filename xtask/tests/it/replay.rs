//! The documentation rewritten without a change of facts, and its history replayed: nothing panics, every row is
//! accounted for, and no method vanishes.
//!
//! On a small tree always; on whole checkouts where `B24_DOCS` names one, and `B24_DOCS_OLD` an older one.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::sandbox::Sandbox;

/// A way to rewrite a page.
type Rewrite = fn(&str) -> String;

const REWRITES: &[(&str, Rewrite)] = &[
    ("rows reordered", reorder_rows),
    ("headings re-worded", reword_headings),
    ("tabs added", add_tabs),
    ("tables split", split_tables),
    ("lines ended otherwise", |text| text.replace('\n', "\r\n")),
    ("blank lines doubled", |text| text.replace("\n\n", "\n\n\n")),
];

#[test]
fn a_rewritten_page_loses_no_method() {
    let small = Sandbox::new();
    rewritten(&small.path("docs"), &small);
    if let Some(docs) = checkout("B24_DOCS") {
        rewritten(&docs, &small);
    }
}

#[test]
fn neighbouring_revisions_differ_by_the_pages_that_changed() {
    let small = Sandbox::new();
    copy(&small.path("docs"), &small.path("old"), str::to_owned);
    small.change("docs/api-reference/lamp/lamp-add.md", "**title***", "**title**");
    explained(&small.path("old"), &small.path("docs"), &small);
    if let (Some(old), Some(new)) = (checkout("B24_DOCS_OLD"), checkout("B24_DOCS")) {
        explained(&old, &new, &small);
    }
}

fn checkout(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|docs| docs.is_dir())
}

fn rewritten(docs: &Path, sandbox: &Sandbox) {
    remember(sandbox);
    for (name, rewrite) in REWRITES {
        let copied = sandbox.path("rewritten");
        copy(docs, &copied, *rewrite);
        let ran = sandbox.run(&["coverage", "--docs", "rewritten", "--json"]);
        assert_eq!(ran.status, Some(0), "{name}: rows are lost\n{}", ran.stderr);
        let lost: Vec<String> = changes(sandbox, docs, &copied)
            .into_iter()
            .filter(|change| matches!(&*change.rule, "D102" | "D103" | "D104"))
            .map(|change| format!("{} of {}", change.name, change.page))
            .collect();
        assert!(lost.is_empty(), "{name}: {} methods vanish: {:?}", lost.len(), &lost[..lost.len().min(20)]);
        fs::remove_dir_all(&copied).unwrap();
    }
}

/// Every change is on a page that differs, or on one whose included files or named types do.
fn explained(old: &Path, new: &Path, sandbox: &Sandbox) {
    remember(sandbox);
    for (docs, name) in [(old, "old"), (new, "new")] {
        let ran = sandbox.run(&["coverage", "--docs", docs.to_str().unwrap(), "--json"]);
        assert_eq!(ran.status, Some(0), "{name}: rows are lost\n{}", ran.stderr);
    }
    let (before, after) = (files(old), files(new));
    let text = |root: &Path, path: &str| fs::read(root.join(path)).unwrap_or_default();
    let changed: BTreeSet<&String> = before.union(&after).filter(|path| text(old, path) != text(new, path)).collect();
    assert!(!changed.is_empty());
    for change in changes(sandbox, old, new) {
        let whole = matches!(&*change.rule, "D101" | "D102" | "D103" | "D104");
        let included = text(new, &change.page).windows(10).any(|bytes| bytes == b"{% include");
        let typed = matches!(&*change.rule, "D207" | "D208" | "D209" | "D305" | "D306");
        let explained = changed.contains(&change.page) || included || change.page.is_empty() || typed && !whole;
        assert!(explained, "{} {} on {}, which is the same in both", change.rule, change.name, change.page);
    }
}

/// A target folder: what one command has compiled the next one knows.
fn remember(sandbox: &Sandbox) {
    fs::create_dir_all(sandbox.path("target")).unwrap();
}

struct Change {
    rule: String,
    name: String,
    page: String,
}

fn changes(sandbox: &Sandbox, old: &Path, new: &Path) -> Vec<Change> {
    let ran = sandbox.run(&["diff", old.to_str().unwrap(), new.to_str().unwrap(), "--json"]);
    assert!(matches!(ran.status, Some(0..=2)), "{}", ran.stderr);
    let mut changes = Vec::new();
    for line in ran.stdout.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        for change in entry["changes"].as_array().into_iter().flatten() {
            changes.push(Change {
                rule: text(&change["rule"]),
                name: text(&entry["name"]),
                page: text(&entry["page"]),
            });
        }
    }
    changes
}

fn files(root: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                all.insert(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    all
}

fn copy(from: &Path, to: &Path, rewrite: impl Fn(&str) -> String) {
    for path in files(from) {
        let target = to.join(&path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let text = String::from_utf8_lossy(&fs::read(from.join(&path)).unwrap()).into_owned();
        // Includes stand inside other pages: they are rewritten there or not at all.
        let included = path.contains("_include");
        fs::write(target, if included { text } else { rewrite(&text) }).unwrap();
    }
}

/// Applies `f` to the rows of each table that is not inside another: a row is a text from `||` to `||`.
fn tables(text: &str, f: impl Fn(&str, Vec<&str>) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("\n#|\n") {
        let Some((table, after)) = behind.split_once("\n|#") else { break };
        out.push_str(before);
        // Rows in fences and tables in tables are left as they are.
        let plain = !table.contains("#|") && !table.contains("```");
        let rows: Vec<&str> = table.split("||\n|| ").collect();
        if plain && rows.len() > 2 && table.starts_with("|| ") && table.trim_end().ends_with("||") {
            out.push_str(&f(table, rows));
        } else {
            out.extend(["\n#|\n", table, "\n|#"]);
        }
        rest = after;
    }
    out + rest
}

/// `row` as it stands alone: the splitting has taken some of its bars.
fn row(row: &str) -> String {
    let row = row.trim_end().trim_end_matches("||").trim_start_matches("|| ");
    format!("|| {} ||", row.trim_end())
}

fn reorder_rows(text: &str) -> String {
    tables(text, |_, rows| {
        let mut rows: Vec<String> = rows.into_iter().map(row).collect();
        rows[1..].reverse();
        format!("\n#|\n{}\n|#", rows.join("\n"))
    })
}

fn split_tables(text: &str) -> String {
    tables(text, |_, rows| {
        let rows: Vec<String> = rows.into_iter().map(row).collect();
        let middle = rows.len() / 2;
        let (first, second) = rows.split_at(middle.max(2));
        format!("\n#|\n{}\n|#\n\n#|\n{}\n{}\n|#", first.join("\n"), rows[0], second.join("\n"))
    })
}

fn add_tabs(text: &str) -> String {
    tables(text, |table, _| {
        let inside = format!("#|\n{table}\n|#").replace('\n', "\n  ");
        format!("\n{{% list tabs %}}\n\n- One\n\n  {inside}\n\n{{% endlist %}}\n")
    })
}

fn reword_headings(text: &str) -> String {
    let words = [
        ("## Method Parameters", "## Parameters"),
        ("## Response Handling", "## Response"),
        ("## Code Examples", "## Examples"),
        ("### Returned Data", "### Returned Values"),
        ("## Error Handling", "## Errors"),
    ];
    words.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
