//! The types that stand beside a request: values, objects, records.

use std::collections::HashSet;

use b24_specs::ir::Field;
use b24_specs::wire::{Entities, Wire};
use proc_macro2::{Ident, Span};
use serde_json::Value;

use super::{FieldNames, Form, OutField, Param};
use crate::names::{self, Names};

/// A type to be generated.
pub(crate) enum TypeDef {
    /// One of the values that a page lists.
    Choice(Choice),
    /// An object as a parameter.
    Object(Object),
    /// What stands for several objects, any of which the parameter takes.
    Alternatives(Alternatives),
    /// The names of a list's fields.
    FieldNames(FieldNames),
    /// An object in a result.
    Record(Record),
}

/// The values of a parameter.
pub(crate) struct Choice {
    pub(crate) ident: Ident,
    /// Path of the parameter.
    pub(crate) path: String,
    pub(crate) variants: Vec<(Ident, Value)>,
    /// The page's list is not complete.
    pub(crate) open: bool,
    /// The type before that is alike: this one is another name for it.
    pub(crate) same_as: Option<Ident>,
}

/// An object as a parameter: a builder of its own.
pub(crate) struct Object {
    pub(crate) ident: Ident,
    /// The marker of the parameter that takes it; differs from `ident` where the parameter has alternatives.
    pub(crate) taken_as: Ident,
    /// The parameter takes a list of them, too.
    pub(crate) either: bool,
    /// It is what the plain constructor takes where others choose a shape.
    pub(crate) unchosen: bool,
    /// Path of the parameter.
    pub(crate) path: String,
    /// What the page calls it, where it is one of several.
    pub(crate) label: Option<String>,
    /// Ways to make it: `new`, and one for each shape of an object within that is chosen here.
    pub(crate) forms: Vec<Form>,
    pub(crate) optional: Vec<Param>,
    pub(crate) open: bool,
    /// The type before that is alike: this one is another name for it.
    pub(crate) same_as: Option<Ident>,
}

/// The marker of a parameter that takes one of several objects.
pub(crate) struct Alternatives {
    pub(crate) ident: Ident,
    /// Name of the parameter.
    pub(crate) name: String,
    /// The marker before whose objects are alike: this one is another name for it.
    pub(crate) same_as: Option<Ident>,
}

/// An object in a result.
pub(crate) struct Record {
    pub(crate) ident: Ident,
    /// Path of the field.
    pub(crate) path: String,
    pub(crate) fields: Vec<OutField>,
    /// The type before that is alike: this one is another name for it.
    pub(crate) same_as: Option<Ident>,
}

/// Allots names, and gathers the types of the method at hand.
pub(crate) struct Types<'a> {
    /// Names of all methods (or all messages) of the IR, selected or not: whether a type gets a number must not hang on the selection.
    methods: HashSet<String>,
    used: Names,
    entities: &'a Entities,
    gathered: Vec<TypeDef>,
}

impl<'a> Types<'a> {
    pub(crate) fn new(methods: HashSet<String>, entities: &'a Entities) -> Self {
        Self { methods, used: Names::default(), entities, gathered: Vec::new() }
    }

    /// What named types are on the wire.
    pub(crate) fn entities(&self) -> &'a Entities {
        self.entities
    }

    /// What a field's type means on the wire.
    pub(crate) fn wire(&self, field: &Field) -> Wire {
        Wire::of_field(field, self.entities)
    }

    /// The name of a request. Those of its result and its error are taken with it.
    pub(crate) fn method(&mut self, name: &str, span: Span) -> Ident {
        let name = self.used.claim(name);
        for own in ["Result", "Error"] {
            self.used.claim(&format!("{name}{own}"));
        }
        names::ident(&name, span)
    }

    /// The name of what a message brings.
    pub(crate) fn message(&mut self, name: &str, span: Span) -> Ident {
        names::ident(&self.used.claim(name), span)
    }

    /// The name of a type beside `owner`, for a parameter or a field.
    pub(crate) fn beside(&mut self, owner: &Ident, wire: &str) -> Ident {
        let mut name = format!("{owner}{}", names::type_name(wire));
        if self.methods.contains(&names::flat(&name)) || self.used.contains(&name) {
            name.push_str("Param");
        }
        names::ident(&self.used.claim(&name), owner.span())
    }

    pub(crate) fn add(&mut self, def: TypeDef) {
        self.gathered.push(def);
    }

    /// The types of the method at hand.
    pub(crate) fn take(&mut self) -> Vec<TypeDef> {
        std::mem::take(&mut self.gathered)
    }
}
