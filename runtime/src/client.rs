//! The client: whom it calls, in whose name, and over which connections.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::auth::{App, ApplicationOnly, Satisfies, Token, Webhook, function};
use crate::batch::refuse_references;
use crate::builder::{self, Builder};
use crate::error::{Error, SetupError};
use crate::limits;
use crate::method::{Invalid, Kind, Method, Version};
use crate::nature::{AuthOf, Nature};
use crate::params::Params;
use crate::sending::{Sending, SendingRaw};
use crate::transport::{Body, Request, Transport};

/// Calls methods of one portal, as a [`Webhook`] or as an [`App`].
///
/// Cheap to clone: clones share one pool of connections. Prints without secrets.
///
/// Which of the two it is has to be said where a type is written, `Client<App>`: what a webhook may not call is refused by
/// the compiler, and a silent choice would be refused far from where it was made.
// The name of the parameter is for the compiler to say where it is left out.
pub struct Client<WebhookOrApp> {
    transport: Arc<Transport>,
    kind: PhantomData<fn() -> WebhookOrApp>,
}

impl Client<Webhook> {
    /// Calls through a webhook. `url` is its address, as the portal shows it.
    ///
    /// ```no_run
    /// let client = b24::Client::webhook("https://portal.bitrix24.com/rest/1/code/")?;
    /// assert_eq!(format!("{client:?}"), "Client(portal.bitrix24.com)");
    /// # Ok::<(), b24::SetupError>(())
    /// ```
    ///
    /// # Errors
    /// Where the address has another form, or is not `https://` (plain `http://` is for loopback addresses only).
    pub fn webhook(url: &str) -> Result<Self, SetupError> {
        Builder::default().webhook(url)
    }

    /// Calls through the webhook whose address is in the environment, as `B24_WEBHOOK`.
    ///
    /// # Errors
    /// As [`Client::webhook`], and where there is no such variable.
    pub fn from_env() -> Result<Self, SetupError> {
        Builder::default().webhook(&builder::env("B24_WEBHOOK")?)
    }

    /// A client with options of its own.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Client<App> {
    /// Calls in the name of an application.
    ///
    /// # Errors
    /// Where the token's endpoint has another form, or is not `https://` (plain `http://` is for loopback addresses
    /// only).
    pub fn app(token: Token) -> Result<Self, SetupError> {
        Builder::default().app(token)
    }

    /// Calls in the name of an application with what is in the environment: `B24_CLIENT_ENDPOINT`, `B24_ACCESS_TOKEN`,
    /// and to get new tokens `B24_REFRESH_TOKEN`, `B24_CLIENT_ID`, `B24_CLIENT_SECRET` and, where it is not the usual
    /// one, `B24_SERVER_ENDPOINT`.
    ///
    /// # Errors
    /// As [`Client::app`], and where one of the first two is missing, or one of the next three beside the others.
    pub fn from_env() -> Result<Self, SetupError> {
        builder::from_env()
    }
}

impl Client<App> {
    /// The number of the application on the portal, as the portal says for this client's token; empty where it says none.
    /// Asked once.
    pub(crate) async fn application_id(&self) -> Result<String, Error> {
        let ask = async || {
            let answer = self.call_raw("app.info", Value::Null).await?;
            Ok(answer.result.get("ID").map(Value::to_string).unwrap_or_default())
        };
        self.transport.application_id.get_or_try_init(ask).await.cloned()
    }
}

impl<A> Client<A> {
    pub(crate) fn new(transport: Transport) -> Self {
        Self { transport: Arc::new(transport), kind: PhantomData }
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.transport
    }

    /// The portal's host, and its port where it is not the usual one. It changes when the portal moves.
    pub fn portal(&self) -> String {
        self.transport.access().portal().to_owned()
    }

    /// The portal's own identifier, where the token came with it.
    pub fn member_id(&self) -> Option<String>
    where
        A: Satisfies<ApplicationOnly, function::member_id>,
    {
        self.transport.access().token()?.member_id.clone()
    }

    /// The same portal over the same connections, with another token of the same application: in the name of another
    /// user, while that token lives. Where the token says that its portal is does not count.
    #[must_use]
    pub fn with_token(&self, token: Token) -> Self
    where
        A: Satisfies<ApplicationOnly, function::with_token>,
    {
        Self::new(self.transport.with_token(token))
    }

    /// This client, for a function that only an application's has.
    pub(crate) fn of_app<F>(&self) -> Client<App>
    where
        A: Satisfies<ApplicationOnly, F>,
    {
        Client { transport: Arc::clone(&self.transport), kind: PhantomData }
    }

    /// What is known of the portal's limits: for metrics.
    pub fn limits(&self) -> limits::State {
        self.transport.limiter.read()
    }

    /// Calls a method. Nothing is sent before the future is awaited.
    ///
    /// # Errors
    /// See [`Error`](crate::Error). A method that needs an application's token does not compile on a `Client<Webhook>`.
    pub fn call<M: Method>(&self, request: M) -> Sending<'_, M>
    where
        A: Satisfies<AuthOf<M>, M>,
    {
        self.send(request)
    }

    /// Calls a method that this client may call.
    pub(crate) fn send<M: Method>(&self, request: M) -> Sending<'_, M> {
        let params = request.into_params();
        let check = M::check(&params);
        let way = (M::Nature::API, M::Nature::KIND);
        Sending::new(self.transport.exchange(self.request(Cow::Borrowed(M::NAME), way, &params, check)))
    }

    /// Calls a method that no page documents, or with parameters that no page lists.
    ///
    /// ```no_run
    /// # async fn f() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = b24::Client::webhook("https://portal.bitrix24.com/rest/1/code/")?;
    /// let answer = client.call_raw("crm.item.get", b24::json!({"entityTypeId": 2, "id": 7})).await?;
    /// println!("{}", answer.result["item"]["title"]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`Error`](crate::Error). `params` that are neither an object nor `null` are refused before anything is sent.
    pub fn call_raw(&self, method: &str, params: Value) -> SendingRaw<'_> {
        self.raw(method, Version::V2, params)
    }

    /// As [`Client::call_raw`], for a method of REST 3.0.
    ///
    /// # Errors
    /// See [`Client::call_raw`].
    pub fn call_raw_v3(&self, method: &str, params: Value) -> SendingRaw<'_> {
        self.raw(method, Version::V3, params)
    }

    fn raw(&self, method: &str, api: Version, params: Value) -> SendingRaw<'_> {
        let (params, check) = match params {
            Value::Object(params) => (params, Ok(())),
            Value::Null => (Map::new(), Ok(())),
            _ => (Map::new(), Err(Invalid::new("params", "write an object: `b24::json!({..})`"))),
        };
        // Nobody says that it only reads.
        let kind = (api, Kind::Write);
        let request = self.request(Cow::Owned(method.to_owned()), kind, &Params::from(params), check);
        SendingRaw::new(self.transport.exchange(request))
    }

    fn request(
        &self,
        method: Cow<'static, str>,
        (api, kind): (Version, Kind),
        params: &Params,
        check: Result<(), Invalid>,
    ) -> Request {
        let body = check
            .and_then(|()| refuse_references(params))
            .and_then(|()| Body::new(params, self.transport.access().token().is_some()));
        Request { bill: vec![method.clone()], method, api, kind, body }
    }
}

impl<A> Clone for Client<A> {
    fn clone(&self) -> Self {
        Self { transport: Arc::clone(&self.transport), kind: PhantomData }
    }
}

impl<A> fmt::Debug for Client<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({})", self.portal())
    }
}
