//! The address of a portal, and how a call is addressed there.

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use crate::auth::Token;
use crate::error::SetupError;
use crate::method::Version;

/// A portal and the right to call it.
pub(crate) struct Access {
    /// Scheme, host and path up to and with `/rest/`.
    rest: String,
    portal: String,
    secret: Secret,
}

enum Secret {
    /// `{user}/{code}`, a part of the address.
    Webhook { user: String, code: SecretString },
    /// Sent as `auth` in the body.
    Token(SecretString),
}

impl Access {
    /// From `https://{host}/rest/{user}/{code}/`.
    pub(crate) fn webhook(url: &str) -> Result<Self, SetupError> {
        let (rest, portal, after) = split(url).map_err(SetupError::Webhook)?;
        let mut parts = after.split('/').skip_while(|part| *part == "api");
        match (parts.next(), parts.next(), parts.next()) {
            (Some(user), Some(code), None) if !user.is_empty() => {
                Ok(Self { rest, portal, secret: Secret::Webhook { user: user.into(), code: code.into() } })
            }
            _ => Err(SetupError::Webhook("has something else than a user's number and a code behind `/rest/`")),
        }
    }

    /// From a token, whose endpoint is `https://{host}/rest/`.
    pub(crate) fn token(token: Token) -> Result<Self, SetupError> {
        let (rest, portal, after) = split(&token.client_endpoint).map_err(SetupError::Endpoint)?;
        if !after.is_empty() {
            return Err(SetupError::Endpoint("goes on behind `/rest/`"));
        }
        Ok(Self { rest, portal, secret: Secret::Token(token.access_token) })
    }

    /// Host and, where it is not the usual one, port: all of the address that may be shown.
    pub(crate) fn portal(&self) -> &str {
        &self.portal
    }

    /// Is the portal on this machine and without TLS?
    pub(crate) fn is_plain(&self) -> bool {
        self.rest.starts_with("http://")
    }

    /// Where a method is called. Holds a webhook's secret.
    pub(crate) fn url(&self, api: Version, method: &str) -> String {
        let api = match api {
            Version::V2 => "",
            Version::V3 => "api/",
        };
        match &self.secret {
            Secret::Webhook { user, code } => format!("{}{api}{user}/{}/{method}", self.rest, code.expose_secret()),
            Secret::Token(_) => format!("{}{api}{method}", self.rest),
        }
    }

    /// What goes as `auth` into the body.
    pub(crate) fn auth(&self) -> Option<&str> {
        match &self.secret {
            Secret::Webhook { .. } => None,
            Secret::Token(token) => Some(token.expose_secret()),
        }
    }

    /// Blots the secret out of a text that came from outside: servers like to repeat what they were asked.
    pub(crate) fn hide(&self, text: &mut String) {
        let (Secret::Webhook { code: secret, .. } | Secret::Token(secret)) = &self.secret;
        let secret = secret.expose_secret();
        if !secret.is_empty() && text.contains(secret) {
            *text = text.replace(secret, "***");
        }
    }
}

/// The part up to and with `/rest/`, the portal's name, and what follows without slashes at its ends.
fn split(text: &str) -> Result<(String, String, String), &'static str> {
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
    let portal = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let rest = format!("{}://{portal}{base}/rest/", url.scheme());
    Ok((rest, portal, after.trim_matches('/').to_owned()))
}

/// `host` is in the form that [`Url`] gives it.
fn is_loopback(host: &str) -> bool {
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
        let access = Access::token(Token::new("https://p.example:8443/crm/rest/", "t")).unwrap();
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
            ("https://p.example/rest/1/c0de/crm.deal.list", "something else"),
        ] {
            let error = url(text).unwrap_err();
            assert!(error.contains(part) && !error.contains("c0de"), "{text}: {error}");
        }
        assert!(Access::token(Token::new("https://p.example/rest/1/code/", "t")).is_err());
    }
}
