//! What can go wrong, told so that a person can act on it. No error holds a secret.

mod advice;
mod setup;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::AuthError;
use crate::classify::{MethodError, PlainError};
use crate::method::{Invalid, Refusal};
use crate::system::SystemError;

pub use setup::SetupError;

/// A call that did not bring a result. `E` has the method's own kinds of error.
///
/// What the portal said is always there as a [`Refusal`], whether its kind is known or not.
///
/// Each tells in its text what was called, on which portal, what happened, whether the call ran and what to do.
///
/// ```
/// # fn log(_: &str) {}
/// fn retry(error: &b24::Error) -> bool {
///     error.is("QUERY_LIMIT_EXCEEDED") || error.outcome() == b24::Outcome::NotRun
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E: 'static = PlainError> {
    /// The portal answered with an error.
    #[non_exhaustive]
    Refused {
        /// Which call.
        call: Call,
        /// Which of the method's errors it is.
        error: &'static E,
        /// Which of the errors that every method can return it is. None where the method's page gives the error itself: it
        /// means there what the page says.
        system: Option<SystemError>,
        /// What the portal said.
        refusal: Refusal,
    },
    /// The request breaks a rule of the method. Nothing was sent.
    Invalid {
        /// Which call.
        call: Call,
        /// The rule.
        error: Invalid,
    },
    /// No connection to the portal. Nothing was sent.
    Connect {
        /// Which call.
        call: Call,
        /// Why not.
        source: Failure,
    },
    /// The request went out, and no complete answer came: the call may have run.
    Unanswered {
        /// Which call.
        call: Call,
        /// What happened to the answer.
        loss: Loss,
        /// The details.
        source: Failure,
    },
    /// Something answered, but not as a portal does.
    NotAnAnswer {
        /// Which call.
        call: Call,
        /// HTTP status; none where the answer is not even HTTP.
        status: Option<u16>,
        /// What is wrong with it.
        reason: String,
        /// How the answer begins, without secrets.
        excerpt: String,
    },
    /// The call ran, and its result is not what the documentation says.
    Decode {
        /// Which call.
        call: Call,
        /// The value at fault: `result.items[3].ID`.
        path: String,
        /// What the documentation says.
        expected: String,
        /// What the portal sent.
        found: String,
    },
    /// The portal points to another address. The call did not run there, and no secret was sent there.
    Redirected {
        /// Which call.
        call: Call,
        /// HTTP status.
        status: u16,
        /// The other host; none where it is the same one, or is not named.
        to: Option<String>,
    },
    /// There is no valid access token, and no new one can be had. The call did not run.
    Unauthorized {
        /// Which call.
        call: Call,
        /// Why not, and what to do.
        error: AuthError,
    },
    /// A list does not go on: the portal sent the same items again, or items that were not asked for.
    Stalled {
        /// Which call.
        call: Call,
        /// Where it stands.
        at: String,
    },
    /// The method has used up its time on the portal, for longer than the call may take. Nothing was sent.
    Held {
        /// Which call.
        call: Call,
        /// The method: that of the call, or one in a batch.
        method: String,
        /// How long it is blocked.
        wait: Duration,
    },
}

/// What became of a call, as far as it can be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Certainly not run: it may be repeated, where the error's text says so after a while or with a new token.
    NotRun,
    /// The portal looked at it and refused.
    Refused,
    /// Perhaps run: look before a write is repeated.
    Unknown,
    /// Run: only its result could not be read.
    Ran,
}

/// How an answer was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Loss {
    /// It did not come in time.
    Timeout,
    /// The connection was closed before it began.
    Closed,
    /// The connection was closed in its middle.
    CutOff,
}

/// Which call an error is about.
#[derive(Clone, PartialEq, Eq)]
pub struct Call(Box<(Cow<'static, str>, String)>);

impl Call {
    pub(crate) fn new(method: Cow<'static, str>, portal: &str) -> Self {
        Self(Box::new((method, portal.to_owned())))
    }

    /// The method.
    pub fn method(&self) -> &str {
        &self.0.0
    }

    /// The portal's host, and its port where it is not the usual one.
    pub fn portal(&self) -> &str {
        &self.0.1
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.method(), self.portal())
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({self})")
    }
}

/// A failure of the transport, without addresses.
#[derive(Clone)]
pub struct Failure(Option<Arc<reqwest::Error>>);

impl Failure {
    /// Nothing came for too long.
    pub(crate) fn late() -> Self {
        Self(None)
    }

    pub(crate) fn new(error: reqwest::Error) -> Self {
        Self(Some(Arc::new(error.without_url())))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What reqwest itself says is only which phase failed; the reason is at the end of the chain.
        let Some(error) = &self.0 else { return f.write_str("nothing came for too long") };
        let mut cause: &dyn StdError = error;
        while let Some(next) = cause.source() {
            cause = next;
        }
        fmt::Display::fmt(cause, f)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl StdError for Failure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.as_ref()?.source()
    }
}

impl<E> Error<E> {
    /// Which call it is about.
    pub fn call(&self) -> &Call {
        match self {
            Self::Refused { call, .. }
            | Self::Invalid { call, .. }
            | Self::Connect { call, .. }
            | Self::Unanswered { call, .. }
            | Self::NotAnAnswer { call, .. }
            | Self::Decode { call, .. }
            | Self::Redirected { call, .. }
            | Self::Unauthorized { call, .. }
            | Self::Held { call, .. }
            | Self::Stalled { call, .. } => call,
        }
    }

    /// Did the call run?
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Invalid { .. }
            | Self::Connect { .. }
            | Self::Redirected { .. }
            | Self::Unauthorized { .. }
            | Self::Held { .. } => Outcome::NotRun,
            Self::Refused { refusal, .. } => advice::outcome(refusal),
            Self::Unanswered { .. } | Self::NotAnAnswer { .. } => Outcome::Unknown,
            Self::Decode { .. } | Self::Stalled { .. } => Outcome::Ran,
        }
    }

    /// What the portal said, if it said anything.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused { refusal, .. } => Some(refusal),
            _ => None,
        }
    }

    /// Did the portal refuse with this code? In any case, as the server is not consistent.
    pub fn is(&self, code: &str) -> bool {
        self.refusal().is_some_and(|refusal| refusal.is(code))
    }

    /// Which of the errors that every method can return the portal refused with, if it is one of them.
    ///
    /// ```
    /// # fn f(error: b24::Error) {
    /// if error.system() == Some(b24::SystemError::InsufficientScope) {
    ///     println!("the application lacks a permission: {error}");
    /// }
    /// # }
    /// ```
    pub fn system(&self) -> Option<SystemError> {
        match self {
            Self::Refused { system, .. } => *system,
            _ => None,
        }
    }

    /// The same without the method's own kinds of error: for functions that call several methods.
    ///
    /// ```
    /// # b24::methods! { mod api { "event.bind"; } }
    /// # fn f(error: b24::Error<api::EventBindError>) {
    /// let error: b24::Error = error.plain();
    /// assert!(!error.is("ERROR_EVENT_NOT_FOUND"), "{error}");
    /// # }
    /// ```
    #[must_use]
    pub fn plain(self) -> Error {
        match self {
            Self::Refused { call, system, refusal, .. } => {
                Error::Refused { call, error: &PlainError::Other, system, refusal }
            }
            other => other.sorted(),
        }
    }

    /// With the kinds of error of another method.
    pub(crate) fn sorted<F: MethodError>(self) -> Error<F> {
        match self {
            Self::Refused { call, refusal, .. } => Error::refused(call, refusal),
            Self::Invalid { call, error } => Error::Invalid { call, error },
            Self::Connect { call, source } => Error::Connect { call, source },
            Self::Unanswered { call, loss, source } => Error::Unanswered { call, loss, source },
            Self::NotAnAnswer { call, status, reason, excerpt } => Error::NotAnAnswer { call, status, reason, excerpt },
            Self::Decode { call, path, expected, found } => Error::Decode { call, path, expected, found },
            Self::Redirected { call, status, to } => Error::Redirected { call, status, to },
            Self::Unauthorized { call, error } => Error::Unauthorized { call, error },
            Self::Held { call, method, wait } => Error::Held { call, method, wait },
            Self::Stalled { call, at } => Error::Stalled { call, at },
        }
    }
}

/// Not derived: a kind need not be copied, only what points to it.
impl<E> Clone for Error<E> {
    fn clone(&self) -> Self {
        match self {
            Self::Refused { call, error, system, refusal } => {
                Self::Refused { call: call.clone(), error, system: *system, refusal: refusal.clone() }
            }
            Self::Invalid { call, error } => Self::Invalid { call: call.clone(), error: error.clone() },
            Self::Connect { call, source } => Self::Connect { call: call.clone(), source: source.clone() },
            Self::Unanswered { call, loss, source } => {
                Self::Unanswered { call: call.clone(), loss: *loss, source: source.clone() }
            }
            Self::NotAnAnswer { call, status, reason, excerpt } => Self::NotAnAnswer {
                call: call.clone(),
                status: *status,
                reason: reason.clone(),
                excerpt: excerpt.clone(),
            },
            Self::Decode { call, path, expected, found } => Self::Decode {
                call: call.clone(),
                path: path.clone(),
                expected: expected.clone(),
                found: found.clone(),
            },
            Self::Redirected { call, status, to } => {
                Self::Redirected { call: call.clone(), status: *status, to: to.clone() }
            }
            Self::Unauthorized { call, error } => Self::Unauthorized { call: call.clone(), error: error.clone() },
            Self::Stalled { call, at } => Self::Stalled { call: call.clone(), at: at.clone() },
            Self::Held { call, method, wait } => Self::Held { call: call.clone(), method: method.clone(), wait: *wait },
        }
    }
}

impl<E: MethodError> Error<E> {
    /// What the portal said to this call.
    pub(crate) fn refused(call: Call, refusal: Refusal) -> Self {
        let own = E::find(&refusal);
        let system = if own.is_none() { SystemError::classify(&refusal) } else { None };
        Self::Refused { call, error: own.unwrap_or(E::kinds().other), system, refusal }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { call, refusal, .. } => {
                write!(f, "{call} was refused: {refusal}")?;
                advice::of(refusal).map_or(Ok(()), |advice| write!(f, "; {advice}"))
            }
            Self::Invalid { call, error } => write!(f, "{call} was not sent: {error}"),
            Self::Connect { call, source } => write!(
                f,
                "{call} did not run: no connection to the portal ({source}); check its address and the network, then call again"
            ),
            Self::Unanswered { call, loss, source } => write!(
                f,
                "{call} may have run: {} ({source}); see on the portal what it did before a write is repeated",
                match loss {
                    Loss::Timeout => "the answer did not come in time",
                    Loss::Closed => "the connection was closed without an answer",
                    Loss::CutOff => "the connection was closed in the middle of the answer",
                }
            ),
            Self::NotAnAnswer { call, status, reason, excerpt } => {
                write!(f, "{call} may have run: something answered that is no portal, or one in trouble (")?;
                match status {
                    Some(status) => write!(f, "status {status}, {reason}")?,
                    None => f.write_str(reason)?,
                }
                if !excerpt.is_empty() {
                    write!(f, ", beginning with {excerpt:?}")?;
                }
                f.write_str("); check what stands between here and the portal, and what the call did before a write is repeated")
            }
            Self::Decode { call, path, expected, found } => write!(
                f,
                "{call} ran, but its answer is not as documented: `{path}` should be {expected}, and is {found}; \
                 do not repeat a write; `call_raw` reads any answer"
            ),
            Self::Redirected { call, status, to: Some(host) } => write!(
                f,
                "{call} did not run: the portal has moved to {host} (status {status}); check that the host is yours, then use it"
            ),
            Self::Redirected { call, status, to: None } => write!(
                f,
                "{call} did not run: the portal is not available, it sends callers elsewhere (status {status}); call again later"
            ),
            Self::Unauthorized { call, error } => write!(f, "{call} did not run: {error}"),
            Self::Stalled { call, at } => write!(
                f,
                "{call} does not go on behind {at}: the portal sends the same again, or does not filter and order as asked; \
                 try `.by_offset()`, or another order"
            ),
            Self::Held { call, method, wait } => write!(
                f,
                "{call} was not sent: {method} has used up its time on the portal; call it again in {} s, other methods go on",
                wait.as_secs() + 1
            ),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Refused { refusal, .. } => Some(refusal),
            Self::Invalid { error, .. } => Some(error),
            Self::Connect { source, .. } | Self::Unanswered { source, .. } => Some(source),
            Self::Unauthorized { error, .. } => Some(error),
            Self::NotAnAnswer { .. }
            | Self::Decode { .. }
            | Self::Redirected { .. }
            | Self::Held { .. }
            | Self::Stalled { .. } => None,
        }
    }
}
