//! What the code of a method is called: for those who hold it against the documentation.

use b24_specs::ir::{self, ErrorCase, Field};
use proc_macro2::TokenStream;
use serde_json::{Map, Value};

use crate::emit::Paths;
use crate::model::{FieldNames, Method, TypeDef};
use crate::{Bindings, call};

/// The names of a method's types.
pub struct Outline<'a> {
    /// What they are made of.
    pub method: &'a ir::Method,
    /// The request, `EventBind`; its result and its error are named after it.
    pub request: String,
    /// The variants of its error that stand for the errors of its page, in the page's order.
    pub errors: Vec<(String, &'a ErrorCase)>,
    /// What a filter, an order and a selection name, where it has any of them.
    pub listed: Option<Listed<'a>>,
    model: &'a Method,
}

/// The fields of a list by name.
pub struct Listed<'a> {
    /// The type that has them as constants, `CrmDealListField`.
    pub name: String,
    /// Each constant, and the field that it names.
    pub fields: Vec<(String, &'a Field)>,
    /// The type of the filter, and its functions with the operators that they write.
    pub filter: Option<(String, Vec<(&'static str, &'static str)>)>,
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
        call::call(self.model, params, &Paths::outside(runtime, module))
    }
}

impl Bindings {
    /// The names of what [`Self::items`] writes, a method each.
    pub fn outlines(&self) -> impl Iterator<Item = Outline<'_>> {
        self.methods.iter().map(outline)
    }
}

fn outline(method: &Method) -> Outline<'_> {
    Outline {
        method: &method.ir,
        request: method.ty.to_string(),
        errors: method.errors.iter().map(|error| (error.ident.to_string(), &error.case)).collect(),
        listed: method.types.iter().find_map(|def| match def {
            TypeDef::FieldNames(names) => Some(listed(names)),
            _ => None,
        }),
        model: method,
    }
}

fn listed(FieldNames { ident, names, filter }: &FieldNames) -> Listed<'_> {
    let filter = filter.as_ref().map(|filter| {
        let operators = filter.operators.iter().map(|operator| (operator.name, operator.sign));
        (filter.ident.to_string(), operators.collect())
    });
    let fields = names.iter().map(|name| (name.ident.to_string(), &name.field)).collect();
    Listed { name: ident.to_string(), fields, filter }
}
