//! The envelope of every answer.

use serde_json::Value;
use serde_json::value::RawValue;

use crate::decode::{Decode, Extra, Misfit, Record, Source, Told, cut, is_no_items, tolerate};
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
    const FIELDS: &'static [&'static str] =
        &["start", "finish", "duration", "processing", "date_start", "date_finish", "operating", "operating_reset_at"];

    fn build(from: &mut Source<'_>) -> Self {
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
#[derive(Default)]
struct Envelope<'a> {
    result: Option<&'a RawValue>,
    time: Option<Time>,
    total: Option<i64>,
    next: Option<i64>,
    error: Value,
    error_description: Value,
    extra: Extra,
}

impl<'a> Envelope<'a> {
    fn cut(text: &'a str) -> serde_json::Result<Self> {
        let names = ["result", "time", "total", "next", "error", "error_description"];
        let (values, extra) = cut(text, &names)?;
        let [result, time, total, next, error, description] = values.try_into().unwrap_or_default();
        Ok(Self {
            result,
            time: tolerate(time),
            total: tolerate(total),
            next: tolerate(next),
            error: tolerate(error).unwrap_or_default(),
            error_description: tolerate(description).unwrap_or_default(),
            extra,
        })
    }

    /// The error that the answer holds, if it holds one.
    fn refusal(&mut self, status: u16) -> Option<Refusal> {
        let extra = std::mem::take(&mut self.extra);
        let mut refusal = match self.error.take() {
            Value::Null | Value::Bool(false) => {
                self.extra = extra;
                return None;
            }
            // REST 3.0
            Value::Object(mut error) => {
                let mut take = |key| error.remove(key).map(plain).unwrap_or_default();
                Refusal { code: take("code"), message: take("message"), ..Refusal::default() }
                    .with_validation(error.remove("validation"))
            }
            code => Refusal { code: plain(code), ..Refusal::default() },
        };
        if refusal.message.is_empty() {
            refusal.message = plain(self.error_description.take());
        }
        refusal.status = status;
        refusal.extra = extra;
        Some(refusal)
    }
}

impl Refusal {
    fn with_validation(mut self, findings: Option<Value>) -> Self {
        let findings = match findings {
            Some(Value::Array(findings)) => findings,
            Some(Value::Object(findings)) => findings.into_iter().map(|(_, finding)| finding).collect(),
            _ => Vec::new(),
        };
        self.validation.extend(findings.into_iter().map(|mut finding| {
            let mut take = |key| finding.get_mut(key).map(|v| plain(v.take())).unwrap_or_default();
            let (field, message) = (take("field"), take("message"));
            // Not the documented shape: better raw than lost.
            if field.is_empty() && message.is_empty() {
                FieldError { field, message: plain(finding) }
            } else {
                FieldError { field, message }
            }
        }));
        self
    }
}

/// A value as a text.
fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Reads a `result`.
pub(crate) fn value<T: Decode>(json: &RawValue) -> Result<T, Misfit> {
    T::decode(json).map_err(|misfit| misfit.of_member("result"))
}

/// The error of one call of a batch.
pub(crate) fn refusal(status: u16, json: &RawValue) -> Refusal {
    let told = Envelope::cut(json.get()).ok().and_then(|mut envelope| envelope.refusal(status));
    told.unwrap_or_else(|| Refusal::new(status, "", json.get()))
}

/// A `result` that nobody looks at.
pub(crate) struct Ignored;

impl Decode for Ignored {
    const EXPECTED: &'static str = "any value";
    fn decode(_: &RawValue) -> Result<Self, Misfit> {
        Ok(Self)
    }
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
pub(crate) fn parse<T: Decode>(status: u16, text: &[u8]) -> Result<Answer<T>, Other> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let text = std::str::from_utf8(text).map_err(|_| Other::Nonsense("it is not JSON".into()))?;
    let mut envelope = Envelope::cut(text).or_else(|error| unreadable(text, &error))?;
    if let Some(refusal) = envelope.refusal(status) {
        return Err(Other::Refused(refusal));
    }
    match envelope.result {
        Some(result) if (200..300).contains(&status) => Ok(Answer {
            result: value(result).map_err(|misfit| Other::Misfit(misfit.told()))?,
            time: envelope.time.unwrap_or_default(),
            total: envelope.total,
            next: envelope.next,
            replayed: false,
            extra: envelope.extra,
        }),
        Some(_) => Err(Other::Nonsense("the status says that the call failed, and the body names no error".into())),
        None => Err(Other::Nonsense("it holds neither `result` nor `error`".into())),
    }
}

/// What is wrong with a text that is no object; PHP writes an empty one as `[]`.
fn unreadable<'a>(text: &str, error: &serde_json::Error) -> Result<Envelope<'a>, Other> {
    let reason = match serde_json::from_str::<&RawValue>(text) {
        _ if text.trim_ascii().is_empty() => "it is empty".into(),
        Ok(json) if is_no_items(json) => return Ok(Envelope::default()),
        Ok(json) => format!("it is JSON, but {} instead of an object", Misfit::new("an object", json).told().found),
        Err(_) if error.is_eof() => "the JSON ends in the middle".into(),
        Err(_) => "it is not JSON".into(),
    };
    Err(Other::Nonsense(reason))
}

#[cfg(test)]
mod tests;
