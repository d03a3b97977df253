//! Answers that somebody else decides on.

use std::fmt;
use std::sync::Arc;

use b24_specs::ir::List;

use crate::call::Reply;
use crate::faults::fits;
use crate::items;
use crate::refusal::Refusal;
use crate::value::{Map, Value, member};

type Decide = dyn Fn(&str, &Value) -> Option<Value> + Send + Sync;

/// What a method answers in place of its own answer.
///
/// A batch as a whole is answered in its own name alone, `batch`; a pattern (`crm.*`, `*`) is about the calls in it.
#[derive(Clone)]
#[non_exhaustive]
pub enum Override {
    /// This: `{"result": ..}` with `total` and `next` where they belong, or `{"error", "error_description", "status"}`.
    ///
    /// It is the same for each call: a client that lists page by page would be given the same page again. What a list
    /// is to hold is better said by [`Override::items`].
    Whole(Value),
    /// What a list has to give: each call gets the page that it asks for, with the items behind an identifier (`>ID`) or
    /// from a number on (`start`), where the method's answer has them. Other conditions of the filter are passed over.
    Items(Vec<Value>),
    /// Its own `result` with these members put in, at any depth.
    Merge(Value),
    /// What this makes of the method and its parameters, in the form of `Whole`; `None`: its own answer.
    With(Arc<Decide>),
}

impl Override {
    /// A list of these items, page by page: [`Override::Items`].
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// use b24_portal::{Override, Portal};
    /// use serde_json::json;
    /// let portal = Portal::start().await?;
    /// portal.answer("user.get", Override::items([json!({"ID": "5", "NAME": "Ann"}), json!({"ID": "7"})]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn items<V: Into<Value>>(items: impl IntoIterator<Item = V>) -> Self {
        Self::Items(items.into_iter().map(Into::into).collect())
    }

    /// What a function makes of the method and its parameters: [`Override::With`] in the words of `serde_json`, whose
    /// maps are sorted.
    ///
    /// ```
    /// use b24_portal::Override;
    /// use serde_json::json;
    /// Override::with(|_, params| (params["id"] == 3).then(|| json!({"error": "LATE", "status": 503})));
    /// ```
    pub fn with<F>(decide: F) -> Self
    where
        F: Fn(&str, &serde_json::Value) -> Option<serde_json::Value> + Send + Sync + 'static,
    {
        Self::With(Arc::new(move |method, params| {
            let params = serde_json::to_value(params).unwrap_or_default();
            decide(method, &params).map(Value::from)
        }))
    }
}

impl fmt::Debug for Override {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(value) => f.debug_tuple("Whole").field(value).finish(),
            Self::Items(items) => f.debug_tuple("Items").field(items).finish(),
            Self::Merge(value) => f.debug_tuple("Merge").field(value).finish(),
            Self::With(_) => f.write_str("With(..)"),
        }
    }
}

/// Overrides by method; the latest counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides(Vec<(String, Override)>);

impl Overrides {
    pub(crate) fn add(&mut self, method: &str, answer: Override) {
        self.0.retain(|(other, _)| other != method);
        self.0.push((method.to_owned(), answer));
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// What they are for.
    pub(crate) fn methods(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(method, _)| method.as_str())
    }

    fn of(&self, method: &str) -> Option<&Override> {
        let is_batch = method.eq_ignore_ascii_case("batch");
        let fits = |pattern: &str| if is_batch { pattern.eq_ignore_ascii_case(method) } else { fits(pattern, method) };
        self.0.iter().rev().find(|(pattern, _)| fits(pattern)).map(|(_, answer)| answer)
    }

    /// The answer that takes the place of the method's own one, which is then not asked for; `facts` tell how the method
    /// lists.
    pub(crate) fn instead(
        &self,
        method: &str,
        params: &Map,
        facts: impl FnOnce() -> List,
    ) -> Option<Result<Reply, Refusal>> {
        match self.of(method)? {
            Override::Whole(answer) => Some(read(answer)),
            Override::Items(items) => Some(Ok(items::page(&facts(), items, params))),
            Override::With(decide) => decide(method, &Value::Map(params.clone())).map(|answer| read(&answer)),
            Override::Merge(_) => None,
        }
    }

    /// What is put into the method's own answer.
    pub(crate) fn merged(&self, method: &str, mut reply: Reply) -> Reply {
        if let Some(Override::Merge(part)) = self.of(method) {
            merge(&mut reply.result, part);
        }
        reply
    }
}

fn read(answer: &Value) -> Result<Reply, Refusal> {
    let Value::Map(members) = answer else { return Ok(Reply::of(answer.clone())) };
    let text = |name| member(members, name).and_then(Value::text);
    let number = |name| member(members, name).and_then(Value::integer).and_then(|number| u64::try_from(number).ok());
    if let Some(code) = text("error") {
        let status = number("status").and_then(|status| u16::try_from(status).ok()).unwrap_or(400);
        return Err(Refusal::new(status, code, text("error_description").unwrap_or_default()));
    }
    match members.get("result") {
        Some(result) => Ok(Reply { result: result.clone(), next: number("next"), total: number("total") }),
        None => Ok(Reply::of(answer.clone())),
    }
}

fn merge(own: &mut Value, part: &Value) {
    match (own, part) {
        (Value::Map(own), Value::Map(part)) => {
            for (name, value) in part {
                merge(own.entry(name.clone()).or_default(), value);
            }
        }
        (own, part) => *own = part.clone(),
    }
}
