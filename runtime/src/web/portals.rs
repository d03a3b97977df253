//! The portals that have installed an application.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use secrecy::SecretString;
use serde_json::Value;

use super::Rejection;
use crate::auth::{App, Token, TokenStore};
use crate::bizproc::{self, Run};
use crate::builder::Builder;
use crate::client::Client;
use crate::error::{Error, SetupError};
use crate::events::{ApplicationTokens, Event, Events, Incoming, Verifier};
use crate::placement::{Opened, Placements, Widget};

/// The portals that have installed an application: their tokens, and a client for each. Clones share them.
///
/// Where no router takes an [`Inbox`](super::Inbox), it receives what any server hands over:
///
/// ```
/// use b24::auth::{Application, MemoryStore};
/// use b24::events::MemoryTokens;
/// use b24::web::Portals;
///
/// b24::events! { pub enum AppEvent { "ONCRMDEAL*"; } }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let builder = || b24::Client::builder().application(Application::new("app.1", "secret"));
/// let portals = Portals::new(MemoryTokens::new(), MemoryStore::new(), builder);
/// let body = b"event=ONCRMDEALADD&auth[member_id]=a&auth[application_token]=t";
/// let rejection = portals.event::<AppEvent>(body, None).await.unwrap_err();
/// assert_eq!(rejection.status(), 403, "that portal has not installed it");
/// # }
/// ```
#[derive(Clone)]
pub struct Portals(Arc<Inner>);

struct Inner {
    verifier: Verifier<Arc<dyn ApplicationTokens>>,
    store: Arc<dyn TokenStore>,
    builder: Box<dyn Fn() -> Builder + Send + Sync>,
    /// One for all portals, and for those who only say that they are: making one takes milliseconds.
    http: OnceLock<reqwest::Client>,
    /// By the portals' `member_id`.
    clients: Mutex<HashMap<String, Client<App>>>,
}

impl Portals {
    /// `tokens` keeps what each portal's messages are told by, and `store` the token pairs of those who installed the
    /// application, both by the portal's `member_id`. `builder` has the options of all clients, and the
    /// [`Application`](crate::auth::Application): without it, no portal can install it.
    pub fn new(
        tokens: impl ApplicationTokens + 'static,
        store: impl TokenStore,
        builder: impl Fn() -> Builder + Send + Sync + 'static,
    ) -> Self {
        let tokens: Arc<dyn ApplicationTokens> = Arc::new(tokens);
        let (store, builder): (Arc<dyn TokenStore>, _) = (Arc::new(store), Box::new(builder));
        let (verifier, http, clients) = (Verifier::new(tokens), OnceLock::new(), Mutex::default());
        Self(Arc::new(Inner { verifier, store, builder, http, clients }))
    }

    /// Calls a portal in the name of the user who installed the application there.
    ///
    /// # Errors
    /// Where the portal has not installed it, or the store fails.
    pub async fn client(&self, member_id: &str) -> Result<Client<App>, SetupError> {
        let known = self.clients().get(member_id).cloned();
        if let Some(client) = known {
            return Ok(client);
        }
        let client = self.keeping()?.stored(member_id).await?;
        self.clients().insert(member_id.to_owned(), client.clone());
        Ok(client)
    }

    /// Reads an event and verifies it. `ONAPPINSTALL` installs, which uses up the pair in its `auth`: the next one is in the
    /// store, for [`Portals::client`]. `ONAPPUNINSTALL` takes it out of there. `body` is a form, or JSON where `content_type`
    /// says so.
    ///
    /// # Errors
    /// See [`Rejection`].
    pub async fn event<E: Events>(&self, body: &[u8], content_type: Option<&str>) -> Result<Event<E>, Rejection> {
        let incoming = Incoming::read(body, content_type)?;
        self.recognise(&incoming).await?;
        self.admit(incoming).await
    }

    /// Reads what opens a widget and verifies it with the portal: [`Opened::verify`].
    ///
    /// # Errors
    /// See [`Rejection`].
    pub async fn widget<E: Placements>(&self, query: &str, body: &[u8]) -> Result<Widget<E>, Rejection> {
        let opened = Opened::read(query, body)?;
        let installed = self.client(opened.member_id()).await?;
        Ok(opened.verify(&installed).await?)
    }

    /// Reads the run of a robot or an activity and verifies it.
    ///
    /// # Errors
    /// See [`Rejection`].
    pub async fn run(&self, body: &[u8], content_type: Option<&str>) -> Result<Run, Rejection> {
        Ok(bizproc::Incoming::read(body, content_type)?.verify(&self.0.verifier).await?)
    }

    /// Takes in a portal that says that it has installed the application: with a pair, and where it comes with one, the
    /// token that its messages will be told by.
    ///
    /// Anybody may say so. What he says is put to the test: the authorization server has to renew the pair for this
    /// application, and to say that it belongs to this portal; and the portal has to say that its user is an administrator.
    ///
    /// # Errors
    /// See [`Rejection`].
    pub async fn install(
        &self,
        claimed: Token,
        application_token: Option<&SecretString>,
    ) -> Result<Client<App>, Rejection> {
        let member_id = claimed.member_id.clone().ok_or_else(|| Rejection::new(400, "`member_id` is missing"))?;
        // Nothing of the claim may stand in for what the server does not say.
        let pair = self.builder()?.renewed(&Token { member_id: None, user_id: None, ..claimed }).await?;
        if pair.member_id.as_deref() != Some(&member_id) {
            return Err(Rejection::new(403, "the pair belongs to another portal"));
        }
        if !is_administrator(&self.builder()?.app(pair.clone())?).await? {
            return Err(Rejection::new(403, "whoever installs an application is an administrator of the portal"));
        }
        let client = self.keeping()?.installed(&member_id, pair).await?;
        if let Some(token) = application_token {
            let tokens = self.0.verifier.tokens();
            let kept = async {
                tokens.forget(&member_id).await?;
                tokens.keep(&member_id, token.clone()).await
            };
            kept.await.map_err(SetupError::Store)?;
        }
        self.clients().insert(member_id, client.clone());
        Ok(client)
    }

    /// Is the event from the portal that it names? That of an installation installs first.
    pub(super) async fn recognise<E: Events>(&self, incoming: &Incoming<E>) -> Result<(), Rejection> {
        let (code, auth) = incoming.claims();
        if code.eq_ignore_ascii_case("ONAPPINSTALL") {
            let token = auth.token().map_err(|error| Rejection::new(401, error))?;
            let told = auth.application_token.as_ref();
            let told = told.ok_or_else(|| Rejection::new(401, "`application_token` is missing"))?;
            // A pair is renewed only for what is believed otherwise.
            incoming.check_age(&self.0.verifier)?;
            self.install(token, Some(told)).await?;
        }
        Ok(incoming.recognise(&self.0.verifier).await?)
    }

    /// The event, which was recognised, unless it has come before.
    pub(super) async fn admit<E: Events>(&self, incoming: Incoming<E>) -> Result<Event<E>, Rejection> {
        let event = incoming.admit(&self.0.verifier).await?;
        if event.code.eq_ignore_ascii_case("ONAPPUNINSTALL") {
            let member_id = event.auth.member_id.as_deref().unwrap_or_default();
            // What stays is of no use any more, and the event does not come again.
            if let Err(error) = self.0.store.remove(member_id).await {
                tracing::warn!(%error, "the pair of a portal that is gone stays in the store");
            }
            self.clients().remove(member_id);
        }
        Ok(event)
    }

    fn keeping(&self) -> Result<Builder, SetupError> {
        Ok(self.builder()?.store(Arc::clone(&self.0.store)))
    }

    /// Without the store: for pairs that are not to be kept yet.
    fn builder(&self) -> Result<Builder, SetupError> {
        let builder = (self.0.builder)();
        if let Some(http) = self.0.http.get() {
            return Ok(builder.http_client(http.clone()));
        }
        let http = builder.http(false)?;
        Ok(builder.http_client(self.0.http.get_or_init(|| http).clone()))
    }

    fn clients(&self) -> MutexGuard<'_, HashMap<String, Client<App>>> {
        self.0.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// As the portal says.
async fn is_administrator(client: &Client<App>) -> Result<bool, Rejection> {
    match client.call_raw("profile", Value::Null).await {
        Ok(answer) => Ok(answer.result.get("ADMIN") == Some(&Value::Bool(true))),
        Err(error @ (Error::Refused { .. } | Error::Unauthorized { .. })) => Err(Rejection::new(403, error)),
        Err(error) => Err(Rejection::new(503, error)),
    }
}

impl fmt::Debug for Portals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Portals")
    }
}
