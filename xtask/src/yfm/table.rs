//! Cutting `#| … |#` into rows and cells, before any Markdown is read in them: one [`scan`] for a table, and another one
//! where it turns out to have no end.

mod scan;

use std::ops::Range;

use super::finding::Problem;
use scan::{Scan, Split};

/// A table, cut. All numbers are offsets into the page.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub rows: Vec<RawRow>,
    /// Begin and end of each cell of all rows.
    pub cells: Vec<(usize, usize)>,
    /// Behind `|#`.
    pub end: usize,
    pub closed: bool,
    pub problems: Vec<(usize, Problem)>,
    /// Three backticks that were open at the end.
    open_code: Option<usize>,
}

#[derive(Debug)]
pub(super) struct RawRow {
    pub at: usize,
    /// Its part of the cells.
    pub cells: Range<usize>,
}

/// How far a table is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// To its end, wherever that is.
    Closed,
    /// Up to the first line that looks like something else.
    Unclosed { code: bool },
}

/// How many tables without an end may be searched for it up to the end of the page: what keeps the cost linear.
const SEARCHES: u32 = 8;

/// Cuts tables out of one page.
#[derive(Debug)]
pub(super) struct Cutter {
    searches_left: u32,
    /// What was cut before and is done with: its memory serves the next ones.
    spare: Vec<Cut>,
    splits: Vec<Split>,
    /// Bytes looked at, for a test of the cost.
    pub work: usize,
}

impl Cutter {
    pub(super) fn new() -> Self {
        Self { searches_left: SEARCHES, spare: Vec::new(), splits: Vec::new(), work: 0 }
    }

    /// Turns to another page.
    pub(super) fn turn(&mut self) {
        self.searches_left = SEARCHES;
    }

    /// Cuts the table whose `#|` stands at `start`, within `page[..end]`.
    pub(super) fn cut(&mut self, page: &str, start: usize, end: usize) -> Cut {
        let mut code = true;
        if self.searches_left > 0 {
            let cut = self.scan(page, start, end, Mode::Closed);
            if cut.closed {
                return cut;
            }
            self.searches_left -= 1;
            code = cut.open_code.is_none();
            if let Some(at) = cut.open_code {
                let mut cut = self.scan(page, start, end, Mode::Unclosed { code });
                cut.problems.push((at, Problem::CodeNotClosedInTable));
                return cut;
            }
        }
        self.scan(page, start, end, Mode::Unclosed { code })
    }

    /// Takes back what was cut and is done with.
    pub(super) fn reuse(&mut self, cut: Cut) {
        self.spare.push(cut);
    }

    fn scan(&mut self, page: &str, start: usize, end: usize, mode: Mode) -> Cut {
        let mut cut = self.spare.pop().unwrap_or_default();
        cut.clear();
        let mut scan = Scan::new(page, start, end, mode, cut, std::mem::take(&mut self.splits));
        scan.run();
        self.work += scan.cut.end - start;
        self.splits = scan.splits;
        scan.cut
    }
}

impl Cut {
    fn clear(&mut self) {
        self.rows.clear();
        self.cells.clear();
        self.problems.clear();
        (self.end, self.closed, self.open_code) = (0, false, None);
    }
}
