//! What is wrong with the documentation itself, as a report that its authors could act on.

use std::fmt::Write;
use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;

use super::Outcome;
use super::cache::Cache;
use super::compile::{compile_all, gather};
use super::report::{Finding, meaning, plural, print_text, severity};
use super::store::put;
use crate::diagnostic::Severity;
use crate::specs_page::Document;
use crate::tree::Tree;

/// How the report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Counts, and the first places of each kind
    Text,
    /// Every place, to be pasted into an issue
    Markdown,
    /// One object a line: a finding each, and a summary of each kind
    Json,
}

/// Findings that one remedy mends.
struct Group {
    title: &'static str,
    codes: &'static [&'static str],
}

/// The groups, in the order of the report. Every code is in one.
const GROUPS: &[Group] = &[
    Group {
        title: "Tables that the renderer loses or cuts",
        codes: &["B0101", "B0102", "B0103", "B0104", "B0105", "B0106", "B0107"],
    },
    Group {
        title: "Blocks that end in the wrong place",
        codes: &["B0108", "B0109", "B0110", "B0111", "B0112", "B0113", "B0114"],
    },
    Group { title: "Names that differ between title, address and example", codes: &["B0301", "B0302", "B0901"] },
    Group { title: "Contradictions between table and example", codes: &["B0502", "B0503", "B0504", "B0501", "B0306"] },
    Group { title: "Links and includes that lead nowhere", codes: &["B0412", "B0411", "B0203"] },
    Group {
        title: "Rows of tables that cannot be read for sure",
        codes: &["B0401", "B0402", "B0403", "B0406", "B0407", "B0408", "B0409", "B0410", "B0413", "B0414"],
    },
    Group { title: "Types that are missing or told in prose", codes: &["B0404", "B0405"] },
    Group { title: "Errors without a code, a text or a status", codes: &["B0601", "B0602", "B0603"] },
    Group {
        title: "Facts that a page leaves out",
        codes: &["B0202", "B0303", "B0304", "B0305", "B0415", "B0505", "B0701", "B0702"],
    },
    Group { title: "Files that are no source of a page", codes: &["B0201", "B0905"] },
];

/// `b24c doctor`
pub(crate) fn run(docs: &Path, format: Format, out: Option<&Path>) -> Result<Outcome, String> {
    let tree = Tree::open(docs)?;
    let cache = Cache::open();
    let mut pages = compile_all(&tree, &cache, Ok)?;
    cache.save();
    // Gathering finds what two pages document.
    gather(&mut pages, Document::key);
    let count = pages.len();
    let findings: Vec<Finding> = pages.into_iter().flat_map(|page| page.findings).collect();
    let report = Report { docs: docs.display().to_string(), pages: count, findings: &findings };
    let text = match format {
        Format::Text => report.text(),
        Format::Markdown => report.markdown(),
        Format::Json => report.json(),
    };
    match out {
        None => print_text(&text),
        Some(file) => put(file, &text)?,
    }
    Ok(if findings.iter().any(|finding| finding.severity == Severity::Error) {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

struct Report<'f> {
    docs: String,
    pages: usize,
    findings: &'f [Finding],
}

/// So many places of a kind are listed as text.
const LISTED: usize = 3;

impl Report<'_> {
    fn of(&self, code: &str) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| finding.code == code).collect()
    }

    /// The findings of each group, by kind, and their number.
    fn groups(&self) -> impl Iterator<Item = (&'static str, Vec<(&'static str, Vec<&Finding>)>, usize)> {
        GROUPS.iter().filter_map(|group| {
            let kinds: Vec<_> = group.codes.iter().map(|code| (*code, self.of(code))).collect();
            let kinds: Vec<_> = kinds.into_iter().filter(|(_, findings)| !findings.is_empty()).collect();
            let count = kinds.iter().map(|(_, findings)| findings.len()).sum();
            (count > 0).then_some((group.title, kinds, count))
        })
    }

    fn summary(&self) -> String {
        let mut files: Vec<&str> = self.findings.iter().map(|finding| finding.file.as_str()).collect();
        files.sort_unstable();
        files.dedup();
        let found = plural(self.findings.len(), "finding");
        format!("{}: {found} on {} of {}", self.docs, files.len(), plural(self.pages, "page"))
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for (title, kinds, count) in self.groups() {
            let _ = writeln!(out, "\x1b[1m{title}\x1b[0m ({count})");
            for (code, findings) in kinds {
                let _ = writeln!(out, "{:>7} {code}  {}", findings.len(), meaning(code));
                for finding in findings.iter().take(LISTED) {
                    // Some kinds say the same of every place.
                    let message = Some(finding.message.as_str()).filter(|message| *message != meaning(code));
                    let message = message.map(|message| format!(": {message}")).unwrap_or_default();
                    let _ = writeln!(out, "          {}{message}", place(finding));
                }
                if findings.len() > LISTED {
                    let _ = writeln!(out, "          … and {} more", findings.len() - LISTED);
                }
            }
            out.push('\n');
        }
        let _ = writeln!(out, "{}; `--format markdown` lists them all", self.summary());
        out
    }

    fn markdown(&self) -> String {
        let mut out = format!("# Findings about the documentation\n\n{}.\n", self.summary());
        for (title, kinds, count) in self.groups() {
            let _ = writeln!(out, "\n## {title} ({count})");
            for (code, findings) in kinds {
                let _ = writeln!(out, "\n### {code}: {} ({})\n", meaning(code), findings.len());
                for finding in findings {
                    let _ = writeln!(out, "- `{}`: {}", place(finding), escape(&finding.message));
                }
            }
        }
        out
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Kind<'a> {
            group: &'a str,
            code: &'a str,
            meaning: &'a str,
            #[serde(serialize_with = "severity")]
            severity: Severity,
            count: usize,
        }
        let mut out = String::new();
        let mut push = |line: serde_json::Result<String>| out.extend(line.ok().map(|line| line + "\n"));
        self.findings.iter().for_each(|finding| push(serde_json::to_string(finding)));
        for (group, kinds, _) in self.groups() {
            for (code, findings) in kinds {
                let (count, meaning) = (findings.len(), meaning(code));
                let severity = findings.first().map_or(Severity::Note, |finding| finding.severity);
                push(serde_json::to_string(&Kind { group, code, meaning, severity, count }));
            }
        }
        out
    }
}

fn place(finding: &Finding) -> String {
    match finding.line {
        0 => finding.file.clone(),
        line => format!("{}:{line}", finding.file),
    }
}

/// A text of ours that quotes a page, as plain text of Markdown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '<' | '*' | '_' | '[' | ']' | '\\' | '|') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::report::code;
    use super::*;
    use crate::diagnostic::Code;
    use crate::yfm::Problem;

    #[test]
    fn every_finding_about_a_page_is_in_one_group() {
        let listed: Vec<&str> = GROUPS.iter().flat_map(|group| group.codes).copied().collect();
        let set: BTreeSet<&str> = listed.iter().copied().collect();
        assert_eq!(set.len(), listed.len(), "one is in two groups");
        let lowering = Code::ALL.iter().map(|code| code.id());
        let reading = Problem::ALL.iter().map(|problem| problem.code());
        let all: BTreeSet<&str> = lowering.chain(reading).chain([code::DOCUMENTED_TWICE, code::NOT_UTF8]).collect();
        assert_eq!(set, all);
    }
}
