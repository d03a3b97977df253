//! Is what is checked in what the commands would write?

use std::path::Path;

use super::report::{Finding, Printer};
use super::store::{Change, compare};
use super::{Outcome, build, dropped, folder, readme};
use crate::corrections;
use crate::diagnostic::{Code, Severity};
use crate::diff::Version;
use crate::specs_page::render;

/// `b24c check`
pub(crate) fn run(specs: &Path, printer: Printer) -> Result<Outcome, String> {
    let read = build::read(specs)?;
    let mut findings = Vec::new();
    let import = format!("the page is not written as the importer writes it: run `{}`", folder::import_command(specs));
    let build = format!("the IR is not what the pages give: run `{}`", folder::build_command(specs));
    for page in &read.pages {
        let kept = dropped::split(&page.path);
        let file = kept.map_or(page.document.file(), |(release, _)| dropped::beside(release, &page.document));
        if kept.is_some_and(|(release, _)| dropped::is_over(release, Version::current())) {
            let message = "this page has been kept for one minor release: remove it, and build again";
            findings.push(Finding::whole(display(specs, &page.path), Code::Over, message));
        }
        if file == page.path {
            findings.extend(
                compare(specs, &file, &render(&page.document))?.map(|change| stale(specs, &file, &change, &import)),
            );
        } else {
            let message = format!("this page describes {}: name it {file}", page.document.title());
            findings.push(Finding::whole(display(specs, &page.path), Code::OutOfDate, message));
        }
    }
    let count = read.pages.len();
    let built = build::assemble(read, &corrections::read(specs)?)?;
    if !built.is_broken() {
        for (path, content) in &built.files {
            findings.extend(compare(specs, path, content)?.map(|change| stale(specs, path, &change, &build)));
        }
    }
    // Here a correction that no longer fits is an error, too: somebody has to look at it.
    findings.extend(built.findings.into_iter().map(|finding| finding.weighing(Severity::Error)));
    findings.extend(readme::check(specs));
    printer.findings(&findings, true);
    let done = format!("checked {} and the IR built from them", super::report::plural(count, "page"));
    printer.summary(&done, &findings, true);
    Ok(if findings.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

fn stale(specs: &Path, path: &str, change: &Change, mend: &str) -> Finding {
    let file = display(specs, path);
    match change {
        Change::Added => Finding::whole(file, Code::OutOfDate, format!("the file is missing; {mend}")),
        Change::Changed(difference) => {
            let found = format!("found `{}`, wanted `{}`", difference.found, difference.wanted);
            Finding::line(file, difference.line, difference.column, Code::OutOfDate, format!("{mend}; {found}"))
        }
    }
}

fn display(specs: &Path, path: &str) -> String {
    specs.join(path).display().to_string()
}
