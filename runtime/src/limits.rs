//! What a portal bears, and how a client keeps within it.
//!
//! Bitrix24 counts requests in a leaky bucket a portal and source address: 50 deep, and 2 leak a second (Enterprise: 250
//! and 5). All clients of one portal in a process share one such bucket here, so that a program that only awaits is not
//! refused. Beside it, each method has 480 s of the server's time in ten minutes; as a method nears them, its calls (and
//! no others) are put off.
//!
//! Several processes behind one address do not know of each other: where the portal refuses all the same, the bucket is
//! taken for full, and after several refusals the pace goes down until calls pass again.

mod bucket;
mod operating;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::time::Instant;

use crate::answer::Time;
use bucket::Bucket;
use operating::Operating;

/// How many requests a portal takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    depth: f64,
    per_second: f64,
}

impl Limits {
    /// All plans but Enterprise: 50 at once, 2 a second.
    pub const STANDARD: Self = Self { depth: 50.0, per_second: 2.0 };
    /// The Enterprise plan: 250 at once, 5 a second.
    pub const ENTERPRISE: Self = Self { depth: 250.0, per_second: 5.0 };
    /// None, as on premise, where they are switched off.
    pub const NONE: Self = Self { depth: f64::INFINITY, per_second: f64::INFINITY };

    /// So many at once, so many a second.
    pub fn new(depth: u32, per_second: f64) -> Self {
        Self { depth: f64::from(depth.max(1)), per_second: per_second.max(0.01) }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::STANDARD
    }
}

/// What a client knows of the limits of its portal, from [`Client::limits`](crate::Client::limits).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct State {
    /// How full the bucket is taken to be, in requests.
    pub level: f64,
    /// How full it may get.
    pub depth: f64,
    /// How fast it empties at present, in requests a second: less than the plan's while the portal refuses.
    pub per_second: f64,
    /// How many calls wait for their turn.
    pub waiting: usize,
    /// The methods that have told what they cost.
    pub methods: Vec<MethodState>,
}

/// What is known of one method.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MethodState {
    /// Its name; `batch` has time of its own.
    pub method: String,
    /// Seconds of the server's time used within the window; 480 are allowed.
    pub operating: f64,
    /// When a part of them is given back.
    pub resets_in: Duration,
    /// The portal has refused it until then.
    pub blocked: bool,
}

/// All clients of one portal share one.
pub(crate) struct Limiter {
    /// Who has it is next; the others queue up in the order in which they came.
    gate: tokio::sync::Mutex<()>,
    waiting: AtomicUsize,
    state: Mutex<Known>,
}

struct Known {
    bucket: Bucket,
    methods: HashMap<String, Operating>,
}

impl Limiter {
    /// The one of this portal. `limits` set by hand count for all of its clients.
    pub(crate) fn of(portal: &str, limits: Option<Limits>) -> Arc<Self> {
        static PORTALS: LazyLock<Mutex<HashMap<String, Weak<Limiter>>>> = LazyLock::new(Mutex::default);
        let mut portals = PORTALS.lock().unwrap_or_else(PoisonError::into_inner);
        let known = portals.get(portal).and_then(Weak::upgrade);
        let limiter = known.unwrap_or_else(|| {
            let limiter = Arc::new(Self::new(limits.unwrap_or_default()));
            portals.retain(|_, limiter| limiter.strong_count() > 0);
            portals.insert(portal.to_owned(), Arc::downgrade(&limiter));
            limiter
        });
        if let Some(limits) = limits {
            limiter.state().bucket.set(limits);
        }
        limiter
    }

    fn new(limits: Limits) -> Self {
        let state = Mutex::new(Known { bucket: Bucket::new(limits), methods: HashMap::new() });
        Self { gate: tokio::sync::Mutex::default(), waiting: AtomicUsize::new(0), state }
    }

    fn state(&self) -> MutexGuard<'_, Known> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Which of these methods should not be called for the longest, and how long.
    pub(crate) fn pause<'a>(&self, methods: &'a [Cow<'static, str>]) -> Option<(Duration, &'a str)> {
        let state = self.state();
        let now = Instant::now();
        let pause = |method: &'a Cow<'_, str>| Some((state.methods.get(method.as_ref())?.pause(now), method.as_ref()));
        methods.iter().filter_map(pause).filter(|(wait, _)| !wait.is_zero()).max_by_key(|(wait, _)| *wait)
    }

    /// Waits for a turn: first come, first served. Whoever stops waiting takes nothing.
    pub(crate) async fn turn(&self) {
        if self.state().bucket.is_unlimited() {
            return;
        }
        let _waiting = Waiting::new(&self.waiting);
        let _gate = self.gate.lock().await;
        loop {
            let wait = self.state().bucket.take(Instant::now());
            match wait {
                None => return,
                Some(wait) => tokio::time::sleep(wait).await,
            }
        }
    }

    /// A request that was sent at `sent` was refused: the bucket is full.
    pub(crate) fn refused(&self, sent: Instant) {
        self.state().bucket.refused(sent, Instant::now());
    }

    /// A request passed.
    pub(crate) fn passed(&self) {
        self.state().bucket.passed();
    }

    /// A method was refused because its time is used up.
    pub(crate) fn blocked(&self, method: &str) {
        let mut state = self.state();
        state.methods.entry(method.to_owned()).or_default().blocked(Instant::now());
    }

    /// What an answer tells about its method. A portal may tell nothing.
    pub(crate) fn observe(&self, method: &str, time: &Time) {
        let Some(seconds) = time.operating else { return };
        let known = Operating::new(seconds, time, Instant::now());
        let mut state = self.state();
        match state.methods.get_mut(method) {
            Some(place) => *place = known,
            None => drop(state.methods.insert(method.to_owned(), known)),
        }
    }

    pub(crate) fn read(&self) -> State {
        let mut state = self.state();
        let now = Instant::now();
        let (level, depth, per_second) = state.bucket.read(now);
        let mut methods: Vec<MethodState> = state.methods.iter().map(|(name, known)| known.read(name, now)).collect();
        methods.sort_by(|a, b| a.method.cmp(&b.method));
        State { level, depth, per_second, waiting: self.waiting.load(Ordering::Relaxed), methods }
    }
}

struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests;
