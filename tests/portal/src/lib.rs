//! A local emulator of a Bitrix24 portal: what tests run against instead of a trial portal.
//!
//! Every answer comes from the documentation's facts ([`b24_specs`]) or from real state: event handlers and widgets,
//! the offline queue, users, tokens, CRM objects, tasks, the drive. A method without state here answers in its
//! documented shape; [`Portal::emulation`] tells which is which.
//!
//! [`Portal::start`] runs one on loopback, over http and over https with an authority of its own; the program
//! `b24-portal` does the same from a terminal. Its page at `/` shows what happened. Limits are off unless
//! [`Builder::limits`] sets them, and nothing goes wrong unless a [`Fault`] asks for it. A name that a test gives and that
//! there is not (`ONCRMDEALADDD`) is told at once: it panics, and over HTTP it is an `INVALID_REQUEST`.
//!
//! Over HTTP it is controlled by POSTs to `/_portal/NAME`:
//!
//! | Name | Parameters | |
//! | --- | --- | --- |
//! | `fire` | `event`, `data`, `user`, `auth_connector` | fires an event |
//! | `open` | `placement`, `options`, `user` | opens a widget |
//! | `install`, `uninstall` | `client_id`, `user` or `clean` | an application comes or goes |
//! | `advance` | `seconds` | moves the clock |
//! | `fault` | as in [`Builder::scenario`] | lets calls go wrong |
//! | `answer` | `method`, `whole`, `merge` or `items` | answers in a method's place |
//! | `cost` | `method`, `seconds` | what a call takes of its operating time |
//! | `overload` | `blocked` | blocks all calls, or lifts the block |
//! | `calm` | | ends faults, answers and the block |
//! | `settle` | | waits until the events of all calls were delivered |
//! | `calls`, `calls.jsonl`, `deliveries`, `methods` | | tell what happened, and how methods are answered |
//! | `reset` | | starts over |

mod access;
mod batch;
mod brackets;
mod builder;
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
mod items;
mod journal;
mod known;
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

pub use builder::{BadScenario, Builder, StartError};
pub use catalogue::Emulation;
pub use config::{Application, Seed, User, Webhook, Which};
pub use deliver::Delivery;
pub use faults::{Fault, Mishap};
pub use journal::Call;
pub use limits::Limits;
pub use overrides::Override;
pub use portal::{FirstTokens, Portal, TokenPair};
pub use send::Fire;
pub use value::{Map, Value};
pub use verify::{Verdict, verify};
