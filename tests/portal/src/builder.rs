//! What a portal is to be like, and its start.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use b24_specs::index::Damaged;
use tokio::net::TcpListener;

use crate::catalogue::Catalogue;
use crate::config::{Application, Config, Seed, User, Webhook};
use crate::deliver::Courier;
use crate::faults::Fault;
use crate::limits::Limits;
use crate::overrides::Override;
use crate::portal::Portal;
use crate::scenario::Scenario;
use crate::send::Address;
use crate::server::serve;
use crate::shared::Shared;
use crate::state::{State, Store};
use crate::tls::Tls;

/// A portal that could not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// A fault, an answer or a cost is for a method that there is not.
    UnknownMethod(String),
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
            Self::UnknownMethod(told) => f.write_str(told),
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
            Self::UnknownMethod(_) => None,
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
    /// things in its [`crate::Call::findings`] only.
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

    /// Faults, answers, costs and names that the documentation does not have from the text of a scenario file, in JSON:
    /// `{"random": 7, "faults": [{"method": "crm.*", "mishap": {"delay": 200}, "times": 3, "chance": 0.5}],
    /// "answers": [{"method": "crm.deal.get", "merge": {"TITLE": "x"}}], "costs": {"crm.deal.list": 1.5},
    /// "undocumented": {"methods": ["lamp.light"], "events": ["ONLAMPLIT"], "placements": ["LAMP_TAB"]}}`.
    ///
    /// # Errors
    /// Where the text is no scenario.
    pub fn scenario(mut self, text: &str) -> Result<Self, BadScenario> {
        let mut scenario: Scenario = serde_json::from_str(text).map_err(|e| BadScenario(e.to_string()))?;
        for answer in std::mem::take(&mut scenario.answers) {
            let (method, answer) = answer.decide().map_err(BadScenario)?;
            self.config.overrides.add(&method, answer);
        }
        self.config.scenario.add(scenario);
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

    /// A method that the documentation does not have: faults, answers and costs may be for it.
    #[must_use]
    pub fn undocumented(mut self, method: &str) -> Self {
        self.config.scenario.undocumented.methods.push(method.into());
        self
    }

    /// An event that the documentation does not have: it may be bound and fired.
    #[must_use]
    pub fn undocumented_event(mut self, code: &str) -> Self {
        self.config.scenario.undocumented.events.push(code.into());
        self
    }

    /// A placement that the documentation does not have: widgets may be bound to it, and it be opened.
    #[must_use]
    pub fn undocumented_placement(mut self, code: &str) -> Self {
        self.config.scenario.undocumented.placements.push(code.into());
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
    /// Where the port cannot be had, the facts of the API cannot be read, or a fault or an answer is for no method.
    pub async fn start(self) -> Result<Portal, StartError> {
        let (texts, also) = (self.config.texts.clone(), self.config.scenario.undocumented.clone());
        let catalogue = Catalogue::new(texts, also).map_err(StartError::Specs)?;
        self.config.methods().try_for_each(|name| catalogue.check_method(name)).map_err(StartError::UnknownMethod)?;
        let tls = Tls::new().map_err(StartError::Certificate)?;
        let (listener, address) = listen(self.config.port, false).await?;
        let (secure_listener, secure_address) = listen(self.config.https_port, true).await?;
        let (store, state) = restore(&self.config)?;
        let courier = Courier::new().map_err(StartError::Certificate)?;
        let shared = Arc::new(Shared::new([address, secure_address], self.config, catalogue, store, state, courier));
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
