//! The errors of a method: status, code and the server's message, from tables, paragraphs and examples.

mod leads;
mod message;

use std::borrow::Cow;

use b24_specs::ir::ErrorCase;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::diagnostic::Code;
use crate::lexicon;
use crate::lower::Input;
use crate::lower::examples::Example;
use crate::lower::examples::json::Json;
use crate::lower::outline::{Outline, Piece, Role};
use crate::lower::sink::Sink;
use crate::lower::table::groups::{Foreign, collect_if};
use crate::lower::table::{Column, Shape};
use crate::lower::text::{self, blocks, is_word, marked, plain};
use crate::lower::unused;
use crate::yfm::{Block, Cell, Inline, Kind, Row, Table};
use leads::{Lead, Leads, error_code};
use message::{as_pattern, without_break};

/// Reads the errors of a page: its own table, the tables of REST 3.0, the examples.
pub(super) fn read<'a>(
    input: &Input<'a>,
    outline: &Outline<'a>,
    found: &[Foreign<'a>],
    refusals: &[Example<'_>],
    sink: &mut Sink,
) -> Vec<ErrorCase> {
    let leads = Leads::of(outline);
    let mut cases: Vec<ErrorCase> = Vec::new();
    // Do the tables themselves tell statuses, row by row?
    let mut told = false;
    for table in found {
        let shape = Shape::of(table.table);
        if shape.is_field_errors() {
            let lead = leads.over(table.table);
            let code = lead
                .and_then(|lead| lead.code.clone())
                .or_else(|| error_code(&table.lead))
                .or_else(|| outline.sections.get(table.section).and_then(|s| error_code(s.title)));
            sink.count_read(shape.rows.len());
            match code {
                Some(code) => {
                    let of_all = ErrorCase { code, status: lead.and_then(Lead::status), ..ErrorCase::default() };
                    field_errors(input, &of_all, &shape, table.piece, &mut cases, sink);
                }
                None => sink.drop_rows(
                    shape.rows.len(),
                    Code::ErrorWithoutCode,
                    table.at,
                    "the table has no error code; write \"Error code: `CODE`\" before it",
                ),
            }
        } else if shape.is_errors() || role_is(outline, table.section, Role::Errors) && is_messages(&shape) {
            sink.count_read(shape.rows.len());
            let before = cases.len();
            rows(input, &shape, table.piece, &mut cases, sink);
            told |= cases.iter().skip(before).any(|case| case.status.is_some());
        } else {
            unused::table(table, sink);
        }
    }
    let shown: Vec<_> = refusals.iter().filter_map(|refusal| shown(&refusal.value)).collect();
    let mut cases = once(cases);
    messages(&mut cases, &shown);
    if let (false, Some(status)) = (told, leads.of_all()) {
        for case in &mut cases {
            case.status.get_or_insert(status);
        }
    }
    cases
}

fn role_is(outline: &Outline<'_>, section: usize, role: Role) -> bool {
    outline.sections.get(section).is_some_and(|s| s.role == role)
}

/// `Description | Value` without a code: the message and its explanation.
fn is_messages(shape: &Shape<'_>) -> bool {
    shape.columns.as_slice() == [Column::Description, Column::Value]
}

/// The errors that an included or a shared page lists, `_includes/system-errors.md`.
pub(crate) fn of_page(input: &Input<'_>, outline: &Outline<'_>, sink: &mut Sink) -> Vec<ErrorCase> {
    let found = collect_if(outline, |_, _| true, sink);
    let mut cases = Vec::new();
    for table in &found.foreign {
        let shape = Shape::of(table.table);
        if shape.is_errors() {
            sink.count_read(shape.rows.len());
            rows(input, &shape, table.piece, &mut cases, sink);
        } else {
            unused::table(table, sink);
        }
    }
    once(cases)
}

fn rows<'a>(input: &Input<'a>, shape: &Shape<'a>, piece: Piece<'a>, cases: &mut Vec<ErrorCase>, sink: &mut Sink) {
    let message_column = shape.message();
    for row in shape.rows {
        let at = piece.place(row.at);
        let cell = |column: Option<usize>| column.and_then(|at| row.cells.get(at));
        let (mut codes, mut message) = match (shape.column(Column::Code), cell(shape.column(Column::CodeAndMessage))) {
            (_, Some(cell)) => code_and_message(cell),
            (Some(column), None) => (row.cells.get(column).map(codes).unwrap_or_default(), None),
            (None, None) => (Vec::new(), None),
        };
        if message.is_none() {
            message = match message_column {
                Some(_) => cell(message_column).and_then(pattern),
                None => cell(shape.column(Column::Description)).and_then(quoted_first),
            };
        }
        codes.retain(|code| !lexicon::EMPTY.spells(code));
        if codes.is_empty() {
            if message.is_none()
                && shape
                    .column(Column::Description)
                    .and_then(|c| row.cells.get(c))
                    .is_none_or(|cell| cell.raw.is_empty())
            {
                sink.drop_rows(1, Code::EmptyError, at, "the row gives neither a code nor a message; write one");
                continue;
            }
            codes.push(String::new());
        }
        if codes.iter().any(|code| code.contains(' ')) {
            sink.report(
                Code::ErrorWithoutCode,
                at,
                "a text stands in the place of the error code; move it to the message",
            );
        }
        let status = cell(shape.column(Column::Status)).and_then(|cell| status(&blocks(cell.body, ""), at, sink));
        sink.count_compiled(1);
        let line = input.source.line(at);
        for code in codes {
            cases.push(ErrorCase { status, code, message: message.clone(), field: None, line });
        }
    }
}

/// Each error once, whatever line it stands in.
fn once(mut cases: Vec<ErrorCase>) -> Vec<ErrorCase> {
    let mut seen = HashSet::with_capacity(cases.len());
    let first: Vec<bool> =
        cases.iter().map(|case| seen.insert((&case.code, &case.message, &case.field, case.status))).collect();
    let mut first = first.into_iter();
    cases.retain(|_| first.next() == Some(true));
    cases
}

/// The codes of a cell: code spans, in a list or not, or its text.
fn codes<'c>(cell: &'c Cell<'c>) -> Vec<String> {
    let items = |block: &'c Block<'c>| match block.kind {
        Kind::List(items) => items.iter().copied().flatten().collect(),
        _ => vec![block],
    };
    let paragraphs = || {
        let blocks = cell.body.iter().flat_map(items);
        blocks.filter_map(|block| if let Kind::Paragraph(text) = block.kind { Some(text) } else { None })
    };
    let mut spans = Vec::new();
    paragraphs().for_each(|text| text::codes(text, &mut spans));
    if !spans.is_empty() {
        return spans.iter().map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect();
    }
    let text: Vec<Cow<'_, str>> = paragraphs().map(plain).collect();
    // Two plain codes, one a line.
    let lines: Vec<&str> =
        text.iter().flat_map(|text| text.lines()).map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > 1 && lines.iter().all(|line| is_code(line)) {
        lines.into_iter().map(str::to_owned).collect()
    } else {
        vec![lines.join(" ")]
    }
}

pub(super) fn is_code(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| is_word(c) || c == '.' || c == '-')
}

/// `` `CODE` `` and, below it, the message.
fn code_and_message(cell: &Cell<'_>) -> (Vec<String>, Option<String>) {
    let mut codes = Vec::new();
    let mut message = String::new();
    for block in cell.body {
        let Kind::Paragraph(inlines) = &block.kind else { continue };
        for inline in *inlines {
            match inline {
                Inline::Code(code) if codes.is_empty() => codes.push(code.trim().to_owned()),
                inline => message.push_str(&marked(std::slice::from_ref(inline))),
            }
        }
    }
    if codes.is_empty() {
        let mut lines = message.splitn(2, '\n');
        if let Some(code) = lines.next().map(str::trim).filter(|code| is_code(code)) {
            let (code, rest) = (code.to_owned(), lines.next().unwrap_or_default().to_owned());
            codes.push(code);
            message = rest;
        }
    }
    (codes, as_pattern(&message))
}

/// The server's message in a cell, as a pattern.
fn pattern(cell: &Cell<'_>) -> Option<String> {
    as_pattern(&blocks(cell.body, "`"))
}

/// The server's message where a description begins with it: a line of code, and below it what it means.
fn quoted_first(cell: &Cell<'_>) -> Option<String> {
    match cell.body {
        [Block { kind: Kind::Paragraph([Inline::Code(message)]), .. }, _, ..]
        | [Block { kind: Kind::Paragraph([Inline::Code(message), Inline::Break, ..]), .. }, ..] => as_pattern(message),
        _ => None,
    }
}

/// A status that HTTP has.
fn status(text: &str, at: u32, sink: &mut Sink) -> Option<u16> {
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    match digits.parse::<u16>() {
        Ok(status) if (200..600).contains(&status) => Some(status),
        Ok(_) => {
            sink.report(
                Code::BadStatus,
                at,
                format!("HTTP has no status `{}`; write the one that the server answers with", text.trim()),
            );
            None
        }
        Err(_) => None,
    }
}

/// The rows of a table `Field | Error description | How to fix`.
fn field_errors<'a>(
    input: &Input<'a>,
    of_all: &ErrorCase,
    shape: &Shape<'a>,
    piece: Piece<'a>,
    cases: &mut Vec<ErrorCase>,
    sink: &mut Sink,
) {
    for row in shape.rows {
        let at = piece.place(row.at);
        let line = input.source.line(at);
        let message = shape
            .column(Column::Message)
            .and_then(|c| row.cells.get(c))
            .and_then(|cell| pattern(cell))
            .filter(|m| m != "\"\"");
        sink.count_compiled(1);
        cases.push(ErrorCase { message, field: fields(row), line, ..of_all.clone() });
    }
}

/// The fields of a row, of which each may be the one at fault.
fn fields(row: &Row<'_>) -> Option<String> {
    let names: Vec<String> = row.cells.first().map(codes).unwrap_or_default();
    let names: Vec<String> = names
        .into_iter()
        .filter(|name| !lexicon::EMPTY.spells(name))
        .map(|name| as_pattern(&name).unwrap_or(name))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// What an example of a refusal shows: code and message.
fn shown(refusal: &Json<'_>) -> Option<(String, String)> {
    let nested = refusal.get("error").filter(|error| error.is_object());
    let (code, message) = match nested {
        Some(error) => (error.get("code"), error.get("message")),
        None => (refusal.get("error"), refusal.get("error_description")),
    };
    let code = match code? {
        // A small number stands for any error.
        Json::Integer(code @ 1000..) => code.to_string(),
        code => code.as_str()?.to_owned(),
    };
    Some((code, message.and_then(Json::as_str)?.to_owned()))
}

/// The literal message of an example, where the table gives the code alone.
fn messages(cases: &mut [ErrorCase], shown: &[(String, String)]) {
    if shown.is_empty() {
        return;
    }
    let mut of_code: HashMap<String, Vec<&mut ErrorCase>> = HashMap::new();
    for case in cases {
        let code = case.code.clone();
        of_code.entry(code).or_default().push(case);
    }
    for (code, message) in shown {
        if let Some([case]) = of_code.get_mut(code).map(Vec::as_mut_slice)
            && case.message.is_none()
            && !message.is_empty()
        {
            case.message = Some(without_break(message).to_owned());
        }
    }
}

/// Is it a table of errors?
pub(super) fn is_error_table(table: &Table<'_>) -> bool {
    Shape::of(table).is_errors()
}
