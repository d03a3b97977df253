//! The handle of a running portal.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use b24_specs::ir::Api;
use tokio::task::JoinHandle;

use crate::builder::{Builder, StartError};
use crate::catalogue::Emulation;
use crate::config::{Application, Which};
use crate::deliver::Delivery;
use crate::faults::Fault;
use crate::journal::Call;
use crate::overrides::Override;
use crate::send::{Fire, member_id};
use crate::shared::Shared;
use crate::state::{First, Token};
use crate::tls::Tls;
use crate::value::Value;

/// A running portal; it stops when this is dropped.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// use b24_portal::Portal;
/// let portal = Portal::start().await?;
/// assert!(portal.webhook_url().starts_with("http://127.0.0.1:"));
/// let deliveries = portal.fire("ONCRMDEALADD", serde_json::json!({"FIELDS": {"ID": 7}})).await;
/// assert!(deliveries.is_empty(), "nobody has bound a handler yet");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Portal {
    pub(crate) shared: Arc<Shared>,
    pub(crate) tls: Tls,
    pub(crate) tasks: [JoinHandle<()>; 4],
}

/// A pair of tokens of a user in an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenPair {
    /// For calls, valid for an hour.
    pub access_token: String,
    /// For a new pair.
    pub refresh_token: String,
    /// Seconds that the access token is valid.
    pub expires_in: u64,
}

impl TokenPair {
    fn of(token: Token, now: Duration) -> Self {
        let expires_in = token.expires_in(now);
        Self { access_token: token.access, refresh_token: token.refresh, expires_in }
    }
}

/// Tokens of the first application that are there from the start.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FirstTokens {
    /// Of an administrator.
    pub admin: TokenPair,
    /// Of a user who is none.
    pub ordinary: TokenPair,
    /// Expired.
    pub expired: TokenPair,
}

impl Drop for Portal {
    fn drop(&mut self) {
        // `save` tells whether this can fail; here nobody would hear of it.
        let _ = self.shared.save();
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Portal {
    /// Starts a portal as [`Builder`] describes it by default.
    ///
    /// # Errors
    /// Where no port can be had or the shipped facts are damaged.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// To start a portal that differs.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        self.shared.address.base()
    }

    /// `https://127.0.0.1:PORT`, without a slash at the end.
    pub fn secure_url(&self) -> String {
        self.shared.secure_address.base()
    }

    /// The certificate of the authority that vouches for [`Portal::secure_url`], in PEM.
    pub fn authority(&self) -> &str {
        &self.tls.authority
    }

    /// The same in a file, which is removed when the portal stops.
    pub fn authority_file(&self) -> &Path {
        self.tls.file.path()
    }

    /// Base of an application's calls: `http://127.0.0.1:PORT/rest/`.
    pub fn client_endpoint(&self) -> String {
        self.shared.address.endpoint()
    }

    /// Base of the first webhook's calls: `http://127.0.0.1:PORT/rest/1/secret/`.
    pub fn webhook_url(&self) -> String {
        format!("{}{}/", self.client_endpoint(), self.webhook())
    }

    /// User and code of the first webhook: `1/secret`.
    pub fn webhook(&self) -> String {
        let first = self.shared.config.webhooks.first();
        first.map(|hook| format!("{}/{}", hook.user, hook.code)).unwrap_or_default()
    }

    /// The installed applications; the first is the one named `app`.
    pub fn applications(&self) -> &[Application] {
        &self.shared.config.applications
    }

    /// A fresh pair of tokens of a user in the first application.
    pub fn tokens(&self, user: u64) -> TokenPair {
        self.tokens_of(0, user)
    }

    /// A fresh pair of tokens of a user in one of [`Portal::applications`].
    ///
    /// # Panics
    /// Where there is no such application.
    #[track_caller]
    pub fn tokens_of<'a>(&self, application: impl Into<Which<'a>>, user: u64) -> TokenPair {
        let (place, _) = self.which(application.into());
        let mut state = self.shared.state();
        let token = state.issue(place, user);
        TokenPair::of(token, state.clock.now())
    }

    /// The tokens that are there from the start; a reset brings back these, and only these.
    pub fn first_tokens(&self) -> FirstTokens {
        let state = self.shared.state();
        let now = state.clock.now();
        let pair = |token: &Token| TokenPair::of(token.clone(), now);
        let First { admin, ordinary, expired } = &state.first;
        FirstTokens { admin: pair(admin), ordinary: pair(ordinary), expired: pair(expired) }
    }

    /// The portal's own identifier, which is in what it sends.
    pub fn member_id(&self) -> String {
        member_id()
    }

    /// What tells its word to the first application from anybody else's: it is in what it sends, too.
    pub fn application_token(&self) -> String {
        self.application_token_of(0)
    }

    /// The same of one of [`Portal::applications`].
    ///
    /// # Panics
    /// Where there is no such application.
    #[track_caller]
    pub fn application_token_of<'a>(&self, application: impl Into<Which<'a>>) -> String {
        self.which(application.into()).1.application_token.clone()
    }

    /// One of the applications, with its place.
    #[track_caller]
    fn which(&self, application: Which<'_>) -> (usize, &Application) {
        let all = self.applications();
        let found = match application {
            Which::Place(place) => all.get(place).map(|found| (place, found)),
            Which::ClientId(id) => all.iter().enumerate().find(|(_, one)| one.client_id == id),
        };
        found.unwrap_or_else(|| panic!("of {} applications none is {application:?}", all.len()))
    }

    /// Makes an access token one that has just expired. Tells whether there is such a token.
    pub fn expire(&self, access_token: &str) -> bool {
        let mut state = self.shared.state();
        let now = state.clock.now();
        state.tokens.expire(access_token, now)
    }

    /// Fires an event of user 1's doing and waits until its handlers have answered.
    ///
    /// Where nobody listens, nothing is delivered; where it is subscribed offline, it waits in the queue.
    ///
    /// # Panics
    /// Where there is no such event.
    pub async fn fire(&self, event: &str, data: impl Into<Value>) -> Vec<Delivery> {
        self.fire_as(&Fire::new(event, data)).await
    }

    /// Fires an event with all its circumstances.
    ///
    /// # Panics
    /// Where there is no such event.
    pub async fn fire_as(&self, fire: &Fire) -> Vec<Delivery> {
        known(self.shared.catalogue.check_event(&fire.event));
        self.shared.send(|sender| sender.fire(fire)).await
    }

    /// User 1 opens a placement: POSTs to the widgets bound there, with `options` as `PLACEMENT_OPTIONS`.
    ///
    /// # Panics
    /// Where there is no such placement.
    pub async fn open_widget(&self, placement: &str, options: impl Into<Value>) -> Vec<Delivery> {
        self.open_widget_as(1, placement, options).await
    }

    /// That user opens a placement.
    ///
    /// # Panics
    /// Where there is no such placement.
    pub async fn open_widget_as(&self, user: u64, placement: &str, options: impl Into<Value>) -> Vec<Delivery> {
        known(self.shared.catalogue.check_placement(placement));
        let options = options.into();
        self.shared.send(|sender| sender.open(placement, &options, user)).await
    }

    /// Moves the portal's clock and sends what was waiting for that.
    pub async fn advance(&self, by: Duration) -> Vec<Delivery> {
        self.shared.state().clock.advance(by);
        self.shared.send_due().await
    }

    /// Lets calls go wrong from now on.
    ///
    /// # Panics
    /// Where there is no such method, nor one that fits its pattern.
    #[track_caller]
    pub fn fault(&self, fault: Fault) {
        known(self.shared.catalogue.check_method(&fault.method));
        self.shared.state().faults.add(fault);
    }

    /// Another answer than a method's own from now on.
    ///
    /// # Panics
    /// Where there is no such method, nor one that fits its pattern.
    #[track_caller]
    pub fn answer(&self, method: &str, answer: Override) {
        known(self.shared.catalogue.check_method(method));
        self.shared.state().overrides.add(method, answer);
    }

    /// What a call of a method (`crm.deal.get`, `crm.*`) takes of its operating time, beside the time that passes.
    ///
    /// # Panics
    /// Where there is no such method, nor one that fits its pattern.
    #[track_caller]
    pub fn cost(&self, method: &str, cost: Duration) {
        known(self.shared.catalogue.check_method(method));
        self.shared.state().usage.set_cost(method, cost);
    }

    /// Blocks all calls as a portal's operator does (`OVERLOAD_LIMIT`), or lifts the block.
    pub fn overload(&self, blocked: bool) {
        self.shared.state().usage.overloaded = blocked;
    }

    /// Removes an application: calls its handlers of ONAPPUNINSTALL, then forgets its handlers, widgets and tokens.
    /// `clean`: the user asked to remove its data too.
    ///
    /// # Panics
    /// Where there is no such application.
    pub async fn uninstall<'a>(&self, application: impl Into<Which<'a>>, clean: bool) -> Vec<Delivery> {
        let (place, _) = self.which(application.into());
        self.shared.send(|sender| sender.uninstalled(place, clean, 1)).await
    }

    /// Installs an application again, by user 1: POSTs ONAPPINSTALL with tokens to its `redirect_uri`.
    ///
    /// # Panics
    /// Where there is no such application.
    pub async fn install<'a>(&self, application: impl Into<Which<'a>>) -> Vec<Delivery> {
        let (place, _) = self.which(application.into());
        self.shared.install(place, 1).await
    }

    /// Waits until the events that calls have caused so far have been delivered.
    pub async fn settled(&self) {
        self.shared.settled().await;
    }

    /// The latest calls, oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.shared.state().calls.all()
    }

    /// What was sent to handlers lately, oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.shared.state().deliveries.all()
    }

    /// Writes the state to its file now, where it has one.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn save(&self) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        self.shared.save()
    }

    /// Goes back to the state that it started with.
    pub fn reset(&self) {
        self.shared.reset();
    }

    /// How well each method is answered, in the order of the names.
    pub fn emulation(&self) -> Vec<(String, Api, Emulation)> {
        self.shared.catalogue.emulation().map(|(listed, how)| (listed.method.clone(), listed.api, how)).collect()
    }

    /// Names of all methods that it answers, sorted.
    pub fn methods(&self) -> Vec<(String, Api)> {
        let mut all: Vec<_> = self.shared.catalogue.names().map(|(name, api)| (name.to_owned(), api)).collect();
        all.sort();
        all
    }
}

/// A name that a test gives is one that there is: with another, the test would see nothing happen, and pass.
#[track_caller]
fn known(checked: Result<(), String>) {
    if let Err(told) = checked {
        panic!("{told}");
    }
}
