//! Extractors of axum's: [`Event`], [`Widget`] and [`Run`] as arguments of handlers, verified. The state has, or is, the
//! [`Portals`].
//!
//! ```
//! use axum::routing::post;
//! use b24::placement::Widget;
//! use b24::web::Portals;
//!
//! b24::placements! { pub enum AppWidget { "CRM_DEAL_DETAIL_TAB"; } }
//!
//! async fn show(widget: Widget<AppWidget>) -> String {
//!     format!("{:?}", widget.placement)
//! }
//!
//! fn router(portals: Portals) -> axum::Router {
//!     axum::Router::new().route("/widget", post(show)).with_state(portals)
//! }
//! ```
//!
//! An event as an argument suits a handler that is quick, as a portal waits for the answer and does not send an event twice:
//! [`Inbox`](crate::web::Inbox) answers first.

use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};

use crate::bizproc::Run;
use crate::events::{Event, Events};
use crate::placement::{Placements, Widget};
use crate::web::{Portals, Post, Rejection};

impl<S, E> FromRequest<S> for Event<E>
where
    S: Send + Sync,
    E: Events,
    Portals: FromRef<S>,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let post = Post::read(request).await?;
        Portals::from_ref(state).event(&post.body, post.content_type()).await
    }
}

impl<S, E> FromRequest<S> for Widget<E>
where
    S: Send + Sync,
    E: Placements,
    Portals: FromRef<S>,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let post = Post::read(request).await?;
        Portals::from_ref(state).widget(&post.query, &post.body).await
    }
}

impl<S> FromRequest<S> for Run
where
    S: Send + Sync,
    Portals: FromRef<S>,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let post = Post::read(request).await?;
        Portals::from_ref(state).run(&post.body, post.content_type()).await
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        self.into_response().into_response()
    }
}
