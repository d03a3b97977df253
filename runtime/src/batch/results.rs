//! What became of each call of a batch.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::sections::{Keyed, Sections};
use super::{Command, Handle, key};
use crate::address::Access;
use crate::answer::{Answer, Time, value};
use crate::decode::{Extra, JsonText, tolerate};
use crate::error::{Call, Error};
use crate::method::{Invalid, Method, Version};
use crate::reply::{Reply, misfit};

/// What became of one call of a batch.
pub enum Part<M: Method> {
    /// It ran, and this is its answer.
    Done(Answer<M::Output>),
    /// It ran, or tried to, and failed.
    Failed(Error<M::Error>),
    /// It did not run, because one before it had failed.
    NotExecuted,
}

/// What a call brings.
type Ran<M> = Result<Answer<<M as Method>::Output>, Error<<M as Method>::Error>>;

impl<M: Method> Part<M> {
    /// The answer, or the error; `None` where it did not run.
    pub fn ran(self) -> Option<Ran<M>> {
        match self {
            Self::Done(answer) => Some(Ok(answer)),
            Self::Failed(error) => Some(Err(error)),
            Self::NotExecuted => None,
        }
    }
}

impl<M: Method<Output: fmt::Debug>> fmt::Debug for Part<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done(answer) => f.debug_tuple("Done").field(answer).finish(),
            Self::Failed(error) => f.debug_tuple("Failed").field(error).finish(),
            Self::NotExecuted => f.write_str("NotExecuted"),
        }
    }
}

/// What became of the calls of a batch, by their handles.
pub struct Results {
    batch: u64,
    slots: Vec<Slot>,
    access: Arc<Access>,
}

/// What became of one call, its type not yet known.
pub(crate) enum Slot {
    Open,
    Done { json: JsonText<'static>, time: Time, total: Option<i64>, next: Option<i64> },
    Failed(Error),
}

impl Results {
    pub(super) fn new(batch: u64, calls: usize, access: Arc<Access>) -> Self {
        Self { batch, slots: (0..calls).map(|_| Slot::Open).collect(), access }
    }

    pub(super) fn set(&mut self, index: usize, slot: Slot) {
        if let Some(place) = self.slots.get_mut(index) {
            *place = slot;
        }
    }

    pub(super) fn fill(&mut self, parts: Vec<(usize, Slot)>) {
        for (index, slot) in parts {
            self.set(index, slot);
        }
    }

    pub(super) fn is_failed(&self, index: usize) -> bool {
        matches!(self.slots.get(index), Some(Slot::Failed(_)))
    }

    pub(super) fn is_open(&self, index: usize) -> bool {
        matches!(self.slots.get(index), Some(Slot::Open))
    }

    /// What became of this call.
    pub fn get<M: Method>(&self, handle: Handle<M>) -> Part<M> {
        let call = || Call::new(Cow::Borrowed(M::NAME), self.access.portal());
        if handle.batch != self.batch {
            let error = Invalid::new("handle", "it comes from another batch");
            return Part::Failed(Error::Invalid { call: call(), error });
        }
        match self.slots.get(handle.index) {
            None | Some(Slot::Open) => Part::NotExecuted,
            Some(Slot::Failed(error)) => Part::Failed(error.clone().sorted()),
            Some(Slot::Done { json, time, total, next }) => match value(json.root()) {
                Ok(result) => {
                    let (time, total, next, extra) = (time.clone(), *total, *next, Extra::default());
                    Part::Done(Answer { result, time, total, next, replayed: false, extra })
                }
                Err(error) => Part::Failed(misfit(call(), &self.access, error).sorted()),
            },
        }
    }
}

impl fmt::Debug for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Results({} calls)", self.slots.len())
    }
}

/// Reads the answer to one request.
pub(super) fn read(reply: &Reply, api: Version, chosen: &[(usize, &Command)]) -> Result<Vec<(usize, Slot)>, Error> {
    match api {
        Version::V2 => sections(reply, chosen),
        Version::V3 => together(reply, chosen),
    }
}

/// v2: what is in neither section did not run.
fn sections(reply: &Reply, chosen: &[(usize, &Command)]) -> Result<Vec<(usize, Slot)>, Error> {
    let text = reply.text()?;
    let sections = reply.parts(&text, Sections::cut)?;
    let slot = |(position, (index, command)): (usize, &(usize, &Command))| {
        let (key, of) = (key(*index), chosen.len());
        let time = tolerate(sections.time.get(&key, position, of)).unwrap_or_default();
        reply.limiter.observe(command.method, &time);
        if let Some(error) = sections.error.get(&key, position, of) {
            let refusal = reply.refusal(error);
            if refusal.is("OPERATION_TIME_LIMIT") {
                reply.limiter.blocked(command.method);
            }
            let call = Call::new(Cow::Borrowed(command.method), reply.access.portal());
            return (*index, Slot::Failed(Error::refused(call, refusal)));
        }
        let Some(json) = sections.result.get(&key, position, of) else { return (*index, Slot::Open) };
        if let Some(refusal) = reply.refused_inside(json) {
            let call = Call::new(Cow::Borrowed(command.method), reply.access.portal());
            return (*index, Slot::Failed(Error::refused(call, refusal)));
        }
        let total = tolerate(sections.total.get(&key, position, of));
        let next = tolerate(sections.next.get(&key, position, of));
        (*index, Slot::Done { json: json.to_owned(), time, total, next })
    };
    Ok(chosen.iter().enumerate().map(slot).collect())
}

/// v3: all ran, and each has its result.
fn together(reply: &Reply, chosen: &[(usize, &Command)]) -> Result<Vec<(usize, Slot)>, Error> {
    let text = reply.text()?;
    let results = reply.parts(&text, Keyed::cut)?;
    let slot = |(position, (index, command)): (usize, &(usize, &Command))| {
        let Some(json) = results.get(&key(*index), position, chosen.len()) else {
            return Err(reply.nonsense(format!("it has no result of {}", command.method)));
        };
        Ok((*index, Slot::Done { json: json.to_owned(), time: Time::default(), total: None, next: None }))
    };
    chosen.iter().enumerate().map(slot).collect()
}
