//! The address of a portal, and how a call is addressed there.

use std::time::SystemTime;

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use crate::auth::Token;
use crate::error::SetupError;
use crate::method::Version;

/// Where a portal is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    /// Scheme, host and path up to and with `/rest/`.
    rest: String,
    /// Host and, where it is not the usual one, port: all of the address that may be shown.
    portal: String,
}

/// A portal and the right to call it.
pub(crate) struct Access {
    base: Base,
    secret: Secret,
    /// When the access token ends. Taken once, so that a clock that is set later does not count.
    ends: Option<Instant>,
}

#[derive(Clone)]
enum Secret {
    /// `{user}/{code}`, a part of the address.
    Webhook { user: String, code: SecretString },
    /// Its access token is sent as `auth` in the body.
    Token(Token),
}

impl Base {
    /// The portal at another host: where `location`, found at `here`, leads. `None` where it leads to the same host, or
    /// where a secret could be read on the way.
    pub(crate) fn moved(&self, here: &Url, location: &str) -> Option<Self> {
        let to = here.join(location).ok()?;
        let host = to.host_str()?;
        let safe = to.scheme() == "https" || (to.scheme() == "http" && is_loopback(host) && here.scheme() == "http");
        if !safe || to.origin() == here.origin() {
            return None;
        }
        let (_, path) = self.rest.split_once("://")?.1.split_once('/')?;
        let portal = portal(&to)?;
        Some(Self { rest: format!("{}://{portal}/{path}", to.scheme()), portal })
    }
}

impl Access {
    /// From `https://{host}/rest/{user}/{code}/`.
    pub(crate) fn webhook(url: &str) -> Result<Self, SetupError> {
        let (base, after) = split(url).map_err(SetupError::Webhook)?;
        let mut parts = after.split('/').skip_while(|part| *part == "api");
        match (parts.next(), parts.next(), parts.next()) {
            (Some(user), Some(code), None) if is_number(user) => {
                Ok(Self { base, secret: Secret::Webhook { user: user.into(), code: code.into() }, ends: None })
            }
            _ => Err(SetupError::Webhook("has something else than a user's number and a code behind `/rest/`")),
        }
    }

    /// From a token, whose endpoint is `https://{host}/rest/`.
    pub(crate) fn app(token: Token) -> Result<Self, SetupError> {
        let (base, after) = split(&token.client_endpoint).map_err(SetupError::Endpoint)?;
        if !after.is_empty() {
            return Err(SetupError::Endpoint("goes on behind `/rest/`"));
        }
        Ok(Self { base, ends: end(&token), secret: Secret::Token(token) })
    }

    /// The same portal with another token. Its endpoint does not count: the portal tells by itself when it moves.
    pub(crate) fn with_token(&self, mut token: Token) -> Self {
        token.client_endpoint.clone_from(&self.base.rest);
        Self { base: self.base.clone(), ends: end(&token), secret: Secret::Token(token) }
    }

    /// The same right at another address.
    pub(crate) fn at(&self, base: Base) -> Self {
        let mut secret = self.secret.clone();
        if let Secret::Token(token) = &mut secret {
            token.client_endpoint.clone_from(&base.rest);
        }
        Self { base, secret, ends: self.ends }
    }

    /// Host and, where it is not the usual one, port: all of the address that may be shown.
    pub(crate) fn portal(&self) -> &str {
        &self.base.portal
    }

    /// Scheme and host alone.
    pub(crate) fn root(&self) -> Option<Url> {
        Url::parse(&self.base.rest).ok()?.join("/").ok()
    }

    /// Is that an address of this portal?
    pub(crate) fn is_at(&self, url: &Url) -> bool {
        self.root().is_some_and(|root| root.origin() == url.origin())
    }

    pub(crate) fn base(&self) -> &Base {
        &self.base
    }

    /// Is the portal on this machine and without TLS?
    pub(crate) fn is_plain(&self) -> bool {
        self.base.rest.starts_with("http://")
    }

    /// Where a method is called. Holds a webhook's secret.
    pub(crate) fn url(&self, api: Version, method: &str) -> String {
        let rest = &self.base.rest;
        let api = match api {
            Version::V2 => "",
            Version::V3 => "api/",
        };
        match &self.secret {
            Secret::Webhook { user, code } => format!("{rest}{api}{user}/{}/{method}", code.expose_secret()),
            Secret::Token(_) => format!("{rest}{api}{method}"),
        }
    }

    pub(crate) fn token(&self) -> Option<&Token> {
        match &self.secret {
            Secret::Webhook { .. } => None,
            Secret::Token(token) => Some(token),
        }
    }

    /// What goes as `auth` into the body.
    pub(crate) fn auth(&self) -> Option<&str> {
        self.token().map(|token| token.access_token.expose_secret())
    }

    /// Has the known end of the access token passed?
    pub(crate) fn has_ended(&self) -> bool {
        self.ends.is_some_and(|end| end <= Instant::now())
    }

    /// Blots the secrets out of a text that came from outside: servers like to repeat what they were asked.
    pub(crate) fn hide(&self, text: &mut String) {
        let (secret, other) = match &self.secret {
            Secret::Webhook { code, .. } => (code, None),
            Secret::Token(token) => (&token.access_token, token.refresh_token.as_ref()),
        };
        for secret in [Some(secret), other].into_iter().flatten().map(ExposeSecret::expose_secret) {
            if !secret.is_empty() && text.contains(secret) {
                *text = text.replace(secret, "***");
            }
        }
    }
}

fn is_number(user: &str) -> bool {
    !user.is_empty() && user.bytes().all(|b| b.is_ascii_digit())
}

/// The end of a token on the clock that nobody sets.
fn end(token: &Token) -> Option<Instant> {
    let left = token.expires?.duration_since(SystemTime::now()).unwrap_or_default();
    Instant::now().checked_add(left)
}

/// Host and, where it is not the usual one, port.
pub(crate) fn portal(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// The portal, and what follows `/rest/` without slashes at its ends.
fn split(text: &str) -> Result<(Base, String), &'static str> {
    let url = Url::parse(text.trim()).map_err(|_| "is not an address that begins with `https://`")?;
    let host = url.host_str().ok_or("names no host")?;
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(host) => {}
        "http" => return Err("begins with `http://`, so that everyone on the way could read its secret"),
        _ => return Err("does not begin with `https://`"),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("has a user name before its host");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("has a `?` or a `#` in it");
    }
    let path = format!("{}/", url.path());
    let (base, after) = path.split_once("/rest/").ok_or("has no `/rest/` in it")?;
    let portal = portal(&url).ok_or("names no host")?;
    let rest = format!("{}://{portal}{base}/rest/", url.scheme());
    Ok((Base { rest, portal }, after.trim_matches('/').to_owned()))
}

/// `host` is in the form that [`Url`] gives it.
pub(crate) fn is_loopback(host: &str) -> bool {
    host == "localhost" || host == "[::1]" || host.parse().is_ok_and(|ip: std::net::Ipv4Addr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Result<String, String> {
        Access::webhook(text).map(|a| a.url(Version::V2, "tasks.flow.Flow.get")).map_err(|e| e.to_string())
    }

    #[test]
    fn both_interfaces_of_a_webhook_and_of_a_token() {
        for text in [
            "https://p.example/rest/1/code/",
            "https://p.example/rest/1/code",
            " https://P.example:443/rest/api/1/code/ ",
        ] {
            let access = Access::webhook(text).unwrap();
            assert_eq!(access.url(Version::V2, "a.B"), "https://p.example/rest/1/code/a.B");
            assert_eq!(access.url(Version::V3, "a.B"), "https://p.example/rest/api/1/code/a.B");
            assert_eq!((access.portal(), access.auth()), ("p.example", None));
        }
        let access = Access::app(Token::new("https://p.example:8443/crm/rest/", "t")).unwrap();
        assert_eq!(access.url(Version::V2, "a.B"), "https://p.example:8443/crm/rest/a.B");
        assert_eq!(access.url(Version::V3, "a.B"), "https://p.example:8443/crm/rest/api/a.B");
        assert_eq!((access.portal(), access.auth()), ("p.example:8443", Some("t")));
    }

    #[test]
    fn plain_http_only_on_this_machine() {
        assert!(url("http://127.0.0.1:8080/rest/1/code/").is_ok());
        assert!(url("http://localhost/rest/1/code/").is_ok());
        assert!(url("http://[::1]/rest/1/code/").is_ok());
        for text in
            ["http://p.example/rest/1/c0de/", "http://localhost.example/rest/1/c0de/", "http://10.0.0.1/rest/1/c0de/"]
        {
            assert!(url(text).unwrap_err().contains("begins with `http://`"), "{text}");
        }
    }

    #[test]
    fn a_bad_address_is_told_without_showing_it() {
        for (text, part) in [
            ("", "is not an address"),
            ("p.example/rest/1/c0de/", "is not an address"),
            ("ftp://p.example/rest/1/c0de/", "does not begin"),
            ("https://me:c0de@p.example/rest/1/c0de/", "user name"),
            ("https://p.example/rest/1/c0de/?x=1", "`?`"),
            ("https://p.example/1/c0de/", "no `/rest/`"),
            ("https://p.example/rest/1/", "something else"),
            ("https://p.example/rest//c0de", "something else"),
            ("https://p.example/rest/one/c0de/", "something else than a user's number and a code"),
            ("https://p.example/rest/1/c0de/crm.deal.list", "something else"),
        ] {
            let error = url(text).unwrap_err();
            assert!(error.contains(part) && !error.contains("c0de"), "{text}: {error}");
        }
        assert!(Access::app(Token::new("https://p.example/rest/1/code/", "t")).is_err());
    }

    #[test]
    fn a_portal_moves_to_a_safe_host_only() {
        let access = Access::app(Token::new("https://p.example/crm/rest/", "t")).unwrap();
        let here = Url::parse("https://p.example/crm/rest/a.b").unwrap();
        let moved = |location: &str| access.base().moved(&here, location).map(|base| access.at(base));
        let new = moved("https://new.example:8443/login?x=1").unwrap();
        assert_eq!(new.url(Version::V2, "a.b"), "https://new.example:8443/crm/rest/a.b");
        assert_eq!(new.token().unwrap().client_endpoint, "https://new.example:8443/crm/rest/");
        for location in ["/login", "https://p.example/x", "http://new.example/", "http://127.0.0.1/", "http://[", ""] {
            assert!(moved(location).is_none(), "{location}");
        }
    }
}
