//! What an application holds of one user of one portal.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};

/// An application's access to one portal in the name of one user.
///
/// Prints without its secrets.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Token {
    /// Where the portal is called: `https://portal.bitrix24.com/rest/`.
    pub client_endpoint: String,
    /// What a call carries; lives for an hour.
    pub access_token: SecretString,
    /// What gets the next pair, once, within 180 days.
    pub refresh_token: Option<SecretString>,
    /// When the access token ends, by this machine's clock.
    pub expires: Option<SystemTime>,
    /// The authorization server that the pair comes from: `https://oauth.bitrix.info/rest/`.
    pub server_endpoint: Option<String>,
    /// The portal's own identifier, which stays when its address changes.
    pub member_id: Option<String>,
    /// The user in whose name calls are made.
    pub user_id: Option<i64>,
    /// The permissions, with commas between them.
    pub scope: Option<String>,
    /// The application's status on the portal: `F`, `D`, `T`, `P`, `L` or `S`.
    pub status: Option<String>,
}

/// A text that should hold a token and does not, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadToken(pub(crate) &'static str);

impl Token {
    /// From what the authorization server, an installation or an event gives: `client_endpoint`
    /// (`https://portal.bitrix24.com/rest/`) and `access_token`. A text becomes a [`SecretString`] by `into()`.
    ///
    /// ```
    /// let token = b24::auth::Token::new("https://portal.bitrix24.com/rest/", "6f2a…");
    /// assert!(!format!("{token:?}").contains("6f2a"));
    /// ```
    pub fn new(client_endpoint: impl Into<String>, access_token: impl Into<SecretString>) -> Self {
        Self { client_endpoint: client_endpoint.into(), access_token: access_token.into(), ..Self::default() }
    }

    /// The same with what gets the next pair.
    #[must_use]
    pub fn refresh_token(mut self, refresh_token: impl Into<SecretString>) -> Self {
        self.refresh_token = Some(refresh_token.into());
        self
    }

    /// The same with the authorization server that it comes from; `https://oauth.bitrix.info/rest/` where none is given.
    #[must_use]
    pub fn server_endpoint(mut self, server_endpoint: impl Into<String>) -> Self {
        self.server_endpoint = Some(server_endpoint.into());
        self
    }

    /// The same, ending so long from now.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expires = SystemTime::now().checked_add(lifetime);
        self
    }

    /// From the POST with which a portal opens a widget or an application's page: the query of its address and its body,
    /// both form-encoded. Anyone can send such a POST, with an address of his own in it: nothing that is asked there proves
    /// anything. [`Opened::verify`](crate::placement::Opened::verify) and [`Portals::install`](crate::web::Portals::install)
    /// ask somebody else.
    ///
    /// ```
    /// use b24::auth::Token;
    ///
    /// let token = Token::from_widget("DOMAIN=p.bitrix24.com&PROTOCOL=1", "AUTH_ID=6f2a&REFRESH_ID=9c1d&AUTH_EXPIRES=3600")?;
    /// assert_eq!(token.client_endpoint, "https://p.bitrix24.com/rest/");
    /// # Ok::<(), b24::auth::BadToken>(())
    /// ```
    ///
    /// # Errors
    /// Where `DOMAIN` or `AUTH_ID` is missing.
    pub fn from_widget(query: &str, body: &str) -> Result<Self, BadToken> {
        let all = || [body, query].into_iter().flat_map(|text| form_urlencoded::parse(text.as_bytes()));
        let get = |name: &str| all().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        let domain = get("DOMAIN").ok_or(BadToken("`DOMAIN` is missing"))?;
        let scheme = if get("PROTOCOL").as_deref() == Some("0") { "http" } else { "https" };
        Self::from_fields(|name| match name {
            "client_endpoint" => Some(format!("{scheme}://{domain}/rest/")),
            "access_token" => get("AUTH_ID"),
            "refresh_token" => get("REFRESH_ID"),
            // A lifetime, in spite of its name.
            "expires_in" => get("AUTH_EXPIRES"),
            "member_id" | "status" => get(name),
            _ => None,
        })
    }

    /// From the answer of the authorization server, an event's `auth` or a store. `get` finds a field by its name.
    pub(crate) fn from_fields(get: impl Fn(&str) -> Option<String>) -> Result<Self, BadToken> {
        let text = |name| get(name).filter(|text| !text.is_empty());
        let number = |name| get(name).and_then(|text| text.parse::<u64>().ok());
        let ends = number("expires_in")
            .and_then(|seconds| SystemTime::now().checked_add(Duration::from_secs(seconds)))
            .or_else(|| UNIX_EPOCH.checked_add(Duration::from_secs(number("expires")?)));
        Ok(Self {
            client_endpoint: text("client_endpoint").ok_or(BadToken("`client_endpoint` is missing"))?,
            access_token: text("access_token").ok_or(BadToken("`access_token` is missing"))?.into(),
            refresh_token: text("refresh_token").map(Into::into),
            expires: ends,
            server_endpoint: text("server_endpoint"),
            member_id: text("member_id"),
            user_id: text("user_id").and_then(|id| id.parse().ok()),
            scope: text("scope"),
            status: text("status"),
        })
    }

    pub(crate) fn from_object(object: &Map<String, Value>) -> Result<Self, BadToken> {
        Self::from_fields(|name| match object.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }

    /// All of it as JSON, secrets included: for a [`TokenStore`](super::TokenStore) of one's own.
    pub fn to_json(&self) -> String {
        let mut object = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                object.insert(name.into(), value);
            }
        };
        let expires = self.expires.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        put("client_endpoint", Some(self.client_endpoint.as_str().into()));
        put("access_token", Some(self.access_token.expose_secret().into()));
        put("refresh_token", self.refresh_token.as_ref().map(|text| text.expose_secret().into()));
        put("expires", expires.map(|at| at.as_secs().into()));
        put("server_endpoint", self.server_endpoint.as_deref().map(Into::into));
        put("member_id", self.member_id.as_deref().map(Into::into));
        put("user_id", self.user_id.map(Into::into));
        put("scope", self.scope.as_deref().map(Into::into));
        put("status", self.status.as_deref().map(Into::into));
        Value::Object(object).to_string()
    }

    /// What [`Token::to_json`] gave.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn from_json(text: &str) -> Result<Self, BadToken> {
        match serde_json::from_str(text) {
            Ok(Value::Object(object)) => Self::from_object(&object),
            _ => Err(BadToken("it is no JSON object")),
        }
    }

    /// The pair that a refresh brought, with what the server did not repeat.
    pub(crate) fn succeeded_by(&self, mut next: Self) -> Self {
        next.server_endpoint = next.server_endpoint.or_else(|| self.server_endpoint.clone());
        next.member_id = next.member_id.or_else(|| self.member_id.clone());
        next.user_id = next.user_id.or(self.user_id);
        next
    }

    /// Is it the same pair?
    pub fn is(&self, other: &Self) -> bool {
        let refresh = |token: &Self| token.refresh_token.as_ref().map(|text| text.expose_secret().to_owned());
        self.access_token.expose_secret() == other.access_token.expose_secret() && refresh(self) == refresh(other)
    }

    /// Has the known end passed, by this machine's clock?
    pub(crate) fn has_ended(&self) -> bool {
        self.expires.is_some_and(|end| end <= SystemTime::now())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("expires", &self.expires)
            .field("member_id", &self.member_id)
            .field("user_id", &self.user_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for BadToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this is no token: {}", self.0)
    }
}

impl std::error::Error for BadToken {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_a_store() {
        let mut token =
            Token::new("https://p.example/rest/", "a").refresh_token("r").expires_in(Duration::from_secs(9));
        token.user_id = Some(7);
        token.member_id = Some("m".into());
        let back = Token::from_json(&token.to_json()).unwrap();
        assert!(back.is(&token) && !back.is(&Token::new("", "a")));
        assert_eq!((back.user_id, back.member_id.as_deref()), (Some(7), Some("m")));
        let seconds = |t: &Token| t.expires.unwrap().duration_since(UNIX_EPOCH).unwrap().as_secs();
        assert_eq!(seconds(&back), seconds(&token));
        assert!(Token::from_json("[]").is_err() && Token::from_json(r#"{"access_token":"x"}"#).is_err());
    }

    #[test]
    fn the_lifetime_of_a_widgets_token_is_no_moment() {
        let token =
            Token::from_widget("DOMAIN=p.example&PROTOCOL=0", "AUTH_ID=a&AUTH_EXPIRES=3600&member_id=m").unwrap();
        assert_eq!(token.client_endpoint, "http://p.example/rest/");
        assert!(!token.has_ended() && token.member_id.as_deref() == Some("m"));
        assert!(Token::from_widget("", "AUTH_ID=a").is_err() && Token::from_widget("DOMAIN=p", "").is_err());
    }
}
