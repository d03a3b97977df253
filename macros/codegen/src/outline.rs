//! What the code of a method is called: for those who hold it against the documentation.

use b24_specs::ir::{self, ErrorCase};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use crate::emit::{Paths, Runtime};
use crate::model::{Method, TypeDef};
use crate::{Bindings, call};

/// The names of a method's types.
pub struct Outline<'a> {
    /// What they are made of.
    pub method: &'a ir::Method,
    /// The request, `EventBind`; its result and its error are named after it.
    pub request: String,
    /// The structs of its result. One that another method has, too, is that method's.
    pub records: Vec<String>,
    /// The variants of its error that stand for the errors of its page, in the page's order.
    pub errors: Vec<(String, &'a ErrorCase)>,
    model: &'a Method,
}

impl Outline<'_> {
    /// The expression by which a user makes the request with these parameters. `runtime` is the path of the crate `b24`,
    /// and `module` that of the module with [`Bindings::items`].
    ///
    /// # Errors
    /// Why the builders do not take them: a sentence with the path of the parameter.
    pub fn call(
        &self,
        params: &Map<String, Value>,
        runtime: &TokenStream,
        module: &TokenStream,
    ) -> Result<TokenStream, String> {
        let paths = Paths { runtime: Runtime::Full(quote!(#runtime::__private::v1)), at: Some(quote!(#module::)) };
        call::call(self.model, params, &paths)
    }
}

impl Bindings {
    /// The names of what [`Self::items`] writes, a method each.
    pub fn outlines(&self) -> impl Iterator<Item = Outline<'_>> {
        self.methods.iter().map(outline)
    }
}

fn outline(method: &Method) -> Outline<'_> {
    let records = method.types.iter().filter_map(|def| match def {
        TypeDef::Record(record) if record.same_as.is_none() => Some(record.ident.to_string()),
        _ => None,
    });
    Outline {
        method: &method.ir,
        request: method.ty.to_string(),
        records: records.collect(),
        errors: method.errors.iter().map(|error| (error.ident.to_string(), &error.case)).collect(),
        model: method,
    }
}
