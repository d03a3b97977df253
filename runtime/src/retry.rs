//! May a call be sent again?

use std::time::Duration;

use rustls::Error as TlsError;
use tokio::time::Instant;

use crate::error::{Error, Failure};
use crate::method::Refusal;

/// How often, and for how long, a call is tried. Which calls may be sent again at all is not up to it: one that
/// certainly did not run always may; one that perhaps ran only where it reads, or where REST 3.0 recognises it by its
/// `Idempotency-Key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    tries: u32,
    deadline: Duration,
    first: Duration,
    longest: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { tries: 5, deadline: seconds(300), first: Duration::from_millis(500), longest: seconds(30) }
    }
}

impl Retry {
    /// Every call once, but for an access token that has ended. It waits for its turn as any other.
    pub const NEVER: Self =
        Self { tries: 1, deadline: Duration::from_secs(300), first: Duration::ZERO, longest: Duration::ZERO };

    /// At most so many tries: 5.
    #[must_use]
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries.max(1);
        self
    }

    /// No try begins so long after the first one: 5 minutes.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How long to wait after the first failure, 500 ms, and at most, 30 s. In between, it doubles each time; a random
    /// part of each wait is left out, so that those who failed together do not come back together.
    #[must_use]
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        (self.first, self.longest) = (first, longest);
        self
    }
}

/// The tries of one call.
pub(crate) struct Tries {
    policy: Retry,
    begun: Instant,
    /// How often the call has been sent.
    pub(crate) sent: u32,
}

impl Tries {
    pub(crate) fn new(policy: Retry) -> Self {
        Self { policy, begun: Instant::now(), sent: 0 }
    }

    /// The deadline runs from the first try.
    pub(crate) fn begin(&mut self) {
        if self.sent == 0 {
            self.begun = Instant::now();
        }
        self.sent += 1;
    }

    /// How long it may still take.
    pub(crate) fn left(&self) -> Duration {
        self.policy.deadline.saturating_sub(self.begun.elapsed())
    }

    /// How long to wait before the next try; `None` where there is none. `random`: from 0 to 1.
    pub(crate) fn next(&self, random: f64) -> Option<Duration> {
        let doubled = 2_u32.saturating_pow(self.sent.saturating_sub(1));
        let wait = self.policy.first.saturating_mul(doubled).min(self.policy.longest).mul_f64(1.0 - random / 2.0);
        (self.sent < self.policy.tries && wait < self.left()).then_some(wait)
    }
}

/// What a failure means for another try.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It would fail again, or do harm.
    Final,
    /// It certainly did not run.
    NotRun,
    /// As [`Verdict::NotRun`], because the portal has too much to do.
    Crowded,
    /// As [`Verdict::NotRun`], because the method's time is used up.
    Blocked,
    /// As [`Verdict::NotRun`], because the access token is not, or no longer, valid.
    Expired,
    /// Perhaps it ran.
    Unknown,
}

pub(crate) fn verdict(error: &Error) -> Verdict {
    match error {
        Error::Refused { refusal, .. } => of_refusal(refusal),
        Error::Connect { source, .. } if is_tls(source) => Verdict::Final,
        Error::Connect { .. } => Verdict::NotRun,
        Error::Unanswered { .. } | Error::NotAnAnswer { status: Some(500..), .. } => Verdict::Unknown,
        _ => Verdict::Final,
    }
}

fn of_refusal(refusal: &Refusal) -> Verdict {
    if refusal.is("QUERY_LIMIT_EXCEEDED") {
        Verdict::Crowded
    } else if refusal.is("OPERATION_TIME_LIMIT") {
        Verdict::Blocked
    } else if refusal.status == 401 && (refusal.is("expired_token") || refusal.is("invalid_token")) {
        Verdict::Expired
    } else if refusal.status >= 500 && refusal.code.is_empty() {
        Verdict::Unknown
    } else {
        Verdict::Final
    }
}

/// A certificate does not become a better one.
fn is_tls(failure: &Failure) -> bool {
    let mut cause = std::error::Error::source(failure);
    while let Some(error) = cause {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if error.is::<TlsError>() || inner.and_then(|inner| inner.downcast_ref::<TlsError>()).is_some() {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Call;

    #[test]
    fn waits_grow_to_a_bound_and_end() {
        let ms = Duration::from_millis;
        let mut tries = Tries::new(Retry::default().tries(4).backoff(ms(100), ms(250)));
        let mut waits = Vec::new();
        loop {
            tries.begin();
            match (tries.next(0.0), tries.next(1.0)) {
                (Some(most), Some(least)) => waits.push((least, most)),
                _ => break,
            }
        }
        assert_eq!(waits, [(ms(50), ms(100)), (ms(100), ms(200)), (ms(125), ms(250))]);
        let mut late = Tries::new(Retry::default().deadline(ms(100)));
        late.begin();
        assert_eq!(late.next(0.0), None, "it would wait beyond the deadline");
    }

    #[test]
    fn only_proof_counts_as_proof() {
        let of = |status, code: &str| {
            let call = Call::new("a.b".into(), "p.example");
            verdict(&Error::refused(call, Refusal::new(status, code, "")))
        };
        assert_eq!(of(503, "QUERY_LIMIT_EXCEEDED"), Verdict::Crowded);
        assert_eq!(of(503, "OVERLOAD_LIMIT"), Verdict::Final);
        assert_eq!(of(429, "OPERATION_TIME_LIMIT"), Verdict::Blocked);
        assert_eq!(of(401, "EXPIRED_TOKEN"), Verdict::Expired);
        assert_eq!(of(401, "invalid_token"), Verdict::Expired);
        assert_eq!(of(401, "NO_AUTH_FOUND"), Verdict::Final);
        assert_eq!(of(500, ""), Verdict::Unknown);
        assert_eq!(of(500, "INTERNAL_SERVER_ERROR"), Verdict::Final);
        assert_eq!(of(400, ""), Verdict::Final);
    }
}
