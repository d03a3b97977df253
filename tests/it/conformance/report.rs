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

/// All verdicts, counted by what they are about.
#[derive(Default)]
pub(super) struct Report {
    figures: BTreeMap<&'static str, Figures>,
    /// What does not agree, in full.
    list: Vec<String>,
    faults: Vec<String>,
    left_out: Vec<String>,
    /// Of what kinds that is.
    reasons: BTreeMap<String, usize>,
}

#[derive(Default)]
struct Figures {
    agree: usize,
    respelled: usize,
    contradict: usize,
    faults: usize,
}

impl Report {
    /// Takes note of what became of one thing, or of the same in several languages, which counts for each.
    pub(super) fn add(&mut self, kinds: &[&'static str], place: &str, verdict: Verdict) {
        for &kind in kinds {
            let Figures { agree, respelled, contradict, faults } = self.figures.entry(kind).or_default();
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

    /// Takes note of what nothing is held against, and why.
    pub(super) fn leave_out(&mut self, place: &str, reason: &str) {
        self.left_out.push(format!("{place}: {reason}"));
        *self.reasons.entry(kind_of(reason)).or_default() += 1;
    }

    /// Writes the list, tells the figures, and fails where a fault is ours.
    pub(super) fn finish(self) {
        let mut text = String::new();
        for (name, Figures { agree, respelled, contradict, faults }) in self.figures {
            let all = agree + respelled + contradict + faults;
            let _ = writeln!(
                text,
                "{name}: {agree} of {all} agree, {respelled} in another spelling, {contradict} contradict their page, {faults} are faults of ours"
            );
        }
        let _ = writeln!(text, "left out: {}", self.left_out.len());
        for (reason, count) in self.reasons {
            let _ = writeln!(text, "{count:>6} {reason}");
        }
        let file = target().join("tests/conformance.txt");
        let list = [&self.list[..], &self.faults, &self.left_out].concat().join("\n");
        fs::write(&file, format!("{text}\n{list}\n")).unwrap();
        println!("{text}every one: {}", file.display());
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
    }
}

/// A reason, without what it quotes and adds in parentheses.
fn kind_of(reason: &str) -> String {
    let reason = reason.split(" (").next().unwrap_or_default();
    let parts = reason.split('`').enumerate().map(|(i, part)| if i % 2 == 0 { part } else { "`…`" });
    parts.collect()
}
