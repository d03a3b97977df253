//! What can go wrong, told so that a person can act on it. No error holds a secret.

mod advice;
mod message;
mod setup;
mod sorted;

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
///
/// A function that calls several methods returns `b24::Error`, which `?` makes of a method's own. For an error type of the
/// user's that is made of a `b24::Error`, [`plain`](Self::plain) is to be called before: `?` goes one step only.
///
/// ```
/// # b24::methods! { mod api { "event.bind"; } }
/// # struct AppError(b24::Error);
/// # impl From<b24::Error> for AppError { fn from(error: b24::Error) -> Self { Self(error) } }
/// # async fn follow(client: &b24::Client<b24::App>) -> Result<(), AppError> {
/// client.call(api::EventBind::offline("ONCRMDEALADD")).await.map_err(b24::Error::plain)?;
/// # Ok(())
/// # }
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
pub struct Call(Box<Called>);

#[derive(Clone, PartialEq, Eq)]
struct Called {
    method: Cow<'static, str>,
    portal: String,
    moved_from: Option<String>,
}

impl Call {
    pub(crate) fn new(method: Cow<'static, str>, portal: &str) -> Self {
        Self(Box::new(Called { method, portal: portal.to_owned(), moved_from: None }))
    }

    /// Another portal has said that it is there now.
    pub(crate) fn moved_from(mut self, portal: &str) -> Self {
        self.0.moved_from = Some(portal.to_owned());
        self
    }

    /// The method.
    pub fn method(&self) -> &str {
        &self.0.method
    }

    /// The portal's host, and its port where it is not the usual one.
    pub fn portal(&self) -> &str {
        &self.0.portal
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.method(), self.portal())?;
        match &self.0.moved_from {
            Some(portal) => write!(f, " (where {portal} says that it has moved)"),
            None => Ok(()),
        }
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
}

impl<E: MethodError> Error<E> {
    /// What the portal said to this call.
    pub(crate) fn refused(call: Call, refusal: Refusal) -> Self {
        let own = E::find(&refusal);
        let system = if own.is_none() { SystemError::classify(&refusal) } else { None };
        Self::Refused { call, error: own.unwrap_or(E::kinds().other), system, refusal }
    }
}
