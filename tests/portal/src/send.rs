//! What handlers of events and widgets receive.

use crate::brackets::encode;
use crate::catalogue::Catalogue;
use crate::deliver::Outgoing;
use crate::ids::digest;
use crate::state::{AppId, Handler, State, Token, Widget};
use crate::value::{Map, Value, map};

/// An event to be fired.
#[derive(Clone, Debug)]
pub struct Fire {
    pub(crate) event: String,
    data: Value,
    user: u64,
    connector: Option<String>,
}

impl Fire {
    /// The event of that code, caused by user 1.
    pub fn new(event: &str, data: impl Into<Value>) -> Self {
        Self { event: event.to_ascii_uppercase(), data: data.into(), user: 1, connector: None }
    }

    /// Caused by that user; 0: by nobody, so that handlers receive no tokens.
    #[must_use]
    pub fn user(self, user: u64) -> Self {
        Self { user, ..self }
    }

    /// Caused by a call with this `auth_connector`: offline queues of the same source key do not hear of it.
    #[must_use]
    pub fn auth_connector(self, connector: &str) -> Self {
        Self { connector: Some(connector.into()), ..self }
    }
}

/// Where the portal is.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    pub(crate) secure: bool,
    /// `127.0.0.1:8080`
    pub(crate) domain: String,
}

impl Address {
    pub(crate) fn base(&self) -> String {
        format!("http{}://{}", if self.secure { "s" } else { "" }, self.domain)
    }

    /// Base of calls, and of the authorization server.
    pub(crate) fn endpoint(&self) -> String {
        format!("{}/rest/", self.base())
    }
}

/// The portal's own identifier.
pub(crate) fn member_id() -> String {
    digest(&["member"])
}

/// The status of a local application.
pub(crate) const STATUS: &str = "L";

/// An application's permissions as one text.
pub(crate) fn scope(state: &State, catalogue: &Catalogue, app: Option<AppId>) -> String {
    match app.and_then(|app| state.applications.get(app)).map(|app| &app.scopes) {
        Some(Some(scopes)) => scopes.join(","),
        _ => catalogue.scopes().join(","),
    }
}

/// Everything that sending needs.
pub(crate) struct Sender<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) address: &'a Address,
}

impl Sender<'_> {
    /// Queues an event where it is subscribed offline, and makes the POSTs for its handlers.
    pub(crate) fn fire(&mut self, fire: &Fire) -> Vec<Outgoing> {
        let handlers: Vec<Handler> = self.state.handlers.bound_to(&fire.event).cloned().collect();
        let now = self.state.clock.now();
        let mut out = Vec::new();
        for handler in handlers {
            if !handler.offline {
                out.push(self.event(&handler, &fire.data, fire.user));
            } else if fire.connector.as_ref().is_none_or(|connector| *connector != handler.connector) {
                let queue = &mut self.state.queue;
                let new = queue.note(handler.app, &handler.connector, &fire.event, &fire.data, now);
                let kind = if new { "add" } else { "update" };
                self.state.handlers.signal(handler.app, kind, &fire.event, fire.user);
            }
        }
        out.extend(self.due());
        out
    }

    /// The POSTs about the offline queue whose pause is over.
    pub(crate) fn due(&mut self) -> Vec<Outgoing> {
        let now = self.state.clock.now();
        let due = self.state.handlers.take_due(now);
        due.iter().map(|signal| self.event(&signal.handler, &signal.data, signal.user)).collect()
    }

    fn event(&mut self, handler: &Handler, data: &Value, cause: u64) -> Outgoing {
        let user = if handler.user == 0 { cause } else { handler.user };
        // The application is gone: there is nobody to give tokens to.
        let user = if handler.event == "ONAPPUNINSTALL" { 0 } else { user };
        let token = self.token(handler.app, user);
        let now = self.state.clock.now();
        let form = map([
            ("event", handler.event.as_str().into()),
            ("event_handler_id", handler.id.to_string().into()),
            ("data", data.clone()),
            ("ts", now.as_secs().to_string().into()),
            ("auth", Value::Map(self.auth(handler.app, token.as_ref()))),
        ]);
        Outgoing { name: handler.event.clone(), url: handler.url.clone(), body: encode(&form) }
    }

    fn auth(&self, app: AppId, token: Option<&Token>) -> Map {
        let mut auth = Map::new();
        let mut put = |name: &str, value: String| auth.insert(name.into(), value.into());
        if let Some(token) = token {
            put("access_token", token.access.clone());
            put("expires_in", token.expires_in(self.state.clock.now()).to_string());
        }
        put("scope", self.scope(app));
        put("domain", self.address.domain.clone());
        put("server_endpoint", self.address.endpoint());
        put("status", STATUS.into());
        put("client_endpoint", self.address.endpoint());
        put("member_id", member_id());
        if let Some(token) = token {
            put("refresh_token", token.refresh.clone());
        }
        let application = self.state.applications.get(app);
        put("application_token", application.map(|app| app.application_token.clone()).unwrap_or_default());
        auth
    }

    fn scope(&self, app: AppId) -> String {
        scope(self.state, self.catalogue, Some(app))
    }

    /// Tells an application's address that it has been installed.
    pub(crate) fn installed(&mut self, app: AppId, user: u64) -> Vec<Outgoing> {
        let Some(url) = self.state.applications.get(app).map(|app| app.redirect_uri.clone()) else { return Vec::new() };
        if url.is_empty() {
            return Vec::new();
        }
        let handler = Handler::new(app, "ONAPPINSTALL".into(), url, user);
        let data = map([
            ("VERSION", "1".into()),
            ("ACTIVE", "Y".into()),
            ("INSTALLED", "Y".into()),
            ("LANGUAGE_ID", "en".into()),
        ]);
        vec![self.event(&handler, &data, user)]
    }

    /// Tells an application's handlers that it is gone, and removes what it has.
    pub(crate) fn uninstalled(&mut self, app: AppId, clean: bool, user: u64) -> Vec<Outgoing> {
        let data = map([("LANGUAGE_ID", "en".into()), ("CLEAN", if clean { "1" } else { "0" }.into())]);
        let handlers: Vec<Handler> =
            self.state.handlers.of(app).filter(|h| h.event == "ONAPPUNINSTALL" && !h.offline).cloned().collect();
        let out = handlers.iter().map(|handler| self.event(handler, &data, user)).collect();
        self.state.uninstall(app);
        out
    }

    /// Tokens for a user, where there is such a user.
    fn token(&mut self, app: AppId, user: u64) -> Option<Token> {
        self.state.user(user)?;
        Some(self.state.issue(app, user))
    }

    /// The POSTs of a user who opens a placement: one to each widget there.
    pub(crate) fn open(&mut self, placement: &str, options: &Value, user: u64) -> Vec<Outgoing> {
        let placement = placement.to_ascii_uppercase();
        let widgets: Vec<Widget> = self.state.widgets.seen(&placement, user).cloned().collect();
        widgets.iter().map(|widget| self.widget(widget, options, user)).collect()
    }

    fn widget(&mut self, widget: &Widget, options: &Value, user: u64) -> Outgoing {
        let client = self.state.applications.get(widget.app).map(|app| app.client_id.clone()).unwrap_or_default();
        let query = encode(&map([
            ("DOMAIN", self.address.domain.as_str().into()),
            ("PROTOCOL", "0".into()),
            ("LANG", "en".into()),
            ("APP_SID", digest(&["session", &client]).into()),
        ]));
        let mut form = Map::new();
        let mut put = |name: &str, value: Value| form.insert(name.into(), value);
        if let Some(token) = self.token(widget.app, user) {
            let expires_in = token.expires_in(self.state.clock.now());
            put("AUTH_ID", token.access.into());
            put("AUTH_EXPIRES", expires_in.into());
            put("REFRESH_ID", token.refresh.into());
        }
        put("SERVER_ENDPOINT", self.address.endpoint().into());
        put("member_id", member_id().into());
        put("status", STATUS.into());
        put("PLACEMENT", widget.placement.as_str().into());
        put("PLACEMENT_OPTIONS", serde_json::to_string(options).unwrap_or_default().into());
        let joint = if widget.handler.contains('?') { '&' } else { '?' };
        Outgoing {
            name: widget.placement.clone(),
            url: format!("{}{joint}{query}", widget.handler),
            body: encode(&Value::Map(form)),
        }
    }
}
