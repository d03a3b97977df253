//! Whether a message is from the portal that it names.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use super::ApplicationTokens;
use super::auth::Auth;
use super::recent::Recent;
use crate::auth::StoreError;

/// How old an event may be. Portals send in seconds, but queue what they send.
const MAX_AGE: Duration = Duration::from_secs(3600);

/// Tells the portals' word from anybody else's, by the `application_token` that each has told.
///
/// It remembers what it has let in, so that nobody can send it again: there is to be one for the whole process. Refused is
/// what was sent longer ago than [`max_age`](Self::max_age), and a copy of one of the last 65,536 messages. No two of a
/// portal's own messages are alike, for each brings an access token that was made for it; only those that nobody has caused
/// bring none, and there two changes of one thing within a second give the same text twice. Such a one may come again within
/// ten seconds. None of this keeps out who has *read* a message: he has the token, and can write others.
pub struct Verifier<T> {
    tokens: T,
    max_age: Duration,
    recent: Mutex<Recent>,
}

/// A message that is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// It does not say from which portal it is, or has no `application_token`.
    Unsigned,
    /// The application is not known to be installed on that portal.
    UnknownPortal,
    /// It has another `application_token` than the portal.
    Forged,
    /// It is too old, or from the future.
    Stale,
    /// It has come before.
    Replayed,
    /// Whether it is to be believed cannot be known at the moment.
    Store(StoreError),
}

impl Refused {
    /// The HTTP status that says so: 401, 403, 409 or 503.
    pub fn status(&self) -> u16 {
        match self {
            Self::Unsigned => 401,
            Self::UnknownPortal | Self::Forged => 403,
            Self::Stale | Self::Replayed => 409,
            Self::Store(_) => 503,
        }
    }
}

impl<T: ApplicationTokens> Verifier<T> {
    /// By the tokens in this store.
    pub fn new(tokens: T) -> Self {
        Self { tokens, max_age: MAX_AGE, recent: Mutex::default() }
    }

    /// How old a message may be, and how far its clock may be ahead: an hour, where nothing else is said.
    #[must_use]
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = age;
        self
    }

    /// The store.
    pub fn tokens(&self) -> &T {
        &self.tokens
    }

    /// Is it from the portal that it names?
    pub(crate) async fn recognise(&self, code: &str, ts: Option<SystemTime>, auth: &Auth) -> Result<(), Refused> {
        let member_id = auth.member_id.as_deref().ok_or(Refused::Unsigned)?;
        let token = auth.application_token.as_ref().ok_or(Refused::Unsigned)?;
        self.check_age(ts)?;
        let kept = if code.eq_ignore_ascii_case("ONAPPINSTALL") {
            self.tokens.keep(member_id, token.clone()).await.map_err(Refused::Store)?
        } else {
            self.tokens.kept(member_id).await.map_err(Refused::Store)?.ok_or(Refused::UnknownPortal)?
        };
        if is(token, &kept) { Ok(()) } else { Err(Refused::Forged) }
    }

    /// Remembers what was recognised, and so what nobody else can fill the memory with, unless it has come before.
    pub(crate) async fn admit(&self, code: &str, auth: &Auth, digest: u64) -> Result<(), Refused> {
        if !self.is_new(digest, auth.access_token.is_none()) {
            return Err(Refused::Replayed);
        }
        if code.eq_ignore_ascii_case("ONAPPUNINSTALL") {
            let member_id = auth.member_id.as_deref().ok_or(Refused::Unsigned)?;
            self.tokens.forget(member_id).await.map_err(Refused::Store)?;
        }
        Ok(())
    }

    fn is_new(&self, digest: u64, twin: bool) -> bool {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.admits(digest, twin, Instant::now(), self.max_age)
    }

    /// Is it neither old nor from the future? What tells no moment is neither.
    pub(crate) fn check_age(&self, ts: Option<SystemTime>) -> Result<(), Refused> {
        let Some(ts) = ts else { return Ok(()) };
        let now = SystemTime::now();
        let apart = now.duration_since(ts).or_else(|_| ts.duration_since(now)).unwrap_or_default();
        if apart > self.max_age { Err(Refused::Stale) } else { Ok(()) }
    }
}

/// In a time that tells nothing about how much of it is right.
fn is(token: &SecretString, kept: &SecretString) -> bool {
    token.expose_secret().as_bytes().ct_eq(kept.expose_secret().as_bytes()).into()
}

impl<T> fmt::Debug for Verifier<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").field("max_age", &self.max_age).finish_non_exhaustive()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the message is not believed: ")?;
        match self {
            Self::Unsigned => f.write_str("it has no `member_id` or no `application_token`"),
            Self::UnknownPortal => f.write_str(
                "its portal has not told an `application_token`; was its ONAPPINSTALL received and verified?",
            ),
            Self::Forged => f.write_str("its `application_token` is not the one that its portal has told"),
            Self::Stale => f.write_str("it is too old, or from the future; does this machine's clock go right?"),
            Self::Replayed => f.write_str("it has come before"),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}
