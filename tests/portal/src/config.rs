//! Who and what a portal starts with.

use std::path::PathBuf;
use std::str::FromStr;

use crate::catalogue::Texts;
use crate::ids::digest;
use crate::limits::Limits;
use crate::overrides::Overrides;
use crate::scenario::Scenario;

/// A user of the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The identifier, from 1.
    pub id: u64,
    /// Has the rights of an administrator.
    pub admin: bool,
}

impl User {
    /// Its first name, its address and whatever else `user.get` tells follow from the identifier.
    pub(crate) fn name(&self) -> String {
        format!("User{}", self.id)
    }
}

/// An incoming webhook: calls on behalf of one user, without an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// The user on whose behalf it calls.
    pub user: u64,
    /// The secret in its address.
    pub code: String,
    /// Its permissions; `None`: all.
    pub scopes: Option<Vec<String>>,
}

/// An installed application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its identifier.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// What events carry so that the application can tell them from forged ones.
    pub application_token: String,
    /// Its permissions; `None`: all.
    pub scopes: Option<Vec<String>>,
    /// Where users come back to after they authorized it, and where its installation is told; empty: nowhere.
    pub redirect_uri: String,
}

impl Application {
    /// An application with all permissions; identifier, secret and token follow from the name.
    pub fn new(name: &str) -> Self {
        let digits = |what| digest(&["application", what, name]);
        Self {
            client_id: format!(
                "local.{}.{}",
                digits("id").get(..14).unwrap_or(""),
                digits("id").get(14..22).unwrap_or("")
            ),
            client_secret: digits("secret"),
            application_token: digits("token"),
            scopes: None,
            redirect_uri: String::new(),
        }
    }

    /// The same with an address of its own.
    #[must_use]
    pub fn redirect_uri(self, uri: &str) -> Self {
        Self { redirect_uri: uri.into(), ..self }
    }

    /// The same with these permissions only.
    #[must_use]
    pub fn scopes<S: Into<String>>(self, scopes: impl IntoIterator<Item = S>) -> Self {
        Self { scopes: Some(scopes.into_iter().map(Into::into).collect()), ..self }
    }
}

/// Which of a portal's applications: by its `client_id`, or by its place in
/// [`Portal::applications`](crate::Portal::applications).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Which<'a> {
    /// The first is 0, and named `app`.
    Place(usize),
    /// The identifier of the application.
    ClientId(&'a str),
}

impl From<usize> for Which<'_> {
    fn from(place: usize) -> Self {
        Self::Place(place)
    }
}

impl<'a> From<&'a str> for Which<'a> {
    fn from(client_id: &'a str) -> Self {
        Self::ClientId(client_id)
    }
}

impl<'a> From<&'a String> for Which<'a> {
    fn from(client_id: &'a String) -> Self {
        Self::ClientId(client_id)
    }
}

impl<'a> From<&'a Application> for Which<'a> {
    fn from(application: &'a Application) -> Self {
        Self::ClientId(&application.client_id)
    }
}

/// A kind of records that a portal can be filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Seed {
    /// CRM leads.
    Leads,
    /// CRM deals.
    Deals,
    /// CRM contacts.
    Contacts,
    /// CRM companies.
    Companies,
    /// Tasks.
    Tasks,
}

impl FromStr for Seed {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name {
            "leads" => Self::Leads,
            "deals" => Self::Deals,
            "contacts" => Self::Contacts,
            "companies" => Self::Companies,
            "tasks" => Self::Tasks,
            other => return Err(format!("`{other}` is none of leads, deals, contacts, companies, tasks")),
        })
    }
}

/// Everything that a builder can set.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) port: u16,
    pub(crate) https_port: u16,
    pub(crate) users: Vec<User>,
    pub(crate) webhooks: Vec<Webhook>,
    pub(crate) applications: Vec<Application>,
    /// The file that keeps the state.
    pub(crate) state: Option<PathBuf>,
    pub(crate) strict: bool,
    pub(crate) limits: Option<Limits>,
    pub(crate) scenario: Scenario,
    pub(crate) overrides: Overrides,
    /// What there is from the start.
    pub(crate) seeds: Vec<(Seed, u64)>,
    /// Where the clock stands; `None`: it runs.
    pub(crate) clock: Option<u64>,
    pub(crate) texts: Texts,
}

impl Config {
    /// The methods that something is to happen with.
    pub(crate) fn methods(&self) -> impl Iterator<Item = &str> {
        let faults = self.scenario.faults.iter().map(|fault| fault.method.as_str());
        let costs = self.scenario.costs.keys().map(String::as_str);
        faults.chain(costs).chain(self.overrides.methods())
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            https_port: 0,
            users: vec![User { id: 1, admin: true }, User { id: 2, admin: false }],
            webhooks: vec![Webhook { user: 1, code: "secret".into(), scopes: None }],
            applications: vec![Application::new("app")],
            state: None,
            strict: false,
            limits: None,
            scenario: Scenario::default(),
            overrides: Overrides::default(),
            seeds: Vec::new(),
            clock: None,
            texts: Texts::default(),
        }
    }
}
