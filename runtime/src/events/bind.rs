//! Binding the events of an enum, as often as wanted.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use serde_json::Value;

use super::Events;
use crate::arg::HandlerArg;
use crate::auth::{App, ApplicationOnly, Satisfies, function};
use crate::batch::Part;
use crate::calls::{EventBind, EventGet, EventGetResultItem, EventUnbind};
use crate::client::Client;
use crate::error::Error;
use crate::method::Refusal;
use crate::nature::{AuthOf, InBatch, V2};
use crate::types::HandlerUrl;

/// Binds the events of an enum; see [`Client::bind_events`] and [`Client::bind_offline_events`].
#[must_use = "nothing is bound before `.send()` is awaited"]
pub struct BindEvents<E> {
    client: Client<App>,
    way: Way,
    events: PhantomData<fn() -> E>,
}

/// Where events go.
enum Way {
    /// To a handler, in the name of this user or, without one, of whoever causes the event.
    Online(HandlerUrl, Option<i64>),
    /// Into the queue of this source key.
    Offline(String),
}

/// What [`BindEvents::send`] has done, by code.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Bound {
    /// Bound now.
    pub bound: Vec<String>,
    /// Bound already.
    pub kept: Vec<String>,
    /// Unbound: it went the same way, and the enum does not list it.
    pub unbound: Vec<String>,
    /// The portal does not let this application bind it, and says why: it has no such event, or not for these permissions.
    pub refused: Vec<(String, Refusal)>,
}

impl<A> Client<A> {
    /// Binds this handler to the events of an enum, and unbinds it from all others. What is bound already stays as it is: it
    /// does no harm to do this at each start.
    ///
    /// ```no_run
    /// b24::events! { pub enum AppEvent { "ONAPPUNINSTALL"; "ONCRMDEAL*"; } }
    ///
    /// # async fn f(client: b24::Client<b24::App>) -> Result<(), b24::Error> {
    /// let done = client.bind_events::<AppEvent>(b24::handler!("https://app.example/event")).send().await?;
    /// println!("{} new, {} there before", done.bound.len(), done.kept.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn bind_events<E: Events>(&self, handler: impl HandlerArg<function::bind_events, Self>) -> BindEvents<E>
    where
        A: Satisfies<ApplicationOnly, function::bind_events>,
    {
        BindEvents { client: self.of_app(), way: Way::Online(handler.into_url(), None), events: PhantomData }
    }

    /// Has the events of an enum, and no others, put into the offline queue of a source key; the common queue has an empty
    /// one. [`Client::offline_events`] takes them out.
    pub fn bind_offline_events<E: Events>(&self, auth_connector: impl Into<String>) -> BindEvents<E>
    where
        A: Satisfies<ApplicationOnly, function::bind_offline_events>,
    {
        BindEvents { client: self.of_app(), way: Way::Offline(auth_connector.into()), events: PhantomData }
    }
}

impl<E: Events> BindEvents<E> {
    /// In whose name the handler is authorized, for what is bound now; without it, in the name of whoever causes the event.
    /// The offline queue is nobody's.
    pub fn auth_type(mut self, user: i64) -> Self {
        if let Way::Online(_, auth_type) = &mut self.way {
            *auth_type = Some(user);
        }
        self
    }

    /// Does it, in few requests.
    ///
    /// # Errors
    /// Where the portal cannot be asked what is bound, or a request as a whole fails: what was done before stays. An event that
    /// the portal refuses is none: see [`Bound::refused`].
    pub async fn send(self) -> Result<Bound, Error> {
        let all = self.client.call(EventGet::new()).await?.result;
        let there: BTreeSet<String> = all.iter().filter(|bound| self.way.is_of(bound)).map(code).collect();
        let (kept, new) = E::KNOWN.iter().map(|(code, _)| (*code).to_owned()).partition(|code| there.contains(code));
        let mut done = Bound { kept, ..Bound::default() };
        let stale =
            there.into_iter().filter(|code| !done.kept.contains(code) && self.way.is_alone(code, &all)).collect();
        match &self.way {
            Way::Online(handler, user) => {
                let bind = |code: &str| match user {
                    Some(user) => EventBind::new(code, handler).auth_type(*user),
                    None => EventBind::new(code, handler),
                };
                done.bound = self.each(new, bind, &mut done.refused).await?;
                done.unbound = self.each(stale, |code| EventUnbind::new(code, handler), &mut done.refused).await?;
            }
            Way::Offline(key) => {
                let bind = |code: &str| EventBind::offline(code).auth_connector(key);
                done.bound = self.each(new, bind, &mut done.refused).await?;
                done.unbound = self.each(stale, |code| EventUnbind::offline(code), &mut done.refused).await?;
            }
        }
        Ok(done)
    }

    /// Makes a call for each code, and gives those whose call was carried out.
    async fn each<M: InBatch<V2>>(
        &self,
        codes: Vec<String>,
        request: impl Fn(&str) -> M,
        refused: &mut Vec<(String, Refusal)>,
    ) -> Result<Vec<String>, Error>
    where
        App: Satisfies<AuthOf<M>, M>,
    {
        if codes.is_empty() {
            return Ok(codes);
        }
        let mut batch = self.client.batch();
        let calls: Vec<_> = codes.into_iter().map(|code| (batch.add(request(&code)), code)).collect();
        let results = batch.send().await?;
        let mut done = Vec::new();
        for (call, code) in calls {
            match results.get(call) {
                Part::Done(_) => done.push(code),
                Part::Failed(Error::Refused { refusal, .. }) => refused.push((code, refusal)),
                Part::Failed(error) => return Err(error.plain()),
                Part::NotExecuted => {}
            }
        }
        Ok(done)
    }
}

impl Way {
    fn is_of(&self, bound: &EventGetResultItem) -> bool {
        match self {
            Self::Online(handler, _) => !is_offline(bound) && bound.handler.as_deref() == Some(handler.as_str()),
            Self::Offline(key) => is_offline(bound) && connector(bound) == key,
        }
    }

    /// Can a code be unbound without unbinding it elsewhere, too? An offline event is unbound from all queues at once.
    fn is_alone(&self, unbound: &str, all: &[EventGetResultItem]) -> bool {
        let elsewhere = |bound: &EventGetResultItem| is_offline(bound) && !self.is_of(bound) && code(bound) == unbound;
        matches!(self, Self::Online(..)) || !all.iter().any(elsewhere)
    }
}

fn code(bound: &EventGetResultItem) -> String {
    bound.event.as_deref().unwrap_or_default().to_ascii_uppercase()
}

fn is_offline(bound: &EventGetResultItem) -> bool {
    bound.offline == Some(1)
}

/// The source key of a queue. No page lists it.
fn connector(bound: &EventGetResultItem) -> &str {
    bound.extra.get("connector_id").and_then(Value::as_str).unwrap_or_default()
}

impl<E> fmt::Debug for BindEvents<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("BindEvents");
        match &self.way {
            Way::Online(handler, _) => shown.field("handler", handler),
            Way::Offline(key) => shown.field("auth_connector", key),
        };
        shown.finish_non_exhaustive()
    }
}
