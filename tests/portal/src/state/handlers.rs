//! Event handlers that applications bound, and when those of ONOFFLINEEVENT are called.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::AppId;
use crate::value::Value;

/// A handler, or a subscription of the offline queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Handler {
    pub(crate) id: u64,
    pub(crate) app: AppId,
    pub(crate) event: String,
    /// Where to send it; empty for the offline queue.
    pub(crate) url: String,
    /// Authorized as this user; 0: as the one who caused the event.
    pub(crate) user: u64,
    pub(crate) offline: bool,
    /// The queue's source key.
    pub(crate) connector: String,
    /// ONOFFLINEEVENT: least seconds between two calls.
    pub(crate) min_timeout: u64,
    /// ONOFFLINEEVENT: the last call.
    called: Option<Duration>,
    /// ONOFFLINEEVENT: what to send when the pause is over, and who caused it.
    waiting: Option<(Value, u64)>,
}

/// A call of ONOFFLINEEVENT that is due.
#[derive(Clone, Debug)]
pub(crate) struct Signal {
    pub(crate) handler: Handler,
    pub(crate) data: Value,
    /// Who caused it; 0: nobody.
    pub(crate) user: u64,
}

impl Handler {
    /// One that is not bound yet.
    pub(crate) fn new(app: AppId, event: String, url: String, user: u64) -> Self {
        let (connector, min_timeout) = (String::new(), 1);
        Self { id: 0, app, event, url, user, offline: false, connector, min_timeout, called: None, waiting: None }
    }

    fn due(&self) -> Duration {
        self.called.map_or(Duration::ZERO, |at| at.saturating_add(Duration::from_secs(self.min_timeout)))
    }
}

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Handlers {
    all: Vec<Handler>,
    count: u64,
}

impl Handlers {
    pub(crate) fn all(&self) -> &[Handler] {
        &self.all
    }

    pub(crate) fn of(&self, app: AppId) -> impl Iterator<Item = &Handler> {
        self.all.iter().filter(move |handler| handler.app == app)
    }

    pub(crate) fn bound_to<'a>(&'a self, event: &'a str) -> impl Iterator<Item = &'a Handler> {
        self.all.iter().filter(move |handler| handler.event == event)
    }

    /// Adds it, unless the application has it already.
    pub(crate) fn bind(&mut self, new: Handler) -> bool {
        let same = |h: &Handler| {
            (h.event == new.event && h.offline == new.offline)
                && (h.url == new.url && h.user == new.user && h.connector == new.connector)
        };
        let free = !self.of(new.app).any(same);
        if free {
            self.count += 1;
            self.all.push(Handler { id: self.count, ..new });
        }
        free
    }

    /// Removes those that fit and tells how many there were.
    pub(crate) fn unbind(&mut self, app: AppId, fits: impl Fn(&Handler) -> bool) -> u64 {
        let before = self.all.len();
        self.all.retain(|handler| handler.app != app || !fits(handler));
        (before - self.all.len()) as u64
    }

    /// The queue of an application changed: calls its handlers of ONOFFLINEEVENT now, or when their pause is over.
    pub(crate) fn signal(&mut self, app: AppId, kind: &str, event: &str, user: u64) {
        for handler in self.all.iter_mut().filter(|h| h.app == app && h.event == "ONOFFLINEEVENT" && !h.offline) {
            let mut data =
                vec![("type", kind.into()), ("event", event.into()), ("handler", handler.url.as_str().into())];
            if handler.min_timeout > 0 {
                data.push(("minTimeout", handler.min_timeout.into()));
            }
            let data = data.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            handler.waiting = Some((Value::Map(data), user));
        }
    }

    /// Takes the signals whose pause is over.
    pub(crate) fn take_due(&mut self, now: Duration) -> Vec<Signal> {
        let due = self.all.iter_mut().filter(|handler| handler.waiting.is_some() && handler.due() <= now);
        due.filter_map(|handler| {
            let (data, user) = handler.waiting.take()?;
            handler.called = Some(now);
            Some(Signal { handler: handler.clone(), data, user })
        })
        .collect()
    }

    /// When the next signal is due.
    pub(super) fn next_due(&self) -> Option<Duration> {
        self.all.iter().filter(|handler| handler.waiting.is_some()).map(Handler::due).min()
    }
}
