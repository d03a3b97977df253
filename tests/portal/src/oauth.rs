//! The authorization server: `/oauth/authorize/` and `/oauth/token/`.

use crate::brackets::encode;
use crate::refusal::Refusal;
use crate::send::{Address, STATUS, member_id};
use crate::state::{AppId, State, Token};
use crate::value::{Map, Value, map, member};

/// What a user's browser is told.
pub(crate) enum Authorized {
    /// To go there.
    Redirect(String),
    /// The code itself, for an application without an address.
    Shown(String),
}

const INVALID_CLIENT: Refusal = oauth(401, "invalid_client", "Invalid client data was provided");
const INVALID_GRANT: Refusal = oauth(400, "invalid_grant", "Invalid authorization tokens were provided");
const INVALID_REQUEST: Refusal =
    oauth(400, "invalid_request", "An incorrectly formatted authorization request was provided");

const NOT_INSTALLED: Refusal = oauth(403, "NOT_INSTALLED", "Application not installed");

const fn oauth(status: u16, code: &'static str, message: &'static str) -> Refusal {
    crate::refusal::system(status, code, message)
}

/// A user agrees. There is nobody to ask, so it is user 1, or the one that `user_id` names.
pub(crate) fn authorize(
    state: &mut State,
    address: &Address,
    scope: &str,
    params: &Map,
) -> Result<Authorized, Refusal> {
    let text = |name| member(params, name).and_then(Value::text).unwrap_or_default();
    let app = state.installed(&text("client_id")).ok_or(INVALID_CLIENT)?;
    let user = member(params, "user_id").and_then(Value::integer).and_then(|id| u64::try_from(id).ok()).unwrap_or(1);
    if state.user(user).is_none() {
        return Err(INVALID_REQUEST);
    }
    let now = state.clock.now();
    let code = state.tokens.code(app, user, now);
    let mut back = state.applications.get(app).map(|app| app.redirect_uri.clone()).unwrap_or_default();
    if back.is_empty() {
        back = text("redirect_uri");
    }
    if back.is_empty() {
        return Ok(Authorized::Shown(code));
    }
    let query = encode(&map([
        ("code", code.into()),
        ("state", text("state").into()),
        ("domain", address.domain.as_str().into()),
        ("member_id", member_id().into()),
        ("scope", scope.into()),
        ("server_domain", address.domain.as_str().into()),
    ]));
    let joint = if back.contains('?') { '&' } else { '?' };
    Ok(Authorized::Redirect(format!("{back}{joint}{query}")))
}

/// A code or a refresh token for a new pair. Each is good for one use.
pub(crate) fn token(state: &mut State, address: &Address, scope: &str, params: &Map) -> Result<Value, Refusal> {
    let text = |name| member(params, name).and_then(Value::text).unwrap_or_default();
    let app = state.known(&text("client_id")).ok_or(INVALID_CLIENT)?;
    let secret = state.applications.get(app).map(|app| app.client_secret.clone()).unwrap_or_default();
    if secret != text("client_secret") {
        return Err(INVALID_CLIENT);
    }
    if state.gone.contains(&app) {
        return Err(NOT_INSTALLED);
    }
    let now = state.clock.now();
    let (owner, user) = match text("grant_type").as_str() {
        "authorization_code" => state.tokens.redeem_code(&text("code"), now),
        "refresh_token" => state.tokens.redeem_refresh(&text("refresh_token"), now),
        _ => return Err(INVALID_REQUEST),
    }
    .ok_or(INVALID_GRANT)?;
    if owner != app || state.user(user).is_none() {
        return Err(INVALID_GRANT);
    }
    let token = state.issue(app, user);
    Ok(told(&token, state, address, scope))
}

fn told(token: &Token, state: &State, address: &Address, scope: &str) -> Value {
    let expires_in = token.expires_in(state.clock.now());
    map([
        ("access_token", token.access.as_str().into()),
        ("expires", token.expires.as_secs().into()),
        ("expires_in", expires_in.into()),
        ("scope", scope.into()),
        ("domain", address.domain.as_str().into()),
        ("server_endpoint", address.endpoint().into()),
        ("status", STATUS.into()),
        ("client_endpoint", address.endpoint().into()),
        ("member_id", member_id().into()),
        ("user_id", token.user.into()),
        ("refresh_token", token.refresh.as_str().into()),
    ])
}

impl State {
    /// The application of that identifier, installed or not.
    pub(crate) fn known(&self, client_id: &str) -> Option<AppId> {
        self.applications.iter().position(|app| app.client_id == client_id && !client_id.is_empty())
    }

    /// The application of that identifier, while it is installed.
    fn installed(&self, client_id: &str) -> Option<AppId> {
        self.known(client_id).filter(|app| !self.gone.contains(app))
    }
}
