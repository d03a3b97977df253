//! A request's body, up to a limit, and the answer.

use std::future::poll_fn;
use std::pin::pin;

use bytes::Buf;
use http::header::CONTENT_TYPE;
use http::{Method, Request, Response};
use http_body::Body;

use super::{Answering, Rejection};
use crate::events::Malformed;
use crate::events::form::MAX_BYTES;

/// What a portal has sent.
pub(crate) struct Post {
    pub(crate) query: String,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Post {
    pub(crate) async fn read<B: Body>(request: Request<B>) -> Result<Self, Rejection> {
        if request.method() != Method::POST {
            return Err(Rejection::new(405, "portals send by POST"));
        }
        let query = request.uri().query().unwrap_or_default().to_owned();
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Self { query, content_type, body: whole(request.into_body()).await? })
    }

    pub(crate) fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }
}

/// What a service does with a request.
pub(super) fn answer<B, F>(request: Request<B>, act: impl FnOnce(Post) -> F + Send + 'static) -> Answering
where
    B: Body + Send + 'static,
    B::Data: Send,
    F: Future<Output = Result<Response<String>, Rejection>> + Send,
{
    Box::pin(async move {
        let answered = async { act(Post::read(request).await?).await };
        Ok(answered.await.unwrap_or_else(Rejection::into_response))
    })
}

/// A body; what is longer than a portal's ever is, is refused before it is read.
async fn whole<B: Body>(body: B) -> Result<Vec<u8>, Rejection> {
    if body.size_hint().lower() > MAX_BYTES as u64 {
        return Err(Malformed::TooLong.into());
    }
    let mut body = pin!(body);
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|cx| body.as_mut().poll_frame(cx)).await {
        let frame = frame.map_err(|_| Rejection::new(400, "the body breaks off"))?;
        let Ok(mut data) = frame.into_data() else { continue };
        if bytes.len() + data.remaining() > MAX_BYTES {
            return Err(Malformed::TooLong.into());
        }
        while data.has_remaining() {
            let chunk = data.chunk();
            bytes.extend_from_slice(chunk);
            let read = chunk.len();
            data.advance(read);
        }
    }
    Ok(bytes)
}
