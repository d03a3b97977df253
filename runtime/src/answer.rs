//! The envelope of every answer.

use serde_core::de::{Deserializer, IgnoredAny, MapAccess};
use serde_json::Value;

use crate::decode::trace::{Misfit, misfit};
use crate::decode::{Decode, Extra, Record, read};
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

impl Record for Time {
    const FIELDS: &'static [&'static str] =
        &["start", "finish", "duration", "processing", "date_start", "date_finish", "operating_reset_at", "operating"];

    fn set<'de, A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error> {
        match field {
            0 => tolerate(map, &mut self.start),
            1 => tolerate(map, &mut self.finish),
            2 => tolerate(map, &mut self.duration),
            3 => tolerate(map, &mut self.processing),
            4 => tolerate(map, &mut self.date_start),
            5 => tolerate(map, &mut self.date_finish),
            6 => tolerate(map, &mut self.operating_reset_at),
            _ => tolerate(map, &mut self.operating),
        }
    }

    fn keep(&mut self, name: String, value: Value) {
        self.extra.push(name, value);
    }
}

/// Nobody's call fails because of the bookkeeping around the result.
fn tolerate<'de, T: Decode, A: MapAccess<'de>>(map: &mut A, slot: &mut Option<T>) -> Result<(), A::Error> {
    *slot = T::decode_option(map.next_value::<Value>()?).unwrap_or_default();
    Ok(())
}

/// What may stand in an answer, be it a success or an error.
struct Envelope<T> {
    result: Option<T>,
    time: Option<Time>,
    total: Option<i64>,
    next: Option<i64>,
    error: Value,
    error_description: Value,
    extra: Extra,
}

impl<T> Default for Envelope<T> {
    fn default() -> Self {
        Self {
            result: None,
            time: None,
            total: None,
            next: None,
            error: Value::Null,
            error_description: Value::Null,
            extra: Extra::default(),
        }
    }
}

impl<T: Decode> Record for Envelope<T> {
    const FIELDS: &'static [&'static str] = &["result", "time", "total", "next", "error", "error_description"];

    fn set<'de, A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error> {
        match field {
            0 => self.result = Some(map.next_value_seed(crate::decode::Seed::new())?),
            1 => tolerate(map, &mut self.time)?,
            2 => tolerate(map, &mut self.total)?,
            3 => tolerate(map, &mut self.next)?,
            4 => read(map, &mut self.error)?,
            _ => read(map, &mut self.error_description)?,
        }
        Ok(())
    }

    fn keep(&mut self, name: String, value: Value) {
        self.extra.push(name, value);
    }
}

impl<T: Decode> Envelope<T> {
    fn parse(text: &[u8]) -> serde_json::Result<Self> {
        let mut json = serde_json::Deserializer::from_slice(text);
        let envelope = Self::decode(&mut json)?;
        json.end()?;
        Ok(envelope)
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

/// Reads a `result` that stands on its own, as in the answer to a batch.
pub(crate) fn value<T: Decode>(text: &str) -> Result<T, Misfit> {
    let mut json = serde_json::Deserializer::from_str(text);
    T::decode(&mut json).map_err(|error| {
        let mut misfit = misfit(text.as_bytes(), &error);
        let dot = if misfit.path.is_empty() || misfit.path.starts_with('[') { "" } else { "." };
        misfit.path = format!("result{dot}{}", misfit.path);
        misfit
    })
}

/// The error of one call of a batch.
pub(crate) fn refusal(status: u16, text: &str) -> Refusal {
    let told = Envelope::<Ignored>::parse(text.as_bytes()).ok().and_then(|mut envelope| envelope.refusal(status));
    told.unwrap_or_else(|| Refusal::new(status, "", text))
}

/// A `result` that nobody looks at.
pub(crate) struct Ignored;

impl Decode for Ignored {
    const EXPECTED: &'static str = "any value";
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_ignored_any(IgnoredAny).map(|_| Self)
    }
}

/// What an answer turned out to be, where it is not the one hoped for.
#[derive(Debug, PartialEq)]
pub(crate) enum Other {
    /// The portal refused.
    Refused(Refusal),
    /// `result` is not what the documentation says.
    Misfit(Misfit),
    /// The text is no answer of a portal, for this reason.
    Nonsense(String),
}

/// Reads the answer to a call.
pub(crate) fn parse<T: Decode>(status: u16, text: &[u8]) -> Result<Answer<T>, Other> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut envelope = match Envelope::<T>::parse(text) {
        Ok(envelope) => envelope,
        // Beside an error, `result` may be anything.
        Err(error) => match Envelope::<Ignored>::parse(text).ok().and_then(|mut e| e.refusal(status)) {
            Some(refusal) => return Err(Other::Refused(refusal)),
            None => return Err(unreadable(text, &error)),
        },
    };
    if let Some(refusal) = envelope.refusal(status) {
        return Err(Other::Refused(refusal));
    }
    match envelope.result {
        Some(result) if (200..300).contains(&status) => Ok(Answer {
            result,
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

fn unreadable(text: &[u8], error: &serde_json::Error) -> Other {
    if text.trim_ascii().is_empty() {
        return Other::Nonsense("it is empty".into());
    }
    if error.is_eof() {
        return Other::Nonsense("the JSON ends in the middle".into());
    }
    let misfit = misfit(text, error);
    match error.is_data() {
        true if misfit.path.starts_with("result") => Other::Misfit(misfit),
        true => Other::Nonsense(format!("it is JSON, but {} instead of an object", misfit.found)),
        false => Other::Nonsense("it is not JSON".into()),
    }
}

#[cfg(test)]
mod tests;
