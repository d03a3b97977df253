//! The methods of a derived client.

use b24_specs::ir::Auth;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::{Paths, docs, many};
use crate::Client;
use crate::model::{Form, Method};

/// One function a method and form, for an `impl` of the user's type.
pub(crate) fn methods(methods: &[Method], runtime: &TokenStream, client: &Client) -> TokenStream {
    let paths = Paths::outside(runtime, &client.module);
    let functions =
        methods.iter().flat_map(|method| method.forms.iter().map(|form| function(method, form, &paths, client)));
    quote!(#(#functions)*)
}

fn function(method: &Method, form: &Form, paths: &Paths, client: &Client) -> TokenStream {
    let Client { visibility, field, field_type, borrowed, .. } = client;
    let client = if *borrowed { quote!(&*self.#field) } else { quote!(&self.#field) };
    let (ty, at) = (&method.ty, &paths.at);
    let name = function_name(method, form);
    let doc = docs::function(method, form);
    let deprecated = docs::deprecated(method.ir.deprecated.as_ref(), &method.ir.method);
    let constructor = &form.constructor;
    let arguments = paths.arguments(&form.arguments, ty);
    let given = form.arguments.iter().map(|param| &param.name);
    let many = many(form.arguments.len() + 1);
    let marker = form.marked.then(|| quote!(, #at form::#constructor));
    let of = form.marked.then(|| quote!(::<(), #at form::#constructor>));
    let needs = (method.ir.auth == Auth::Application).then(|| {
        let (p, of) = (&paths.runtime, form.marked.then(|| quote!(<(), #at form::#constructor>)));
        quote!(where for<'__call> #field_type: #p::Calls<'__call, #at #ty #of>)
    });
    quote_spanned! {method.span=>
        #[doc = #doc]
        #deprecated
        #many
        #visibility fn #name(&self, #arguments) -> #at #ty<&#field_type #marker> #needs {
            #at #ty #of ::#constructor(#(#given),*).__on(#client)
        }
    }
}

fn function_name(method: &Method, form: &Form) -> Ident {
    let name =
        if form.suffix.is_empty() { method.function.clone() } else { format!("{}_{}", method.function, form.suffix) };
    format_ident!("{name}", span = method.span)
}
