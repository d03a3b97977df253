//! Writing the methods down: what messages point at as tokens, the rest as text, for a reason that `text` tells.

mod client;
pub(crate) mod docs;
mod error;
mod filter;
mod list;
mod message;
mod record;
mod request;
mod text;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use serde_json::Value;

use crate::model::{Kind, Method, Param, TypeDef};

pub(crate) use client::methods;
pub(crate) use error::system_error;
pub(crate) use message::messages;
pub use text::Read;
use text::{Piece, put};

/// How generated code names what is not its own.
pub(crate) struct Paths {
    /// The runtime's private path.
    pub(crate) runtime: Runtime,
    /// What stands before the name of a generated type: nothing, or the path of the module.
    pub(crate) at: Option<TokenStream>,
}

/// The runtime's private path.
pub(crate) enum Runtime {
    /// Its short name. It stands before nearly everything, and one token is much cheaper than a stream of one.
    Short(Ident),
    /// In full.
    Full(TokenStream),
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Short(name) => name.to_tokens(tokens),
            Self::Full(path) => path.to_tokens(tokens),
        }
    }
}

impl Paths {
    /// Inside the module of the generated types.
    fn inside() -> Self {
        Self { runtime: Runtime::Short(named("p")), at: None }
    }

    /// Elsewhere; `runtime` is the path of the crate `b24`, and `module` that of the module.
    pub(crate) fn outside(runtime: &TokenStream, module: &TokenStream) -> Self {
        Self { runtime: Runtime::Full(quote!(#runtime::__private::v1)), at: Some(quote!(#module::)) }
    }

    /// The marker of what a parameter takes.
    pub(crate) fn kind(&self, kind: &Kind) -> TokenStream {
        let Self { runtime: p, at } = self;
        match kind {
            Kind::Plain(marker) => {
                let name = named(marker.name());
                quote!(#p::#name)
            }
            Kind::List(element) => {
                let element = self.kind(element);
                quote!(#p::ListOf<#element>)
            }
            Kind::Map(value) => {
                let value = self.kind(value);
                quote!(#p::MapOf<#value>)
            }
            Kind::Choice(ident, _) => quote!(#at #ident),
            Kind::Object(ident) => quote!(#p::ObjectOf<#at #ident>),
            Kind::Objects(ident) => quote!(#p::ObjectsOf<#at #ident>),
            Kind::Shaped(plain, _) => self.kind(plain),
            Kind::Naming(marker, ident) => {
                let name = named(marker.name());
                quote!(#p::#name<#at #ident>)
            }
            Kind::Reachable => quote!(#p::HandlerUrl),
        }
    }

    /// The arguments for parameters of `owner`.
    fn arguments(&self, params: &[Param], owner: &Ident) -> TokenStream {
        let Self { runtime: p, at } = self;
        let names = params.iter().map(|param| &param.name);
        let (wanted, of): (Vec<_>, Vec<_>) = params.iter().map(|param| self.wanted(&param.kind)).unzip();
        quote_spanned!(owner.span()=> #(#names: impl #p::#wanted<#of #at param::#names, #at #owner>),*)
    }

    /// What an argument has to be: of the trait that has the compiler's message for its kind, and of what.
    fn wanted(&self, kind: &Kind) -> (Ident, Option<TokenStream>) {
        let at = &self.at;
        match kind {
            Kind::Plain(marker) => (named(marker.argument()), None),
            Kind::List(element) => self.wanted_of(element, "ListOfObjectsArg", "ListOfArg"),
            Kind::Map(value) => self.wanted_of(value, "MapOfObjectsArg", "MapOfArg"),
            Kind::Choice(ident, all) => (named("ChoiceArg"), Some(quote!(#at #ident, #at one_of::#all,))),
            Kind::Object(ident) => (named("ObjectOfArg"), Some(quote!(#at #ident,))),
            Kind::Objects(ident) => (named("ObjectsOfArg"), Some(quote!(#at #ident,))),
            Kind::Naming(marker, ident) => (named(marker.argument()), Some(quote!(#at #ident,))),
            Kind::Shaped(plain, _) => {
                let plain = self.kind(plain);
                (named("UnchosenArg"), Some(quote!(#plain,)))
            }
            Kind::Reachable => (named("HandlerArg"), None),
        }
    }

    /// The same of what holds several: objects go by their own name.
    fn wanted_of(&self, kind: &Kind, of_objects: &str, of_others: &str) -> (Ident, Option<TokenStream>) {
        let at = &self.at;
        match kind {
            Kind::Object(ident) => (named(of_objects), Some(quote!(#at #ident,))),
            kind => {
                let kind = self.kind(kind);
                (named(of_others), Some(quote!(#kind,)))
            }
        }
    }
}

/// A name of the runtime's.
fn named(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The same marker as text, inside the module of the generated types.
impl Piece for Kind {
    fn put(&self, code: &mut String) {
        match self {
            Kind::Plain(marker) => put!(code, "p::", marker.name()),
            Kind::List(element) => put!(code, "p::ListOf<", **element, ">"),
            Kind::Map(value) => put!(code, "p::MapOf<", **value, ">"),
            Kind::Choice(ident, _) => put!(code, ident),
            Kind::Object(ident) => put!(code, "p::ObjectOf<", ident, ">"),
            Kind::Objects(ident) => put!(code, "p::ObjectsOf<", ident, ">"),
            Kind::Shaped(plain, _) => put!(code, **plain),
            Kind::Naming(marker, ident) => put!(code, "p::", marker.name(), "<", ident, ">"),
            Kind::Reachable => put!(code, "p::HandlerUrl"),
        }
    }
}

/// A method that asks for much has as many arguments.
fn many(arguments: usize) -> Option<TokenStream> {
    (arguments > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// A value as an expression; `p` is the runtime's private path.
pub(crate) fn literal(value: &Value, p: &impl ToTokens) -> TokenStream {
    match value {
        Value::Null => quote!(#p::Value::Null),
        Value::Bool(v) => quote!(#p::Value::from(#v)),
        Value::Number(v) => match (v.as_i64(), v.as_f64()) {
            (Some(v), _) => quote!(#p::Value::from(#v)),
            (None, v) => quote!(#p::Value::from(#v)),
        },
        Value::String(v) => quote!(#p::Value::from(#v)),
        Value::Array(items) => {
            let items = items.iter().map(|item| literal(item, p));
            quote!(#p::Value::Array(#p::Vec::from([#(#items),*])))
        }
        Value::Object(entries) if entries.is_empty() => quote!(#p::Value::Object(#p::Default::default())),
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = literal(value, p);
                quote!((#key, #value))
            });
            quote!(#p::Value::from_iter([#(#entries),*]))
        }
    }
}

/// The content of a module for these methods. `client`: requests can be made by a client that sends them.
pub(crate) fn items(methods: &[Method], runtime: &TokenStream, client: bool, read: Read) -> TokenStream {
    let mut common = String::new();
    params(&mut common, methods);
    filter::operators(&mut common, methods);
    record::stored(&mut common, methods.iter().flat_map(|method| &method.types));
    let (common, forms) = (text::tokens(&common, read), forms(methods));
    let methods = methods.iter().map(|method| {
        let mut code = String::new();
        let request = request::request(method, client);
        let parameters: Vec<_> = method.types.iter().filter_map(|def| parameter(&mut code, def, method)).collect();
        request::implementation(&mut code, method, client);
        record::records(&mut code, &method.types, &method.ir.method);
        record::result(&mut code, method);
        error::of_method(&mut code, method);
        let rest = text::tokens(&code, read);
        quote!(#request #(#parameters)* #rest)
    });
    quote! {
        use #runtime::__private::v1 as p;
        use p::prelude::*;
        #(#methods)*
        #common
        #forms
    }
}

/// What a parameter takes.
fn parameter(code: &mut String, def: &TypeDef, method: &Method) -> Option<TokenStream> {
    Some(match def {
        TypeDef::Choice(choice) => types::choice(code, choice, method),
        TypeDef::Object(object) => types::object(code, object, method),
        TypeDef::Alternatives(alternatives) => types::alternatives(alternatives, method),
        TypeDef::FieldNames(fields) => filter::field_names(code, fields, method),
        TypeDef::Record(_) => return None,
    })
}

/// The names of parameters, and those that tell the values of some, as types, for the compiler's messages; each name once,
/// however many methods have it.
fn params(code: &mut String, methods: &[Method]) {
    let (mut names, mut values) = (BTreeSet::new(), BTreeSet::new());
    for method in methods {
        let of_forms = method.forms.iter().flat_map(|form| &form.arguments);
        let of_setters = method.setters.iter().map(|setter| &setter.param);
        let of_objects = method.types.iter().flat_map(|def| match def {
            TypeDef::Object(object) => {
                object.forms.iter().flat_map(|form| &form.arguments).chain(&object.optional).collect()
            }
            _ => Vec::new(),
        });
        for param in of_forms.chain(of_setters).chain(of_objects) {
            names.insert(param.name.to_string());
            if let Kind::Choice(_, all) = &param.kind {
                values.insert(all.to_string());
            }
        }
        if method.open || method.types.iter().any(|def| matches!(def, TypeDef::Object(object) if object.open)) {
            names.insert("uf".to_owned());
        }
    }
    for (module, names) in [("param", names), ("one_of", values)] {
        put!(code, "#[doc(hidden)] #[allow(non_camel_case_types)] pub mod ", module, " {");
        for name in names {
            put!(code, "pub enum ", name, " {}");
        }
        put!(code, "}");
    }
}

/// The names of constructors as types. Messages point at them.
fn forms(methods: &[Method]) -> TokenStream {
    let mut forms = BTreeMap::new();
    for method in methods {
        for form in method.forms.iter().filter(|form| form.marked) {
            forms.entry(form.constructor.to_string()).or_insert(&form.constructor);
        }
    }
    let forms = forms.values().map(|form| quote_spanned!(form.span()=> pub enum #form {}));
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        pub mod form { #(#forms)* }
    }
}
