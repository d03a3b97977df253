//! Bitrix24's REST API as typed Rust.

mod address;
mod answer;
mod arg;
pub mod auth;
mod builder;
mod client;
mod decode;
mod error;
mod method;
mod params;
mod sending;
mod system;
mod tls;
mod transport;
pub mod types;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use reqwest;
pub use secrecy::{self, SecretString};
pub use serde_json::{Value, json};

pub use answer::{Answer, Time};
pub use auth::{App, Webhook};
pub use builder::Builder;
pub use client::Client;
pub use error::{Call, Error, Failure, Loss, Outcome, SetupError};
pub use method::{FieldError, Invalid, Kind, Method, MethodError, Refusal, Version};
pub use sending::{Sending, SendingRaw};
pub use system::SystemError;
