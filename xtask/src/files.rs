//! How files are sent. Many pages show it for one method alone: what one of those about a kind of objects takes for a field,
//! the others take for it, too.

use std::collections::HashSet;

use b24_specs::ir::Field;

use crate::document::Document;
use crate::lower::takes_file;

/// The methods about a kind of objects, and the name of a field.
type Name = (String, String);

/// Gives files the format that a method about the same kind of objects has for that name.
pub(crate) fn spread(documents: &mut [Document]) {
    let mut known = HashSet::new();
    each(documents, &mut |name, field| {
        if field.format.as_deref() == Some("file-data") {
            known.insert(name);
        }
    });
    each(documents, &mut |name, field| {
        if field.format.is_none() && known.contains(&name) {
            field.format = Some("file-data".to_owned());
        }
    });
}

/// Visits all parameters that are files.
fn each(documents: &mut [Document], visit: &mut impl FnMut(Name, &mut Field)) {
    fn walk(kind: &str, fields: &mut [Field], visit: &mut impl FnMut(Name, &mut Field)) {
        for field in fields {
            if takes_file(&field.ty) {
                visit((kind.to_owned(), field.name.to_ascii_lowercase()), field);
            }
            walk(kind, &mut field.fields, visit);
            field.variants.iter_mut().for_each(|variant| walk(kind, &mut variant.fields, visit));
        }
    }
    for document in documents {
        if let Document::Method(method) = document {
            let kind = method.method.rsplit_once('.').map_or("", |(kind, _)| kind);
            walk(kind, &mut method.params, visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use b24_specs::ir::Method;

    fn method(name: &str, param: &str) -> Document {
        let line = format!(
            r#"{{"method":"{name}","api":"v2","page":"p.md","title":"","scopes":[],"auth":"any","access":"any","kind":"write",
            "params":[{{"name":"fields","type":"object","required":true,"fields":[{param}]}}],
            "result":{{"name":"result","type":"boolean","required":false}},"errors":[],
            "examples":{{"requests":0,"responses":0}},"ir":1}}"#
        );
        Document::Method(serde_json::from_str::<Method>(&line).unwrap())
    }

    #[test]
    fn the_methods_about_a_kind_of_objects_agree_on_how_a_file_is_sent() {
        let photo = r#"{"name":"PHOTO","type":"file","required":false}"#;
        let mut all = [
            method("crm.lamp.add", r#"{"name":"PHOTO","type":"file","required":false,"format":"file-data"}"#),
            method("crm.lamp.update", photo),
            method("crm.lamp.update", r#"{"name":"PHOTO","type":"string","required":false}"#),
            method("crm.shade.update", photo),
        ];
        spread(&mut all);
        let formats = all.iter().map(|document| match document {
            Document::Method(method) => method.params[0].fields[0].format.as_deref(),
            _ => None,
        });
        assert_eq!(formats.collect::<Vec<_>>(), [Some("file-data"), Some("file-data"), None, None]);
    }
}
