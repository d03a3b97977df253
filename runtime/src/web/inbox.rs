//! Events from their arrival to whoever works on them.

use std::convert::Infallible;
use std::fmt;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{Request, Response};
use http_body::Body;
use tokio::sync::mpsc;
use tower_service::Service;

use super::post::answer;
use super::{Answering, Portals, Rejection};
use crate::events::{Event, Events, Incoming};

/// Receives events, answers at once, and hands them over. Clones are the same inbox.
///
/// It is a service: give it to a router. What it has acknowledged with 200 comes out at the other end. While that is full,
/// it waits a while for a place; without one, it answers 503 and does not acknowledge.
pub struct Inbox<E> {
    portals: Portals,
    sender: mpsc::Sender<Event<E>>,
    patience: Duration,
}

/// How long an event waits for a place.
const PATIENCE: Duration = Duration::from_secs(5);

impl<E: Events> Inbox<E> {
    /// An inbox, and its other end. `capacity` events wait there at most.
    pub fn new(portals: Portals, capacity: usize) -> (Self, mpsc::Receiver<Event<E>>) {
        let (sender, receiver) = mpsc::channel(capacity.max(1));
        (Self { portals, sender, patience: PATIENCE }, receiver)
    }

    /// How long an event waits for a place, where there is none: 5 s. What is refused then is lost, as a portal does not
    /// send it again.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Receives an event. It is to be acknowledged, once this is `Ok`.
    ///
    /// # Errors
    /// See [`Rejection`].
    pub async fn receive(&self, body: &[u8], content_type: Option<&str>) -> Result<(), Rejection> {
        let incoming = Incoming::read(body, content_type)?;
        self.portals.recognise(&incoming).await?;
        // A place first: what is admitted is remembered, and would be refused when it comes again.
        let place = tokio::time::timeout(self.patience, self.sender.reserve()).await;
        let place =
            place.ok().and_then(Result::ok).ok_or_else(|| Rejection::new(503, "there is no place at the moment"))?;
        place.send(self.portals.admit(incoming).await?);
        Ok(())
    }
}

impl<E, B> Service<Request<B>> for Inbox<E>
where
    E: Events,
    B: Body + Send + 'static,
    B::Data: Send,
{
    type Response = Response<String>;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Answering {
        let inbox = self.clone();
        answer(request, async move |post| {
            inbox.receive(&post.body, post.content_type()).await?;
            Ok(Response::new(String::new()))
        })
    }
}

impl<E> Clone for Inbox<E> {
    fn clone(&self) -> Self {
        Self { portals: self.portals.clone(), sender: self.sender.clone(), patience: self.patience }
    }
}

impl<E> fmt::Debug for Inbox<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbox").field("free", &self.sender.capacity()).finish_non_exhaustive()
    }
}
