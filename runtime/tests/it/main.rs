//! The client against servers that behave, and against servers that do not.

#![allow(clippy::unwrap_used, reason = "a test that fails says so by a panic")]

mod auth;
mod batches;
mod bizproc;
#[cfg(feature = "blocking")]
mod blocking;
mod bytes;
mod contract;
mod event_bind;
mod faults;
mod files;
mod lists;
mod money;
mod moved;
mod portal;
mod retries;
mod secrets;
mod server;
mod spans;
mod store;
#[cfg(feature = "serde")]
mod stored;
mod tls;
#[cfg(feature = "axum")]
mod web;
mod widgets;
mod wire;
