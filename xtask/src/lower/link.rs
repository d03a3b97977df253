//! Which parameter a table describes: by the links of rows to its heading, by the name in the heading, by the type.

use std::collections::HashMap;

use super::groups::Group;
use super::outline::Outline;
use super::sink::Sink;
use super::text::{fold, is_word, links};
use crate::diagnostic::Code;
use crate::lexicon;

/// A row: its group and its place in it.
pub(super) type RowId = (usize, usize);

/// What each table describes.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Tables by the row that they describe.
    pub(super) under: HashMap<RowId, Vec<usize>>,
    /// Tables of the first level.
    pub(super) roots: Vec<usize>,
    /// Tables that no row leads to, and the name of the parameter that their heading gives.
    pub(super) orphans: Vec<(usize, Option<String>)>,
}

/// Types that hold no fields.
const SCALARS: &[&str] = &[
    "string",
    "integer",
    "boolean",
    "double",
    "date",
    "datetime",
    "timestamp",
    "char",
    "text",
    "int",
    "bool",
    "float",
    "number",
];

/// May a row of that type have fields?
fn holds_fields(ty: &str) -> bool {
    ty.is_empty() || !ty.split(" | ").all(|ty| SCALARS.contains(&ty))
}

/// Links the tables of a part of a page.
pub(super) fn link(
    outline: &Outline<'_>,
    groups: &[Group<'_>],
    is_root: impl Fn(usize) -> bool,
    sink: &mut Sink,
) -> Links {
    let mut links = Links::default();
    let by_anchor = anchors(outline, groups, sink);
    let by_name = names(groups);
    // Which row the first table of a section went to: tables below go with it where they say nothing else.
    let mut owners: HashMap<usize, Vec<RowId>> = HashMap::new();
    let mut rooted: Option<usize> = None;
    for (index, group) in groups.iter().enumerate() {
        let Some(section) = outline.sections.get(group.section) else { continue };
        let first_of_section = !groups.iter().take(index).any(|g| g.section == group.section);
        if is_root(group.section) && (first_of_section || group.tab.is_some() && rooted == Some(group.section)) {
            if group.tab.is_some() {
                rooted = Some(group.section);
            }
            links.roots.push(index);
            continue;
        }
        let same = groups.iter().take(index).position(|g| g.section == group.section);
        let mut rows: Vec<RowId> = Vec::new();
        // Tabs of one heading go together.
        if let (Some(same), true) = (same, group.tab.is_some()) {
            rows = parents_of(&links, same);
        }
        let title =
            if same.is_some() && !group.lead.is_empty() && group.tab.is_none() { &group.lead } else { &section.title };
        let tokens = tokens(title);
        if rows.is_empty() && same.is_none() {
            let named = |row: &RowId| {
                let name =
                    groups.get(row.0).and_then(|g| g.params.get(row.1)).map(|p| fold(bare(&p.name)).into_owned());
                name.is_some_and(|name| tokens.iter().any(|token| *token == name))
            };
            rows.extend(
                by_anchor
                    .get(&group.section)
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(|&row| row.0 != index || named(&row)),
            );
        }
        let scope = section.parent.and_then(|parent| groups.iter().position(|g| g.section == parent));
        if let Some(row) = tokens.iter().find_map(|token| nearest(by_name.get(token), index, scope))
            && !rows.iter().any(|&(g, r)| same_name(groups, (g, r), row))
        {
            rows.push(row);
        }
        if rows.is_empty() {
            rows = typed(groups, &tokens, index);
        }
        if rows.is_empty() && same.is_none() {
            rows = section.parent.and_then(|parent| owners.get(&parent)).cloned().unwrap_or_default();
        }
        if rows.is_empty()
            && let Some(same) = same
            && tokens.is_empty()
        {
            rows = parents_of(&links, same);
        }
        rows.sort_unstable();
        rows.dedup();
        if rows.is_empty() {
            links.orphans.push((index, sole_name(title)));
        } else {
            owners.entry(group.section).or_insert_with(|| rows.clone());
            for row in rows {
                links.under.entry(row).or_default().push(index);
            }
        }
    }
    links
}

fn parents_of(links: &Links, group: usize) -> Vec<RowId> {
    let mut rows: Vec<_> =
        links.under.iter().filter(|(_, groups)| groups.contains(&group)).map(|(&row, _)| row).collect();
    rows.sort_unstable();
    rows
}

fn same_name(groups: &[Group<'_>], a: RowId, b: RowId) -> bool {
    let name = |id: RowId| groups.get(id.0).and_then(|g| g.params.get(id.1)).map(|p| p.name.to_lowercase());
    name(a) == name(b)
}

/// The rows that link to each section.
fn anchors(outline: &Outline<'_>, groups: &[Group<'_>], sink: &mut Sink) -> HashMap<usize, Vec<RowId>> {
    let mut sections: HashMap<&str, usize> = HashMap::new();
    for (index, section) in outline.sections.iter().enumerate() {
        if !section.anchor.is_empty() {
            sections.entry(section.anchor.as_ref()).or_insert(index);
        }
    }
    let mut found: HashMap<usize, Vec<RowId>> = HashMap::new();
    for (g, group) in groups.iter().enumerate() {
        for (r, param) in group.params.iter().enumerate() {
            for (body, by_type) in [(param.head, true), (param.description, false)] {
                links(body, &mut |target, _| {
                    let Some(anchor) = target.strip_prefix('#') else { return };
                    match sections.get(anchor).or_else(|| sections.get(fold(anchor).as_ref())) {
                        Some(&section) if by_type || (holds_fields(&param.field.ty) && !is_selection(&param.name)) => {
                            let rows = found.entry(section).or_default();
                            if !rows.contains(&(g, r)) {
                                rows.push((g, r));
                            }
                        }
                        Some(_) => {}
                        None => sink.report(
                            Code::DeadAnchor,
                            param.at,
                            format!("`{}` links to `{target}`, which no heading of the page has; write the anchor of the heading", param.name),
                        ),
                    }
                });
            }
        }
    }
    found
}

/// Lists of names, which say what is described elsewhere.
pub(super) fn is_selection(name: &str) -> bool {
    ["select", "order", "sort", "group"].iter().any(|word| name.eq_ignore_ascii_case(word))
}

fn names(groups: &[Group<'_>]) -> HashMap<String, Vec<RowId>> {
    let mut found: HashMap<String, Vec<RowId>> = HashMap::new();
    for (g, group) in groups.iter().enumerate() {
        for (r, param) in group.params.iter().enumerate() {
            let name = bare(&param.name);
            found.entry(fold(name).into_owned()).or_default().push((g, r));
            if let Some((_, last)) = name.rsplit_once('.') {
                found.entry(fold(last).into_owned()).or_default().push((g, r));
            }
        }
    }
    found
}

/// A name without the brackets behind it.
pub(super) fn bare(name: &str) -> &str {
    name.trim_end_matches("[]")
}

/// Of the rows of a name the one in the scope, else the last before the table, else the first behind it.
fn nearest(rows: Option<&Vec<RowId>>, index: usize, scope: Option<usize>) -> Option<RowId> {
    let rows = rows?;
    rows.iter()
        .find(|row| Some(row.0) == scope)
        .or_else(|| rows.iter().rfind(|row| row.0 < index))
        .or_else(|| rows.iter().find(|row| row.0 > index))
        .copied()
}

/// All rows whose type is what the heading is called: `User object`, `section_element`.
fn typed(groups: &[Group<'_>], tokens: &[String], index: usize) -> Vec<RowId> {
    let mut rows = Vec::new();
    for (g, group) in groups.iter().enumerate().filter(|(g, _)| *g != index) {
        for (r, param) in group.params.iter().enumerate() {
            let of = |ty: &str| tokens.contains(&fold(ty.trim_end_matches("[]")).into_owned());
            if holds_fields(&param.field.ty) && param.field.ty.split(" | ").any(of) {
                rows.push((g, r));
            }
        }
    }
    rows
}

/// The words of a heading that may be names, in lower case, what is in code first.
fn tokens(title: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut push = |word: &str| {
        let word = bare(word.trim_matches(['.', ':', '`', '\'', '"']));
        if word.is_empty() || !word.is_ascii() {
            return;
        }
        let folded = fold(word).into_owned();
        if !out.contains(&folded) {
            out.push(folded);
        }
    };
    let words = || {
        title
            .split(|c: char| !(is_word(c) || matches!(c, '.' | '[' | ']' | '<' | '>' | '{' | '}' | '-' | '/')))
            .filter(|w| !w.is_empty())
    };
    for code in title.split('`').skip(1).step_by(2) {
        push(code);
    }
    for word in words().filter(|word| !lexicon::GENERIC.is(&fold(word))) {
        push(word);
        // `result-item`, `section_element.options`: the last part may be the name.
        if let Some((_, last)) = word.trim_matches('.').rsplit_once(['.', '-']) {
            push(last);
        }
    }
    // A parameter may be called `fields`, `list` or `params`: words that stand around names, too.
    for word in words().filter(|word| lexicon::GENERIC.is(&fold(word))) {
        push(word);
    }
    out
}

/// The name in a heading that says "Parameter x" and nothing else.
fn sole_name(title: &str) -> Option<String> {
    let words: Vec<&str> =
        title.split_whitespace().map(|w| w.trim_matches(['`', ':', '"'])).filter(|w| !w.is_empty()).collect();
    let (generic, names): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| lexicon::GENERIC.is(&fold(word)));
    let parameter = words.iter().any(|word| lexicon::REQUEST.is(&fold(word)) || lexicon::NAME.is(&fold(word)));
    let is_code = |name: &&str| super::row::is_name(name) && !super::row::is_open(name);
    match (names.as_slice(), generic.as_slice()) {
        ([name], [_, ..]) if parameter && is_code(name) => Some(bare(name).to_owned()),
        // "Fields Parameter", "Параметр fields".
        ([], [first, second]) => {
            let (a, b) = (fold(first), fold(second));
            let name = if lexicon::REQUEST.is(&b) || matches!(b.as_ref(), "parameter") { first } else { second };
            let other = if name == first { b } else { a };
            (matches!(other.as_ref(), "parameter" | "parameters" | "параметр" | "параметры")
                && name.is_ascii()
                && is_code(name))
            .then(|| fold(name).into_owned())
        }
        _ => None,
    }
}
