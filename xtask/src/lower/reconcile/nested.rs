//! Parameters that tables list side by side, and requests send in one another.

use b24_specs::ir::Field;

use super::witness::only_key;
use crate::lower::examples::json::{Json, Object};
use crate::lower::map::names;
use crate::lower::names::is_query;

/// Puts parameters into the object before them that is all that requests send, where it is told without fields and they are
/// sent in it.
pub(crate) fn nest_sent(fields: &mut Vec<Field>, bodies: &[Json<'_>]) {
    let objects: Option<Vec<Object<'_>>> = bodies.iter().map(Json::as_object).collect();
    let Some(name) = objects.as_deref().and_then(only_key) else { return };
    let all = bodies.iter().all(|body| body.get(name).is_some_and(Json::is_object));
    let Some((first, rest)) = fields.split_first().filter(|(first, _)| all && first.name == name) else { return };
    let told = names(rest);
    let mut sent = bodies.iter().filter_map(|body| body.get(name)?.as_object()).flatten().peekable();
    let is_bare = first.ty == "object" && first.fields.is_empty() && first.variants.is_empty() && !is_query(name);
    if is_bare && sent.peek().is_some() && sent.all(|(key, _)| told.contains(&key.to_ascii_lowercase())) {
        let rest = fields.split_off(1);
        if let Some(first) = fields.first_mut() {
            first.fields = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yfm::Arena;

    fn field(name: &str, ty: &str) -> Field {
        Field { name: name.into(), ty: ty.into(), ..Field::default() }
    }

    #[test]
    fn parameters_are_put_where_all_requests_send_them() {
        let arena = Arena::new();
        let nested = |bodies: &[&str]| {
            let mut fields = vec![field("data", "object"), field("name", "string"), field("id", "integer")];
            let bodies: Vec<_> = bodies.iter().map(|body| Json::read(body, &arena).unwrap()).collect();
            nest_sent(&mut fields, &bodies);
            fields.len()
        };
        assert_eq!(nested(&[r#"{"data": {"name": "a"}}"#, r#"{"data": {"name": "b", "id": 1}}"#]), 1);
        for others in [
            r#"{"data": {}}"#,
            r#"{"data": {"size": 1}}"#,
            r#"{"data": {"name": "a"}, "id": 1}"#,
            r#"{"name": "a"}"#,
            "[]",
        ] {
            assert_eq!(nested(&[others]), 3, "{others}");
        }
        assert_eq!(nested(&[]), 3);
    }
}
