//! What an import is going to do to `specs/`: settled first, told and carried out then.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use b24_specs::ir::System;

use super::compile::Compiled;
use super::report::{Finding, plural, print};
use super::store::{Change, compare, remove, write};
use super::{build, dropped};
use crate::diagnostic::Code;
use crate::diff::{Diff, Kind, Snapshot, Version, diff, successors};
use crate::document::{Document, Key, OwnedKey, page_file};
use crate::specs_page::render;
use crate::tree::Tree;

/// Pages to write and to remove, with what stands on them.
#[derive(Default)]
pub(crate) struct Plan {
    /// Every page that the documentation gives.
    given: BTreeSet<String>,
    added: Vec<Page>,
    changed: Vec<Page>,
    /// Pages of what the documentation no longer has, and where they go for now.
    dropped: Vec<(Page, Page)>,
    /// Dropped pages that go for good.
    over: Vec<String>,
    /// What the changed and the dropped pages said before.
    before: Vec<Document>,
    /// The pages of the documentation that something is known from.
    told: BTreeSet<String>,
    /// What holds for all from now on.
    system: System,
}

/// A document held against its page in `specs/`; only where they differ is it kept.
pub(crate) struct Held {
    key: OwnedKey,
    /// The page of the documentation that it is known from.
    told: Option<String>,
    change: Option<(Change, Document)>,
}

impl Held {
    pub(crate) fn against(out: &Path, document: Document) -> Result<Self, String> {
        let key = OwnedKey::from(document.key());
        let told = document.page().map(str::to_owned);
        let change = compare(out, &document.file(), &render(&document))?.map(|change| (change, document));
        Ok(Self { key, told, change })
    }

    pub(crate) fn key(&self) -> Key<'_> {
        self.key.get()
    }
}

/// A page of `specs/` and what it holds.
struct Page {
    path: String,
    document: Document,
}

impl Plan {
    /// What writing these documents changes, and what holds for all of them.
    pub(crate) fn of(out: &Path, mut documents: Vec<Held>, system: System) -> Result<Self, String> {
        if !system.errors.is_empty() || !system.types.is_empty() {
            documents.push(Held::against(out, Document::System(system.clone()))?);
        }
        let mut plan = Self { system, ..Self::default() };
        for Held { key, told, change } in documents {
            let path = page_file(key.get());
            plan.given.insert(path.clone());
            plan.told.extend(told);
            match change {
                None => {}
                Some((Change::Added, document)) => plan.added.push(Page { path, document }),
                Some((Change::Changed(_), document)) => {
                    plan.before.extend(build::read_page(out, &path)?.ok());
                    plan.changed.push(Page { path, document });
                }
            }
        }
        plan.over = plan.over(out)?;
        Ok(plan)
    }

    /// Dropped pages whose time is over, or that are documented again.
    fn over(&self, out: &Path) -> Result<Vec<String>, String> {
        if !out.is_dir() {
            return Ok(Vec::new());
        }
        let is_over = |path: &String| {
            dropped::split(path).is_some_and(|(release, page)| {
                self.given.contains(page) || dropped::is_over(release, Version::current())
            })
        };
        Ok(build::pages(&Tree::open(out)?)?.into_iter().filter(is_over).collect())
    }

    /// Adds the pages that the whole documentation no longer gives. What cannot be read has not gone: a page with errors, or
    /// one that is still there and gives nothing, keeps its facts, and the latter is a finding.
    pub(crate) fn sweep<D>(&mut self, out: &Path, compiled: &[Compiled<D>]) -> Result<Vec<Finding>, String> {
        if !out.is_dir() {
            return Ok(Vec::new());
        }
        let pages: BTreeMap<&str, &Compiled<D>> = compiled.iter().map(|page| (page.path.as_str(), page)).collect();
        let mut findings = Vec::new();
        let mut gone = Vec::new();
        for path in build::pages(&Tree::open(out)?)? {
            if !self.given.contains(&path)
                && path != build::SYSTEM
                && dropped::split(&path).is_none()
                && let Ok(document) = build::read_page(out, &path)?
            {
                let page = document.page().and_then(|page| pages.get(page));
                match page {
                    Some(page) if page.is_broken() => {}
                    Some(page) if !self.told.contains(&page.path) => {
                        let message = unread(out, &path, &document);
                        findings.push(Finding::whole(&*page.path, Code::Unread, message));
                    }
                    _ => gone.push(Page { path, document }),
                }
            }
        }
        self.drop_pages(gone);
        Ok(findings)
    }

    fn drop_pages(&mut self, gone: Vec<Page>) {
        let old: Vec<Document> = gone.iter().map(|page| page.document.clone()).collect();
        let new: Vec<Document> = self.added.iter().map(|page| page.document.clone()).collect();
        let successors = successors(&old, &new);
        for (page, (_, _, _, successor)) in gone.into_iter().zip(successors) {
            self.before.push(page.document.clone());
            let document = dropped::retire(&page.document, successor.as_deref());
            let kept = Page { path: dropped::file(&document, Version::current()), document };
            self.dropped.push((page, kept));
        }
    }

    /// What that does to the facts.
    pub(crate) fn diff(&self) -> Diff {
        let pages = self.added.iter().chain(&self.changed);
        // What holds for all explains the types, whether it changed or not.
        let old = snapshot(self.before.iter(), &self.system);
        diff(&old, &snapshot(pages.map(|page| &page.document), &self.system))
    }

    /// Does it.
    pub(crate) fn carry_out(&self, out: &Path) -> Result<(), String> {
        let kept = self.dropped.iter().map(|(_, kept)| kept);
        for page in self.added.iter().chain(&self.changed).chain(kept) {
            write(out, &page.path, &render(&page.document))?;
        }
        let gone = self.dropped.iter().map(|(page, _)| &page.path);
        gone.chain(&self.over).try_for_each(|path| remove(out, path))
    }

    /// Tells it page by page: what was done, and what changed on it.
    pub(crate) fn print(&self, out: &Path, diff: &Diff) {
        let changes = |document: &Document| {
            let entry = diff.entries.iter().find(|entry| entry.key() == document.key());
            entry.map(|entry| &*entry.changes).unwrap_or_default()
        };
        let mut listed = 0;
        for (what, pages) in [("added", &self.added), ("changed", &self.changed)] {
            for page in pages.iter().take(LISTED) {
                print(&format!("{what:>8} {}", out.join(&page.path).display()));
                let changes = changes(&page.document).iter().filter(|change| change.kind != Kind::Added);
                for change in changes {
                    let at = match change.kind {
                        Kind::Renamed => format!(" from {}", change.old),
                        _ if change.at.is_empty() => String::new(),
                        _ => format!(" {}", change.at),
                    };
                    print(&format!("         {} {}{at}", change.kind.id(), change.kind.title()));
                }
                listed += 1;
            }
        }
        for (page, kept) in self.dropped.iter().take(LISTED) {
            let (page, kept) = (out.join(&page.path), out.join(&kept.path));
            print(&format!(" dropped {}: stays as deprecated in {}", page.display(), kept.display()));
            listed += 1;
        }
        for path in self.over.iter().take(LISTED) {
            print(&format!(" removed {}", out.join(path).display()));
            listed += 1;
        }
        let all = self.added.len() + self.changed.len() + self.dropped.len() + self.over.len();
        if all > listed {
            print(&format!("         … and {} more; `diff` tells them all", plural(all - listed, "page")));
        }
    }

    /// Does the documentation give this page?
    pub(crate) fn gives(&self, path: &str) -> bool {
        self.given.contains(path)
    }

    /// Is everything there as it is already?
    pub(crate) fn changes_nothing(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.dropped.is_empty() && self.over.is_empty()
    }

    /// How many of each.
    pub(crate) fn summary(&self) -> String {
        let (added, changed, dropped) = (self.added.len(), self.changed.len(), self.dropped.len());
        let same = self.given.len() - added - changed;
        format!("{added} added, {changed} changed, {dropped} dropped, {same} unchanged")
    }
}

fn unread(out: &Path, path: &str, document: &Document) -> String {
    let in_out = |path: &str| out.join(path).display().to_string();
    let (path, title, to) = (in_out(path), document.title(), in_out(&dropped::file(document, Version::current())));
    format!(
        "nothing is read from this page any more, and {title} stays as it was: mend the page if it says too little; if it \
         describes none any more, mark {path} with `- deprecated: yes` and move it to {to}"
    )
}

/// So many of a kind of change are listed.
const LISTED: usize = 40;

fn snapshot<'d>(documents: impl Iterator<Item = &'d Document>, system: &System) -> Snapshot {
    let mut snapshot = Snapshot { system: system.clone(), ..Snapshot::default() };
    for document in documents {
        match document {
            Document::System(system) => snapshot.system = system.clone(),
            document => snapshot.documents.push(document.clone()),
        }
    }
    snapshot.documents.sort_by(|a, b| a.key().cmp(&b.key()));
    snapshot
}
