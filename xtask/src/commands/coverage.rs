//! The account of a documentation tree: every page, every row, every finding.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::cache::Cache;
use super::compile::{Compiled, compile_all, gather};
use super::report::{Printer, by_code, counted, print, print_json};
use crate::document::Document;
use crate::lower::{PageKind, Rows};
use crate::tree::Tree;

/// What is counted, for one scope or for all.
#[derive(Debug, Default, Serialize)]
struct Account {
    scope: String,
    pages: BTreeMap<&'static str, u32>,
    methods: u32,
    events: u32,
    placements: u32,
    rows_read: u32,
    rows_compiled: u32,
    rows_reported: u32,
    findings: BTreeMap<&'static str, usize>,
}

/// `b24c coverage`
pub(crate) fn run(docs: &Path, printer: Printer) -> Result<Outcome, String> {
    let tree = Tree::open(docs)?;
    let cache = Cache::open();
    let mut pages = compile_all(&tree, &cache, Ok)?;
    cache.save();
    let scope_of: Vec<String> = pages.iter().map(scope).collect();
    let mut scopes: BTreeMap<String, Account> = BTreeMap::new();
    let mut all = Account { scope: "all".into(), ..Account::default() };
    for (page, scope) in pages.iter().zip(&scope_of) {
        all.add_documents(page);
        let new = || Account { scope: scope.clone(), ..Account::default() };
        scopes.entry(scope.clone()).or_insert_with(new).add_documents(page);
    }
    // Gathering finds what two pages document.
    gather(&mut pages, Document::key);
    for (page, scope) in pages.iter().zip(&scope_of) {
        all.add(page);
        scopes.entry(scope.clone()).or_default().add(page);
    }
    let lost: Vec<&Compiled> = pages.iter().filter(|page| !adds_up(page.rows)).collect();
    if printer.json {
        scopes.values().chain([&all]).for_each(print_json);
    } else {
        print_table(&scopes, &all, &pages);
    }
    for page in &lost {
        let Rows { read, compiled, reported } = page.rows;
        super::report::print_error(&format!(
            "error: {}: {read} rows read, {compiled} compiled, {reported} reported",
            page.path
        ));
    }
    Ok(if lost.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

fn adds_up(rows: Rows) -> bool {
    rows.read == rows.compiled + rows.reported
}

impl Account {
    fn add_documents(&mut self, page: &Compiled) {
        for document in &page.documents {
            match document {
                Document::Method(_) => self.methods += 1,
                Document::Event(_) => self.events += 1,
                Document::Placement(_) => self.placements += 1,
                Document::System(_) => {}
            }
        }
    }

    fn add(&mut self, page: &Compiled) {
        *self.pages.entry(kind(page.kind)).or_default() += 1;
        self.rows_read += page.rows.read;
        self.rows_compiled += page.rows.compiled;
        self.rows_reported += page.rows.reported;
        for finding in &page.findings {
            *self.findings.entry(finding.code.id()).or_default() += 1;
        }
    }
}

/// The scope that a page's facts belong to; `-` for a page without facts or without a scope.
fn scope(page: &Compiled) -> String {
    let scopes = match page.documents.first() {
        Some(Document::Method(method)) => &method.scopes,
        Some(Document::Event(event)) => &event.scopes,
        Some(Document::Placement(placement)) => &placement.scopes,
        Some(Document::System(_)) | None => return "-".into(),
    };
    scopes.first().cloned().unwrap_or_else(|| "-".into())
}

fn kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Method => "method",
        PageKind::Event => "event",
        PageKind::Placement => "placement",
        PageKind::Interface => "interface",
        PageKind::Sdk => "sdk",
        PageKind::Overview => "overview",
        PageKind::Guide => "guide",
        PageKind::Include => "include",
        PageKind::Rendered => "rendered",
        PageKind::Other => "other",
    }
}

fn print_table(scopes: &BTreeMap<String, Account>, all: &Account, pages: &[Compiled]) {
    print(&format!(
        "{:<24} {:>6} {:>8} {:>7} {:>11} {:>8} {:>9} {:>9} {:>9}",
        "scope", "pages", "methods", "events", "placements", "rows", "compiled", "reported", "findings"
    ));
    for account in scopes.values().chain([all]) {
        print(&format!(
            "{:<24} {:>6} {:>8} {:>7} {:>11} {:>8} {:>9} {:>9} {:>9}",
            account.scope,
            account.pages.values().sum::<u32>(),
            account.methods,
            account.events,
            account.placements,
            account.rows_read,
            account.rows_compiled,
            account.rows_reported,
            account.findings.values().sum::<usize>()
        ));
    }
    print("");
    for (kind, count) in &all.pages {
        print(&format!("{count:>7} {kind} pages"));
    }
    print("");
    let findings: Vec<_> = pages.iter().flat_map(|page| page.findings.iter().cloned()).collect();
    for (code, count) in by_code(&findings) {
        print(&counted(code, count));
    }
}
