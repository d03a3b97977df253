//! The answer to a run.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};

use crate::client::Client;
use crate::error::Error;

/// What a process goes on with: `bizproc.event.send`.
#[derive(Clone)]
#[must_use = "nothing is sent before `.send(client)` is awaited"]
pub struct Reply {
    event_token: SecretString,
    values: Map<String, Value>,
    log: Option<String>,
}

impl Reply {
    /// To the run with this [token](super::Run::event_token).
    pub fn to(event_token: impl Into<SecretString>) -> Self {
        Self { event_token: event_token.into(), values: Map::new(), log: None }
    }

    /// A value, by its name in `RETURN_PROPERTIES` of the robot or activity.
    pub fn value(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.values.insert(name.into(), value.into());
        self
    }

    /// A note for the log of the process.
    pub fn log(mut self, message: impl Into<String>) -> Self {
        self.log = Some(message.into());
        self
    }

    /// Sends it, after which the process goes on. Once: a second reply is refused.
    ///
    /// # Errors
    /// See [`Error`]. `ACCESS_DENIED` says that the process does not wait for this reply (any more).
    pub async fn send<A>(&self, client: &Client<A>) -> Result<(), Error> {
        let mut params = json!({ "EVENT_TOKEN": self.event_token.expose_secret(), "RETURN_VALUES": self.values });
        if let Some(log) = &self.log {
            params["LOG_MESSAGE"] = log.as_str().into();
        }
        client.call_raw("bizproc.event.send", params).await.map(drop)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply").field("values", &self.values).field("log", &self.log).finish_non_exhaustive()
    }
}
