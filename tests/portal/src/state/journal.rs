//! The latest entries of something that never ends.

use std::collections::VecDeque;

/// Most entries that are kept.
const ENTRIES: usize = 10_000;
/// Most bytes that the kept entries may hold, by their own estimate.
const BYTES: usize = 32 << 20;

/// An entry that knows how much it holds.
pub(crate) trait Weigh {
    /// About how many bytes.
    fn weight(&self) -> usize;
}

pub(crate) struct Journal<T> {
    entries: VecDeque<T>,
    bytes: usize,
}

impl<T> Default for Journal<T> {
    fn default() -> Self {
        Self { entries: VecDeque::new(), bytes: 0 }
    }
}

impl<T: Weigh + Clone> Journal<T> {
    pub(crate) fn push(&mut self, entry: T) {
        self.bytes += entry.weight();
        self.entries.push_back(entry);
        while self.entries.len() > ENTRIES || (self.bytes > BYTES && self.entries.len() > 1) {
            if let Some(oldest) = self.entries.pop_front() {
                self.bytes -= oldest.weight();
            }
        }
    }

    pub(crate) fn all(&self) -> Vec<T> {
        self.entries.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name and a weight.
    impl Weigh for (usize, usize) {
        fn weight(&self) -> usize {
            self.1
        }
    }

    #[test]
    fn the_oldest_make_room() {
        let mut journal = Journal::default();
        for i in 0..=ENTRIES {
            journal.push((i, 1));
        }
        assert_eq!((journal.all().len(), journal.all()[0]), (ENTRIES, (1, 1)));
        journal.push((0, 2 * BYTES));
        assert_eq!(journal.all(), [(0, 2 * BYTES)]);
        journal.push((7, 1));
        assert_eq!((journal.all(), journal.bytes), (vec![(7, 1)], 1));
    }
}
