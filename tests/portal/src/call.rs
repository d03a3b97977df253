//! One call, from the parameters to the answer.

use std::time::Duration;

use b24_specs::ir::{Api, Method};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::access::{Caller, Credentials, permit};
use crate::catalogue::Catalogue;
use crate::clock::iso;
use crate::limits::Operating;
use crate::refusal::{NO_METHOD, Refusal};
use crate::send::Address;
use crate::state::State;
use crate::value::{Map, Value, map};
use crate::{batch, check, findings, items, methods, shaped};

/// A call as it was made.
pub(crate) struct Request<'a> {
    pub(crate) api: Api,
    /// As written, without `.json`.
    pub(crate) name: &'a str,
    pub(crate) credentials: &'a Credentials,
    /// Without `auth`.
    pub(crate) params: &'a Map,
    /// It is a command of a batch.
    pub(crate) in_batch: bool,
}

/// Where the calls of one caller are carried out.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) address: &'a Address,
    pub(crate) caller: Caller,
    /// The caller's permissions; `None`: all.
    pub(crate) scopes: Option<Vec<String>>,
}

/// What a method has at hand.
pub(crate) struct Context<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) address: &'a Address,
    pub(crate) method: &'a Method,
    pub(crate) caller: Caller,
    /// The caller's permissions; `None`: all.
    pub(crate) scopes: Option<&'a [String]>,
    pub(crate) params: &'a Map,
}

/// What a method answers.
#[derive(Clone, Debug)]
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

impl<'a> Desk<'a> {
    /// For whoever these credentials belong to.
    pub(crate) fn open(
        credentials: &Credentials,
        state: &'a mut State,
        catalogue: &'a Catalogue,
        address: &'a Address,
    ) -> Result<Self, Refusal> {
        let (caller, scopes) = state.caller(credentials)?;
        let scopes = scopes.map(<[String]>::to_vec);
        Ok(Self { state, catalogue, address, caller, scopes })
    }

    /// Carries a call out.
    pub(crate) fn call(&mut self, api: Api, name: &str, params: &Map) -> Result<Reply, Refusal> {
        if !name.eq_ignore_ascii_case("batch") {
            return self.single(api, name, params);
        }
        if let Some(answer) = self.instead(api, name, params) {
            return answer;
        }
        let result = match api {
            Api::V2 => batch::v2(self, params),
            Api::V3 => batch::v3(self, params),
        };
        result.map(|reply| self.state.overrides.merged(name, reply))
    }

    /// The answer that somebody else decided on.
    fn instead(&self, api: Api, name: &str, params: &Map) -> Option<Result<Reply, Refusal>> {
        self.state.overrides.instead(name, params, || items::facts(self.catalogue, name, api, params))
    }

    /// Carries out a command of a batch and keeps it in the journal.
    pub(crate) fn observe(&mut self, api: Api, name: &str, params: &Map) -> Result<Reply, Refusal> {
        let result = self.single(api, name, params);
        let request = Request { api, name, credentials: &Credentials::None, params, in_batch: true };
        self.state.note(&request, Some(self.caller), result.as_ref().err());
        result
    }

    /// Carries out a call that is no batch, or lets somebody else answer it.
    fn single(&mut self, api: Api, name: &str, params: &Map) -> Result<Reply, Refusal> {
        if let Some(answer) = self.instead(api, name, params) {
            return answer;
        }
        let start = self.state.clock.now();
        let found = self.catalogue.called(name, api, params);
        let found = found.map_err(|e| Refusal::new(500, "INTERNAL_SERVER_ERROR", e.to_string()))?;
        let method = found.as_deref().ok_or(NO_METHOD)?;
        permit(self.caller, self.scopes.as_deref(), method)?;
        self.state.usage.allow(self.state.limits.as_ref(), &method.method, start)?;
        self.state.findings = findings::of(method, params, &self.catalogue.entities);
        if let Some(first) = self.state.findings.first().filter(|_| self.state.strict) {
            return Err(match api {
                Api::V2 => Refusal::argument(&first.path, first.to_string()),
                Api::V3 => {
                    Refusal::validation(self.state.findings.iter().map(|f| (f.path.clone(), f.to_string())).collect())
                }
            });
        }
        let result = self.answer(method, params);
        let now = self.state.clock.now();
        self.state.usage.spend(&method.method, now.saturating_sub(start), now);
        result.map(|reply| self.state.overrides.merged(name, reply))
    }

    /// From state, or in the documented shape.
    fn answer(&mut self, method: &Method, params: &Map) -> Result<Reply, Refusal> {
        let Some(emulated) = methods::emulated(method) else {
            check::params(method, params)?;
            return Ok(shaped::reply(method, params, &self.catalogue.entities));
        };
        emulated(&mut Context {
            state: &mut *self.state,
            catalogue: self.catalogue,
            address: self.address,
            method,
            caller: self.caller,
            scopes: self.scopes.as_deref(),
            params,
        })
    }
}

/// The body of a successful answer.
pub(crate) struct Answer<'a> {
    pub(crate) reply: &'a Reply,
    pub(crate) time: Value,
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
        body.serialize_entry("time", &self.time)?;
        body.end()
    }
}

/// The member `time` of an answer.
pub(crate) fn time(start: Duration, finish: Duration, operating: Operating) -> Value {
    let took = Value::from(finish.saturating_sub(start).as_secs_f64());
    map([
        ("start", start.as_secs_f64().into()),
        ("finish", finish.as_secs_f64().into()),
        ("duration", took.clone()),
        ("processing", took),
        ("date_start", iso(start).into()),
        ("date_finish", iso(finish).into()),
        ("operating_reset_at", operating.reset_at.into()),
        ("operating", operating.spent.as_secs_f64().into()),
    ])
}
