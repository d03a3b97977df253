//! Errors, as the two interfaces print them.

use std::borrow::Cow;

use b24_specs::ir::Api;

use crate::value::{Value, map};

/// A call that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// HTTP status.
    pub(crate) status: u16,
    pub(crate) code: Cow<'static, str>,
    pub(crate) message: Cow<'static, str>,
    /// v2: the parameter at fault, in a member of its own.
    pub(crate) argument: Option<String>,
    /// v3: fields at fault and what is wrong with them.
    pub(crate) validation: Vec<(String, String)>,
}

pub(crate) const fn system(status: u16, code: &'static str, message: &'static str) -> Refusal {
    Refusal {
        status,
        code: Cow::Borrowed(code),
        message: Cow::Borrowed(message),
        argument: None,
        validation: Vec::new(),
    }
}

/// No such token or webhook, or none given.
pub(crate) const NO_AUTH: Refusal = system(401, "NO_AUTH_FOUND", "Wrong authorization data");
/// The token was valid once.
pub(crate) const EXPIRED: Refusal = system(401, "expired_token", "The access token provided has expired");
/// The method belongs to a permission that the webhook does not have.
pub(crate) const WEBHOOK_SCOPE: Refusal =
    system(403, "insufficient_scope", "The request requires higher privileges than provided by the webhook token");
/// The method belongs to a permission that the application does not have.
pub(crate) const TOKEN_SCOPE: Refusal =
    system(403, "insufficient_scope", "The request requires higher privileges than provided by the access token");
/// A method for administrators, called by somebody else.
pub(crate) const ACCESS_DENIED: Refusal = system(403, "ACCESS_DENIED", "Access denied!");
/// A method for applications, called through a webhook.
pub(crate) const WRONG_AUTH_TYPE: Refusal =
    system(403, "WRONG_AUTH_TYPE", "Current authorization type is denied for this method Application context required");
/// A method that no page documents.
pub(crate) const NO_METHOD: Refusal = system(404, "ERROR_METHOD_NOT_FOUND", "Method not found!");

/// A batch within a batch, or another method that takes no part in one.
pub(crate) const NOT_IN_BATCH: Refusal =
    system(405, "ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage");
/// More commands than a batch takes.
pub(crate) const LONG_BATCH: Refusal = system(400, "ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded");

/// What v3 calls a request that does not validate.
const V3_VALIDATION: &str = "BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION";

impl Refusal {
    pub(crate) fn new(status: u16, code: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code: code.into(), message: message.into(), argument: None, validation: Vec::new() }
    }

    /// A request that cannot be read at all.
    pub(crate) fn unreadable(status: u16, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(status, "INVALID_REQUEST", message)
    }

    /// An argument that the method cannot take.
    pub(crate) fn argument(name: &str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { argument: Some(name.into()), ..Self::new(400, "ERROR_ARGUMENT", message) }
    }

    /// An argument that was not given.
    pub(crate) fn missing(name: &str) -> Self {
        Self::argument(name, format!("Argument '{name}' is null or empty"))
    }

    /// Fields of a v3 request that are at fault.
    pub(crate) fn validation(fields: Vec<(String, String)>) -> Self {
        Self { validation: fields, ..Self::new(400, V3_VALIDATION, "Error validating request object") }
    }

    /// The body of the answer.
    pub(crate) fn body(&self, api: Api) -> Value {
        let (code, message) = (Value::from(&*self.code), Value::from(&*self.message));
        match api {
            Api::V2 => {
                let mut body = map([("error", code), ("error_description", message)]);
                if let (Value::Map(members), Some(name)) = (&mut body, &self.argument) {
                    members.insert("argument".into(), name.clone().into());
                }
                body
            }
            Api::V3 => {
                let mut error = map([("code", code), ("message", message)]);
                if let (Value::Map(members), false) = (&mut error, self.validation.is_empty()) {
                    let fields = self.validation.iter();
                    let fields = fields.map(|(field, text)| {
                        map([("message", text.as_str().into()), ("field", field.as_str().into())])
                    });
                    members.insert("validation".into(), Value::List(fields.collect()));
                }
                map([("error", error)])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts above stand in the documentation too; where the IR has the row, they agree.
    #[test]
    fn system_errors_are_the_documented_ones() {
        let system = b24_specs::system().unwrap();
        for ours in [NO_AUTH, EXPIRED, WEBHOOK_SCOPE] {
            if let Some(row) = system.errors.iter().find(|row| row.code == ours.code) {
                assert_eq!(row.status, Some(ours.status), "{}", ours.code);
                assert_eq!(row.message.as_deref(), Some(&*ours.message), "{}", ours.code);
            }
        }
    }
}
