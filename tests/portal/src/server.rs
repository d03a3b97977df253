//! HTTP: connections, bodies, routes.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use b24_specs::ir::Api;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::Serialize;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::access::Credentials;
use crate::call::{Answer, Desk, time};
use crate::oauth::Authorized;
use crate::refusal::Refusal;
use crate::send::scope;
use crate::shared::Shared;
use crate::value::{Map, Value, map, member};
use crate::{call, control, input, oauth};

/// The longest body that is read.
const MAX_BODY: usize = 32 << 20;
/// How long a client may take for its body.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a connection may be idle: longer than clients keep theirs, so that the portal is not the one to hang up.
const IDLE: Duration = Duration::from_secs(120);

type Reply = Response<Full<Bytes>>;

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
        async move { Ok::<_, Infallible>(answer(&shared, secure, request).await) }
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
    Nowhere,
}

impl Route {
    fn of(path: &str) -> Self {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let (api, rest) = match segments.as_slice() {
            ["_portal", name] => return Self::Control((*name).to_owned()),
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

async fn answer(shared: &Arc<Shared>, secure: bool, request: Request<Incoming>) -> Reply {
    let route = Route::of(request.uri().path());
    let api = if let Route::Call { api, .. } = &route { *api } else { Api::V2 };
    let refuse = |refusal: &Refusal| json(refusal.status, &refusal.body(api));
    if !matches!(*request.method(), Method::GET | Method::HEAD | Method::POST) {
        return refuse(&Refusal::unreadable(405, "only GET and POST are answered"));
    }
    let (head, body) = request.into_parts();
    let body = match read(body).await {
        Ok(body) => body,
        Err(refusal) => return refuse(&refusal),
    };
    let query = head.uri.query().unwrap_or("");
    let content_type = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let params = match input::params(api, query, content_type, &body) {
        Ok(params) => params,
        Err(refusal) => return refuse(&refusal),
    };
    match route {
        Route::Call { api, credentials, name } => {
            let (credentials, params) = authorize(credentials, &head.headers, params);
            let request =
                call::Request { api, name: &name, credentials: &credentials, params: &params, in_batch: false };
            perform(shared, secure, &request)
        }
        Route::Authorize => authorized(shared, secure, &params),
        Route::Token => {
            let mut state = shared.state();
            let app = member(&params, "client_id").and_then(Value::text).and_then(|id| state.known(&id));
            let scope = scope(&state, &shared.catalogue, app);
            match oauth::token(&mut state, shared.address_of(secure), &scope, &params) {
                Ok(answer) => json(200, &answer),
                Err(refusal) => refuse(&refusal),
            }
        }
        Route::Control(name) => match control::answer(shared, &name, &Value::Map(params)).await {
            Some(answer) => json(200, &answer),
            None => refuse(&Refusal::unreadable(404, "there is no such control")),
        },
        Route::Nowhere => refuse(&Refusal::unreadable(404, "there is nothing at this address")),
    }
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

fn authorized(shared: &Shared, secure: bool, params: &Map) -> Reply {
    let mut state = shared.state();
    let app = member(params, "client_id").and_then(Value::text).and_then(|id| state.known(&id));
    let scope = scope(&state, &shared.catalogue, app);
    match oauth::authorize(&mut state, shared.address_of(secure), &scope, params) {
        Ok(Authorized::Shown(code)) => json(200, &map([("code", code.into())])),
        Ok(Authorized::Redirect(to)) => match HeaderValue::from_str(&to) {
            Ok(to) => {
                let mut response = Response::new(Full::default());
                *response.status_mut() = StatusCode::FOUND;
                response.headers_mut().insert(LOCATION, to);
                response
            }
            Err(_) => json(400, &Refusal::unreadable(400, "the application's address is not one").body(Api::V2)),
        },
        Err(refusal) => json(refusal.status, &refusal.body(Api::V2)),
    }
}

fn perform(shared: &Arc<Shared>, secure: bool, request: &call::Request<'_>) -> Reply {
    let mut state = shared.state();
    let start = state.clock.now();
    let opened = Desk::open(request.credentials, &mut state, &shared.catalogue, shared.address_of(secure));
    let (caller, result) = match opened {
        Ok(mut desk) => (Some(desk.caller), desk.call(request.api, request.name, request.params)),
        Err(refusal) => (None, Err(refusal)),
    };
    state.note(request, caller, result.as_ref().err());
    let time = time(start, state.clock.now());
    let fires = std::mem::take(&mut state.outbox);
    drop(state);
    shared.send_caused(fires);
    match result {
        Ok(reply) => json(200, &Answer { reply: &reply, time }),
        Err(refusal) => json(refusal.status, &refusal.body(request.api)),
    }
}

fn json(status: u16, body: &impl Serialize) -> Reply {
    let text = serde_json::to_vec(body).unwrap_or_default();
    let mut response = Response::new(Full::from(text));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    response
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
        for path in ["", "/", "/rest", "/rest/", "/rest/a/b/c", "/rest/1/b", "/rest/1/2/3/4", "/_portal/a/b", "*"] {
            assert_eq!(Route::of(path), Route::Nowhere, "{path}");
        }
    }
}
