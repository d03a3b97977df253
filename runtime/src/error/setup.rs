//! What a client cannot be made from.

use std::error::Error as StdError;
use std::fmt;

use super::Failure;
use crate::auth::{AuthError, BadToken, StoreError};

/// A client that cannot be made from what it was given.
#[non_exhaustive]
pub enum SetupError {
    /// The address of a webhook, with what is wrong about it.
    Webhook(&'static str),
    /// The `client_endpoint` of a token, with what is wrong about it.
    Endpoint(&'static str),
    /// What the portal sent holds no token.
    Token(BadToken),
    /// An extra root certificate is not PEM, or not a certificate.
    Certificate,
    /// The certificates of this machine cannot be read, for this reason.
    Tls(String),
    /// The HTTP client cannot be built.
    Http(Failure),
    /// An environment variable is missing.
    Env(&'static str),
    /// The store has no token of this key.
    NotStored(String),
    /// The store of tokens fails.
    Store(StoreError),
    /// The code that a user brought does not bring a token.
    Code(AuthError),
    /// The client is to get new tokens, and does not know its application.
    NoApplication,
}

/// As it is displayed, since this is what a `main` that returns it prints.
impl fmt::Debug for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SetupError({self})")
    }
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Webhook(reason) => {
                write!(
                    f,
                    "the webhook's address {reason}; the portal shows it as `https://portal.bitrix24.com/rest/1/code/`"
                )
            }
            Self::Endpoint(reason) => {
                write!(f, "the token's `client_endpoint` {reason}; it has the form `https://portal.bitrix24.com/rest/`")
            }
            Self::Token(error) => error.fmt(f),
            Self::Certificate => f.write_str("the extra root certificate is not a certificate in PEM form"),
            Self::Tls(reason) => write!(
                f,
                "the root certificates of this machine cannot be used: {reason}; install them (ca-certificates)"
            ),
            Self::Http(failure) => write!(f, "the HTTP client cannot be built: {failure}"),
            Self::Env(name) => write!(f, "the environment variable `{name}` is not set"),
            Self::NotStored(key) => write!(f, "the store has no token of {key:?}: install the application there first"),
            Self::Store(error) => error.fmt(f),
            Self::Code(error) => error.fmt(f),
            Self::NoApplication => f.write_str("the client does not know its application: add `.application(..)`"),
        }
    }
}

impl StdError for SetupError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Http(failure) => Some(failure),
            Self::Token(error) => Some(error),
            Self::Store(error) => Some(error),
            Self::Code(error) => Some(error),
            _ => None,
        }
    }
}
