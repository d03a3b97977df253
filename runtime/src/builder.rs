//! Options of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::address::Access;
use crate::auth::{App, Application, Change, MemoryStore, Observer, Renewal, Session, Token, TokenStore, Webhook};
use crate::client::Client;
use crate::error::{Failure, SetupError};
use crate::limits::{Limiter, Limits};
use crate::retry::Retry;
use crate::tls;
use crate::transport::Transport;

use tokio::sync::OnceCell;

/// Longer than the 60 s that the server allows itself, so that a slow call does not become an unknown one.
const TIMEOUT: Duration = Duration::from_secs(90);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Shorter than what servers keep: a connection that they close while a write is on its way makes that write unknown.
const IDLE: Duration = Duration::from_secs(20);
const USER_AGENT: &str = concat!("b24/", env!("CARGO_PKG_VERSION"));

/// Options of a client, from [`Client::builder`].
///
/// ```no_run
/// use std::time::Duration;
///
/// let client = b24::Client::builder()
///     .timeout(Duration::from_secs(120))
///     .user_agent("acme-sync/2.1")
///     .limits(b24::Limits::ENTERPRISE)
///     .webhook("https://portal.bitrix24.com/rest/1/code/")?;
/// # Ok::<(), b24::SetupError>(())
/// ```
#[must_use = "finish with `.webhook(url)` or `.app(token)`"]
pub struct Builder {
    timeout: Duration,
    user_agent: String,
    roots: Vec<Vec<u8>>,
    proxy: Option<reqwest::Proxy>,
    http: Option<reqwest::Client>,
    limits: Option<Limits>,
    retry: Retry,
    application: Option<Application>,
    store: Option<Arc<dyn TokenStore>>,
    observer: Option<Observer>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            timeout: TIMEOUT,
            user_agent: USER_AGENT.into(),
            roots: Vec::new(),
            proxy: None,
            http: None,
            limits: None,
            retry: Retry::default(),
            application: None,
            store: None,
            observer: None,
        }
    }
}

impl Builder {
    /// How long one try of a call may take in all: 90 s. A call that takes longer has perhaps run; the server itself
    /// gives up after 60 s.
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

    /// Goes through a proxy.
    pub fn proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Uses this client for all connections, so that several clients share one pool; user agent, certificates and proxy
    /// from above then do not count. It must not follow redirects
    /// ([`Policy::none`](reqwest::redirect::Policy::none)), or secrets could go where nobody meant them to.
    /// [`build_http_client`](Self::build_http_client) makes one; `reqwest::Client::new()` has no TLS of its own here, and
    /// panics.
    ///
    /// ```
    /// use b24::Client;
    ///
    /// let http = Client::builder().user_agent("acme-sync/2.1").build_http_client()?;
    /// let one = Client::builder().http_client(http.clone()).webhook("https://one.bitrix24.com/rest/1/code/")?;
    /// let other = Client::builder().http_client(http).webhook("https://other.bitrix24.com/rest/1/code/")?;
    /// # Ok::<(), b24::SetupError>(())
    /// ```
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// What the portal bears, where that is not [`Limits::STANDARD`]. It counts for all clients of the portal in this
    /// process, as they share it.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// How often and how long calls are tried.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Whose tokens they are: with it, a client gets new ones by itself.
    pub fn application(mut self, application: Application) -> Self {
        self.application = Some(application);
        self
    }

    /// Where token pairs are kept; in memory, where nothing else is said.
    pub fn store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Is told of every new token pair, and when the portal moves.
    pub fn on_change(mut self, observer: impl Fn(&Change) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Calls through a webhook; see [`Client::webhook`].
    ///
    /// # Errors
    /// See [`SetupError`].
    pub fn webhook(self, url: &str) -> Result<Client<Webhook>, SetupError> {
        let access = Access::webhook(url)?;
        self.finish(access, None)
    }

    /// Calls in the name of an application; see [`Client::app`]. In the store, the token's key is its `member_id` or,
    /// where it has none, the portal's host.
    ///
    /// # Errors
    /// See [`SetupError`].
    pub fn app(self, token: Token) -> Result<Client<App>, SetupError> {
        let key = token.member_id.clone();
        self.app_of(key, token)
    }

    /// Calls with the pair that the store has under this key.
    ///
    /// # Errors
    /// See [`SetupError`]: [`SetupError::NotStored`] where there is none.
    pub async fn stored(self, key: &str) -> Result<Client<App>, SetupError> {
        let stored = match &self.store {
            Some(store) => store.load(key).await.map_err(SetupError::Store)?,
            None => None,
        };
        let token = stored.ok_or_else(|| SetupError::NotStored(key.to_owned()))?;
        self.app_of(Some(key.to_owned()), token)
    }

    /// Calls with a pair that has just been issued, for instance at the installation, and puts it into the store under
    /// this key, whatever is there.
    ///
    /// # Errors
    /// See [`SetupError`].
    pub async fn installed(self, key: &str, token: Token) -> Result<Client<App>, SetupError> {
        if let Some(store) = &self.store {
            loop {
                let old = store.load(key).await.map_err(SetupError::Store)?;
                if store.swap(key, old.as_ref(), &token).await.map_err(SetupError::Store)? {
                    break;
                }
            }
        }
        self.app_of(Some(key.to_owned()), token)
    }

    /// Calls in the name of the user who came back from
    /// [`Application::authorization_url`] with this `code` and, as `server_domain`, the server that issued it. A code
    /// lives for 30 s.
    ///
    /// # Errors
    /// See [`SetupError`].
    pub async fn authorized(self, code: &str, server_domain: Option<&str>) -> Result<Client<App>, SetupError> {
        let application = self.application.clone().ok_or(SetupError::NoApplication)?;
        let http = self.http(application.is_plain())?;
        let token = application.exchange(&http, code, server_domain).await.map_err(SetupError::Code)?;
        let key = token.member_id.clone().unwrap_or_else(|| token.client_endpoint.clone());
        self.installed(&key, token).await
    }

    /// The next pair, from the authorization server, with what that server says of it.
    pub(crate) async fn renewed(&self, token: &Token) -> Result<Token, SetupError> {
        let application = self.application.as_ref().ok_or(SetupError::NoApplication)?;
        let http = self.http(application.is_plain())?;
        application.refresh(&http, token).await.map_err(SetupError::Code)
    }

    fn app_of(mut self, key: Option<String>, token: Token) -> Result<Client<App>, SetupError> {
        let access = Access::app(token)?;
        let key = key.unwrap_or_else(|| access.portal().to_owned());
        let store = self.store.take().unwrap_or_else(|| Arc::new(MemoryStore::new()));
        let renewal = self.application.take().map(|application| Renewal { application, store, key });
        self.finish(access, renewal)
    }

    fn finish<A>(self, access: Access, renewal: Option<Renewal>) -> Result<Client<A>, SetupError> {
        let plain = renewal.as_ref().is_none_or(|renewal| renewal.application.is_plain());
        let http = self.http(plain && access.is_plain())?;
        let limiter = Limiter::of(access.portal(), self.limits);
        let session = Session::new(http.clone(), access, renewal, self.observer);
        let (retry, timeout) = (self.retry, self.timeout);
        Ok(Client::new(Transport { http, session, limiter, retry, timeout, application_id: OnceCell::new() }))
    }

    /// What would carry the calls of the client: with its user agent, certificates and proxy, for
    /// [`http_client`](Self::http_client) of several, or for requests of one's own.
    ///
    /// # Errors
    /// See [`SetupError`].
    pub fn build_http_client(&self) -> Result<reqwest::Client, SetupError> {
        self.http(false)
    }

    /// What carries the calls; `plain`: it goes without TLS.
    pub(crate) fn http(&self, plain: bool) -> Result<reqwest::Client, SetupError> {
        if let Some(client) = &self.http {
            return Ok(client.clone());
        }
        let tls = if plain { tls::nobody() } else { tls::config(&self.roots) };
        let mut client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls?)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT.min(self.timeout))
            .pool_idle_timeout(IDLE)
            .user_agent(&self.user_agent);
        if let Some(proxy) = &self.proxy {
            client = client.proxy(proxy.clone());
        }
        client.build().map_err(|error| SetupError::Http(Failure::new(error)))
    }
}

/// A variable of the environment.
pub(crate) fn env(name: &'static str) -> Result<String, SetupError> {
    std::env::var(name).ok().filter(|text| !text.is_empty()).ok_or(SetupError::Env(name))
}

/// See [`Client::<App>::from_env`].
pub(crate) fn from_env() -> Result<Client<App>, SetupError> {
    let mut token = Token::new(env("B24_CLIENT_ENDPOINT")?, env("B24_ACCESS_TOKEN")?);
    let all = ["B24_REFRESH_TOKEN", "B24_CLIENT_ID", "B24_CLIENT_SECRET"];
    if all.iter().all(|name| env(name).is_err()) {
        return Builder::default().app(token);
    }
    token.refresh_token = Some(env("B24_REFRESH_TOKEN")?.into());
    let mut application = Application::new(env("B24_CLIENT_ID")?, env("B24_CLIENT_SECRET")?);
    if let Ok(server) = env("B24_SERVER_ENDPOINT") {
        token.server_endpoint = Some(server.clone());
        application = application.authorization_server(server);
    }
    Builder::default().application(application).app(token)
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("timeout", &self.timeout)
            .field("user_agent", &self.user_agent)
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .field("application", &self.application)
            .finish_non_exhaustive()
    }
}
