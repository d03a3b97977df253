//! Objects of several shapes, where the value of a parameter beside the object chooses the shape: `entityTypeId` of
//! `crm.item.add` that of `fields`. A shape has a constructor of its own, which sets that value, so that the two cannot
//! contradict each other.

use std::collections::HashSet;

use b24_specs::ir::{Field, Required, Variant};
use proc_macro2::Ident;
use serde_json::Value;

use super::arguments::TAKEN;
use super::text;
use crate::names;

/// A shape that is chosen.
#[derive(Clone)]
pub(crate) struct Shape {
    /// The name of its constructor.
    pub(crate) constructor: String,
    /// The parameter that chooses it, and the value that does.
    pub(crate) chosen_by: (String, Value),
    /// The type of the object.
    pub(crate) object: Ident,
}

/// Leaves `when` on those variants alone that get a constructor: those that a required parameter beside the object chooses,
/// by constructors whose names are free. `forms`: the ways to call the method are told by rules already.
pub(super) fn settle(fields: &mut [Field], forms: bool) {
    // Most have none: nothing to gather for.
    if fields.iter().all(|field| field.variants.is_empty()) {
        for field in fields {
            settle(&mut field.fields, false);
        }
        return;
    }
    let required = |field: &&Field| field.required == Required::Yes && !forms;
    let given: HashSet<String> = fields.iter().filter(required).map(|field| field.name.clone()).collect();
    let mut used: HashSet<String> = TAKEN.iter().map(|&name| name.to_owned()).collect();
    let mut settled = false;
    for field in fields {
        let chosen = |variant: &Variant| {
            variant.when.is_empty() || variant.when.len() == 1 && variant.when.keys().all(|name| given.contains(name))
        };
        let free = field.variants.iter().flat_map(constructors).all(|name| used.insert(name));
        if settled || !free || field.ty != "object" || !field.variants.iter().all(chosen) {
            field.variants.iter_mut().for_each(|variant| variant.when.clear());
        }
        settled |= field.variants.iter().any(|variant| !variant.when.is_empty());
        settle(&mut field.fields, false);
        field.variants.iter_mut().for_each(|variant| settle(&mut variant.fields, false));
    }
}

/// The names of the constructors that a shape of an object gets: none where nothing chooses it.
pub fn constructors(shape: &Variant) -> Vec<String> {
    choices(shape).map(|(name, ..)| name).collect()
}

/// The shapes that `object` is for this variant: one for each value that chooses it.
pub(super) fn shapes<'a>(variant: &'a Variant, object: &'a Ident) -> impl Iterator<Item = Shape> + 'a {
    choices(variant).map(|(constructor, name, value)| Shape {
        constructor,
        chosen_by: (name.clone(), value.clone()),
        object: object.clone(),
    })
}

/// Constructor, parameter and value. A variant is called what the page calls it; where several values choose it, they name
/// the constructors.
fn choices(variant: &Variant) -> impl Iterator<Item = (String, &String, &Value)> {
    variant.when.iter().flat_map(|(parameter, value)| match value {
        Value::Array(values) => values.iter().map(|v| (names::value_name(&text(v)), parameter, v)).collect(),
        value => vec![(names::value_name(&variant.label), parameter, value)],
    })
}
