//! A call under way. Named futures over one erased exchange: what is generic is small, and what is large is compiled once.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use serde_json::Value;

use crate::answer::Answer;
use crate::error::Error;
use crate::exchange::Exchange;
use crate::method::Method;
use crate::reply::Reply;

/// A call of a method, sent when it is awaited.
#[must_use = "nothing is sent before this is awaited: write `.await`"]
pub struct Sending<'c, M> {
    exchange: Exchange<'c>,
    method: PhantomData<fn() -> M>,
}

impl<'c, M> Sending<'c, M> {
    pub(crate) fn new(exchange: Exchange<'c>) -> Self {
        Self { exchange, method: PhantomData }
    }
}

impl<M: Method> Future for Sending<'_, M> {
    type Output = Result<Answer<M::Output>, Error<M::Error>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(Pin::new(&mut self.exchange).poll(cx));
        Poll::Ready(reply.and_then(Reply::read).map_err(Error::sorted))
    }
}

impl<M: Method> fmt::Debug for Sending<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sending({})", M::NAME)
    }
}

/// A call by name, sent when it is awaited.
#[must_use = "nothing is sent before this is awaited: write `.await`"]
pub struct SendingRaw<'c>(Exchange<'c>);

impl<'c> SendingRaw<'c> {
    pub(crate) fn new(exchange: Exchange<'c>) -> Self {
        Self(exchange)
    }
}

impl Future for SendingRaw<'_> {
    type Output = Result<Answer<Value>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(Pin::new(&mut self.0).poll(cx));
        Poll::Ready(reply.and_then(Reply::read))
    }
}

impl fmt::Debug for SendingRaw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SendingRaw")
    }
}
