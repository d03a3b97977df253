//! The table of a run.

use std::fmt;
use std::time::{Duration, Instant};

/// How often each side of a row is measured, unless the row says otherwise.
const ROUNDS: usize = 15;

/// What was measured, row by row.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<[String; 6]>,
}

/// The median of several runs, and how far the middle half of them lies apart.
struct Sample {
    median: Duration,
    spread: f64,
}

impl Sample {
    fn of(mut runs: Vec<Duration>) -> Self {
        runs.sort_unstable();
        let at = |part: usize| runs[part * (runs.len() - 1) / 4];
        let spread = (at(3).as_secs_f64() - at(1).as_secs_f64()) / at(2).as_secs_f64();
        Self { median: at(2), spread }
    }
}

impl Table {
    /// What `ours` takes of the time of `theirs`.
    pub(crate) fn ratio(
        &mut self,
        what: &str,
        ours: &mut dyn FnMut(),
        peer: &str,
        theirs: &mut dyn FnMut(),
        target: &str,
    ) {
        self.ratio_of(ROUNDS, what, ours, peer, theirs, target);
    }

    /// The same, for what takes seconds.
    pub(crate) fn ratio_of(
        &mut self,
        rounds: usize,
        what: &str,
        ours: &mut dyn FnMut(),
        peer: &str,
        theirs: &mut dyn FnMut(),
        target: &str,
    ) {
        ours();
        theirs();
        self.timed(rounds, what, (ours, peer, theirs), share, target);
    }

    /// Times both sides in turn, so that both meet the same weather; `compare` gives the verdict.
    pub(crate) fn timed(
        &mut self,
        rounds: usize,
        what: &str,
        (ours, peer, theirs): (&mut dyn FnMut(), &str, &mut dyn FnMut()),
        compare: fn(Duration, Duration) -> String,
        target: &str,
    ) {
        let (mut mine, mut other) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            mine.push(timed(ours));
            other.push(timed(theirs));
        }
        let (mine, other) = (Sample::of(mine), Sample::of(other));
        let verdict = compare(mine.median, other.median);
        self.rows.push([what.into(), millis(&mine), peer.into(), millis(&other), verdict, target.into()]);
    }

    /// A figure that has no peer.
    pub(crate) fn figure(&mut self, what: &str, figure: String, target: &str) {
        self.rows.push([what.into(), figure, String::new(), String::new(), String::new(), target.into()]);
    }
}

/// How many times theirs ours is.
pub(crate) fn share(mine: Duration, other: Duration) -> String {
    format!("{:.2} ×", mine.as_secs_f64() / other.as_secs_f64())
}

/// What ours takes more than theirs.
pub(crate) fn excess(mine: Duration, other: Duration) -> String {
    format!("+ {:.2} s", mine.as_secs_f64() - other.as_secs_f64())
}

fn timed(run: &mut dyn FnMut()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn millis(sample: &Sample) -> String {
    format!("{:.1} ms ± {:.0} %", sample.median.as_secs_f64() * 1e3, sample.spread * 50.0)
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["what", "b24", "against", "it", "ratio", "wanted"].map(str::to_owned);
        let widths: Vec<usize> = (0..head.len())
            .map(|column| self.rows.iter().chain([&head]).map(|row| row[column].chars().count()).max().unwrap_or(0))
            .collect();
        for row in [&head].into_iter().chain(&self.rows) {
            for (cell, width) in row.iter().zip(&widths) {
                write!(f, "{cell:<width$}  ")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
