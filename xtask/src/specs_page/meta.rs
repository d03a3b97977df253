//! The list of facts at the head of a page: what it is about, who may call, and the like.

use b24_specs::ir::{Access, Api, Auth, Command, Deprecated, Event, Examples, Kind, List, ListId, Method, Placement};

use super::cell::{Cell, Problem, problem};
use super::fact::{Fact, put};
use super::field::{option, plain, some, texts, word, yes};
use super::text::text;

/// What the head of a page tells, of whatever kind it is.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own")]
pub(super) struct Meta {
    page: String,
    title: String,
    api: Api,
    command: Option<Command>,
    scopes: Vec<String>,
    auth: Auth,
    access: Access,
    kind: Kind,
    deprecated: Option<Deprecated>,
    positional: bool,
    no_batch: bool,
    user_mode: bool,
    single: bool,
    examples: Examples,
}

const PAGE: Fact<Meta> = Fact { name: "page", write: |m| text(&m.page), read: |m, cell| put(&mut m.page, cell.text()) };
const TITLE: Fact<Meta> =
    Fact { name: "title", write: |m| text(&m.title), read: |m, cell| put(&mut m.title, cell.text()) };
const SCOPE: Fact<Meta> =
    Fact { name: "scope", write: |m| texts(&m.scopes), read: |m, cell| put(&mut m.scopes, cell.texts()) };
const ACCESS: Fact<Meta> = Fact {
    name: "access",
    write: |m| word(ACCESSES, m.access),
    read: |m, cell| put(&mut m.access, cell.one_of(ACCESSES)),
};
const DEPRECATED: Fact<Meta> = Fact { name: "deprecated", write: write_deprecated, read: read_deprecated };
const EXAMPLES: Fact<Meta> = Fact {
    name: "examples",
    write: |m| format!("{} of requests, {} of answers", m.examples.requests, m.examples.responses),
    read: read_examples,
};

/// The facts of a method.
pub(super) const METHOD: &[Fact<Meta>] = &[
    PAGE,
    TITLE,
    Fact { name: "api", write: |m| word(APIS, m.api), read: |m, cell| put(&mut m.api, cell.one_of(APIS)) },
    Fact { name: "command", write: write_command, read: read_command },
    SCOPE,
    Fact { name: "auth", write: |m| word(AUTHS, m.auth), read: |m, cell| put(&mut m.auth, cell.one_of(AUTHS)) },
    ACCESS,
    Fact { name: "kind", write: |m| word(KINDS, m.kind), read: |m, cell| put(&mut m.kind, cell.one_of(KINDS)) },
    DEPRECATED,
    Fact { name: "positional", write: |m| yes(m.positional), read: |m, cell| put(&mut m.positional, cell.yes()) },
    Fact {
        name: "batch",
        write: |m| if m.no_batch { "no".into() } else { String::new() },
        read: |m, cell| put(&mut m.no_batch, cell.one_of(&[("no", true)])),
    },
    EXAMPLES,
];

/// The facts of an event.
pub(super) const EVENT: &[Fact<Meta>] = &[PAGE, TITLE, SCOPE, ACCESS, DEPRECATED, EXAMPLES];

/// The facts of a placement.
pub(super) const PLACEMENT: &[Fact<Meta>] = &[
    PAGE,
    TITLE,
    SCOPE,
    Fact { name: "user mode", write: |m| yes(m.user_mode), read: |m, cell| put(&mut m.user_mode, cell.yes()) },
    Fact { name: "single", write: |m| yes(m.single), read: |m, cell| put(&mut m.single, cell.yes()) },
    DEPRECATED,
    EXAMPLES,
];

const APIS: &[(&str, Api)] = &[("v2", Api::V2), ("v3", Api::V3)];
const AUTHS: &[(&str, Auth)] = &[("any", Auth::Any), ("application", Auth::Application)];
const ACCESSES: &[(&str, Access)] =
    &[("any", Access::Any), ("administrator", Access::Administrator), ("restricted", Access::Restricted)];
const KINDS: &[(&str, Kind)] = &[("read", Kind::Read), ("list", Kind::List), ("write", Kind::Write)];

/// How a list is paged. `items` comes first and is always written.
pub(super) const LIST: &[Fact<List>] = &[
    Fact { name: "items", write: |l| text(&l.items), read: |l, cell| put(&mut l.items, cell.text()) },
    Fact { name: "paging", write: |l| some(&l.paging), read: |l, cell| put(&mut l.paging, cell.text()) },
    Fact {
        name: "page size",
        write: |l| option(l.page_size, plain),
        read: |l, cell| put(&mut l.page_size, cell.number().map(Some)),
    },
    Fact {
        name: "id in the answer",
        write: |l| option(l.id.as_ref(), |id| text(&id.answer)),
        read: |l, cell| put(&mut id(l).answer, cell.text()),
    },
    Fact {
        name: "id in a filter",
        write: |l| option(l.id.as_ref().and_then(|id| id.filter.as_deref()), text),
        read: |l, cell| put(&mut id(l).filter, cell.text().map(Some)),
    },
    Fact {
        name: "id in an order",
        write: |l| option(l.id.as_ref().and_then(|id| id.order.as_deref()), text),
        read: |l, cell| put(&mut id(l).order, cell.text().map(Some)),
    },
    Fact { name: "filter", write: |l| texts(&l.filter), read: |l, cell| put(&mut l.filter, cell.texts()) },
    Fact { name: "operators", write: |l| texts(&l.operators), read: |l, cell| put(&mut l.operators, cell.texts()) },
    Fact { name: "order", write: |l| texts(&l.order), read: |l, cell| put(&mut l.order, cell.texts()) },
    Fact { name: "select", write: |l| texts(&l.select), read: |l, cell| put(&mut l.select, cell.texts()) },
];

fn id(list: &mut List) -> &mut ListId {
    list.id.get_or_insert_default()
}

fn write_deprecated(meta: &Meta) -> String {
    match &meta.deprecated {
        None => String::new(),
        Some(Deprecated { successor: None, .. }) => "yes".into(),
        Some(Deprecated { successor: Some(successor), .. }) => text(successor),
    }
}

fn read_deprecated(meta: &mut Meta, cell: &Cell<'_>) -> Result<(), Problem> {
    let successor = if cell.words() == Some("yes") { None } else { Some(cell.text()?) };
    meta.deprecated = Some(Deprecated { successor, dropped: false });
    Ok(())
}

fn write_command(meta: &Meta) -> String {
    option(meta.command.as_ref(), |command| format!("{}, {}", text(&command.param), text(&command.value)))
}

fn read_command(meta: &mut Meta, cell: &Cell<'_>) -> Result<(), Problem> {
    let parts: Result<[String; 2], _> = cell.texts()?.try_into();
    let [param, value] =
        parts.map_err(|_| problem(cell.at, "write the parameter, a comma, and what is given there"))?;
    meta.command = Some(Command { param, value });
    Ok(())
}

fn read_examples(meta: &mut Meta, cell: &Cell<'_>) -> Result<(), Problem> {
    let read = || {
        let (requests, answers) = cell.words()?.split_once(" of requests, ")?;
        let responses = answers.strip_suffix(" of answers")?;
        Some(Examples { requests: requests.parse().ok()?, responses: responses.parse().ok()? })
    };
    meta.examples =
        read().ok_or_else(|| problem(cell.at, "write `3 of requests, 2 of answers`, without the quotes"))?;
    Ok(())
}

impl Meta {
    pub(super) fn of_method(method: &Method) -> Self {
        Self {
            page: method.page.clone(),
            title: method.title.clone(),
            api: method.api,
            command: method.command.clone(),
            scopes: method.scopes.clone(),
            auth: method.auth,
            access: method.access,
            kind: method.kind,
            deprecated: method.deprecated.clone(),
            positional: method.positional,
            no_batch: method.no_batch,
            examples: method.examples,
            ..Self::default()
        }
    }

    pub(super) fn of_event(event: &Event) -> Self {
        Self {
            page: event.page.clone(),
            title: event.title.clone(),
            scopes: event.scopes.clone(),
            access: event.access,
            deprecated: event.deprecated.clone(),
            examples: event.examples,
            ..Self::default()
        }
    }

    pub(super) fn of_placement(placement: &Placement) -> Self {
        Self {
            page: placement.page.clone(),
            title: placement.title.clone(),
            scopes: placement.scopes.clone(),
            deprecated: placement.deprecated.clone(),
            user_mode: placement.user_mode,
            single: placement.single,
            examples: placement.examples,
            ..Self::default()
        }
    }

    pub(super) fn method(self, name: String) -> Method {
        Method {
            method: name,
            api: self.api,
            command: self.command,
            page: self.page,
            title: self.title,
            doc: None,
            scopes: self.scopes,
            auth: self.auth,
            access: self.access,
            kind: self.kind,
            deprecated: self.deprecated,
            positional: self.positional,
            no_batch: self.no_batch,
            list: None,
            params: Vec::new(),
            result: b24_specs::ir::Field::default(),
            errors: Vec::new(),
            rules: Vec::new(),
            examples: self.examples,
            ir: b24_specs::ir::VERSION,
        }
    }

    pub(super) fn event(self, name: String) -> Event {
        Event {
            event: name,
            page: self.page,
            title: self.title,
            scopes: self.scopes,
            access: self.access,
            deprecated: self.deprecated,
            params: Vec::new(),
            examples: self.examples,
            ir: b24_specs::ir::VERSION,
        }
    }

    pub(super) fn placement(self, name: String) -> Placement {
        Placement {
            placement: name,
            page: self.page,
            title: self.title,
            scopes: self.scopes,
            deprecated: self.deprecated,
            params: Vec::new(),
            options: Vec::new(),
            user_mode: self.user_mode,
            single: self.single,
            examples: self.examples,
            ir: b24_specs::ir::VERSION,
        }
    }
}
