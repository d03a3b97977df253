//! The offline queue: events that the portal keeps until the application comes for them.
//!
//! ```no_run
//! b24::events! { pub enum Changes { "ONCRMDEAL*"; } }
//!
//! # async fn work(_: &Changes) -> bool { true }
//! # async fn f(client: b24::Client<b24::App>) -> Result<(), Box<dyn std::error::Error>> {
//! let mut events = client.offline_events::<Changes>().auth_connector("sync");
//! loop {
//!     let event = events.next().await?;
//!     if work(&event.data).await {
//!         event.confirm().await?;
//!     } else {
//!         event.fail().await?;
//!     }
//! }
//! # }
//! ```
//!
//! Every event comes **at least once**. The portal keeps what was taken until it is confirmed, so that nothing is lost when a
//! program ends in between, wherever that is; then, and where an answer of the portal is lost, an event comes again. What is
//! done with it has to bear that: look at what the event is about as it is now.

mod consumer;
mod item;

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use tokio::sync::{Mutex, Notify};

use super::Events;
use crate::auth::{ApplicationOnly, Satisfies, function};
use crate::client::Client;
use crate::error::Error;

pub use item::{OfflineEvent, confirm_all};

use consumer::Consumer;
use item::Taken;

/// The events of a queue, one after another, without an end: a [`Stream`], from [`Client::offline_events`].
///
/// Several may be under way at once, here and in other processes: each event is taken by one of them. One that is neither
/// confirmed nor reported as failed comes again: at once where its [`OfflineEvent`] was dropped, and after the
/// [lease](Self::lease) where the program that took it is gone.
#[must_use = "nothing is asked for before events are"]
pub struct OfflineEvents<E> {
    /// Locked by nobody but [`Self::fetch`].
    consumer: Arc<Mutex<Consumer>>,
    fetch: Option<Fetch>,
    wake: Wake,
    page: VecDeque<Taken>,
    of: PhantomData<fn() -> E>,
}

type Fetch = Pin<Box<dyn Future<Output = Result<Vec<Taken>, Error>> + Send>>;

/// Has a stream look into the queue at once: to be called when `ONOFFLINEEVENT` comes.
///
/// ```no_run
/// use std::time::Duration;
///
/// use b24::events::Event;
/// use b24::events::offline_queue::Wake;
///
/// b24::events! { pub enum Signal { "ONOFFLINEEVENT"; } }
///
/// // `signals` is the other end of a `b24::web::Inbox`, to which `client.bind_events::<Signal>(..)` sends them.
/// async fn wake(mut signals: tokio::sync::mpsc::Receiver<Event<Signal>>, wake: Wake) {
///     while signals.recv().await.is_some() {
///         wake.wake();
///     }
/// }
/// ```
#[derive(Clone)]
pub struct Wake(Arc<Notify>);

impl Wake {
    /// Looks into the queue now, or as soon as what was taken has been handed out.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

impl fmt::Debug for Wake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wake")
    }
}

impl<A> Client<A> {
    /// The events of the application's offline queue.
    pub fn offline_events<E: Events>(&self) -> OfflineEvents<E>
    where
        A: Satisfies<ApplicationOnly, function::offline_events>,
    {
        let wake = Wake(Arc::default());
        let consumer = Arc::new(Mutex::new(Consumer::new(self.of_app(), wake.clone())));
        OfflineEvents { consumer, fetch: None, wake, page: VecDeque::new(), of: PhantomData }
    }
}

impl<E> OfflineEvents<E> {
    fn set(mut self, set: impl FnOnce(&mut Consumer)) -> Self {
        if let Some(consumer) = Arc::get_mut(&mut self.consumer) {
            set(consumer.get_mut());
        }
        self
    }

    /// The queue of this source key, in place of the common one. Calls that carry the same `auth_connector` put nothing into
    /// it, so that an application does not hear of its own doings.
    pub fn auth_connector(self, key: impl Into<String>) -> Self {
        let key = key.into();
        self.set(|consumer| consumer.connector = Some(key))
    }

    /// How long to wait when the queue is empty, unless [woken](Self::wake): 30 s, where nothing else is said. After an error
    /// it waits as long.
    pub fn every(self, pause: Duration) -> Self {
        self.set(|consumer| consumer.pause = pause)
    }

    /// How long whoever has taken an event may work on it: 10 minutes, where nothing else is said. Then it is taken from him.
    /// The only consumer of a queue can say [`Duration::ZERO`]: what is taken when it begins was taken by one that is gone.
    pub fn lease(self, lease: Duration) -> Self {
        self.set(|consumer| consumer.lease = lease)
    }

    /// How many events are taken at once: 50, where nothing else is said.
    pub fn at_once(self, count: u32) -> Self {
        self.set(|consumer| consumer.limit = count.max(1))
    }

    /// Those that were reported as [failed](OfflineEvent::fail), in place of the others.
    pub fn failed(self) -> Self {
        self.set(|consumer| consumer.failed = true)
    }

    /// What wakes this stream, for the handler of `ONOFFLINEEVENT`.
    pub fn wake(&self) -> Wake {
        self.wake.clone()
    }
}

impl<E: Events> OfflineEvents<E> {
    /// The next event, as soon as there is one. Nothing is lost where this is dropped before it is done.
    ///
    /// # Errors
    /// Where the queue cannot be read at the moment; the next call tries again.
    pub async fn next(&mut self) -> Result<OfflineEvent<E>, Error> {
        poll_fn(|cx| self.poll_event(cx)).await
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Result<OfflineEvent<E>, Error>> {
        loop {
            if let Some(taken) = self.page.pop_front() {
                return Poll::Ready(Ok(taken.into()));
            }
            let Self { consumer, fetch, .. } = self;
            let fetching = fetch.get_or_insert_with(|| {
                let consumer = Arc::clone(consumer);
                Box::pin(async move { consumer.lock().await.next_page().await })
            });
            let page = ready!(fetching.as_mut().poll(cx));
            self.fetch = None;
            self.page = page?.into();
        }
    }
}

impl<E: Events> Stream for OfflineEvents<E> {
    type Item = Result<OfflineEvent<E>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(ready!(self.poll_event(cx))))
    }
}

impl<E> fmt::Debug for OfflineEvents<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OfflineEvents({} in hand)", self.page.len())
    }
}
