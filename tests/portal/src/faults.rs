//! Answers that go wrong on demand.

use std::time::Duration;

use serde::Deserialize;

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Mishap {
    /// The answer comes so many milliseconds late.
    Delay(u64),
    /// The connection ends before the call is carried out.
    CutBefore,
    /// The connection ends after the call was carried out.
    CutAfter,
    /// This status, with an `INTERNAL_SERVER_ERROR` as the portal prints it; the call is not carried out.
    Status(u16),
    /// An error of this status, code and text, as the portal prints it; the call is not carried out.
    Refused {
        /// The status of the answer.
        status: u16,
        /// `QUERY_LIMIT_EXCEEDED`
        code: String,
        /// What it says to people.
        #[serde(default)]
        text: String,
    },
    /// This status without a body; the call is not carried out.
    EmptyStatus(u16),
    /// A page of HTML with this status, as proxies send it; the call is not carried out.
    Html(u16),
    /// The call is carried out, and half of its answer comes.
    Truncated,
    /// 302 to the same path at this address (`https://new.example`); the call is not carried out.
    RedirectTo(String),
    /// 302 to where the request went; the call is not carried out.
    RedirectToSelf,
    /// The answer, under this `Content-Type`.
    ContentType(String),
    /// The answer in pieces, so many milliseconds apart.
    Drip(u64),
    /// The answer with `[]` in place of every empty map.
    EmptyArrays,
}

/// What goes wrong, with which methods, and how often.
///
/// It befalls requests, and a batch is one, of the method `batch`: what a fault of `crm.deal.get` does to a request it cannot
/// do to a single call in there. One of these is refused by an [`Override`](crate::Override) with an `error`, which may be
/// of a batch as a whole, too: it holds until it is taken back, and a fault as often as it is to.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// `crm.deal.get`, `crm.*`, `*`.
    pub method: String,
    /// What goes wrong.
    pub mishap: Mishap,
    /// With how many calls; `None`: with all.
    #[serde(default)]
    pub times: Option<u64>,
    /// How many calls come through before it begins.
    #[serde(default)]
    pub after: u64,
    /// With which part of the calls, from 0 to 1.
    #[serde(default = "always")]
    pub chance: f64,
}

fn always() -> f64 {
    1.0
}

impl Fault {
    /// One that befalls every call of these methods (`crm.deal.get`, `crm.*`, `*`).
    pub fn new(method: &str, mishap: Mishap) -> Self {
        Self { method: method.into(), mishap, times: None, after: 0, chance: 1.0 }
    }

    /// One that befalls so many calls.
    #[must_use]
    pub fn times(self, times: u64) -> Self {
        Self { times: Some(times), ..self }
    }

    /// One that lets so many calls through first.
    #[must_use]
    pub fn after(self, after: u64) -> Self {
        Self { after, ..self }
    }

    /// One that befalls this part of the calls, from 0 to 1; always the same ones.
    #[must_use]
    pub fn chance(self, chance: f64) -> Self {
        Self { chance, ..self }
    }
}

impl Mishap {
    /// An error of this status, code and text in place of the answer.
    pub fn refused(status: u16, code: &str, text: &str) -> Self {
        Self::Refused { status, code: code.into(), text: text.into() }
    }

    /// Is the call carried out all the same?
    pub(crate) fn carries_out(&self) -> bool {
        matches!(
            self,
            Self::Delay(_)
                | Self::CutAfter
                | Self::Truncated
                | Self::ContentType(_)
                | Self::Drip(_)
                | Self::EmptyArrays
        )
    }

    pub(crate) fn delay(&self) -> Duration {
        if let Self::Delay(milliseconds) = self { Duration::from_millis(*milliseconds) } else { Duration::ZERO }
    }
}

/// The faults that are still to come.
#[derive(Clone, Debug)]
pub(crate) struct Faults {
    all: Vec<Fault>,
    random: u64,
}

impl Faults {
    pub(crate) fn new(all: Vec<Fault>, seed: u64) -> Self {
        Self { all, random: seed }
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        self.all.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.all.clear();
    }

    /// What befalls this call.
    pub(crate) fn befall(&mut self, method: &str) -> Option<Mishap> {
        let random = &mut self.random;
        let fault = self.all.iter_mut().find(|fault| fault.times != Some(0) && fits(&fault.method, method))?;
        if fault.after > 0 {
            fault.after -= 1;
            return None;
        }
        if fault.chance < 1.0 && chance(random) >= fault.chance {
            return None;
        }
        fault.times = fault.times.map(|times| times - 1);
        Some(fault.mishap.clone())
    }
}

/// From 0 up to 1, the same row for the same seed.
fn chance(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut bits = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    f64::from(u32::try_from((bits ^ (bits >> 31)) >> 32).unwrap_or(0)) / f64::from(u32::MAX)
}

/// Does a name fit `crm.*`? A star at the end stands for anything.
pub(crate) fn fits(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start)),
        None => name.eq_ignore_ascii_case(pattern),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_come_as_often_as_they_were_asked_for() {
        let mut faults = Faults::new(vec![Fault::new("crm.*", Mishap::CutAfter).after(1).times(2)], 1);
        let seen: Vec<bool> = (0..4).map(|_| faults.befall("CRM.deal.get").is_some()).collect();
        assert_eq!(seen, [false, true, true, false]);
        assert_eq!(faults.befall("user.get"), None);
    }

    #[test]
    fn chance_is_the_same_for_the_same_seed() {
        let row = |seed| {
            let mut faults = Faults::new(vec![Fault::new("*", Mishap::Truncated).chance(0.3)], seed);
            (0..1000).map(|_| faults.befall("a").is_some()).collect::<Vec<_>>()
        };
        assert_eq!(row(7), row(7));
        assert_ne!(row(7), row(8));
        let hits = row(7).iter().filter(|hit| **hit).count();
        assert!((200..400).contains(&hits), "{hits}");
    }
}
