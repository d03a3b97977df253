//! Answers that did not come from a portal just now.

use std::borrow::Cow;

use crate::answer::{Answer, parse};
use crate::error::{Call, Error};
use crate::method::Method;
use crate::reply;

/// What [`Client::call`](crate::Client::call) makes of this answer to a request `M`: for tests of code that handles
/// results and errors, with answers that were recorded. `status` is the HTTP status.
///
/// ```
/// b24::methods! { mod api { "event.bind"; } }
///
/// let body = br#"{"error":"ERROR_EVENT_NOT_FOUND","error_description":"Event not found"}"#;
/// let error = b24::recorded::<api::EventBind>(400, body).unwrap_err();
/// assert!(matches!(error, b24::Error::Refused { error: api::EventBindError::EventNotFound, .. }));
/// ```
///
/// # Errors
/// Those that the answer itself tells, and that it cannot be read.
pub fn recorded<M: Method>(status: u16, body: &[u8]) -> Result<Answer<M::Output>, Error<M::Error>> {
    parse(status, body).map_err(|other| {
        let call = Call::new(Cow::Borrowed(M::NAME), "a record");
        reply::error(other, call, status, &String::from_utf8_lossy(body)).sorted()
    })
}
