//! What was found, in figures and in full.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use xtask::commands::Language;

use crate::compile_fail::target;

/// Answers of the pages, whole.
pub(super) const ANSWERS: &str = "answers";
/// Those that tell an error.
pub(super) const REFUSALS: &str = "answers that tell an error";

/// What requests in a language are counted as.
pub(super) const fn requests_in(language: Language) -> &'static str {
    match language {
        Language::Curl => "requests in cURL",
        Language::JavaScript => "requests in JavaScript",
        Language::Php => "requests in PHP",
    }
}

/// What most pages of methods show.
const SHOWN: [&str; 5] =
    [ANSWERS, REFUSALS, requests_in(Language::Curl), requests_in(Language::JavaScript), requests_in(Language::Php)];
/// How many methods may be without an example of a kind, in percent.
const WITHOUT: usize = 50;
/// How many examples of a kind may be left out, in percent.
const LEFT_OUT: usize = 20;

/// What became of something that the documentation shows.
pub(super) enum Verdict {
    /// The generated code does what the page says.
    Agrees,
    /// It does, in another spelling: `7` for `"7"`.
    Respelled,
    /// It cannot, as the page says two things.
    Contradiction(Vec<String>),
    /// It does not.
    Fault(Vec<String>),
}

impl Verdict {
    /// What these faults are, where the page contradicts itself in this way. All are sentences that begin with a path; a
    /// contradiction at another place than the fault does not account for it.
    pub(super) fn of(faults: Vec<String>, contradictions: Vec<String>) -> Self {
        let accounted = |fault: &String| contradictions.iter().any(|other| concern_the_same(fault, other));
        if faults.iter().all(accounted) { Self::Contradiction(contradictions) } else { Self::Fault(faults) }
    }
}

/// Is the place of one within that of the other? What names no place is within none.
fn concern_the_same(a: &str, b: &str) -> bool {
    let steps = |sentence: &str| -> Vec<String> {
        let path = sentence.split('`').nth(1).unwrap_or_default();
        let step = |step: &&str| !step.bytes().all(|b| b.is_ascii_digit());
        path.split(['.', '[', ']']).filter(step).map(str::to_owned).collect()
    };
    let (a, b) = (steps(a), steps(b));
    !a.is_empty() && !b.is_empty() && a.iter().zip(&b).all(|(a, b)| a == b)
}

/// All verdicts, counted by what they are about.
#[derive(Default)]
pub(super) struct Report {
    figures: BTreeMap<&'static str, Figures>,
    /// What does not agree, in full.
    list: Vec<String>,
    faults: Vec<String>,
    left_out: Vec<String>,
    /// Of what kinds that is, and for what kinds of reasons.
    reasons: BTreeMap<(Option<&'static str>, String), usize>,
}

#[derive(Clone, Copy, Default)]
struct Figures {
    agree: usize,
    respelled: usize,
    contradict: usize,
    faults: usize,
    left_out: usize,
}

impl Figures {
    /// What the generated code was held against.
    fn compared(self) -> usize {
        self.agree + self.respelled + self.contradict + self.faults
    }
}

impl Report {
    /// Takes note of what became of one thing, or of the same in several languages, which counts for each.
    pub(super) fn add(&mut self, kinds: &[&'static str], place: &str, verdict: Verdict) {
        for &kind in kinds {
            let Figures { agree, respelled, contradict, faults, .. } = self.figures.entry(kind).or_default();
            *match verdict {
                Verdict::Agrees => agree,
                Verdict::Respelled => respelled,
                Verdict::Contradiction(_) => contradict,
                Verdict::Fault(_) => faults,
            } += 1;
        }
        let line = |all: Vec<String>| format!("{place}: {}", all.join("; "));
        match verdict {
            Verdict::Agrees | Verdict::Respelled => {}
            Verdict::Contradiction(all) => self.list.push(line(all)),
            Verdict::Fault(all) => self.faults.push(line(all)),
        }
    }

    /// Takes note of what nothing is held against, and why. What is of no kind is a page that the IR does not know.
    pub(super) fn leave_out(&mut self, kind: Option<&'static str>, place: &str, reason: &str) {
        if let Some(kind) = kind {
            self.figures.entry(kind).or_default().left_out += 1;
        }
        self.left_out.push(format!("{place}: {}: {reason}", kind.unwrap_or("all")));
        *self.reasons.entry((kind, kind_of(reason))).or_default() += 1;
    }

    /// Of what there is too little: a test that reads nothing finds no fault.
    fn scarce(&self, methods: usize) -> Vec<String> {
        let mut found = Vec::new();
        for kind in SHOWN {
            let figures = self.figures.get(kind).copied().unwrap_or_default();
            let (compared, left_out) = (figures.compared(), figures.left_out);
            if compared * 100 <= methods * (100 - WITHOUT) {
                found.push(format!("{kind}: only {compared} for {methods} methods"));
            }
            if left_out * 100 > (compared + left_out) * LEFT_OUT {
                found.push(format!("{kind}: {left_out} are left out, and only {compared} are not"));
            }
        }
        found
    }

    /// Writes the list, tells the figures, and fails where a fault is ours, or too little was read of so many methods.
    pub(super) fn finish(self, methods: usize) {
        let mut text = String::new();
        for (name, &figures) in &self.figures {
            let Figures { agree, respelled, contradict, faults, left_out } = figures;
            let all = figures.compared();
            let _ = writeln!(
                text,
                "{name}: {agree} of {all} agree, {respelled} in another spelling, {contradict} contradict their page, \
                 {faults} are faults of ours; {left_out} more are left out"
            );
        }
        let _ = writeln!(text, "left out: {}", self.left_out.len());
        for ((kind, reason), count) in &self.reasons {
            let _ = writeln!(text, "{count:>6} {}: {reason}", kind.unwrap_or("all"));
        }
        let file = target().join("tests/conformance.txt");
        let list = [&self.list[..], &self.faults, &self.left_out].concat().join("\n");
        fs::write(&file, format!("{text}\n{list}\n")).unwrap();
        println!("{text}every one: {}", file.display());
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
        let scarce = self.scarce(methods);
        assert!(scarce.is_empty(), "the documentation is hardly read: {}", scarce.join("; "));
    }
}

/// A reason, without what it quotes and adds in parentheses.
fn kind_of(reason: &str) -> String {
    let reason = reason.split(" (").next().unwrap_or_default();
    let parts = reason.split('`').enumerate().map(|(i, part)| if i % 2 == 0 { part } else { "`…`" });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a report of 10 methods with so many requests in PHP and plenty of all else.
    fn scarce(compared: usize, left_out: usize) -> Vec<String> {
        let mut report = Report::default();
        let php = requests_in(Language::Php);
        for kind in SHOWN.into_iter().filter(|&kind| kind != php) {
            (0..10).for_each(|_| report.add(&[kind], "a.md:1", Verdict::Agrees));
        }
        (0..compared).for_each(|_| report.add(&[php], "a.md:1", Verdict::Respelled));
        (0..left_out).for_each(|_| report.leave_out(Some(php), "a.md:1", "it is no literal"));
        report.scarce(10)
    }

    #[test]
    fn what_is_hardly_read_is_told() {
        assert_eq!(scarce(10, 2), Vec::<String>::new());
        assert_eq!(scarce(10, 3), ["requests in PHP: 3 are left out, and only 10 are not"]);
        assert_eq!(scarce(5, 0), ["requests in PHP: only 5 for 10 methods"]);
        assert_eq!(scarce(0, 0), ["requests in PHP: only 0 for 10 methods"]);
    }

    #[test]
    fn pages_that_the_ir_does_not_know_are_of_no_kind() {
        let mut report = Report::default();
        report.leave_out(None, "a.md", "the IR has no method of this page, `a.b`");
        assert!(report.figures.is_empty() && report.left_out.len() == 1);
    }
}
