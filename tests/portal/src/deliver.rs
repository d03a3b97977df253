//! What the portal sends to handlers: one POST, one try.

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use serde::Serialize;

use crate::state::Weigh;
use crate::tls;

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

/// Carries POSTs to handlers, over HTTP and HTTPS.
#[derive(Clone)]
pub(crate) struct Courier(reqwest::Client);

impl Courier {
    pub(crate) fn new() -> Result<Self, tls::Failure> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::any_handler()?)
            .user_agent("Bitrix24 Webhook Engine")
            .redirect(Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .build()?;
        Ok(Self(client))
    }

    pub(crate) async fn deliver(&self, outgoing: Outgoing) -> Delivery {
        let (status, answer) = match self.post(&outgoing).await {
            Ok((status, answer)) => (Some(status), answer),
            Err(error) if error.is_timeout() => (None, format!("no answer within {} s", PATIENCE.as_secs())),
            Err(error) => (None, chain(&error)),
        };
        let Outgoing { name, url, body } = outgoing;
        Delivery { name, url, body, status, answer }
    }

    async fn post(&self, outgoing: &Outgoing) -> Result<(u16, String), reqwest::Error> {
        let form = self.0.post(&outgoing.url).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let mut response = form.body(outgoing.body.clone()).send().await?;
        let mut answer = Vec::new();
        while let Some(part) = response.chunk().await.transpose() {
            match part {
                Ok(part) if answer.len() + part.len() <= MAX_ANSWER => answer.extend_from_slice(&part),
                Ok(_) => {
                    answer = format!("the answer is longer than {MAX_ANSWER} bytes").into_bytes();
                    break;
                }
                Err(error) => {
                    answer = format!("the answer breaks off: {error}").into_bytes();
                    break;
                }
            }
        }
        Ok((response.status().as_u16(), String::from_utf8_lossy(&answer).into_owned()))
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
