//! What is found on the way: diagnostics, and the account of table rows. What accounts for rows that are lost:
//!
//! | | they were counted as read | and as compiled |
//! |---|---|---|
//! | `leave_out` | no | no |
//! | `drop_rows` | yes | no |
//! | `take_back` | yes | yes |

use std::collections::BTreeSet;

use super::Rows;
use crate::diagnostic::{Code, Diagnostic};
use crate::yfm::Offset;

/// Collects what lowering has to say about a page.
#[derive(Debug, Default)]
pub(super) struct Sink {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) rows: Rows,
    /// The pages that were looked at beside the page itself.
    pub(super) linked: BTreeSet<String>,
}

impl Sink {
    /// A finding that costs no row.
    pub(super) fn report(&mut self, code: Code, at: Offset, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic { at, end: None, code, message: message.into() });
    }

    /// A finding that accounts for rows that are not in the IR.
    pub(super) fn drop_rows(&mut self, rows: usize, code: Code, at: Offset, message: impl Into<String>) {
        self.rows.reported += count(rows);
        self.report(code, at, message);
    }

    /// The same for rows that were counted as compiled when their table was read.
    pub(super) fn take_back(&mut self, rows: usize, code: Code, at: Offset, message: impl Into<String>) {
        let rows = count(rows).min(self.rows.compiled);
        self.rows.compiled -= rows;
        self.drop_rows(rows as usize, code, at, message);
    }

    /// The same for rows that were not read before.
    pub(super) fn leave_out(&mut self, rows: usize, code: Code, at: Offset, message: impl Into<String>) {
        self.count_read(rows);
        self.drop_rows(rows, code, at, message);
    }

    pub(super) fn count_read(&mut self, rows: usize) {
        self.rows.read += count(rows);
    }

    pub(super) fn count_compiled(&mut self, rows: usize) {
        self.rows.compiled += count(rows);
    }
}

/// As many, or as many as can be told.
pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
