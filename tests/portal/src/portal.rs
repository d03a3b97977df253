//! The handle of a running portal.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use b24_specs::index::Damaged;
use b24_specs::ir::Api;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::catalogue::{Catalogue, Emulation};
use crate::config::{Application, Config, Seed, User, Webhook};
use crate::deliver::Delivery;
use crate::faults::Fault;
use crate::journal::Call;
use crate::limits::Limits;
use crate::overrides::Override;
use crate::scenario::Scenario;
use crate::send::{Address, Fire};
use crate::server::serve;
use crate::shared::Shared;
use crate::state::{First, State, Store, Token};
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
    shared: Arc<Shared>,
    tls: Tls,
    tasks: [JoinHandle<()>; 4],
}

/// A portal that could not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The port cannot be had.
    Bind(SocketAddr, io::Error),
    /// The facts of the API cannot be read.
    Specs(Damaged),
    /// The file of the state cannot be used.
    State(PathBuf, Box<dyn std::error::Error + Send + Sync>),
    /// The certificate cannot be made, or its authority not be written to a file.
    Certificate(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind(address, e) => write!(f, "cannot listen on {address}: {e}"),
            Self::Specs(damaged) => damaged.fmt(f),
            Self::State(file, e) => write!(f, "the state in {} cannot be used: {e}", file.display()),
            Self::Certificate(e) => write!(f, "no certificate for https: {e}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bind(_, e) => Some(e),
            Self::Specs(damaged) => Some(damaged),
            Self::State(_, e) | Self::Certificate(e) => Some(&**e),
        }
    }
}

/// A text that is no scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadScenario(String);

impl fmt::Display for BadScenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the scenario cannot be read: {}", self.0)
    }
}

impl std::error::Error for BadScenario {}

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

/// Sets up a portal.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    config: Config,
}

impl Builder {
    /// The port on loopback; by default, and with 0, one that is free.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.config.port = port;
        self
    }

    /// The port of https on loopback; by default, and with 0, one that is free.
    #[must_use]
    pub fn https_port(mut self, port: u16) -> Self {
        self.config.https_port = port;
        self
    }

    /// One more user, or another for the same identifier. There are 1, an administrator, and 2, who is not.
    #[must_use]
    pub fn user(mut self, user: User) -> Self {
        self.config.users.retain(|old| old.id != user.id);
        self.config.users.push(user);
        self
    }

    /// The code of user 1's webhook; `secret` by default.
    #[must_use]
    pub fn webhook_code(mut self, code: &str) -> Self {
        if let Some(first) = self.config.webhooks.first_mut() {
            code.clone_into(&mut first.code);
        }
        self
    }

    /// One more webhook.
    #[must_use]
    pub fn webhook(mut self, webhook: Webhook) -> Self {
        self.config.webhooks.push(webhook);
        self
    }

    /// One more application. There is one named `app`, with all permissions.
    #[must_use]
    pub fn application(mut self, application: Application) -> Self {
        self.config.applications.push(application);
        self
    }

    /// Keeps the state in a file: CRM objects, tasks, the drive, handlers, widgets, the queue, tokens. It is written
    /// twice a second and when the portal stops; a portal that starts with it goes on where the other stopped.
    #[must_use]
    pub fn state(mut self, file: impl Into<PathBuf>) -> Self {
        self.config.state = Some(file.into());
        self
    }

    /// Refuses whatever the method's page does not document, down to single fields. Without it, a call tells of such
    /// things in its [`Call::findings`] only.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.config.strict = true;
        self
    }

    /// Sets limits; without them any number of calls is answered.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.config.limits = Some(limits);
        self
    }

    /// Lets calls go wrong. Faults can also be added while the portal runs: [`Portal::fault`].
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.config.scenario.faults.push(fault);
        self
    }

    /// Another answer than a method's own.
    #[must_use]
    pub fn answer(mut self, method: &str, answer: Override) -> Self {
        self.config.overrides.add(method, answer);
        self
    }

    /// Faults, answers and costs from the text of a scenario file, in JSON:
    /// `{"random": 7, "faults": [{"method": "crm.*", "mishap": {"delay": 200}, "times": 3, "chance": 0.5}],
    /// "answers": [{"method": "crm.deal.get", "merge": {"TITLE": "x"}}], "costs": {"crm.deal.list": 1.5}}`.
    ///
    /// # Errors
    /// Where the text is no scenario.
    pub fn scenario(mut self, text: &str) -> Result<Self, BadScenario> {
        let scenario: Scenario = serde_json::from_str(text).map_err(|e| BadScenario(e.to_string()))?;
        for answer in scenario.answers.clone() {
            let (method, answer) = answer.decide().map_err(BadScenario)?;
            self.config.overrides.add(&method, answer);
        }
        self.config.scenario = scenario;
        Ok(self)
    }

    /// Fills the portal with so many records, in user 1's name.
    #[must_use]
    pub fn seed(mut self, kind: Seed, count: u64) -> Self {
        self.config.seeds.push((kind, count));
        self
    }

    /// Stops the portal's clock at a moment, in seconds since 1970: it moves by [`Portal::advance`] only.
    #[must_use]
    pub fn clock_at(mut self, seconds: u64) -> Self {
        self.config.clock = Some(seconds);
        self
    }

    /// Another `methods.jsonl` than the one that this version ships.
    #[must_use]
    pub fn methods(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.config.texts.methods = text.into();
        self
    }

    /// Another `events.jsonl`.
    #[must_use]
    pub fn events(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.config.texts.events = text.into();
        self
    }

    /// Another `placements.jsonl`.
    #[must_use]
    pub fn placements(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.config.texts.placements = text.into();
        self
    }

    /// Starts the portal, on the runtime that this is called from.
    ///
    /// # Errors
    /// Where the port cannot be had or the facts of the API cannot be read.
    pub async fn start(self) -> Result<Portal, StartError> {
        let catalogue = Catalogue::new(self.config.texts.clone()).map_err(StartError::Specs)?;
        let tls = Tls::new().map_err(StartError::Certificate)?;
        let (listener, address) = listen(self.config.port, false).await?;
        let (secure_listener, secure_address) = listen(self.config.https_port, true).await?;
        let (store, state) = restore(&self.config)?;
        let shared = Arc::new(Shared::new([address, secure_address], self.config, catalogue, store, state));
        let (keeper, saver) = (shared.clone(), shared.clone());
        let tasks = [
            tokio::spawn(serve(listener, None, shared.clone())),
            tokio::spawn(serve(secure_listener, Some(tls.acceptor.clone()), shared.clone())),
            tokio::spawn(async move { keeper.keep_promises().await }),
            tokio::spawn(saver.keep_saving()),
        ];
        Ok(Portal { shared, tls, tasks })
    }
}

/// The file of the state, where it is to have one, and the state that is in it or a new one.
fn restore(config: &Config) -> Result<(Option<Store>, State), StartError> {
    let Some(file) = &config.state else { return Ok((None, State::new(config))) };
    let told = |e| StartError::State(file.clone(), e);
    let store = Store::open(file).map_err(told)?;
    let kept = store.read(config).map_err(told)?;
    let is_new = kept.is_none();
    let mut state = kept.unwrap_or_else(|| State::new(config));
    state.track(is_new);
    Ok((Some(store), state))
}

async fn listen(port: u16, secure: bool) -> Result<(TcpListener, Address), StartError> {
    let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let bind = |e| StartError::Bind(wanted, e);
    let listener = TcpListener::bind(wanted).await.map_err(bind)?;
    let domain = listener.local_addr().map_err(bind)?.to_string();
    Ok((listener, Address { secure, domain }))
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
    pub fn tokens_of(&self, application: usize, user: u64) -> TokenPair {
        let mut state = self.shared.state();
        let token = state.issue(application, user);
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

    /// Makes an access token one that has just expired. Tells whether there is such a token.
    pub fn expire(&self, access_token: &str) -> bool {
        let mut state = self.shared.state();
        let now = state.clock.now();
        state.tokens.expire(access_token, now)
    }

    /// Fires an event of user 1's doing and waits until its handlers have answered.
    ///
    /// Where nobody listens, nothing is delivered; where it is subscribed offline, it waits in the queue.
    pub async fn fire(&self, event: &str, data: impl Into<Value>) -> Vec<Delivery> {
        self.fire_as(&Fire::new(event, data)).await
    }

    /// Fires an event with all its circumstances.
    pub async fn fire_as(&self, fire: &Fire) -> Vec<Delivery> {
        self.shared.send(|sender| sender.fire(fire)).await
    }

    /// User 1 opens a placement: POSTs to the widgets bound there, with `options` as `PLACEMENT_OPTIONS`.
    pub async fn open_widget(&self, placement: &str, options: impl Into<Value>) -> Vec<Delivery> {
        self.open_widget_as(1, placement, options).await
    }

    /// That user opens a placement.
    pub async fn open_widget_as(&self, user: u64, placement: &str, options: impl Into<Value>) -> Vec<Delivery> {
        let options = options.into();
        self.shared.send(|sender| sender.open(placement, &options, user)).await
    }

    /// Moves the portal's clock and sends what was waiting for that.
    pub async fn advance(&self, by: Duration) -> Vec<Delivery> {
        self.shared.state().clock.advance(by);
        self.shared.send_due().await
    }

    /// Lets calls go wrong from now on.
    pub fn fault(&self, fault: Fault) {
        self.shared.state().faults.add(fault);
    }

    /// Another answer than a method's own from now on.
    pub fn answer(&self, method: &str, answer: Override) {
        self.shared.state().overrides.add(method, answer);
    }

    /// What a call of a method takes of its operating time, beside the time that passes.
    pub fn cost(&self, method: &str, cost: Duration) {
        self.shared.state().usage.costs.insert(method.to_owned(), cost);
    }

    /// Blocks all calls as a portal's operator does (`OVERLOAD_LIMIT`), or lifts the block.
    pub fn overload(&self, blocked: bool) {
        self.shared.state().usage.overloaded = blocked;
    }

    /// Removes an application: calls its handlers of ONAPPUNINSTALL, then forgets its handlers, widgets and tokens.
    /// `clean`: the user asked to remove its data too.
    pub async fn uninstall(&self, application: usize, clean: bool) -> Vec<Delivery> {
        self.shared.send(|sender| sender.uninstalled(application, clean, 1)).await
    }

    /// Installs an application again, by user 1: POSTs ONAPPINSTALL with tokens to its `redirect_uri`.
    pub async fn install(&self, application: usize) -> Vec<Delivery> {
        self.shared.install(application, 1).await
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
