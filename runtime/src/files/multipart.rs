//! A form with one file in it, streamed.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::io::{AsyncRead, ReadBuf};

/// Bytes that are read at once.
const CHUNK: usize = 64 * 1024;

/// The form: what stands before the file, the file, and what stands behind it.
pub(super) struct Form<R> {
    head: Option<Bytes>,
    content: R,
    left: u64,
    tail: Option<Bytes>,
    chunk: Box<[u8]>,
}

/// The media type of a form, and the form.
pub(super) fn body<R>(field: &str, name: &str, length: u64, content: R) -> (String, Form<R>) {
    let boundary = format!("b24-{:016x}", RandomState::new().hash_one(length));
    let (field, name) = (quoted(field), quoted(name));
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let tail = format!("\r\n--{boundary}--\r\n");
    let chunk = vec![0; CHUNK].into_boxed_slice();
    let form = Form { head: Some(head.into()), content, left: length, tail: Some(tail.into()), chunk };
    (format!("multipart/form-data; boundary={boundary}"), form)
}

/// As browsers do it.
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl<R: AsyncRead + Unpin> Body for Form<R> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let this = &mut *self;
        if let Some(head) = this.head.take() {
            return Poll::Ready(Some(Ok(Frame::data(head))));
        }
        if this.left == 0 {
            return Poll::Ready(this.tail.take().map(|tail| Ok(Frame::data(tail))));
        }
        let most = usize::try_from(this.left).map_or(CHUNK, |left| left.min(CHUNK));
        let mut buffer = ReadBuf::new(this.chunk.get_mut(..most).unwrap_or_default());
        ready!(Pin::new(&mut this.content).poll_read(cx, &mut buffer))?;
        let read = buffer.filled();
        if read.is_empty() {
            return Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())));
        }
        this.left = this.left.saturating_sub(u64::try_from(read.len()).unwrap_or(u64::MAX));
        Poll::Ready(Some(Ok(Frame::data(Bytes::copy_from_slice(read)))))
    }

    fn size_hint(&self) -> SizeHint {
        let part =
            |part: &Option<Bytes>| part.as_ref().map_or(0, |bytes| u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        SizeHint::with_exact(part(&self.head).saturating_add(self.left).saturating_add(part(&self.tail)))
    }
}
