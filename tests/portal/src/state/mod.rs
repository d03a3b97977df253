//! Everything that changes while the portal runs.

pub(crate) mod crm;
pub(crate) mod disk;
mod handlers;
mod journal;
mod queue;
mod seed;
mod store;
mod tokens;
mod users;
mod widgets;

use std::collections::HashSet;
use std::time::Duration;

use crm::Crm;
pub(crate) use disk::Disk;
pub(crate) use handlers::{Handler, Handlers};
pub(crate) use journal::{Journal, Weigh};
pub(crate) use queue::{Queue, Record, Take};
pub(crate) use store::{Failure, Store};
pub(crate) use tokens::{Token, Tokens};
pub(crate) use users::users;
pub(crate) use widgets::{Widget, Widgets};

use crate::clock::Clock;
use crate::config::{Application, Config, User, Webhook};
use crate::deliver::Delivery;
use crate::faults::Faults;
use crate::findings::Finding;
use crate::idempotency::Replays;
use crate::journal::Call;
use crate::limits::{Limits, Usage};
use crate::overrides::Overrides;
use crate::send::Fire;
use crate::table::{Schema, Table};

/// Place of an application in [`State::applications`].
pub(crate) type AppId = usize;

/// The state, behind one lock.
pub(crate) struct State {
    pub(crate) clock: Clock,
    pub(crate) users: Vec<User>,
    pub(crate) webhooks: Vec<Webhook>,
    pub(crate) applications: Vec<Application>,
    /// Applications that were removed.
    pub(crate) gone: HashSet<AppId>,
    pub(crate) tokens: Tokens,
    pub(crate) first: First,
    pub(crate) handlers: Handlers,
    pub(crate) queue: Queue,
    pub(crate) widgets: Widgets,
    pub(crate) crm: Crm,
    pub(crate) tasks: Table,
    pub(crate) disk: Disk,
    /// Something may have changed since the state was last written to its file.
    pub(crate) touched: bool,
    /// Refuses what the pages do not document.
    pub(crate) strict: bool,
    pub(crate) limits: Option<Limits>,
    pub(crate) usage: Usage,
    pub(crate) faults: Faults,
    pub(crate) overrides: Overrides,
    pub(crate) replays: Replays,
    /// Events that calls have caused and that are still to be sent.
    pub(crate) outbox: Vec<Fire>,
    /// What the call that is being carried out has that no page documents.
    pub(crate) findings: Vec<Finding>,
    pub(crate) calls: Journal<Call>,
    pub(crate) deliveries: Journal<Delivery>,
}

/// Tokens of the first application that are there from the start, the same after every reset.
pub(crate) struct First {
    pub(crate) admin: Token,
    pub(crate) ordinary: Token,
    pub(crate) expired: Token,
}

/// The part of the state that methods of v3 change.
pub(crate) struct Savepoint {
    tasks: Table,
    outbox: usize,
}

impl First {
    fn new(config: &Config, tokens: &mut Tokens, now: Duration) -> Self {
        let user = |admin| config.users.iter().find(|user| user.admin == admin).map_or(0, |user| user.id);
        let admin = tokens.issue(0, user(true), now);
        let ordinary = tokens.issue(0, user(false), now);
        let expired = tokens.issue(0, user(true), now);
        tokens.expire(&expired.access, now);
        Self { admin, ordinary, expired }
    }
}

impl State {
    pub(crate) fn new(config: &Config) -> Self {
        let clock = Clock::new(config.clock);
        let mut tokens = Tokens::default();
        let first = First::new(config, &mut tokens, clock.now());
        let mut state = Self {
            clock,
            users: config.users.clone(),
            webhooks: config.webhooks.clone(),
            applications: config.applications.clone(),
            gone: HashSet::new(),
            tokens,
            first,
            handlers: Handlers::default(),
            queue: Queue::default(),
            widgets: Widgets::default(),
            crm: Crm::default(),
            tasks: Table::new(Schema::parse(include_str!("../../data/task.txt"))),
            disk: Disk::default(),
            touched: true,
            strict: config.strict,
            limits: config.limits,
            usage: Usage::default(),
            faults: Faults::new(config.scenario.faults.clone(), config.scenario.random.unwrap_or(1)),
            overrides: config.overrides.clone(),
            replays: Replays::default(),
            outbox: Vec::new(),
            findings: Vec::new(),
            calls: Journal::default(),
            deliveries: Journal::default(),
        };
        for (method, seconds) in &config.scenario.costs {
            state.usage.set_cost(method, Duration::try_from_secs_f64(*seconds).unwrap_or_default());
        }
        for (kind, count) in &config.seeds {
            state.seed(*kind, *count);
        }
        state
    }

    pub(crate) fn user(&self, id: u64) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// A fresh pair of tokens of that user in that application.
    pub(crate) fn issue(&mut self, app: AppId, user: u64) -> Token {
        let now = self.clock.now();
        self.tokens.issue(app, user, now)
    }

    /// Removes everything that an application has here.
    pub(crate) fn uninstall(&mut self, app: AppId) {
        self.handlers.unbind(app, |_| true);
        self.widgets.forget(app);
        self.queue.remove(app, |_| true);
        self.tokens.revoke(app);
        self.gone.insert(app);
    }

    /// What a batch that fails as a whole brings back.
    pub(crate) fn savepoint(&self) -> Savepoint {
        Savepoint { tasks: self.tasks.clone(), outbox: self.outbox.len() }
    }

    /// Undoes what happened since.
    pub(crate) fn roll_back(&mut self, to: Savepoint) {
        self.outbox.truncate(to.outbox);
        self.tasks = to.tasks;
    }

    /// How long until a signal about the offline queue is due, on a clock that runs by itself.
    pub(crate) fn next_signal(&self) -> Option<Duration> {
        let due = self.handlers.next_due().filter(|_| self.clock.runs())?;
        Some(due.saturating_sub(self.clock.now()))
    }
}
