//! What several of the tests and benches need.

pub mod sample;
