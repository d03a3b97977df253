//! The envelope of every answer.

use crate::decode::{Content, Decode, Extra, Json, JsonText, Misfit, Record, Source, Told, cut, tolerate};
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

/// What may stand in an answer, be it a success or an error.
struct Envelope<'a> {
    result: Option<Json<'a>>,
    time: Option<Json<'a>>,
    total: Option<Json<'a>>,
    next: Option<Json<'a>>,
    error: Option<Json<'a>>,
    error_description: Option<Json<'a>>,
    extra: Extra,
}

impl<'a> Envelope<'a> {
    fn cut(json: Json<'a>) -> Option<Self> {
        let mut values = [None; 6];
        let names = ["result", "time", "total", "next", "error", "error_description"];
        let extra = cut(json, &names, &mut values)?;
        let [result, time, total, next, error, error_description] = values;
        Some(Self { result, time, total, next, error, error_description, extra })
    }

    /// The answer that is in it.
    fn open<T>(mut self, status: u16, read: impl FnOnce(Json<'a>) -> Result<T, Misfit>) -> Result<Answer<T>, Other> {
        let inside = || self.result.and_then(|result| refused_inside(status, result));
        if let Some(refusal) = inside().or_else(|| self.refusal(status)) {
            return Err(Other::Refused(refusal));
        }
        match self.result {
            Some(result) if (200..300).contains(&status) => Ok(Answer {
                result: read(result).map_err(|misfit| Other::Misfit(misfit.told()))?,
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
        let mut refusal = match Content::of(error) {
            Content::Null | Content::Boolean(false) => return None,
            Content::Map => of_v3(error),
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

/// The error that stands in the place of a result, as some methods tell it: `{"result": false, "error": "CODE"}`.
pub(crate) fn refused_inside(status: u16, result: Json<'_>) -> Option<Refusal> {
    if Content::of(result) != Content::Map {
        return None;
    }
    let (name, first) = result.members().next()?;
    if name != "result" || Content::of(first) != Content::Boolean(false) {
        return None;
    }
    let mut values = [None; 3];
    let rest = cut(result, &["result", "error", "error_description"], &mut values)?;
    let [_, error, description] = values;
    let code = error.map(plain).filter(|code| !code.is_empty() && rest.is_empty())?;
    Some(Refusal::new(status, code, description.map(plain).unwrap_or_default()))
}

/// An error as REST 3.0 tells it.
fn of_v3(error: Json<'_>) -> Refusal {
    let mut values = [None; 3];
    let rest = cut(error, &["code", "message", "validation"], &mut values).unwrap_or_default();
    let [code, message, validation] = values;
    if !rest.is_empty() && values.iter().all(Option::is_none) {
        // Not the documented shape: better raw than lost.
        return Refusal { message: plain(error), ..Refusal::default() };
    }
    let text = |value: Option<_>| value.map(plain).unwrap_or_default();
    let mut refusal = Refusal { code: text(code), message: text(message), ..Refusal::default() };
    refusal.validation.extend(validation.map(findings).unwrap_or_default());
    refusal
}

fn findings(json: Json<'_>) -> Vec<FieldError> {
    match Content::of(json) {
        Content::List => json.items().map(finding).collect(),
        Content::Map => json.members().map(|(_, json)| finding(json)).collect(),
        _ => Vec::new(),
    }
}

fn finding(json: Json<'_>) -> FieldError {
    let mut values = [None; 2];
    // What is no object leaves them empty.
    let _ = cut(json, &["field", "message"], &mut values);
    let [field, message] = values.map(|value| value.map(plain).unwrap_or_default());
    // Not the documented shape: better raw than lost.
    let message = if field.is_empty() && message.is_empty() { plain(json) } else { message };
    FieldError { field, message }
}

/// A value as a text.
fn plain(json: Json<'_>) -> String {
    match Content::of(json) {
        Content::Text(text) => text.into_owned(),
        Content::Null => String::new(),
        _ => json.get().to_owned(),
    }
}

/// Reads a `result`.
pub(crate) fn value<T: Decode>(json: Json<'_>) -> Result<T, Misfit> {
    T::decode(json).map_err(|misfit| misfit.of_member("result"))
}

/// The error of one call of a batch.
pub(crate) fn refusal(status: u16, json: Json<'_>) -> Refusal {
    let told = Envelope::cut(json).and_then(|mut envelope| envelope.refusal(status));
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

/// The text of an answer.
pub(crate) fn text(body: &[u8]) -> Result<JsonText<'_>, Other> {
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let text = std::str::from_utf8(text).map_err(|error| broken(error.error_len().is_none()))?;
    if text.trim_ascii().is_empty() {
        return Err(Other::Nonsense("it is empty".into()));
    }
    JsonText::read(text).map_err(|error| broken(error.is_eof()))
}

/// Reads the answer to a call.
pub(crate) fn parse<T: Decode>(status: u16, body: &[u8]) -> Result<Answer<T>, Other> {
    open(status, text(body)?.root(), T::decode)
}

/// The answer in a text, its result read.
pub(crate) fn open<'a, T>(
    status: u16,
    json: Json<'a>,
    read: impl FnOnce(Json<'a>) -> Result<T, Misfit>,
) -> Result<Answer<T>, Other> {
    let Some(envelope) = Envelope::cut(json) else {
        let found = Misfit::new("an object", json).told().found;
        return Err(Other::Nonsense(format!("it is JSON, but {found} instead of an object")));
    };
    envelope.open(status, |result| read(result).map_err(|misfit| misfit.of_member("result")))
}

fn broken(ends: bool) -> Other {
    Other::Nonsense(if ends { "the JSON ends in the middle" } else { "it is not JSON" }.into())
}

#[cfg(test)]
mod tests;
