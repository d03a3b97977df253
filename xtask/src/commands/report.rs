//! Findings, as a person reads them and as a program does.

use std::collections::BTreeMap;
use std::io::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Source, floor};
use crate::specs_page::Problem;
use crate::yfm::Offset;

/// One finding, with its place.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Finding {
    #[serde(serialize_with = "severity")]
    pub(crate) severity: Severity,
    pub(crate) code: Code,
    pub(crate) file: String,
    /// From 1; 0 where the whole file is meant.
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) message: String,
    /// The line of the file, for the person.
    #[serde(skip)]
    text: String,
    /// Bytes of `text` to underline.
    #[serde(skip)]
    span: (usize, usize),
}

/// Lines are shown up to here.
const SHOWN: usize = 400;

impl Finding {
    /// A finding at a place in a file.
    pub(crate) fn at(
        source: &Source,
        (at, end): (Offset, Option<Offset>),
        code: Code,
        message: impl Into<String>,
    ) -> Self {
        let severity = code.severity();
        let (line, column) = source.line_col(at);
        let text = source.text();
        let at = floor(text, at as usize);
        let start = source.line_start(at);
        let shown = floor(text, start + SHOWN);
        let shown = text[start..shown].find('\n').map_or(shown, |newline| start + newline);
        let next = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        let end = end.map_or(next, |end| floor(text, end as usize).max(next)).min(shown);
        let text = text[start..shown].trim_end_matches('\r').to_owned();
        let span = (at - start, end.saturating_sub(start).min(text.len()));
        Self { severity, code, file: source.path().to_owned(), line, column, message: message.into(), text, span }
    }

    /// A finding at a line of a file that is not at hand.
    pub(crate) fn line(
        file: impl Into<String>,
        line: u32,
        column: u32,
        code: Code,
        message: impl Into<String>,
    ) -> Self {
        Self { line, column, ..Self::whole(file, code, message) }
    }

    /// A finding about a whole file.
    pub(crate) fn whole(file: impl Into<String>, code: Code, message: impl Into<String>) -> Self {
        let (file, message) = (file.into(), message.into());
        Self { severity: code.severity(), code, file, line: 0, column: 0, message, text: String::new(), span: (0, 0) }
    }

    /// The same with a weight of its own.
    pub(crate) fn weighing(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// What the lowering found.
    pub(crate) fn of(diagnostic: &Diagnostic, source: &Source) -> Self {
        let place = (diagnostic.at, diagnostic.end);
        Self::at(source, place, diagnostic.code, diagnostic.message.as_str())
    }

    /// What the reader of `specs/` found.
    pub(crate) fn not_normal(problem: &Problem, source: &Source) -> Self {
        Self::at(source, (problem.at, None), Code::NotNormal, problem.message.as_str())
    }

    fn render(&self) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level.primary_title(self.message.as_str()).id(self.code.id());
        let (from, to) = self.span;
        let group: Group<'_> = if self.line == 0 {
            title.element(Origin::path(self.file.as_str()))
        } else if from < to {
            let snippet = Snippet::source(self.text.as_str()).line_start(self.line as usize).path(self.file.as_str());
            title.element(snippet.annotation(AnnotationKind::Primary.span(from..to)))
        } else {
            let place = Origin::path(self.file.as_str()).line(self.line as usize).char_column(self.column as usize);
            title.element(place)
        };
        Renderer::styled().render(&[group])
    }
}

/// A finding as it is written down for the next run.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct KeptFinding(Severity, String, String, u32, u32, String, String, (usize, usize));

impl KeptFinding {
    pub(crate) fn of(finding: &Finding) -> Self {
        let Finding { severity, code, file, line, column, message, text, span } = finding.clone();
        Self(severity, code.id().to_owned(), file, line, column, message, text, span)
    }

    /// The finding again; nothing where its code is not known.
    pub(crate) fn finding(self) -> Option<Finding> {
        let Self(severity, code, file, line, column, message, text, span) = self;
        let code = Code::of(&code)?;
        Some(Finding { severity, code, file, line, column, message, text, span })
    }
}

/// Where findings and summaries go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Printer {
    /// JSON lines on the standard output instead of text on the standard error.
    pub(crate) json: bool,
}

impl Printer {
    /// Prints findings in order; of those that are no errors only with `all`.
    pub(crate) fn findings(self, findings: &[Finding], all: bool) {
        for finding in findings {
            if self.json {
                print_json(finding);
            } else if all || finding.severity == Severity::Error {
                print_error(&format!("{}\n", finding.render()));
            }
        }
    }

    /// The line that closes a run: what was done, then the findings by weight.
    pub(crate) fn summary(self, done: &str, findings: &[Finding], all: bool) {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
        if self.json {
            #[derive(Serialize)]
            struct Summary<'a> {
                #[serde(rename = "summary")]
                done: &'a str,
                errors: usize,
                warnings: usize,
                notes: usize,
            }
            return print_json(&Summary { done, errors, warnings, notes });
        }
        let mut line = done.to_owned();
        let counts = [(errors, "error"), (warnings, "warning"), (notes, "note")];
        let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| plural(*n, what)).collect();
        if !counts.is_empty() {
            line.extend(["; ", &counts.join(", ")]);
        }
        if !all && warnings + notes > 0 {
            line.push_str(" (`--verbose` shows them all)");
        }
        print(&line);
    }
}

/// Findings by code, most frequent first.
pub(crate) fn by_code(findings: &[Finding]) -> Vec<(Code, usize)> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.code).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// A line that counts the findings of a kind.
pub(crate) fn counted(code: Code, count: usize) -> String {
    format!("{count:>7} {}  {}", code.id(), code.meaning())
}

/// `1 page`, `2 pages`, `3 entries`.
pub(crate) fn plural(count: usize, what: &str) -> String {
    match what.strip_suffix('y') {
        _ if count == 1 => format!("1 {what}"),
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {what}s"),
    }
}

/// One JSON line on the standard output.
pub(crate) fn print_json(value: &impl Serialize) {
    if let Ok(line) = serde_json::to_string(value) {
        print(&line);
    }
}

/// A line on the standard output; a reader that has gone away is no reason to fail.
pub(crate) fn print(line: &str) {
    let _ = writeln!(anstream::stdout(), "{line}");
}

/// A whole text on the standard output.
pub(crate) fn print_text(text: &str) {
    let _ = write!(anstream::stdout(), "{text}");
}

/// A line on the standard error.
pub(crate) fn print_error(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
pub(crate) fn severity<S: serde::Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_shows_its_line_and_a_caret() {
        let source = Source::new("a.md", "one\nдва три\r\n".as_bytes().to_vec());
        let finding = Finding::at(&source, (11, Some(17)), Code::NoName, "mend this");
        assert_eq!((finding.line, finding.column), (2, 5));
        let text = anstream::adapter::strip_str(&finding.render()).to_string();
        assert_eq!(text, "error[B0302]: mend this\n --> a.md:2:5\n  |\n2 | два три\n  |     ^^^");
    }

    #[test]
    fn places_outside_of_the_text_and_endless_lines_are_shown_without_it() {
        let source = Source::new("a.md", "x".repeat(100_000).into_bytes());
        for at in [0, 99_000, 100_000, Offset::MAX] {
            let text = Finding::at(&source, (at, None), Code::NoName, "mend this").render();
            assert!(text.contains("a.md") && text.len() < 2_000, "{text}");
        }
    }
}
