//! REST 3.0 takes and gives JSON: its booleans are `true` and `false`, though a page of fields that older methods share
//! may spell them as those do.

use b24_specs::ir::{Boolean, Field};
use foldhash::HashSet;
use serde_json::Value;

use crate::lower::examples::json::Json;

/// Spells the booleans as JSON does, but for those that an example of the method's own page shows otherwise.
pub(super) fn booleans<'f>(fields: impl IntoIterator<Item = &'f mut Field>, examples: &[Json<'_>]) {
    let mut flags = HashSet::default();
    for example in examples {
        keys_of_flags(example, &mut flags);
    }
    fields.into_iter().for_each(|field| spell(field, &flags));
}

/// The keys under which a value has a text that spells a boolean.
fn keys_of_flags<'a>(value: &Json<'a>, keys: &mut HashSet<&'a str>) {
    match value {
        Json::Object(entries) => {
            keys.extend(
                entries.iter().filter(|(_, value)| matches!(value, Json::String("Y" | "N"))).map(|(key, _)| *key),
            );
            entries.iter().for_each(|(_, value)| keys_of_flags(value, keys));
        }
        Json::Array(items) => items.iter().for_each(|item| keys_of_flags(item, keys)),
        _ => {}
    }
}

fn spell(field: &mut Field, flags: &HashSet<&str>) {
    if field.ty == "boolean" && field.boolean == Some(Boolean::YesNo) && !flags.contains(field.name.as_str()) {
        field.boolean = Some(Boolean::TrueFalse);
        if let Some(flag) = field.default.as_ref().and_then(Value::as_str) {
            field.default = Some(Value::Bool(flag == "Y"));
        }
    }
    let variants = field.variants.iter_mut().flat_map(|variant| &mut variant.fields);
    field.fields.iter_mut().chain(variants).for_each(|field| spell(field, flags));
}
