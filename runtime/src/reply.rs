//! What came back: to be read into the method's type.

use std::sync::Arc;

use reqwest::StatusCode;
use serde_json::Value;

use crate::address::Access;
use crate::answer::{self, Answer, Other};
use crate::decode::{Decode, Json, JsonText, Misfit, Told};
use crate::error::{Call, Error};
use crate::limits::Limiter;
use crate::method::Refusal;

/// What an error shows of an answer that is none.
const EXCERPT: usize = 80;

pub(crate) struct Reply {
    pub(crate) access: Arc<Access>,
    pub(crate) limiter: Arc<Limiter>,
    pub(crate) call: Call,
    pub(crate) status: StatusCode,
    pub(crate) body: bytes::Bytes,
    pub(crate) replayed: bool,
}

impl Reply {
    /// Did a portal write this, whatever it says?
    pub(crate) fn is_of_a_portal(&self) -> bool {
        let text = self.body.trim_ascii_start();
        text.starts_with(br#"{"result""#) || text.starts_with(br#"{"error""#)
    }

    /// The error that it tells, as far as that can be seen without reading a result: an error begins with its code.
    pub(crate) fn error(&self) -> Option<Error> {
        if self.status.is_success() && !self.body.trim_ascii_start().starts_with(br#"{"error"#) {
            return None;
        }
        let text = answer::text(&self.body);
        let opened = text.and_then(|text| answer::open(self.status.as_u16(), text.root(), |_| Ok(())));
        opened.err().map(|other| self.failed(other))
    }

    /// Reads the answer into the method's type.
    pub(crate) fn read<T: Decode>(self) -> Result<Answer<T>, Error> {
        self.open(&self.text()?, T::decode)
    }

    /// The text of the answer.
    pub(crate) fn text(&self) -> Result<JsonText<'_>, Error> {
        answer::text(&self.body).map_err(|other| self.failed(other))
    }

    /// The answer in its text.
    fn open<'a, T>(
        &self,
        text: &'a JsonText<'_>,
        read: impl FnOnce(Json<'a>) -> Result<T, Misfit>,
    ) -> Result<Answer<T>, Error> {
        let answer = answer::open(self.status.as_u16(), text.root(), read);
        let mut answer = answer.map_err(|other| self.failed(other))?;
        self.limiter.observe(self.call.method(), &answer.time);
        answer.replayed = self.replayed;
        Ok(answer)
    }

    /// The parts of the answer to a batch, in its text.
    pub(crate) fn parts<'a, P>(
        &self,
        text: &'a JsonText<'_>,
        cut: impl FnOnce(Json<'a>) -> Option<P>,
    ) -> Result<P, Error> {
        let cut = |json| cut(json).ok_or_else(|| Misfit::new("the results of a batch", json));
        self.open(text, cut).map(|answer| answer.result)
    }

    fn failed(&self, mut other: Other) -> Error {
        match &mut other {
            Other::Refused(refusal) => self.hide(refusal),
            Other::Misfit(Told { path, found, .. }) => {
                self.access.hide(path);
                self.access.hide(found);
            }
            Other::Nonsense(reason) => self.access.hide(reason),
        }
        let mut text = String::from_utf8_lossy(&self.body).into_owned();
        self.access.hide(&mut text);
        error(other, self.call.clone(), self.status.as_u16(), &text)
    }

    /// The answer is none, for this reason.
    pub(crate) fn nonsense(&self, reason: String) -> Error {
        self.failed(Other::Nonsense(reason))
    }

    /// The error of one call of a batch.
    pub(crate) fn refusal(&self, json: Json<'_>) -> Refusal {
        let mut refusal = answer::refusal(self.status.as_u16(), json);
        self.hide(&mut refusal);
        refusal
    }

    /// The error that stands in the place of the result of one call of a batch.
    pub(crate) fn refused_inside(&self, json: Json<'_>) -> Option<Refusal> {
        let mut refusal = answer::refused_inside(self.status.as_u16(), json)?;
        self.hide(&mut refusal);
        Some(refusal)
    }

    /// Blots the secrets out of what a portal said.
    fn hide(&self, refusal: &mut Refusal) {
        let access = &self.access;
        access.hide(&mut refusal.code);
        access.hide(&mut refusal.message);
        for finding in &mut refusal.validation {
            access.hide(&mut finding.field);
            access.hide(&mut finding.message);
        }
        for value in refusal.extra.values_mut() {
            hide_in(access, value);
        }
    }
}

/// What a caller is told of an answer that is not the one hoped for.
pub(crate) fn error(other: Other, call: Call, status: u16, text: &str) -> Error {
    match other {
        Other::Refused(refusal) => Error::refused(call, refusal),
        Other::Misfit(Told { path, expected, found }) => {
            Error::Decode { call, path, expected: expected.into(), found: cut(&found) }
        }
        Other::Nonsense(reason) => {
            Error::NotAnAnswer { call, status: Some(status), reason: cut(&reason), excerpt: cut(text.trim()) }
        }
    }
}

/// What a caller is told of a result that is not what the documentation says.
pub(crate) fn misfit(call: Call, access: &Access, misfit: Misfit) -> Error {
    let Told { mut path, expected, mut found } = misfit.told();
    access.hide(&mut path);
    access.hide(&mut found);
    Error::Decode { call, path, expected: expected.into(), found }
}

fn hide_in(access: &Access, value: &mut Value) {
    match value {
        Value::String(text) => access.hide(text),
        Value::Array(items) => items.iter_mut().for_each(|item| hide_in(access, item)),
        Value::Object(map) => map.values_mut().for_each(|item| hide_in(access, item)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
