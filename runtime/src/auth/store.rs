//! Where token pairs are kept.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::token::Token;

/// What a store answers, later.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Where token pairs are kept, by a key of the application's choice: a portal, or a portal and a user.
///
/// A store that several processes share makes them take turns: [`lock`](TokenStore::lock) around a refresh, and
/// [`swap`](TokenStore::swap) so that nobody writes over a pair that he has not seen.
pub trait TokenStore: Send + Sync + 'static {
    /// The pair of that key.
    fn load<'a>(&'a self, key: &'a str) -> Pending<'a, Option<Token>>;

    /// Puts `new` in the place of `old` (of nothing, where that is `None`), and says whether it did: it does not where
    /// another pair is there ([`Token::is`] tells). The new pair has to be safe once this is done.
    fn swap<'a>(&'a self, key: &'a str, old: Option<&'a Token>, new: &'a Token) -> Pending<'a, bool>;

    /// Takes the pair of that key away, if there is one: the application is gone from the portal.
    fn remove<'a>(&'a self, key: &'a str) -> Pending<'a, ()>;

    /// Waits until no other process holds the lock of that key, and holds it until the guard is dropped or the process
    /// ends. Without it, two processes may refresh at once, and one of them pays with an `invalid_grant`.
    fn lock<'a>(&'a self, key: &'a str) -> Pending<'a, Guard> {
        let _ = key;
        Box::pin(std::future::ready(Ok(Guard::new(()))))
    }
}

impl<S: TokenStore + ?Sized> TokenStore for Arc<S> {
    fn load<'a>(&'a self, key: &'a str) -> Pending<'a, Option<Token>> {
        self.as_ref().load(key)
    }
    fn swap<'a>(&'a self, key: &'a str, old: Option<&'a Token>, new: &'a Token) -> Pending<'a, bool> {
        self.as_ref().swap(key, old, new)
    }
    fn remove<'a>(&'a self, key: &'a str) -> Pending<'a, ()> {
        self.as_ref().remove(key)
    }
    fn lock<'a>(&'a self, key: &'a str) -> Pending<'a, Guard> {
        self.as_ref().lock(key)
    }
}

/// Holds a lock until it is dropped.
pub struct Guard(#[allow(dead_code, reason = "held for its drop")] Box<dyn Send>);

impl Guard {
    /// Around anything that lets go when it is dropped.
    pub fn new(held: impl Send + 'static) -> Self {
        Self(Box::new(held))
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guard")
    }
}

/// A store that cannot do what it should, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError(String);

impl StoreError {
    /// For a reason, told without secrets.
    pub fn new(reason: impl fmt::Display) -> Self {
        Self(reason.to_string())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the store of tokens fails: {}", self.0)
    }
}

impl std::error::Error for StoreError {}

/// Keeps pairs as long as the process lives. Clones share them.
#[derive(Clone, Default)]
pub struct MemoryStore(Arc<Mutex<HashMap<String, Place>>>);

#[derive(Default)]
struct Place {
    token: Option<Token>,
    lock: Arc<tokio::sync::Mutex<()>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn places(&self) -> MutexGuard<'_, HashMap<String, Place>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(&self, key: &str, act: impl FnOnce(&mut Place) -> T) -> T {
        act(self.places().entry(key.to_owned()).or_default())
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryStore")
    }
}

/// Is what is there what was expected there?
pub(super) fn matches(there: Option<&Token>, old: Option<&Token>) -> bool {
    match (there, old) {
        (None, None) => true,
        (Some(there), Some(old)) => there.is(old),
        _ => false,
    }
}

impl TokenStore for MemoryStore {
    fn load<'a>(&'a self, key: &'a str) -> Pending<'a, Option<Token>> {
        // Makes no place: whoever opens a widget chooses the key that is looked for.
        Box::pin(async move { Ok(self.places().get(key).and_then(|place| place.token.clone())) })
    }

    fn swap<'a>(&'a self, key: &'a str, old: Option<&'a Token>, new: &'a Token) -> Pending<'a, bool> {
        Box::pin(async move {
            Ok(self.with(key, |place| {
                let fits = matches(place.token.as_ref(), old);
                if fits {
                    place.token = Some(new.clone());
                }
                fits
            }))
        })
    }

    fn remove<'a>(&'a self, key: &'a str) -> Pending<'a, ()> {
        Box::pin(async move {
            self.places().remove(key);
            Ok(())
        })
    }

    fn lock<'a>(&'a self, key: &'a str) -> Pending<'a, Guard> {
        let lock = self.with(key, |place| Arc::clone(&place.lock));
        Box::pin(async move { Ok(Guard::new(lock.lock_owned().await)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn to_look_for_a_key_keeps_nothing() {
        let store = MemoryStore::new();
        assert!(store.load("a stranger's").await.unwrap().is_none());
        assert!(store.places().is_empty());
    }
}
