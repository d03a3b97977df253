//! Results: what each field is read as.

use b24_specs::ir::Field;
use b24_specs::wire::Wire;
use proc_macro2::Ident;
use quote::format_ident;

use super::arguments::flag;
use super::{Record, TypeDef, Types};
use crate::emit::docs;
use crate::names::{self, Names};

/// What a value of an answer is read as.
#[derive(Clone)]
pub(crate) enum Output {
    /// A type of the runtime's private path, by name.
    Plain(&'static str),
    /// A generated record.
    Record(Ident),
    /// A list.
    List(Box<Output>),
}

/// A field of a record.
pub(crate) struct OutField {
    /// Its name on the wire.
    pub(crate) wire: String,
    pub(crate) doc: String,
    pub(crate) name: Ident,
    pub(crate) output: Output,
}

/// The result of a method; records that it needs are gathered.
pub(super) fn output(result: &Field, ty: &Ident, types: &mut Types<'_>) -> Output {
    let ident = format_ident!("{ty}Result");
    match of_field(result, types) {
        Shape::Plain(output) => output,
        Shape::Object => Output::Record(record(ident, result, types)),
        Shape::List => {
            let item = types.beside(&ident, "Item");
            Output::List(Box::new(Output::Record(record(item, result, types))))
        }
    }
}

/// What a message brings, under the name `ty`; records that it needs are gathered.
pub(super) fn payload(payload: &Field, ty: &Ident, types: &mut Types<'_>) -> Output {
    match types.wire(payload) {
        wire @ (Wire::Integer | Wire::List(_)) if payload.fields.is_empty() => of_wire(&wire),
        _ => Output::Record(record(ty.clone(), payload, types)),
    }
}

enum Shape {
    Plain(Output),
    /// A record of the field's fields.
    Object,
    /// A list of such records.
    List,
}

fn of_field(field: &Field, types: &Types<'_>) -> Shape {
    let wire = types.wire(field);
    if field.fields.iter().any(|f| !f.name.is_empty()) {
        return match wire {
            Wire::List(_) => Shape::List,
            Wire::Union(parts) if is_beside_others(&parts) => Shape::Plain(Output::Plain("Value")),
            _ => Shape::Object,
        };
    }
    if wire == Wire::Text && flag(field) == Some("BoolYesNo") {
        return Shape::Plain(Output::Plain("bool"));
    }
    Shape::Plain(of_wire(&wire))
}

/// An absent object is `false`, `""` or `null`; anything else than that and an object is left as it is. Where a table
/// tells a text or a boolean and an example has an object, the latter comes last, and is what portals send.
fn is_beside_others(parts: &[Wire]) -> bool {
    let object_first = matches!(parts, [Wire::Object, ..]);
    parts.iter().any(|part| match part {
        Wire::List(_) | Wire::Integer | Wire::Double => true,
        Wire::Text | Wire::Boolean => object_first,
        _ => false,
    })
}

fn of_wire(wire: &Wire) -> Output {
    Output::Plain(match wire {
        Wire::Text => "String",
        Wire::Date => "Date",
        Wire::DateTime => "DateTime",
        Wire::Integer | Wire::Timestamp => "i64",
        Wire::Double => "Decimal",
        Wire::Boolean => "bool",
        Wire::List(element) => return Output::List(Box::new(of_wire(element))),
        Wire::Union(parts) => match parts.as_slice() {
            [one, Wire::Null] | [Wire::Null, one] => return of_wire(one),
            _ => "Value",
        },
        Wire::File | Wire::Object | Wire::Null | Wire::Any => "Value",
    })
}

fn record(ident: Ident, of: &Field, types: &mut Types<'_>) -> Ident {
    let mut used = Names::with(&["extra"]);
    let mut fields: Vec<OutField> = Vec::with_capacity(of.fields.len());
    for field in of.fields.iter().filter(|f| super::arguments::is_named(f)) {
        if fields.iter().any(|known| known.wire == field.name) {
            continue;
        }
        let inner = |types: &mut Types<'_>| {
            let inner = types.beside(&ident, &field.name);
            record(inner, field, types)
        };
        let output = match of_field(field, types) {
            Shape::Plain(output) => output,
            Shape::Object => Output::Record(inner(types)),
            Shape::List => Output::List(Box::new(Output::Record(inner(types)))),
        };
        let name = names::ident(&used.claim(&names::value_name(&field.name)), ident.span());
        fields.push(OutField { wire: field.name.clone(), doc: docs::field(field), name, output });
    }
    types.add(TypeDef::Record(Record { ident: ident.clone(), path: of.name.clone(), fields, same_as: None }));
    ident
}
