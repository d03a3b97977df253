//! The envelope of every answer.

use serde_core::de::{Deserialize, MapAccess};
use serde_json::value::RawValue;

use crate::decode::{Decode, Extra, Kind, Misfit, Places, Record, Source, Told, cut, items, members, tolerate};
use crate::method::{FieldError, Refusal};

/// What a portal answers to a call that succeeded.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Answer<T> {
    /// What the method returns.
    pub result: T,
    /// What the call took on the server.
    pub time: Time,
    /// How many items there are in all, for a list that counts.
    pub total: Option<i64>,
    /// Where the next page begins; absent on the last.
    pub next: Option<i64>,
    /// REST 3.0 only: the write had run before, and this is what it brought then.
    pub replayed: bool,
    /// Anything else beside `result`.
    pub extra: Extra,
}

/// What a call took on the server. A portal may leave out any of it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Time {
    /// Beginning, in seconds since 1970.
    pub start: Option<f64>,
    /// End, in seconds since 1970.
    pub finish: Option<f64>,
    /// Seconds from beginning to end.
    pub duration: Option<f64>,
    /// Seconds that the method itself took.
    pub processing: Option<f64>,
    /// Beginning as a date with its offset.
    pub date_start: Option<String>,
    /// End as a date with its offset.
    pub date_finish: Option<String>,
    /// Seconds that this method has used up within the current window; see the limits of the documentation.
    pub operating: Option<f64>,
    /// When a part of `operating` is given back, in seconds since 1970.
    pub operating_reset_at: Option<i64>,
    /// Anything else.
    pub extra: Extra,
}

/// Nobody's call fails because of the bookkeeping around the result.
impl Record for Time {
    const NAMES: &'static str = "\
        start\nfinish\nduration\nprocessing\ndate_start\ndate_finish\noperating\noperating_reset_at";
    type Blank = ();

    fn build(from: Source<'_>, (): &()) -> Self {
        Self {
            start: from.tolerate(),
            finish: from.tolerate(),
            duration: from.tolerate(),
            processing: from.tolerate(),
            date_start: from.tolerate(),
            date_finish: from.tolerate(),
            operating: from.tolerate(),
            operating_reset_at: from.tolerate(),
            extra: from.rest(),
        }
    }
}

/// What may stand in an answer, be it a success or an error: its result as a text, or in parts.
struct Envelope<'a, R> {
    result: Option<R>,
    time: Option<&'a RawValue>,
    total: Option<&'a RawValue>,
    next: Option<&'a RawValue>,
    error: Option<&'a RawValue>,
    error_description: Option<&'a RawValue>,
    extra: Extra,
}

impl<'a, R: Deserialize<'a>> Envelope<'a, R> {
    fn cut(text: &'a str) -> serde_json::Result<Self> {
        let (mut result, mut around) = (None, [None; 5]);
        let names = ["result", "time", "total", "next", "error", "error_description"];
        let extra = cut(text, &names, &mut Opened { result: &mut result, around: &mut around })?;
        let [time, total, next, error, error_description] = around;
        Ok(Self { result, time, total, next, error, error_description, extra })
    }
}

/// The result, and what is around it.
struct Opened<'v, 'a, R> {
    result: &'v mut Option<R>,
    around: &'v mut [Option<&'a RawValue>],
}

impl<'a, R: Deserialize<'a>> Places<'a> for Opened<'_, 'a, R> {
    fn put<A: MapAccess<'a>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error> {
        match field.checked_sub(1) {
            Some(around) => self.around.put(around, map),
            None => map.next_value().map(|result| *self.result = Some(result)),
        }
    }
}

impl<R> Envelope<'_, R> {
    /// The answer that is in it.
    fn open(mut self, status: u16) -> Result<Answer<R>, Other> {
        if let Some(refusal) = self.refusal(status) {
            return Err(Other::Refused(refusal));
        }
        match self.result {
            Some(result) if (200..300).contains(&status) => Ok(Answer {
                result,
                time: tolerate(self.time).unwrap_or_default(),
                total: tolerate(self.total),
                next: tolerate(self.next),
                replayed: false,
                extra: self.extra,
            }),
            Some(_) => Err(Other::Nonsense("the status says that the call failed, and the body names no error".into())),
            None => Err(Other::Nonsense("it holds neither `result` nor `error`".into())),
        }
    }

    /// The error that the answer holds, if it holds one.
    fn refusal(&mut self, status: u16) -> Option<Refusal> {
        let error = self.error?;
        let mut refusal = match Kind::of(error) {
            Kind::Null | Kind::Boolean(false) => return None,
            Kind::Map => of_v3(error),
            _ => Refusal { code: plain(error), ..Refusal::default() },
        };
        if refusal.message.is_empty() {
            refusal.message = self.error_description.map(plain).unwrap_or_default();
        }
        refusal.status = status;
        refusal.extra = std::mem::take(&mut self.extra);
        Some(refusal)
    }
}

/// An error as REST 3.0 tells it.
fn of_v3(error: &RawValue) -> Refusal {
    // Not the documented shape: better raw than lost.
    let mut values = [None; 3];
    if cut(error.get(), &["code", "message", "validation"], &mut values[..]).is_err() {
        return Refusal { message: plain(error), ..Refusal::default() };
    }
    let [code, message, validation] = values;
    let text = |value: Option<_>| value.map(plain).unwrap_or_default();
    let mut refusal = Refusal { code: text(code), message: text(message), ..Refusal::default() };
    refusal.validation.extend(validation.map(findings).unwrap_or_default().into_iter().map(finding));
    refusal
}

fn findings(json: &RawValue) -> Vec<&RawValue> {
    let findings = match Kind::of(json) {
        Kind::List => items(json),
        Kind::Map => members(json).map(|members| members.into_iter().map(|(_, finding)| finding).collect()),
        _ => Ok(Vec::new()),
    };
    findings.unwrap_or_default()
}

fn finding(json: &RawValue) -> FieldError {
    let mut values = [None; 2];
    if cut(json.get(), &["field", "message"], &mut values[..]).is_err() {
        values = [None; 2];
    }
    let [field, message] = values.map(|value| value.map(plain).unwrap_or_default());
    // Not the documented shape: better raw than lost.
    let message = if field.is_empty() && message.is_empty() { plain(json) } else { message };
    FieldError { field, message }
}

/// A value as a text.
fn plain(json: &RawValue) -> String {
    match Kind::of(json) {
        Kind::Text(text) => text.into_owned(),
        Kind::Null => String::new(),
        _ => json.get().to_owned(),
    }
}

/// Reads a `result`.
pub(crate) fn value<T: Decode>(json: &RawValue) -> Result<T, Misfit> {
    T::decode(json).map_err(|misfit| misfit.of_member("result"))
}

/// The error of one call of a batch.
pub(crate) fn refusal(status: u16, json: &RawValue) -> Refusal {
    let told = Envelope::<&RawValue>::cut(json.get()).ok().and_then(|mut envelope| envelope.refusal(status));
    told.unwrap_or_else(|| Refusal::new(status, "", json.get()))
}

/// What an answer turned out to be, where it is not the one hoped for.
#[derive(Debug, PartialEq)]
pub(crate) enum Other {
    /// The portal refused.
    Refused(Refusal),
    /// `result` is not what the documentation says.
    Misfit(Told),
    /// The text is no answer of a portal, for this reason.
    Nonsense(String),
}

/// Reads the answer to a call.
pub(crate) fn parse<T: Decode>(status: u16, body: &[u8]) -> Result<Answer<T>, Other> {
    let Answer { result, time, total, next, replayed, extra } = open(status, body)?;
    let result = value(result).map_err(|misfit| Other::Misfit(misfit.told()))?;
    Ok(Answer { result, time, total, next, replayed, extra })
}

/// The answer to a call, its result still a text.
pub(crate) fn open(status: u16, body: &[u8]) -> Result<Answer<&RawValue>, Other> {
    let text = text(body)?;
    Envelope::cut(text).map_err(|error| unreadable(text, &error))?.open(status)
}

/// The answer to a batch, cut into the texts of its parts on the way: their ends are looked for once.
pub(crate) fn parts<'a, P: Deserialize<'a>>(status: u16, body: &'a [u8]) -> Result<Answer<P>, Other> {
    if let Ok(envelope) = Envelope::cut(text(body)?) {
        return envelope.open(status);
    }
    let answer = open(status, body)?;
    Err(Other::Misfit(Misfit::new("the results of a batch", answer.result).of_member("result").told()))
}

fn text(body: &[u8]) -> Result<&str, Other> {
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    std::str::from_utf8(text).map_err(|error| broken(error.error_len().is_none()))
}

/// What is wrong with a text that is no object.
fn unreadable(text: &str, error: &serde_json::Error) -> Other {
    if text.trim_ascii().is_empty() {
        return Other::Nonsense("it is empty".into());
    }
    match serde_json::from_str::<&RawValue>(text) {
        Ok(json) if Kind::of(json) != Kind::Map => {
            let found = Misfit::new("an object", json).told().found;
            Other::Nonsense(format!("it is JSON, but {found} instead of an object"))
        }
        _ => broken(error.is_eof()),
    }
}

fn broken(ends: bool) -> Other {
    Other::Nonsense(if ends { "the JSON ends in the middle" } else { "it is not JSON" }.into())
}

#[cfg(test)]
mod tests;
