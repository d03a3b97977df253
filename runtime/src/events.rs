//! What a portal sends to an application when something happens.
//!
//! A handler receives the POST, [reads](Incoming::read) and [verifies](Incoming::verify) it, answers, and only then works:
//! a portal does not wait, and does not send an event again.
//!
//! ```
//! use b24::events::{Events, Incoming, MemoryTokens, Verifier};
//!
//! /// Gives the HTTP status to answer with, and what to work on.
//! async fn receive<E: Events>(verifier: &Verifier<MemoryTokens>, body: &[u8], content_type: &str) -> (u16, Option<E>) {
//!     let incoming = match Incoming::<E>::read(body, Some(content_type)) {
//!         Ok(incoming) => incoming,
//!         Err(malformed) => return (malformed.status(), None),
//!     };
//!     match incoming.verify(verifier).await {
//!         Ok(event) => (200, Some(event.data)),
//!         Err(refused) => (refused.status(), None),
//!     }
//! }
//! ```

mod auth;
mod bind;
pub mod form;
mod incoming;
pub mod offline_queue;
mod recent;
mod tokens;
mod verify;

use std::fmt;

use serde_json::Value;

use crate::decode::{Decode, Json, Misfit, Told, without_secrets};
use crate::message::Messages;

pub use auth::Auth;
pub(crate) use auth::{moment, secret};
pub use bind::{BindEvents, Bound};
pub use form::Malformed;
pub use incoming::{Event, Incoming};
pub use offline_queue::{OfflineEvent, OfflineEvents};
pub(crate) use recent::digest;
pub use tokens::{ApplicationTokens, MemoryTokens};
pub use verify::{Refused, Verifier};

/// The enums that [`events!`](crate::events!) makes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enum of events",
    note = "write `b24::events! {{ pub enum AppEvent {{ \"ONCRMDEALADD\"; }} }}`"
)]
pub trait Events: Messages<Unknown = Unknown> {}

#[diagnostic::do_not_recommend]
impl<E: Messages<Unknown = Unknown>> Events for E {}

/// An event that the application does not know, or that is not what its page says: all of it.
///
/// ```
/// use b24::events::Incoming;
///
/// b24::events! { pub enum AppEvent { "ONCRMDEALADD"; } }
///
/// let event = Incoming::<AppEvent>::read(b"event=ONNEWS&data[a][]=1", None)?.trust_unverified();
/// let AppEvent::Unknown(unknown) = event.data else { panic!("it is not known") };
/// assert_eq!((unknown.code.as_str(), unknown.data), ("ONNEWS", b24::json!({"a": ["1"]})));
/// # Ok::<(), b24::events::Malformed>(())
/// ```
///
/// Prints without secrets.
#[derive(Clone)]
#[non_exhaustive]
pub struct Unknown {
    /// Its code, as the portal wrote it.
    pub code: String,
    /// What it brings.
    pub data: Value,
    /// What does not fit, where the code is known.
    pub misfit: Option<Malformed>,
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unknown")
            .field("code", &self.code)
            .field("data", &without_secrets(&self.data))
            .field("misfit", &self.misfit)
            .finish()
    }
}

/// The event of that code, whose `data` is this.
pub(crate) fn decode<E: Events>(code: &str, data: Json<'_>) -> E {
    let wanted = code.to_ascii_uppercase();
    let known = E::KNOWN.binary_search_by_key(&wanted.as_str(), |(code, _)| code).ok().and_then(|i| E::KNOWN.get(i));
    let misfit = match known.map(|(_, read)| read(data)) {
        Some(Ok(event)) => return event,
        Some(Err(misfit)) => Some(misfit),
        None => None,
    };
    E::unknown(Unknown { code: code.to_owned(), data: Value::decode(data).unwrap_or_default(), misfit })
}

/// Reads a message, or a part of one.
pub(crate) fn read<T: Decode>(json: Json<'_>) -> Result<T, Malformed> {
    T::decode(json).map_err(malformed)
}

/// Without the value, which may be a secret.
fn malformed(misfit: Misfit) -> Malformed {
    let Told { path, expected, .. } = misfit.told();
    Malformed::Value { path, expected: expected.into() }
}
