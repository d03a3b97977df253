//! Changes as data.

use std::collections::{BTreeSet, HashMap};

use b24_codegen::{describing, naming};
use b24_specs::ir::{Api, Method, System};

use super::kinds::{Class, Kind};
use crate::document::{Document, Folder, Key, called};

/// One state of the documentation.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// How the user called it.
    pub label: String,
    /// Methods, events and placements, sorted by their keys.
    pub documents: Vec<Document>,
    /// What holds for all.
    pub system: System,
    /// Pages of a documentation tree on which more may be than was read: those that give nothing, and those with errors.
    /// Empty for anything else.
    pub unread: BTreeSet<String>,
}

impl Snapshot {
    /// What of a method's parameters names fields, and the names.
    pub(super) fn naming<'m>(&self, method: &'m Method) -> (Vec<(&'m str, &'static str)>, Vec<String>) {
        let find = |name: &String| {
            let key = |document: &Document| document.key() >= (Folder::Methods, name, method.api, "");
            let at = self.documents.partition_point(|document| !key(document));
            match self.documents.get(at) {
                Some(Document::Method(found)) if found.method == *name && found.api == method.api => Some(found),
                _ => None,
            }
        };
        let beside = describing(method).and_then(|names| names.iter().find_map(find));
        naming(method, beside, &self.system.types)
    }
}

/// What changed from one state to another.
#[derive(Debug)]
pub struct Diff {
    /// How the user called the old state.
    pub old: String,
    /// And the new one.
    pub new: String,
    /// What changed, each method, event and placement once, sorted by its key.
    pub entries: Vec<Entry>,
}

/// The changes of one method, event or placement, or of what holds for all.
#[derive(Debug)]
pub struct Entry {
    /// What it is.
    pub folder: Folder,
    /// Its name; the new one where it was renamed.
    pub name: String,
    /// The interface that it belongs to.
    pub api: Api,
    /// Which of the method's commands, where it has several; empty otherwise.
    pub command: String,
    /// Its page, in the newer state that has it.
    pub page: String,
    /// What happened to it, the worst first.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// What happened; it gives the class and the rule.
    pub kind: Kind,
    /// Where: `params.options.minTimeout`, `result.items`, `errors.ACCESS_DENIED`; empty for the whole.
    pub at: String,
    /// What was there; empty where nothing was.
    pub old: String,
    /// What is there now; empty where nothing is.
    pub new: String,
}

impl Entry {
    /// The key of the document.
    pub fn key(&self) -> Key<'_> {
        (self.folder, &self.name, self.api, &self.command)
    }

    /// The worst that happened to it.
    pub fn class(&self) -> Class {
        self.changes.iter().map(|change| change.kind.class()).max().unwrap_or(Class::DocumentationOnly)
    }

    /// What it is, for a person.
    pub fn what(&self) -> &'static str {
        match self.folder {
            Folder::Methods => "method",
            Folder::Events => "event",
            Folder::Placements => "placement",
            Folder::System => "all methods",
        }
    }

    /// How a person calls it.
    pub fn title(&self) -> String {
        match self.folder {
            Folder::System => "what holds for every method".into(),
            _ => called(self.key()),
        }
    }
}

impl Diff {
    /// The worst that happened; nothing where nothing did.
    pub fn class(&self) -> Option<Class> {
        self.entries.iter().map(Entry::class).max()
    }

    /// How many changes are of a class.
    pub fn count(&self, class: Class) -> usize {
        self.entries.iter().flat_map(|entry| &entry.changes).filter(|change| change.kind.class() == class).count()
    }

    /// Every change of a class, with what it happened to. Methods to which the same happened, and no more, stand together
    /// where the first of them does, and so do events and placements.
    pub fn of(&self, class: Class) -> Vec<(Vec<&Entry>, Vec<&Change>)> {
        let mut groups: Vec<(Vec<&Entry>, Vec<&Change>)> = Vec::new();
        let mut places: HashMap<(Folder, Vec<&Change>), usize> = HashMap::new();
        for entry in &self.entries {
            let changes: Vec<&Change> = entry.changes.iter().filter(|change| change.kind.class() == class).collect();
            if changes.is_empty() {
                continue;
            }
            let place = *places.entry((entry.folder, changes.clone())).or_insert(groups.len());
            match groups.get_mut(place) {
                Some((entries, _)) => entries.push(entry),
                None => groups.push((vec![entry], changes)),
            }
        }
        groups
    }
}

/// The changes of one entry while they are gathered.
#[derive(Default)]
pub(super) struct Changes {
    pub(super) all: Vec<Change>,
}

impl Changes {
    pub(super) fn add(&mut self, kind: Kind, at: impl Into<String>, old: impl Into<String>, new: impl Into<String>) {
        self.all.push(Change { kind, at: at.into(), old: old.into(), new: new.into() });
    }

    /// The same, where the two differ.
    pub(super) fn differ(&mut self, kind: Kind, at: &str, old: &str, new: &str) {
        if old != new {
            self.add(kind, at, old, new);
        }
    }

    pub(super) fn sorted(mut self) -> Vec<Change> {
        self.all.sort_by_key(|change| std::cmp::Reverse(change.kind.class()));
        self.all
    }
}
