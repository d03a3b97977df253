//! `#[derive(b24::Api)] #[b24(methods("event.*"))] struct Portal { client: b24::Client<b24::App> }`

use b24_codegen::{Client, Findings, Scope, Selection, module_name};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Field, Ident, Index, LitStr, Path, Token, Type};

use crate::options;

/// What `#[b24(..)]` says.
#[derive(Default)]
struct Attributes {
    selection: Selection,
    specs: Option<LitStr>,
    runtime: Option<Path>,
    module: Option<Ident>,
}

pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(tokens) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut findings = Findings::default();
    let Attributes { selection, specs, runtime, module } = attributes(&input, &mut findings);
    let runtime = runtime.map_or_else(|| quote!(::b24), Path::into_token_stream);
    // Types in a module that the user has named are the user's to import: two clients beside each other may share some.
    let imported = module.is_none();
    let module = module.unwrap_or_else(|| format_ident!("{}", module_name(&input.ident.to_string())));
    let (bindings, watched) = options::bindings(specs.as_ref(), &selection, &mut findings);
    let items = bindings.items(&runtime, true, crate::read);
    let client = client(&input, &module, &mut findings).map(|client| {
        let methods = bindings.client_methods(&runtime, &client);
        let name = &input.ident;
        let (generics, arguments, bounds) = input.generics.split_for_impl();
        quote! {
            #[allow(dead_code, deprecated)]
            impl #generics #name #arguments #bounds { #methods }
        }
    });
    let visibility = &input.vis;
    let doc = format!("What the methods of `{}` take and return.", input.ident);
    let import = imported.then(|| {
        quote! {
            #[doc(no_inline)]
            #[allow(unused_imports, ambiguous_glob_reexports, hidden_glob_reexports)]
            #visibility use #module::*;
        }
    });
    let errors = [findings, bindings.findings].map(Findings::into_tokens);
    quote! {
        #[doc = #doc]
        #[allow(dead_code, deprecated, unused_imports, clippy::expl_impl_clone_on_copy)]
        #visibility mod #module { #items }
        #import
        #client
        #watched
        #(#errors)*
    }
}

fn attributes(input: &DeriveInput, findings: &mut Findings) -> Attributes {
    let mut found = Attributes::default();
    for attribute in input.attrs.iter().filter(|a| a.path().is_ident("b24")) {
        if let Err(error) = attribute.parse_nested_meta(|meta| option(&meta, &mut found)) {
            findings.extend(error);
        }
    }
    found.selection.widen();
    if found.selection.patterns.is_empty() && findings.is_empty() {
        let message = "no method is selected: write `#[b24(methods(\"event.*\", \"placement.bind\"))]`";
        findings.add(input.ident.span(), message);
    }
    found
}

fn option(meta: &ParseNestedMeta<'_>, found: &mut Attributes) -> syn::Result<()> {
    if meta.path.is_ident("methods") {
        let content;
        syn::parenthesized!(content in meta.input);
        found.selection.patterns.extend(Punctuated::<_, Token![,]>::parse_terminated_with(&content, options::pattern)?);
    } else if meta.path.is_ident("scopes") {
        let content;
        syn::parenthesized!(content in meta.input);
        let scopes = Punctuated::<_, Token![,]>::parse_terminated_with(&content, scope)?;
        found.selection.scopes.get_or_insert_default().extend(scopes);
    } else if meta.path.is_ident("specs") {
        found.specs = Some(meta.value()?.parse()?);
    } else if meta.path.is_ident("crate") {
        found.runtime = Some(meta.value()?.call(Path::parse_mod_style)?);
    } else if meta.path.is_ident("module") {
        found.module = Some(meta.value()?.parse()?);
    } else {
        return Err(meta.error(
            "unknown option: `methods(\"event.*\")`, `scopes(\"crm\")`, `specs = \"facts\"`, `module = name` and \
             `crate = path` are known; `client` stands at a field",
        ));
    }
    Ok(())
}

fn scope(input: ParseStream<'_>) -> syn::Result<Scope> {
    let literal: LitStr = input.parse()?;
    Ok(Scope { name: literal.value(), span: literal.span() })
}

/// The field that holds the client: the one marked `#[b24(client)]`, or the only one of a type `Client<..>`.
fn client(input: &DeriveInput, module: &Ident, findings: &mut Findings) -> Option<Client> {
    let Data::Struct(data) = &input.data else {
        findings.add(input.ident.span(), "`Api` is derived for a struct with a field of the type `b24::Client<..>`");
        return None;
    };
    let (mut marked, mut typed) = (Vec::new(), Vec::new());
    for (index, field) in data.fields.iter().enumerate() {
        if is_marked(field, findings) {
            marked.push((index, field));
        }
        if is_client(&field.ty) {
            typed.push((index, field));
        }
    }
    let candidates = if marked.is_empty() { typed } else { marked };
    let (index, field) = match candidates.as_slice() {
        [one] => *one,
        [] => {
            let message =
                "no field holds a client: add `client: b24::Client<b24::App>`, or mark the field with `#[b24(client)]`";
            findings.add(input.ident.span(), message);
            return None;
        }
        [_, second, ..] => {
            let span = second.1.ident.as_ref().map_or_else(|| input.ident.span(), Ident::span);
            findings.add(span, "two fields hold a client: mark the one to call with `#[b24(client)]`");
            return None;
        }
    };
    Some(Client {
        visibility: input.vis.to_token_stream(),
        field: field.ident.as_ref().map_or_else(|| Index::from(index).into_token_stream(), ToTokens::to_token_stream),
        field_type: held(&field.ty).to_token_stream(),
        borrowed: matches!(field.ty, Type::Reference(_)),
        module: module.to_token_stream(),
    })
}

fn is_marked(field: &Field, findings: &mut Findings) -> bool {
    let mut marked = false;
    for attribute in field.attrs.iter().filter(|a| a.path().is_ident("b24")) {
        let parsed = attribute.parse_nested_meta(|meta| {
            marked = meta.path.is_ident("client");
            if marked { Ok(()) } else { Err(meta.error("at a field only `#[b24(client)]` is known")) }
        });
        if let Err(error) = parsed {
            findings.extend(error);
        }
    }
    marked
}

/// What the field holds, or refers to.
fn held(ty: &Type) -> &Type {
    if let Type::Reference(reference) = ty { &reference.elem } else { ty }
}

fn is_client(ty: &Type) -> bool {
    matches!(held(ty), Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Client"))
}
