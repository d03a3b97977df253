//! Bitrix24's REST API as typed Rust, compiled from its documentation.
//!
//! Name the methods that you call, and each becomes a type: its required parameters are arguments, its optional ones
//! setters, its result a struct, its errors an enum. What does not fit together does not compile.
//!
//! ```no_run
//! b24::methods! { pub mod api { "event.*"; "placement.bind"; } }
//!
//! # async fn f() -> Result<(), Box<dyn std::error::Error>> {
//! use b24::auth::Token;
//!
//! let client = b24::Client::app(Token::new("https://portal.bitrix24.com/rest/", "access token"))?;
//! let handler = b24::handler!("https://app.example/deal");
//! let answer = client.call(api::EventBind::new("ONCRMDEALADD", handler).auth_type(7)).await?;
//! println!("{} after {:?} s", answer.result, answer.time.duration);
//! # Ok(())
//! # }
//! ```
//!
//! Or let your own type have a function for each method:
//!
//! ```no_run
//! #[derive(b24::Api)]
//! #[b24(methods("event.*"))]
//! struct Portal {
//!     client: b24::Client<b24::App>,
//! }
//!
//! # async fn f(portal: Portal) -> Result<(), Box<dyn std::error::Error>> {
//! portal.event_bind("ONCRMDEALADD", b24::handler!("https://app.example/deal")).auth_type(7).send().await?;
//! let handlers = portal.event_get().send().await?.result;
//! # Ok(())
//! # }
//! ```
//!
//! # Who calls
//!
//! [`Client<Webhook>`](Client::webhook) calls through a webhook, [`Client<App>`](Client::app) with an application's
//! token. A method that only an application may call does not compile on a `Client<Webhook>`. Clients are cheap to
//! clone and share one pool of connections; [`Client::builder`] has the options.
//!
//! # What can go wrong
//!
//! [`Error`] tells apart what a caller has to tell apart: the portal refused (and which documented error it is), nothing
//! was sent, or nobody knows whether the call ran. [`Error::outcome`] says so in one word.
//!
//! ```no_run
//! # b24::methods! { pub mod api { "event.bind"; } }
//! # async fn f(client: b24::Client<b24::App>, request: api::EventBind) -> Result<(), Box<dyn std::error::Error>> {
//! use b24::Error;
//!
//! match client.call(request).await {
//!     Err(Error::Refused { error: api::EventBindError::EventNotFound, .. }) => println!("no such event here"),
//!     Err(Error::Refused { system: Some(b24::SystemError::InsufficientScope), .. }) => println!("no permission"),
//!     Err(Error::Refused { refusal, .. }) => println!("refused: {refusal}"),
//!     Err(other) if other.outcome() == b24::Outcome::Unknown => println!("perhaps bound: {other}"),
//!     other => drop(other?),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Webhook codes and tokens are kept in a [`SecretString`] and appear in no error and no debug output, even where a
//! server repeats them.
//!
//! # What a portal sends
//!
//! Answers are read leniently and without loss: an id may come as `7` or `"7"`, a boolean as `true`, `"Y"` or `1`, an empty
//! map as `[]`; what no page documents is kept in [`Extra`](types::Extra). A method that no page documents at all is
//! called by [`Client::call_raw`].
//!
//! A result can be copied, compared and printed. With the feature `serde` it can be written and read again, by the names
//! on the wire: for a cache, a queue, an answer of your own. The format has to tell what stands in it, as JSON and CBOR
//! do, and postcard does not.

mod address;
mod answer;
pub mod arg;
pub mod auth;
#[cfg(feature = "axum")]
pub mod axum;
pub mod batch;
pub mod bizproc;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod calls;
mod classify;
mod client;
mod decode;
mod error;
pub mod events;
mod exchange;
pub mod files;
mod forms;
pub mod limits;
pub mod list;
mod message;
mod method;
mod name;
pub mod nature;
mod params;
pub mod placement;
mod recorded;
mod reply;
mod retry;
mod sending;
mod system;
mod tls;
mod transport;
pub mod types;
pub mod web;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use reqwest;
pub use secrecy::{self, SecretString};
pub use serde_json::{Value, json};

/// A function for each selected REST method, on a struct of the user's that holds a [`Client`].
///
/// `#[b24(methods("event.**", !"event.offline.*"))]` selects by name or pattern: `*` stands for anything but a dot, `**` for
/// anything. `#[b24(scopes("crm"))]` keeps to these scopes: a method outside them does not compile, and without `methods`
/// all of theirs are taken.
///
/// The types that the functions take and return are in a module beside the struct, `portal_api` for `Portal`, and are
/// imported from there. Where two clients in one module share a method, name the module of one, `#[b24(module = other)]`:
/// it is then not imported, and its types are written `other::EventBindError`.
///
/// ```
/// #[derive(b24::Api)]
/// #[b24(methods("event.**", !"event.offline.*"))]
/// struct Portal {
///     client: b24::Client<b24::App>,
/// }
///
/// async fn bound(portal: &Portal) -> Result<usize, b24::Error<EventGetError>> {
///     Ok(portal.event_get().send().await?.result.len())
/// }
/// ```
///
/// A field of another type than `Client<..>`, and one of several, is marked `#[b24(client)]`.
pub use b24_macros::Api;

pub use answer::{Answer, Time};
pub use auth::{App, Webhook};
pub use builder::Builder;
pub use classify::{MethodError, OwnError, PlainError};
pub use client::Client;
pub use error::{Call, Error, Failure, Loss, Outcome, SetupError};
pub use limits::Limits;
pub use method::{FieldError, Invalid, Kind, Method, Refusal, Version};
pub use recorded::recorded;
pub use retry::Retry;
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
/// `specs = "facts";` in front of the module reads another IR than the one shipped: that of a specs folder, or a file of
/// one, `facts/ir/methods.jsonl`; the path begins at the folder of `Cargo.toml`.
#[macro_export]
macro_rules! methods {
    ($($input:tt)*) => { $crate::__private::v1::methods! { [$crate] $($input)* } };
}

/// An enum of events, for what a portal sends when something happens.
///
/// Each literal is the code of an event, or a pattern in which `*` stands for anything but a dot and `**` for anything;
/// `!"..."` takes away. There is a variant for each, with what its page lists of `data`, in a type of the module beside the
/// enum (`app_event` for `AppEvent`), and a variant [`Unknown`](events::Unknown) for everything else.
///
/// ```
/// b24::events! {
///     pub enum AppEvent {
///         "ONAPPINSTALL";
///         "ONAPPUNINSTALL";
///         "ONCRMDEAL*";
///         !"ONCRMDEALRECURRING*";
///     }
/// }
///
/// fn deal(event: &AppEvent) -> Option<i64> {
///     match event {
///         AppEvent::OnCrmDealAdd(deal) => deal.fields.as_ref()?.id,
///         AppEvent::OnCrmDealUpdate(deal) => deal.fields.as_ref()?.id,
///         _ => None,
///     }
/// }
/// ```
///
/// `specs = "facts";` in front of the enum reads another IR than the one shipped: that of a specs folder, or a file of one,
/// `facts/ir/events.jsonl`; the path begins at the folder of `Cargo.toml`. [`mod@events`] has what reads such an enum.
#[macro_export]
macro_rules! events {
    ($($input:tt)*) => { $crate::__private::v1::events! { [$crate] $($input)* } };
}

/// The code of an event, checked by the compiler: the literal itself, where a page documents such an event.
///
/// Methods take an event as a text, since a portal has more of them than pages have. Around a literal this macro catches
/// what is misspelt:
///
/// ```
/// b24::methods! { mod api { "event.bind"; } }
///
/// let handler = b24::handler!("https://app.example/deal");
/// let request = api::EventBind::new(b24::event!("ONCRMDEALADD"), handler);
/// ```
///
/// ```compile_fail
/// let code = b24::event!("ONCRMDEALAD");
/// ```
#[macro_export]
macro_rules! event {
    ($($input:tt)*) => { $crate::__private::v1::event! { $($input)* } };
}

/// An enum of widget placements, for what a portal sends when a user opens one.
///
/// Each literal is a placement's code, or a pattern in which `*` stands for anything; `!"..."` takes away. There is a variant
/// for each, with what its page lists of `PLACEMENT_OPTIONS`, in a type of the module beside the enum (`app_widget` for
/// `AppWidget`), and a variant [`Unknown`](placement::Unknown) for everything else. `XXX` in a code stands for what a
/// portal puts there: `CRM_DYNAMIC_XXX_DETAIL_TAB` is `CRM_DYNAMIC_183_DETAIL_TAB` on the way.
///
/// ```
/// b24::placements! {
///     pub enum AppWidget {
///         "CRM_DEAL_DETAIL_TAB";
///         "TASK_*";
///     }
/// }
///
/// fn title(widget: &AppWidget) -> String {
///     match widget {
///         AppWidget::CrmDealDetailTab(tab) => format!("deal {:?}", tab.id),
///         AppWidget::Unknown(unknown) => format!("opened in {}", unknown.code),
///         _ => "a task".to_owned(),
///     }
/// }
/// ```
///
/// `specs = "facts";` in front of the enum reads another IR than the one shipped: that of a specs folder, or a file of one,
/// `facts/ir/placements.jsonl`; the path begins at the folder of `Cargo.toml`. [`placement`] has what reads such an enum.
#[macro_export]
macro_rules! placements {
    ($($input:tt)*) => { $crate::__private::v1::placements! { [$crate] $($input)* } };
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

/// The examples of the README compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
