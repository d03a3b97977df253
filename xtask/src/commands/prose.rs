//! The IR with the documentation's own words, for a user's machine. The words are not ours: they go where the user says, and
//! never into `specs/`.

use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::build::{Built, Specs, SpecsPage, assemble};
use super::cache::Cache;
use super::compile::{compile_all, gather};
use super::report::{Printer, plural};
use super::{Outcome, store};
use crate::corrections;
use crate::document::Document;
use crate::lower::{Includes, Input, prose};
use crate::source::Source;
use crate::specs_page;
use crate::tree::{Tree, parse_includes};
use crate::yfm::Arena;

/// `b24c import --prose`. Corrections that no longer fit are told, and do not stop it.
pub(crate) fn run(docs: &Path, specs: Option<&Path>, out: &Path, printer: Printer) -> Result<Outcome, String> {
    refuse(specs, out)?;
    let built = build(docs, specs)?;
    printer.findings(&built.findings, true);
    for (path, content) in &built.files {
        store::write(out, file_name(path), content)?;
    }
    let done = format!(
        "wrote {} with their prose to {}: `specs = \"{}\";` in `methods!` reads them",
        plural(built.documents.len(), "page"),
        out.display(),
        out.display()
    );
    printer.summary(&done, &[], true);
    Ok(Outcome::Fine)
}

/// The IR of a checkout with its prose, file by file, and with the corrections of `specs` or, where there are none, those
/// that b24c ships.
///
/// # Errors
/// Where the checkout or the corrections cannot be read.
pub fn with_prose(docs: &Path, specs: Option<&Path>) -> Result<Vec<(String, String)>, String> {
    let files = build(docs, specs)?.files;
    Ok(files.into_iter().map(|(path, content)| (file_name(&path).to_owned(), content)).collect())
}

fn build(docs: &Path, specs: Option<&Path>) -> Result<Built, String> {
    let tree = Tree::open(docs)?;
    let (mut documents, system) = gather(&mut compile_all(&tree, &Cache::default(), Ok)?, Document::key);
    tell(&tree, &mut documents)?;
    let page = |document: Document| SpecsPage { path: document.page().unwrap_or_default().to_owned(), document };
    let pages = documents.into_iter().chain([Document::System(system)]).map(page).collect();
    let corrections = match specs.filter(|specs| corrections::are_in(specs)) {
        Some(specs) => corrections::read(specs)?,
        None => corrections::shipped(),
    };
    assemble(Specs { pages, ..Specs::default() }, &corrections)
}

/// Without the folder that the IR has in `specs/`.
fn file_name(path: &str) -> &str {
    path.strip_prefix("ir/").unwrap_or(path)
}

/// A specs folder takes no prose, be it the one at hand or another.
fn refuse(specs: Option<&Path>, out: &Path) -> Result<(), String> {
    let into = whole(out);
    if specs.is_some_and(|specs| into.starts_with(whole(specs))) || into.ancestors().any(holds_facts) {
        return Err(format!(
            "{} is part of a specs folder, which holds facts alone: the documentation's words are not ours to publish; name \
             a folder of your own with --prose",
            out.display()
        ));
    }
    Ok(())
}

fn holds_facts(folder: &Path) -> bool {
    let methods = folder.join("methods");
    let is_page = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "md");
    let is_own = |page: PathBuf| std::fs::read_to_string(page).is_ok_and(|text| specs_page::is_own(&text));
    // One page tells what the others are.
    let holds_own = || std::fs::read_dir(&methods).ok()?.flatten().map(|entry| entry.path()).find(is_page).map(is_own);
    corrections::are_in(folder) || methods.is_dir() && (folder.join("ir").is_dir() || holds_own() == Some(true))
}

/// The path from the root, without links and `..`, whether all of it exists or not.
fn whole(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut whole = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => _ = whole.pop(),
            _ => whole.push(part),
        }
        whole = whole.canonicalize().unwrap_or(whole);
    }
    whole
}

/// Adds to methods and fields what their pages say.
fn tell(tree: &Tree, documents: &mut [Document]) -> Result<(), String> {
    let pages = tree.read_all(&tree.pages()?)?;
    let files = tree.include_files(&pages);
    let arena = Arena::new();
    let mut includes = Includes::default();
    parse_includes(&files, &arena, &mut includes);
    documents.par_iter_mut().for_each(|document| {
        let page = document.page().and_then(|path| pages.iter().find(|source| source.path() == path));
        if let Some(source) = page {
            tell_one(source, &includes, document);
        }
    });
    Ok(())
}

fn tell_one(source: &Source, includes: &Includes<'_>, document: &mut Document) {
    let prose = Input::alone(source, includes, prose);
    match document {
        Document::Method(method) => {
            prose.tell(&mut method.params);
            prose.tell(std::slice::from_mut(&mut method.result));
            method.doc = prose.intro;
        }
        Document::Event(event) => prose.tell(&mut event.params),
        Document::Placement(placement) => prose.tell(&mut placement.options),
        Document::System(_) => {}
    }
}
