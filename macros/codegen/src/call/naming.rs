//! Filters, orders and selections written out, by the names of fields.

use b24_specs::operators;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::Writer;
use crate::model::{FieldName, FieldNames, NamingMarker, TypeDef};

/// As many fields as make a tuple.
const TUPLE: usize = 12;

impl Writer<'_> {
    /// What names fields of the generated type `fields`. All of it can be given by hand, too.
    pub(super) fn naming(&self, marker: NamingMarker, fields: &Ident, value: &Value) -> TokenStream {
        let written = self.field_names(fields).and_then(|fields| match marker {
            NamingMarker::Filter => self.filter(fields, value),
            NamingMarker::Conditions => self.conditions(fields, value),
            NamingMarker::Order => self.order(fields, value),
            NamingMarker::Select => self.select(fields, value),
        });
        written.unwrap_or_else(|| self.raw(value))
    }

    fn field_names(&self, ident: &Ident) -> Option<&FieldNames> {
        self.method.types.iter().find_map(|def| match def {
            TypeDef::FieldNames(fields) if fields.ident == *ident => Some(fields),
            _ => None,
        })
    }

    /// `{">=ID": 7}`
    fn filter(&self, fields: &FieldNames, value: &Value) -> Option<TokenStream> {
        let conditions = value.as_object()?.iter().map(|(key, value)| {
            let (sign, name) = operators::split(key);
            self.condition(fields, sign, name, value).unwrap_or_else(|| {
                let value = self.raw(value);
                quote!(.raw(#key, #value))
            })
        });
        let (at, filter) = (&self.paths.at, &fields.filter.as_ref()?.ident);
        Some(quote!(#at #filter::new() #(#conditions)*))
    }

    /// `[["id", ">=", 7]]`; a condition without its operator is not what a filter writes.
    fn conditions(&self, fields: &FieldNames, value: &Value) -> Option<TokenStream> {
        let conditions = value.as_array()?.iter().map(|condition| match condition.as_array()?.as_slice() {
            [name, sign, value] => self.condition(fields, sign.as_str()?, name.as_str()?, value),
            _ => None,
        });
        let conditions = conditions.collect::<Option<Vec<_>>>()?;
        let (at, filter) = (&self.paths.at, &fields.filter.as_ref()?.ident);
        Some(quote!(#at #filter::new() #(#conditions)*))
    }

    /// A condition by the function of its operator, where the page lists both the operator and the name.
    fn condition(&self, fields: &FieldNames, sign: &str, name: &str, value: &Value) -> Option<TokenStream> {
        let operator = fields.filter.as_ref()?.operators.iter().find(|operator| operator.sign == sign)?;
        let FieldName { ident, kind, .. } = fields.names.iter().find(|known| known.field.name == name)?;
        let one = |value| self.value(kind, value, name).ok();
        let values = match (operator.name, value) {
            ("in_" | "not_in", Value::Array(items)) => {
                let items: Vec<&Value> = items.iter().collect();
                vec![self.list(kind, &items, name).ok()?]
            }
            ("between" | "not_between", Value::Array(items)) if items.len() == 2 => {
                items.iter().map(one).collect::<Option<_>>()?
            }
            ("in_" | "not_in" | "between" | "not_between", _) => return None,
            _ => vec![one(value)?],
        };
        let (at, of, operator) = (&self.paths.at, &fields.ident, Ident::new(operator.name, ident.span()));
        Some(quote!(.#operator(#at #of::#ident, #(#values),*)))
    }

    /// `{"ID": "DESC"}`
    fn order(&self, fields: &FieldNames, value: &Value) -> Option<TokenStream> {
        let by = value.as_object()?.iter().map(|(name, direction)| {
            let field = self.field(fields, name);
            match direction.as_str()?.to_ascii_uppercase().as_str() {
                "ASC" => Some(quote!(#field.asc())),
                "DESC" => Some(quote!(#field.desc())),
                _ => None,
            }
        });
        let by = by.collect::<Option<Vec<_>>>().filter(|by| !by.is_empty())?;
        Some(quote!([#(#by),*]))
    }

    /// `["ID", "TITLE"]`
    fn select(&self, fields: &FieldNames, value: &Value) -> Option<TokenStream> {
        let names = value.as_array()?.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
        let tuples = names.chunks(TUPLE).map(|names| {
            let names = names.iter().map(|name| self.field(fields, name));
            quote!((#(#names,)*))
        });
        match tuples.collect::<Vec<_>>().as_slice() {
            [all] => Some(all.clone()),
            [] => None,
            tuples if tuples.len() <= TUPLE => Some(quote!((#(#tuples),*))),
            _ => None,
        }
    }

    /// The constant of a field, or its name as it is written where no page lists it.
    fn field(&self, fields: &FieldNames, name: &str) -> TokenStream {
        let (p, at, of) = (&self.paths.runtime, &self.paths.at, &fields.ident);
        if let Some(FieldName { ident, .. }) = fields.names.iter().find(|known| known.field.name == name) {
            quote!(#at #of::#ident)
        } else {
            quote!(#p::FieldName::raw(#name))
        }
    }
}
