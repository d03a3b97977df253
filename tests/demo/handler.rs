//! The integration's own server: hands on what the portal POSTs.

use std::io;

use axum::Router;
use axum::extract::State;
use axum::http::Uri;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// A server on loopback; it stops with the program.
pub(crate) struct Handler {
    address: String,
    incoming: mpsc::UnboundedReceiver<Incoming>,
}

/// A POST of the portal.
pub(crate) struct Incoming {
    /// Where it went.
    pub(crate) path: String,
    fields: Vec<(String, String)>,
}

impl Incoming {
    /// The value of a form field, by its name with brackets; empty where it was not sent.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

impl Handler {
    /// Listens on a free port.
    pub(crate) async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let (sender, incoming) = mpsc::unbounded_channel();
        let app = Router::new().fallback(receive).with_state(sender);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Ok(Self { address, incoming })
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.address)
    }

    /// Waits for the next POST.
    pub(crate) async fn next(&mut self) -> io::Result<Incoming> {
        let patience = std::time::Duration::from_secs(10);
        match tokio::time::timeout(patience, self.incoming.recv()).await {
            Ok(Some(incoming)) => Ok(incoming),
            _ => Err(io::Error::other("the portal did not POST within ten seconds")),
        }
    }
}

async fn receive(State(sender): State<mpsc::UnboundedSender<Incoming>>, uri: Uri, body: String) -> &'static str {
    let fields = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    // Nobody waits any more once the play is over.
    let _ = sender.send(Incoming { path: uri.path().to_owned(), fields });
    "ok"
}
