//! Why a request is not answered with 200.

use std::fmt;

use http::header::{CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use http::{Response, StatusCode};

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

    /// The answer. A reason that lies with this server (500 and above) is no business of whoever asks: it goes into the log.
    pub fn into_response(self) -> Response<String> {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let text = if status.is_server_error() {
            tracing::warn!(status = self.status, reason = self.reason, "what came cannot be received");
            "this cannot be received at the moment".to_owned()
        } else {
            self.reason
        };
        let mut response = Response::new(text);
        *response.status_mut() = status;
        // A reason repeats parts of what was sent, which no browser is to take for a page.
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_no_page_and_tells_nothing_of_the_server() {
        let answer = Rejection::new(403, "the store has no token of \"<script>\"").into_response();
        assert_eq!(answer.headers()[CONTENT_TYPE], "text/plain; charset=utf-8");
        assert_eq!(answer.headers()[X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(answer.body().contains("<script>"));
        let broken = Rejection::new(503, "/srv/tokens/a.json: permission denied");
        assert!(broken.to_string().contains("/srv"), "for the log");
        assert!(!broken.into_response().body().contains("/srv"));
    }
}
