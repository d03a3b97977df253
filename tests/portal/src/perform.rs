//! A call on its way through limits, faults and replays to its answer.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::channel::Channel;
use http_body_util::{Either, Full};
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use hyper::{Response, StatusCode, Uri};
use serde::Serialize;

use crate::call::{self, Answer, Desk, Request, time};
use crate::faults::Mishap;
use crate::refusal::Refusal;
use crate::shared::Shared;
use crate::value::Value;

/// An answer: as a whole, or piece by piece.
pub(crate) type Reply = Response<Either<Full<Bytes>, Channel<Bytes>>>;

const JSON: &str = "application/json; charset=utf-8";
/// Bytes of a piece of a slow answer.
const PIECE: usize = 16;
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// Carries a call out; `None`: the connection is to end.
pub(crate) async fn perform(
    shared: &Arc<Shared>,
    secure: bool,
    request: &Request<'_>,
    key: Option<&str>,
    uri: &Uri,
) -> Option<Reply> {
    let mishap = shared.state().faults.befall(request.name);
    let Some(mishap) = mishap else { return Some(carry_out(shared, secure, request, key, false)) };
    if !mishap.carries_out() {
        return in_place(&mishap, request, uri);
    }
    let reply = carry_out(shared, secure, request, key, mishap == Mishap::EmptyArrays);
    tokio::time::sleep(mishap.delay()).await;
    spoilt(&mishap, reply)
}

fn carry_out(shared: &Arc<Shared>, secure: bool, request: &Request<'_>, key: Option<&str>, emptied: bool) -> Reply {
    let mut state = shared.state();
    let start = state.clock.now();
    let key = key.filter(|_| request.api == b24_specs::ir::Api::V3);
    let limits = state.limits;
    let (caller, result, replayed) = if let Err(refusal) = state.usage.admit(limits.as_ref(), start) {
        (None, Err(refusal), false)
    } else {
        match Desk::open(request.credentials, &mut state, &shared.catalogue, shared.address_of(secure)) {
            Ok(mut desk) => {
                let (result, replayed) = once(&mut desk, request, key);
                (Some(desk.caller), result, replayed)
            }
            Err(refusal) => (None, Err(refusal), false),
        }
    };
    state.note(request, caller, result.as_ref().err());
    let finish = state.clock.now();
    let time = time(start, finish, state.usage.operating(request.name, finish));
    let fires = std::mem::take(&mut state.outbox);
    drop(state);
    shared.send_caused(fires);
    let mut reply = match result {
        Ok(mut reply) => {
            if emptied {
                empty_arrays(&mut reply.result);
            }
            json(200, &Answer { reply: &reply, time })
        }
        Err(refusal) => json(refusal.status, &refusal.body(request.api)),
    };
    if replayed {
        reply.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    reply
}

/// Carries a call out, unless one with its key was before; tells which.
fn once(desk: &mut Desk<'_>, request: &Request<'_>, key: Option<&str>) -> (Result<call::Reply, Refusal>, bool) {
    let Some(key) = key else { return (desk.call(request.api, request.name, request.params), false) };
    let (now, asked) = (desk.state.clock.now(), (request.name, request.params));
    match desk.state.replays.find(desk.caller, key, asked, now) {
        Err(refusal) => (Err(refusal), false),
        Ok(Some(before)) => (before, true),
        Ok(None) => {
            let result = desk.call(request.api, request.name, request.params);
            // What was not carried out may be tried again.
            if result.is_ok() {
                desk.state.replays.keep(desk.caller, key, asked, &result, now);
            }
            (result, false)
        }
    }
}

/// An answer without the call.
fn in_place(mishap: &Mishap, request: &Request<'_>, uri: &Uri) -> Option<Reply> {
    let redirect = |to: String| {
        let mut reply = raw(302, JSON, Bytes::new());
        let to = HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/"));
        reply.headers_mut().insert(LOCATION, to);
        reply
    };
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    match mishap {
        Mishap::Status(status) => {
            let refusal = Refusal::new(*status, "INTERNAL_SERVER_ERROR", "Internal server error");
            Some(json(*status, &refusal.body(request.api)))
        }
        Mishap::Refused { status, code, text } => {
            Some(json(*status, &Refusal::new(*status, code.clone(), text.clone()).body(request.api)))
        }
        Mishap::EmptyStatus(status) => Some(raw(*status, JSON, Bytes::new())),
        Mishap::Html(status) => {
            let page = "<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";
            Some(raw(*status, "text/html; charset=utf-8", Bytes::from_static(page.as_bytes())))
        }
        Mishap::RedirectTo(host) => Some(redirect(format!("{}{path}", host.trim_end_matches('/')))),
        Mishap::RedirectToSelf => Some(redirect(path.to_owned())),
        _ => None,
    }
}

/// The answer of a call that was carried out, as it arrives.
fn spoilt(mishap: &Mishap, mut reply: Reply) -> Option<Reply> {
    match mishap {
        Mishap::CutAfter => return None,
        Mishap::ContentType(kind) => {
            if let Ok(kind) = HeaderValue::from_str(kind) {
                reply.headers_mut().insert(CONTENT_TYPE, kind);
            }
        }
        Mishap::Truncated => return Some(reply.map(|body| Either::Left(Full::from(half(body))))),
        Mishap::Drip(milliseconds) => {
            let pause = Duration::from_millis(*milliseconds);
            return Some(reply.map(|body| drip(&whole(body), pause)));
        }
        _ => {}
    }
    Some(reply)
}

fn half(body: Either<Full<Bytes>, Channel<Bytes>>) -> Bytes {
    let whole = whole(body);
    whole.slice(..whole.len() / 2)
}

/// The bytes of an answer that was made in one piece.
fn whole(body: Either<Full<Bytes>, Channel<Bytes>>) -> Bytes {
    let Either::Left(mut body) = body else { return Bytes::new() };
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match hyper::body::Body::poll_frame(std::pin::Pin::new(&mut body), &mut context) {
        std::task::Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
        _ => Bytes::new(),
    }
}

fn drip(whole: &Bytes, pause: Duration) -> Either<Full<Bytes>, Channel<Bytes>> {
    let (mut sender, body) = Channel::new(1);
    let pieces: Vec<Bytes> = whole.chunks(PIECE).map(Bytes::copy_from_slice).collect();
    tokio::spawn(async move {
        for piece in pieces {
            // The client has gone: nobody waits for the rest.
            if sender.send_data(piece).await.is_err() {
                return;
            }
            tokio::time::sleep(pause).await;
        }
    });
    Either::Right(body)
}

/// PHP's way to print maps that are empty.
fn empty_arrays(value: &mut Value) {
    match value {
        Value::Map(map) if map.is_empty() => *value = Value::List(Vec::new()),
        Value::Map(map) => map.values_mut().for_each(empty_arrays),
        Value::List(items) => items.iter_mut().for_each(empty_arrays),
        _ => {}
    }
}

pub(crate) fn raw(status: u16, content_type: &'static str, content: Bytes) -> Reply {
    let mut response = Response::new(Either::Left(Full::from(content)));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

pub(crate) fn json(status: u16, body: &impl Serialize) -> Reply {
    let text = serde_json::to_vec(body).unwrap_or_default();
    raw(status, JSON, text.into())
}
