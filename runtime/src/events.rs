//! What a portal sends to an application: the body of its POST, the authorization in it, and the tokens that tell a
//! portal's word from anybody else's.

mod auth;
pub mod form;
mod tokens;

use crate::decode::Decode;
use crate::decode::trace::misfit;

pub use auth::Auth;
pub use form::Malformed;
pub use tokens::{ApplicationTokens, MemoryTokens};

/// Reads a message, or a part of it. The error does not show the value, which may be a secret.
pub(crate) fn parse<T: Decode>(json: &str) -> Result<T, Malformed> {
    T::decode(&mut serde_json::Deserializer::from_str(json)).map_err(|error| {
        let misfit = misfit(json.as_bytes(), &error);
        Malformed::Value { path: misfit.path, expected: misfit.expected }
    })
}
