//! The client against servers that behave, and against servers that do not.

mod contract;
mod event_bind;
mod faults;
mod secrets;
mod server;
mod tls;
mod wire;
