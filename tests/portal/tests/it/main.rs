//! The emulator from outside: over HTTP, as a client and a handler see it.
#![allow(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod access;
mod batch;
mod clients;
mod crm;
mod disk;
mod events;
mod faults;
mod found;
mod http;
mod limits;
mod oauth;
mod offline;
mod page;
mod program;
mod shaped;
mod state;
mod strict;
mod system;
mod tasks;
mod tls;
mod verify;
mod widgets;

use std::sync::{Arc, Mutex};

use b24_portal::{Builder, Portal};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpListener;

/// The pages that these tests speak of, so that they do not depend on what the documentation says today.
const METHODS: &str = include_str!("methods.jsonl");

/// 2024-07-18T11:55:36+02:00.
const NOON: u64 = 1_721_296_536;

fn builder() -> Builder {
    Portal::builder().methods(METHODS).clock_at(NOON)
}

async fn portal() -> Portal {
    builder().start().await.unwrap()
}

/// A portal with everything that is documented.
async fn shipped() -> Portal {
    Portal::builder().clock_at(NOON).start().await.unwrap()
}

/// An answer: its status and its body.
#[derive(Debug)]
struct Answer {
    status: u16,
    body: Value,
}

impl Answer {
    fn result(&self) -> &Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body.get("result").unwrap_or_else(|| panic!("no result in {}", self.body))
    }

    /// A command of the emulator's own was carried out.
    fn result_is_done(&self) {
        assert_eq!(self.body["done"], true, "{}", self.body);
    }

    /// Status, code and text of a v2 error.
    fn refusal(&self) -> (u16, &str, &str) {
        let text = |name| self.body[name].as_str().unwrap_or_else(|| panic!("no {name} in {}", self.body));
        (self.status, text("error"), text("error_description"))
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8");
    Answer { status, body: response.json().await.unwrap() }
}

/// A client of HTTP. Its TLS needs a provider even where it speaks none.
fn client() -> reqwest::Client {
    client_builder().build().unwrap()
}

fn client_builder() -> reqwest::ClientBuilder {
    // Tests start in any order: the first one installs it, and the others find it there.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
}

/// A POST of JSON.
async fn post(url: String, body: Value) -> Answer {
    answer(crate::client().post(url).json(&body)).await
}

/// A call with a token of that user.
async fn call(portal: &Portal, user: u64, method: &str, params: Value) -> Answer {
    call_of(portal, 0, user, method, params).await
}

/// A call with a token of that user in that application.
async fn call_of(portal: &Portal, application: usize, user: u64, method: &str, mut params: Value) -> Answer {
    params["auth"] = portal.tokens_of(application, user).access_token.into();
    post(format!("{}{method}", portal.client_endpoint()), params).await
}

/// A call through the webhook.
async fn hook(portal: &Portal, method: &str, params: Value) -> Answer {
    post(format!("{}{method}", portal.webhook_url()), params).await
}

/// What a handler received.
#[derive(Clone, Debug)]
struct Received {
    content_type: String,
    query: String,
    body: String,
}

impl Received {
    fn field(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.body.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// The names in their order.
    fn names(&self) -> Vec<String> {
        form_urlencoded::parse(self.body.as_bytes()).map(|(name, _)| name.into_owned()).collect()
    }
}

/// An application's own server.
struct Handler {
    url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Handler {
    async fn start(status: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/handler", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = received.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let log = log.clone();
                tokio::spawn(async move {
                    let service = service_fn(|request| receive(request, &log, status));
                    hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await
                });
            }
        });
        Self { url, received }
    }

    fn all(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    fn only(&self) -> Received {
        let all = self.all();
        assert_eq!(all.len(), 1, "{all:?}");
        all[0].clone()
    }
}

async fn receive(
    request: Request<Incoming>,
    log: &Mutex<Vec<Received>>,
    status: u16,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (head, body) = request.into_parts();
    assert_eq!(head.method, "POST");
    let body = body.collect().await?.to_bytes();
    log.lock().unwrap().push(Received {
        content_type: head.headers["content-type"].to_str().unwrap().into(),
        query: head.uri.query().unwrap_or("").into(),
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    let mut response = Response::new(Full::from("<h1>widget</h1>"));
    *response.status_mut() = status.try_into().unwrap();
    Ok(response)
}
