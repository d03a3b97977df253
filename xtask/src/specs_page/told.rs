//! The facts of a document one by one: for whoever shows them otherwise than as a page.

use b24_specs::ir::{ErrorCase, Field, Form, List, Variant};

use super::fact::Fact;
use super::field::{ERROR, FIELD, FORM, VARIANT};
use super::meta::{EVENT, LIST, METHOD, Meta, PLACEMENT};
use crate::document::Document;

/// The names of facts, and what they say; only those that say something.
pub type Told = Vec<(&'static str, String)>;

/// What stands at the head of the page.
pub fn head(document: &Document) -> Told {
    match document {
        Document::Method(method) => told(METHOD, &Meta::of_method(method)),
        Document::Event(event) => told(EVENT, &Meta::of_event(event)),
        Document::Placement(placement) => told(PLACEMENT, &Meta::of_placement(placement)),
        Document::System(_) => Told::new(),
    }
}

/// How a list is paged, filtered and ordered.
pub fn list(list: &List) -> Told {
    told(LIST, list)
}

/// A parameter or a returned field; its name comes first.
pub fn field(field: &Field) -> Told {
    told(FIELD, field)
}

/// What selects an alternative.
pub fn variant(variant: &Variant) -> Told {
    told(VARIANT, variant)
}

/// An error; its code comes first.
pub fn error(error: &ErrorCase) -> Told {
    told(ERROR, error)
}

/// What makes a way to call a method.
pub fn form(form: &Form) -> Told {
    told(FORM, form)
}

fn told<T>(facts: &[Fact<T>], item: &T) -> Told {
    facts.iter().map(|fact| (fact.name, (fact.write)(item))).filter(|(_, text)| !text.is_empty()).collect()
}
