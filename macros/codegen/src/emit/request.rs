//! Requests: a type a method, a constructor a form, a setter an optional parameter.

use b24_specs::ir;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;

use super::text::{Literal, Literals, put};
use super::{Paths, docs, list, literal, many, record};
use crate::model::{Form, Guard, Method, Param, Settable, Setter};

/// A literal within `quote` is read each time, and one from without is not.
const MUST_USE: &str = "a request does nothing until it is sent: `.send().await`, or `client.call(request).await`";

/// The request of a method and all that hangs on it.
pub(super) fn request(method: &Method, client: bool) -> TokenStream {
    let ty = &method.ty;
    let generics = Generics::of(method, client);
    let declaration = declaration(method, generics);
    let functions = functions(method, generics);
    let takes = method.setters.iter().filter_map(|setter| takes(setter, ty));
    let sending = client.then(|| sending(method, generics));
    quote_spanned! {ty.span()=>
        #declaration
        #functions
        #(#takes)*
        #sending
    }
}

/// Which type parameters a request has.
#[derive(Clone, Copy)]
pub(super) struct Generics {
    client: bool,
    forms: bool,
}

impl Generics {
    /// None.
    pub(super) const NONE: Self = Self { client: false, forms: false };

    fn of(method: &Method, client: bool) -> Self {
        Self { client, forms: method.forms.iter().any(|form| form.marked) }
    }

    /// All of them, as an `impl` declares them, where the client has to be of that trait, and as the type has them.
    fn all(self, client: &str) -> (String, &'static str) {
        match (self.client, self.forms) {
            (false, false) => (String::new(), ""),
            (true, false) => (format!("<C: p::{client}>"), "<C>"),
            (false, true) => ("<F>".to_owned(), "<F>"),
            (true, true) => (format!("<C: p::{client}, F>"), "<C, F>"),
        }
    }

    /// `<C, F>`, with what stands for each where it has it. Most have neither, and no stream of tokens is cheaper than an
    /// empty one.
    fn list(self, client: impl FnOnce() -> TokenStream, form: impl FnOnce() -> TokenStream) -> Option<TokenStream> {
        let (client, form) = (self.client.then(client), self.forms.then(form));
        let all = client.into_iter().chain(form);
        (self.client || self.forms).then(|| quote!(<#(#all),*>))
    }

    /// The fields beside `params`.
    fn fields(self, client: impl FnOnce() -> TokenStream) -> Option<TokenStream> {
        let client = self.client.then(client).map(|client| quote!(client: #client,));
        let form = self.forms.then(|| quote!(form: p::PhantomData,));
        (self.client || self.forms).then(|| quote!(#client #form))
    }
}

fn declaration(method: &Method, generics: Generics) -> TokenStream {
    let ty = &method.ty;
    let doc = docs::method(method);
    let deprecated = docs::deprecated(method.ir.deprecated.as_ref(), &method.ir.method);
    let default = method.forms.first().map(|form| &form.constructor);
    let declared = generics.list(|| quote!(C = ()), || quote!(F = form::#default));
    let client = generics.client.then(|| quote!(client: C,));
    let form = generics.forms.then(|| quote!(form: p::PhantomData<fn() -> F>,));
    quote_spanned! {ty.span()=>
        #[doc = #doc]
        #deprecated
        #[must_use = #MUST_USE]
        pub struct #ty #declared { params: p::Params, #client #form }
    }
}

/// Constructors and setters.
fn functions(method: &Method, generics: Generics) -> TokenStream {
    let ty = &method.ty;
    let constructors = method.forms.iter().map(|form| constructor(form, method, generics));
    let setters = own_setters(method);
    if !generics.client && !generics.forms {
        // One `impl` is cheaper than two.
        return quote_spanned!(ty.span()=> impl #ty { #(#constructors)* #setters });
    }
    let constructors = method.forms.iter().zip(constructors).map(|(form, constructor)| {
        let name = &form.constructor;
        let of = generics.list(|| quote!(()), || quote!(form::#name));
        quote_spanned!(ty.span()=> impl #ty #of { #constructor })
    });
    let of = generics.list(|| quote!(C), || quote!(F));
    quote_spanned!(ty.span()=> #(#constructors)* impl #of #ty #of { #setters })
}

fn constructor(form: &Form, method: &Method, generics: Generics) -> TokenStream {
    let ty = &method.ty;
    let name = &form.constructor;
    let doc = docs::form(form, method);
    let arguments = Paths::inside().arguments(&form.arguments, ty);
    let (made, order) = if method.ir.positional {
        let names = method.ir.params.iter().map(|field| &field.name);
        ("Params", Some(quote!(::positional(&[#(#names),*]))))
    } else {
        ("NO_PARAMS", None)
    };
    let made = Ident::new(made, Span::call_site());
    let sets = form.sets.iter().map(|(path, value)| {
        let value = literal(value, &quote!(p));
        let path = path.split('.');
        quote!(.fixed(&[#(#path),*], #value))
    });
    let given = given(&form.arguments);
    let fields = generics.fields(|| quote!(()));
    let many = many(form.arguments.len());
    quote_spanned! {ty.span()=>
        #[doc = #doc]
        #many
        pub fn #name(#arguments) -> Self {
            Self { params: p::#made #order #(#sets)* #given, #fields }
        }
    }
}

/// What a constructor makes of its arguments.
pub(super) fn given(params: &[Param]) -> TokenStream {
    let names = params.iter().map(|param| &param.name);
    let with = params.iter().map(|param| Target(&param.path).function("with", "with_path"));
    let wires = params.iter().map(|param| Target(&param.path));
    quote!(#(.#with(#wires, #names))*)
}

/// Where a parameter goes: `"ID"`, or `&["OPTIONS", "errorHandlerUrl"]`.
struct Target<'a>(&'a [String]);

impl Target<'_> {
    /// The function that puts a value there.
    fn function(&self, by_name: &str, by_path: &str) -> Ident {
        Ident::new(if self.0.len() == 1 { by_name } else { by_path }, Span::call_site())
    }
}

impl ToTokens for Target<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self.0 {
            [wire] => wire.to_tokens(tokens),
            path => quote!(&[#(#path),*]).to_tokens(tokens),
        }
    }
}

fn own_setters(method: &Method) -> TokenStream {
    let ty = &method.ty;
    let (mut params, mut bounds, mut settled) = (Vec::new(), Vec::new(), Vec::new());
    for Setter { param, settable } in &method.setters {
        let name = &param.name;
        let takes = match settable {
            Settable::Always => None,
            Settable::By(forms) => {
                forms.first().map(|form| quote_spanned!(ty.span()=> where F: p::Takes<form::#form, param::#name, #ty>))
            }
            Settable::Settled(form) => {
                settled.push(self::settled(param, form, ty));
                continue;
            }
        };
        params.push(param);
        bounds.push(takes);
    }
    let setters = setters(&params, bounds.into_iter(), ty);
    let open = method.open.then(|| open(ty));
    quote_spanned!(ty.span()=> #setters #(#settled)* #open)
}

/// The setter of what constructors fix. It takes anything, as nothing is right there, and has one thing to say.
fn settled(param: &Param, form: &Ident, ty: &Ident) -> TokenStream {
    let (name, doc) = (&param.name, docs::param(param));
    quote_spanned! {ty.span()=>
        #[doc = #doc]
        pub fn #name<V>(self, _: V) -> Self where F: p::Settles<form::#form, param::#name, #ty> {
            self
        }
    }
}

/// The setters of optional parameters of a request or of an object.
pub(super) fn setters(
    params: &[&Param],
    bounds: impl Iterator<Item = Option<TokenStream>>,
    owner: &Ident,
) -> TokenStream {
    // A list for each part: to put together streams, one a setter, takes as long as to make them.
    let docs = params.iter().map(|param| docs::param(param));
    let names = params.iter().map(|param| &param.name);
    let inside = Paths::inside();
    let (wanted, of): (Vec<_>, Vec<_>) = params.iter().map(|param| inside.wanted(&param.kind)).unzip();
    // At the place of the call, or the compiler would mark the bound, too, where the setter is marked already.
    let p = &inside.runtime;
    let set = params.iter().map(|param| Target(&param.path).function("set", "set_path"));
    let wires = params.iter().map(|param| Target(&param.path));
    quote_spanned! {owner.span()=> #(
        #[doc = #docs]
        pub fn #names(mut self, #names: impl #p::#wanted<#of param::#names, #owner>) -> Self #bounds {
            self.params.#set(#wires, #names);
            self
        }
    )* }
}

/// The setter for names that no page lists.
pub(super) fn open(owner: &Ident) -> TokenStream {
    quote_spanned! {owner.span()=>
        /// A field that no page lists, such as a portal's own `UF_...`, by the name that it has there.
        pub fn uf(mut self, name: impl p::Into<p::String>, value: impl p::Arg<p::AnyValue, param::uf, #owner>) -> Self {
            self.params.set_own(name.into(), value);
            self
        }
    }
}

/// Which forms take a parameter. The first of them stands in the trait, for the compiler to offer.
fn takes(setter: &Setter, ty: &Ident) -> Option<TokenStream> {
    let Settable::By(forms) = &setter.settable else { return None };
    let (name, first) = (&setter.param.name, forms.first()?);
    Some(quote_spanned!(ty.span()=> #(impl p::Takes<form::#first, param::#name, #ty> for form::#forms {})*))
}

fn sending(method: &Method, generics: Generics) -> TokenStream {
    let ty = &method.ty;
    let own = generics.list(|| quote!(()), || quote!(F));
    let with_client = generics.list(|| quote!(&'c p::Client<A>), || quote!(F));
    let form = generics.forms.then(|| quote!(F));
    let (any, bare) = (generics.list(|| quote!(D), || quote!(F)), generics.fields(|| quote!(())));
    let given = generics.fields(|| quote!(client));
    let declared = form.as_ref().map(|form| quote!(<#form>));
    let list = list::is_followed(method).then(|| {
        quote_spanned! {ty.span()=>
            /// All items that it finds, page by page.
            pub fn list(self) -> p::List<'c, #ty #own> {
                p::list(self.client, #ty { params: self.params, #bare })
            }
        }
    });
    quote_spanned! {ty.span()=>
        impl #declared #ty #own {
            #[doc(hidden)]
            pub fn __on<D>(self, client: D) -> #ty #any {
                #ty { params: self.params, #given }
            }
        }
        impl<'c, A, #form> #ty #with_client {
            /// Sends the request.
            pub fn send(self) -> p::Sending<'c, #ty #own> {
                p::send(self.client, #ty { params: self.params, #bare })
            }
            #list
        }
        impl<'c, A, #form> p::IntoFuture for #ty #with_client {
            type Output = <Self::IntoFuture as p::Future>::Output;
            type IntoFuture = p::Sending<'c, #ty #own>;
            fn into_future(self) -> Self::IntoFuture { self.send() }
        }
    }
}

fn auth(auth: ir::Auth) -> &'static str {
    match auth {
        ir::Auth::Any => "AnyAuth",
        ir::Auth::Application => "ApplicationOnly",
    }
}

/// What the method does, with what authorization and on which interface: `Reads<p::AnyAuth, p::V3>`.
fn nature(ir: &ir::Method) -> String {
    let kind = match ir.kind {
        ir::Kind::Read => "Reads",
        ir::Kind::List => "Lists",
        ir::Kind::Write => "Writes",
    };
    let interface = match (ir.api, ir.no_batch || ir.method == "batch") {
        (ir::Api::V2, false) if ir.auth == ir::Auth::Any => return kind.to_owned(),
        (ir::Api::V2, false) => "p::V2",
        (ir::Api::V3, false) => "p::V3",
        (ir::Api::V2, true) => "p::Alone<p::V2>",
        (ir::Api::V3, true) => "p::Alone<p::V3>",
    };
    format!("{kind}<p::{}, {interface}>", auth(ir.auth))
}

/// What the runtime reads a request by. A request with its client is a request, too.
pub(super) fn implementation(code: &mut String, method: &Method, client: bool) {
    let Method { ty, ir, .. } = method;
    let generics = Generics::of(method, client);
    clone_and_debug(code, ty, generics);
    let (declared, all) = generics.all("Send");
    let declared = declared.as_str();
    list::listed(code, method, declared, all);
    put!(code, "impl ", declared, " p::Method for ", ty, all, " { const NAME: &'static str = ", Literal(&ir.method));
    put!(code, "; type Nature = p::", nature(ir), "; type Output = ");
    if record::may_be_missing(&method.output) {
        put!(code, method.output);
    } else {
        put!(code, ty, "Result");
    }
    put!(code, "; type Error = ", ty, "Error");
    put!(code, "; fn into_params(self) -> p::Params { self.params }");
    check(code, method);
    put!(code, "}");
}

/// A request, and an object that it takes, is a value: it can be copied and looked at.
pub(super) fn clone_and_debug(code: &mut String, ty: &Ident, generics: Generics) {
    let (declared, all) = generics.all("Clone");
    put!(code, "impl ", declared.as_str(), " p::Clone for ", ty, all, " { fn clone(&self) -> Self { Self {");
    put!(code, " params: self.params.copy(),");
    if generics.client {
        put!(code, " client: self.client.clone(),");
    }
    if generics.forms {
        put!(code, " form: p::PhantomData,");
    }
    let (declared, all) = generics.all("Send");
    put!(
        code,
        " } } } impl ",
        declared.as_str(),
        " p::Debug for ",
        ty,
        all,
        " { fn fmt(&self, f: &mut p::Formatter<'_>)"
    );
    put!(code, " -> p::fmt::Result { self.params.show(", Literal(&ty.unraw().to_string()), ", f) } }");
}

/// The rules as a table, for values that the compiler does not see.
fn check(code: &mut String, method: &Method) {
    if method.forms.iter().all(|form| form.guard.is_none()) {
        return;
    }
    put!(code, "fn check(params: &p::Params) -> p::Result<(), p::Invalid> { p::check_forms(params, &[");
    for form in &method.forms {
        if let Some(guard) = &form.guard {
            self::guard(code, guard, form, method);
        }
    }
    put!(code, "]) }");
}

fn guard(code: &mut String, guard: &Guard, form: &Form, method: &Method) {
    put!(code, "p::Form { sets: &[");
    for (path, value) in &guard.sets {
        put!(code, "(", Literal(path), ",", Literal(value), "),");
    }
    put!(code, "], requires: ", Literals(&dotted(&guard.requires)), ", forbids: ", Literals(&dotted(&guard.forbids)));
    put!(code, ", call: ", Literal(&docs::call(form, method)), "},");
}

fn dotted(paths: &[Vec<String>]) -> Vec<String> {
    paths.iter().map(|path| path.join(".")).collect()
}
