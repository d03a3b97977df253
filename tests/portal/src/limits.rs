//! How much may be called: the leaky bucket, the operating time, a manual block.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use crate::faults::fits;
use crate::refusal::{Refusal, system};

/// The portal's limits. A portal has none unless [`crate::Builder::limits`] sets them: tests are in a hurry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Calls that fit into the bucket.
    pub depth: f64,
    /// Calls that leave it in a second.
    pub per_second: f64,
    /// What the calls of one method may take within ten minutes.
    pub operating: Duration,
}

impl Default for Limits {
    /// As documented for all plans but Enterprise: 50 calls, 2 a second, 480 seconds.
    fn default() -> Self {
        Self { depth: 50.0, per_second: 2.0, operating: Duration::from_secs(480) }
    }
}

const QUERY_LIMIT: Refusal = system(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
const OVERLOAD: Refusal = system(503, "OVERLOAD_LIMIT", "REST API is blocked due to overload");
const OPERATION: Refusal = system(429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.");

/// Seconds of a basket, and how many there are.
const BASKET: u64 = 60;
const BASKETS: u64 = 10;

/// What was used up so far.
#[derive(Default)]
pub(crate) struct Usage {
    level: f64,
    at: Duration,
    /// Time by minute, for each method. Only documented methods get here, so there is an end to it.
    operating: HashMap<String, Vec<(u64, Duration)>>,
    /// What a call takes beside the time that passes, by method in lower case.
    costs: BTreeMap<String, Duration>,
    pub(crate) overloaded: bool,
}

/// The operating time of a method.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operating {
    pub(crate) spent: Duration,
    /// When some of it is released, in seconds since 1970.
    pub(crate) reset_at: u64,
}

impl Usage {
    /// Lets a request in. All come from loopback, hence from one address and through one bucket.
    pub(crate) fn admit(&mut self, limits: Option<&Limits>, now: Duration) -> Result<(), Refusal> {
        if self.overloaded {
            return Err(OVERLOAD);
        }
        let Some(limits) = limits else { return Ok(()) };
        let leaked = now.saturating_sub(self.at).as_secs_f64() * limits.per_second;
        (self.level, self.at) = ((self.level - leaked).max(0.0), now);
        if self.level + 1.0 > limits.depth {
            return Err(QUERY_LIMIT);
        }
        self.level += 1.0;
        Ok(())
    }

    /// Refuses a method whose time is used up.
    pub(crate) fn allow(&self, limits: Option<&Limits>, method: &str, now: Duration) -> Result<(), Refusal> {
        match limits {
            Some(limits) if self.operating(method, now).spent > limits.operating => Err(OPERATION),
            _ => Ok(()),
        }
    }

    /// From now on a call of a method, or of all that fit a pattern, takes so long.
    pub(crate) fn set_cost(&mut self, pattern: &str, cost: Duration) {
        self.costs.insert(pattern.to_ascii_lowercase(), cost);
    }

    /// What a call of that method takes: the closest pattern comes last.
    fn cost(&self, method: &str) -> Duration {
        let cost = self.costs.iter().rev().find(|(pattern, _)| fits(pattern, method));
        cost.map(|(_, cost)| *cost).unwrap_or_default()
    }

    /// Notes what a call took.
    pub(crate) fn spend(&mut self, method: &str, took: Duration, now: Duration) {
        let took = took.saturating_add(self.cost(method));
        if took.is_zero() {
            return;
        }
        let minute = now.as_secs() / BASKET;
        let baskets = self.operating.entry(method.to_owned()).or_default();
        baskets.retain(|(other, _)| other + BASKETS > minute);
        match baskets.iter_mut().find(|(other, _)| *other == minute) {
            Some((_, spent)) => *spent = spent.saturating_add(took),
            None => baskets.push((minute, took)),
        }
    }

    pub(crate) fn operating(&self, method: &str, now: Duration) -> Operating {
        let minute = now.as_secs() / BASKET;
        let baskets = self.operating.get(method).map(Vec::as_slice).unwrap_or_default();
        let current = baskets.iter().filter(|(other, _)| other + BASKETS > minute);
        let spent = current.clone().fold(Duration::ZERO, |sum, (_, spent)| sum.saturating_add(*spent));
        let oldest = current.map(|(other, _)| *other).min().unwrap_or(minute);
        Operating { spent, reset_at: (oldest + BASKETS) * BASKET }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bucket_leaks() {
        let (mut usage, limits) = (Usage::default(), Limits::default());
        let mut admitted = |at: f64| usage.admit(Some(&limits), Duration::from_secs_f64(at)).is_ok();
        assert!((0..50).all(|_| admitted(1000.0)));
        assert!(!admitted(1000.0) && !admitted(1000.4));
        assert!(admitted(1000.5) && !admitted(1000.5));
        assert!((0..50).all(|_| admitted(1030.0)) && !admitted(1030.0));
    }

    #[test]
    fn the_closest_pattern_counts_in_any_case() {
        let mut usage = Usage::default();
        let cost = Duration::from_secs;
        for (pattern, seconds) in [("crm.*", 1), ("CRM.Deal.*", 2), ("CRM.deal.get", 3), ("crm.Deal.Get", 4)] {
            usage.set_cost(pattern, cost(seconds));
        }
        for (method, seconds) in [("crm.lead.get", 1), ("crm.deal.list", 2), ("crm.deal.get", 4), ("user.get", 0)] {
            assert_eq!(usage.cost(method), cost(seconds), "{method}");
        }
    }

    #[test]
    fn operating_time_is_released_minute_by_minute() {
        let mut usage = Usage::default();
        let at = Duration::from_secs;
        usage.spend("a", at(300), at(6_000));
        usage.spend("a", at(200), at(6_061));
        let operating = usage.operating("a", at(6_061));
        assert_eq!((operating.spent, operating.reset_at), (at(500), 6_600));
        let limits = Limits::default();
        assert_eq!(usage.allow(Some(&limits), "a", at(6_599)), Err(OPERATION));
        assert_eq!((usage.allow(Some(&limits), "b", at(6_599)), usage.allow(None, "a", at(6_599))), (Ok(()), Ok(())));
        assert_eq!(usage.allow(Some(&limits), "a", at(6_600)), Ok(()));
        assert_eq!(usage.operating("a", at(6_600)).spent, at(200));
        assert_eq!(usage.operating("a", at(7_200)).spent, at(0));
    }
}
