//! Changes of what is received: results, and what events and widgets send.

use b24_codegen::{is_named, read_as, result_as, value_name};
use b24_specs::ir::Field;
use b24_specs::wire::{Entities, Wire};

use super::fields::{path, spelled};
use super::kinds::Kind;
use super::matching::{self, FieldPair};
use super::model::Changes;

/// What the types of both states mean.
pub(super) struct Received<'a> {
    pub(super) old: &'a Entities,
    pub(super) new: &'a Entities,
}

impl Received<'_> {
    /// The fields of a record.
    pub(super) fn compare(&self, old: &[Field], new: &[Field], at: &str, changes: &mut Changes) {
        for FieldPair { old, new } in matching::fields(old, new) {
            match (old, new) {
                (Some(old), Some(new)) => self.field(old, new, at, changes),
                // Names of the portal's own are no fields of the type.
                (Some(old), None) if is_named(old) => {
                    changes.add(Kind::ResultRemoved, path(at, old), spelled(old), "");
                }
                (None, Some(new)) if is_named(new) => changes.add(Kind::ResultAdded, path(at, new), "", spelled(new)),
                (Some(one), None) | (None, Some(one)) => changes.add(Kind::ResultDetail, path(at, one), "", ""),
                (None, None) => {}
            }
        }
    }

    pub(super) fn field(&self, old: &Field, new: &Field, above: &str, changes: &mut Changes) {
        let at = &if above.is_empty() { new.name.clone() } else { path(above, new) };
        if old.name != new.name {
            let same = value_name(&old.name) == value_name(&new.name);
            let kind = if same { Kind::ResultRespelled } else { Kind::ResultRenamed };
            changes.add(kind, at, &*old.name, &*new.name);
        }
        let read = if above.is_empty() { result_as } else { read_as };
        let (was, is) = (read(old, self.old), read(new, self.new));
        if was != is {
            changes.add(Kind::ResultRetyped, at, of_shape(old, was.has_fields()), of_shape(new, is.has_fields()));
            return;
        }
        let (wire_was, wire_is) = (Wire::of(&old.ty, self.old), Wire::of(&new.ty, self.new));
        // A record is read as one from whatever spelling.
        if wire_was != wire_is && !is.has_fields() {
            changes.add(Kind::ResultReread, at, spelled(old), spelled(new));
        } else {
            changes.differ(Kind::ResultTypeSpelled, at, &spelled(old), &spelled(new));
        }
        if details(old) != details(new) {
            changes.add(Kind::ResultDetail, at, "", "");
        }
        if is.has_fields() {
            self.compare(&old.fields, &new.fields, at, changes);
        }
    }
}

fn of_shape(field: &Field, has_fields: bool) -> String {
    let mut text = spelled(field);
    if field.nullable && !text.ends_with("null") {
        text.push_str(" | null");
    }
    if has_fields {
        text.push_str(" with fields");
    }
    text
}

/// What rustdoc tells of a field, and no type does.
fn details(field: &Field) -> Field {
    Field {
        name: String::new(),
        ty: String::new(),
        fields: Vec::new(),
        variants: field.variants.iter().cloned().map(without_lines).collect(),
        line: 0,
        evidence: None,
        ..field.clone()
    }
}

fn without_lines(mut variant: b24_specs::ir::Variant) -> b24_specs::ir::Variant {
    fn clear(fields: &mut [Field]) {
        for field in fields {
            field.line = 0;
            clear(&mut field.fields);
            for variant in &mut field.variants {
                clear(&mut variant.fields);
            }
        }
    }
    clear(&mut variant.fields);
    variant
}
