//! The methods as Rust will have them: every name settled, every type known, nothing emitted yet.

mod arguments;
mod errors;
mod filter;
mod forms;
mod marker;
mod message;
mod output;
mod read_as;
mod shared;
mod types;
mod variants;
mod wording;

use b24_specs::ir;
use b24_specs::wire::Entities;
use proc_macro2::{Ident, Span};
use serde_json::Value;

use crate::findings::Findings;
use crate::names;
use crate::select::{Chosen, Selected};

pub(crate) use arguments::{Kind, Param};
pub use arguments::{flag, is_named};
pub(crate) use errors::{ErrorVariant, variants};
pub use filter::naming;
pub(crate) use filter::{Described, FieldName, FieldNames, Filter, Operator};
pub(crate) use forms::{Form, Guard, Settable, Setter};
pub(crate) use marker::{Marker, NamingMarker};
pub(crate) use message::{Message, messages};
pub(crate) use output::{OutField, Output};
pub use read_as::{ReadAs, read_as, result_as};
pub(crate) use types::{Alternatives, Choice, Object, Record, TypeDef, Types};
pub(crate) use variants::Shape;
pub use variants::constructors;

/// See [`Wording::pattern`](wording::Wording::pattern).
pub(crate) fn error_text(message: &str) -> String {
    wording::Wording::of(message).pattern
}

/// A method, ready to be written down.
pub(crate) struct Method {
    /// What the IR says of it.
    pub(crate) ir: ir::Method,
    /// The literal that selected it; everything generated for it points there.
    pub(crate) span: Span,
    /// `EventBind`
    pub(crate) ty: Ident,
    /// `event_bind`, the derived client's method.
    pub(crate) function: String,
    /// Ways to call it: one, or as many as the rules name.
    pub(crate) forms: Vec<Form>,
    /// Optional parameters, and those that only some forms take.
    pub(crate) setters: Vec<Setter>,
    /// Takes names of the portal's own, such as `UF_CRM_1`.
    pub(crate) open: bool,
    /// Its result.
    pub(crate) output: Output,
    /// Its own errors.
    pub(crate) errors: Vec<ErrorVariant>,
    /// The method whose errors are alike: this one's are another name for them.
    pub(crate) same_errors: Option<Ident>,
    /// Types of parameters and of the result, in the order in which they are met.
    pub(crate) types: Vec<TypeDef>,
}

/// A value as it stands in a text.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Settles the names and types of the chosen methods. What cannot be is a finding, and the method is left out.
pub(crate) fn methods(chosen: Chosen, entities: &Entities, findings: &mut Findings) -> Vec<Method> {
    let mut types = Types::new(chosen.all, entities);
    let mut functions = names::Names::default();
    let mut methods: Vec<Method> = chosen
        .methods
        .into_iter()
        .filter_map(|selected| method(selected, &mut types, &mut functions, findings))
        .collect();
    shared::share(&mut methods);
    methods
}

fn method(
    selected: Selected,
    types: &mut Types<'_>,
    functions: &mut names::Names,
    findings: &mut Findings,
) -> Option<Method> {
    let Selected { method: mut ir, span: literal, twin, fields } = selected;
    variants::settle(&mut ir.params, ir.rules.iter().any(|rule| matches!(rule, ir::Rule::Form(_))));
    // The place of the literal, so that notes point there; the hygiene of the macro, so that lints know whose code it is.
    let span = Span::call_site().located_at(literal);
    let mut words = names::words(&ir.method);
    words.extend(ir.command.iter().flat_map(|command| names::words(&command.value)));
    words.extend(twin.then(|| "v3".to_owned()));
    let ty = types.method(&names::pascal(&words), span);
    let calls =
        arguments::arguments(&ir, fields.as_ref(), &ty, types).and_then(|params| forms::forms(&ir, &ty, &params));
    let (forms, setters) = calls.map_err(|reason| findings.add(literal, format!("`{}`: {reason}", ir.method))).ok()?;
    let output = output::output(&ir.result, &ty, types);
    let errors = errors::variants(&ir.errors, span);
    let function = functions.claim(&names::snake(&words));
    let open = ir.params.iter().any(|field| field.open && !arguments::is_named(field));
    Some(Method {
        span,
        ty,
        function,
        forms,
        setters,
        open,
        output,
        errors,
        same_errors: None,
        types: types.take(),
        ir,
    })
}
