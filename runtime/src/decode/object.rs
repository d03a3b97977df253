//! Cutting an object into its values.

use serde_json::Value;

use super::{Content, Decode, Extra, Json};

/// Puts the values of an object's fields into their places, the last of a name, and gives what has another name. `null` and
/// `[]` are an object without any, and nothing else is one.
pub(crate) fn cut<'a>(json: Json<'a>, fields: &[&str], values: &mut [Option<Json<'a>>]) -> Option<Extra> {
    match Content::of(json) {
        Content::Map => {}
        Content::Null => return Some(Extra::NONE),
        Content::List if json.is_no_items() => return Some(Extra::NONE),
        _ => return None,
    }
    let mut rest = Extra::NONE;
    let mut next = 0;
    for (name, value) in json.members() {
        let Some(field) = find(&name, fields, next) else {
            rest.push(name.into_owned(), Value::decode(value).unwrap_or_default());
            continue;
        };
        if let Some(place) = values.get_mut(field) {
            *place = Some(value);
        }
        next = field + 1;
    }
    Some(rest)
}

/// The number of a field. Portals send fields in the documented order, so the look-up begins behind the last one.
fn find(name: &str, fields: &[&str], next: usize) -> Option<usize> {
    let (before, behind) = fields.split_at(next.min(fields.len()));
    let at = |fields: &[&str]| fields.iter().position(|field| *field == name);
    at(behind).map(|i| i + before.len()).or_else(|| at(before))
}
