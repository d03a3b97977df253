//! Enums of what a portal sends: what `b24::events!` and `b24::placements!` generate.

use crate::decode::{Decode, Json};
use crate::events::{Malformed, read};

/// One of several messages, told apart by a code. Generated.
pub trait Messages: Sized + Send + 'static {
    /// What has none of these codes, or does not fit what its page says.
    type Unknown;

    /// The codes, and how to read what comes under each.
    const KNOWN: &'static [Known<Self>];

    /// As a message.
    fn unknown(unknown: Self::Unknown) -> Self;
}

/// A code, and how to read the JSON that comes under it.
pub type Known<M> = (&'static str, fn(Json<'_>) -> Result<M, Malformed>);

/// Reads what comes under a code into its variant.
///
/// # Errors
/// Where it does not fit.
pub fn payload<T: Decode, M>(json: Json<'_>, variant: fn(T) -> M) -> Result<M, Malformed> {
    read(json).map(variant)
}
