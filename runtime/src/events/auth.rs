//! The authorization that comes with an event, a robot's or an activity's call.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use secrecy::SecretString;

use crate::auth::{App, BadToken, Token};
use crate::client::Client;
use crate::decode::{Extra, JsonText, Record, Source};
use crate::error::SetupError;

use super::{Malformed, read};

/// The `auth` of a message: who sends it, and with what he can be called back.
///
/// Prints without its secrets. A portal gives tokens where somebody caused the event; without somebody, and once the
/// application is uninstalled, there are none.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Auth {
    /// The portal's own identifier, which stays when its address changes.
    pub member_id: Option<String>,
    /// The portal's host.
    pub domain: Option<String>,
    /// What tells the portal's word from anybody else's.
    pub application_token: Option<SecretString>,
    /// What a call carries; lives for an hour.
    pub access_token: Option<SecretString>,
    /// What gets the next pair, once, within 180 days.
    pub refresh_token: Option<SecretString>,
    /// When the access token ends.
    pub expires: Option<SystemTime>,
    /// The permissions, with commas between them.
    pub scope: Option<String>,
    /// The application's status on the portal: `F`, `D`, `T`, `P`, `L` or `S`.
    pub status: Option<String>,
    /// Where the portal is called: `https://portal.bitrix24.com/rest/`.
    pub client_endpoint: Option<String>,
    /// The authorization server of the tokens: `https://oauth.bitrix.info/rest/`.
    pub server_endpoint: Option<String>,
    /// The user to whom the tokens belong.
    pub user_id: Option<i64>,
    /// What no page lists.
    pub extra: Extra,
}

impl Auth {
    /// From the text of a JSON object, as it stands in a message.
    ///
    /// # Errors
    /// Where it is none, or a value of it is not what it should be.
    pub fn from_json(text: &str) -> Result<Self, Malformed> {
        read(JsonText::read(text).map_err(|error| Malformed::Json(error.to_string()))?.root())
    }

    /// The pair that it brings.
    ///
    /// # Errors
    /// Where it brings none: see [`Auth`].
    pub fn token(&self) -> Result<Token, BadToken> {
        let access_token = self.access_token.clone().ok_or(BadToken("`access_token` is missing"))?;
        let client_endpoint = self.client_endpoint.clone().ok_or(BadToken("`client_endpoint` is missing"))?;
        let mut token = Token::new(client_endpoint, access_token);
        token.refresh_token.clone_from(&self.refresh_token);
        token.expires = self.expires;
        token.server_endpoint.clone_from(&self.server_endpoint);
        token.member_id.clone_from(&self.member_id);
        token.user_id = self.user_id;
        token.scope.clone_from(&self.scope);
        token.status.clone_from(&self.status);
        Ok(token)
    }

    /// Calls back in the name of the user who caused the message, while the access token lives. For longer:
    /// `Client::builder().application(..).app(auth.token()?)`.
    ///
    /// # Errors
    /// Where it brings no token, or one that no client can be made from.
    pub fn client(&self) -> Result<Client<App>, SetupError> {
        Client::app(self.token().map_err(SetupError::Token)?)
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Auth")
            .field("domain", &self.domain)
            .field("member_id", &self.member_id)
            .field("user_id", &self.user_id)
            .finish_non_exhaustive()
    }
}

/// A secret in a message; an empty one is none.
pub(crate) fn secret(value: Option<String>) -> Option<SecretString> {
    text(value).map(Into::into)
}

/// A text in a message; an empty one is none.
fn text(value: Option<String>) -> Option<String> {
    value.filter(|text| !text.is_empty())
}

/// A moment, in seconds since 1970.
pub(crate) fn moment(seconds: Option<i64>) -> Option<SystemTime> {
    behind(UNIX_EPOCH, seconds)
}

fn behind(start: SystemTime, seconds: Option<i64>) -> Option<SystemTime> {
    start.checked_add(Duration::from_secs(u64::try_from(seconds?).ok()?))
}

impl Record for Auth {
    const NAMES: &'static str = "\
        access_token\nrefresh_token\napplication_token\nexpires_in\nexpires\nscope\ndomain\nstatus\n\
        client_endpoint\nserver_endpoint\nmember_id\nuser_id";
    type Blank = ();

    fn build(from: Source<'_>, (): &()) -> Self {
        Self {
            access_token: secret(from.take()),
            refresh_token: secret(from.take()),
            application_token: secret(from.take()),
            expires: {
                let (expires_in, expires) = (behind(SystemTime::now(), from.take()), moment(from.take()));
                // The clock of the portal may be another.
                expires_in.or(expires)
            },
            scope: text(from.take()),
            domain: text(from.take()),
            status: text(from.take()),
            client_endpoint: text(from.take()),
            server_endpoint: text(from.take()),
            member_id: text(from.take()),
            user_id: from.take(),
            extra: from.rest(),
        }
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::Auth;
    use crate::events::form;

    const FULL: &str = "access_token=s3&refresh_token=s1&application_token=s2&expires_in=3600&domain=p.example&scope=\
                        &client_endpoint=https://p.example/rest/&member_id=m&user_id=7&new=1";

    fn auth(body: &str) -> Auth {
        Auth::from_json(&form::to_json(body.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn it_makes_a_token_and_a_client_where_it_brings_one() {
        let auth = auth(FULL);
        let token = auth.token().unwrap();
        assert_eq!(token.refresh_token.as_ref().unwrap().expose_secret(), "s1");
        assert_eq!((token.user_id, token.member_id.as_deref(), token.scope), (Some(7), Some("m"), None));
        let left = token.expires.unwrap().duration_since(std::time::SystemTime::now()).unwrap();
        assert!((3500..=3600).contains(&left.as_secs()));
        assert_eq!(auth.client().unwrap().portal(), "p.example");
        assert_eq!(auth.extra.get("new").unwrap(), "1");
    }

    #[test]
    fn a_lifetime_counts_before_the_clock_of_the_portal() {
        let left = |body| auth(body).expires.and_then(|at| at.duration_since(std::time::SystemTime::now()).ok());
        assert!(left("expires=0&expires_in=3600").is_some_and(|left| left.as_secs() > 3500));
        assert!(left("expires=4102444800").is_some_and(|left| left.as_secs() > 3600));
        assert_eq!(left("expires=0"), None);
    }

    #[test]
    fn without_a_user_there_is_no_token() {
        let auth = auth("application_token=s2&access_token=&member_id=m&client_endpoint=https://p.example/rest/");
        assert_eq!(auth.token().unwrap_err().to_string(), "this is no token: `access_token` is missing");
        assert_eq!(auth.client().unwrap_err().to_string(), "this is no token: `access_token` is missing");
    }

    #[test]
    fn it_prints_no_secret() {
        let text = format!("{:?}", auth(FULL));
        assert!(text.contains("p.example") && !["s1", "s2", "s3"].iter().any(|secret| text.contains(secret)), "{text}");
    }

    #[test]
    fn a_value_that_does_not_fit_is_named_and_not_shown() {
        let error = Auth::from_json(r#"{"user_id":"s1"}"#).unwrap_err();
        assert_eq!(error.to_string(), "`user_id` in the body is not a whole number");
    }
}
