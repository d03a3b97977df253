//! What the portal sends to handlers: one POST, one try.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::Request;
use hyper::header::{CONTENT_TYPE, USER_AGENT};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;

use crate::state::Weigh;

/// How long a handler may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How much of a handler's answer is read.
const MAX_ANSWER: usize = 1 << 20;

/// A POST that is ready to go.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) body: String,
}

/// What became of an event or an opened widget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// The event or the placement.
    pub name: String,
    /// Where it went.
    pub url: String,
    /// The form that was sent.
    pub body: String,
    /// HTTP status of the handler's answer; `None` where none came.
    pub status: Option<u16>,
    /// The handler's answer, or why none came.
    pub answer: String,
}

impl Delivery {
    /// Did the handler answer with 2xx?
    pub fn accepted(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

impl Weigh for Delivery {
    fn weight(&self) -> usize {
        self.name.len() + self.url.len() + self.body.len() + self.answer.len()
    }
}

#[derive(Clone)]
pub(crate) struct Courier(Client<HttpConnector, Full<Bytes>>);

impl Courier {
    pub(crate) fn new() -> Self {
        Self(Client::builder(TokioExecutor::new()).build_http())
    }

    pub(crate) async fn deliver(&self, outgoing: Outgoing) -> Delivery {
        let sent = tokio::time::timeout(PATIENCE, self.post(&outgoing)).await;
        let late = || Err(format!("no answer within {} s", PATIENCE.as_secs()));
        let (status, answer) = match sent.unwrap_or_else(|_| late()) {
            Ok((status, answer)) => (Some(status), answer),
            Err(reason) => (None, reason),
        };
        let Outgoing { name, url, body } = outgoing;
        Delivery { name, url, body, status, answer }
    }

    async fn post(&self, outgoing: &Outgoing) -> Result<(u16, String), String> {
        let request = Request::post(&outgoing.url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(USER_AGENT, "Bitrix24 Webhook Engine")
            .body(Full::from(outgoing.body.clone()));
        let request = request.map_err(|e| format!("the handler's address is not one: {e}"))?;
        let response = self.0.request(request).await.map_err(|e| chain(&e))?;
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), MAX_ANSWER).collect().await;
        let answer = body.map(|body| String::from_utf8_lossy(&body.to_bytes()).into_owned());
        Ok((status, answer.unwrap_or_else(|e| format!("the answer breaks off: {e}"))))
    }
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
