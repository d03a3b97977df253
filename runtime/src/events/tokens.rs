//! The tokens by which a portal's word is told from anybody else's.

use std::collections::HashMap;
use std::fmt;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;

use crate::auth::Pending;

/// Where an application keeps the `application_token` of each portal that has installed it, by the portal's `member_id`.
///
/// A portal tells the token once, when it installs the application, and repeats it in everything that it sends later. It
/// must outlive the process, or nothing that the portal sends is believed any more: a [`FileStore`](crate::auth::FileStore)
/// keeps it on disk, as the `SqliteStore` does.
///
/// ```
/// use b24::events::{ApplicationTokens, MemoryTokens};
/// use b24::secrecy::ExposeSecret;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), b24::auth::StoreError> {
/// let tokens = MemoryTokens::new();
/// tokens.keep("a member_id", "first".into()).await?;
/// let kept = tokens.keep("a member_id", "second".into()).await?;
/// assert_eq!(kept.expose_secret(), "first");
/// # Ok(())
/// # }
/// ```
pub trait ApplicationTokens: Send + Sync {
    /// The token that is kept for that portal.
    fn kept<'a>(&'a self, member_id: &'a str) -> Pending<'a, Option<SecretString>>;

    /// Keeps the token where the portal has none yet, in one step, and gives the one that is kept now. The first one
    /// stays: anybody can send something that looks like a second installation.
    fn keep<'a>(&'a self, member_id: &'a str, token: SecretString) -> Pending<'a, SecretString>;

    /// Forgets the portal's token: the application is gone from there, or its token is known to be another one.
    fn forget<'a>(&'a self, member_id: &'a str) -> Pending<'a, ()>;
}

/// Keeps the tokens as long as the process lives. Clones share them.
#[derive(Clone, Default)]
pub struct MemoryTokens(Arc<Mutex<HashMap<String, SecretString>>>);

impl MemoryTokens {
    /// Without any.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with the token of one portal: for an application that is installed on a single one, where it is part of
    /// the configuration.
    #[must_use]
    pub fn with(self, member_id: impl Into<String>, token: impl Into<SecretString>) -> Self {
        self.tokens().insert(member_id.into(), token.into());
        self
    }

    fn tokens(&self) -> MutexGuard<'_, HashMap<String, SecretString>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ApplicationTokens for MemoryTokens {
    fn kept<'a>(&'a self, member_id: &'a str) -> Pending<'a, Option<SecretString>> {
        Box::pin(ready(Ok(self.tokens().get(member_id).cloned())))
    }

    fn keep<'a>(&'a self, member_id: &'a str, token: SecretString) -> Pending<'a, SecretString> {
        Box::pin(ready(Ok(self.tokens().entry(member_id.to_owned()).or_insert(token).clone())))
    }

    fn forget<'a>(&'a self, member_id: &'a str) -> Pending<'a, ()> {
        self.tokens().remove(member_id);
        Box::pin(ready(Ok(())))
    }
}

impl<T: ApplicationTokens + ?Sized> ApplicationTokens for Arc<T> {
    fn kept<'a>(&'a self, member_id: &'a str) -> Pending<'a, Option<SecretString>> {
        self.as_ref().kept(member_id)
    }
    fn keep<'a>(&'a self, member_id: &'a str, token: SecretString) -> Pending<'a, SecretString> {
        self.as_ref().keep(member_id, token)
    }
    fn forget<'a>(&'a self, member_id: &'a str) -> Pending<'a, ()> {
        self.as_ref().forget(member_id)
    }
}

impl fmt::Debug for MemoryTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MemoryTokens({} portals)", self.tokens().len())
    }
}
