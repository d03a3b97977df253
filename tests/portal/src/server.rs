//! HTTP: connections, bodies, routes.

use std::sync::Arc;
use std::time::Duration;

use b24_specs::ir::Api;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::access::Credentials;
use crate::call::{Answer, time};
use crate::methods::disk;
use crate::oauth::Authorized;
use crate::perform::{Reply, json, perform, raw};
use crate::refusal::Refusal;
use crate::send::scope;
use crate::shared::Shared;
use crate::value::{Map, Value, map, member};
use crate::{call, control, input, multipart, oauth, page};

const HTML: &str = "text/html; charset=utf-8";
/// The longest body that is read.
const MAX_BODY: usize = 32 << 20;
/// How long a client may take for its body.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a connection may be idle: longer than clients keep theirs, so that the portal is not the one to hang up.
const IDLE: Duration = Duration::from_secs(120);

/// Answers connections until it is dropped, and them with it.
pub(crate) async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // Without it, an answer may wait for the client's acknowledgement; if it fails, that is all that happens.
                    let _ = stream.set_nodelay(true);
                    let (tls, shared) = (tls.clone(), shared.clone());
                    connections.spawn(async move {
                        match tls {
                            None => connection(stream, false, shared).await,
                            // A client that breaks the handshake off concerns nobody but itself.
                            Some(tls) => if let Ok(Ok(stream)) = tokio::time::timeout(PATIENCE, tls.accept(stream)).await {
                                connection(stream, true, shared).await;
                            },
                        }
                    });
                }
                // Out of file descriptors, most likely: give the others time to end.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(stream: impl AsyncRead + AsyncWrite + Unpin, secure: bool, shared: Arc<Shared>) {
    let service = service_fn(|request| {
        let shared = shared.clone();
        async move { answer(&shared, secure, request).await.ok_or(Cut) }
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(IDLE);
    // A connection that breaks concerns nobody but its client.
    let _ = server.serve_connection(TokioIo::new(stream), service).await;
}

/// Where a request goes.
#[derive(Debug, PartialEq)]
enum Route {
    Call { api: Api, credentials: Credentials, name: String },
    Control(String),
    Authorize,
    Token,
    Upload,
    Download,
    Page,
    Try,
    Nowhere,
}

impl Route {
    fn of(path: &str) -> Self {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let (api, rest) = match segments.as_slice() {
            ["_portal", name] => return Self::Control((*name).to_owned()),
            [] => return Self::Page,
            ["try"] => return Self::Try,
            ["rest", "upload.json"] => return Self::Upload,
            ["rest", "download.json"] => return Self::Download,
            ["oauth", "authorize"] => return Self::Authorize,
            ["oauth", "token"] => return Self::Token,
            ["rest", "api", rest @ ..] => (Api::V3, rest),
            ["rest", rest @ ..] => (Api::V2, rest),
            _ => return Self::Nowhere,
        };
        let (credentials, name) = match rest {
            [name] => (Credentials::None, name),
            [user, code, name] => match user.parse() {
                Ok(user) => (Credentials::Webhook { user, code: (*code).to_owned() }, name),
                Err(_) => return Self::Nowhere,
            },
            _ => return Self::Nowhere,
        };
        Self::Call { api, credentials, name: name.strip_suffix(".json").unwrap_or(name).to_owned() }
    }
}

/// The connection is to end without an answer.
#[derive(Debug)]
struct Cut;

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("cut on demand")
    }
}

impl std::error::Error for Cut {}

/// Answers a request; `None`: the connection ends here.
async fn answer(shared: &Arc<Shared>, secure: bool, request: Request<Incoming>) -> Option<Reply> {
    let route = Route::of(request.uri().path());
    let api = if let Route::Call { api, .. } = &route { *api } else { Api::V2 };
    match routed(shared, secure, route, request).await {
        Ok(reply) => reply,
        Err(refusal) => Some(json(refusal.status, &refusal.body(api))),
    }
}

async fn routed(
    shared: &Arc<Shared>,
    secure: bool,
    route: Route,
    request: Request<Incoming>,
) -> Result<Option<Reply>, Refusal> {
    if !matches!(*request.method(), Method::GET | Method::HEAD | Method::POST) {
        return Err(Refusal::unreadable(405, "only GET and POST are answered"));
    }
    let (head, body) = request.into_parts();
    let body = read(body).await?;
    let query = head.uri.query().unwrap_or("");
    let content_type = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if let Route::Upload = route {
        return uploaded(shared, secure, query, content_type, &body).map(Some);
    }
    let api = if let Route::Call { api, .. } = &route { *api } else { Api::V2 };
    let params = input::params(api, query, content_type, &body)?;
    Ok(Some(match route {
        Route::Call { api, credentials, name } => {
            let (credentials, params) = authorize(credentials, &head.headers, params);
            let request =
                call::Request { api, name: &name, credentials: &credentials, params: &params, in_batch: false };
            let key = head.headers.get("idempotency-key").map(|key| String::from_utf8_lossy(key.as_bytes()));
            return Ok(perform(shared, secure, &request, key.as_deref(), &head.uri).await);
        }
        Route::Authorize => authorized(shared, secure, &params)?,
        Route::Token => {
            let mut state = shared.state();
            let app = member(&params, "client_id").and_then(Value::text).and_then(|id| state.known(&id));
            let scope = scope(&state, &shared.catalogue, app);
            json(200, &oauth::token(&mut state, shared.address_of(secure), &scope, &params)?)
        }
        Route::Control(name) => {
            if name == "calls.jsonl" {
                return Ok(Some(raw(200, "application/jsonl; charset=utf-8", control::lines(shared).into())));
            }
            let back = member(&params, "back").and_then(Value::text);
            let answer = control::answer(shared, &name, &Value::Map(params)).await;
            let answer = answer.ok_or_else(|| Refusal::unreadable(404, "there is no such control"))?;
            match back {
                None => json(200, &answer),
                // A form of the page: the browser goes back to it.
                Some(_) => redirect(303, "/")?,
            }
        }
        Route::Page => raw(200, HTML, page::home(shared, &params).into()),
        Route::Try => {
            let page = page::attempt(shared, &params);
            let fires = std::mem::take(&mut shared.state().outbox);
            shared.send_caused(fires);
            raw(200, HTML, page.into())
        }
        Route::Download => {
            let token = member(&params, "token").and_then(Value::text).unwrap_or_default();
            let content = disk::downloaded(&shared.state(), &token);
            let content = content.ok_or_else(|| Refusal::unreadable(404, "there is no such file"))?;
            raw(200, "application/octet-stream", content)
        }
        Route::Upload | Route::Nowhere => return Err(Refusal::unreadable(404, "there is nothing at this address")),
    }))
}

async fn read(body: Incoming) -> Result<Bytes, Refusal> {
    match tokio::time::timeout(PATIENCE, Limited::new(body, MAX_BODY).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(e)) if e.is::<LengthLimitError>() => Err(Refusal::unreadable(413, "the body is too long")),
        Ok(Err(_)) => Err(Refusal::unreadable(400, "the body breaks off")),
        Err(_) => Err(Refusal::unreadable(408, "the body takes too long")),
    }
}

/// Takes the token out of the parameters or the header, where the address does not say who calls.
fn authorize(credentials: Credentials, headers: &HeaderMap, mut params: Map) -> (Credentials, Map) {
    let auth = params.shift_remove("auth").as_ref().and_then(Value::text);
    if credentials != Credentials::None {
        return (credentials, params);
    }
    let bearer = || {
        let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
        let (kind, token) = header.split_once(' ')?;
        kind.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
    };
    (auth.or_else(bearer).map_or(Credentials::None, Credentials::Token), params)
}

/// Where a user's browser goes after the user has agreed.
fn authorized(shared: &Shared, secure: bool, params: &Map) -> Result<Reply, Refusal> {
    let mut state = shared.state();
    let app = member(params, "client_id").and_then(Value::text).and_then(|id| state.known(&id));
    let scope = scope(&state, &shared.catalogue, app);
    match oauth::authorize(&mut state, shared.address_of(secure), &scope, params)? {
        Authorized::Shown(code) => Ok(json(200, &map([("code", code.into())]))),
        Authorized::Redirect(to) => redirect(302, &to),
    }
}

fn redirect(status: u16, to: &str) -> Result<Reply, Refusal> {
    let to = HeaderValue::from_str(to).map_err(|_| Refusal::unreadable(400, "there is no way to that address"))?;
    let mut response = raw(status, HTML, Bytes::new());
    response.headers_mut().insert(LOCATION, to);
    Ok(response)
}

/// A file for an upload that was announced.
fn uploaded(shared: &Shared, secure: bool, query: &str, content_type: &str, body: &Bytes) -> Result<Reply, Refusal> {
    let params = input::params(Api::V2, query, "", b"")?;
    let token = member(&params, "token").and_then(Value::text).unwrap_or_default();
    let broken = || Refusal::unreadable(400, "the body is no multipart/form-data with a file");
    let boundary = multipart::boundary(content_type).ok_or_else(broken)?;
    let parts = multipart::parts(boundary, body).ok_or_else(broken)?;
    let part = parts.into_iter().find(|part| part.name == "file").ok_or_else(broken)?;
    let content = Bytes::copy_from_slice(part.content);
    let mut state = shared.state();
    let start = state.clock.now();
    let name = part.file_name.unwrap_or_default();
    let file = disk::uploaded(&mut state, shared.address_of(secure), &token, &name, content)?;
    let now = state.clock.now();
    let time = time(start, now, state.usage.operating("upload", now));
    Ok(json(200, &Answer { reply: &call::Reply::of(file), time }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(api: Api, hook: Option<(u64, &str)>, name: &str) -> Route {
        let credentials =
            hook.map_or(Credentials::None, |(user, code)| Credentials::Webhook { user, code: code.into() });
        Route::Call { api, credentials, name: name.into() }
    }

    #[test]
    fn addresses_say_who_calls_what() {
        assert_eq!(Route::of("/rest/event.get"), call(Api::V2, None, "event.get"));
        assert_eq!(Route::of("/rest//event.get.json"), call(Api::V2, None, "event.get"));
        assert_eq!(Route::of("/rest/1/secret/crm.deal.List/"), call(Api::V2, Some((1, "secret")), "crm.deal.List"));
        assert_eq!(Route::of("/rest/api/7/s/tasks.task.get"), call(Api::V3, Some((7, "s")), "tasks.task.get"));
        assert_eq!(Route::of("/rest/api/tasks.task.get"), call(Api::V3, None, "tasks.task.get"));
        assert_eq!(Route::of("/_portal/fire"), Route::Control("fire".into()));
        for path in ["/rest", "/rest/", "/rest/a/b/c", "/rest/1/b", "/rest/1/2/3/4", "/_portal/a/b", "*"] {
            assert_eq!(Route::of(path), Route::Nowhere, "{path}");
        }
    }
}
