//! A local emulator of a Bitrix24 portal: what tests run against instead of a trial portal.
//!
//! Every answer comes from the documentation's facts ([`b24_specs`]) or from real state: bound event handlers and
//! widgets, the offline queue, tokens. A method without state here answers in its documented shape.
//!
//! [`Portal::start`] runs one on loopback; the program `b24-portal` does the same from a terminal. Over HTTP it is
//! controlled by POSTs to `/_portal/fire` (`event`, `data`, `user`, `auth_connector`), `/_portal/open` (`placement`,
//! `options`, `user`), `/_portal/advance` (`seconds`) and `/_portal/reset`; `/_portal/calls` and
//! `/_portal/deliveries` tell what happened.

mod access;
mod batch;
mod brackets;
mod call;
mod catalogue;
mod check;
mod clock;
mod config;
mod control;
mod deliver;
mod faults;
mod findings;
mod idempotency;
mod ids;
mod input;
mod journal;
mod limits;
mod methods;
mod multipart;
mod oauth;
mod overrides;
mod page;
mod perform;
mod portal;
mod refusal;
mod scenario;
mod send;
mod server;
mod shaped;
mod shared;
mod state;
mod table;
mod tls;
mod value;
mod verify;

pub use catalogue::Emulation;
pub use config::{Application, Seed, User, Webhook};
pub use deliver::Delivery;
pub use faults::{Fault, Mishap};
pub use journal::Call;
pub use limits::Limits;
pub use overrides::Override;
pub use portal::{BadScenario, Builder, FirstTokens, Portal, StartError, TokenPair};
pub use send::Fire;
pub use value::{Map, Value};
pub use verify::{Verdict, verify};
