//! Several calls in one request, for the price of one.
//!
//! ```no_run
//! # b24::methods! { pub mod api { "crm.item.*"; "user.current"; } }
//! # async fn f(client: b24::Client<b24::Webhook>) -> Result<(), Box<dyn std::error::Error>> {
//! use b24::batch::Part;
//!
//! // A few, as a tuple.
//! let (item, user) = client.all((api::CrmItemGet::new(2, 7), api::UserCurrent::new())).await?;
//! if let Part::Done(answer) = item {
//!     println!("{:?}", answer.result);
//! }
//!
//! // Any number, with handles; one can refer to the result of another.
//! let mut batch = client.batch();
//! let added = batch.add(api::CrmItemAdd::new(2, b24::json!({"title": "New"})));
//! let id = added.result().at(|added| &added.item).at(|item| &item.id);
//! let deal = batch.add(api::CrmItemGet::new(2, id));
//! let results = batch.send().await?;
//! println!("{:?}", results.get(deal));
//! # Ok(())
//! # }
//! ```
//!
//! More than 50 go in several requests. Calls that refer to each other stay in one, which stops where one of them fails:
//! what refers to a failed result does not run. `batch` inside a batch does not compile.

mod encode;
mod plan;
mod reference;
mod results;
mod sections;
mod tuple;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::auth::Satisfies;
use crate::client::Client;
use crate::error::{Call, Error};
use crate::method::{Invalid, Kind, Method, Version};
use crate::nature::{AuthOf, InBatch, Interface, Nature, V2, V3};
use crate::params::Params;
use crate::transport::{Body, Request, Transport};

pub use reference::Ref;
pub use results::{Part, Results};
pub use tuple::Requests;

pub(crate) use encode::{Commands, reference_to};
pub(crate) use reference::refuse_references;
pub(crate) use results::Slot;
pub(crate) use sections::Sections;

/// Most calls in one request.
pub(crate) const MOST: usize = 50;

/// Calls to be sent together, from [`Client::batch`].
#[must_use = "finish with `.send().await`"]
pub struct Batch<'c, A, V = V2> {
    client: &'c Client<A>,
    commands: Vec<Command>,
    id: u64,
    halt: bool,
    interface: PhantomData<fn() -> V>,
}

/// A call in a batch, for its result.
pub struct Handle<M> {
    batch: u64,
    index: usize,
    method: PhantomData<fn() -> M>,
}

impl<M> Clone for Handle<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Handle<M> {}

impl<M> fmt::Debug for Handle<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handle({})", self.index)
    }
}

impl<M: Method> Handle<M> {
    /// What the call will have brought, as a parameter of a later call of the same batch.
    pub fn result(self) -> Ref<M::Output> {
        Ref::new(self.batch, self.index)
    }
}

/// A call in a batch.
pub(crate) struct Command {
    pub(crate) method: &'static str,
    kind: Kind,
    pub(crate) params: Params,
    check: Result<(), Invalid>,
    /// The calls whose results it refers to.
    refers: Vec<usize>,
}

impl<A> Client<A> {
    /// A batch of calls.
    pub fn batch(&self) -> Batch<'_, A> {
        Batch::new(self)
    }

    /// A batch of calls of REST 3.0: all of them run, or none.
    pub fn batch_v3(&self) -> Batch<'_, A, V3> {
        Batch::new(self)
    }

    /// Calls the methods of a tuple in one request.
    ///
    /// # Errors
    /// Where the request as a whole fails. What becomes of each call is in its [`Part`].
    pub async fn all<R: Requests<A>>(&self, requests: R) -> Result<R::Parts, Error> {
        requests.send(self.batch()).await
    }
}

impl<'c, A, V: Interface> Batch<'c, A, V> {
    fn new(client: &'c Client<A>) -> Self {
        static IDS: AtomicU64 = AtomicU64::new(0);
        let id = IDS.fetch_add(1, Ordering::Relaxed);
        Self { client, commands: Vec::new(), id, halt: false, interface: PhantomData }
    }

    /// Stops at the first call that fails: those behind it do not run.
    pub fn halt(mut self) -> Self {
        self.halt = true;
        self
    }

    /// Adds a call.
    pub fn add<M: InBatch<V>>(&mut self, request: M) -> Handle<M>
    where
        A: Satisfies<AuthOf<M>, M>,
    {
        let index = self.commands.len();
        let params = request.into_params();
        let (check, refers) = match reference::refers(&params, self.id, index, V::API) {
            Ok(refers) => (M::check(&params), refers),
            Err(invalid) => (Err(invalid), Vec::new()),
        };
        self.commands.push(Command { method: M::NAME, kind: M::Nature::KIND, params, check, refers });
        Handle { batch: self.id, index, method: PhantomData }
    }

    /// Sends them, in as many requests as it takes.
    ///
    /// # Errors
    /// Where the first request as a whole fails, or a call breaks a rule of its method: nothing is sent then. Where a
    /// later request fails, this is in the [`Part`]s of its calls.
    pub async fn send(self) -> Result<Results, Error> {
        let transport = self.client.transport();
        let access = transport.access();
        let invalid = |method: &'static str, error| Error::Invalid {
            call: Call::new(Cow::Borrowed(method), access.portal()),
            error,
        };
        for (index, command) in self.commands.iter().enumerate() {
            if let Err(error) = &command.check {
                return Err(invalid(command.method, error.clone().of_call(index, self.commands.len())));
            }
        }
        let mut left = plan::plan(&self.commands, self.halt).map_err(|error| invalid("batch", error))?;
        let mut results = Results::new(self.id, self.commands.len(), access.clone());
        let mut first = true;
        while let Some(chunk) = left.pop_front() {
            let outcome = send(transport, V::API, &self.commands, &chunk).await;
            match outcome {
                Ok(parts) => results.fill(parts),
                Err(error) if first => return Err(error),
                // Perhaps they ran, perhaps nobody is there: what is left does not become any clearer by going on.
                Err(error) => {
                    chunk.indexes.iter().for_each(|index| results.set(*index, Slot::Failed(error.clone())));
                    break;
                }
            }
            first = false;
            let failed = |index: &usize| results.is_failed(*index);
            if !chunk.halt || !chunk.indexes.iter().any(&failed) {
                continue;
            }
            if self.halt {
                break;
            }
            // A chain failed, and stopped the others of its request, which certainly did not run.
            let again = plan::others(&self.commands, &chunk, |index| results.is_open(index), failed);
            left.extend(again);
        }
        Ok(results)
    }
}

impl<A, V> fmt::Debug for Batch<'_, A, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Batch({} calls)", self.commands.len())
    }
}

async fn send(
    transport: &Transport,
    api: Version,
    commands: &[Command],
    chunk: &plan::Chunk,
) -> Result<Vec<(usize, Slot)>, Error> {
    let chosen: Vec<(usize, &Command)> =
        chunk.indexes.iter().filter_map(|index| Some((*index, commands.get(*index)?))).collect();
    let entries = chosen.iter().map(|(index, command)| (key(*index), command.method, &command.params));
    let with_token = transport.access().token().is_some();
    let body = match api {
        Version::V2 => Body::of(&Commands::new(entries, chunk.halt)),
        Version::V3 => Body::of(&encode::Structured::new(entries, with_token)),
    };
    let writes = chosen.iter().any(|(_, command)| command.kind == Kind::Write);
    let kind = if writes { Kind::Write } else { Kind::Read };
    let mut bill = vec![Cow::Borrowed("batch")];
    bill.extend(chosen.iter().map(|(_, command)| Cow::Borrowed(command.method)));
    let reply = transport.exchange(Request { method: "batch".into(), api, kind, body, bill }).await?;
    results::read(&reply, api, &chosen)
}

/// The name of a call within its request. Not a number: PHP would make a list of the answer.
pub(crate) fn key(index: usize) -> String {
    format!("c{index}")
}
