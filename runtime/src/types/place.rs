//! The order of values that can be written in more than one way.

/// Compares texts by what they say. Equality, order and hash agree, since all three ask for the `place` alone.
macro_rules! compare_by_place {
    ($($name:ty),+) => {$(
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.place() == other.place()
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.place().cmp(&other.place())
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.place().hash(state);
            }
        }
    )+};
}

pub(super) use compare_by_place;
