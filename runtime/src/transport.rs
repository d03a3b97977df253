//! One request, one answer. Not generic: compiled once.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;

use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Response, StatusCode, Url};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::address::Access;
use crate::answer::{Answer, Other, parse};
use crate::decode::Decode;
use crate::error::{Call, Error, Failure, Loss};
use crate::method::{Invalid, Refusal, Version};
use crate::params::Params;

/// A call under way, whatever its method.
pub(crate) type Exchange<'c> = Pin<Box<dyn Future<Output = Result<Reply<'c>, Error>> + Send + 'c>>;

/// What an error shows of an answer that is none.
const EXCERPT: usize = 80;

/// Connections, and the right to call one portal over them.
pub(crate) struct Transport {
    http: reqwest::Client,
    access: Access,
}

/// What came back: to be read into the method's type.
pub(crate) struct Reply<'c> {
    access: &'c Access,
    call: Call,
    status: StatusCode,
    body: Vec<u8>,
}

impl Transport {
    pub(crate) fn new(http: reqwest::Client, access: Access) -> Self {
        Self { http, access }
    }

    pub(crate) fn portal(&self) -> &str {
        self.access.portal()
    }

    /// Prepares a call; it is sent when the future is polled.
    pub(crate) fn exchange(
        &self,
        method: Cow<'static, str>,
        api: Version,
        params: &Params,
        check: Result<(), Invalid>,
    ) -> Exchange<'_> {
        let url = self.access.url(api, &method);
        let body = check.and_then(|()| check_name(&method)).and_then(|()| {
            serde_json::to_vec(&Body { params, auth: self.access.auth() })
                .map_err(|error| Invalid::new("params", error.to_string()))
        });
        let call = Call::new(method, self.access.portal());
        Box::pin(async move {
            match body {
                Ok(body) => self.send(call, url, body).await,
                Err(error) => Err(Error::Invalid { call, error }),
            }
        })
    }

    async fn send(&self, call: Call, url: String, body: Vec<u8>) -> Result<Reply<'_>, Error> {
        let request = self.http.post(url).header(CONTENT_TYPE, "application/json").body(body);
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => return Err(unsent_or_lost(call, error)),
        };
        let status = response.status();
        if status.is_redirection() {
            return Err(Error::Redirected { call, status: status.as_u16(), to: self.moved_to(&response) });
        }
        match response.bytes().await {
            Ok(body) => Ok(Reply { access: &self.access, call, status, body: body.into() }),
            Err(error) => {
                let loss = if error.is_timeout() { Loss::Timeout } else { Loss::CutOff };
                Err(Error::Unanswered { call, loss, source: Failure::new(error) })
            }
        }
    }

    /// The other host that a redirect names.
    fn moved_to(&self, response: &Response) -> Option<String> {
        let location = response.headers().get(LOCATION)?.to_str().ok()?;
        let url = response.url().join(location).ok()?;
        let mut to = host(&url)?;
        self.access.hide(&mut to);
        (Some(&to) != host(response.url()).as_ref()).then_some(to)
    }
}

fn host(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// Names are part of the address: nothing in them may lead elsewhere.
fn check_name(name: &str) -> Result<(), Invalid> {
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    if plain && name.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric()) {
        Ok(())
    } else {
        Err(Invalid::new("method", format!("{name:?} is not the name of a method, such as `crm.item.get`")))
    }
}

fn unsent_or_lost(call: Call, error: reqwest::Error) -> Error {
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

/// Parameters and, for an application, the token: always the last, as some methods read by position.
struct Body<'a> {
    params: &'a Params,
    auth: Option<&'a str>,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(auth) = self.auth else { return self.params.serialize(serializer) };
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.params.iter().filter(|(name, _)| *name != "auth") {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry("auth", auth)?;
        map.end()
    }
}

impl Reply<'_> {
    /// Reads the answer into the method's type.
    pub(crate) fn read<T: Decode>(self) -> Result<Answer<T>, Error> {
        parse(self.status.as_u16(), &self.body).map_err(|other| self.failed(other))
    }

    fn failed(self, other: Other) -> Error {
        let Self { access, call, status, body } = self;
        match other {
            Other::Refused(mut error) => {
                hide(access, &mut error);
                Error::Refused { call, error }
            }
            Other::Misfit(misfit) => {
                let [mut path, mut found] = [misfit.path, misfit.found];
                access.hide(&mut path);
                access.hide(&mut found);
                Error::Decode { call, path, expected: misfit.expected, found: cut(&found) }
            }
            Other::Nonsense(mut reason) => {
                let mut text = String::from_utf8_lossy(&body).into_owned();
                access.hide(&mut text);
                access.hide(&mut reason);
                let excerpt = cut(text.trim());
                Error::NotAnAnswer { call, status: Some(status.as_u16()), reason: cut(&reason), excerpt }
            }
        }
    }
}

fn hide(access: &Access, refusal: &mut Refusal) {
    access.hide(&mut refusal.code);
    access.hide(&mut refusal.message);
    for finding in &mut refusal.validation {
        access.hide(&mut finding.field);
        access.hide(&mut finding.message);
    }
    for value in refusal.extra.values_mut() {
        hide_in(access, value);
    }
}

fn hide_in(access: &Access, value: &mut Value) {
    match value {
        Value::String(text) => access.hide(text),
        Value::Array(items) => items.iter_mut().for_each(|item| hide_in(access, item)),
        Value::Object(map) => map.values_mut().for_each(|item| hide_in(access, item)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
