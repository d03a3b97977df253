//! A server that does to a call whatever it is told to, byte by byte.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use b24::auth::Token;
use b24::{App, Client, Limits, Retry, Webhook};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What the tests call themselves with; it may never be seen.
pub(crate) const SECRET: &str = "s3cr3tc0de";

/// What happens to each connection.
#[derive(Clone)]
pub(crate) enum Act {
    /// Closed as soon as it is accepted.
    Hang,
    /// The request is read, these bytes are written, the connection is closed.
    Write(Vec<u8>),
    /// The request is read, and nothing follows for so long.
    Wait(Duration),
    /// Every request of a kept connection is answered with this status and body.
    Serve(u16, String),
    /// Every request of a kept connection is answered as this says.
    Script(Script),
}

/// What to do with a request.
pub(crate) type Script = Arc<dyn Fn(&Request) -> Then + Send + Sync>;

/// What happens to one request.
pub(crate) enum Then {
    /// It is answered with this status and body.
    Answer(u16, String),
    /// It is answered with these bytes.
    Bytes(Vec<u8>),
    /// The connection is closed.
    Close,
    /// First so much time passes.
    After(Duration, Box<Then>),
}

impl Then {
    /// 200 and this body.
    pub(crate) fn ok(body: impl Into<String>) -> Self {
        Self::Answer(200, body.into())
    }

    /// An error of a portal.
    pub(crate) fn error(status: u16, code: &str) -> Self {
        Self::Answer(status, format!(r#"{{"error":"{code}","error_description":"{code}!"}}"#))
    }
}

pub(crate) struct Server {
    pub(crate) host: String,
    requests: Arc<Mutex<Vec<Request>>>,
    connections: Arc<Mutex<usize>>,
    task: JoinHandle<()>,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Request {
    /// Method and target: `POST /rest/event.bind`.
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap().trim_end_matches(" HTTP/1.1")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let line = self.head.lines().find(|l| l.to_ascii_lowercase().starts_with(&format!("{name}:")))?;
        Some(line.split_once(':')?.1.trim())
    }
}

impl Server {
    pub(crate) async fn start(act: Act) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let requests = Arc::<Mutex<Vec<Request>>>::default();
        let connections = Arc::<Mutex<usize>>::default();
        let (seen, count) = (Arc::clone(&requests), Arc::clone(&connections));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *count.lock().unwrap() += 1;
                tokio::spawn(handle(stream, act.clone(), Arc::clone(&seen)));
            }
        });
        Self { host, requests, connections, task }
    }

    /// Answers each request as `script` says.
    pub(crate) async fn scripted(script: impl Fn(&Request) -> Then + Send + Sync + 'static) -> Self {
        Self::start(Act::Script(Arc::new(script))).await
    }

    /// Answers everything with 200 and this body.
    pub(crate) async fn answering(body: &str) -> Self {
        Self::start(Act::Serve(200, body.into())).await
    }

    /// Without limits, and every call once: for tests of something else.
    pub(crate) fn webhook(&self) -> Client<Webhook> {
        let builder = Client::builder().limits(Limits::NONE).retry(Retry::NEVER);
        builder.webhook(&self.url()).unwrap()
    }

    /// The address of a webhook.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/rest/1/{SECRET}/", self.host)
    }

    pub(crate) fn app(&self) -> Client<App> {
        let token = Token::new(format!("http://{}/rest/", self.host), SECRET);
        Client::builder().limits(Limits::NONE).retry(Retry::NEVER).app(token).unwrap()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    pub(crate) fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One connection, from its first request to its end.
pub(crate) async fn handle(mut stream: impl AsyncRead + AsyncWrite + Unpin, act: Act, seen: Arc<Mutex<Vec<Request>>>) {
    if matches!(act, Act::Hang) {
        return;
    }
    while let Some(request) = receive(&mut stream).await {
        seen.lock().unwrap().push(request.clone());
        match &act {
            Act::Hang => return,
            Act::Write(bytes) => {
                let _ = stream.write_all(bytes).await;
                let _ = stream.shutdown().await;
                return;
            }
            Act::Wait(time) => tokio::time::sleep(*time).await,
            Act::Script(script) => {
                let Some(bytes) = play(script, &request).await else { return };
                let last = bytes.windows(17).any(|w| w == b"Connection: close");
                if stream.write_all(&bytes).await.is_err() || last {
                    let _ = stream.shutdown().await;
                    return;
                }
            }
            Act::Serve(status, body) => {
                let answer = response(*status, "Content-Type: application/json\r\n", body);
                if stream.write_all(&answer).await.is_err() {
                    return;
                }
            }
        }
    }
}

async fn play(script: &Script, request: &Request) -> Option<Vec<u8>> {
    let mut then = script(request);
    loop {
        match then {
            Then::Answer(status, body) => return Some(response(status, "Content-Type: application/json\r\n", &body)),
            Then::Bytes(bytes) => return Some(bytes),
            Then::Close => return None,
            Then::After(time, next) => {
                tokio::time::sleep(time).await;
                then = *next;
            }
        }
    }
}

/// A whole HTTP answer.
pub(crate) fn response(status: u16, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

async fn receive(stream: &mut (impl AsyncRead + Unpin)) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break end;
        }
        bytes.push(stream.read_u8().await.ok()?);
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut request = Request { head, body: String::new() };
    let length = request.header("content-length").map_or(0, |n| n.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    request.body = String::from_utf8(body).unwrap();
    Some(request)
}
