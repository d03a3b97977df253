//! The columns of a table of fields, and of a table of errors.

use b24_specs::ir::{Boolean, ErrorCase, Evidence, Field, Form, Required, Variant};
use serde_json::{Map, Value};

use super::fact::{Fact, put};
use super::text::{text, value};

/// The columns of a parameter or of a returned field.
pub(super) const FIELD: &[Fact<Field>] = &[
    Fact { name: "Name", write: |f| text(&f.name), read: |f, cell| put(&mut f.name, cell.text()) },
    Fact { name: "Type", write: |f| some(&f.ty), read: |f, cell| put(&mut f.ty, cell.text()) },
    Fact {
        name: "Required",
        write: |f| word(REQUIRED, f.required),
        read: |f, cell| put(&mut f.required, cell.one_of(REQUIRED)),
    },
    Fact { name: "Nullable", write: |f| yes(f.nullable), read: |f, cell| put(&mut f.nullable, cell.yes()) },
    Fact { name: "Values", write: |f| list(&f.values, value), read: |f, cell| put(&mut f.values, cell.values()) },
    Fact {
        name: "Default",
        write: |f| option(f.default.as_ref(), value),
        read: |f, cell| put(&mut f.default, cell.value().map(Some)),
    },
    Fact { name: "Minimum", write: |f| option(f.min, plain), read: |f, cell| put(&mut f.min, cell.number().map(Some)) },
    Fact { name: "Maximum", write: |f| option(f.max, plain), read: |f, cell| put(&mut f.max, cell.number().map(Some)) },
    Fact {
        name: "Longest",
        write: |f| option(f.max_len, plain),
        read: |f, cell| put(&mut f.max_len, cell.number().map(Some)),
    },
    Fact {
        name: "Most",
        write: |f| option(f.max_items, plain),
        read: |f, cell| put(&mut f.max_items, cell.number().map(Some)),
    },
    Fact {
        name: "Written",
        write: |f| option(f.boolean, |b| word(BOOLEAN, b)),
        read: |f, cell| put(&mut f.boolean, cell.one_of(BOOLEAN).map(Some)),
    },
    Fact {
        name: "Format",
        write: |f| option(f.format.as_deref(), text),
        read: |f, cell| put(&mut f.format, cell.text().map(Some)),
    },
    Fact { name: "Operators", write: |f| texts(&f.operators), read: |f, cell| put(&mut f.operators, cell.texts()) },
    Fact {
        name: "Sent",
        write: |f| option(f.evidence, |e| word(EVIDENCE, e)),
        read: |f, cell| put(&mut f.evidence, cell.one_of(EVIDENCE).map(Some)),
    },
    Fact { name: "Open", write: |f| yes(f.open), read: |f, cell| put(&mut f.open, cell.yes()) },
];

const REQUIRED: &[(&str, Required)] = &[("yes", Required::Yes), ("unknown", Required::Unknown)];
const BOOLEAN: &[(&str, Boolean)] =
    &[("Y/N", Boolean::YesNo), ("1/0", Boolean::OneZero), ("true/false", Boolean::TrueFalse)];
const EVIDENCE: &[(&str, Evidence)] =
    &[("always", Evidence::Always), ("sometimes", Evidence::Sometimes), ("never", Evidence::Never)];

/// The columns of an error. The code comes first because a row may have nothing else.
pub(super) const ERROR: &[Fact<ErrorCase>] = &[
    Fact { name: "Code", write: |e| text(&e.code), read: |e, cell| put(&mut e.code, cell.text()) },
    Fact {
        name: "Status",
        write: |e| option(e.status, plain),
        read: |e, cell| put(&mut e.status, cell.number().map(Some)),
    },
    Fact {
        name: "Message",
        write: |e| option(e.message.as_deref(), text),
        read: |e, cell| put(&mut e.message, cell.text().map(Some)),
    },
    Fact {
        name: "Field",
        write: |e| option(e.field.as_deref(), text),
        read: |e, cell| put(&mut e.field, cell.text().map(Some)),
    },
];

/// What selects a variant.
pub(super) const VARIANT: &[Fact<Variant>] =
    &[Fact { name: "when", write: |v| assignments(&v.when), read: |v, cell| put(&mut v.when, cell.assignments()) }];

/// What makes a form.
pub(super) const FORM: &[Fact<Form>] = &[
    Fact { name: "sets", write: |f| assignments(&f.sets), read: |f, cell| put(&mut f.sets, cell.assignments()) },
    Fact { name: "requires", write: |f| texts(&f.requires), read: |f, cell| put(&mut f.requires, cell.texts()) },
    Fact { name: "optional", write: |f| texts(&f.optional), read: |f, cell| put(&mut f.optional, cell.texts()) },
    Fact { name: "forbids", write: |f| texts(&f.forbids), read: |f, cell| put(&mut f.forbids, cell.texts()) },
    Fact { name: "only", write: |f| texts(&f.only), read: |f, cell| put(&mut f.only, cell.texts()) },
];

/// A named entity and the spelling of its wire type.
pub(super) const TYPE: &[Fact<(String, String)>] = &[
    Fact { name: "Name", write: |t| text(&t.0), read: |t, cell| put(&mut t.0, cell.text()) },
    Fact { name: "Type", write: |t| some(&t.1), read: |t, cell| put(&mut t.1, cell.text()) },
];

pub(super) fn yes(holds: bool) -> String {
    if holds { "yes".into() } else { String::new() }
}

pub(super) fn some(content: &str) -> String {
    if content.is_empty() { String::new() } else { text(content) }
}

pub(super) fn option<T>(content: Option<T>, write: impl Fn(T) -> String) -> String {
    content.map(write).unwrap_or_default()
}

pub(super) fn plain(number: impl std::fmt::Display) -> String {
    number.to_string()
}

pub(super) fn texts(all: &[String]) -> String {
    list(all, |one| text(one))
}

/// The word for a value of a closed set; empty for the one value that goes without saying.
pub(super) fn word<T: Copy + PartialEq>(set: &[(&str, T)], value: T) -> String {
    set.iter().find(|(_, other)| *other == value).map(|(name, _)| (*name).to_owned()).unwrap_or_default()
}

fn list<T>(all: &[T], write: impl Fn(&T) -> String) -> String {
    all.iter().map(write).collect::<Vec<_>>().join(", ")
}

fn assignments(all: &Map<String, Value>) -> String {
    let mut all: Vec<_> = all.iter().collect();
    all.sort_unstable_by_key(|(name, _)| *name);
    list(&all, |(name, content)| format!("{} = {}", text(name), value(content)))
}
