//! A run of a robot or an activity on its way in.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, SystemTime};

use secrecy::SecretString;
use serde_json::Value;

use super::Reply;
use crate::decode::{Extra, JsonText, Record, Source};
use crate::events::{ApplicationTokens, Auth, Malformed, Refused, Verifier, digest, form, moment, read, secret};

/// A run that anybody may have sent. What it says can be had once it is [verified](Self::verify).
pub struct Incoming {
    sent: Sent,
    digest: u64,
}

/// A process has come to a robot or an activity of the application.
///
/// ```
/// let body = b"code=double&workflow_id=1&document_id[]=crm&document_id[]=CCrmDocumentDeal&document_id[]=DEAL_7\
///     &properties[amount]=21&use_subscription=Y&event_token=t";
/// let run = b24::bizproc::Incoming::read(body, None)?.trust_unverified();
/// assert_eq!((run.document.id.as_str(), run.text("amount")), ("DEAL_7", Some("21")));
/// assert!(run.awaits_reply);
/// # Ok::<(), b24::events::Malformed>(())
/// ```
///
/// Prints without secrets.
#[derive(Clone)]
#[non_exhaustive]
pub struct Run {
    /// The code under which the robot or activity was registered.
    pub code: String,
    /// The process.
    pub workflow_id: String,
    /// What the process works on.
    pub document: Document,
    /// The kind of thing that it works on; its `id` is the name of the kind: `DEAL`.
    pub document_type: Document,
    /// What was entered for the registered properties: a text each, or a list of texts.
    pub properties: BTreeMap<String, Value>,
    /// The process waits for a [`reply`](Self::reply).
    pub awaits_reply: bool,
    /// How long it waits; absent where it waits without end.
    pub timeout: Option<Duration>,
    /// When the portal sent it.
    pub ts: Option<SystemTime>,
    /// Who sent it, and with what he can be called back.
    pub auth: Auth,
    /// What no page lists.
    pub extra: Extra,
    event_token: SecretString,
}

/// What a process works on: `["crm", "CCrmDocumentDeal", "DEAL_7"]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// `crm`
    pub module: String,
    /// `CCrmDocumentDeal`
    pub object: String,
    /// `DEAL_7`
    pub id: String,
}

impl Incoming {
    /// Reads the body of a portal's POST: a form, or JSON where the `Content-Type` says so.
    ///
    /// # Errors
    /// See [`Malformed`], which has the HTTP status to answer with.
    pub fn read(body: &[u8], content_type: Option<&str>) -> Result<Self, Malformed> {
        let json = form::read(body, content_type)?;
        let sent: Sent = read(JsonText::known(json.as_str()).root())?;
        for (value, name) in [(&sent.code, "code"), (&sent.workflow_id, "workflow_id")] {
            if value.is_empty() {
                return Err(Malformed::Missing(name));
            }
        }
        Ok(Self { sent, digest: digest(&json) })
    }

    /// The run, if it is from the portal that it names; see [`events::Incoming::verify`](crate::events::Incoming::verify).
    ///
    /// # Errors
    /// See [`Refused`], which has the HTTP status to answer with.
    pub async fn verify<T: ApplicationTokens>(self, verifier: &Verifier<T>) -> Result<Run, Refused> {
        let Sent { ts, auth, .. } = &self.sent;
        verifier.recognise("", *ts, auth).await?;
        verifier.admit("", auth, self.digest).await?;
        Ok(self.trust_unverified())
    }

    /// The run, whoever sent it. Only for what is already known to come from the portal: from a queue of one's own, for
    /// instance.
    pub fn trust_unverified(self) -> Run {
        let Sent { code, workflow_id, document, document_type, event_token, properties, .. } = self.sent;
        let Sent { awaits_reply, timeout, ts, auth, extra, .. } = self.sent;
        Run {
            code,
            workflow_id,
            document: document.into(),
            document_type: document_type.into(),
            properties: properties.unwrap_or_default(),
            awaits_reply: awaits_reply.unwrap_or_default(),
            // 0: without end.
            timeout: timeout.and_then(|s| u64::try_from(s).ok()).filter(|s| *s > 0).map(Duration::from_secs),
            ts,
            auth,
            extra,
            event_token: event_token.unwrap_or_default(),
        }
    }
}

impl Run {
    /// The text that was entered for a property; the first one, where it takes several.
    pub fn text(&self, property: &str) -> Option<&str> {
        self.texts(property).next()
    }

    /// The texts that were entered for a property that takes several.
    pub fn texts<'a>(&'a self, property: &str) -> impl Iterator<Item = &'a str> {
        let (one, several) = match self.properties.get(property) {
            Some(Value::Array(items)) => (None, items.as_slice()),
            other => (other, &[][..]),
        };
        one.into_iter().chain(several).filter_map(Value::as_str)
    }

    /// The values that the process goes on with, where it [waits](Self::awaits_reply) for them.
    pub fn reply(&self) -> Reply {
        Reply::to(self.event_token.clone())
    }

    /// What a reply is addressed by, to keep for [`Reply::to`]. Whoever has it can reply.
    pub fn event_token(&self) -> &SecretString {
        &self.event_token
    }
}

/// The fields of the message.
#[derive(Default)]
struct Sent {
    code: String,
    workflow_id: String,
    document: Vec<String>,
    document_type: Vec<String>,
    event_token: Option<SecretString>,
    properties: Option<BTreeMap<String, Value>>,
    awaits_reply: Option<bool>,
    timeout: Option<i64>,
    ts: Option<SystemTime>,
    auth: Auth,
    extra: Extra,
}

impl Record for Sent {
    const NAMES: &'static str = "\
        workflow_id\ncode\ndocument_id\ndocument_type\nevent_token\nproperties\nuse_subscription\n\
        timeout_duration\nts\nauth";
    type Blank = ();

    fn build(from: Source<'_>, (): &()) -> Self {
        Self {
            workflow_id: from.take_or_default(),
            code: from.take_or_default(),
            document: from.take_or_default(),
            document_type: from.take_or_default(),
            event_token: secret(from.take()),
            properties: from.take(),
            awaits_reply: from.take(),
            timeout: from.take(),
            ts: moment(from.take()),
            auth: from.take_or_default(),
            extra: from.rest(),
        }
    }
}

impl From<Vec<String>> for Document {
    fn from(parts: Vec<String>) -> Self {
        let mut parts = parts.into_iter();
        let mut next = || parts.next().unwrap_or_default();
        Self { module: next(), object: next(), id: next() }
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming").field("code", &self.sent.code).field("auth", &self.sent.auth).finish_non_exhaustive()
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("code", &self.code)
            .field("workflow_id", &self.workflow_id)
            .field("document", &self.document)
            .field("properties", &self.properties)
            .field("auth", &self.auth)
            .finish_non_exhaustive()
    }
}
