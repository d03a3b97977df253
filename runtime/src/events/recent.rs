//! What has come lately, to know it when it comes again.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Messages that are remembered: some megabytes.
const CAPACITY: usize = 1 << 16;
/// How far apart two messages come that say the same of one second.
const TOGETHER: Duration = Duration::from_secs(10);

/// Of a whole message, by keys that nobody outside knows.
pub(crate) fn digest(json: &str) -> u64 {
    static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    KEYS.hash_one(json)
}

#[derive(Default)]
pub(super) struct Recent {
    first: HashMap<u64, Instant>,
    order: VecDeque<u64>,
}

impl Recent {
    /// Is it new at this moment, or one of two that came together, where it can have a `twin`? What is older than `age` is
    /// forgotten.
    pub(super) fn admits(&mut self, digest: u64, twin: bool, now: Instant, age: Duration) -> bool {
        let too_old = |first: &Instant| now.saturating_duration_since(*first) > age;
        while let Some(oldest) = self.order.front()
            && (self.order.len() >= CAPACITY || self.first.get(oldest).is_none_or(too_old))
        {
            self.first.remove(oldest);
            self.order.pop_front();
        }
        match self.first.entry(digest) {
            Entry::Vacant(entry) => {
                entry.insert(now);
                self.order.push_back(digest);
                true
            }
            Entry::Occupied(first) => twin && now.saturating_duration_since(*first.get()) <= TOGETHER,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn a_copy_is_known_and_a_twin_is_not_taken_for_one() {
        let (mut recent, start) = (Recent::default(), Instant::now());
        let mut at = |digest, twin, seconds| recent.admits(digest, twin, start + Duration::from_secs(seconds), HOUR);
        assert!(at(1, true, 0) && at(1, true, 10) && at(2, true, 11));
        assert!(!at(1, true, 11) && !at(1, true, 3600) && !at(2, true, 22));
        assert!(at(1, true, 3601), "the age of a message sees to what is older");
        assert!(at(3, false, 3601) && !at(3, false, 3601), "it can have no twin");
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let (mut recent, start) = (Recent::default(), Instant::now());
        for digest in 0..CAPACITY as u64 + 10 {
            assert!(recent.admits(digest, true, start, HOUR));
        }
        assert_eq!((recent.first.len(), recent.order.len()), (CAPACITY, CAPACITY));
        let later = start + Duration::from_secs(60);
        assert!(!recent.admits(CAPACITY as u64 + 9, true, later, HOUR) && recent.admits(0, true, later, HOUR));
    }
}
