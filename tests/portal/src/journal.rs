//! What was called, for tests to assert on.

use b24_specs::ir::Api;
use serde::Serialize;

use crate::access::Caller;
use crate::call::Request;
use crate::refusal::Refusal;
use crate::state::{State, Weigh};
use crate::value::Value;

/// A call that reached the portal.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Call {
    /// The interface it came through.
    pub api: Api,
    /// The method, as the caller wrote it.
    pub method: String,
    /// The user on whose behalf it came; `None` where the portal did not know the caller.
    pub user: Option<u64>,
    /// The application that called; `None`: a webhook or nobody.
    pub client_id: Option<String>,
    /// It was a command of a batch, whose own entry follows.
    pub in_batch: bool,
    /// The parameters, without `auth`.
    pub params: Value,
    /// What the method's page does not document of it: the parameter, the rule, the method, file and line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
    /// HTTP status of the answer.
    pub status: u16,
    /// The error's code, where it was refused.
    pub error: Option<String>,
}

impl Weigh for Call {
    fn weight(&self) -> usize {
        self.method.len() + self.params.weight() + self.findings.iter().map(String::len).sum::<usize>()
    }
}

impl State {
    /// Keeps a call.
    pub(crate) fn note(&mut self, request: &Request<'_>, caller: Option<Caller>, refusal: Option<&Refusal>) {
        let findings = std::mem::take(&mut self.findings).iter().map(ToString::to_string).collect();
        let app = caller.and_then(|caller| caller.app).and_then(|app| self.applications.get(app));
        let entry = Call {
            api: request.api,
            method: request.name.to_owned(),
            user: caller.map(|caller| caller.user),
            client_id: app.map(|app| app.client_id.clone()),
            in_batch: request.in_batch,
            findings,
            params: Value::Map(request.params.clone()),
            status: refusal.map_or(200, |refusal| refusal.status),
            error: refusal.map(|refusal| refusal.code.clone().into_owned()),
        };
        self.calls.push(entry);
    }
}
