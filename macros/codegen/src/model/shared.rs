//! Types that several methods share: the first of them has the type, the others their own name for it. So every method
//! has its names, whatever else is selected.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use b24_specs::ir::Field;
use proc_macro2::Ident;

use super::{Alternatives, Choice, Kind, Method, Output, Param, TypeDef};

/// Finds types and errors that are alike to the last word of their documentation.
pub(super) fn share(methods: &mut [Method]) {
    let mut types = Alike::default();
    let mut errors = BTreeMap::new();
    for method in methods {
        types.share(&mut method.types);
        if !method.errors.is_empty() {
            let cases: Vec<_> = method.errors.iter().map(|e| (e.ident.to_string(), e.doc.clone())).collect();
            let first = errors.entry(cases).or_insert_with(|| method.ty.clone());
            method.same_errors = (*first != method.ty).then(|| first.clone());
        }
    }
}

/// The types met so far.
#[derive(Default)]
pub(super) struct Alike {
    /// By all that it is, the first such type.
    first: BTreeMap<String, Ident>,
    /// By its name, the type that stands for it.
    known: BTreeMap<String, Ident>,
    /// By the name of their marker, the objects that are alternatives to each other.
    alternatives: BTreeMap<String, Vec<Ident>>,
}

impl Alike {
    /// Finds types that are alike to one before.
    pub(super) fn share(&mut self, types: &mut [TypeDef]) {
        // Those within a type stand before it.
        for at in 0..types.len() {
            let (before, rest) = types.split_at_mut(at);
            let Some(def) = rest.first_mut() else { return };
            if let TypeDef::Alternatives(alternatives) = def {
                self.share_alternatives(alternatives, before);
                continue;
            }
            let contents = contents(def, &self.known);
            let (ident, same_as) = match def {
                TypeDef::Choice(choice) => (&choice.ident, &mut choice.same_as),
                // Any other name for one of several alternatives would make it an alternative there.
                TypeDef::Object(object) if object.ident == object.taken_as => (&object.ident, &mut object.same_as),
                TypeDef::Record(record) => (&record.ident, &mut record.same_as),
                _ => continue,
            };
            let first = self.first.entry(contents).or_insert_with(|| ident.clone());
            self.known.insert(ident.to_string(), first.clone());
            *same_as = (first != ident).then(|| first.clone());
        }
    }

    /// Alternatives are alike all together: each belongs to its marker.
    fn share_alternatives(&mut self, alternatives: &mut Alternatives, before: &mut [TypeDef]) {
        let marker = alternatives.ident.clone();
        let is_one = |def: &&mut TypeDef| matches!(def, TypeDef::Object(object) if object.taken_as == marker);
        let mut text = String::from("alternatives");
        let mut objects = Vec::new();
        for def in before.iter_mut().filter(is_one) {
            text += &contents(def, &self.known);
            if let TypeDef::Object(object) = def {
                objects.push(object);
            }
        }
        let first = self.first.entry(text).or_insert_with(|| marker.clone()).clone();
        self.known.insert(marker.to_string(), first.clone());
        if first == marker {
            let idents = objects.iter().map(|object| object.ident.clone());
            self.alternatives.insert(marker.to_string(), idents.collect());
            return;
        }
        let firsts = self.alternatives.get(&first.to_string()).into_iter().flatten();
        for (object, first) in objects.into_iter().zip(firsts) {
            object.same_as = Some(first.clone());
        }
        alternatives.same_as = Some(first);
    }
}

/// All that a type is, as a text.
fn contents(def: &TypeDef, known: &BTreeMap<String, Ident>) -> String {
    let mut text = String::with_capacity(256);
    match def {
        TypeDef::Choice(Choice { path, variants, open, .. }) => {
            let _ = write!(text, "choice {path} {open}");
            for (variant, value) in variants {
                let _ = write!(text, "\0{variant} {value}");
            }
        }
        TypeDef::Object(object) => {
            let _ = write!(text, "object {} {} {}", object.either, object.unchosen, object.open);
            for form in &object.forms {
                let _ = write!(text, "\0{} {:?}", form.constructor, form.sets);
                form.arguments.iter().for_each(|argument| param(argument, known, &mut text));
            }
            text.push('\0');
            object.optional.iter().for_each(|optional| param(optional, known, &mut text));
        }
        TypeDef::Record(record) => {
            for field in &record.fields {
                for part in [&field.wire, &field.name, &field.doc] {
                    text.push_str(part);
                    text.push('\0');
                }
                output(&field.output, known, &mut text);
            }
        }
        TypeDef::Alternatives(_) | TypeDef::FieldNames(_) => {}
    }
    text
}

fn param(of: &Param, known: &BTreeMap<String, Ident>, text: &mut String) {
    let Field { name, ty, values, default, min, max, max_len, max_items, boolean, format, doc, .. } = &of.field;
    let told = (ty, values, default, (min, max, max_len, max_items), boolean, format, doc);
    let _ = write!(text, "\0{name} {} {told:?} ", of.name);
    kind(&of.kind, known, text);
}

fn kind(of: &Kind, known: &BTreeMap<String, Ident>, text: &mut String) {
    let by_name = |ident: &Ident| known.get(&ident.to_string()).unwrap_or(ident).to_string();
    let _ = match of {
        Kind::Plain(name) => write!(text, "{}", name.name()),
        Kind::Choice(ident, _) => write!(text, "={}", by_name(ident)),
        Kind::Object(ident) => write!(text, "={{{}", by_name(ident)),
        Kind::Objects(ident) => write!(text, "=[{}", by_name(ident)),
        Kind::Naming(marker, ident) => write!(text, "{}={}", marker.name(), by_name(ident)),
        Kind::Reachable => write!(text, "url"),
        Kind::List(element) => {
            text.push('*');
            return kind(element, known, text);
        }
        Kind::Map(value) => {
            text.push('#');
            return kind(value, known, text);
        }
        // What the shapes are, the constructors tell.
        Kind::Shaped(plain, _) => {
            text.push('?');
            return kind(plain, known, text);
        }
    };
}

fn output(of: &Output, known: &BTreeMap<String, Ident>, text: &mut String) {
    match of {
        Output::Plain(name) => text.push_str(name),
        Output::Record(ident) => {
            let ident = ident.to_string();
            text.push('=');
            text.push_str(&known.get(&ident).map_or(ident, Ident::to_string));
        }
        Output::Optional(inner) | Output::List(inner) | Output::Map(inner) => {
            text.push(match of {
                Output::List(_) => '*',
                Output::Map(_) => '#',
                _ => '?',
            });
            output(inner, known, text);
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

    /// Methods whose parameters and results are alike but for one.
    fn lines() -> [String; 3] {
        let line = |name: &str, ty: &str| {
            let id = format!(r#"{{"name":"id","type":"{ty}","required":false}}"#);
            let item = format!(r#"{{"name":"item","type":"object","required":false,"fields":[{id}]}}"#);
            let result = format!(r#"{{"name":"result","type":"object","required":false,"fields":[{item}]}}"#);
            let method =
                format!(r#"{{"method":"{name}","api":"v2","page":"p.md","title":"T","scopes":[],"auth":"any""#);
            let kind = r#"{"name":"kind","type":"string","required":false,"values":["p","q"]}"#;
            let fields = format!(r#"{{"name":"fields","type":"object","required":true,"fields":[{id},{kind}]}}"#);
            let rest = r#""access":"any","kind":"read","examples":{"requests":0,"responses":0},"ir":1}"#;
            let errors = format!(r#"[{{"code":"X","message":"{ty}"}}]"#);
            format!(r#"{method},"params":[{fields}],"result":{result},"errors":{errors},{rest}"#)
        };
        [line("x.a", "integer"), line("x.b", "integer"), line("x.c", "string")]
    }

    /// The code for `pattern`.
    fn code(lines: &[String], pattern: &str) -> String {
        let text = lines.join("\n") + "\n";
        let pattern = Pattern { text: pattern.into(), exclude: false, span: Span::call_site() };
        let selection = Selection { patterns: vec![pattern], scopes: None };
        let methods = Methods::new("methods.jsonl", &text).unwrap();
        let bindings = Bindings::new(&methods, &b24_specs::system().unwrap().types, &selection);
        assert_eq!(bindings.findings.texts(), Vec::<String>::new());
        bindings.items(&quote!(::b24), false, |code| code.parse().ok()).to_string()
    }

    #[test]
    fn what_is_alike_stands_once_under_all_its_names() {
        let all = code(&lines(), "x.*");
        for (name, first) in [
            ("XBResultItem", "XAResultItem"),
            ("XBResult", "XAResult"),
            ("XBError", "XAError"),
            ("XBFields", "XAFields"),
            ("XBFieldsKind", "XAFieldsKind"),
            ("XCFieldsKind", "XAFieldsKind"),
        ] {
            assert!(all.contains(&format!("pub type {name} = {first} ;")), "{name} in {all}");
        }
        for own in ["pub struct XAResult ", "pub struct XAResultItem ", "pub enum XAError "] {
            assert!(all.contains(own), "{own}");
        }
        for own in ["pub struct XCResult ", "pub struct XCResultItem ", "pub enum XCError ", "pub struct XCFields "] {
            assert!(all.contains(own), "{own}");
        }
    }

    #[test]
    fn alternatives_are_alike_all_together() {
        let shaped = |line: &String, second: &str| {
            let one = r#"{"label":"One","when":{},"fields":[{"name":"a","type":"string","required":false}]}"#;
            let two = one.replace("One", "Two").replace(r#""a""#, second);
            line.replacen(
                r#""params":["#,
                &format!(r#""params":[{{"name":"shape","type":"object","required":true,"variants":[{one},{two}]}},"#),
                1,
            )
        };
        let [a, b, c] = &lines();
        let all = code(&[shaped(a, r#""b""#), shaped(b, r#""b""#), shaped(c, r#""c""#)], "x.*");
        for (name, first) in [("XBShape", "XAShape"), ("XBShapeOne", "XAShapeOne"), ("XBShapeTwo", "XAShapeTwo")] {
            assert!(all.contains(&format!("pub type {name} = {first} ;")), "{name} in {all}");
        }
        // One of its two is alike, and would be an alternative of the others', too.
        for own in ["pub enum XCShape ", "pub struct XCShapeOne ", "pub struct XCShapeTwo "] {
            assert!(all.contains(own), "{own} in {all}");
        }
    }

    #[test]
    fn a_method_has_its_names_whatever_else_is_selected() {
        let alone = code(&lines(), "x.b");
        for own in ["pub struct XBResult ", "pub struct XBResultItem ", "pub enum XBError "] {
            assert!(alone.contains(own), "{own}");
        }
    }

    #[test]
    fn what_is_said_of_a_field_is_said_of_it_alone() {
        let mut lines = lines();
        lines[1] = lines[1].replacen(r#""name":"kind","#, r#""name":"kind","doc":"Of b.","#, 1);
        let all = code(&lines, "x.*");
        for own in ["pub struct XBFields ", "pub type XBFieldsKind = XAFieldsKind ;"] {
            assert!(all.contains(own), "{own} in {all}");
        }
    }
}
