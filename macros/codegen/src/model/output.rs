//! Results: what each field is read as.

use b24_specs::ir::Field;
use b24_specs::pattern::is_own;
use b24_specs::wire::Wire;
use proc_macro2::Ident;
use quote::format_ident;

use super::read_as::{ReadAs, read_as, result_as};
use super::{Record, TypeDef, Types};
use crate::emit::docs;
use crate::names::{self, Names};

/// What a value of an answer is read as, records by the names of their types.
pub(crate) type Output = ReadAs<Ident>;

/// A field of a record.
pub(crate) struct OutField {
    /// Its name on the wire.
    pub(crate) wire: String,
    pub(crate) doc: String,
    pub(crate) name: String,
    pub(crate) output: Output,
}

/// The result of a method; records that it needs are gathered.
pub(super) fn output(result: &Field, ty: &Ident, types: &mut Types<'_>) -> Output {
    let ident = format_ident!("{ty}Result");
    let read = result_as(result, types.entities());
    let one = match &read {
        ReadAs::Optional(value) => value,
        read => read,
    };
    let is_one = *one == ReadAs::Record(());
    read.with(&mut || {
        let ident = if is_one { ident.clone() } else { types.beside(&ident, "Item") };
        record(ident, result, types)
    })
}

/// What a message brings, under the name `ty`; records that it needs are gathered.
pub(super) fn payload(payload: &Field, ty: &Ident, types: &mut Types<'_>) -> Output {
    match types.wire(payload) {
        Wire::Integer | Wire::List(_) if payload.fields.is_empty() => {
            read_as(payload, types.entities()).with(&mut || ty.clone())
        }
        _ => Output::Record(record(ty.clone(), payload, types)),
    }
}

/// The record of an object's fields, or of those of a map's entries.
fn record(ident: Ident, of: &Field, types: &mut Types<'_>) -> Ident {
    if let Some(entry) = of.entry() {
        return record(ident, entry, types);
    }
    let mut used = Names::with(&["extra"]);
    let mut fields: Vec<OutField> = Vec::with_capacity(of.fields.len());
    // What a portal has named itself is in `extra`, whichever portal the page's example comes from.
    for field in of.fields.iter().filter(|f| super::arguments::is_named(f) && !is_own(&f.name)) {
        if fields.iter().any(|known| known.wire == field.name) {
            continue;
        }
        let output = read_as(field, types.entities()).with(&mut || {
            let inner = types.beside(&ident, &field.name);
            record(inner, field, types)
        });
        let name = used.claim(&names::value_name(&field.name));
        fields.push(OutField { wire: field.name.clone(), doc: docs::answered(field, &output), name, output });
    }
    types.add(TypeDef::Record(Record { ident: ident.clone(), path: of.name.clone(), fields, same_as: None }));
    ident
}
