//! Answers whose record lies one key deeper than the page tells: `{"booking": {"id": 1}}` where the table of `result`
//! lists `id`.

use b24_specs::ir::Field;

use crate::lower::examples::json::{Json, Object};
use crate::lower::examples::typing::{describes_field, shown_type, takes};
use crate::lower::fields::adopt;
use crate::lower::map::records;
use crate::lower::types::parts;
use b24_specs::pattern::is_open;

/// Moves the fields of a record below the only key that examples have in its place, where they show them there.
pub(super) fn unwrap(record: &mut Field, key: &str, values: &[Json<'_>], line: u32) {
    if record.fields.len() < 2 || record.fields.iter().any(|f| is_open(&f.name)) {
        return;
    }
    let is_key = |field: &Field| field.name.eq_ignore_ascii_case(key);
    if record.fields.iter().any(|f| is_key(f) && !f.variants.is_empty()) {
        return;
    }
    let mut inner: Vec<Object<'_>> = Vec::new();
    for value in values {
        records(value, &mut inner, 0);
    }
    let lies_below = |field: &&Field| {
        let fits = |value: &Json<'_>| {
            field.ty.is_empty()
                || parts(&field.ty).any(|told| takes(told, value))
                || describes_field(field, std::slice::from_ref(value))
        };
        inner.iter().copied().flatten().any(|(key, value)| *key == field.name && fits(value))
    };
    let others = || record.fields.iter().filter(|field| !is_key(field));
    let known = others().filter(lies_below).count();
    let keys = inner.iter().map(|object| object.len()).max().unwrap_or_default();
    if known < 2 || known * 2 < others().count().min(keys) {
        return;
    }
    let (mut of_key, others): (Vec<Field>, Vec<Field>) =
        std::mem::take(&mut record.fields).into_iter().partition(is_key);
    let mut wrapper = of_key.pop().unwrap_or_else(|| Field {
        name: key.to_owned(),
        ty: shown_type(values),
        line,
        ..Field::default()
    });
    // The page may lead to the table of the record from there, too.
    adopt(&mut wrapper.fields, others);
    // An answer does not tell which of its shapes it has: it may have the fields of all.
    for variant in std::mem::take(&mut record.variants) {
        adopt(&mut wrapper.fields, variant.fields);
    }
    record.fields.push(wrapper);
}
