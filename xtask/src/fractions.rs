//! Numbers that only happen to be whole. Many answers are known from one example, and a price of 100 there is no promise:
//! what one method of a family calls `double` is one in the answers of all of them.

use std::collections::HashSet;

use b24_specs::ir::Field;

use crate::document::Document;

/// Family and name, whatever the name's spelling.
type Name = (String, String);

/// Makes numbers of answers `double` where a method of the same family says so of that name.
pub(crate) fn spread(documents: &mut [Document]) {
    let mut known = HashSet::new();
    for (family, fields) in documents.iter().filter_map(parameters_and_result) {
        for field in fields {
            gather(field, family, &mut known);
        }
    }
    for document in documents {
        if let Document::Method(method) = document {
            let family = family(&method.method).to_owned();
            method.result.fields.iter_mut().for_each(|field| widen(field, &family, &known));
        }
    }
}

fn parameters_and_result(document: &Document) -> Option<(&str, Vec<&Field>)> {
    let Document::Method(method) = document else { return None };
    Some((family(&method.method), method.params.iter().chain(&method.result.fields).collect()))
}

/// `crm` of `crm.item.get`.
fn family(method: &str) -> &str {
    method.split('.').next().unwrap_or(method)
}

fn name(family: &str, field: &Field) -> Name {
    let plain = field.name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (family.to_owned(), plain)
}

/// The family of the fields inside of a field. The times of the request, which some pages show inside of the result, are
/// no method's own.
fn inside_of<'a>(field: &Field, family: &'a str) -> &'a str {
    if field.name == "time" { "time" } else { family }
}

fn gather(field: &Field, family: &str, known: &mut HashSet<Name>) {
    if field.ty.split(" | ").any(|part| part == "double") {
        known.insert(name(family, field));
    }
    let family = inside_of(field, family);
    let inside = field.variants.iter().flat_map(|variant| &variant.fields);
    field.fields.iter().chain(inside).for_each(|field| gather(field, family, known));
}

fn widen(field: &mut Field, family: &str, known: &HashSet<Name>) {
    let whole = |part: &str| matches!(part, "integer" | "int");
    // A number of listed values has no others.
    if field.values.is_empty() && field.ty.split(" | ").any(whole) && known.contains(&name(family, field)) {
        let mut parts: Vec<&str> = field.ty.split(" | ").filter(|part| *part != "double").collect();
        parts.iter_mut().filter(|part| whole(part)).for_each(|part| *part = "double");
        field.ty = parts.join(" | ");
    }
    let family = inside_of(field, family);
    let inside = field.variants.iter_mut().flat_map(|variant| &mut variant.fields);
    field.fields.iter_mut().chain(inside).for_each(|field| widen(field, family, known));
}

#[cfg(test)]
mod tests {
    use super::*;
    use b24_specs::ir::Method;

    fn method(name: &str, field: &str, ty: &str) -> Document {
        let line = format!(
            r#"{{"method":"{name}","api":"v2","page":"p.md","title":"","scopes":[],"auth":"any","access":"any","kind":"read",
            "params":[],"result":{{"name":"result","type":"object","required":false,"fields":[
            {{"name":"{field}","type":"{ty}","required":false}}]}},"errors":[],"examples":{{"requests":0,"responses":0}},"ir":1}}"#
        );
        Document::Method(serde_json::from_str::<Method>(&line).unwrap())
    }

    #[test]
    fn a_family_agrees_on_what_has_a_fraction() {
        let mut all = [
            method("crm.item.get", "taxRate", "double"),
            method("crm.item.list", "TAX_RATE", "integer | null"),
            method("crm.item.add", "id", "integer"),
            method("sale.item.get", "taxRate", "integer"),
        ];
        spread(&mut all);
        let types: Vec<&str> = all
            .iter()
            .filter_map(|document| match document {
                Document::Method(method) => Some(method.result.fields[0].ty.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(types, ["double", "double | null", "integer", "integer"]);
    }
}
