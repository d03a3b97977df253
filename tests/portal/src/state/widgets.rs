//! Widgets that applications placed.

use serde::{Deserialize, Serialize};

use super::AppId;
use crate::value::Value;

/// One handler of one placement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Widget {
    pub(crate) app: AppId,
    pub(crate) placement: String,
    pub(crate) handler: String,
    /// For this user only; 0: for all.
    pub(crate) user: u64,
    pub(crate) options: Value,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) lang_all: Value,
}

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Widgets(Vec<Widget>);

impl Widgets {
    pub(crate) fn all(&self) -> &[Widget] {
        &self.0
    }

    pub(crate) fn of(&self, app: AppId) -> impl Iterator<Item = &Widget> {
        self.0.iter().filter(move |widget| widget.app == app)
    }

    /// The widgets that a user sees in a placement.
    pub(crate) fn seen(&self, placement: &str, user: u64) -> impl Iterator<Item = &Widget> {
        self.0.iter().filter(move |w| w.placement == placement && (w.user == 0 || w.user == user))
    }

    /// Adds it, unless the application has it already.
    pub(crate) fn bind(&mut self, new: Widget) -> bool {
        let same = |w: &Widget| w.placement == new.placement && w.handler == new.handler && w.user == new.user;
        let free = !self.of(new.app).any(same);
        if free {
            self.0.push(new);
        }
        free
    }

    /// Removes all of an application.
    pub(crate) fn forget(&mut self, app: AppId) {
        self.0.retain(|widget| widget.app != app);
    }

    /// Removes those that fit and tells how many there were.
    pub(crate) fn unbind(&mut self, app: AppId, placement: &str, handler: Option<&str>, user: Option<u64>) -> u64 {
        let before = self.0.len();
        self.0.retain(|w| {
            let fits = w.app == app && w.placement == placement;
            !(fits && handler.is_none_or(|h| w.handler == h) && user.is_none_or(|u| w.user == u))
        });
        (before - self.0.len()) as u64
    }
}
