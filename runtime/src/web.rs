//! Receiving what portals send, over HTTP: for any framework that speaks [`http`], and with the feature `axum` as extractors.
//!
//! [`Portals`] knows the portals that have installed an application: it keeps their tokens, believes or refuses what they
//! send, and has a client for each. An [`Inbox`] receives events, and hands them over to whoever works on them; an
//! [`Installer`] receives the portals that install the application. Both are services, which a router takes:
//!
//! ```
//! use b24::auth::{Application, MemoryStore};
//! use b24::events::MemoryTokens;
//! use b24::web::{Inbox, Installer, Portals};
//!
//! b24::events! { pub enum AppEvent { "ONCRMDEAL*"; "ONAPPUNINSTALL"; } }
//!
//! # async fn work(_: AppEvent) {}
//! fn router(application: Application) -> axum::Router {
//!     let builder = move || b24::Client::builder().application(application.clone());
//!     // Stores that outlive the process are better here.
//!     let portals = Portals::new(MemoryTokens::new(), MemoryStore::new(), builder);
//!     let (inbox, mut events) = Inbox::<AppEvent>::new(portals.clone(), 1_000);
//!     tokio::spawn(async move {
//!         while let Some(event) = events.recv().await {
//!             work(event.data).await;
//!         }
//!     });
//!     axum::Router::new().route_service("/events", inbox).route_service("/install", Installer::new(portals))
//! }
//! # assert_eq!(tokio::runtime::Runtime::new().unwrap().block_on(async { router(Application::new("id", "secret")).has_routes() }), true);
//! ```
//!
//! A portal sends an event once. What is acknowledged is in memory until it is worked on: for events that must survive the
//! end of the process, bind them offline.

mod inbox;
mod installer;
mod portals;
mod post;
mod rejection;

use std::convert::Infallible;
use std::pin::Pin;

pub use http;
pub use inbox::Inbox;
pub use installer::Installer;
pub use portals::Portals;
#[cfg(feature = "axum")]
pub(crate) use post::Post;
pub use rejection::Rejection;

/// What a service answers, later.
pub type Answering = Pin<Box<dyn Future<Output = Result<http::Response<String>, Infallible>> + Send>>;
