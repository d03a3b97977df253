//! What the generator makes of a parameter: the Rust types that it takes. The kinds of change hang on these, and not on how
//! a page spells a type.

use b24_codegen::flag;
use b24_specs::ir::Field;
use b24_specs::wire::{Entities, Wire};

/// What a parameter takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Taken {
    /// Rust types that stand for a value of the wire.
    Plain(Wire),
    /// A list of such.
    List(Box<Taken>),
    /// A map, whatever its values are.
    Map,
    /// An enum of the listed values.
    Choice,
    /// A builder of an object; where `either`, a list of them as well.
    Object { either: bool },
    /// Names of fields, by this marker of the runtime's.
    Names(&'static str),
}

pub(super) fn taken(field: &Field, entities: &Entities) -> Taken {
    let wire = Wire::of_field(field, entities);
    if field.entry().is_some() && wire.is_array_or_object() {
        return Taken::Map;
    }
    if !field.fields.is_empty() && wire.is_scalar() {
        return Taken::Plain(Wire::Any);
    }
    if !field.fields.is_empty() || !field.variants.is_empty() {
        let list = matches!(&wire, Wire::List(element) if **element != Wire::Any);
        let object = Taken::Object { either: !list && wire != Wire::Object };
        return if list { Taken::List(Box::new(object)) } else { object };
    }
    if flag(field).is_some() {
        return Taken::Plain(Wire::Boolean);
    }
    let listed = !field.values.is_empty() && field.values.iter().all(|value| value.is_string() || value.is_i64());
    match &wire {
        Wire::List(element) if **element == Wire::Any && field.name.eq_ignore_ascii_case("filter") => plain(wire),
        Wire::Text | Wire::Integer if listed => Taken::Choice,
        Wire::List(element) if listed && matches!(**element, Wire::Text | Wire::Integer | Wire::Any) => {
            Taken::List(Box::new(Taken::Choice))
        }
        _ => plain(wire),
    }
}

fn plain(wire: Wire) -> Taken {
    match wire {
        Wire::List(element) if *element != Wire::Any => Taken::List(Box::new(plain(*element))),
        Wire::Union(parts) => match parts.as_slice() {
            [one, Wire::Null] | [Wire::Null, one] => plain(one.clone()),
            _ => Taken::Plain(Wire::Any),
        },
        Wire::Null => Taken::Plain(Wire::Any),
        wire => Taken::Plain(wire),
    }
}

/// The families of Rust types that a wire type takes.
fn families(wire: &Wire) -> &'static [&'static str] {
    match wire {
        Wire::Text => &["text", "day", "moment"],
        Wire::Date => &["text", "day"],
        Wire::DateTime => &["text", "moment"],
        Wire::Integer | Wire::Timestamp => &["integer"],
        Wire::Double => &["integer", "float", "decimal"],
        Wire::Boolean => &["bool"],
        Wire::File => &["text", "integer", "json"],
        Wire::Object => &["json", "map"],
        Wire::List(_) => &["json", "map", "list"],
        Wire::Union(_) | Wire::Null | Wire::Any => {
            &["text", "day", "moment", "integer", "float", "decimal", "bool", "json", "map", "list"]
        }
    }
}

/// What became of a parameter's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Same,
    /// It takes what it took, and more.
    Widened,
    /// It takes the same Rust types, which mean something else.
    Reread,
    /// It takes other Rust types.
    Other,
}

impl Taken {
    pub(super) fn is_choice(&self) -> bool {
        match self {
            Self::List(element) => element.is_choice(),
            taken => *taken == Self::Choice,
        }
    }

    pub(super) fn turn(&self, new: &Self) -> Turn {
        match (self, new) {
            // What became of a map's values is told of themselves.
            _ if self == new => Turn::Same,
            (Self::List(old), Self::List(new)) => old.turn(new),
            (Self::Object { either: false }, Self::Object { either: true }) => Turn::Widened,
            (Self::Plain(old), Self::Plain(new)) => {
                let took = families(old);
                let takes = families(new);
                if !took.iter().all(|family| takes.contains(family)) {
                    Turn::Other
                } else if widens(old, new) {
                    Turn::Widened
                } else {
                    Turn::Reread
                }
            }
            _ => Turn::Other,
        }
    }
}

/// Is every value of the old type one of the new?
fn widens(old: &Wire, new: &Wire) -> bool {
    matches!(
        (old, new),
        (_, Wire::Any)
            | (Wire::Date | Wire::DateTime, Wire::Text)
            | (Wire::Timestamp, Wire::Integer)
            | (Wire::Integer, Wire::Double)
            | (Wire::Object, Wire::List(_))
    )
}
