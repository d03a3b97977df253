//! What is wrong with the documentation itself, as a report that its authors could act on.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;

use super::Outcome;
use super::cache::Cache;
use super::compile::{compile_all, gather};
use super::report::{Finding, counted, plural, print_text, severity};
use super::store::put;
use crate::diagnostic::{Code, Group, Severity};
use crate::document::Document;
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

/// All codes, group by group, for `--help`.
pub(crate) fn codes() -> String {
    let mut out = String::from("Codes:\n");
    for group in Group::ALL {
        let _ = writeln!(out, "  {}", group.title());
        for code in Code::ALL.iter().filter(|code| code.group() == *group) {
            let _ = writeln!(out, "    {}  {}", code.id(), code.meaning());
        }
    }
    out
}

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
    /// The findings of each group, by kind, and their number.
    fn groups(&self) -> impl Iterator<Item = (&'static str, BTreeMap<Code, Vec<&Finding>>, usize)> {
        Group::ALL.iter().filter_map(|group| {
            let mut kinds: BTreeMap<Code, Vec<&Finding>> = BTreeMap::new();
            for finding in self.findings.iter().filter(|finding| finding.code.group() == *group) {
                kinds.entry(finding.code).or_default().push(finding);
            }
            let count = kinds.values().map(Vec::len).sum();
            (count > 0).then_some((group.title(), kinds, count))
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
                let _ = writeln!(out, "{}", counted(code, findings.len()));
                for finding in findings.iter().take(LISTED) {
                    let _ = writeln!(out, "          {}: {}", place(finding), finding.message);
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
                let _ = writeln!(out, "\n### {}: {} ({})\n", code.id(), code.meaning(), findings.len());
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
            code: Code,
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
                let (count, meaning) = (findings.len(), code.meaning());
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

/// A text of ours that quotes a page, as text of Markdown. What is code stays as it is written, where its backticks pair.
fn escape(text: &str) -> String {
    let parts = text.split('`').count();
    let pairs = parts % 2 == 1 && !text.contains("``");
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split('`').enumerate() {
        let is_code = pairs && index % 2 == 1;
        if index > 0 {
            out.push_str(if pairs { "`" } else { "\\`" });
        }
        for c in part.chars() {
            if !is_code && matches!(c, '<' | '*' | '_' | '[' | ']' | '\\' | '|') {
                out.push('\\');
            }
            out.push(if c.is_control() { ' ' } else { c });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_in_markdown_is_as_it_is_written() {
        assert_eq!(escape("`UF_*` and <b>"), r"`UF_*` and \<b>");
        assert_eq!(escape("`a_b` ` c_d"), r"\`a\_b\` \` c\_d");
        assert_eq!(escape("``a_b``"), r"\`\`a\_b\`\`");
    }
}
