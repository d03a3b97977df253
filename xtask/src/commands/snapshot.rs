//! One state of the documentation, from wherever a user has it: a documentation tree, a specs folder, files of the IR, a
//! revision of this repository.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use b24_specs::index::Methods;
use b24_specs::ir::{Event, Placement, System};
use serde::de::DeserializeOwned;

use super::cache::Cache;
use super::compile::{compile_all, gather};
use super::{build, dropped};
use crate::diff::Snapshot;
use crate::document::Document;
use crate::tree::Tree;
use crate::{corrections, fractions};

/// What a user names.
enum Named<'a> {
    Specs(&'a Path),
    Ir(&'a Path),
    File(&'a Path),
    Docs(&'a Path),
    Revision(&'a str),
}

/// Loads both states. Beside a documentation tree, a specs folder counts as what it was imported from: without its
/// corrections, and without what it keeps of dropped methods.
pub(crate) fn load_both(old: &str, new: &str) -> Result<(Snapshot, Snapshot), String> {
    let (old_named, new_named) = (named(old)?, named(new)?);
    let corrected = !matches!((&old_named, &new_named), (Named::Docs(_), _) | (_, Named::Docs(_)));
    let cache = Cache::open_for_several();
    let both = (load(&old_named, old, corrected, &cache)?, load(&new_named, new, corrected, &cache)?);
    cache.save();
    Ok(both)
}

fn named(name: &str) -> Result<Named<'_>, String> {
    let path = Path::new(name);
    if path.is_file() {
        return Ok(Named::File(path));
    }
    if path.join("methods").is_dir() && !path.join("api-reference").is_dir() {
        return Ok(Named::Specs(path));
    }
    if path.join("methods.jsonl").is_file() {
        return Ok(Named::Ir(path));
    }
    if path.join("ir/methods.jsonl").is_file() {
        return Ok(Named::Specs(path));
    }
    if path.is_dir() {
        return Ok(Named::Docs(path));
    }
    if git(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]).is_ok() {
        return Ok(Named::Revision(name));
    }
    Err(format!(
        "{name}: neither a folder or a file nor a git revision; name a documentation tree, a specs folder, or its IR"
    ))
}

fn load(named: &Named<'_>, label: &str, corrected: bool, cache: &Cache) -> Result<Snapshot, String> {
    let mut snapshot = match named {
        Named::Specs(specs) => from_specs(specs, corrected)?,
        Named::Ir(folder) => {
            from_ir(label, &|name| fs::read_to_string(folder.join(name)).map_err(|e| format!("{name}: {e}")))?
        }
        Named::File(file) => from_file(file)?,
        Named::Docs(docs) => from_docs(docs, cache)?,
        Named::Revision(revision) => from_ir(label, &|name| git(&["show", &format!("{revision}:specs/ir/{name}")]))?,
    };
    label.clone_into(&mut snapshot.label);
    snapshot.documents.sort_by(|a, b| a.key().cmp(&b.key()));
    Ok(snapshot)
}

pub(crate) fn from_docs(docs: &Path, cache: &Cache) -> Result<Snapshot, String> {
    let tree = Tree::open(docs)?;
    let mut compiled = compile_all(&tree, cache, Ok)?;
    let (documents, system) = gather(&mut compiled, Document::key);
    if documents.is_empty() {
        return Err(format!("{}: no page of this folder describes a method", docs.display()));
    }
    let told: BTreeSet<&str> = documents.iter().filter_map(Document::page).collect();
    let unread = compiled.into_iter().filter(|page| page.is_broken() || !told.contains(&*page.path));
    let unread = unread.map(|page| page.path).collect();
    Ok(Snapshot { documents, system, unread, ..Snapshot::default() })
}

/// The state that this program was built with.
pub(crate) fn shipped() -> Result<Snapshot, String> {
    let read = |name: &str| match name {
        "methods.jsonl" => Ok(b24_specs::METHODS.to_owned()),
        "events.jsonl" => Ok(b24_specs::EVENTS.to_owned()),
        "placements.jsonl" => Ok(b24_specs::PLACEMENTS.to_owned()),
        _ => Ok(b24_specs::SYSTEM.to_owned()),
    };
    let label = "the IR that b24c was built with";
    let state = from_ir(label, &read)?;
    Ok(Snapshot { label: label.to_owned(), ..state })
}

fn from_specs(specs: &Path, corrected: bool) -> Result<Snapshot, String> {
    let read = build::read(specs)?;
    if let Some(finding) = read.findings.first() {
        return Err(format!("{}:{}: {}", finding.file, finding.line, finding.message));
    }
    // What the documentation has dropped is no part of what it says.
    let pages = read.pages.into_iter().filter(|page| corrected || dropped::split(&page.path).is_none());
    let mut documents: Vec<Document> = pages.map(|page| page.document).collect();
    documents.sort_by(|a, b| a.key().cmp(&b.key()));
    if corrected {
        // A correction that does not fit is for `check` to tell.
        corrections::apply(&corrections::read(specs)?, &mut documents, &[]);
        fractions::spread(&mut documents);
    }
    Ok(split(documents))
}

fn split(documents: Vec<Document>) -> Snapshot {
    let mut snapshot = Snapshot::default();
    for document in documents {
        match document {
            Document::System(system) => snapshot.system = system,
            document => snapshot.documents.push(document),
        }
    }
    snapshot
}

/// The four files of an IR; `methods.jsonl` has to be there.
fn from_ir(label: &str, read: &dyn Fn(&str) -> Result<String, String>) -> Result<Snapshot, String> {
    let name = |file: &str| format!("{label}: {file}");
    let mut snapshot =
        Snapshot { documents: methods(&name("methods.jsonl"), &read("methods.jsonl")?)?, ..Snapshot::default() };
    if let Ok(text) = read("events.jsonl") {
        snapshot.documents.extend(lines::<Event>(&name("events.jsonl"), &text)?.into_iter().map(Document::Event));
    }
    if let Ok(text) = read("placements.jsonl") {
        let placements = lines::<Placement>(&name("placements.jsonl"), &text)?;
        snapshot.documents.extend(placements.into_iter().map(Document::Placement));
    }
    if let Ok(text) = read("system.json") {
        snapshot.system = System::parse(&name("system.json"), &text).map_err(|e| e.to_string())?;
    }
    Ok(snapshot)
}

/// One file of an IR, told by what is in it.
fn from_file(file: &Path) -> Result<Snapshot, String> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|e| format!("{name}: cannot be read: {e}"))?;
    let documents = if text.starts_with("{\"event\":") {
        lines::<Event>(&name, &text)?.into_iter().map(Document::Event).collect()
    } else if text.starts_with("{\"placement\":") {
        lines::<Placement>(&name, &text)?.into_iter().map(Document::Placement).collect()
    } else if text.trim_start().starts_with("{\n") {
        let system = System::parse(&name, &text).map_err(|e| e.to_string())?;
        return Ok(Snapshot { system, ..Snapshot::default() });
    } else {
        methods(&name, &text)?
    };
    // Types have names that `system.json` explains; it lies beside.
    let beside = file.with_file_name("system.json");
    let system = match fs::read_to_string(&beside) {
        Ok(text) => System::parse(&beside.display().to_string(), &text).map_err(|e| e.to_string())?,
        Err(_) => System::default(),
    };
    Ok(Snapshot { documents, system, ..Snapshot::default() })
}

fn methods(name: &str, text: &str) -> Result<Vec<Document>, String> {
    let index = Methods::new(name, text).map_err(|e| e.to_string())?;
    index.iter().map(|method| method.map(Document::Method).map_err(|e| e.to_string())).collect()
}

fn lines<T: DeserializeOwned>(name: &str, text: &str) -> Result<Vec<T>, String> {
    let parse = |(i, line)| serde_json::from_str(line).map_err(|e| format!("{name}:{}: {e}", i + 1));
    text.lines().enumerate().map(parse).collect()
}

fn git(args: &[&str]) -> Result<String, String> {
    let ran = Command::new("git").args(args).output().map_err(|e| format!("git cannot be run: {e}"))?;
    if !ran.status.success() {
        return Err(String::from_utf8_lossy(&ran.stderr).trim().to_owned());
    }
    String::from_utf8(ran.stdout).map_err(|_| "git gave text that is not UTF-8".into())
}
