//! What was called, for tests to assert on.

use b24_specs::ir::Api;
use serde::Serialize;

use crate::state::Weigh;
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
    /// The parameters, without `auth`.
    pub params: Value,
    /// HTTP status of the answer.
    pub status: u16,
    /// The error's code, where it was refused.
    pub error: Option<String>,
}

impl Weigh for Call {
    fn weight(&self) -> usize {
        self.method.len() + self.params.weight()
    }
}
