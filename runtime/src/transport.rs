//! One request, one answer. Not generic: compiled once.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Response, StatusCode, Url};
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use tokio::sync::OnceCell;

use crate::address::{Access, portal};
use crate::auth::{Session, Token};
use crate::error::{Call, Error, Failure, Loss};
use crate::limits::Limiter;
use crate::method::{Invalid, Kind, Version};
use crate::params::{Params, Sent};
use crate::reply::Reply;
use crate::retry::Retry;

/// Connections, and the right to call one portal over them.
pub(crate) struct Transport {
    pub(crate) http: reqwest::Client,
    pub(crate) session: Arc<Session>,
    pub(crate) limiter: Arc<Limiter>,
    pub(crate) retry: Retry,
    /// For one try.
    pub(crate) timeout: Duration,
    /// What `app.info` says that the application's number on the portal is.
    pub(crate) application_id: OnceCell<String>,
}

/// A call to be made.
pub(crate) struct Request {
    pub(crate) method: Cow<'static, str>,
    pub(crate) api: Version,
    pub(crate) kind: Kind,
    /// Ready to be sent, but for the token.
    pub(crate) body: Result<Body, Invalid>,
    /// The methods whose time it uses.
    pub(crate) bill: Vec<Cow<'static, str>>,
}

/// Parameters as JSON.
pub(crate) struct Body {
    /// An object; or what stands for it where no token goes with it.
    json: Vec<u8>,
}

impl Body {
    /// `app`: a token will go with it, which takes the place of a parameter of that name.
    pub(crate) fn new(params: &Params, app: bool) -> Result<Self, Invalid> {
        let object = Object { params, without: app.then_some("auth") };
        Self::of(&object)
    }

    /// Of anything that serializes to an object or, where no token goes with it, to a list.
    pub(crate) fn of(value: &impl Serialize) -> Result<Self, Invalid> {
        let json = serde_json::to_vec(value).map_err(|error| Invalid::new("params", error.to_string()))?;
        Ok(Self { json })
    }

    /// The token is always the last, as some methods read by position.
    fn with(&self, auth: Option<&str>) -> Vec<u8> {
        let mut json = self.json.clone();
        if let (Some(auth), Some(b'}')) = (auth, json.last()) {
            json.pop();
            json.extend_from_slice(if json.len() > 1 { br#","auth":"# } else { br#""auth":"# });
            json.extend_from_slice(serde_json::Value::from(auth).to_string().as_bytes());
            json.push(b'}');
        }
        json
    }
}

struct Object<'a> {
    params: &'a Params,
    without: Option<&'static str>,
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.params.entries().filter(|(name, _)| Some(*name) != self.without) {
            map.serialize_entry(name, &Sent(value))?;
        }
        map.end()
    }
}

impl Transport {
    /// The same portal and connections with another token, which ends when it ends.
    pub(crate) fn with_token(&self, token: Token) -> Self {
        let access = self.access().with_token(token);
        Self {
            http: self.http.clone(),
            session: Session::new(self.http.clone(), access, None, None),
            limiter: Arc::clone(&self.limiter),
            retry: self.retry,
            timeout: self.timeout,
            application_id: OnceCell::new(),
        }
    }

    /// Sends a call once; twice where the portal has moved.
    pub(crate) async fn attempt(
        &self,
        request: &Request,
        body: &Body,
        access: &Arc<Access>,
        key: Option<&str>,
    ) -> Result<Reply, Error> {
        let call = || Call::new(request.method.clone(), access.portal());
        let response = self.post(request, body, access, key, call).await?;
        let Some(base) = moved(access, &response) else { return self.reply(access, response, call()).await };
        let there = Arc::new(access.at(base.clone()));
        let call = || Call::new(request.method.clone(), there.portal()).moved_from(access.portal());
        let response = self.post(request, body, &there, key, call).await?;
        let reply = self.reply(&there, response, call()).await?;
        if reply.is_of_a_portal() {
            self.session.moved(access, base).await;
        }
        Ok(reply)
    }

    async fn post(
        &self,
        request: &Request,
        body: &Body,
        access: &Access,
        key: Option<&str>,
        call: impl Fn() -> Call,
    ) -> Result<Response, Error> {
        let post = self.http.post(access.url(request.api, &request.method)).timeout(self.timeout);
        let post = post.header(CONTENT_TYPE, "application/json").body(body.with(access.auth()));
        let post = match key {
            Some(key) => post.header("Idempotency-Key", key),
            None => post,
        };
        post.send().await.map_err(|error| unsent_or_lost(call(), error))
    }

    async fn reply(&self, access: &Arc<Access>, response: Response, call: Call) -> Result<Reply, Error> {
        let status = response.status();
        if status.is_redirection() {
            return Err(Error::Redirected { call, status: status.as_u16(), to: named(access, &response) });
        }
        let replayed = response.headers().get("Idempotent-Replayed").is_some_and(|v| v.as_bytes() == b"true");
        let (access, limiter) = (Arc::clone(access), Arc::clone(&self.limiter));
        match response.bytes().await {
            Ok(body) => Ok(Reply { access, limiter, call, status, body, replayed }),
            Err(error) => {
                let loss = if error.is_timeout() { Loss::Timeout } else { Loss::CutOff };
                Err(Error::Unanswered { call, loss, source: Failure::new(error) })
            }
        }
    }
}

/// Where a portal that has moved is now.
fn moved(access: &Access, response: &Response) -> Option<crate::address::Base> {
    let location = response.headers().get(LOCATION).filter(|_| response.status() == StatusCode::FOUND)?;
    access.base().moved(response.url(), location.to_str().ok()?)
}

/// The other host that a redirect names.
fn named(access: &Access, response: &Response) -> Option<String> {
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    let url: Url = response.url().join(location).ok()?;
    let mut to = portal(&url)?;
    let elsewhere = Some(&to) != portal(response.url()).as_ref();
    access.hide(&mut to);
    elsewhere.then_some(to)
}

pub(crate) fn unsent_or_lost(call: Call, error: reqwest::Error) -> Error {
    if error.is_builder() {
        return Error::Invalid { call, error: Invalid::new("method", Failure::new(error).to_string()) };
    }
    if error.is_connect() {
        return Error::Connect { call, source: Failure::new(error) };
    }
    let garbled = hyper_error(&error).filter(|error| error.is_parse());
    if let Some(reason) = garbled.map(|error| format!("it is not HTTP: {error}")) {
        return Error::NotAnAnswer { call, status: None, reason, excerpt: String::new() };
    }
    let loss = if error.is_timeout() { Loss::Timeout } else { Loss::Closed };
    Error::Unanswered { call, loss, source: Failure::new(error) }
}

fn hyper_error(error: &reqwest::Error) -> Option<&hyper::Error> {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref() {
            return Some(error);
        }
        cause = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_token_is_the_last_parameter_and_the_only_one_of_its_name() {
        let of = |params: serde_json::Value, app: bool| {
            let serde_json::Value::Object(params) = params else { panic!("no object") };
            let body = Body::new(&Params::from(params), app).unwrap();
            String::from_utf8(body.with(app.then_some("t\"k"))).unwrap()
        };
        assert_eq!(of(json!({}), true), r#"{"auth":"t\"k"}"#);
        assert_eq!(of(json!({"a": 1, "auth": "own", "z": {}}), true), r#"{"a":1,"z":{},"auth":"t\"k"}"#);
        assert_eq!(of(json!({"auth": "own"}), false), r#"{"auth":"own"}"#);
        assert_eq!(Body::of(&json!([1])).unwrap().with(Some("t")), b"[1]");
    }
}
