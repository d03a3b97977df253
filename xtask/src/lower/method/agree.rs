//! What a method takes and gives back under one name: a table that it shares with others may tell an answer's field as yes or
//! no, where its own page lists more values for the parameter.

use std::cell::LazyCell;

use b24_specs::ir::{Boolean, Field};
use foldhash::HashMap;

use crate::lower::examples::Example;
use crate::lower::examples::json::Json;
use crate::lower::examples::typing::boolean;

/// Gives fields of the answer the values of the parameters of their names, where those are more than yes and no.
pub(super) fn take_values(answered: &mut Field, params: &[Field]) {
    let mut more = Vec::new();
    collect(params, &mut more);
    if !more.is_empty() {
        take(answered, &more);
    }
}

/// The texts that can be yes, no and more.
fn collect<'f>(params: &'f [Field], found: &mut Vec<&'f Field>) {
    for param in params {
        let has = |flag: &str| param.values.iter().any(|value| value == flag);
        if param.values.len() > 2 && has("Y") && has("N") {
            found.push(param);
        }
        collect(&param.fields, found);
        param.variants.iter().for_each(|variant| collect(&variant.fields, found));
    }
}

fn take(answered: &mut Field, more: &[&Field]) {
    if answered.boolean == Some(Boolean::YesNo)
        && let Some(param) = more.iter().find(|param| param.name == answered.name)
    {
        answered.boolean = None;
        answered.ty.clone_from(&param.ty);
        answered.values.clone_from(&param.values);
    }
    answered.fields.iter_mut().for_each(|field| take(field, more));
}

/// Gives booleans of which the page does not tell how they are written the spelling that its answers have under their names.
pub(super) fn take_spelling(params: &mut [Field], answers: &[Example<'_>]) {
    let shown = LazyCell::new(|| {
        let mut shown = HashMap::default();
        for answer in answers {
            by_key(&answer.value, &mut shown);
        }
        shown
    });
    spell(params, &|name| shown.get(name).and_then(|values| boolean(values)));
}

fn spell(params: &mut [Field], shown: &dyn Fn(&str) -> Option<Boolean>) {
    for param in params {
        if param.ty == "boolean" && param.boolean.is_none() {
            param.boolean = shown(&param.name);
        }
        spell(&mut param.fields, shown);
        param.variants.iter_mut().for_each(|variant| spell(&mut variant.fields, shown));
    }
}

/// The values under each key, wherever it is.
fn by_key<'a>(value: &Json<'a>, found: &mut HashMap<&'a str, Vec<Json<'a>>>) {
    match value {
        Json::Object(entries) => {
            for (key, value) in *entries {
                found.entry(key).or_default().push(*value);
                by_key(value, found);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| by_key(item, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, values: &[&str]) -> Field {
        let boolean = (values.len() == 2).then_some(Boolean::YesNo);
        let values = values.iter().map(|&value| value.into()).collect();
        Field { name: name.into(), ty: "string".into(), values, boolean, ..Field::default() }
    }

    #[test]
    fn what_is_given_back_may_be_what_is_taken() {
        let inside = |fields: Vec<Field>| Field { fields, ..field("item", &[]) };
        let params = [inside(vec![
            field("paid", &["Y", "F", "N"]),
            field("kept", &["Y", "N"]),
            field("size", &["L", "M", "N"]),
        ])];
        let mut answer =
            inside(vec![field("paid", &["Y", "N"]), field("kept", &["Y", "N"]), field("size", &["Y", "N"])]);
        take_values(&mut answer, &params);
        let [paid, kept, size] = answer.fields.as_slice() else { panic!("{answer:?}") };
        assert_eq!((paid.boolean, paid.values.len()), (None, 3));
        assert_eq!([kept.boolean, size.boolean], [Some(Boolean::YesNo); 2]);
    }
}
