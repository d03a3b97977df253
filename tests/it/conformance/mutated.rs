//! Pages that nobody wrote: all of the documentation's, each changed in a few places, the whole way to rustc.
//!
//! The variable `B24_SEED` chooses other changes, `B24_CHANGES` how many a page has at most. What fails is told with both,
//! and the changed pages stay where they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fastrand::Rng;
use rayon::prelude::*;
use xtask::lower::{Includes, Input, lower};
use xtask::source::Source;
use xtask::specs_page::{read, render};
use xtask::tree::Tree;
use xtask::yfm::{self, Arena};

use crate::compile_fail::target;

const MANIFEST: &str = "[package]\nname = \"mutated\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[profile.dev]\ndebug = false\n[dependencies]\n";

const LIB: &str = r#"//! All that there is.
#![deny(missing_docs, warnings)]

::b24::methods! {
    specs = "facts";
    /// Methods.
    pub mod api { "**"; }
}
/// Events.
pub mod events {
    ::b24::events! { specs = "facts"; #[allow(missing_docs)] pub enum Event { "**"; } }
}
/// Placements.
pub mod placements {
    ::b24::placements! { specs = "facts"; #[allow(missing_docs)] pub enum Widget { "**"; } }
}
"#;

/// What the dialect, names, types and values are made of.
const PIECES: &[&str] = &[
    "||",
    "|#",
    "#|",
    "|",
    "**",
    "*",
    "`",
    "``",
    "```\n",
    "```json\n",
    "\n",
    "\n\n",
    "\r\n",
    "[",
    "](",
    "{%",
    "%}",
    "{% list tabs %}\n",
    "{% endlist %}\n",
    "{% note %}\n",
    "> ",
    "- ",
    "\t",
    "  ",
    "#",
    " {#a}",
    "^*^",
    "<br>",
    "&nbsp;",
    "\u{a0}",
    "\u{2028}",
    "\0",
    "é",
    "ы",
    "\"",
    "\\",
    "'",
    "r#type",
    "Self",
    "_",
    "//",
    "*/",
    "-1",
    "0.1e400",
    "99999999999999999999",
    "null",
    "[]",
    "{}",
    "{0}",
    "...",
    "Y/N",
    "*.**",
    "A|B",
];

#[test]
fn what_nobody_wrote_compiles_too() {
    let docs = std::env::var_os("B24_DOCS").expect("B24_DOCS names a checkout of the documentation");
    let (seed, changes) = (number("B24_SEED", 1), number("B24_CHANGES", 6));
    let told = format!("B24_SEED={seed} B24_CHANGES={changes}");
    let folder = target().join("tests/mutated");
    let pages = mutate(Path::new(&docs), &folder.join("docs"), seed, changes);

    let problems: Vec<String> =
        pages.par_iter().filter_map(|page| Some(format!("{}: {}", page.path(), alone(page)?))).collect();
    assert!(problems.is_empty(), "{told}, of the pages in {}:\n{}", folder.display(), problems.join("\n"));

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files = xtask::commands::with_prose(&folder.join("docs"), Some(&root.join("specs"))).unwrap();
    assert!(!files[0].1.is_empty(), "{told}: no method is left");
    for (name, content) in files {
        put(&folder.join("facts").join(name), &content);
    }
    put(&folder.join("src/lib.rs"), LIB);
    // With the features that the other programs have it with: it is built once.
    let runtime = format!("b24 = {{ path = '{}', features = ['serde'] }}\n", root.join("runtime").display());
    put(&folder.join("Cargo.toml"), &(MANIFEST.to_owned() + &runtime));
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let checked = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", target().join("tests/outside"))
        .status()
        .unwrap();
    assert!(checked.success(), "{told}: the crate in {} does not compile", folder.display());
}

fn number(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).map_or(otherwise, |text| text.parse().expect("a number"))
}

fn put(file: &PathBuf, content: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, content).unwrap();
}

/// Writes the pages of a documentation to another folder, each with some changes.
fn mutate(docs: &Path, to: &Path, seed: usize, changes: usize) -> Vec<Source> {
    let tree = Tree::open(docs).unwrap();
    let pages = tree.read_all(&tree.pages().unwrap()).unwrap();
    if to.exists() {
        fs::remove_dir_all(to).unwrap();
    }
    let mut rng = Rng::with_seed(seed as u64);
    let mut mutated = Vec::new();
    for page in &pages {
        let mut lines: Vec<String> = page.text().split_inclusive('\n').map(str::to_owned).collect();
        for _ in 0..rng.usize(1..=changes) {
            change(&mut lines, &pages[rng.usize(..pages.len())], &mut rng);
        }
        let text = lines.concat();
        put(&to.join(page.path()), &text);
        mutated.push(Source::new(page.path(), text.into_bytes()));
    }
    mutated
}

/// Changes one place of a page; `other` is one to take from.
fn change(lines: &mut Vec<String>, other: &Source, rng: &mut Rng) {
    let at = rng.usize(..=lines.len());
    let end = (at + rng.usize(..30)).min(lines.len());
    let piece = PIECES[rng.usize(..PIECES.len())];
    match (rng.u8(..8), lines.get_mut(at)) {
        (0, _) => drop(lines.drain(at..end)),
        (1, _) => {
            let others: Vec<String> = other.text().split_inclusive('\n').map(str::to_owned).collect();
            let from = rng.usize(..=others.len());
            let taken = others.into_iter().skip(from).take(rng.usize(..40));
            drop(lines.splice(at..at, taken));
        }
        (2, Some(line)) => {
            let line = line.clone();
            lines.insert(rng.usize(..lines.len()), line);
        }
        (3, Some(line)) => *line = " ".repeat(rng.usize(..6)) + line.trim_start(),
        // What stands in a code span is a name, a value, a type or a code.
        (4 | 5, Some(line)) => {
            let mut spans: Vec<&str> = line.split('`').collect();
            if spans.len() > 2 {
                let span = 1 + 2 * rng.usize(..(spans.len() - 1) / 2);
                spans[span] = piece;
                *line = spans.join("`");
            }
        }
        (_, Some(line)) => {
            let mut characters: Vec<char> = line.chars().collect();
            let from = rng.usize(..=characters.len());
            let to = (from + rng.usize(..6)).min(characters.len());
            let kept = if rng.bool() { "" } else { piece };
            characters.splice(from..to, kept.chars());
            *line = characters.into_iter().collect();
        }
        (_, None) => lines.push(piece.to_owned()),
    }
}

/// What is wrong with what a page gave: rows that are nowhere, or facts that a page of `specs/` does not keep.
fn alone(page: &Source) -> Option<String> {
    let lowered = Input::alone(page, &Includes::default(), |input| lower(&[*input]).pop()).unwrap_or_default();
    let rows = lowered.rows;
    if rows.read != rows.compiled + rows.reported {
        return Some(format!("{rows:?}"));
    }
    lowered.documents.iter().map(render).find_map(|facts| {
        let source = Source::new("facts.md", facts.clone().into_bytes());
        match read(&source, &yfm::parse(source.text(), &Arena::new())) {
            Ok(again) if render(&again) == facts => None,
            Ok(again) => Some(format!("its facts\n{facts}\nare read as\n{}", render(&again))),
            Err(problem) => Some(format!("its facts\n{facts}\nare not read: {}", problem.message)),
        }
    })
}
