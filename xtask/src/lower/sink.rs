//! What is found on the way: diagnostics, and the account of table rows.

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
        self.rows.reported += u32::try_from(rows).unwrap_or(u32::MAX);
        self.report(code, at, message);
    }

    pub(super) fn read(&mut self, rows: usize) {
        self.rows.read += u32::try_from(rows).unwrap_or(u32::MAX);
    }

    pub(super) fn compiled(&mut self, rows: usize) {
        self.rows.compiled += u32::try_from(rows).unwrap_or(u32::MAX);
    }
}
