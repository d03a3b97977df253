//! An event on its way in: read, but not yet believed.

use std::fmt;
use std::marker::PhantomData;
use std::time::SystemTime;

use super::auth::{Auth, moment};
use super::form::{self, Malformed};
use super::verify::{Refused, Verifier};
use super::{ApplicationTokens, Events, decode, read, recent};
use crate::decode::{Extra, Json, JsonText, Record, Source};

/// An event.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Event<E> {
    /// What happened.
    pub data: E,
    /// Its code, as the portal wrote it: `ONCRMDEALADD`.
    pub code: String,
    /// When the portal sent it.
    pub ts: Option<SystemTime>,
    /// Who sent it, and with what he can be called back.
    pub auth: Auth,
    /// The portal's number for what was bound.
    pub handler_id: Option<i64>,
    /// What no page lists.
    pub extra: Extra,
}

/// An event that anybody may have sent. What it says can be had once it is [verified](Self::verify).
///
/// ```
/// use b24::events::{Incoming, MemoryTokens, Refused, Verifier};
///
/// b24::events! { pub enum AppEvent { "ONCRMDEALADD"; } }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), b24::events::Malformed> {
/// let verifier = Verifier::new(MemoryTokens::new().with("a member_id", "s3cret"));
/// let body = |token: &str| {
///     format!("event=ONCRMDEALADD&data[FIELDS][ID]=7&auth[member_id]=a+member_id&auth[application_token]={token}")
/// };
/// let form = Some("application/x-www-form-urlencoded");
///
/// let event = Incoming::<AppEvent>::read(body("s3cret").as_bytes(), form)?.verify(&verifier).await.unwrap();
/// let AppEvent::OnCrmDealAdd(deal) = event.data else { panic!("it is known") };
/// assert_eq!(deal.fields.unwrap().id, Some(7));
///
/// let guessed = Incoming::<AppEvent>::read(body("secret").as_bytes(), form)?.verify(&verifier).await;
/// assert_eq!(guessed.unwrap_err(), Refused::Forged);
/// # Ok(())
/// # }
/// ```
pub struct Incoming<E> {
    text: JsonText<'static>,
    head: Head,
    /// Of the whole message, by keys that nobody outside knows.
    digest: u64,
    of: PhantomData<fn() -> E>,
}

/// What all events have.
#[derive(Default)]
struct Head {
    code: Option<String>,
    ts: Option<SystemTime>,
    auth: Auth,
    handler_id: Option<i64>,
    extra: Extra,
}

impl Record for Head {
    const NAMES: &'static str = "event\ndata\nts\nauth\nevent_handler_id\neventId";
    type Blank = ();

    fn build(from: Source<'_>, (): &()) -> Self {
        let code = from.take();
        // Nobody has to read the data of an event that is not believed.
        from.json();
        let ts = moment(from.take());
        let auth = from.take_or_default();
        let (handler_id, event_id) = (from.take(), from.take());
        Self { code, ts, auth, handler_id: handler_id.or(event_id), extra: from.rest() }
    }
}

impl<E: Events> Incoming<E> {
    /// Reads the body of a portal's POST: a form, or JSON where the `Content-Type` says so.
    ///
    /// # Errors
    /// See [`Malformed`], which has the HTTP status to answer with.
    pub fn read(body: &[u8], content_type: Option<&str>) -> Result<Self, Malformed> {
        let json = form::read(body, content_type)?;
        let digest = recent::digest(&json);
        let text = JsonText::known(json);
        let head: Head = read(text.root())?;
        if head.code.as_ref().is_none_or(String::is_empty) {
            return Err(Malformed::Missing("event"));
        }
        Ok(Self { text, head, digest, of: PhantomData })
    }

    /// Its code, and who says that he sends it.
    pub(crate) fn claims(&self) -> (&str, &Auth) {
        (self.head.code.as_deref().unwrap_or_default(), &self.head.auth)
    }

    /// The event, if it is from the portal that it names: if it has the `application_token` that this portal told when it
    /// installed the application, and is neither old nor sent again.
    ///
    /// Two events change what is kept. `ONAPPINSTALL` brings the token: that of a portal which has none yet is kept, that
    /// of another one has to be the same as before. `ONAPPUNINSTALL` is verified like all others, and then the portal's
    /// token is forgotten, so that it may install the application again.
    ///
    /// So who is first with the `ONAPPINSTALL` of a portal is believed, be it a portal that does not exist.
    /// [`Portals`](crate::web::Portals) puts an installation to the test before anything is kept.
    ///
    /// # Errors
    /// See [`Refused`], which has the HTTP status to answer with.
    pub async fn verify<T: ApplicationTokens>(self, verifier: &Verifier<T>) -> Result<Event<E>, Refused> {
        self.recognise(verifier).await?;
        self.admit(verifier).await
    }

    /// Is it neither old nor from the future?
    pub(crate) fn check_age<T: ApplicationTokens>(&self, verifier: &Verifier<T>) -> Result<(), Refused> {
        verifier.check_age(self.head.ts)
    }

    /// Is it from the portal that it names?
    pub(crate) async fn recognise<T: ApplicationTokens>(&self, verifier: &Verifier<T>) -> Result<(), Refused> {
        let (code, auth) = self.claims();
        verifier.recognise(code, self.head.ts, auth).await
    }

    /// The event, which was recognised, unless it has come before.
    pub(crate) async fn admit<T: ApplicationTokens>(self, verifier: &Verifier<T>) -> Result<Event<E>, Refused> {
        let (code, auth) = self.claims();
        verifier.admit(code, auth, self.digest).await?;
        Ok(self.trust_unverified())
    }

    /// The event, whoever sent it. Only for what is already known to come from the portal: from a queue of one's own, for
    /// instance.
    pub fn trust_unverified(self) -> Event<E> {
        let Head { code, ts, auth, handler_id, extra } = self.head;
        let code = code.unwrap_or_default();
        let data = self.text.root().member("data").filter(|data| !data.is_null());
        let data = decode(&code, data.unwrap_or(Json::NO_ITEMS));
        Event { data, code, ts, auth, handler_id, extra }
    }
}

impl<E> fmt::Debug for Incoming<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming").field("code", &self.head.code).field("auth", &self.head.auth).finish_non_exhaustive()
    }
}
