//! One call, from the parameters to the answer.

use std::time::Duration;

use b24_specs::ir::{Api, Method};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::access::{Caller, Credentials, permit};
use crate::catalogue::Catalogue;
use crate::clock::iso;
use crate::refusal::{NO_METHOD, Refusal};
use crate::state::State;
use crate::value::{Map, Value};
use crate::{check, methods, shaped};

/// How long after a call `operating_reset_at` lies.
const OPERATING_WINDOW: Duration = Duration::from_secs(600);

/// A call as it was made.
pub(crate) struct Request<'a> {
    pub(crate) api: Api,
    /// As written, without `.json`.
    pub(crate) name: &'a str,
    pub(crate) credentials: &'a Credentials,
    /// Without `auth`.
    pub(crate) params: &'a Map,
}

/// What a method has at hand.
pub(crate) struct Context<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) method: &'a Method,
    pub(crate) caller: Caller,
    /// The caller's permissions; `None`: all.
    pub(crate) scopes: Option<Vec<String>>,
    pub(crate) params: &'a Map,
}

/// What a method answers.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) result: Value,
    /// Where the next page starts.
    pub(crate) next: Option<u64>,
    /// How many there are in all.
    pub(crate) total: Option<u64>,
}

impl Reply {
    pub(crate) fn of(result: Value) -> Self {
        Self { result, next: None, total: None }
    }
}

/// Carries the call out.
pub(crate) fn run(request: &Request<'_>, state: &mut State, catalogue: &Catalogue) -> Result<Reply, Refusal> {
    let (caller, scopes) = state.caller(request.credentials)?;
    let found = catalogue.method(request.name, request.api);
    let found = found.map_err(|e| Refusal::new(500, "INTERNAL_SERVER_ERROR", e.to_string()))?;
    let method = found.as_deref().ok_or(NO_METHOD)?;
    permit(caller, scopes, method)?;
    let Some(emulated) = methods::emulated(method) else {
        check::params(method, request.params)?;
        return Ok(shaped::reply(method, request.params, &catalogue.entities));
    };
    let scopes = scopes.map(<[String]>::to_vec);
    emulated(&mut Context { state, catalogue, method, caller, scopes, params: request.params })
}

/// The body of a successful answer.
pub(crate) struct Answer<'a> {
    pub(crate) reply: &'a Reply,
    pub(crate) start: Duration,
    pub(crate) finish: Duration,
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_map(None)?;
        body.serialize_entry("result", &self.reply.result)?;
        if let Some(next) = self.reply.next {
            body.serialize_entry("next", &next)?;
        }
        if let Some(total) = self.reply.total {
            body.serialize_entry("total", &total)?;
        }
        body.serialize_entry("time", &Time { start: self.start, finish: self.finish })?;
        body.end()
    }
}

struct Time {
    start: Duration,
    finish: Duration,
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let took = self.finish.saturating_sub(self.start).as_secs_f64();
        let mut time = serializer.serialize_map(None)?;
        time.serialize_entry("start", &self.start.as_secs_f64())?;
        time.serialize_entry("finish", &self.finish.as_secs_f64())?;
        time.serialize_entry("duration", &took)?;
        time.serialize_entry("processing", &took)?;
        time.serialize_entry("date_start", &iso(self.start))?;
        time.serialize_entry("date_finish", &iso(self.finish))?;
        time.serialize_entry("operating_reset_at", &self.start.saturating_add(OPERATING_WINDOW).as_secs())?;
        time.serialize_entry("operating", &took)?;
        time.end()
    }
}
