//! Tests that span the crates, in one binary, so that it links once.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends there")]

mod answers;
#[cfg(feature = "changes")]
mod changes;
mod compile_fail;
#[cfg(feature = "conformance")]
mod conformance;
mod derived;
mod downstream;
mod end_to_end;
mod events;
mod hygiene;
mod offline;
mod readme;
mod requests;
mod results;
mod variants;

extern crate b24 as renamed;

/// Every method of the fixture: the slice with its rules, and methods whose names and types are odd.
mod api {
    b24::methods! {
        specs = "fixtures";
        pub(crate) mod all { "**"; }
    }
    pub(crate) use all::*;
}
