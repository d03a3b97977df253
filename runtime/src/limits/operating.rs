//! The server's time that a method has used.

use std::time::Duration;

use tokio::time::Instant;

use super::MethodState;
use crate::answer::Time;

/// Seconds within ten minutes before a method is blocked.
const ALLOWED: f64 = 480.0;
/// From here on, calls are put off.
const NEAR: f64 = 0.8 * ALLOWED;
/// The window has ten parts of a minute: one of them is given back after this time at the latest.
const PART: Duration = Duration::from_secs(60);

#[derive(Default)]
pub(super) struct Operating {
    seconds: f64,
    /// When a part of it is given back.
    resets: Option<Instant>,
    blocked: bool,
}

impl Operating {
    /// Moments are the server's: only their distance counts here.
    #[allow(clippy::cast_precision_loss, reason = "seconds since 1970")]
    pub(super) fn new(seconds: f64, time: &Time, now: Instant) -> Self {
        let left = time.operating_reset_at.zip(time.finish.or(time.start)).map(|(at, finish)| at as f64 - finish);
        let left = left.map_or(PART, |left| Duration::try_from_secs_f64(left.clamp(0.0, 600.0)).unwrap_or(PART));
        Self { seconds, resets: now.checked_add(left), blocked: false }
    }

    pub(super) fn blocked(&mut self, now: Instant) {
        self.seconds = self.seconds.max(ALLOWED);
        self.blocked = true;
        if self.left(now).is_zero() {
            self.resets = now.checked_add(PART);
        }
    }

    fn left(&self, now: Instant) -> Duration {
        self.resets.map_or(Duration::ZERO, |at| at.saturating_duration_since(now))
    }

    /// How long to put off a call: not at all while there is much left, all the time until the reset where there is none.
    pub(super) fn pause(&self, now: Instant) -> Duration {
        let share = ((self.seconds - NEAR) / (ALLOWED - NEAR)).clamp(0.0, 1.0);
        self.left(now).mul_f64(share)
    }

    pub(super) fn read(&self, method: &str, now: Instant) -> MethodState {
        let resets_in = self.left(now);
        let blocked = self.blocked && !resets_in.is_zero();
        MethodState { method: method.to_owned(), operating: self.seconds, resets_in, blocked }
    }
}
