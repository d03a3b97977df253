//! Options of a client.

use std::fmt;
use std::time::Duration;

use crate::address::Access;
use crate::auth::{App, Token, Webhook};
use crate::client::Client;
use crate::error::{Failure, SetupError};
use crate::tls;

/// Longer than the 60 s that the server allows itself, so that a slow call does not become an unknown one.
const TIMEOUT: Duration = Duration::from_secs(90);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const USER_AGENT: &str = concat!("b24/", env!("CARGO_PKG_VERSION"));

/// Options of a client, from [`Client::builder`].
///
/// ```no_run
/// use std::time::Duration;
///
/// let client = b24::Client::builder()
///     .timeout(Duration::from_secs(120))
///     .user_agent("acme-sync/2.1")
///     .webhook("https://portal.bitrix24.com/rest/1/code/")?;
/// # Ok::<(), b24::SetupError>(())
/// ```
#[must_use = "finish with `.webhook(url)` or `.app(token)`"]
pub struct Builder {
    timeout: Duration,
    user_agent: String,
    roots: Vec<Vec<u8>>,
    http: Option<reqwest::Client>,
}

impl Default for Builder {
    fn default() -> Self {
        Self { timeout: TIMEOUT, user_agent: USER_AGENT.into(), roots: Vec::new(), http: None }
    }
}

impl Builder {
    /// How long a call may take in all: 90 s. A call that takes longer has perhaps run; the server itself gives up
    /// after 60 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// What goes as `User-Agent`, in the form `name/version`.
    pub fn user_agent(mut self, name_and_version: impl Into<String>) -> Self {
        self.user_agent = name_and_version.into();
        self
    }

    /// Trusts these certificates (PEM, one or more) beside those of the machine: for a portal on premise.
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(pem.into());
        self
    }

    /// Uses this client for all connections, so that several clients share one pool, or for a proxy. The options
    /// above then do not count. It must not follow redirects
    /// ([`Policy::none`](reqwest::redirect::Policy::none)), or secrets could go where nobody meant them to.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Calls through a webhook; see [`Client::webhook`].
    ///
    /// # Errors
    /// See [`SetupError`].
    pub fn webhook(self, url: &str) -> Result<Client<Webhook>, SetupError> {
        let access = Access::webhook(url)?;
        Ok(Client::new(self.http(&access)?, access))
    }

    /// Calls in the name of an application; see [`Client::app`].
    ///
    /// # Errors
    /// See [`SetupError`].
    pub fn app(self, token: Token) -> Result<Client<App>, SetupError> {
        let access = Access::token(token)?;
        Ok(Client::new(self.http(&access)?, access))
    }

    fn http(self, access: &Access) -> Result<reqwest::Client, SetupError> {
        if let Some(client) = self.http {
            return Ok(client);
        }
        let tls = if access.is_plain() { tls::nobody() } else { tls::config(&self.roots) };
        reqwest::Client::builder()
            .tls_backend_preconfigured(tls?)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(self.timeout)
            .connect_timeout(CONNECT_TIMEOUT.min(self.timeout))
            .user_agent(self.user_agent)
            .build()
            .map_err(|error| SetupError::Http(Failure::new(error)))
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("timeout", &self.timeout)
            .field("user_agent", &self.user_agent)
            .finish_non_exhaustive()
    }
}
