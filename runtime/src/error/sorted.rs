//! The same error once more, of the same kinds or of others.

use crate::classify::{MethodError, OwnError, PlainError};

use super::Error;

impl<E> Error<E> {
    /// The same without the method's own kinds of error: for functions that call several methods. Where the method is known,
    /// `?` does this; what the portal said stays.
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

/// By [`Error::plain`]: what `?` does in a function that returns a [`b24::Error`](Error).
impl<E: OwnError> From<Error<E>> for Error {
    fn from(error: Error<E>) -> Self {
        error.plain()
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
