//! Tables that no fact is read from. Their rows are in the account all the same.

use super::outline::{Outline, Section};
use super::sink::Sink;
use super::table::Shape;
use super::table::groups::{Foreign, survey};
use crate::diagnostic::Code;

/// Why nothing is read from a section of a page about an event or a widget.
pub(super) const UNREAD: &str = "the table is in no section that facts are read from; its rows are not taken";

/// Accounts for tables that are none of those that their sections are read for.
pub(super) fn tables(foreign: &[Foreign<'_>], sink: &mut Sink) {
    for foreign in foreign {
        table(foreign, sink);
    }
}

/// The same for a single one.
pub(super) fn table(table: &Foreign<'_>, sink: &mut Sink) {
    let message = "the table holds no parameters, returned fields or errors that could be told; its rows are not taken";
    sink.leave_out(Shape::of(table.table).rows.len(), Code::UnusedTable, table.at, message);
}

/// Accounts for all tables of the sections that a test takes; `message` says why nothing is read from them.
pub(super) fn sections<'a>(
    outline: &Outline<'a>,
    takes: impl Fn(usize, &Section<'a>) -> bool,
    message: &str,
    sink: &mut Sink,
) {
    let found = survey(outline, takes);
    for group in &found.groups {
        sink.leave_out(group.rows, Code::UnusedTable, group.at, message);
    }
    tables(&found.foreign, sink);
}
