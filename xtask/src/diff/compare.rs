//! Two states, document by document.

use b24_specs::ir::{Access, Api, Auth, Deprecated, Event, Form, Kind as Does, List, Method, Placement, Rule};

use super::errors;
use super::fields::{PARAMS, Params, State, names};
use super::kinds::Kind;
use super::matching::{Pair, documents};
use super::model::{Changes, Diff, Entry, Snapshot};
use super::results::Received;
use crate::document::{Document, Folder, called};

/// What changed from `old` to `new`.
pub fn diff(old: &Snapshot, new: &Snapshot) -> Diff {
    let comparison = Comparison { old, new };
    let mut entries: Vec<Entry> = documents(old, new).iter().filter_map(|pair| comparison.entry(pair)).collect();
    entries.extend(comparison.system());
    Diff { old: old.label.clone(), new: new.label.clone(), entries }
}

struct Comparison<'a> {
    old: &'a Snapshot,
    new: &'a Snapshot,
}

impl Comparison<'_> {
    fn entry(&self, pair: &Pair<'_>) -> Option<Entry> {
        let Pair { old, new } = *pair;
        let document = new.or(old)?;
        let mut changes = Changes::default();
        match (old, new) {
            (None, _) => changes.add(Kind::Added, "", "", document.page_title()),
            (_, None) => {
                let there = document.page().is_some_and(|page| self.new.unread.contains(page));
                changes.add(if there { Kind::Unread } else { Kind::Removed }, "", document.page_title(), "");
            }
            (Some(old), Some(new)) => self.document(old, new, &mut changes),
        }
        let (folder, name, api, command) = document.key();
        let page = document.page().unwrap_or_default().to_owned();
        (!changes.all.is_empty()).then(|| Entry {
            folder,
            name: name.to_owned(),
            api,
            command: command.to_owned(),
            page,
            changes: changes.sorted(),
        })
    }

    fn document(&self, old: &Document, new: &Document, changes: &mut Changes) {
        let name = |document: &Document| {
            let (_, name, _, command) = document.key();
            called((Folder::Methods, name, Api::V2, command))
        };
        let (was, is) = (name(old), name(new));
        changes.differ(Kind::Renamed, "", &was, &is);
        changes.differ(Kind::PageMoved, "", old.page().unwrap_or_default(), new.page().unwrap_or_default());
        changes.differ(Kind::Retitled, "", old.page_title(), new.page_title());
        match (old, new) {
            (Document::Method(old), Document::Method(new)) => self.method(old, new, changes),
            (Document::Event(old), Document::Event(new)) => self.event(old, new, changes),
            (Document::Placement(old), Document::Placement(new)) => self.placement(old, new, changes),
            _ => {}
        }
    }

    /// What parameters take, of which these name fields.
    fn params<'n>(&'n self, old: &'n [(&str, &'static str)], new: &'n [(&str, &'static str)]) -> Params<'n> {
        Params {
            old: State { entities: &self.old.system.types, naming: old },
            new: State { entities: &self.new.system.types, naming: new },
        }
    }

    fn received(&self) -> Received<'_> {
        Received { old: &self.old.system.types, new: &self.new.system.types }
    }

    fn method(&self, old: &Method, new: &Method, changes: &mut Changes) {
        deprecated(old.deprecated.as_ref(), new.deprecated.as_ref(), changes);
        scopes(&old.scopes, &new.scopes, changes);
        access(old.access, new.access, changes);
        match (old.auth, new.auth) {
            (Auth::Any, Auth::Application) => changes.add(Kind::AuthNarrowed, "", "any", "application"),
            (Auth::Application, Auth::Any) => changes.add(Kind::AuthWidened, "", "application", "any"),
            _ => {}
        }
        does(old.kind, new.kind, changes);
        if old.positional != new.positional {
            let by = |positional| if positional { "by place" } else { "by name" };
            changes.add(Kind::Positional, "", by(old.positional), by(new.positional));
        }
        match (old.no_batch, new.no_batch) {
            (false, true) => changes.add(Kind::BatchRefused, "", "", ""),
            (true, false) => changes.add(Kind::BatchAllowed, "", "", ""),
            _ => {}
        }
        lists(old.list.as_ref(), new.list.as_ref(), changes);
        let ((old_naming, old_names), (new_naming, new_names)) = (self.old.naming(old), self.new.naming(new));
        names(&old_names, &new_names, "fields", (Kind::ListNameAdded, Kind::ListNameRemoved), changes);
        rules(&old.rules, &new.rules, changes);
        self.params(&old_naming, &new_naming).compare(&old.params, &new.params, PARAMS, changes);
        self.received().field(&old.result, &new.result, "", changes);
        errors::compare(&old.errors, &new.errors, changes);
    }

    fn event(&self, old: &Event, new: &Event, changes: &mut Changes) {
        deprecated(old.deprecated.as_ref(), new.deprecated.as_ref(), changes);
        scopes(&old.scopes, &new.scopes, changes);
        access(old.access, new.access, changes);
        self.received().compare(&old.params, &new.params, "payload", changes);
    }

    fn placement(&self, old: &Placement, new: &Placement, changes: &mut Changes) {
        deprecated(old.deprecated.as_ref(), new.deprecated.as_ref(), changes);
        scopes(&old.scopes, &new.scopes, changes);
        self.received().compare(&old.params, &new.params, "payload", changes);
        self.params(&[], &[]).compare(&old.options, &new.options, "options", changes);
        match (old.user_mode, new.user_mode) {
            (false, true) => changes.add(Kind::UserModeGained, "", "", ""),
            (true, false) => changes.add(Kind::UserModeLost, "", "", ""),
            _ => {}
        }
        match (old.single, new.single) {
            (false, true) => changes.add(Kind::SingleGained, "", "", ""),
            (true, false) => changes.add(Kind::SingleLost, "", "", ""),
            _ => {}
        }
    }

    fn system(&self) -> Option<Entry> {
        let (old, new) = (&self.old.system, &self.new.system);
        let mut changes = Changes::default();
        errors::compare(&old.errors, &new.errors, &mut changes);
        for name in old.types.keys().chain(new.types.keys().filter(|name| !old.types.contains_key(*name))) {
            let spelled = |types: &b24_specs::wire::Entities| types.get(name).cloned().unwrap_or_default();
            let at = format!("types.{name}");
            changes.differ(Kind::EntityChanged, &at, &spelled(&old.types), &spelled(&new.types));
        }
        let (name, page) = ("system".into(), String::new());
        (!changes.all.is_empty()).then(|| Entry {
            folder: Folder::System,
            name,
            api: Api::V2,
            command: String::new(),
            page,
            changes: changes.sorted(),
        })
    }
}

fn deprecated(old: Option<&Deprecated>, new: Option<&Deprecated>, changes: &mut Changes) {
    let successor = |of: &Deprecated| of.successor.clone().unwrap_or_default();
    match (old, new) {
        (None, Some(new)) => changes.add(Kind::Deprecated, "", "", successor(new)),
        (Some(old), None) => changes.add(Kind::DeprecatedNoMore, "", successor(old), ""),
        (Some(old), Some(new)) => changes.differ(Kind::Successor, "", &successor(old), &successor(new)),
        (None, None) => {}
    }
}

/// Any one of the scopes is enough; none at all means that every token is.
fn scopes(old: &[String], new: &[String], changes: &mut Changes) {
    let kept = new.is_empty() || !old.is_empty() && old.iter().all(|scope| new.contains(scope));
    if old.iter().collect::<std::collections::BTreeSet<_>>() != new.iter().collect() {
        let kind = if kept { Kind::ScopeWidened } else { Kind::ScopeNarrowed };
        changes.add(kind, "", old.join(", "), new.join(", "));
    }
}

fn access(old: Access, new: Access, changes: &mut Changes) {
    let rank = |access| match access {
        Access::Any => (0, "any user"),
        Access::Restricted => (1, "users with some right"),
        Access::Administrator => (2, "administrators"),
    };
    let ((before, was), (after, is)) = (rank(old), rank(new));
    if before != after {
        changes.add(if after > before { Kind::AccessNarrowed } else { Kind::AccessWidened }, "", was, is);
    }
}

fn does(old: Does, new: Does, changes: &mut Changes) {
    let name = |kind| match kind {
        Does::Read => "read",
        Does::List => "list",
        Does::Write => "write",
    };
    let kind = match (old, new) {
        (Does::Read | Does::List, Does::Write) => Kind::BecameWrite,
        (Does::Write, Does::Read | Does::List) => Kind::BecameRead,
        (Does::Read, Does::List) | (Does::List, Does::Read) => Kind::ReadOtherwise,
        _ => return,
    };
    changes.add(kind, "", name(old), name(new));
}

fn lists(old: Option<&List>, new: Option<&List>, changes: &mut Changes) {
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (None, Some(new)) => return changes.add(Kind::BecameList, "list", "", &*new.paging),
        (Some(old), None) => return changes.add(Kind::ListNoMore, "list", &*old.paging, ""),
        (None, None) => return,
    };
    changes.differ(Kind::Paging, "list.items", &old.items, &new.items);
    changes.differ(Kind::Paging, "list.paging", &old.paging, &new.paging);
    let id = |list: &List| serde_json::to_string(&list.id).unwrap_or_default();
    changes.differ(Kind::Paging, "list.id", &id(old), &id(new));
    let size = |list: &List| list.page_size.map(|size| size.to_string()).unwrap_or_default();
    changes.differ(Kind::PageSize, "list.page_size", &size(old), &size(new));
    names(&old.operators, &new.operators, "list.operators", (Kind::OperatorAdded, Kind::OperatorRemoved), changes);
}

fn rules(old: &[Rule], new: &[Rule], changes: &mut Changes) {
    let forms = |rules: &[Rule]| -> Vec<Form> {
        rules.iter().filter_map(|rule| if let Rule::Form(form) = rule { Some(form.clone()) } else { None }).collect()
    };
    let addresses = |rules: &[Rule]| -> Vec<String> {
        let of = |rule: &Rule| if let Rule::ReachableUrl { param } = rule { Some(param.clone()) } else { None };
        rules.iter().filter_map(of).collect()
    };
    let (old_forms, new_forms) = (forms(old), forms(new));
    if old_forms.is_empty() && !new_forms.is_empty() {
        let names: Vec<&str> = new_forms.iter().map(|form| form.name.as_str()).collect();
        changes.add(Kind::FormsBegun, "rules", "", names.join(", "));
    } else {
        for form in &new_forms {
            match old_forms.iter().find(|before| before.name == form.name) {
                None => changes.add(Kind::FormAdded, "rules", "", &*form.name),
                Some(before) if before != form => changes.add(Kind::FormChanged, "rules", &*form.name, &*form.name),
                Some(_) => {}
            }
        }
    }
    for form in old_forms.iter().filter(|old| !new_forms.iter().any(|new| new.name == old.name)) {
        changes.add(Kind::FormRemoved, "rules", &*form.name, "");
    }
    let both = (Kind::ReachableGained, Kind::ReachableLost);
    names(&addresses(old), &addresses(new), "rules", both, changes);
}
