//! What changed between two states of the documentation, and what that does to a user of the bindings.
//!
//! `matching` finds what belongs together, `compare` and its neighbours tell the changes, `kinds` is the one table that
//! says what each kind of change breaks, and `render` writes it down.

mod compare;
mod errors;
mod fields;
mod kinds;
mod matching;
mod model;
pub mod render;
mod results;
mod shape;
mod version;

pub use compare::diff;
pub use kinds::{Class, Kind};
pub use matching::successors;
pub use model::{Change, Diff, Entry, Snapshot};
pub use version::Version;
