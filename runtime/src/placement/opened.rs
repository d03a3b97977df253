//! The POST that opens a widget.

use std::fmt;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;

use super::{Placements, Unknown, known};
use crate::auth::{App, Token};
use crate::client::Client;
use crate::decode::{Extra, Json, JsonText, Record, Source};
use crate::events::{Malformed, form, read, secret};

/// A widget that somebody says he has opened. What it holds comes out by [`Opened::verify`], or on purpose by
/// [`Opened::trust_unverified`].
///
/// ```
/// use b24::placement::Opened;
///
/// b24::placements! { pub enum AppWidget { "CRM_DEAL_DETAIL_TAB"; } }
///
/// let query = "DOMAIN=portal.bitrix24.com&PROTOCOL=1&LANG=en";
/// let body = b"AUTH_ID=token&AUTH_EXPIRES=3600&member_id=a&PLACEMENT=CRM_DEAL_DETAIL_TAB&PLACEMENT_OPTIONS={\"ID\":\"7\"}";
/// let opened = Opened::<AppWidget>::read(query, body)?;
/// assert_eq!(opened.member_id(), "a");
///
/// // In a handler: `opened.verify(&installed).await`.
/// let widget = opened.trust_unverified()?;
/// let AppWidget::CrmDealDetailTab(tab) = &widget.placement else { panic!("it is known") };
/// assert_eq!(tab.id.as_deref(), Some("7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Opened<E> {
    sent: Sent,
    placement: E,
}

/// A widget that a user has opened.
///
/// Prints without secrets.
#[non_exhaustive]
pub struct Widget<E> {
    /// Where it was opened, and with which options. They are the user's word; see [`placement`](crate::placement).
    pub placement: E,
    /// The placement's code, as the portal sent it: `CRM_DYNAMIC_183_DETAIL_TAB`.
    pub code: String,
    /// The portal's own identifier.
    pub member_id: String,
    /// The language of the page around the widget.
    pub language: Option<String>,
    /// What links the portal's script in the browser with the application.
    pub app_sid: Option<String>,
    /// The application's status on the portal: `F`, `D`, `T`, `P`, `L` or `S`.
    pub status: Option<String>,
    /// What no page lists.
    pub extra: Extra,
    client: Client<App>,
}

impl<E: Placements> Opened<E> {
    /// From the query of the address that was called, and the form in the body. Nothing is verified yet.
    ///
    /// # Errors
    /// Where they are no such form. Placements and options that are not documented are no error: see [`Unknown`].
    pub fn read(query: &str, body: &[u8]) -> Result<Self, Malformed> {
        let both = [query.as_bytes(), body].join(&b'&');
        let mut sent: Sent = read(JsonText::known(form::to_json(&both)?).root())?;
        for (missing, name) in [(sent.member_id.is_empty(), "member_id"), (sent.domain.is_empty(), "DOMAIN")] {
            if missing {
                return Err(Malformed::Missing(name));
            }
        }
        let options = std::mem::take(&mut sent.options).into_json();
        let not_json = |_| Malformed::Value { path: "PLACEMENT_OPTIONS".into(), expected: "JSON".into() };
        let placement = placement(&sent.code, JsonText::read(&options).map_err(not_json)?.root())?;
        Ok(Self { sent, placement })
    }
}

impl<E> Opened<E> {
    /// The portal that it says it comes from: for finding the [`Client`] to verify it with.
    pub fn member_id(&self) -> &str {
        &self.sent.member_id
    }

    /// As it is, for a handler that only the portal can reach, and for tests. Whoever reaches the handler otherwise chooses
    /// everything in it, the portal that [`Widget::client`] calls included.
    ///
    /// # Errors
    /// Where it holds no token, or no address that a client can be made from.
    pub fn trust_unverified(self) -> Result<Widget<E>, crate::SetupError> {
        let token = self.token().ok_or(crate::SetupError::Token(crate::auth::BadToken("`AUTH_ID` is missing")))?;
        let client = Client::app(token)?;
        Ok(self.widget(client))
    }

    /// The pair of the user who has opened it.
    pub(super) fn token(&self) -> Option<Token> {
        let sent = &self.sent;
        let scheme = if sent.protocol == "0" { "http" } else { "https" };
        let mut token = Token::new(format!("{scheme}://{}/rest/", sent.domain), sent.access_token.clone()?);
        if let Some(lifetime) = sent.lifetime {
            token = token.expires_in(lifetime);
        }
        token.refresh_token.clone_from(&sent.refresh_token);
        token.server_endpoint.clone_from(&sent.server_endpoint);
        token.member_id = Some(sent.member_id.clone());
        token.status.clone_from(&sent.status);
        Some(token)
    }

    pub(super) fn widget(self, client: Client<App>) -> Widget<E> {
        let Self { sent, placement } = self;
        let Sent { code, member_id, language, app_sid, status, extra, .. } = sent;
        Widget { placement, code, member_id, language, app_sid, status, extra, client }
    }
}

impl<E: Placements> Widget<E> {
    /// What the portal has put in the place of `XXX` or `<CODE>` of the documented code: `183`.
    pub fn instance(&self) -> Option<&str> {
        known(E::KNOWN, &self.code).1
    }
}

impl<E> Widget<E> {
    /// Calls the portal in the name of the user who has opened the widget, for as long as his access token lives.
    pub fn client(&self) -> &Client<App> {
        &self.client
    }
}

/// What was opened, by its code and its options.
fn placement<E: Placements>(code: &str, options: Json<'_>) -> Result<E, Malformed> {
    let misfit = match known(E::KNOWN, code).0 {
        Some((_, read)) => match read(options) {
            Ok(placement) => return Ok(placement),
            Err(misfit) => Some(misfit),
        },
        None => None,
    };
    let options = read(options)?;
    Ok(E::unknown(Unknown { code: code.to_owned(), options, misfit }))
}

/// The fields of the form.
#[derive(Default)]
struct Sent {
    code: String,
    options: Options,
    domain: String,
    protocol: String,
    member_id: String,
    access_token: Option<SecretString>,
    refresh_token: Option<SecretString>,
    lifetime: Option<Duration>,
    server_endpoint: Option<String>,
    language: Option<String>,
    app_sid: Option<String>,
    status: Option<String>,
    extra: Extra,
}

impl Record for Sent {
    const NAMES: &'static str = "\
        DOMAIN\nPROTOCOL\nLANG\nAPP_SID\nAUTH_ID\nAUTH_EXPIRES\nREFRESH_ID\nSERVER_ENDPOINT\nmember_id\n\
        status\nPLACEMENT\nPLACEMENT_OPTIONS\nAPPLICATION_TOKEN";
    type Blank = ();

    fn build(from: Source<'_>, (): &()) -> Self {
        Self {
            domain: from.take_or_default(),
            protocol: from.take_or_default(),
            language: from.take(),
            app_sid: from.take(),
            access_token: secret(from.take()),
            lifetime: lifetime(from.take()),
            refresh_token: secret(from.take()),
            server_endpoint: from.take(),
            member_id: from.take_or_default(),
            status: from.take(),
            code: from.take_or_default(),
            options: Options(from.take().unwrap_or_default()),
            extra: {
                // The application's token.
                from.json();
                from.rest()
            },
        }
    }
}

/// `AUTH_EXPIRES`, a lifetime in spite of its name.
fn lifetime(seconds: Option<i64>) -> Option<Duration> {
    u64::try_from(seconds?).ok().map(Duration::from_secs)
}

/// `PLACEMENT_OPTIONS`: JSON in a text; some portals spell it out in the form.
#[derive(Default)]
struct Options(Value);

impl Options {
    fn into_json(self) -> String {
        match self.0 {
            Value::String(text) if text.trim().is_empty() => Value::Null.to_string(),
            Value::String(text) => text,
            spelt_out => spelt_out.to_string(),
        }
    }
}

impl<E> fmt::Debug for Opened<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened")
            .field("code", &self.sent.code)
            .field("member_id", &self.sent.member_id)
            .finish_non_exhaustive()
    }
}

impl<E: fmt::Debug> fmt::Debug for Widget<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Widget")
            .field("code", &self.code)
            .field("placement", &self.placement)
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}
