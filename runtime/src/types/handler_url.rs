//! Addresses that a portal is to call.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use b24_specs::reach;

/// The address of a handler or of a widget: http(s), and such that the portal can reach it.
///
/// From a literal, checked by the compiler: [`handler!`](crate::handler). From a text known only at run time:
/// [`HandlerUrl::parse`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HandlerUrl(Cow<'static, str>);

impl HandlerUrl {
    /// Checks an address by the rules of [`handler!`](crate::handler): no `localhost`, no private or reserved address,
    /// no bare host, no user name before the host.
    ///
    /// ```
    /// use b24::types::HandlerUrl;
    ///
    /// assert!(HandlerUrl::parse("https://app.example/deal").is_ok());
    /// assert!(HandlerUrl::parse("http://192.168.0.7/deal").is_err());
    /// ```
    ///
    /// # Errors
    /// Why the portal could not call it.
    pub fn parse(url: impl Into<String>) -> Result<Self, BadHandlerUrl> {
        let url = url.into();
        match reach::refusal(&url) {
            None => Ok(Self(Cow::Owned(url))),
            Some(reason) => {
                let way_out =
                    "; for a portal in your own network, and in tests, `HandlerUrl::anywhere(text)?` takes it";
                let way_out = Self::anywhere(url.as_str()).map_or("", |_| way_out);
                Err(BadHandlerUrl { url, reason: reason + way_out })
            }
        }
    }

    /// Takes an http(s) address wherever it leads: for a portal in one's own network, and for tests on one machine.
    ///
    /// # Errors
    /// Where it is no http(s) address at all.
    pub fn anywhere(url: impl Into<String>) -> Result<Self, BadHandlerUrl> {
        let url = url.into();
        match reqwest::Url::parse(&url) {
            Ok(parsed) if matches!(parsed.scheme(), "http" | "https") => Ok(Self(Cow::Owned(url))),
            Ok(_) => Err(BadHandlerUrl { url, reason: "it does not begin with `https://` or `http://`".into() }),
            Err(error) => Err(BadHandlerUrl { url, reason: error.to_string() }),
        }
    }

    /// What `handler!` makes of a literal that it has checked.
    pub(crate) const fn checked(url: &'static str) -> Self {
        Self(Cow::Borrowed(url))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HandlerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for HandlerUrl {
    type Err = BadHandlerUrl;
    fn from_str(url: &str) -> Result<Self, BadHandlerUrl> {
        Self::parse(url)
    }
}

/// An address that a portal could not call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadHandlerUrl {
    url: String,
    reason: String,
}

impl fmt::Display for BadHandlerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the portal cannot call {:?}: {}", self.url, self.reason)
    }
}

impl std::error::Error for BadHandlerUrl {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anywhere_is_still_an_http_address() {
        for url in ["http://localhost:8080/x", "https://10.0.0.7/", "http://crm/handler"] {
            assert_eq!(HandlerUrl::anywhere(url).unwrap().as_str(), url);
            assert!(HandlerUrl::parse(url).is_err(), "{url}");
        }
        for url in ["", "/handler", "ftp://app.example/", "http://", "mailto:a@b.example"] {
            assert!(HandlerUrl::anywhere(url).is_err(), "{url}");
        }
    }

    #[test]
    fn the_error_names_the_address_and_the_reason() {
        assert_eq!(
            "http://127.0.0.1/x".parse::<HandlerUrl>().unwrap_err().to_string(),
            "the portal cannot call \"http://127.0.0.1/x\": `127.0.0.1` is a loopback address, which the portal cannot reach; \
             for a portal in your own network, and in tests, `HandlerUrl::anywhere(text)?` takes it"
        );
        let no_address = HandlerUrl::parse("ftp://app.example/").unwrap_err().to_string();
        assert!(!no_address.contains("anywhere"), "{no_address}");
    }
}
