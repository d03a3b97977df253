//! Pages to facts, over all cores, in the order of their paths.

use std::sync::atomic::{AtomicUsize, Ordering};

use b24_specs::ir::{ErrorCase, System};
use rayon::BroadcastContext;

use super::cache::{self, Cache};
use super::dropped;
use super::progress::Progress;
use super::report::Finding;
use crate::diagnostic::{Code, Severity};
use crate::document::{Document, Key, called};
use crate::lower::{Elsewhere, Includes, Input, Lowered, PageKind, Rows, lower};
use crate::source::Source;
use crate::specs_page;
use crate::tree::{IncludeFiles, Tree, parse_includes, targets};
use crate::yfm::{self, Arena};

/// What a page gave, and what a command keeps of each document.
#[derive(Clone, Debug)]
pub(crate) struct Compiled<D = Document> {
    pub(crate) path: String,
    pub(crate) kind: PageKind,
    pub(crate) documents: Vec<D>,
    pub(crate) system: System,
    pub(crate) findings: Vec<Finding>,
    pub(crate) rows: Rows,
    /// The other pages that it took from, and what they said.
    pub(crate) linked: Vec<(String, u64)>,
}

impl Compiled {
    /// Lets go of the documents but for what a command keeps of them.
    pub(crate) fn keep<D>(self, keep: impl Fn(Document) -> Result<D, String>) -> Result<Compiled<D>, String> {
        let Self { path, kind, documents, system, findings, rows, linked } = self;
        let documents = documents.into_iter().map(keep).collect::<Result<_, String>>()?;
        Ok(Compiled { path, kind, documents, system, findings, rows, linked })
    }
}

impl<D> Compiled<D> {
    /// Is there more on it, perhaps, than was read?
    pub(crate) fn is_broken(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Compiles pages of a tree, and the files that they include. The findings of an include file are its own, and not
/// those of the pages that include it.
pub(crate) fn compile(tree: &Tree, pages: &[Source]) -> Vec<Compiled> {
    let files = tree.include_files(pages);
    let mut pages: Vec<&Source> = pages.iter().chain(files.values()).collect();
    pages.sort_by_key(|page| page.path());
    pages.dedup_by_key(|page| page.path());
    let (cache, arena) = (Cache::default(), Arena::new());
    let read = |path: &str| tree.read(path).ok();
    let run = Run::new(&files, &cache, &arena, Elsewhere::of(&read));
    in_batches(&pages, |arena, pages| run.pages(pages, arena)).into_iter().flatten().collect()
}

/// Compiles pages on all cores, batch by batch, and gives what the batches gave in their order. A core has one arena for all
/// of its batches: a fresh one is memory that the system has to clear first.
fn in_batches<P: Sync, R: Send>(pages: &[P], compile: impl Fn(&mut Arena, &[P]) -> R + Sync) -> Vec<R> {
    let batches = batches(pages);
    let next = AtomicUsize::new(0);
    let of_core = |_: BroadcastContext<'_>| {
        let mut arena = Arena::with_capacity(BATCH * ROOM);
        let mut done = Vec::new();
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            let Some(batch) = batches.get(i) else { return done };
            done.push((i, compile(&mut arena, batch)));
        }
    };
    let mut done: Vec<(usize, R)> = rayon::broadcast(of_core).into_iter().flatten().collect();
    done.sort_unstable_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, of_batch)| of_batch).collect()
}

/// Pages that a core compiles at a time, step by step: the code of all steps does not fit into a processor's first cache,
/// that of one nearly does, and the more pages, the less often it is fetched.
const BATCH: usize = 64;

/// Pages in batches, smaller ones towards the end, so that all cores end at about the same time.
fn batches<P>(mut pages: &[P]) -> Vec<&[P]> {
    let cores = rayon::current_num_threads();
    let mut batches = Vec::new();
    while !pages.is_empty() {
        let size = (pages.len() / (cores * 3)).clamp(4, BATCH).min(pages.len());
        let (batch, rest) = pages.split_at(size);
        batches.push(batch);
        pages = rest;
    }
    batches
}

/// Room for what a page is parsed into.
const ROOM: usize = 1 << 16;

/// What pages gave, and those that name a file that was not at hand.
type Batch<D> = Vec<Result<Compiled<D>, Source>>;

/// Compiles a whole tree; pages that the cache knows are not compiled again. A page is let go of once its batch is
/// compiled, and its documents but for what is kept of them, so that the next ones find their memory: only the files that
/// others include stay.
///
/// # Errors
/// Where there is no page, a file cannot be read, or what is to be kept cannot be told.
pub(crate) fn compile_all<D: Send>(
    tree: &Tree,
    cache: &Cache,
    keep: impl Fn(Document) -> Result<D, String> + Sync,
) -> Result<Vec<Compiled<D>>, String> {
    let paths = tree.pages()?;
    if paths.is_empty() {
        return Err(format!("{}: no page in it; name a checkout of the documentation", tree.root().display()));
    }
    let shared: Vec<String> = paths.iter().filter(|path| PageKind::is_include(path)).cloned().collect();
    let shared = tree.read_all(&shared)?;
    let mut files = tree.include_files(&shared);
    files.extend(shared.into_iter().map(|file| (file.path().to_owned(), file)));
    let progress = Progress::over(paths.len());
    let arena = Arena::new();
    let linked = |path: &str| tree.read(path).ok();
    let run = Run::new(&files, cache, &arena, Elsewhere::of(&linked));
    let read = |arena: &mut Arena, paths: &[String]| {
        let sources = paths.iter().map(|path| tree.read(path)).collect::<Result<Vec<_>, String>>()?;
        let compiled = run.pages(&sources.iter().collect::<Vec<_>>(), arena);
        let keep = |(source, page): (Source, Compiled)| {
            progress.step();
            if lacks_a_file(&page) { Ok(Err(source)) } else { page.keep(&keep).map(Ok) }
        };
        sources.into_iter().zip(compiled).map(keep).collect::<Result<Vec<_>, String>>()
    };
    let batches: Vec<Result<Batch<D>, String>> = in_batches(&paths, read);
    // Few pages include what is not among the shared files, or not there at all.
    let (mut compiled, mut late) = (Vec::with_capacity(paths.len()), Vec::new());
    for batch in batches {
        for page in batch? {
            match page {
                Ok(page) => compiled.push(page),
                Err(page) => late.push(page),
            }
        }
    }
    let more = tree.include_files(&late);
    let run = run.with(&more, &arena);
    let apart = files
        .values()
        .chain(more.values())
        .filter(|file| paths.binary_search_by(|path| path.as_str().cmp(file.path())).is_err());
    let rest: Vec<&Source> = late.iter().chain(apart).collect();
    let read = |arena: &mut Arena, pages: &[&Source]| {
        run.pages(pages, arena).into_iter().map(|page| page.keep(&keep)).collect::<Result<Vec<_>, String>>()
    };
    for batch in in_batches(&rest, read) {
        compiled.extend(batch?);
    }
    compiled.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(compiled)
}

/// What the pages of a run share.
struct Run<'a> {
    includes: Includes<'a>,
    elsewhere: Elsewhere<'a>,
    cache: &'a Cache,
    /// The include files as a number.
    digest: cache::Key,
}

impl<'a> Run<'a> {
    fn new(files: &'a IncludeFiles, cache: &'a Cache, arena: &'a Arena, elsewhere: Elsewhere<'a>) -> Self {
        Self { includes: Includes::default(), elsewhere, cache, digest: 1 }.with(files, arena)
    }

    /// The same with more files.
    fn with(mut self, files: &'a IncludeFiles, arena: &'a Arena) -> Self {
        for (path, file) in files {
            self.digest = self.cache.key(path, file.text(), self.digest);
        }
        parse_includes(files, arena, &mut self.includes);
        self
    }

    /// Compiles a batch of pages.
    fn pages(&self, sources: &[&Source], arena: &mut Arena) -> Vec<Compiled> {
        arena.reset();
        let arena = &*arena;
        let mut reader = yfm::Reader::new(arena);
        let parsed: Vec<Step<'_>> = sources.iter().map(|source| self.parse(source, &mut reader)).collect();
        let inputs: Vec<Input<'_>> = (sources.iter().zip(&parsed))
            .filter_map(|(source, step)| match step {
                Step::Known(_) => None,
                Step::Parsed(page, _) => Some(Input {
                    path: source.path(),
                    source,
                    page,
                    includes: &self.includes,
                    elsewhere: &self.elsewhere,
                    arena,
                }),
            })
            .collect();
        let mut lowered = lower(&inputs).into_iter();
        drop(inputs);
        let compile = |(source, step): (&&Source, Step<'_>)| match step {
            Step::Known(compiled) => compiled,
            Step::Parsed(page, key) => self.keep(key, self.of_docs(source, &page, lowered.next().unwrap_or_default())),
        };
        sources.iter().zip(parsed).map(compile).collect()
    }

    fn parse<'p>(&self, source: &'p Source, reader: &mut yfm::Reader<'p>) -> Step<'p> {
        let key = self.key(source);
        let holds = |known: &Compiled| known.linked.iter().all(|(path, said)| self.said(path) == *said);
        if let Some(known) = key.and_then(|key| self.cache.get(key, source.path())).filter(holds) {
            return Step::Known(known);
        }
        let page = reader.read(source.text());
        if specs_page::is_own(source.text()) {
            return Step::Known(self.keep(key, of_specs(source, &page)));
        }
        Step::Parsed(page, key)
    }

    /// Puts what a page gave into the cache.
    fn keep(&self, key: Option<cache::Key>, compiled: Compiled) -> Compiled {
        if let Some(key) = key {
            self.cache.put(key, &compiled);
        }
        compiled
    }

    /// A page of the documentation.
    fn of_docs(&self, source: &Source, page: &yfm::Page<'_>, lowered: Lowered) -> Compiled {
        let Lowered { kind, documents, system, diagnostics, rows, linked } = lowered;
        let mut findings = Vec::new();
        if source.lossy() {
            let message = "save this file as UTF-8: some of its bytes were replaced";
            findings.push(Finding::at(source, (0, None), Code::NotUtf8, message));
        }
        for finding in &page.findings {
            let place = (finding.at, None);
            findings.push(Finding::at(source, place, finding.problem.code(), finding.problem.message()));
        }
        findings.extend(diagnostics.iter().map(|diagnostic| Finding::of(diagnostic, source)));
        findings.sort_by_key(|finding| (finding.line, finding.column));
        let linked = linked.into_iter().map(|path| (self.said(&path), path)).map(|(said, path)| (path, said)).collect();
        Compiled { path: source.path().to_owned(), kind, documents, system, findings, rows, linked }
    }

    /// What a page says that others take from, as the cache compares it.
    fn said(&self, path: &str) -> u64 {
        if self.cache.forgets() { 0 } else { self.elsewhere.digest(path) }
    }

    /// What the cache knows a page by.
    fn key(&self, source: &Source) -> Option<cache::Key> {
        if self.cache.forgets() {
            return None;
        }
        let digest = if targets(source).next().is_some() { self.digest } else { 0 };
        Some(self.cache.key(source.path(), source.text(), digest))
    }
}

/// A page on its way.
enum Step<'a> {
    Known(Compiled),
    /// With what the cache is to know it by.
    Parsed(yfm::Page<'a>, Option<cache::Key>),
}

/// Has a page named a file that is not among those to include?
fn lacks_a_file(page: &Compiled) -> bool {
    page.findings.iter().any(|finding| finding.code == Code::MissingInclude)
}

/// A page without facts.
fn empty(source: &Source) -> Compiled {
    Compiled {
        path: source.path().to_owned(),
        kind: PageKind::Other,
        documents: Vec::new(),
        system: System::default(),
        findings: Vec::new(),
        rows: Rows::default(),
        linked: Vec::new(),
    }
}

/// A page of our own form: the whole of it is facts.
fn of_specs(source: &Source, page: &yfm::Page<'_>) -> Compiled {
    let mut compiled = empty(source);
    // What the documentation has dropped it does not document.
    if dropped::split(source.path()).is_some() {
        return compiled;
    }
    match specs_page::read(source, page) {
        Ok(Document::System(system)) => compiled.system = system,
        Ok(document) => {
            compiled.kind = match &document {
                Document::Event(_) => PageKind::Event,
                Document::Placement(_) => PageKind::Placement,
                _ => PageKind::Method,
            };
            compiled.documents.push(document);
        }
        Err(problem) => compiled.findings.push(Finding::not_normal(&problem, source)),
    }
    compiled
}

/// The facts of a run, each once, sorted; of two pages that document the same the first is kept and the other reported.
pub(crate) fn gather<D>(pages: &mut [Compiled<D>], key: impl Fn(&D) -> Key<'_>) -> (Vec<D>, System) {
    let mut all: Vec<(D, usize)> = Vec::with_capacity(pages.iter().map(|page| page.documents.len()).sum());
    let mut system = System { ir: b24_specs::ir::VERSION, ..System::default() };
    for (i, page) in pages.iter_mut().enumerate() {
        all.extend(page.documents.drain(..).map(|document| (document, i)));
        system.types.append(&mut page.system.types);
        system.errors.append(&mut page.system.errors);
    }
    tidy(&mut system.errors);
    // Documents are large: their places are sorted, not they.
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|&a, &b| key(&all[a].0).cmp(&key(&all[b].0)).then(a.cmp(&b)));
    let mut all: Vec<Option<(D, usize)>> = all.into_iter().map(Some).collect();
    let mut documents: Vec<(D, usize)> = Vec::with_capacity(all.len());
    for (document, i) in order.into_iter().filter_map(|place| all[place].take()) {
        match documents.last() {
            Some((kept, first)) if key(kept) == key(&document) => {
                let title = called(key(&document));
                let message = format!("{title} is documented in {} already: keep one", pages[*first].path);
                let file = pages[i].path.clone();
                pages[i]
                    .findings
                    .push(Finding::whole(file, Code::DocumentedTwice, message).weighing(Severity::Warning));
            }
            _ => documents.push((document, i)),
        }
    }
    (documents.into_iter().map(|(document, _)| document).collect(), system)
}

/// Sorts errors, and keeps one of those that are the same.
pub(crate) fn tidy(errors: &mut Vec<ErrorCase>) {
    fn key(error: &ErrorCase) -> (&str, Option<u16>, Option<&str>, Option<&str>) {
        (&error.code, error.status, error.message.as_deref(), error.field.as_deref())
    }
    errors.sort_by(|a, b| key(a).cmp(&key(b)));
    errors.dedup_by(|a, b| key(a) == key(b));
}
