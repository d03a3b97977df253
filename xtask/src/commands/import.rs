//! From a checkout of the documentation to the pages of `specs/`.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use b24_specs::ir::System;

use super::build::Line;
use super::cache::Cache;
use super::compile::{compile, compile_all, gather, tidy};
use super::folder::build_command;
use super::plan::{Held, Plan};
use super::report::{Finding, Printer, by_code, counted, plural, print, print_text};
use super::{Outcome, build, nearest, store};
use crate::corrections::{self, CorrectionFile};
use crate::diagnostic::Severity;
use crate::diff::render;
use crate::document::{Document, OwnedKey};
use crate::source::Source;
use crate::tree::{self, Tree};

/// What `b24c import` was asked for.
pub(crate) struct Request<'a> {
    pub(crate) docs: &'a Path,
    /// Pages of the checkout, or files beside it; none for the whole checkout.
    pub(crate) pages: &'a [PathBuf],
    pub(crate) out: &'a Path,
    pub(crate) verbose: bool,
}

/// `b24c import`
pub(crate) fn run(request: &Request<'_>, printer: Printer) -> Result<Outcome, String> {
    let tree = Tree::open(request.docs)?;
    let whole = request.pages.is_empty();
    let held = |document| Held::against(request.out, document);
    let mut compiled = if whole {
        let cache = Cache::open();
        let compiled = compile_all(&tree, &cache, held)?;
        cache.save();
        compiled
    } else {
        let compiled = compile(&tree, &chosen(&tree, request.pages)?);
        compiled.into_iter().map(|page| page.keep(held)).collect::<Result<_, _>>()?
    };
    let (documents, mut system) = gather(&mut compiled, Held::key);
    let count = compiled.len();
    if whole && documents.is_empty() {
        let docs = request.docs.display();
        return Err(format!(
            "{docs}: none of {} describes a method; name the root of a checkout",
            plural(count, "page")
        ));
    }
    if !whole {
        add_known(request.out, &mut system)?;
    }
    let mut plan = Plan::of(request.out, documents, system)?;
    let mut findings = if whole { plan.sweep(request.out, &compiled)? } else { Vec::new() };
    findings.extend(compiled.into_iter().flat_map(|page| page.findings));
    let diff = plan.diff();
    // Before the pages: an import that is cut off puts them again.
    let put = put_corrections(request.out, &plan)?;
    plan.carry_out(request.out)?;
    let misfits = check_corrections(request.out)?;
    let all = request.verbose || !whole;
    printer.findings(&findings, all);
    // However much is imported: these are about what a user has at hand.
    printer.findings(&misfits, true);
    findings.extend(misfits);
    if printer.json {
        print_text(&render::entries(&diff));
    } else {
        plan.print(request.out, &diff);
        if whole && !all {
            for (code, count) in by_code(&findings) {
                print(&counted(code, count));
            }
        }
    }
    // Where nothing came, something may have changed before: a page by hand, a correction, or an import without a build.
    let is_fresh = plan.changes_nothing() && (!request.out.is_dir() || build::is_fresh(request.out)?);
    let next = if is_fresh { String::new() } else { format!("; now run `{}`", build_command(request.out)) };
    let done =
        format!("imported {} of {}: {}{put}{next}", plural(count, "page"), request.docs.display(), plan.summary());
    printer.summary(&done, &findings, all);
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { Outcome::Findings } else { Outcome::Fine })
}

/// The IR of a whole checkout, line by line and the system's at the end, without the corrections and without writing anything.
///
/// # Errors
/// Where the checkout cannot be read.
pub fn facts(docs: &Path) -> Result<Vec<String>, String> {
    let tree = Tree::open(docs)?;
    let keep = |document: Document| Ok((OwnedKey::from(document.key()), Line::of(&document)?.text));
    let mut compiled = compile_all(&tree, &Cache::default(), keep)?;
    let (lines, system) = gather(&mut compiled, |(key, _)| key.get());
    let mut lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
    lines.push(Line::of(&Document::System(system))?.text);
    Ok(lines)
}

/// The pages that were asked for by name.
fn chosen(tree: &Tree, pages: &[PathBuf]) -> Result<Vec<Source>, String> {
    let mut sources = Vec::new();
    for page in pages {
        if let Some(path) = tree.find(page) {
            sources.push(tree.read(&path)?);
        } else if page.is_file() {
            // A file beside the checkout is known by its name alone: where it lies on this machine is no fact.
            let name = page.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            sources.push(tree::read(page, &name)?);
        } else {
            let known = tree.pages()?;
            let near = nearest(&page.to_string_lossy(), known.iter().map(String::as_str));
            return Err(format!("{}: no such page in {}{near}", page.display(), tree.root().display()));
        }
    }
    Ok(sources)
}

/// The names of the shipped corrections that were put into a specs folder, a line each.
const PUT: &str = "corrections/shipped.txt";

/// Puts the corrections that b24c ships for these pages beside them, each once, and says so. From then on they are the
/// user's: one that was removed does not come again.
fn put_corrections(out: &Path, plan: &Plan) -> Result<String, String> {
    let list = out.join(PUT);
    let mut put = match std::fs::read_to_string(&list) {
        Ok(list) => list,
        Err(e) if e.kind() == ErrorKind::NotFound => String::new(),
        Err(e) => return Err(format!("{}: cannot be read: {e}", list.display())),
    };
    let mut count = 0;
    for (file, (name, text)) in corrections::shipped().iter().zip(b24_specs::CORRECTIONS) {
        let path = format!("corrections/{name}");
        let is_new = || !put.lines().any(|known| known == *name) && !out.join(&path).exists();
        if file.page().is_some_and(|page| plan.gives(&page)) && is_new() {
            store::write(out, &path, text)?;
            put.extend([name, "\n"]);
            count += 1;
        }
    }
    if count == 0 {
        return Ok(String::new());
    }
    store::write(out, PUT, &put)?;
    let those = plural(count, "correction");
    Ok(format!("; {those} that b24c ships for them: {}", out.join("corrections").display()))
}

/// Do the corrections still fit what is in `specs/` now?
fn check_corrections(out: &Path) -> Result<Vec<Finding>, String> {
    let corrections = corrections::read(out)?;
    let (mut documents, mut unreadable) = (Vec::new(), Vec::new());
    for path in corrections.iter().filter_map(CorrectionFile::page) {
        if out.join(&path).is_file() {
            match build::read_page(out, &path)? {
                Ok(document) => documents.push(document),
                Err(_) => unreadable.push(path),
            }
        }
    }
    documents.sort_by(|a, b| a.key().cmp(&b.key()));
    Ok(corrections::apply(&corrections, &mut documents, &unreadable))
}

/// What some pages say about all methods does not undo what the others said.
fn add_known(out: &Path, system: &mut System) -> Result<(), String> {
    if !out.join(build::SYSTEM).is_file() {
        return Ok(());
    }
    if let Ok(Document::System(known)) = build::read_page(out, build::SYSTEM)? {
        system.errors.extend(known.errors);
        tidy(&mut system.errors);
        for (name, ty) in known.types {
            system.types.entry(name).or_insert(ty);
        }
    }
    Ok(())
}
