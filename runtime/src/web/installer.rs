//! Portals that install the application.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, Response};
use http_body::Body;
use tower_service::Service;

use super::post::{Post, answer};
use super::{Answering, Portals, Rejection};
use crate::auth::Token;
use crate::events::Unknown;
use crate::events::form::is_json;
use crate::message::{Known, Messages};

/// Tells the portal, by its own script, that the installation is over.
const DONE: &str = "<!DOCTYPE html><title>Installed</title><script src=\"https://api.bitrix24.com/api/v1/\"></script>\
                    <script>BX24.init(() => BX24.installFinish())</script>";

/// Receives installations: the event `ONAPPINSTALL`, and the POST that opens an application's installation page.
///
/// It is a service: give it to a router, at the address that the application has for its installation. Both kinds are put to
/// the test before anything of them is kept: [`Portals::install`]. An installation page brings no `application_token`: events
/// are believed once one of them, `ONAPPINSTALL`, has brought it.
///
/// ```
/// # use b24::web::{Installer, Portals};
/// fn install(portals: Portals) -> axum::Router {
///     let page = "<script src=\"https://api.bitrix24.com/api/v1/\"></script><script src=\"/welcome.js\"></script>";
///     axum::Router::new().route_service("/install", Installer::new(portals).page(page))
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Installer {
    portals: Portals,
    page: Arc<str>,
}

/// Of an event only `ONAPPINSTALL` matters here, and nothing that it brings.
struct Any;

impl Messages for Any {
    type Unknown = Unknown;
    const KNOWN: &'static [Known<Self>] = &[];
    fn unknown(_: Unknown) -> Self {
        Self
    }
}

impl Installer {
    /// Takes portals in there.
    pub fn new(portals: Portals) -> Self {
        Self { portals, page: DONE.into() }
    }

    /// The HTML that the installation page shows, in place of one that only tells the portal that the installation is over.
    /// Until the page's script does that (`BX24.installFinish()`), the portal shows the page again.
    #[must_use]
    pub fn page(mut self, html: impl Into<Arc<str>>) -> Self {
        self.page = html.into();
        self
    }

    async fn receive(&self, post: Post) -> Result<Response<String>, Rejection> {
        // An installation page is opened by a form, and only an event may come as JSON.
        if is_json(post.content_type()) || form_urlencoded::parse(&post.body).any(|(name, _)| name == "event") {
            self.portals.event::<Any>(&post.body, post.content_type()).await?;
            return Ok(Response::new(String::new()));
        }
        let claimed = Token::from_widget(&post.query, &String::from_utf8_lossy(&post.body));
        self.portals.install(claimed.map_err(|error| Rejection::new(400, error))?, None).await?;
        let mut page = Response::new(self.page.as_ref().to_owned());
        page.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        Ok(page)
    }
}

impl<B> Service<Request<B>> for Installer
where
    B: Body + Send + 'static,
    B::Data: Send,
{
    type Response = Response<String>;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Answering {
        let installer = self.clone();
        answer(request, async move |post| installer.receive(post).await)
    }
}
