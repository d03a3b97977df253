//! What was found, in figures and in full.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use crate::compile_fail::target;

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

/// All verdicts, by what they are about.
#[derive(Default)]
pub(super) struct Report {
    kinds: BTreeMap<&'static str, Kind>,
    left_out: Vec<String>,
}

#[derive(Default)]
struct Kind {
    agree: usize,
    respelled: usize,
    contradictions: Vec<String>,
    faults: Vec<String>,
}

impl Report {
    pub(super) fn add(&mut self, kind: &'static str, place: &str, verdict: Verdict) {
        let kind = self.kinds.entry(kind).or_default();
        let line = |all: Vec<String>| format!("{place}: {}", all.join("; "));
        match verdict {
            Verdict::Agrees => kind.agree += 1,
            Verdict::Respelled => kind.respelled += 1,
            Verdict::Contradiction(all) => kind.contradictions.push(line(all)),
            Verdict::Fault(all) => kind.faults.push(line(all)),
        }
    }

    /// Takes note of what nothing is held against, and why.
    pub(super) fn leave_out(&mut self, place: &str, reason: &str) {
        self.left_out.push(format!("{place}: {reason}"));
    }

    /// Writes the list, tells the figures, and fails where a fault is ours.
    pub(super) fn finish(self) {
        let (mut figures, mut list, mut faults) = (String::new(), String::new(), Vec::new());
        for (name, kind) in self.kinds {
            let Kind { agree, respelled, contradictions, faults: own } = kind;
            let (pages, ours) = (contradictions.len(), own.len());
            let all = agree + respelled + pages + ours;
            let _ = writeln!(
                figures,
                "{name}: {agree} of {all} agree, {respelled} in another spelling, {pages} contradict their page, {ours} are faults of ours"
            );
            for line in contradictions.iter().chain(&own) {
                let _ = writeln!(list, "{line}");
            }
            faults.extend(own);
        }
        let _ = writeln!(figures, "left out: {}", self.left_out.len());
        for line in &self.left_out {
            let _ = writeln!(list, "{line}");
        }
        let file = target().join("tests/conformance.txt");
        fs::write(&file, format!("{figures}\n{list}")).unwrap();
        println!("{figures}every one: {}", file.display());
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
