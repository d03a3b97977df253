//! What the runtime knows about a method: everything else is in the generated type.

use std::fmt;

use crate::classify::{MethodError, without_breaks};
use crate::decode::{Decode, Extra};
use crate::nature::Nature;
use crate::params::Params;

/// A request to one REST method: what [`methods!`](crate::methods) generates, one type a method.
///
/// Whatever depends on the method (its name and interface, whether it may be repeated, what it returns) is here as a
/// constant or a type, compiled from the documentation. A function for any method asks for the authorization that it needs:
///
/// ```
/// use b24::auth::Satisfies;
/// use b24::nature::AuthOf;
/// use b24::{Client, Error, Method};
///
/// async fn timed<A, M: Method>(client: &Client<A>, request: M) -> Result<M::Output, Error<M::Error>>
/// where
///     A: Satisfies<AuthOf<M>, M>,
/// {
///     let started = std::time::Instant::now();
///     let answer = client.call(request).await?;
///     println!("{} took {:?}", M::NAME, started.elapsed());
///     Ok(answer.result)
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a request to a method",
    label = "not a request",
    note = "requests are the types that `b24::methods!` generates, `EventBind::new(..)`, and what a derived client makes; for a method that no page documents there is `Client::call_raw`"
)]
pub trait Method: Send + Sized {
    /// The name as it is called, `event.bind`. Case counts.
    const NAME: &'static str;
    /// What it does to the portal, with what authorization and on which interface: [`Reads`](crate::nature::Reads),
    /// [`Lists`](crate::nature::Lists) or [`Writes`](crate::nature::Writes).
    type Nature: Nature;
    /// The `result` of its answer.
    type Output: Decode;
    /// Its kinds of error: those that its page lists.
    type Error: MethodError;

    /// The parameters, in the order in which they are sent.
    fn into_params(self) -> Params;

    /// Rules that relate parameters and that the compiler could not see. Runs before anything is sent.
    ///
    /// # Errors
    /// The rule that is broken, and what to write instead.
    fn check(params: &Params) -> Result<(), Invalid> {
        let _ = params;
        Ok(())
    }
}

/// The two interfaces of the REST API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// Called under `/rest/`.
    V2,
    /// Called under `/rest/api/`.
    V3,
}

/// What a method does to the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Reads; may be repeated.
    Read,
    /// Reads page by page; may be repeated.
    List,
    /// Changes something; must not be repeated blindly.
    Write,
}

/// An error as the portal sent it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// HTTP status. Some errors come with 200.
    pub status: u16,
    /// The code in the server's spelling; it may be empty or a number.
    pub code: String,
    /// The server's text; it may be empty.
    pub message: String,
    /// REST 3.0 only: which fields are at fault.
    pub validation: Vec<FieldError>,
    /// What stands beside them in the answer: some errors name the argument at fault there.
    pub extra: Extra,
}

/// One finding of REST 3.0 about a field of the request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldError {
    /// The field; empty where the server names none.
    pub field: String,
    /// The server's text.
    pub message: String,
}

impl Refusal {
    /// An error as a portal might send it: for tests of code that handles errors.
    ///
    /// ```
    /// let refusal = b24::Refusal::new(400, "ERROR_EVENT_NOT_FOUND", "Event not found");
    /// assert_eq!(refusal.to_string(), "Event not found (ERROR_EVENT_NOT_FOUND, status 400)");
    /// ```
    pub fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: message.into(), ..Self::default() }
    }

    /// Is it this code? In any case, as the server is not consistent.
    pub fn is(&self, code: &str) -> bool {
        self.code.eq_ignore_ascii_case(code)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = without_breaks(&self.message);
        f.write_str(if message.is_empty() { "no text" } else { message })?;
        let mut separator = ": ";
        for FieldError { field, message } in &self.validation {
            f.write_str(separator)?;
            if !field.is_empty() {
                write!(f, "`{field}` ")?;
            }
            f.write_str(message)?;
            separator = "; ";
        }
        match self.code.as_str() {
            "" => write!(f, " (no code, status {})", self.status),
            code => write!(f, " ({code}, status {})", self.status),
        }
    }
}

impl std::error::Error for Refusal {}

/// A request that breaks a rule between its parameters; nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    param: &'static str,
    reason: String,
}

impl Invalid {
    /// The path of the parameter, and a sentence that says what is wrong and what to write instead.
    pub fn new(param: &'static str, reason: impl Into<String>) -> Self {
        Self { param, reason: reason.into() }
    }

    /// It is that call of several, counted from 0.
    pub(crate) fn of_call(mut self, index: usize, count: usize) -> Self {
        if count > 1 {
            self.reason = format!("{}; it is call {} of {count} in the batch", self.reason, index + 1);
        }
        self
    }

    /// Path of the parameter: `OPTIONS.errorHandlerUrl`.
    pub fn param(&self) -> &'static str {
        self.param
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.param, self.reason)
    }
}

impl std::error::Error for Invalid {}
