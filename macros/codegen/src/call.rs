//! A request written out: the expression by which a user makes it with the generated builders.

mod naming;

use b24_specs::reach;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use crate::emit::{Paths, literal};
use crate::model::{Choice, Form, Kind, Marker, Method, Object, Param, Settable, Setter, TypeDef, text};

/// The expression that makes the request with these parameters; `paths` leads to the runtime and to the generated types.
///
/// # Errors
/// Why the builders do not take them: a sentence with the path of the parameter.
pub(crate) fn call(method: &Method, params: &Map<String, Value>, paths: &Paths) -> Result<TokenStream, String> {
    let optional = |form: &Form| {
        let settable = |setter: &&Setter| match &setter.settable {
            Settable::Always => true,
            Settable::By(forms) => forms.contains(&form.constructor),
            Settable::Settled(_) => false,
        };
        method.setters.iter().filter(settable).map(|setter| &setter.param).collect()
    };
    Writer { method, paths }.made(&method.ty, &method.forms, optional, method.open, params)
}

struct Writer<'a> {
    method: &'a Method,
    paths: &'a Paths,
}

impl Writer<'_> {
    /// By the first of the forms that takes all of it.
    fn made<'a>(
        &self,
        ty: &Ident,
        forms: &'a [Form],
        optional: impl Fn(&'a Form) -> Vec<&'a Param>,
        open: bool,
        params: &Map<String, Value>,
    ) -> Result<TokenStream, String> {
        let mut forms: Vec<&Form> = forms.iter().collect();
        // The form that fixes most is the one that its parameters mean.
        forms.sort_by_key(|form| std::cmp::Reverse(form.sets.len()));
        let mut refusal = None;
        for form in forms {
            match self.form(ty, form, &optional(form), open, params) {
                Ok(made) => return Ok(made),
                Err(reason) => refusal = Some(reason),
            }
        }
        // The form that fixes least comes last: it is the plain one.
        Err(refusal.unwrap_or_else(|| "nothing makes it".to_owned()))
    }

    fn form(
        &self,
        ty: &Ident,
        form: &Form,
        optional: &[&Param],
        open: bool,
        params: &Map<String, Value>,
    ) -> Result<TokenStream, String> {
        let mut left = Value::Object(params.clone());
        for (path, fixed) in &form.sets {
            let path: Vec<&str> = path.split('.').collect();
            let given = take(&mut left, &path);
            if given.as_ref().map(text) != Some(text(fixed)) {
                return Err(format!("`{}` is not {fixed}", path.join(".")));
            }
        }
        let (arguments, setters) = self.build(&form.arguments, optional, &mut left)?;
        let rest = self.rest(left, open)?;
        let (at, constructor) = (&self.paths.at, &form.constructor);
        Ok(quote!(#at #ty::#constructor(#(#arguments),*) #(#setters)* #(#rest)*))
    }

    /// Arguments and setters, taken out of `left`.
    fn build(
        &self,
        required: &[Param],
        optional: &[&Param],
        left: &mut Value,
    ) -> Result<(Vec<TokenStream>, Vec<TokenStream>), String> {
        let mut given: Vec<(&Param, Option<Value>)> =
            required.iter().chain(optional.iter().copied()).map(|p| (p, None)).collect();
        // A part of an object goes first: what is left of the object is set on its own.
        given.sort_by_key(|(param, _)| std::cmp::Reverse(param.path.len()));
        for (param, value) in &mut given {
            *value = take(left, &param.path);
        }
        let mut value =
            |param: &Param| given.iter_mut().find(|(p, _)| p.path == param.path).and_then(|(_, v)| v.take());
        let mut arguments = Vec::with_capacity(required.len());
        for param in required {
            let value = value(param).ok_or_else(|| format!("`{}` is required", param.dotted()))?;
            arguments.push(self.value(&param.kind, &value, &param.dotted())?);
        }
        let mut setters = Vec::new();
        for param in optional {
            if let Some(value) = value(param) {
                let (name, value) = (&param.name, self.value(&param.kind, &value, &param.dotted())?);
                setters.push(quote!(.#name(#value)));
            }
        }
        Ok((arguments, setters))
    }

    /// What no parameter has taken: names of the portal's own, where they are welcome.
    fn rest(&self, left: Value, open: bool) -> Result<Vec<TokenStream>, String> {
        let Value::Object(left) = left else { return Ok(Vec::new()) };
        if let Some(name) = left.keys().next().filter(|_| !open) {
            return Err(format!("nothing takes `{name}`"));
        }
        let set = |(name, value)| {
            let value = self.raw(value);
            quote!(.uf(#name, #value))
        };
        Ok(left.iter().map(set).collect())
    }

    fn value(&self, kind: &Kind, value: &Value, path: &str) -> Result<TokenStream, String> {
        let refusal = || format!("`{path}` takes {}, not {value}", self.kind(kind));
        match kind {
            _ if value.is_null() => {
                let p = &self.paths.runtime;
                Ok(quote!(#p::Null))
            }
            Kind::Plain(marker) => self.plain(*marker, value).ok_or_else(refusal),
            Kind::List(element) => self.list(element, &items(value).ok_or_else(refusal)?, path),
            Kind::Map(of) => self.map(of, value, path),
            Kind::Choice(ident, _) => self.choice(ident, value).ok_or_else(refusal),
            Kind::Object(ident) => self.object(ident, value, path),
            Kind::Shaped(plain, _) => self.value(plain, value, path),
            Kind::Objects(ident) => match value {
                Value::Array(items) if items.is_empty() => Ok(self.raw(value)),
                Value::Array(items) => self.list(kind, &items.iter().collect::<Vec<_>>(), path),
                value => self.object(ident, value, path),
            },
            Kind::Naming(marker, fields) => Ok(self.naming(*marker, fields, value)),
            Kind::Reachable => {
                let url = value.as_str().filter(|url| reach::refusal(url).is_none()).ok_or_else(refusal)?;
                let p = &self.paths.runtime;
                Ok(quote!(#p::HandlerUrl::parse(#url).unwrap()))
            }
        }
    }

    fn kind(&self, kind: &Kind) -> String {
        self.paths.kind(kind).to_string().replace(' ', "")
    }

    /// A value of a type of the runtime's.
    fn plain(&self, marker: Marker, value: &Value) -> Option<TokenStream> {
        let p = &self.paths.runtime;
        let text = text(value);
        Some(match marker {
            Marker::PlainText
            | Marker::DateText
            | Marker::DottedDate
            | Marker::DateTimeText
            | Marker::Base64Content => {
                return (value.is_string() || value.is_number()).then(|| quote!(#text));
            }
            Marker::WholeNumber | Marker::UnixSeconds => {
                let number: i64 = text.parse().ok()?;
                quote!(#number)
            }
            Marker::DecimalNumber => match (value.as_i64(), value.as_f64()) {
                (Some(number), _) => quote!(#number),
                (None, Some(number)) => quote!(#number),
                (None, None) => {
                    text.parse::<f64>().ok()?;
                    quote!(#text.parse::<#p::Decimal>().unwrap())
                }
            },
            Marker::BoolYesNo | Marker::BoolOneZero | Marker::BoolTrueFalse => match text.as_str() {
                "Y" | "1" | "true" => quote!(true),
                "N" | "0" | "false" => quote!(false),
                _ => return None,
            },
            // PHP writes an object of nothing as a list of nothing.
            Marker::AnyObject if value.as_array().is_some_and(Vec::is_empty) => self.raw(&Value::Object(Map::new())),
            Marker::AnyObject if !value.is_object() => return None,
            Marker::FileData if !are_objects(value) => return None,
            Marker::AnyObject
            | Marker::AnyValue
            | Marker::AnyYesNo
            | Marker::AnyOneZero
            | Marker::ListOrMap
            | Marker::FileContent
            | Marker::FileData
            | Marker::FilePair => self.raw(value),
        })
    }

    fn list(&self, element: &Kind, items: &[&Value], path: &str) -> Result<TokenStream, String> {
        let p = &self.paths.runtime;
        let mut elements = Vec::with_capacity(items.len());
        for (i, item) in items.iter().enumerate() {
            if item.is_null() {
                return Err(format!("an element of `{path}` is null, and the others are not"));
            }
            elements.push(self.value(element, item, &format!("{path}.{i}"))?);
        }
        if elements.is_empty() {
            let ty = self.of_element(element);
            return Ok(quote!(#p::Vec::<#ty>::new()));
        }
        match element {
            // Alternatives are of several types; as JSON they are of one.
            Kind::Object(ident) | Kind::Objects(ident) if self.objects(ident).count() > 1 => {
                let marker = self.paths.kind(element);
                Ok(quote!([#(<_ as #p::Arg<#marker>>::into_value(#elements)),*]))
            }
            // Numbers, too.
            Kind::Plain(Marker::DecimalNumber) if !items.iter().all(|item| item.is_i64()) => {
                let numbers = items.iter().map(|item| text(item));
                Ok(quote!([#(#numbers.parse::<#p::Decimal>().unwrap()),*]))
            }
            _ => Ok(quote!([#(#elements),*])),
        }
    }

    fn map(&self, kind: &Kind, value: &Value, path: &str) -> Result<TokenStream, String> {
        let entries = match value {
            Value::Object(entries) if !entries.is_empty() => entries,
            // PHP writes a map of nothing as a list of nothing.
            Value::Object(_) => return Ok(self.raw(value)),
            Value::Array(items) if items.is_empty() => return Ok(self.raw(&Value::Object(Map::new()))),
            other => return Err(format!("`{path}` takes a map, not {other}")),
        };
        let p = &self.paths.runtime;
        let values = entries.iter().map(|(key, value)| {
            let value = self.value(kind, value, &format!("{path}.{key}"))?;
            // Arrays of several lengths are of several types.
            Ok(if matches!(kind, Kind::List(_) | Kind::Map(_)) { quote!(#p::Vec::from(#value)) } else { value })
        });
        let (keys, values) = (entries.keys(), values.collect::<Result<Vec<_>, String>>()?);
        Ok(quote!([#((#keys, #values)),*]))
    }

    /// What the elements of a list are, where there is none to tell.
    fn of_element(&self, kind: &Kind) -> TokenStream {
        let (p, at) = (&self.paths.runtime, &self.paths.at);
        match kind {
            Kind::Plain(Marker::WholeNumber | Marker::DecimalNumber | Marker::UnixSeconds) => quote!(#p::i64),
            Kind::Plain(Marker::BoolYesNo | Marker::BoolOneZero | Marker::BoolTrueFalse) => quote!(#p::bool),
            Kind::Plain(
                Marker::PlainText
                | Marker::DateText
                | Marker::DottedDate
                | Marker::DateTimeText
                | Marker::Base64Content,
            ) => {
                quote!(#p::String)
            }
            Kind::Plain(_)
            | Kind::Object(_)
            | Kind::Objects(_)
            | Kind::Map(_)
            | Kind::Shaped(..)
            | Kind::Naming(..) => {
                quote!(#p::Value)
            }
            Kind::List(element) => {
                let element = self.of_element(element);
                quote!(#p::Vec<#element>)
            }
            Kind::Choice(ident, _) => quote!(#at #ident),
            Kind::Reachable => quote!(#p::HandlerUrl),
        }
    }

    fn choice(&self, ident: &Ident, value: &Value) -> Option<TokenStream> {
        let at = &self.paths.at;
        let choice = self.method.types.iter().find_map(|def| match def {
            TypeDef::Choice(choice) if choice.ident == *ident => Some(choice),
            _ => None,
        });
        let Choice { variants, open, .. } = choice?;
        let given = text(value);
        match variants.iter().find(|(_, listed)| text(listed) == given) {
            Some((variant, _)) => Some(quote!(#at #ident::#variant)),
            None => open.then(|| quote!(#at #ident::Other(#given.into()))),
        }
    }

    /// By the builder of the first of its alternatives that takes it.
    fn object(&self, ident: &Ident, value: &Value, path: &str) -> Result<TokenStream, String> {
        let mut refusal = None;
        for object in self.objects(ident) {
            match self.built(object, value, path) {
                Ok(built) => return Ok(built),
                Err(reason) => refusal = refusal.or(Some(reason)),
            }
        }
        Err(refusal.unwrap_or_else(|| format!("`{path}` takes an object that nothing makes")))
    }

    /// The builders of what a parameter of that marker takes.
    fn objects(&self, marker: &Ident) -> impl Iterator<Item = &Object> {
        self.method.types.iter().filter_map(move |def| match def {
            TypeDef::Object(object) if object.taken_as == *marker => Some(object),
            _ => None,
        })
    }

    fn built(&self, object: &Object, value: &Value, path: &str) -> Result<TokenStream, String> {
        let none = Map::new();
        let members = match value {
            Value::Object(members) => members,
            Value::Array(items) if items.is_empty() => &none,
            other => return Err(format!("`{path}` takes an object, not {other}")),
        };
        self.made(&object.ident, &object.forms, |_| object.optional.iter().collect(), object.open, members)
            .map_err(|reason| reason.replacen('`', &format!("`{path}."), 1))
    }

    fn raw(&self, value: &Value) -> TokenStream {
        literal(value, &self.paths.runtime)
    }
}

/// Takes what is at `path` out of an object. An object that is emptied by it goes, too.
fn take<S: AsRef<str>>(from: &mut Value, path: &[S]) -> Option<Value> {
    let (name, inside) = path.split_first()?;
    let map = from.as_object_mut()?;
    if inside.is_empty() {
        return map.remove(name.as_ref());
    }
    let part = map.get_mut(name.as_ref())?;
    let taken = take(part, inside)?;
    if part.as_object().is_some_and(Map::is_empty) {
        map.remove(name.as_ref());
    }
    Some(taken)
}

/// Is it an object, or a list of such?
fn are_objects(value: &Value) -> bool {
    value.as_array().map_or(value.is_object(), |items| items.iter().all(Value::is_object))
}

/// The elements of a list. PHP writes one with gaps as a map.
fn items(value: &Value) -> Option<Vec<&Value>> {
    match value {
        Value::Array(items) => Some(items.iter().collect()),
        Value::Object(map) if map.keys().all(|key| key.bytes().all(|b| b.is_ascii_digit())) => {
            Some(map.values().collect())
        }
        _ => None,
    }
}
