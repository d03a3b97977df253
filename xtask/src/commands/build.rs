//! From the pages of `specs/` and the corrections to the IR.

use std::cell::RefCell;
use std::path::Path;

use b24_specs::index::is_name;
use b24_specs::ir::System;
use rayon::prelude::*;
use serde::Serialize;

use super::report::{Finding, Printer, plural};
use super::{Outcome, dropped, store};
use crate::corrections::CorrectionFile;
use crate::diagnostic::{Code, Severity};
use crate::document::{Document, Folder};
use crate::specs_page;
use crate::tree::{self, Tree};
use crate::yfm;
use crate::{corrections, files, fractions};

/// The page of what holds for all.
pub(crate) const SYSTEM: &str = "system.md";

/// The pages of a specs folder, read.
#[derive(Default)]
pub(crate) struct Specs {
    pub(crate) pages: Vec<SpecsPage>,
    /// Where the pages lie, or lay before they were dropped, that are not of the normal form.
    pub(crate) unreadable: Vec<String>,
    pub(crate) findings: Vec<Finding>,
}

/// One of them.
pub(crate) struct SpecsPage {
    pub(crate) path: String,
    pub(crate) document: Document,
}

/// What a build gives: the files of the IR, and what is wrong.
pub(crate) struct Built {
    pub(crate) documents: Vec<Document>,
    pub(crate) files: Vec<(String, String)>,
    pub(crate) findings: Vec<Finding>,
}

/// `b24c build`
pub(crate) fn run(specs: &Path, printer: Printer) -> Result<Outcome, String> {
    let built = assemble(read(specs)?, &corrections::read(specs)?)?;
    printer.findings(&built.findings, true);
    if built.is_broken() {
        printer.summary("nothing written", &built.findings, true);
        return Ok(Outcome::Findings);
    }
    let mut written = 0;
    for (path, content) in &built.files {
        written += usize::from(store::write(specs, path, content)?.is_some());
    }
    let done = format!(
        "built {} of {}; {written} of {} files changed",
        plural(built.documents.len(), "entry"),
        specs.display(),
        built.files.len()
    );
    printer.summary(&done, &built.findings, true);
    Ok(Outcome::Fine)
}

/// Is the IR of a specs folder what a build would write? Of pages that cannot be built, nobody knows.
pub(crate) fn is_fresh(specs: &Path) -> Result<bool, String> {
    let built = assemble(read(specs)?, &corrections::read(specs)?)?;
    if built.is_broken() {
        return Ok(true);
    }
    let changes = built.files.iter().map(|(path, content)| store::compare(specs, path, content));
    Ok(changes.collect::<Result<Vec<_>, _>>()?.iter().all(Option::is_none))
}

impl Built {
    /// More is wrong than a correction that does not fit this documentation.
    pub(crate) fn is_broken(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// The paths of the pages of a specs folder.
pub(crate) fn pages(tree: &Tree) -> Result<Vec<String>, String> {
    let ours = |path: &String| {
        let path = dropped::split(path).map_or(path.as_str(), |(_, path)| path);
        path == SYSTEM
            || [Folder::Methods, Folder::Events, Folder::Placements]
                .iter()
                .any(|folder| path.strip_prefix(folder.name()).is_some_and(|rest| rest.starts_with('/')))
    };
    Ok(tree.pages()?.into_iter().filter(ours).collect())
}

/// Reads the pages of a specs folder.
pub(crate) fn read(specs: &Path) -> Result<Specs, String> {
    let tree = Tree::open(specs)?;
    let read = |path: String| Ok((read_page(specs, &path)?, path));
    let mut all = Specs::default();
    for (page, path) in pages(&tree)?.into_par_iter().map(read).collect::<Result<Vec<_>, String>>()? {
        match page {
            Ok(document) => {
                let is_dropped = dropped::split(&path).is_some();
                let document = if is_dropped { dropped::retire(&document, None) } else { document };
                all.pages.push(SpecsPage { path, document });
            }
            Err(finding) => {
                all.unreadable.push(dropped::split(&path).map_or(&*path, |(_, path)| path).to_owned());
                all.findings.push(finding);
            }
        }
    }
    Ok(all)
}

/// Reads one page of a specs folder; what is wrong with it is a finding.
pub(crate) fn read_page(specs: &Path, path: &str) -> Result<Result<Document, Finding>, String> {
    let file = specs.join(path);
    let source = tree::read(&file, &file.display().to_string())?;
    let arena = yfm::Arena::new();
    let read = specs_page::read(&source, &yfm::parse(source.text(), &arena));
    Ok(read.map_err(|problem| Finding::not_normal(&problem, &source)))
}

/// Puts the pages and the corrections together.
pub(crate) fn assemble(specs: Specs, corrections: &[CorrectionFile]) -> Result<Built, String> {
    let Specs { mut pages, unreadable, mut findings } = specs;
    pages.sort_by(|a, b| a.document.key().cmp(&b.document.key()));
    for pair in pages.windows(2) {
        if let [first, second] = pair
            && first.document.key() == second.document.key()
        {
            let message = format!("{} stands in {} already: keep one", second.document.title(), first.path);
            findings.push(Finding::whole(&*second.path, Code::DocumentedTwice, message));
        }
    }
    findings.extend(pages.iter().filter_map(bad_name));
    let mut documents: Vec<Document> = pages.into_iter().map(|page| page.document).collect();
    findings.extend(corrections::apply(corrections, &mut documents, &unreadable));
    // A correction may be of a name.
    documents.sort_by(|a, b| a.key().cmp(&b.key()));
    fractions::spread(&mut documents);
    files::spread(&mut documents);
    let mut system = System { ir: b24_specs::ir::VERSION, ..System::default() };
    documents.retain(|document| {
        if let Document::System(found) = document {
            system.clone_from(found);
        }
        !matches!(document, Document::System(_))
    });
    let lines = documents.par_iter().map(Line::of).collect::<Result<Vec<_>, String>>()?;
    let files = files(lines, &system)?;
    Ok(Built { documents, files, findings })
}

/// Names come from the pages of `specs/`, which may be written by hand.
fn bad_name(page: &SpecsPage) -> Option<Finding> {
    let (_, name, ..) = page.document.key();
    let message = "a name has letters, and no quotes or backslashes";
    (!is_name(name)).then(|| Finding::whole(&*page.path, Code::NotNormal, message))
}

/// The files of the IR, of sorted lines.
pub(crate) fn files(lines: Vec<Line>, system: &System) -> Result<Vec<(String, String)>, String> {
    let (mut methods, mut events, mut placements) = (Vec::new(), Vec::new(), Vec::new());
    for Line { folder, text } in lines {
        match folder {
            Folder::Methods => methods.push(text),
            Folder::Events => events.push(text),
            Folder::Placements => placements.push(text),
            Folder::System => {}
        }
    }
    let system = serde_json::to_string_pretty(system).map_err(|e| e.to_string())? + "\n";
    Ok(vec![
        ("ir/methods.jsonl".into(), methods.concat()),
        ("ir/events.jsonl".into(), events.concat()),
        ("ir/placements.jsonl".into(), placements.concat()),
        ("ir/system.json".into(), system),
    ])
}

/// A document as its line in a file of the IR.
pub(crate) struct Line {
    folder: Folder,
    pub(crate) text: String,
}

impl Line {
    pub(crate) fn of(document: &Document) -> Result<Self, String> {
        let (folder, ..) = document.key();
        let text = match document {
            Document::Method(method) => json(method),
            Document::Event(event) => json(event),
            Document::Placement(placement) => json(placement),
            Document::System(system) => json(system),
        };
        Ok(Self { folder, text: text.map_err(|e| e.to_string())? })
    }
}

/// A line. It is written to the same place as others before, and takes no more memory than it needs.
fn json(item: &impl Serialize) -> serde_json::Result<String> {
    thread_local!(static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
    ROOM.with_borrow_mut(|line| {
        line.clear();
        serde_json::to_writer(&mut *line, item)?;
        line.push(b'\n');
        str::from_utf8(line).map(str::to_owned).map_err(serde::ser::Error::custom)
    })
}
