//! From linked tables to nested fields.

pub(super) mod dotted;
pub(super) mod either;
pub(super) mod keys;
pub(super) mod link;
mod required;
pub(super) mod variants;

use b24_specs::ir::{Field, Required, Variant};
use foldhash::{HashMap, HashSet, HashSetExt};

use super::elsewhere::follow::Follow;
use super::map;
use super::sink::Sink;
use super::table::groups::{Group, TabLabel};
use super::table::param::Param;
use super::types::{is_scalar, widen};
use crate::diagnostic::Code;
use crate::source::Source;
use crate::yfm::Block;
use b24_specs::pattern::{is_open, prefix, stands_for};
use link::Links;

/// How deep fields may nest, and how many fields one page may give: tables that describe each other would not end.
const DEPTH: usize = 8;
const FIELDS_PER_ROW: usize = 12;
/// How many of them may stand on other pages: each of many rows may lead to the largest.
const LINKED_FIELDS: usize = 4000;

/// Builds the fields of one part of a page.
pub(super) struct Builder<'a, 'g> {
    pub(super) groups: &'g [Group<'a>],
    pub(super) links: &'g Links,
    pub(super) source: &'g Source,
    /// What a row without a mark means.
    pub(super) unmarked: Required,
    /// Looks on other pages for what this one has no tables of.
    follow: Option<Follow<'a, 'g>>,
    budget: usize,
    linked_budget: usize,
    cut: bool,
}

impl<'a, 'g> Builder<'a, 'g> {
    pub(super) fn new(groups: &'g [Group<'a>], links: &'g Links, source: &'g Source, unmarked: Required) -> Self {
        let rows: usize = groups.iter().map(|group| group.params.len()).sum();
        let budget = rows * FIELDS_PER_ROW + 64;
        Self { groups, links, source, unmarked, follow: None, budget, linked_budget: LINKED_FIELDS, cut: false }
    }

    /// The same, for rows that may lead to other pages.
    pub(super) fn following(self, follow: Follow<'a, 'g>) -> Self {
        Self { follow: Some(follow), ..self }
    }

    /// Says which other pages were looked at, and whether fields were left out.
    pub(super) fn conclude(&self, sink: &mut Sink) {
        sink.linked.extend(self.follow.as_ref().map(Follow::linked).unwrap_or_default());
        if self.cut || self.follow.as_ref().is_some_and(Follow::is_cut) {
            sink.report(
                Code::TooDeep,
                self.groups.first().map_or(0, |group| group.at),
                "the tables lead to each other, or to other pages, without end; they are followed a few times",
            );
        }
    }

    /// The fields of several tables, each name once.
    pub(super) fn union(&mut self, groups: impl IntoIterator<Item = usize>) -> Vec<Field> {
        let all = groups.into_iter().flat_map(|group| self.group(group, &mut Vec::new())).collect();
        let mut fields = Vec::new();
        adopt(&mut fields, all);
        fields
    }

    /// The fields of the tables that no row leads to: below the name of the heading, which an example may show, or as they
    /// are.
    pub(super) fn unlinked(&mut self, sink: &mut Sink) -> Vec<Field> {
        let mut fields = Vec::new();
        for (orphan, name) in &self.links.orphans {
            let Some(group) = self.groups.get(*orphan) else { continue };
            let inner = self.group(*orphan, &mut Vec::new());
            if let Some(name) = name {
                let line = self.source.line(group.at);
                fields.push(Field { name: name.clone(), fields: inner, line, ..Field::default() });
                continue;
            }
            let message = "nothing leads to this table; name the field that it describes in its heading";
            sink.report(Code::Orphan, group.at, message);
            fields.extend(inner);
        }
        fields
    }

    /// The fields of a table.
    fn group(&mut self, index: usize, path: &mut Vec<usize>) -> Vec<Field> {
        let Some(group) = self.groups.get(index) else { return Vec::new() };
        if path.contains(&index) || path.len() >= DEPTH {
            return Vec::new();
        }
        path.push(index);
        let mut fields: Vec<Field> = Vec::with_capacity(group.params.len());
        let mut places: HashMap<String, usize> = HashMap::default();
        let has_lists = group.params.iter().any(|param| param.name.ends_with("[]"));
        for (row, param) in group.params.iter().enumerate() {
            let Some(left) = self.budget.checked_sub(1) else {
                self.cut = true;
                break;
            };
            self.budget = left;
            let mut field = self.field(param);
            self.describe(&mut field, (index, row), path);
            // A row, `items[]`, says what the list of another row, `items`, holds.
            let list = param.name.strip_suffix("[]");
            if let Some(list) = list.and_then(|name| places.get(name)).and_then(|place| fields.get_mut(*place)) {
                hold(list, field);
                continue;
            }
            if has_lists {
                places.entry(field.name.clone()).or_insert(fields.len());
            }
            let own = own_fields(&mut field);
            fields.push(field);
            adopt(&mut fields, own);
        }
        if path.len() > 1 && self.follow.as_ref().is_some_and(Follow::is_of_request) {
            for param in either::unneeded(&group.params) {
                let twins = fields.iter_mut().filter(|field| field.name == param.wire());
                twins.for_each(|field| field.required = Required::No);
            }
        }
        path.pop();
        fields
    }

    fn field(&self, param: &Param<'a>) -> Field {
        let mut field = param.field();
        field.required = match self.unmarked {
            _ if param.required => Required::Yes,
            Required::Unknown if param.may_be_left_out() => Required::No,
            unmarked => unmarked,
        };
        field.line = self.source.line(param.at);
        field
    }

    /// Adds the tables that describe a row.
    fn describe(&mut self, field: &mut Field, row: (usize, usize), path: &mut Vec<usize>) {
        let links = self.links;
        let mut note: &[Block<'a>] = &[];
        let mut all = Vec::new();
        for &table in links.under.get(&row).into_iter().flatten() {
            let Some(group) = self.groups.get(table) else { continue };
            let mut fields = self.group(table, path);
            note = group.note;
            if let [own] = fields.as_mut_slice()
                && repeats(own, field)
            {
                *field = Field { required: field.required, line: field.line, ..std::mem::take(own) };
                all.clear();
                continue;
            }
            match &group.tab {
                Some(tab) if !fields.is_empty() => add_variant(field, tab, fields),
                _ => all.extend(fields),
            }
        }
        adopt(&mut field.fields, all);
        let Some(group) = self.groups.get(row.0) else { return };
        let Some(param) = group.params.get(row.1) else { return };
        let of_request = self.follow.as_ref().map(Follow::is_of_request);
        if field.fields.is_empty() && field.variants.is_empty() {
            // The links of such a map lead to the names that it may have, and to what stands under each.
            if of_request == Some(false) && map::is_by_name(field, param.says()) {
                map::tell_names(field);
            } else {
                field.fields = self.linked(param, field.line);
            }
        } else if !note.is_empty()
            && let Some(follow) = &mut self.follow
        {
            field.fields.extend(follow.more(param, &field.fields, note, field.line));
        }
        // On a page without marks nobody knows which of its keys an object must have.
        if field.fields.is_empty() && field.variants.is_empty() && self.unmarked == Required::No {
            let follow = self.follow.as_mut();
            field.fields = follow.map(|follow| follow.listed(param, field.line)).unwrap_or_default();
            if !field.fields.is_empty() {
                field.values.clear();
            }
        }
        variants::choose(field, param.description(), &group.params);
        // A name that stands for many makes its row open; the field of such a name is marked, which is quicker to see.
        let lists_open = |fields: &[Field]| fields.iter().any(|field| field.open && is_open(&field.name));
        let opens = lists_open(&field.fields);
        if !opens {
            map::tell(field, param.description());
        }
        match of_request {
            Some(true) => required::tell(field, param.description()),
            Some(false) => map::tell_keys(field, param.description(), param.says()),
            None => {}
        }
        field.open |= opens || field.variants.iter().any(|variant| lists_open(&variant.fields));
    }

    /// The fields of a row that stand on another page.
    fn linked(&mut self, param: &Param<'a>, line: u32) -> Vec<Field> {
        let Some(follow) = self.follow.as_mut().filter(|_| self.linked_budget > 0) else { return Vec::new() };
        let fields = follow.fields(param, line);
        let left = self.linked_budget.checked_sub(count(&fields)).filter(|left| *left > 0);
        self.linked_budget = left.unwrap_or_default();
        self.cut |= left.is_none();
        left.map(|_| fields).unwrap_or_default()
    }
}

/// How many there are, at any depth.
pub(super) fn count(fields: &[Field]) -> usize {
    let within = |field: &Field| {
        1 + count(&field.fields) + field.variants.iter().map(|variant| count(&variant.fields)).sum::<usize>()
    };
    fields.iter().map(within).sum()
}

/// The fields of the table that a row leads to whose name stands for them: they are beside it, and not in it.
fn own_fields(row: &mut Field) -> Vec<Field> {
    let are_named = |fields: &[Field], open: &str| fields.iter().all(|field| stands_for(open, &field.name));
    if row.open && is_open(&row.name) && !prefix(&row.name).is_empty() && are_named(&row.fields, &row.name) {
        return std::mem::take(&mut row.fields);
    }
    Vec::new()
}

/// Is the only row of a table the one that it describes? Pages explain the values of a text in such a table.
fn repeats(own: &Field, field: &Field) -> bool {
    own.name == field.name
        && own.ty == field.ty
        && is_scalar(&own.ty)
        && own.fields.is_empty()
        && field.values.is_empty()
}

/// Makes a list one of such elements.
fn hold(list: &mut Field, element: Field) {
    let word = element.ty.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if list.ty == "array" && word && !matches!(element.ty.as_str(), "" | "array" | "any") {
        list.ty = element.ty + "[]";
    }
    adopt(&mut list.fields, element.fields);
}

/// Adds a tab's fields as an alternative; two tables of one tab are one alternative.
pub(super) fn add_variant(field: &mut Field, tab: &TabLabel<'_>, fields: Vec<Field>) {
    match field.variants.iter_mut().find(|variant| variant.label == tab.title) {
        Some(variant) => adopt(&mut variant.fields, fields),
        None => {
            field.variants.push(Variant {
                label: tab.title.clone().into_owned(),
                when: variants::when_lead(tab),
                fields,
            });
        }
    }
}

/// Adds fields whose names are not there yet.
pub(super) fn adopt(fields: &mut Vec<Field>, more: Vec<Field>) {
    if fields.is_empty() && !has_twins(&more) {
        *fields = more;
        return;
    }
    fields.reserve(more.len());
    // Where each name stands; few tables are so large that to search them takes longer.
    let large = more.len() > 8 && fields.len() + more.len() > 100;
    let mut places: Option<HashMap<String, usize>> = large.then(HashMap::default);
    for (place, field) in fields.iter().enumerate().filter(|_| large) {
        places.as_mut().map(|places| places.entry(field.name.clone()).or_insert(place));
    }
    for field in more {
        let place = match &places {
            Some(places) => places.get(&field.name).copied(),
            None => fields.iter().position(|known| known.name == field.name),
        };
        match place.and_then(|place| fields.get_mut(place)) {
            None => {
                places.as_mut().map(|places| places.insert(field.name.clone(), fields.len()));
                fields.push(field);
            }
            Some(known) => join(known, field),
        }
    }
}

/// Adds what another field of the same name tells: the fields below it, and its type.
fn join(known: &mut Field, field: Field) {
    adopt(&mut known.fields, field.fields);
    widen(&mut known.ty, &field.ty);
}

/// Are two of the fields of one name?
fn has_twins(fields: &[Field]) -> bool {
    // Few tables are so large that to search them takes longer.
    if fields.len() <= 16 {
        let is_again = |(at, field): (usize, &Field)| fields.iter().take(at).any(|known| known.name == field.name);
        return fields.iter().enumerate().any(is_again);
    }
    let mut seen = HashSet::with_capacity(fields.len());
    !fields.iter().all(|field| seen.insert(field.name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Field {
        Field { name: name.into(), ..Field::default() }
    }

    #[test]
    fn large_tables_are_joined_as_small_ones() {
        for count in [4, 40_000] {
            let mut fields = Vec::new();
            // Each name twice, then some that are there and some that are not.
            for add in [0, count / 4] {
                adopt(&mut fields, (0..count).map(|n| named(&(n / 2 + add).to_string())).collect());
            }
            let names: Vec<usize> = fields.iter().map(|field| field.name.parse().unwrap()).collect();
            assert_eq!(names, (0..count / 2 + count / 4).collect::<Vec<_>>());
        }
    }
}
