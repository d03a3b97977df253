//! What the generator emits for one method, written by hand: pins the contract between the two.

use b24::__private::v1 as p;
use p::prelude::*;

/// Names of parameters, for the compiler's messages.
#[allow(non_camel_case_types, reason = "spelled as the parameters are")]
pub(crate) mod param {
    pub(crate) enum event {}
    pub(crate) enum handler {}
    pub(crate) enum auth_type {}
    pub(crate) enum min_timeout {}
    pub(crate) enum id {}
}

pub(crate) struct EventBind {
    params: p::Params,
}

impl EventBind {
    pub(crate) fn new(
        event: impl p::Arg<p::PlainText, param::event, EventBind>,
        handler: impl p::HandlerArg<param::handler, EventBind>,
    ) -> Self {
        let mut params = p::Params::new();
        params.set("event", event);
        params.set("handler", handler);
        Self { params }
    }

    pub(crate) fn auth_type(mut self, auth_type: impl p::Arg<p::WholeNumber, param::auth_type, EventBind>) -> Self {
        self.params.set("auth_type", auth_type);
        self
    }

    pub(crate) fn min_timeout(
        mut self,
        min_timeout: impl p::Arg<p::WholeNumber, param::min_timeout, EventBind>,
    ) -> Self {
        self.params.set_path(&["options", "minTimeout"], min_timeout);
        self
    }
}

impl p::Method for EventBind {
    const NAME: &'static str = "event.bind";
    type Nature = p::Writes<p::ApplicationOnly>;
    type Output = bool;
    type Error = EventBindError;

    fn into_params(self) -> p::Params {
        self.params
    }

    fn check(params: &p::Params) -> Result<(), p::Invalid> {
        match params.get(&["event"]).as_ref().and_then(p::Value::as_str) {
            Some("ONOFFLINEEVENT") => Err(p::Invalid::new("event", "write `EventBind::on_offline_event(..)`")),
            _ => Ok(()),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum EventBindError {
    EventNotFound,
    Other,
}

impl p::OwnError for EventBindError {
    fn own_kinds() -> p::Kinds<Self> {
        p::Kinds { own: &[Self::EventNotFound], cases: "EventNotFound\tERROR_EVENT_NOT_FOUND\n", other: &Self::Other }
    }
}

/// A method of REST 3.0 that reads, with a record as its result; a webhook will do.
pub(crate) struct TasksTaskGetV3 {
    params: p::Params,
}

impl TasksTaskGetV3 {
    pub(crate) fn new(id: impl p::Arg<p::WholeNumber, param::id, TasksTaskGetV3>) -> Self {
        let mut params = p::Params::new();
        params.set("id", id);
        Self { params }
    }
}

impl p::Method for TasksTaskGetV3 {
    const NAME: &'static str = "tasks.task.get";
    type Nature = p::Reads<p::AnyAuth, p::V3>;
    type Output = TasksTaskGetV3Result;
    type Error = p::PlainError;

    fn into_params(self) -> p::Params {
        self.params
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TasksTaskGetV3Result {
    pub(crate) item: Option<TasksTaskGetV3Item>,
    pub(crate) extra: p::Extra,
}

impl p::Fields for TasksTaskGetV3Result {
    const NAMES: &'static str = "item";
    fn build<'a>(from: p::Source<'a>, of: &'a Self) -> Self {
        Self { item: of.item.filled(from), extra: of.extra.filled(from) }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TasksTaskGetV3Item {
    pub(crate) id: Option<i64>,
    pub(crate) title: Option<String>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) extra: p::Extra,
}

impl p::Fields for TasksTaskGetV3Item {
    const NAMES: &'static str = "id\ntitle\ntags";
    fn build<'a>(from: p::Source<'a>, of: &'a Self) -> Self {
        Self {
            id: of.id.filled(from),
            title: of.title.filled(from),
            tags: of.tags.filled(from),
            extra: of.extra.filled(from),
        }
    }
}

/// Adds, and brings the number of what it added.
pub(crate) struct Add {
    params: p::Params,
}

impl Add {
    pub(crate) fn new(title: impl p::Arg<p::PlainText>, parent: impl p::Arg<p::WholeNumber>) -> Self {
        let mut params = p::Params::new();
        params.set("title", title);
        params.set("parent", parent);
        Self { params }
    }
}

impl p::Method for Add {
    const NAME: &'static str = "x.add";
    type Nature = p::Writes;
    type Output = i64;
    type Error = p::PlainError;

    fn into_params(self) -> p::Params {
        self.params
    }
}
