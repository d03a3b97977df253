//! Types that several methods share: the first of them has the type, the others their own name for it. So every method
//! has its names, whatever else is selected.

use std::collections::HashMap;

use proc_macro2::Ident;

use super::{Method, Output, Record, TypeDef};

/// Finds records and errors that are alike to the last word of their documentation.
pub(super) fn share(methods: &mut [Method]) {
    let mut records = Records::default();
    let mut errors = HashMap::new();
    for method in methods {
        records.share(&mut method.types);
        if !method.errors.is_empty() {
            let cases: Vec<_> = method.errors.iter().map(|e| (e.ident.to_string(), e.doc.clone())).collect();
            let first = errors.entry(cases).or_insert_with(|| method.ty.clone());
            method.same_errors = (*first != method.ty).then(|| first.clone());
        }
    }
}

/// The records met so far.
#[derive(Default)]
pub(super) struct Records {
    /// By all that it is, the first such record.
    first: HashMap<String, Ident>,
    /// By its name, the record that stands for it.
    known: HashMap<String, Ident>,
}

impl Records {
    /// Finds records that are alike to one before.
    pub(super) fn share(&mut self, types: &mut [TypeDef]) {
        // Those within a record stand before it.
        for def in types {
            let TypeDef::Record(record) = def else { continue };
            let contents = contents(record, &self.known);
            let first = self.first.entry(contents).or_insert_with(|| record.ident.clone());
            self.known.insert(record.ident.to_string(), first.clone());
            record.same_as = (*first != record.ident).then(|| first.clone());
        }
    }
}

/// All that a record is, as a text.
fn contents(record: &Record, known: &HashMap<String, Ident>) -> String {
    let mut text = String::new();
    for field in &record.fields {
        let parts = [field.wire.as_str(), &field.name.to_string(), &field.doc];
        for part in parts {
            text.push_str(part);
            text.push('\0');
        }
        output(&field.output, known, &mut text);
    }
    text
}

fn output(of: &Output, known: &HashMap<String, Ident>, text: &mut String) {
    match of {
        Output::Plain(name) => text.push_str(name),
        Output::Record(ident) => {
            let ident = ident.to_string();
            text.push('=');
            text.push_str(&known.get(&ident).map_or(ident, Ident::to_string));
        }
        Output::List(element) => {
            text.push('*');
            output(element, known, text);
        }
    }
    text.push('\0');
}

#[cfg(test)]
mod tests {
    use b24_specs::index::Methods;
    use proc_macro2::Span;
    use quote::quote;

    use crate::{Bindings, Pattern, Selection};

    /// The code for `pattern`, of methods whose results are alike but for one.
    fn code(pattern: &str) -> String {
        let line = |name: &str, ty: &str| {
            let id = format!(r#"{{"name":"id","type":"{ty}","required":false}}"#);
            let item = format!(r#"{{"name":"item","type":"object","required":false,"fields":[{id}]}}"#);
            let result = format!(r#"{{"name":"result","type":"object","required":false,"fields":[{item}]}}"#);
            let method =
                format!(r#"{{"method":"{name}","api":"v2","page":"p.md","title":"T","scopes":[],"auth":"any""#);
            let rest = r#""access":"any","kind":"read","params":[],"examples":{"requests":0,"responses":0},"ir":1}"#;
            format!(r#"{method},"result":{result},"errors":[{{"code":"X","message":"{ty}"}}],{rest}"#)
        };
        let text = [line("x.a", "integer"), line("x.b", "integer"), line("x.c", "string")].join("\n") + "\n";
        let pattern = Pattern { text: pattern.into(), exclude: false, span: Span::call_site() };
        let selection = Selection { patterns: vec![pattern], scopes: None };
        let methods = Methods::new("methods.jsonl", &text).unwrap();
        let bindings = Bindings::new(&methods, &b24_specs::system().unwrap().types, &selection);
        assert_eq!(bindings.findings.texts(), Vec::<String>::new());
        bindings.items(&quote!(::b24), false).to_string()
    }

    #[test]
    fn what_is_alike_stands_once_under_all_its_names() {
        let all = code("x.*");
        for (name, first) in [("XBResultItem", "XAResultItem"), ("XBResult", "XAResult"), ("XBError", "XAError")] {
            assert!(all.contains(&format!("pub type {name} = {first} ;")), "{name} in {all}");
        }
        for own in ["pub struct XAResult ", "pub struct XAResultItem ", "pub enum XAError "] {
            assert!(all.contains(own), "{own}");
        }
        for own in ["pub struct XCResult ", "pub struct XCResultItem ", "pub enum XCError "] {
            assert!(all.contains(own), "{own}");
        }
    }

    #[test]
    fn a_method_has_its_names_whatever_else_is_selected() {
        let alone = code("x.b");
        for own in ["pub struct XBResult ", "pub struct XBResultItem ", "pub enum XBError "] {
            assert!(alone.contains(own), "{own}");
        }
    }
}
