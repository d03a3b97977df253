//! Which parameter a table describes: by the links of rows to its heading, by the name in the heading, by the type.

use std::borrow::Cow;
use std::cell::{LazyCell, OnceCell};
use std::iter;

use foldhash::{HashMap, HashMapExt};

use crate::diagnostic::Code;
use crate::lexicon;
use crate::lower::names::{bare, is_selection};
use crate::lower::outline::Outline;
use crate::lower::outline::headings::{is_numbered, sole_name, tokens};
use crate::lower::sink::Sink;
use crate::lower::table::groups::Group;
use crate::lower::table::param::Param;
use crate::lower::text::{fold, in_backticks, links};
use crate::lower::types::{holds_fields, is_of_field, parts};

/// A row: its group and its place in it.
pub(super) type RowId = (usize, usize);

/// What each table describes.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// Tables by the row that they describe.
    pub(crate) under: HashMap<RowId, Vec<usize>>,
    /// Tables of the first level.
    pub(crate) roots: Vec<usize>,
    /// Tables of the first level of which a call takes one.
    pub(crate) alternatives: Vec<usize>,
    /// Tables that no row leads to, and the name of the parameter that their heading gives.
    pub(crate) orphans: Vec<(usize, Option<String>)>,
}

/// Links the tables of a part of a page.
pub(crate) fn link(
    outline: &Outline<'_>,
    groups: &[Group<'_>],
    is_root: impl Fn(usize) -> bool,
    sink: &mut Sink,
) -> Links {
    let mut first: HashMap<usize, usize> = HashMap::new();
    for (index, group) in groups.iter().enumerate() {
        first.entry(group.section).or_insert(index);
    }
    // A page with tables of the first level alone needs no names.
    let by_name = if groups.iter().all(|group| is_root(group.section)) { Names::new() } else { names(groups) };
    let by_anchor = anchors(outline, groups, sink);
    let linker = Linker { outline, groups, by_anchor, by_name, by_type: OnceCell::new(), first };
    let mut links = Links::default();
    // The rows that a table goes with; none for a table of the first level.
    let mut parents: Vec<Vec<RowId>> = Vec::with_capacity(groups.len());
    for (index, group) in groups.iter().enumerate() {
        let before = linker.first.get(&group.section).copied().filter(|&first| first < index);
        if is_root(group.section) && before.is_none() {
            links.roots.push(index);
            parents.push(Vec::new());
            continue;
        }
        let rows = match before {
            Some(first) => linker.next(index, parents.get(first).map(Vec::as_slice).unwrap_or_default()),
            None => linker.first(index, &parents),
        };
        if !rows.is_empty() {
            for &row in &rows {
                links.under.entry(row).or_default().push(index);
            }
        } else if before.is_some_and(|first| links.roots.contains(&first)) {
            links.roots.push(index);
        } else {
            let section = outline.sections.get(group.section);
            let title = section.map_or("", |s| s.title);
            let below_root = section.and_then(|s| s.parent).is_some_and(&is_root);
            match sole_name(title) {
                None if below_root && (is_numbered(title) || links.roots.is_empty()) => links.alternatives.push(index),
                name => links.orphans.push((index, name)),
            }
        }
        parents.push(rows);
    }
    // Tabs of the first level are alternatives, too.
    let tabbed = |index: &usize| groups.get(*index).is_some_and(|group| group.tab.is_some());
    if links.roots.iter().filter(|index| tabbed(index)).count() > 1 {
        let (tabs, roots) = links.roots.iter().partition(|index| tabbed(index));
        links.roots = roots;
        links.alternatives = tabs;
    }
    if links.alternatives.is_empty() && are_ways(groups, &links.roots) {
        std::mem::swap(&mut links.roots, &mut links.alternatives);
    }
    links
}

/// Does each of several tables of the first level name again what another one names, and require what no other one names? Then
/// a call takes one of them.
fn are_ways(groups: &[Group<'_>], roots: &[usize]) -> bool {
    let tables: Vec<&[Param<'_>]> =
        roots.iter().filter_map(|&root| Some(groups.get(root)?.params.as_slice())).collect();
    if tables.len() < 2 {
        return false;
    }
    // The table that has a name, and whether another one has it, too.
    let mut holders: HashMap<&str, (usize, bool)> = HashMap::new();
    for (i, table) in tables.iter().enumerate() {
        for param in *table {
            let (first, several) = holders.entry(&param.name).or_insert((i, false));
            *several |= *first != i;
        }
    }
    let is_elsewhere = |param: &Param<'_>| holders.get(param.name.as_ref()).is_some_and(|&(_, several)| several);
    tables
        .iter()
        .all(|table| table.iter().any(is_elsewhere) && table.iter().any(|param| param.required && !is_elsewhere(param)))
}

struct Linker<'a, 'l> {
    outline: &'l Outline<'a>,
    groups: &'l [Group<'a>],
    by_anchor: HashMap<usize, Anchored>,
    by_name: Names<'l>,
    /// The rows of each type, in lower case; few tables ask for them.
    by_type: OnceCell<HashMap<String, Vec<RowId>>>,
    /// The first table of each section.
    first: HashMap<usize, usize>,
}

/// The rows that link to a section.
#[derive(Default)]
struct Anchored {
    rows: Vec<RowId>,
    /// Rows that take names from what they link to: a selection, an order.
    selections: Vec<RowId>,
}

impl Linker<'_, '_> {
    /// A further table of a section goes with the first one, or with what the code in the line over it names.
    fn next(&self, index: usize, with: &[RowId]) -> Vec<RowId> {
        let group = self.groups.get(index);
        if let Some(lead) = group.filter(|group| group.tab.is_none()).map(|group| group.lead.as_ref())
            && lead.split_whitespace().count() <= 8
        {
            let named = in_backticks(lead).find_map(|code| nearest(self.named(&fold(bare(code))), index, None));
            if let Some(row) = named.filter(|&row| self.row(row).is_some_and(|param| holds_fields(&param.ty))) {
                return vec![row];
            }
        }
        with.to_vec()
    }

    /// The rows that the first table of a section describes.
    fn first(&self, index: usize, parents: &[Vec<RowId>]) -> Vec<RowId> {
        let Some(section) = self.groups.get(index).and_then(|group| self.outline.sections.get(group.section)) else {
            return Vec::new();
        };
        let tokens = tokens(section.title);
        let anchored = self.groups.get(index).and_then(|group| self.by_anchor.get(&group.section));
        let mut rows = anchored.map(|a| a.rows.clone()).unwrap_or_default();
        // A row of the table itself means another table of that name, or the element of an element.
        rows.retain(|&row| {
            row.0 != index || self.row(row).is_some_and(|param| tokens.contains(&fold(bare(&param.name)).into_owned()))
        });
        let scope = section.parent.and_then(|parent| self.first.get(&parent).copied());
        // "Fields of the lamp" that a row leads to are not those of the parameter `fields`.
        let linked = !rows.is_empty();
        let mut names = tokens.iter().filter(|token| !(linked && lexicon::GENERIC.is(token)));
        let fits = |row: &RowId| {
            // "Lamp item", which `<id>` of a lamp leads to, is not the lamp. A text may hold an object, a flag cannot.
            let is_above = |&(group, _): &RowId| parents.get(group).is_some_and(|above| above.contains(row));
            let is_flag = self.row(*row).is_some_and(|param| param.ty == "boolean");
            !is_flag
                && !rows.iter().any(is_above)
                && !rows.iter().any(|&known| self.is_part(section.title, *row, known))
        };
        if let Some(row) = names.find_map(|token| nearest(self.named(token), index, scope)).filter(fits)
            && !rows.iter().any(|&known| same_name(self.groups, known, row))
        {
            rows.push(row);
        }
        if rows.is_empty() {
            rows = self.typed(&tokens, index);
        }
        if rows.is_empty() {
            rows = anchored.map(|a| a.selections.clone()).unwrap_or_default();
        }
        // A section below another one is about the same.
        let mut parent = section.parent;
        while let (true, Some(above)) = (rows.is_empty(), parent) {
            rows = self.first.get(&above).and_then(|&first| parents.get(first)).cloned().unwrap_or_default();
            parent = self.outline.sections.get(above).and_then(|s| s.parent);
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Is the row only called like a part of the other, whose name the heading has whole? "Lamp shade size", which `lampShade`
    /// leads to, is not the `shade`.
    fn is_part(&self, title: &str, row: RowId, other: RowId) -> bool {
        let name = |row| self.row(row).map(|param| joined(bare(&param.name))).unwrap_or_default();
        let (part, whole) = (name(row), name(other));
        part.len() < whole.len() && whole.contains(&part) && joined(title).starts_with(&whole)
    }

    /// All rows of other tables whose type is what the heading is called: `User object`, `section_element`.
    fn typed(&self, tokens: &[String], index: usize) -> Vec<RowId> {
        let by_type = self.by_type.get_or_init(|| rows_by_type(self.groups));
        let rows = tokens.iter().filter_map(|token| by_type.get(token)).flatten();
        rows.copied().filter(|row| row.0 != index).collect()
    }

    /// The rows of a name in lower case.
    fn named(&self, name: &str) -> &[RowId] {
        self.by_name.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    fn row(&self, (group, row): RowId) -> Option<&Param<'_>> {
        self.groups.get(group)?.params.get(row)
    }
}

fn rows_by_type(groups: &[Group<'_>]) -> HashMap<String, Vec<RowId>> {
    let mut found: HashMap<String, Vec<RowId>> = HashMap::new();
    for (g, group) in groups.iter().enumerate() {
        for (r, param) in group.params.iter().enumerate().filter(|(_, param)| holds_fields(&param.ty)) {
            for ty in parts(&param.ty) {
                found.entry(fold(ty.trim_end_matches("[]")).into_owned()).or_default().push((g, r));
            }
        }
    }
    found
}

fn same_name(groups: &[Group<'_>], a: RowId, b: RowId) -> bool {
    let name = |id: RowId| groups.get(id.0).and_then(|g| g.params.get(id.1)).map(|p| p.name.to_lowercase());
    name(a) == name(b)
}

/// The rows that link to each section.
fn anchors(outline: &Outline<'_>, groups: &[Group<'_>], sink: &mut Sink) -> HashMap<usize, Anchored> {
    let sections = LazyCell::new(|| {
        let mut sections: HashMap<&str, usize> = HashMap::with_capacity(outline.sections.len());
        for (index, section) in outline.sections.iter().enumerate() {
            if !section.anchor.is_empty() {
                sections.entry(section.anchor).or_insert(index);
            }
        }
        sections
    });
    let mut found: HashMap<usize, Anchored> = HashMap::new();
    for (g, group) in groups.iter().enumerate() {
        for (r, param) in group.params.iter().enumerate() {
            for (body, by_type) in [(param.head, true), (param.kind, true), (param.description(), false)] {
                links(body, &mut |target, _| {
                    let Some(anchor) = target.strip_prefix('#') else { return };
                    let Some(&section) = sections.get(anchor).or_else(|| sections.get(fold(anchor).as_ref())) else {
                        let message = format!(
                            "`{}` links to `{target}`, which no heading of the page has; write the anchor of the heading",
                            param.name
                        );
                        sink.report(Code::DeadAnchor, param.at, message);
                        return;
                    };
                    let ty = &param.ty;
                    if !holds_fields(ty) && (!by_type || is_of_field(ty)) {
                        return;
                    }
                    let anchored = found.entry(section).or_default();
                    let rows = if is_selection(&param.name) { &mut anchored.selections } else { &mut anchored.rows };
                    if rows.last() != Some(&(g, r)) {
                        rows.push((g, r));
                    }
                });
            }
        }
    }
    found
}

/// The rows of each name in lower case, as they stand in the page.
type Names<'g> = HashMap<Cow<'g, str>, Vec<RowId>>;

fn names<'g>(groups: &'g [Group<'_>]) -> Names<'g> {
    let mut found = Names::with_capacity(groups.iter().map(|group| group.params.len()).sum());
    for (g, group) in groups.iter().enumerate() {
        for (r, param) in group.params.iter().enumerate() {
            let name = bare(&param.name);
            let last = memchr::memrchr(b'.', name.as_bytes()).and_then(|at| name.get(at + 1..));
            for name in iter::once(name).chain(last) {
                found.entry(fold(name)).or_default().push((g, r));
            }
        }
    }
    found
}

/// Letters and digits alone, in lower case: `lampShade`, `LAMP_SHADE` and "Lamp shade" are the same.
fn joined(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Of the rows of a name the one in the scope, else the last before the table, else the first behind it.
fn nearest(rows: &[RowId], index: usize, scope: Option<usize>) -> Option<RowId> {
    let mut rows = rows.iter().copied();
    rows.clone()
        .find(|row| Some(row.0) == scope)
        .or_else(|| rows.clone().rfind(|row| row.0 < index))
        .or_else(|| rows.find(|row| row.0 > index))
}
