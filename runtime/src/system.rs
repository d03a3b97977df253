//! The errors that every method can return.

use std::fmt;

use crate::method::Refusal;

/// An error that does not depend on the method.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SystemError {
    /// `QUERY_LIMIT_EXCEEDED` (status 503): Too many requests
    QueryLimitExceeded(Refusal),
    /// `expired_token` (status 401): The access token provided has expired
    ExpiredToken(Refusal),
}

impl SystemError {
    /// Finds the variant for what the portal answered, or gives the refusal back.
    ///
    /// # Errors
    /// The refusal, where its code is not one of these.
    pub fn classify(refusal: Refusal) -> Result<Self, Refusal> {
        match refusal.code.to_ascii_uppercase().as_str() {
            "QUERY_LIMIT_EXCEEDED" => Ok(Self::QueryLimitExceeded(refusal)),
            "EXPIRED_TOKEN" => Ok(Self::ExpiredToken(refusal)),
            _ => Err(refusal),
        }
    }

    /// What the portal answered, whichever variant it became.
    pub fn refusal(&self) -> &Refusal {
        match self {
            Self::QueryLimitExceeded(refusal) | Self::ExpiredToken(refusal) => refusal,
        }
    }
}

impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal().fmt(f)
    }
}

impl std::error::Error for SystemError {}
