//! The whole of a request's body, up to a limit.

use std::future::poll_fn;
use std::pin::pin;

use bytes::Buf;
use http_body::Body;

use super::Rejection;
use crate::events::Malformed;
use crate::events::form::MAX_BYTES;

/// Reads a body; what is longer than a portal's ever is, is refused before it is read.
pub(crate) async fn read<B: Body>(body: B) -> Result<Vec<u8>, Rejection> {
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

/// What the body says that it is.
pub(crate) fn content_type<B>(request: &http::Request<B>) -> Option<String> {
    request.headers().get(http::header::CONTENT_TYPE)?.to_str().ok().map(str::to_owned)
}

/// Content type and body of a POST.
pub(crate) async fn of_post<B: Body>(request: http::Request<B>) -> Result<(Option<String>, Vec<u8>), Rejection> {
    if request.method() != http::Method::POST {
        return Err(Rejection::new(405, "portals send by POST"));
    }
    let content_type = content_type(&request);
    Ok((content_type, read(request.into_body()).await?))
}
