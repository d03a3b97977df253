//! The ways to call a method: what the compiler says of them, and what is checked where only values decide.

use serde_json::Value;

use crate::method::Invalid;
use crate::params::Params;

/// A request made by the constructor `Self` takes `Param`. `Form` is the first constructor that does.
#[diagnostic::on_unimplemented(
    message = "`{Param}` of `{Method}` belongs to `{Method}::{Form}(..)`",
    label = "`{Method}::{Self}(..)` does not take it",
    note = "begin with `{Method}::{Form}(..)` to give it (on a derived client with the function of that name), or leave `.{Param}(..)` out"
)]
pub trait Takes<Form, Param, Method> {}

/// Never true: `Param` is what the constructor `Form` fixes.
#[diagnostic::on_unimplemented(
    message = "`{Param}` of `{Method}` is settled by how the request is made: `{Method}::{Form}(..)` sets it",
    label = "`{Method}::{Self}(..)` does not take it",
    note = "leave `.{Param}(..)` out"
)]
pub trait Settles<Form, Param, Method> {}

/// One way to call a method: a request that holds `sets` is called in this way, however it was made. Paths have dots.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Parameters and the values that make it this form.
    pub sets: &'static [(&'static str, &'static str)],
    /// What it must hold.
    pub requires: &'static [&'static str],
    /// What it must not hold.
    pub forbids: &'static [&'static str],
    /// How it is written: `PlacementBind::page_background_worker(handler, error_handler_url)`.
    pub call: &'static str,
}

/// Checks a request against the forms that its values make it.
///
/// # Errors
/// The parameter that is missing or too many, and the constructor that sees to it.
pub fn check_forms(params: &Params, forms: &[Form]) -> Result<(), Invalid> {
    for form in forms.iter().filter(|form| form.sets.iter().all(|(path, value)| holds(params, path, value))) {
        let set: Vec<String> = form.sets.iter().map(|(path, value)| format!("{path} = {value}")).collect();
        let (set, call) = (set.join(", "), form.call);
        if let Some(missing) = form.requires.iter().find(|path| at(params, path).is_none()) {
            return Err(Invalid::new(missing, format!("{set} needs it; make the request with `{call}`")));
        }
        if let Some(extra) = form.forbids.iter().find(|path| at(params, path).is_some()) {
            return Err(Invalid::new(extra, format!("{set} does not take it; make the request with `{call}`")));
        }
    }
    Ok(())
}

/// The server does not look at the case of such values.
fn holds(params: &Params, path: &str, value: &str) -> bool {
    at(params, path).is_some_and(|found| match found {
        Value::String(text) => text.eq_ignore_ascii_case(value),
        other => value.parse().is_ok_and(|value: Value| value == *other),
    })
}

fn at<'a>(params: &'a Params, path: &str) -> Option<&'a Value> {
    params.at(&path.split('.').collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arg::{PlainText, WholeNumber};

    const WORKER: Form = Form {
        sets: &[("PLACEMENT", "WORKER")],
        requires: &["OPTIONS.errorHandlerUrl"],
        forbids: &["USER_ID"],
        call: "Bind::worker(error_handler_url)",
    };

    #[test]
    fn a_value_makes_the_request_another_form() {
        let mut params = Params::new();
        params.set::<PlainText, (), ()>("PLACEMENT", "worker");
        assert_eq!(
            check_forms(&params, &[WORKER]).unwrap_err().to_string(),
            "`OPTIONS.errorHandlerUrl`: PLACEMENT = WORKER needs it; make the request with `Bind::worker(error_handler_url)`"
        );
        params.set_path::<PlainText, (), ()>(&["OPTIONS", "errorHandlerUrl"], "https://app.example/");
        assert_eq!(check_forms(&params, &[WORKER]), Ok(()));
        params.set::<WholeNumber, (), ()>("USER_ID", 1);
        assert_eq!(check_forms(&params, &[WORKER]).unwrap_err().param(), "USER_ID");
        params.set::<PlainText, (), ()>("PLACEMENT", "OTHER");
        assert_eq!(check_forms(&params, &[WORKER]), Ok(()));
    }
}
