//! The right to call a portal, as it is now: what all clones of a client share.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::oauth::{Application, AuthError};
use super::store::{StoreError, TokenStore};
use super::token::Token;
use crate::address::{Access, Base};

/// What an application may want to know about its access while it goes on.
#[derive(Debug)]
#[non_exhaustive]
pub enum Change {
    /// A new pair is in use, and in the store.
    Renewed(Token),
    /// A new pair is in use, and the store does not take it: keep it elsewhere, or it ends with the process.
    Unsaved(Token, StoreError),
    /// The portal has another address, from which it has answered.
    Moved {
        /// The old host.
        from: String,
        /// The new host.
        to: String,
    },
}

pub(crate) type Observer = Arc<dyn Fn(&Change) + Send + Sync>;

/// How an application gets new tokens.
pub(crate) struct Renewal {
    pub(crate) application: Application,
    pub(crate) store: Arc<dyn TokenStore>,
    pub(crate) key: String,
}

pub(crate) struct Session {
    http: reqwest::Client,
    access: RwLock<Arc<Access>>,
    renewal: Option<Renewal>,
    observer: Option<Observer>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The refresh under way.
    running: Option<watch::Receiver<Option<Outcome>>>,
    /// The last failure, the access token that it is about, and when it was.
    failed: Option<(Instant, Token, AuthError)>,
    /// The pair in use is not in the store.
    unsaved: bool,
}

type Outcome = Result<Renewed, AuthError>;

/// Where a new access token came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Renewed {
    /// From the store: another process was quicker.
    Adopted,
    /// From the authorization server.
    Fresh,
}

impl Session {
    pub(crate) fn new(
        http: reqwest::Client,
        access: Access,
        renewal: Option<Renewal>,
        observer: Option<Observer>,
    ) -> Arc<Self> {
        let access = RwLock::new(Arc::new(access));
        Arc::new(Self { http, access, renewal, observer, state: Mutex::default() })
    }

    /// What to call with now.
    pub(crate) fn access(&self) -> Arc<Access> {
        Arc::clone(&self.access.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn set(&self, access: Access) {
        *self.access.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(access);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, change: &Change) {
        if let Some(observer) = &self.observer {
            observer(change);
        }
    }

    /// Can a new access token be had at all?
    pub(crate) fn can_renew(&self) -> bool {
        self.renewal.is_some() && self.access().token().is_some_and(|token| token.refresh_token.is_some())
    }

    /// Gets another access token than the one in `used`. However many ask, one request is made; it goes on when those
    /// who wait are gone, so that no new pair is lost between the server and the store. `since`: when the caller took
    /// `used`; what failed after that failed for him, too.
    pub(crate) async fn renew(self: &Arc<Self>, used: &Access, since: Instant) -> Outcome {
        let Some(used) = used.token() else { return Err(AuthError::NoRefreshToken) };
        let mut outcome = {
            let mut state = self.state();
            if self.access().token().is_some_and(|now| !now.is(used)) {
                return Ok(Renewed::Fresh);
            }
            if let Some((at, of, error)) = &state.failed
                && of.is(used)
                && (*at >= since || error.is_terminal())
            {
                return Err(error.clone());
            }
            if let Some(outcome) = &state.running {
                outcome.clone()
            } else {
                let (end, outcome) = watch::channel(None);
                state.running = Some(outcome.clone());
                tokio::spawn(Arc::clone(self).run(used.clone(), End { session: Arc::clone(self), end }));
                outcome
            }
        };
        let ended = outcome.wait_for(Option::is_some).await.map_err(|_| AuthError::Interrupted)?;
        ended.clone().unwrap_or(Err(AuthError::Interrupted))
    }

    async fn run(self: Arc<Self>, used: Token, end: End) {
        let outcome = self.next_pair(&used).await;
        let change = {
            let mut state = self.state();
            let (result, change) = match outcome {
                Ok(Next { token, from, unsaved }) => {
                    self.set(self.access().with_token(token.clone()));
                    state.failed = None;
                    state.unsaved = unsaved.is_some();
                    let change = match unsaved {
                        Some(error) => Change::Unsaved(token, error),
                        None => Change::Renewed(token),
                    };
                    (Ok(from), Some(change))
                }
                Err(error) => {
                    state.failed = Some((Instant::now(), used, error.clone()));
                    (Err(error), None)
                }
            };
            state.running = None;
            end.end.send_replace(Some(result));
            change
        };
        if let Some(change) = change {
            self.tell(&change);
        }
    }

    async fn next_pair(&self, used: &Token) -> Result<Next, AuthError> {
        let Renewal { application, store, key } = self.renewal.as_ref().ok_or(AuthError::NoRefreshToken)?;
        let _turn = store.lock(key).await.map_err(AuthError::Store)?;
        let stored = store.load(key).await.map_err(AuthError::Store)?;
        // What the store has is older than a pair that it did not take.
        let unsaved = self.state().unsaved;
        let base = match &stored {
            Some(other) if !other.is(used) && !unsaved => {
                if !other.has_ended() {
                    return Ok(Next { token: other.clone(), from: Renewed::Adopted, unsaved: None });
                }
                other
            }
            _ => used,
        };
        match application.refresh(&self.http, base).await {
            Ok(token) => Ok(save(store.as_ref(), key, stored.as_ref(), token).await),
            // A store without a lock: perhaps another process has used the refresh token a moment ago.
            Err(AuthError::InvalidGrant(refusal)) if !unsaved => match other_pair(store.as_ref(), key, base).await {
                Some(token) => Ok(Next { token, from: Renewed::Adopted, unsaved: None }),
                None => Err(AuthError::InvalidGrant(refusal)),
            },
            Err(error) => Err(error),
        }
    }

    /// The portal has answered from this address.
    pub(crate) async fn moved(&self, used: &Access, base: Base) {
        let before = self.access();
        if before.portal() != used.portal() {
            return;
        }
        let after = before.at(base);
        let change = Change::Moved { from: before.portal().to_owned(), to: after.portal().to_owned() };
        let tokens = (before.token().cloned(), after.token().cloned());
        self.set(after);
        self.tell(&change);
        if let (Some(Renewal { store, key, .. }), (Some(old), Some(new))) = (&self.renewal, tokens)
            && let Err(error) = store.swap(key, Some(&old), &new).await
        {
            self.tell(&Change::Unsaved(new, error));
        }
    }
}

struct Next {
    token: Token,
    from: Renewed,
    unsaved: Option<StoreError>,
}

/// The new pair is all there is: it is used even where the store does not take it.
async fn save(store: &dyn TokenStore, key: &str, stored: Option<&Token>, token: Token) -> Next {
    let mut error = None;
    for pause in [0, 100, 400, 1000] {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        match store.swap(key, stored, &token).await {
            Ok(true) => return Next { token, from: Renewed::Fresh, unsaved: None },
            // Someone has put another pair there: an installation, for instance. All should use the same one.
            Ok(false) => match store.load(key).await {
                Ok(Some(other)) => return Next { token: other, from: Renewed::Adopted, unsaved: None },
                Ok(None) => error = Some(StoreError::new("the pair was taken away while it was renewed")),
                Err(reason) => error = Some(reason),
            },
            Err(reason) => error = Some(reason),
        }
    }
    Next { token, from: Renewed::Fresh, unsaved: error }
}

async fn other_pair(store: &dyn TokenStore, key: &str, used: &Token) -> Option<Token> {
    for pause in [0, 100, 400, 1000] {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        match store.load(key).await {
            Ok(Some(other)) if !other.is(used) => return Some(other),
            _ => {}
        }
    }
    None
}

/// Lets go of a refresh whose task was dropped, so that the next call begins another.
struct End {
    session: Arc<Session>,
    end: watch::Sender<Option<Outcome>>,
}

impl Drop for End {
    fn drop(&mut self) {
        if self.end.borrow().is_none() {
            self.session.state().running = None;
        }
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Session({})", self.access().portal())
    }
}
