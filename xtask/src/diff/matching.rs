//! What belongs together in two states: by name, and what is left over by likeness.

use std::collections::{BTreeMap, BTreeSet};

use b24_specs::ir::{Api, Field};

use super::model::Snapshot;
use crate::document::{Document, Folder, Key};

/// A document in both states, or in one of them.
pub(super) struct Pair<'a> {
    pub(super) old: Option<&'a Document>,
    pub(super) new: Option<&'a Document>,
}

/// Two documents this alike are one that was renamed.
const ALIKE: f64 = 0.58;

/// So many names of parameters, fields and errors tell a method from others.
const TELLING: usize = 4;

/// Every document of either state once, the renamed ones as one, sorted.
pub(super) fn documents<'a>(old: &'a Snapshot, new: &'a Snapshot) -> Vec<Pair<'a>> {
    let mut all: BTreeMap<Key<'_>, Pair<'a>> = BTreeMap::new();
    for document in &old.documents {
        all.insert(document.key(), Pair { old: Some(document), new: None });
    }
    for document in &new.documents {
        all.entry(document.key()).or_insert(Pair { old: None, new: None }).new = Some(document);
    }
    let gone: Vec<&Document> = all.values().filter(|pair| pair.new.is_none()).filter_map(|pair| pair.old).collect();
    let come: Vec<&Document> = all.values().filter(|pair| pair.old.is_none()).filter_map(|pair| pair.new).collect();
    for (from, to) in renamed(&gone, &come) {
        all.remove(&from.key());
        if let Some(pair) = all.get_mut(&to.key()) {
            pair.old = Some(from);
        }
    }
    all.into_values().collect()
}

/// What succeeds each method, event and placement that the new state no longer has: the one that it was renamed to, where it was.
pub fn successors(old: &[Document], new: &[Document]) -> Vec<(Folder, String, Api, Option<String>)> {
    let keys: BTreeSet<_> = new.iter().map(Document::key).collect();
    let gone: Vec<&Document> = old.iter().filter(|document| !keys.contains(&document.key())).collect();
    let keys: BTreeSet<_> = old.iter().map(Document::key).collect();
    let come: Vec<&Document> = new.iter().filter(|document| !keys.contains(&document.key())).collect();
    let pairs = renamed(&gone, &come);
    let successor = |document: &Document| {
        let to = pairs.iter().find(|(from, _)| from.key() == document.key());
        to.map(|(_, to)| to.key().1.to_owned())
    };
    gone.iter()
        .map(|document| {
            let (folder, name, api, _) = document.key();
            (folder, name.to_owned(), api, successor(document))
        })
        .collect()
}

/// Those of the old that are some of the new under another name, the most alike first.
fn renamed<'a>(gone: &[&'a Document], come: &[&'a Document]) -> Vec<(&'a Document, &'a Document)> {
    let names_of = |documents: &[&Document]| -> Vec<BTreeSet<String>> {
        documents.iter().map(|document| inner_names(document)).collect()
    };
    let (gone_names, come_names) = (names_of(gone), names_of(come));
    let mut likely = Vec::new();
    for (i, from) in gone.iter().enumerate() {
        for (j, to) in come.iter().enumerate() {
            let ((folder, _, api, _), (other, _, other_api, _)) = (from.key(), to.key());
            if (folder, api) == (other, other_api) {
                let likeness = likeness(from, to, &gone_names[i], &come_names[j]);
                if likeness >= ALIKE {
                    likely.push((likeness, i, j));
                }
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken, mut given) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, i, j) in likely {
        if !taken.contains(&i) && !given.contains(&j) {
            taken.insert(i);
            given.insert(j);
            pairs.push((gone[i], come[j]));
        }
    }
    pairs
}

/// From 0 to 1: the fields count most, then the page, the name and the title.
fn likeness(from: &Document, to: &Document, from_names: &BTreeSet<String>, to_names: &BTreeSet<String>) -> f64 {
    // A few names that many methods have prove little.
    let fields = shared(from_names, to_names) * ratio(from_names.len().max(to_names.len()).min(TELLING), TELLING);
    let page = if from.page() == to.page() { 1.0 } else { 0.0 };
    // Without either, no name is alike enough; most pairs end here.
    if fields < 0.3 && page == 0.0 {
        return 0.0;
    }
    let name = strsim::normalized_levenshtein(&from.key().1.to_lowercase(), &to.key().1.to_lowercase());
    let title = match (from.page_title(), to.page_title()) {
        ("", _) | (_, "") => 0.0,
        (from, to) => strsim::normalized_levenshtein(from, to),
    };
    0.35 * fields + 0.25 * page + 0.25 * name + 0.15 * title
}

fn inner_names(document: &Document) -> BTreeSet<String> {
    fn walk(fields: &[Field], way: &str, names: &mut BTreeSet<String>) {
        for field in fields {
            let path = format!("{way}.{}", field.name);
            walk(&field.fields, &path, names);
            names.insert(path);
        }
    }
    let mut names = BTreeSet::new();
    match document {
        Document::Method(method) => {
            walk(&method.params, "params", &mut names);
            walk(&method.result.fields, "result", &mut names);
            names.extend(method.errors.iter().map(|error| format!("errors.{}", error.code)));
        }
        Document::Event(event) => walk(&event.params, "payload", &mut names),
        Document::Placement(placement) => {
            walk(&placement.params, "payload", &mut names);
            walk(&placement.options, "options", &mut names);
        }
        Document::System(_) => {}
    }
    names
}

/// The part of all names that both have. Where there are none at all, nothing speaks against.
fn shared(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let both = one.intersection(other).count();
    let all = one.len() + other.len() - both;
    if all == 0 { 0.5 } else { ratio(both, all) }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let float = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    float(part) / float(whole)
}

/// A field in both lists, or in one of them.
pub(super) struct FieldPair<'a> {
    pub(super) old: Option<&'a Field>,
    pub(super) new: Option<&'a Field>,
}

/// Two fields this alike are one that was renamed.
const FIELDS_ALIKE: f64 = 0.6;
/// Below this, two names have nothing in common.
const NAMES_ALIKE: f64 = 0.35;

/// Every field of either list once, the renamed ones as one: those of the new list in its order, then those that are gone.
pub(super) fn fields<'a>(old: &'a [Field], new: &'a [Field]) -> Vec<FieldPair<'a>> {
    let mut left: Vec<Option<&'a Field>> = old.iter().map(Some).collect();
    let mut pairs: Vec<FieldPair<'a>> = new.iter().map(|field| FieldPair { old: None, new: Some(field) }).collect();
    for pair in &mut pairs {
        let same =
            |field: &&mut Option<&Field>| field.is_some_and(|old| pair.new.is_some_and(|new| new.name == old.name));
        pair.old = left.iter_mut().find(same).and_then(Option::take);
    }
    let mut likely = Vec::new();
    for (i, old_field) in left.iter().enumerate() {
        for (j, pair) in pairs.iter().enumerate() {
            if let (Some(old_field), None, Some(new_field)) = (old_field, pair.old, pair.new) {
                let place = |fields: &[Field], at: usize| at.checked_sub(1).map(|before| fields[before].name.clone());
                let likeness = field_likeness(old_field, new_field, place(old, i) == place(new, j));
                if likeness >= FIELDS_ALIKE {
                    likely.push((likeness, i, j));
                }
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, i, j) in likely {
        if pairs[j].old.is_none() {
            pairs[j].old = left[i].take();
        }
    }
    pairs.extend(left.into_iter().flatten().map(|field| FieldPair { old: Some(field), new: None }));
    pairs
}

fn field_likeness(old: &Field, new: &Field, same_place: bool) -> f64 {
    if b24_codegen::value_name(&old.name) == b24_codegen::value_name(&new.name) {
        return 1.0;
    }
    let name = strsim::normalized_levenshtein(&old.name.to_lowercase(), &new.name.to_lowercase());
    if name < NAMES_ALIKE {
        return 0.0;
    }
    let names = |field: &Field| field.fields.iter().map(|inner| inner.name.clone()).collect::<BTreeSet<_>>();
    let inside = !old.fields.is_empty() && shared(&names(old), &names(new)) > 0.6
        || !old.values.is_empty() && old.values == new.values;
    let weigh = |is: bool, weight: f64| if is { weight } else { 0.0 };
    0.55 * name
        + weigh(old.ty == new.ty, 0.2)
        + weigh(same_place, 0.15)
        + weigh(old.required == new.required, 0.1)
        + weigh(inside, 0.3)
}
