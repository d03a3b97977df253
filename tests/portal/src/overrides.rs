//! Answers that somebody else decides on.

use std::fmt;
use std::sync::Arc;

use crate::call::Reply;
use crate::faults::fits;
use crate::refusal::Refusal;
use crate::value::{Map, Value, member};

type Decide = dyn Fn(&str, &Value) -> Option<Value> + Send + Sync;

/// What a method answers in place of its own answer.
#[derive(Clone)]
#[non_exhaustive]
pub enum Override {
    /// This: `{"result": ..}` with `total` and `next` where they belong, or `{"error", "error_description", "status"}`.
    Whole(Value),
    /// Its own `result` with these members put in, at any depth.
    Merge(Value),
    /// What this makes of the method and its parameters, in the form of `Whole`; `None`: its own answer.
    With(Arc<Decide>),
}

impl fmt::Debug for Override {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(value) => f.debug_tuple("Whole").field(value).finish(),
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

    fn of(&self, method: &str) -> Option<&Override> {
        self.0.iter().rev().find(|(pattern, _)| fits(pattern, method)).map(|(_, answer)| answer)
    }

    /// The answer that takes the place of the method's own one, which is then not asked for.
    pub(crate) fn instead(&self, method: &str, params: &Map) -> Option<Result<Reply, Refusal>> {
        match self.of(method)? {
            Override::Whole(answer) => Some(read(answer)),
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
