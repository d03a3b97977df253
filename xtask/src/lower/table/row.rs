//! A row of parameters: names, required mark and type from its first cell, the rest from the others.

use std::borrow::Cow;

use super::param::Param;
use super::spelling::{spell, type_of};
use super::{Column, Shape};
use crate::lexicon;
use crate::lower::names::{bare, is_name};
use crate::lower::text::{blocks, is_word, plain, trim};
use crate::lower::types::parts;
use crate::yfm::{self, Block, Inline, Kind, Link, Row};

/// The name of a row, with what the page cannot list marked: `propertyN` stands for `property1`, `property2`, …
fn open_number<'a>(name: &Cow<'a, str>) -> Cow<'a, str> {
    match name.strip_suffix('N') {
        Some(stem) if stem.len() > 2 && stem.ends_with(|c: char| c.is_ascii_lowercase()) => {
            Cow::Owned(format!("{stem}{{N}}"))
        }
        _ => name.clone(),
    }
}

/// Names that share a row at most: each of them is told all that it says.
const NAMES: usize = 50;

/// What a row turned out to be.
#[derive(Debug)]
pub(super) enum Reading<'a> {
    /// One parameter, or several that share the row: they are behind the others now, not described yet. And what is odd
    /// about its name.
    Params(Option<Odd<'a>>),
    /// No name.
    Nameless,
    /// A name that is words.
    Prose(Cow<'a, str>),
    /// A heading over the rows that follow.
    Group,
}

/// What a name can be read in spite of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Odd<'a> {
    /// What stands behind it as a mark does, and is none that is known.
    Mark(&'a str),
    /// Its bold type begins or ends, and not both: `**name`, `**name*`.
    Bold,
}

/// The names in a first cell, each with its mark.
pub(super) type Names<'a> = Vec<(Cow<'a, str>, bool)>;

/// Reads a row of a table of parameters, and appends what it tells to `params`; `names` is room for its names.
pub(super) fn read<'a>(
    row: &'a Row<'a>,
    shape: &Shape<'a>,
    names: &mut Names<'a>,
    params: &mut Vec<Param<'a>>,
) -> Reading<'a> {
    let cell = |wanted| shape.column(wanted).and_then(|at| row.cells.get(at));
    let named = shape.names().unwrap_or_default();
    let Some(first) = row.cells.get(named) else { return Reading::Nameless };
    names.clear();
    let Head { ty, odd } = head(first.body, names);
    let description = cell(Column::Description)
        .or_else(|| {
            row.cells
                .iter()
                .zip(&shape.columns)
                .skip(named + 1)
                .find(|(_, c)| matches!(c, Column::Value | Column::Other))
                .map(|(c, _)| c)
        })
        .or_else(|| if shape.column(Column::Type) == Some(1) { None } else { row.cells.get(1) });
    let is_type = || matches!(names.as_slice(), [(name, _)] if is_plain_type(name)) && ty.0.is_empty();
    if names.is_empty() || shape.typed && shape.column(Column::Type).is_none() && !is_bold(first.body) && is_type() {
        return Reading::Nameless;
    }
    if row.cells.len() > 1 && shape.columns.len() > 1 && row.cells.iter().skip(1).all(|c| c.raw == ">") {
        return Reading::Group;
    }
    let (ty, prose_type) = match cell(Column::Type) {
        Some(cell) => type_of(cell.body),
        None => ty,
    };
    let required = cell(Column::Required).is_some_and(|cell| lexicon::YES.spells(blocks(cell.body, "").trim()));
    if let (Some((name, _)), true) = (names.first(), names.len() > NAMES) {
        return Reading::Prose(name.clone());
    }
    let before = params.len();
    let tys = std::iter::repeat_n(ty, names.len());
    for ((name, starred), ty) in names.iter().zip(tys).filter(|((name, _), _)| is_name(name)) {
        let name = open_number(name);
        let ty = match () {
            () if ty.is_empty() && bare(&name).len() < name.len() => Cow::Borrowed("array"),
            // What its own cell says of it names it.
            () if prose_type && ty == name => Cow::Borrowed(""),
            () => ty,
        };
        let nullable = parts(&ty).any(|ty| ty == "null");
        params.push(Param {
            name,
            ty,
            nullable,
            told: None,
            at: row.at,
            required: *starred || required,
            prose_type,
            head: first.body,
            kind: cell(Column::Type).map_or(&[], |cell| cell.body),
            cells: row.cells,
            description,
            default: cell(Column::Default),
        });
    }
    match names.first() {
        Some((name, _)) if params.len() == before => Reading::Prose(name.clone()),
        _ => Reading::Params(odd),
    }
}

/// The inlines of paragraphs, with `between` in front of all but a cell's first one.
pub(super) fn inlines<'a>(body: &'a [Block<'a>], between: Option<Inline<'a>>) -> Cow<'a, [Inline<'a>]> {
    if let [Block { kind: Kind::Paragraph(text), .. }] = body {
        return Cow::Borrowed(text);
    }
    let mut all = Vec::new();
    for (index, block) in body.iter().enumerate() {
        let Kind::Paragraph(text) = &block.kind else { continue };
        all.extend(between.filter(|_| index > 0));
        all.extend_from_slice(text);
    }
    Cow::Owned(all)
}

/// Is it the name of a type, and of nothing else?
fn is_plain_type(name: &str) -> bool {
    matches!(name, "string" | "integer" | "boolean" | "double" | "array" | "object" | "null")
}

fn is_bold(body: &[Block<'_>]) -> bool {
    inlines(body, None).iter().any(|inline| matches!(inline, Inline::Strong(_)))
}

/// What a first cell holds beside names.
struct Head<'a> {
    /// The type, and whether it is words.
    ty: (Cow<'a, str>, bool),
    odd: Option<Odd<'a>>,
}

/// Takes a first cell apart: `**name*** | **other**`, a line break, the type. Appends the names.
fn head<'a>(body: &'a [Block<'a>], names: &mut Names<'a>) -> Head<'a> {
    let rest = inlines(body, Some(Inline::Break));
    let bold = rest.iter().any(|inline| matches!(inline, Inline::Strong(_)));
    let mut types: &[Inline<'a>] = &[];
    let mut odd = None;
    let line = rest.split(|inline| matches!(inline, Inline::Break)).next().unwrap_or_default();
    let half = half_bold(line).filter(|_| !bold);
    let begin = if half.is_some() { line.len() } else { 0 };
    if let Some(name) = half {
        names.push(name);
        odd = Some(Odd::Bold);
    }
    for (index, inline) in rest.iter().enumerate().skip(begin) {
        let named = !names.is_empty();
        match inline {
            Inline::Strong(inner) => {
                let (name, starred) = bold_name(inner);
                let glued = matches!(index.checked_sub(1).and_then(|before| rest.get(before)), Some(Inline::Text("|")));
                if glued && let Some(last) = names.last_mut() {
                    // With no blank around it, the sign between two names is one of the name's own.
                    last.0 = Cow::Owned(format!("{}|{name}", last.0));
                } else if let Some((one, other)) = either(&name) {
                    names.extend([one, other].map(|name| (Cow::Owned(name.to_owned()), starred)));
                } else if !name.is_empty() {
                    names.push((name, starred));
                } else if starred && let Some(last) = names.last_mut() {
                    last.1 = true;
                }
            }
            Inline::Superscript(inner) if named && is_mark(&plain(inner)) => {
                if let Some(last) = names.last_mut() {
                    last.1 = true;
                }
            }
            Inline::Text(text) if named => {
                let behind = mark(text, names);
                if behind.chars().any(char::is_alphabetic) && !joins(behind) {
                    types = rest.get(index..).unwrap_or_default();
                    break;
                }
                odd = Some(behind.trim()).filter(|behind| is_like_mark(behind)).map(Odd::Mark).or(odd);
            }
            Inline::Text(text) if !bold => {
                let (name, starred) = unmark(text.trim());
                if !name.is_empty() {
                    names.push((Cow::Borrowed(name), starred));
                }
            }
            Inline::Code(code) if !bold && !named => names.push((Cow::Borrowed(code.trim()), false)),
            Inline::Link(Link { text, .. }) if !bold && !named => names.push((trim(plain(text)), false)),
            Inline::Break => {}
            _ if named => {
                types = rest.get(index..).unwrap_or_default();
                break;
            }
            _ => {}
        }
    }
    Head { ty: spell(types), odd }
}

/// Two names of which one is given, `CODE/ID`.
fn either(name: &str) -> Option<(&str, &str)> {
    let (one, other) = name.split_once('/')?;
    let is_one = |name: &str| name.len() > 1 && name.chars().all(is_word) && name.starts_with(char::is_alphabetic);
    (is_one(one) && is_one(other)).then_some((one, other))
}

/// Notes the mark behind a bold name, a star or a word; what is behind both.
fn mark<'t>(text: &'t str, names: &mut [(Cow<'_, str>, bool)]) -> &'t str {
    let marked = text.trim_start();
    let behind = match marked.strip_prefix(lexicon::MARK) {
        Some(behind) => Some(behind).filter(|behind| !behind.starts_with(lexicon::MARK)),
        None => marked
            .strip_prefix('(')
            .and_then(|word| word.split_once(')'))
            .filter(|(word, _)| lexicon::REQUIRED_COLUMN.spells(word.trim()))
            .map(|(_, behind)| behind),
    };
    if let (Some(_), Some(last)) = (behind, names.last_mut()) {
        last.1 = true;
    }
    behind.unwrap_or(text)
}

/// Is it the mark of what is required, and nothing else? Two stars are a footnote.
fn is_mark(text: &str) -> bool {
    text.trim().strip_prefix(lexicon::MARK).is_some_and(str::is_empty)
}

/// Could it be a mark? Signs that are none of those that join names, lead to a type or a footnote, or cannot be seen.
fn is_like_mark(text: &str) -> bool {
    let is_other = |c: char| c.is_alphanumeric() || "|,/[](){}<>:;.*-–—=+&\\\u{ad}\u{200b}\u{feff}".contains(c);
    !text.is_empty() && !text.contains(is_other)
}

/// Is this text only what joins two names?
pub(super) fn joins(text: &str) -> bool {
    let word = text.trim_matches(|c: char| !c.is_alphabetic());
    word.is_empty() || lexicon::JOINS.spells(word)
}

/// The name within a bold span, and whether a mark stands in it.
fn bold_name<'a>(inner: &[Inline<'a>]) -> (Cow<'a, str>, bool) {
    if let [Inline::Text(name)] = inner {
        return (bare_name(name), false);
    }
    let mut name = String::new();
    let mut starred = false;
    for inline in inner {
        match inline {
            Inline::Superscript(mark) if is_mark(&plain(mark)) => starred = true,
            inline => name.push_str(&plain(std::slice::from_ref(inline))),
        }
    }
    (Cow::Owned(bare_name(&name).into_owned()), starred)
}

/// A name without what stands around it in bold, and without the slashes that some pages put before the braces of a
/// placeholder.
fn bare_name(name: &str) -> Cow<'_, str> {
    let name = yfm::trim(yfm::trim(name).trim_end_matches([',', ':']));
    if name.starts_with("/{") { Cow::Owned(name.replace("/{", "{").replace("/}", "}")) } else { Cow::Borrowed(name) }
}

/// A name in bold type that begins or ends, and not both, and whether a star is behind it: `**name`, `name**`, and what
/// is taken for italics, `**name*`, `*name**`.
fn half_bold<'a>(line: &[Inline<'a>]) -> Option<(Cow<'a, str>, bool)> {
    let is_star = |text: &str| text.trim().chars().eq([lexicon::MARK]);
    let (name, starred) = match line {
        [Inline::Text(text)] => {
            let text = text.trim();
            let behind = text.trim_start_matches(lexicon::MARK);
            let name = behind.trim_end_matches(lexicon::MARK);
            let stars = (text.len() - behind.len(), behind.len() - name.len());
            let is_half = matches!(stars, (2, 0 | 1) | (0, 2 | 3));
            (Cow::Borrowed(Some(name).filter(|_| is_half)?), stars.1 % 2 == 1)
        }
        [Inline::Text(star), Inline::Emphasis(name)] if is_star(star) => (trim(plain(name)), false),
        [Inline::Emphasis(name), Inline::Text(star)] if is_star(star) => (trim(plain(name)), true),
        _ => return None,
    };
    (!name.is_empty() && name.chars().all(is_word)).then_some((name, starred))
}

/// A name without bold type may carry its star. That of `UF_*` stands for what the page cannot list.
fn unmark(text: &str) -> (&str, bool) {
    match text.strip_suffix(lexicon::MARK) {
        Some(name) if name.ends_with(|c: char| c != '_' && is_word(c)) => (name, true),
        _ => (text, false),
    }
}
