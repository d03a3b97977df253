//! The leaky bucket, as seen from outside.

use std::time::Duration;

use tokio::time::Instant;

use super::Limits;

/// Requests that are not counted on: on the way they may bunch up, and the portal may count in whole seconds.
const MARGIN: f64 = 3.0;
/// Refusals within this time of each other are repeated ones.
const REPEATED: Duration = Duration::from_secs(60);

pub(super) struct Bucket {
    limits: Limits,
    level: f64,
    at: Instant,
    /// What part of the plan's pace is used: 1, and less after repeated refusals.
    pace: f64,
    /// The last refusal that counted.
    refused: Option<Instant>,
}

impl Bucket {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, level: 0.0, at: Instant::now(), pace: 1.0, refused: None }
    }

    pub(super) fn set(&mut self, limits: Limits) {
        self.limits = limits;
    }

    pub(super) fn is_unlimited(&self) -> bool {
        self.limits.depth.is_infinite()
    }

    fn depth(&self) -> f64 {
        (self.limits.depth - MARGIN).max(1.0)
    }

    fn per_second(&self) -> f64 {
        self.limits.per_second * self.pace
    }

    fn leak(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.level = (self.level - passed * self.per_second()).max(0.0);
        self.at = now;
    }

    /// Puts a request in, or says how long to wait before it fits.
    pub(super) fn take(&mut self, now: Instant) -> Option<Duration> {
        self.leak(now);
        let over = self.level + 1.0 - self.depth();
        if over > 1e-9 {
            // A timer may be early by its grain.
            return Some(Duration::from_secs_f64(over / self.per_second()) + Duration::from_millis(1));
        }
        self.level += 1.0;
        None
    }

    /// Requests that were already on the way when the last refusal came tell nothing new.
    pub(super) fn refused(&mut self, sent: Instant, now: Instant) {
        if self.is_unlimited() || self.refused.is_some_and(|last| sent <= last) {
            return;
        }
        self.leak(now);
        self.level = self.level.max(self.depth());
        if self.refused.is_some_and(|last| now.saturating_duration_since(last) < REPEATED) {
            self.pace = (self.pace * 0.7).max(0.1);
        }
        self.refused = Some(now);
    }

    pub(super) fn passed(&mut self) {
        self.pace = (self.pace * 1.02).min(1.0);
    }

    pub(super) fn read(&mut self, now: Instant) -> (f64, f64, f64) {
        self.leak(now);
        (self.level, self.depth(), self.per_second())
    }
}
