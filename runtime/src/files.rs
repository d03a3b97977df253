//! Files: within a call, to a disk, and from a portal.
//!
//! A small file goes within a call, as a [`File`]; a large one to the address that `disk.folder.uploadfile` and
//! `disk.storage.uploadfile` give when they are called without content:
//!
//! ```no_run
//! # async fn f(client: b24::Client<b24::Webhook>) -> Result<(), Box<dyn std::error::Error>> {
//! let place = client.call_raw("disk.folder.uploadfile", b24::json!({"id": 7})).await?.result;
//! let (url, field) = (place["uploadUrl"].as_str().unwrap_or_default(), place["field"].as_str().unwrap_or("file"));
//! let content = std::io::Cursor::new(vec![0; 1 << 20]);
//! let file = client.upload(url, field, "zeros.bin", 1 << 20, content).await?.result;
//!
//! let mut download = client.download(file["DOWNLOAD_URL"].as_str().unwrap_or_default()).await?;
//! while let Some(bytes) = download.chunk().await? {
//!     println!("{} bytes", bytes.len());
//! }
//! # Ok(())
//! # }
//! ```

mod multipart;

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Response, Url};
use serde_json::{Value, json};
use tokio::io::AsyncRead;

use crate::address::{Access, is_loopback};
use crate::answer::Answer;
use crate::arg::{AnyValue, Arg, Base64Content, FileContent, FileData, FilePair};
use crate::client::Client;
use crate::error::{Call, Error, Failure, Loss};
use crate::method::Invalid;
use crate::reply::Reply;
use crate::transport::unsent_or_lost;

/// Most redirects on the way to a file.
const HOPS: usize = 5;

/// A file within a call: its name and its content, which goes as Base64.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    name: String,
    content: Vec<u8>,
}

impl File {
    /// A name with its extension, and the content.
    pub fn new(name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), content: content.into() }
    }

    /// The pair that fields of most methods take: `["name.png", "iVBORw0…"]`.
    ///
    /// ```
    /// assert_eq!(b24::files::File::new("a.txt", "text").into_pair(), b24::json!(["a.txt", "dGV4dA=="]));
    /// ```
    pub fn into_pair(self) -> Value {
        json!([self.name, STANDARD.encode(self.content)])
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({:?}, {} bytes)", self.name, self.content.len())
    }
}

macro_rules! args {
    ($($marker:ident => |$file:ident| $wire:expr;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<P, M> Arg<$marker, P, M> for File {
            fn into_value(self) -> Value {
                let $file = self;
                $wire
            }
        }
    )+};
}

args! {
    FileContent => |file| file.into_pair();
    FileData => |file| json!({"fileData": file.into_pair()});
    Base64Content => |file| STANDARD.encode(file.content).into();
    FilePair => |file| file.into_pair();
    AnyValue => |file| file.into_pair();
}

/// Takes away the file that a field has: `{"remove": "Y"}`.
///
/// ```
/// b24::methods! {
///     mod api { "catalog.product.sku.update"; }
/// }
/// let fields = api::CatalogProductSkuUpdateFields::new().preview_picture(b24::files::Remove);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remove;

macro_rules! removes {
    ($($marker:ident)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<P, M> Arg<$marker, P, M> for Remove {
            fn into_value(self) -> Value {
                json!({"remove": "Y"})
            }
        }
    )+};
}

removes! { FileContent FileData FilePair AnyValue }

impl<A> Client<A> {
    /// Uploads a file to an `uploadUrl`, in the form field of that name, without ever holding all of it. It is sent once,
    /// whatever happens.
    ///
    /// # Errors
    /// See [`Error`]. An address that is not the portal's own is refused before anything is sent.
    pub async fn upload(
        &self,
        upload_url: &str,
        field: &str,
        name: &str,
        length: u64,
        content: impl AsyncRead + Send + Sync + Unpin + 'static,
    ) -> Result<Answer<Value>, Error> {
        let transport = self.transport();
        let access = transport.access();
        let call = Call::new(Cow::Borrowed("upload"), access.portal());
        let url = match own_url(&access, upload_url) {
            Ok(url) if access.is_at(&url) => url,
            Ok(_) => return Err(refuse(call, "uploadUrl", "it is not an address of the portal")),
            Err(reason) => return Err(refuse(call, "uploadUrl", reason)),
        };
        transport.limiter.turn().await;
        let (kind, body) = multipart::body(field, name, length, content);
        let post = transport.http.post(url).header(CONTENT_TYPE, kind).body(reqwest::Body::wrap(body));
        let response = post.send().await.map_err(|error| unsent_or_lost(call.clone(), error))?;
        read(call, access, transport.limiter.clone(), response).await?.read()
    }

    /// Opens a file at an address that a portal has given: `DOWNLOAD_URL`, `downloadUrl`, `urlMachine`. What makes it
    /// readable is in the address itself; no token is added.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn download(&self, url: &str) -> Result<Download, Error> {
        let transport = self.transport();
        let access = transport.access();
        let call = Call::new(Cow::Borrowed("download"), access.portal());
        let mut url = own_url(&access, url).map_err(|reason| refuse(call.clone(), "url", reason))?;
        for _ in 0..=HOPS {
            if access.is_at(&url) {
                transport.limiter.turn().await;
            }
            let get = transport.http.get(url.clone()).send();
            let response = in_time(&call, transport.timeout, get).await?;
            let response = response.map_err(|error| unsent_or_lost(call.clone(), error))?;
            if response.status().is_redirection() {
                url = next(&access, &url, &response).ok_or_else(|| redirected(&call, &response))?;
                continue;
            }
            if !response.status().is_success() {
                let reply = read(call, access, transport.limiter.clone(), response).await?;
                return Err(reply.error().unwrap_or_else(|| reply.nonsense("it is no file".into())));
            }
            return Ok(Download { call, response, patience: transport.timeout });
        }
        Err(refuse(call, "url", "it leads from address to address and to no file"))
    }
}

fn refuse(call: Call, param: &'static str, reason: &str) -> Error {
    Error::Invalid { call, error: Invalid::new(param, reason) }
}

fn redirected(call: &Call, response: &Response) -> Error {
    Error::Redirected { call: call.clone(), status: response.status().as_u16(), to: None }
}

/// Some portals give only the path.
fn own_url(access: &Access, text: &str) -> Result<Url, &'static str> {
    let url = access.root().and_then(|root| root.join(text).ok()).ok_or("it is no address")?;
    let safe = match url.scheme() {
        "https" => true,
        "http" => access.is_plain() && url.host_str().is_some_and(is_loopback),
        _ => false,
    };
    if safe { Ok(url) } else { Err("it does not begin with `https://`") }
}

fn next(access: &Access, here: &Url, response: &Response) -> Option<Url> {
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    own_url(access, here.join(location).ok()?.as_str()).ok()
}

async fn read(
    call: Call,
    access: Arc<Access>,
    limiter: Arc<crate::limits::Limiter>,
    response: Response,
) -> Result<Reply, Error> {
    let status = response.status();
    if status.is_redirection() {
        return Err(redirected(&call, &response));
    }
    match response.bytes().await {
        Ok(body) => Ok(Reply { access, limiter, call, status, body, replayed: false }),
        Err(error) => Err(Error::Unanswered { call, loss: Loss::CutOff, source: Failure::new(error) }),
    }
}

async fn in_time<T>(call: &Call, patience: Duration, future: impl Future<Output = T>) -> Result<T, Error> {
    let late = |_| Error::Unanswered { call: call.clone(), loss: Loss::Timeout, source: Failure::late() };
    tokio::time::timeout(patience, future).await.map_err(late)
}

/// A file on its way.
pub struct Download {
    call: Call,
    response: Response,
    /// For each piece: how long all of them take is nobody's business.
    patience: Duration,
}

impl Download {
    /// How many bytes it has, where the portal says so.
    pub fn length(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// Its media type, where the portal says so.
    pub fn media_type(&self) -> Option<&str> {
        self.response.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The next bytes, or the end.
    ///
    /// # Errors
    /// Where the file is cut off: what came so far is not all of it.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = in_time(&self.call, self.patience, self.response.chunk()).await?;
        let lost =
            |error| Error::Unanswered { call: self.call.clone(), loss: Loss::CutOff, source: Failure::new(error) };
        chunk.map_err(lost)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("length", &self.length()).finish_non_exhaustive()
    }
}
