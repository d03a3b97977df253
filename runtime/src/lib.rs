//! Bitrix24's REST API as typed Rust.

mod address;
mod answer;
mod arg;
pub mod auth;
mod builder;
mod classify;
mod client;
mod decode;
mod error;
mod forms;
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

pub use b24_macros::Api;

pub use answer::{Answer, Time};
pub use auth::{App, Webhook};
pub use builder::Builder;
pub use client::Client;
pub use error::{Call, Error, Failure, Loss, Outcome, SetupError};
pub use method::{FieldError, Invalid, Kind, Method, MethodError, Refusal, Version};
pub use sending::{Sending, SendingRaw};
pub use system::SystemError;

/// Types for REST methods, as a module.
///
/// Each literal is the name of a method, or a pattern in which `*` stands for anything but a dot and `**` for anything;
/// `!"..."` takes away. For every method there are a request (`EventBind`), its result (`EventBindResult`) and its
/// errors (`EventBindError`). Required parameters are the arguments of `new`, optional ones are setters.
///
/// ```
/// b24::methods! {
///     pub mod api {
///         "event.*";
///         "placement.bind";
///     }
/// }
///
/// let request = api::EventBind::new("ONCRMDEALADD", b24::handler!("https://app.example/deal")).auth_type(7);
/// ```
///
/// `specs = "path/to/methods.jsonl";` in front of the module reads another IR than the one shipped; the path begins at
/// the folder of `Cargo.toml`.
#[macro_export]
macro_rules! methods {
    ($($input:tt)*) => { $crate::__private::v1::methods! { [$crate] $($input)* } };
}

/// A [`HandlerUrl`](types::HandlerUrl) from a literal, checked by the compiler: an http(s) address that a portal can
/// reach.
///
/// ```
/// let handler = b24::handler!("https://app.example/deal");
/// assert_eq!(handler.as_str(), "https://app.example/deal");
/// ```
///
/// ```compile_fail
/// let handler = b24::handler!("http://localhost:8080/deal");
/// ```
#[macro_export]
macro_rules! handler {
    ($($input:tt)*) => { $crate::__private::v1::handler! { [$crate] $($input)* } };
}
