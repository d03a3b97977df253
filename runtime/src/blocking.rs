//! The same client for programs without an async runtime.
//!
//! ```no_run
//! # b24::methods! { pub mod api { "user.current"; "crm.item.list"; } }
//! let client = b24::blocking::Client::new(b24::Client::webhook("https://portal.bitrix24.com/rest/1/code/")?)?;
//! println!("{:?}", client.call(api::UserCurrent::new())?.result);
//! for item in client.list(api::CrmItemList::new(2)) {
//!     println!("{:?}", item?.title);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::future::Future;
use std::io;
use std::sync::Arc;

use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

use crate::answer::Answer;
use crate::auth::Satisfies;
use crate::batch::{Batch, Requests, Results};
use crate::error::Error;
use crate::list;
use crate::method::Method;
use crate::nature::AuthOf;

/// A client that waits. It must not be used within an async runtime, which it would stop: tokio panics there.
pub struct Client<A> {
    client: crate::Client<A>,
    runtime: Arc<Runtime>,
}

impl<A> Client<A> {
    /// Around a client, with a runtime of its own on the threads that call.
    ///
    /// # Errors
    /// Where the system has no resources left for it.
    pub fn new(client: crate::Client<A>) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        Ok(Self { client, runtime: Arc::new(runtime) })
    }

    /// The client itself.
    pub fn client(&self) -> &crate::Client<A> {
        &self.client
    }

    /// Waits for anything that the client does: `client.wait(client.client().call_raw_v3(..))`.
    pub fn wait<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }

    /// See [`Client::call`](crate::Client::call).
    ///
    /// # Errors
    /// See [`Error`].
    pub fn call<M: Method>(&self, request: M) -> Result<Answer<M::Output>, Error<M::Error>>
    where
        A: Satisfies<AuthOf<M>, M>,
    {
        self.wait(self.client.call(request))
    }

    /// See [`Client::call_raw`](crate::Client::call_raw).
    ///
    /// # Errors
    /// See [`Error`].
    pub fn call_raw(&self, method: &str, params: Value) -> Result<Answer<Value>, Error> {
        self.wait(self.client.call_raw(method, params))
    }

    /// See [`Client::all`](crate::Client::all).
    ///
    /// # Errors
    /// See [`Error`].
    pub fn all<R: Requests<A>>(&self, requests: R) -> Result<R::Parts, Error> {
        self.wait(self.client.all(requests))
    }

    /// Sends what [`Client::batch`](crate::Client::batch) of [`Client::client`] has gathered.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn send(&self, batch: Batch<'_, A>) -> Result<Results, Error> {
        self.wait(batch.send())
    }

    /// See [`Client::list`](crate::Client::list).
    pub fn list<M: list::Listed>(&self, request: M) -> List<'_, A, M>
    where
        A: Satisfies<AuthOf<M>, M>,
    {
        List { client: self, list: self.client.list(request) }
    }
}

impl<A> Clone for Client<A> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone(), runtime: Arc::clone(&self.runtime) }
    }
}

impl<A> fmt::Debug for Client<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

/// A list under way: an iterator of its items.
#[derive(Debug)]
#[must_use = "nothing is asked for before items are"]
pub struct List<'c, A, M: list::Listed> {
    client: &'c Client<A>,
    list: list::List<'c, M>,
}

impl<A, M: list::Listed> List<'_, A, M> {
    /// See [`List::resume`](list::List::resume).
    pub fn resume(self, position: list::Position) -> Self {
        Self { list: self.list.resume(position), ..self }
    }

    /// See [`List::position`](list::List::position).
    pub fn position(&self) -> &list::Position {
        self.list.position()
    }
}

impl<A, M: list::Listed> Iterator for List<'_, A, M> {
    type Item = Result<M::Item, Error<M::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.client.wait(self.list.next())
    }
}
