//! Why a request is not answered with 200.

use std::fmt;

use crate::error::SetupError;
use crate::events::{Malformed, Refused};
use crate::placement::Rejected;

/// A request that is refused: a status, and the reason without any secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    status: u16,
    reason: String,
}

impl Rejection {
    pub(crate) fn new(status: u16, reason: impl fmt::Display) -> Self {
        Self { status, reason: reason.to_string() }
    }

    /// The HTTP status to answer with.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The answer.
    pub fn into_response(self) -> http::Response<String> {
        let mut response = http::Response::new(self.reason);
        *response.status_mut() =
            http::StatusCode::from_u16(self.status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        response
    }
}

impl From<Malformed> for Rejection {
    fn from(malformed: Malformed) -> Self {
        Self::new(malformed.status(), malformed)
    }
}

impl From<Refused> for Rejection {
    fn from(refused: Refused) -> Self {
        Self::new(refused.status(), refused)
    }
}

impl From<Rejected> for Rejection {
    fn from(rejected: Rejected) -> Self {
        Self::new(rejected.status(), rejected)
    }
}

/// No client for a portal: it is not known, or nobody can tell at the moment.
impl From<SetupError> for Rejection {
    fn from(error: SetupError) -> Self {
        let status = match &error {
            SetupError::NotStored(_) | SetupError::Token(_) | SetupError::Endpoint(_) => 403,
            SetupError::Code(error) if error.is_terminal() => 403,
            SetupError::Code(_) | SetupError::Store(_) => 503,
            _ => 500,
        };
        Self::new(status, error)
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Rejection {}
