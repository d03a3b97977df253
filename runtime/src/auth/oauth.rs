//! The authorization server: addresses, code, refresh, and what it refuses.

use std::fmt;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::CONTENT_TYPE;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::store::StoreError;
use super::token::Token;
use crate::address::is_loopback;
use crate::error::{Failure, SetupError};
use crate::method::Refusal;

const SERVER: &str = "https://oauth.bitrix.info/";
/// The vendor's authorization servers: the client secret goes to these, or to the one that the application names.
const SERVERS: [&str; 3] = ["oauth.bitrix.info", "oauth.bitrix24.info", "oauth.bitrix24.tech"];
const TIMEOUT: Duration = Duration::from_secs(30);

/// An application as its vendor or its portal knows it.
///
/// Prints without its secret.
#[derive(Clone)]
pub struct Application {
    client_id: String,
    client_secret: SecretString,
    server: Option<String>,
}

impl Application {
    /// `client_id` (`app.…` or `local.…`) and `client_secret`.
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<SecretString>) -> Self {
        Self { client_id: client_id.into(), client_secret: client_secret.into(), server: None }
    }

    /// Trusts this authorization server with the client secret, beside those of Bitrix24: for an emulator.
    #[must_use]
    pub fn authorization_server(mut self, url: impl Into<String>) -> Self {
        self.server = Some(url.into());
        self
    }

    /// Where a user is sent to let the application in. The portal sends him back with a `code`, which lives for 30 s,
    /// and with `state`: a value that nobody can guess, to be compared with the one kept for this user.
    ///
    /// ```
    /// let application = b24::auth::Application::new("app.0123456789abcd", "secret");
    /// let url = application.authorization_url("portal.bitrix24.com", "r4nd0m")?;
    /// assert_eq!(url, "https://portal.bitrix24.com/oauth/authorize/?client_id=app.0123456789abcd&state=r4nd0m");
    /// # Ok::<(), b24::SetupError>(())
    /// ```
    ///
    /// # Errors
    /// Where `portal` is neither a host nor an `https://` address.
    pub fn authorization_url(&self, portal: &str, state: &str) -> Result<String, SetupError> {
        let text = if portal.contains("://") { portal.to_owned() } else { format!("https://{portal}/") };
        let mut url = safe(&text).map_err(SetupError::Endpoint)?;
        url.set_path("/oauth/authorize/");
        url.query_pairs_mut().clear().append_pair("client_id", &self.client_id).append_pair("state", state);
        Ok(url.into())
    }

    /// Is its authorization server on this machine and without TLS?
    pub(crate) fn is_plain(&self) -> bool {
        self.server.as_ref().is_some_and(|server| server.starts_with("http://"))
    }

    /// Where pairs come from. The client secret goes nowhere else.
    fn token_url(&self, server: Option<&str>) -> Result<Url, AuthError> {
        let own = self.server.as_deref();
        let named = server.or(own).unwrap_or(SERVER);
        let url = safe(named).map_err(|reason| AuthError::Server(format!("its address {reason}")))?;
        let known = url.host_str().is_some_and(|host| SERVERS.contains(&host) && url.port().is_none());
        let own = own.and_then(|own| Url::parse(own).ok());
        if !known && own.is_none_or(|own| own.origin() != url.origin()) {
            return Err(AuthError::Untrusted(url.host_str().unwrap_or_default().to_owned()));
        }
        url.join("/oauth/token/").map_err(|error| AuthError::Server(error.to_string()))
    }

    /// The first pair, for the code that a user brought. `server`: the `server_domain` that came with it.
    pub(crate) async fn exchange(
        &self,
        http: &reqwest::Client,
        code: &str,
        server: Option<&str>,
    ) -> Result<Token, AuthError> {
        let server = server.map(|domain| format!("https://{domain}/"));
        self.request(http, server.as_deref(), "authorization_code", "code", code).await
    }

    /// The next pair.
    pub(crate) async fn refresh(&self, http: &reqwest::Client, token: &Token) -> Result<Token, AuthError> {
        let refresh = token.refresh_token.as_ref().ok_or(AuthError::NoRefreshToken)?;
        let server = token.server_endpoint.as_deref();
        let next = self.request(http, server, "refresh_token", "refresh_token", refresh.expose_secret()).await?;
        Ok(token.succeeded_by(next))
    }

    async fn request(
        &self,
        http: &reqwest::Client,
        server: Option<&str>,
        grant: &str,
        name: &str,
        value: &str,
    ) -> Result<Token, AuthError> {
        let url = self.token_url(server)?;
        let secret = self.client_secret.expose_secret();
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", grant)
            .append_pair("client_id", &self.client_id)
            .append_pair("client_secret", secret)
            .append_pair(name, value)
            .finish();
        let request = http.post(url).timeout(TIMEOUT).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let failed = |error| AuthError::Server(Failure::new(error).to_string());
        let response = request.body(form).send().await.map_err(failed)?;
        let status = response.status();
        let body = response.bytes().await.map_err(failed)?;
        let Ok(Value::Object(mut answer)) = serde_json::from_slice(&body) else {
            return Err(AuthError::Server(format!("it answers with status {status} and something that is no JSON")));
        };
        if let Some(code) = answer.remove("error") {
            // A server may repeat what it was asked.
            let secrets = || [secret, value].into_iter().filter(|secret| !secret.is_empty());
            let hidden = |text: &str| secrets().fold(text.to_owned(), |text, secret| text.replace(secret, "***"));
            let text = answer.get("error_description").and_then(Value::as_str).unwrap_or_default();
            let code = hidden(code.as_str().unwrap_or_default());
            return Err(AuthError::classify(Refusal::new(status.as_u16(), code, hidden(text))));
        }
        Token::from_object(&answer).map_err(|error| AuthError::Server(error.to_string()))
    }
}

/// An address that may carry secrets.
fn safe(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_| "is not an address that begins with `https://`")?;
    match (url.scheme(), url.host_str()) {
        (_, None) => Err("names no host"),
        ("https", _) => Ok(url),
        ("http", Some(host)) if is_loopback(host) => Ok(url),
        _ => Err("does not begin with `https://`"),
    }
}

impl fmt::Debug for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Application({})", self.client_id)
    }
}

/// Why there is no new access token. The call that needed it did not run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthError {
    /// `invalid_grant`: the code or the refresh token is used up, too old, or another application's.
    InvalidGrant(Refusal),
    /// `invalid_client`: the server does not know this `client_id`, or the secret is another one.
    InvalidClient(Refusal),
    /// `wrong_client`: the pair belongs to another application.
    WrongClient(Refusal),
    /// `PAYMENT_REQUIRED`: the trial or the paid time is over.
    PaymentRequired(Refusal),
    /// `NOT_INSTALLED`: the application is not, or no longer, on the portal.
    NotInstalled(Refusal),
    /// `APPLICATION_NOT_FOUND`: there is no such application.
    ApplicationNotFound(Refusal),
    /// Another refusal of the authorization server.
    Refused(Refusal),
    /// The token came without a refresh token.
    NoRefreshToken,
    /// The token names an authorization server that is none of Bitrix24's: the client secret was not sent there.
    Untrusted(String),
    /// The authorization server cannot be reached, or does not answer as one.
    Server(String),
    /// The store of tokens fails.
    Store(StoreError),
    /// The runtime that the refresh ran on has ended.
    Interrupted,
}

impl AuthError {
    fn classify(refusal: Refusal) -> Self {
        type Variant = fn(Refusal) -> AuthError;
        const KNOWN: [(&str, Variant); 6] = [
            ("invalid_grant", AuthError::InvalidGrant),
            ("invalid_client", AuthError::InvalidClient),
            ("wrong_client", AuthError::WrongClient),
            ("PAYMENT_REQUIRED", AuthError::PaymentRequired),
            ("NOT_INSTALLED", AuthError::NotInstalled),
            ("APPLICATION_NOT_FOUND", AuthError::ApplicationNotFound),
        ];
        match KNOWN.iter().find(|(code, _)| refusal.is(code)) {
            Some((_, variant)) => variant(refusal),
            None => Self::Refused(refusal),
        }
    }

    /// Will the same pair never bring another answer?
    pub fn is_terminal(&self) -> bool {
        !matches!(self, Self::Refused(_) | Self::Server(_) | Self::Store(_) | Self::Interrupted)
    }

    /// What the authorization server said, if it said anything.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::InvalidGrant(refusal)
            | Self::InvalidClient(refusal)
            | Self::WrongClient(refusal)
            | Self::PaymentRequired(refusal)
            | Self::NotInstalled(refusal)
            | Self::ApplicationNotFound(refusal)
            | Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    fn advice(&self) -> &'static str {
        match self {
            Self::InvalidGrant(_) => {
                "the user has to let the application in again, by its authorization URL or by opening it"
            }
            Self::InvalidClient(_) => "check `client_id` and `client_secret`, and that the application is installed",
            Self::WrongClient(_) => "use the `client_id` that the pair was issued to",
            Self::PaymentRequired(_) => "the portal's owner has to pay for the application or for Bitrix24",
            Self::NotInstalled(_) => "the portal's administrator has to install the application again",
            Self::ApplicationNotFound(_) => "check `client_id`: the application may have been deleted",
            Self::NoRefreshToken => "make the client from a pair: an event's token, for instance, has none",
            Self::Untrusted(_) => "if it is yours, name it by `Application::authorization_server`",
            Self::Refused(_) | Self::Server(_) | Self::Interrupted => "call again later",
            Self::Store(_) => "mend the store, then call again",
        }
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRefreshToken => f.write_str("the token has ended and has no refresh token")?,
            Self::Untrusted(host) => write!(f, "{host:?} is no authorization server of Bitrix24, and got no secret")?,
            Self::Server(reason) => write!(f, "the authorization server: {reason}")?,
            Self::Store(error) => error.fmt(f)?,
            Self::Interrupted => f.write_str("the refresh was interrupted")?,
            refused => match refused.refusal() {
                Some(refusal) => write!(f, "the authorization server refused: {refusal}")?,
                None => f.write_str("no access token")?,
            },
        }
        write!(f, "; {}", self.advice())
    }
}

impl std::error::Error for AuthError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_goes_to_known_servers_only() {
        let host = |application: &Application, server: Option<&str>| {
            application.token_url(server).map(String::from).map_err(|error| matches!(error, AuthError::Untrusted(_)))
        };
        let application = Application::new("id", "secret");
        assert_eq!(host(&application, None).unwrap(), "https://oauth.bitrix.info/oauth/token/");
        let named = Some("https://oauth.bitrix24.tech/rest/");
        assert_eq!(host(&application, named).unwrap(), "https://oauth.bitrix24.tech/oauth/token/");
        for bad in
            ["https://evil.example/rest/", "https://oauth.bitrix.info:444/", "https://oauth.bitrix.info.evil.example/"]
        {
            assert_eq!(host(&application, Some(bad)), Err(true), "{bad}");
        }
        assert_eq!(host(&application, Some("http://oauth.bitrix.info/rest/")), Err(false));
        let local = application.authorization_server("http://127.0.0.1:8080/");
        assert_eq!(host(&local, None).unwrap(), "http://127.0.0.1:8080/oauth/token/");
        assert_eq!(host(&local, Some("http://127.0.0.1:8080/rest/")).unwrap(), "http://127.0.0.1:8080/oauth/token/");
        assert_eq!(host(&local, Some("http://127.0.0.1:8081/rest/")), Err(true));
    }

    #[test]
    fn each_terminal_error_says_what_to_do() {
        let codes = [
            "invalid_grant",
            "invalid_client",
            "wrong_client",
            "PAYMENT_REQUIRED",
            "NOT_INSTALLED",
            "APPLICATION_NOT_FOUND",
        ];
        let mut advice = Vec::new();
        for code in codes {
            let error = AuthError::classify(Refusal::new(200, code.to_uppercase(), ""));
            assert!(error.is_terminal() && error.refusal().is_some(), "{error}");
            assert!(!advice.contains(&error.advice()), "{error}");
            advice.push(error.advice());
        }
        assert!(!AuthError::classify(Refusal::new(500, "oops", "")).is_terminal());
    }
}
