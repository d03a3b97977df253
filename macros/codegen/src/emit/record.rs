//! Results: structs that the runtime fills field by field.

use super::docs;
use super::text::{Doc, Literal, Piece, put};
use crate::model::{Method, OutField, Output, Record, TypeDef};

/// The type of the method's result, by its own name; that of a record may be missing.
pub(super) fn result(code: &mut String, method: &Method) {
    if may_be_missing(&method.output) || matches!(method.output, Output::Record(_)) {
        return;
    }
    let doc = docs::beside("Result", "", &method.ir.method) + docs::order(&method.output);
    put!(code, Doc(&doc), "pub type ", method.ty, "Result = ", method.output, ";");
}

/// Is it a record or nothing?
pub(super) fn may_be_missing(output: &Output) -> bool {
    matches!(output, Output::Optional(value) if matches!(**value, Output::Record(_)))
}

impl Piece for Output {
    fn put(&self, code: &mut String) {
        match self {
            Self::Plain(name) => put!(code, "p::", name),
            Self::Record(ident) => put!(code, ident),
            Self::List(element) => put!(code, "p::Vec<", **element, ">"),
            Self::Map(entry) => put!(code, "p::BTreeMap<p::String, ", **entry, ">"),
            Self::Optional(value) => put!(code, "p::Option<", **value, ">"),
        }
    }
}

/// The records among the types of what is called `of`.
pub(super) fn records(code: &mut String, types: &[TypeDef], of: &str) {
    for def in types {
        if let TypeDef::Record(record) = def {
            self::record(code, record, of);
        }
    }
}

/// What the feature `serde` of the runtime gives to records: told once for all of them, so that without it this costs the
/// compiler next to nothing.
pub(super) fn stored<'a>(code: &mut String, types: impl Iterator<Item = &'a TypeDef>) {
    put!(code, "p::serde! {");
    for def in types {
        if let TypeDef::Record(record) = def
            && record.same_as.is_none()
        {
            put!(code, record.ident, " ");
        }
    }
    put!(code, "}");
}

fn record(code: &mut String, record: &Record, of: &str) {
    let Record { ident, path, fields, same_as } = record;
    let doc = docs::beside("Object", path, of);
    put!(code, Doc(&doc));
    if let Some(first) = same_as {
        put!(code, "pub type ", ident, " = ", first, ";");
        return;
    }
    put!(code, "#[non_exhaustive] pub struct ", ident, " {");
    for OutField { doc, name, output, .. } in fields {
        let doc = String::from(doc) + docs::order(output);
        put!(code, Doc(&doc), "pub ", name, ": p::Option<", output, ">,");
    }
    put!(code, "/// What the portal sends beside the fields above.\n pub extra: p::Extra }");
    put!(code, "impl p::Default for ", ident, " { fn default() -> Self { Self {");
    for field in fields {
        put!(code, field.name, ": None,");
    }
    put!(code, "extra: p::NO_EXTRA } } }");
    put!(code, "impl p::Clone for ", ident, " { fn clone(&self) -> Self { p::copy(self) } }");
    put!(code, "impl p::Debug for ", ident);
    put!(code, "{ fn fmt(&self, f: &mut p::Formatter<'_>) -> p::fmt::Result { p::show(self, f) } }");
    put!(code, "impl p::PartialEq for ", ident, "{ fn eq(&self, other: &Self) -> p::bool { p::same(self, other) } }");
    put!(code, "impl p::Fields for ", ident, " { const NAMES: &'static str = ", Literal(&names(fields)), ";");
    put!(code, "fn build<'a>(from: p::Source<'a>, of: &'a Self) -> Self { Self {");
    for field in fields {
        put!(code, field.name, ": of.", field.name, ".filled(from),");
    }
    put!(code, "extra: of.extra.filled(from) } } }");
}

/// The names on the wire, as the runtime reads them: a line each.
fn names(fields: &[OutField]) -> String {
    let mut names = String::new();
    for OutField { wire, .. } in fields {
        // What is no name must not become two.
        if wire.contains('\n') {
            put!(&mut names, wire.replace('\n', " "));
        } else {
            put!(&mut names, wire);
        }
        put!(&mut names, "\n");
    }
    names
}
