//! Who calls: a webhook or an application, and how an application stays authorized.
//!
//! An access token lives for an hour. A client that knows its [`Application`] gets a new one when the portal asks for it
//! (or when the known hour has passed), with the refresh token, which works once: however many calls wait, there is one
//! request, also among the processes that share a [`TokenStore`].
//!
//! ```no_run
//! # async fn f() -> Result<(), Box<dyn std::error::Error>> {
//! use b24::auth::{Application, FileStore};
//!
//! let application = Application::new("app.0123456789abcd.01234567", std::env::var("CLIENT_SECRET")?);
//! let client = b24::Client::builder()
//!     .application(application)
//!     .store(FileStore::new("/var/lib/acme/tokens"))
//!     .stored("portal.bitrix24.com")
//!     .await?;
//! # Ok(())
//! # }
//! ```

mod file;
pub(crate) mod oauth;
mod session;
#[cfg(feature = "sqlite")]
mod sqlite;
mod store;
mod token;

pub use file::FileStore;
pub use oauth::{Application, AuthError};
pub use session::Change;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;
pub use store::{Guard, MemoryStore, Pending, StoreError, TokenStore};
pub use token::{BadToken, Token};

use crate::client::Client;

pub(crate) use session::{Observer, Renewal, Renewed, Session};

/// A webhook: one user's permanent access, granted by hand. `Client<Webhook>` comes from its address.
#[derive(Debug)]
pub enum Webhook {}

/// An application, by a token of one of its users. `Client<App>` comes from a [`Token`].
#[derive(Debug)]
pub enum App {}

/// Need of a method: a webhook or an application's token.
#[derive(Debug)]
pub enum AnyAuth {}

/// Need of a method: an application's token.
#[derive(Debug)]
pub enum ApplicationOnly {}

/// The authorization `Self` does for the method `M`, which needs `Need`.
#[diagnostic::on_unimplemented(
    message = "`{M}` works only with an application's token, and a webhook is none: use `Client<App>`",
    label = "called with a `Client<{Self}>`",
    note = "`b24::Client::app(token)` makes a `Client<App>`; how a function takes any method, `b24::Method` shows"
)]
pub trait Satisfies<Need, M> {}

/// What a client does itself and only an application can: functions that stand by their names in the place of a method, or
/// of its parameter.
pub mod function {
    macro_rules! functions {
        ($($owner:path: $($name:ident)+;)+) => {$($(
            #[doc = concat!("[`", stringify!($owner), "::", stringify!($name), "`]")]
            #[derive(Debug)]
            #[allow(non_camel_case_types, reason = "the names of functions")]
            pub enum $name {}
        )+)+};
    }

    functions! {
        crate::Client: bind_events bind_offline_events bind_widgets member_id offline_events with_token;
        crate::placement::BindWidgets: error_handler;
    }
}

// Whoever calls does for these: a function over any client asks for nothing.
#[diagnostic::do_not_recommend]
impl<A, M> Satisfies<AnyAuth, M> for A {}
// No method needs this. Without it the compiler would take `AnyAuth` for the only need there is, and say of a method with
// another one that its type is wrong, in place of the message above.
#[diagnostic::do_not_recommend]
impl<A, M> Satisfies<(), M> for A {}
#[diagnostic::do_not_recommend]
impl<M> Satisfies<ApplicationOnly, M> for App {}

/// A client that may call the method `M`, which only an application may: what a derived client's function asks for. By the
/// lifetime, the compiler looks where the function is called, and not where a client is derived that cannot call it.
#[diagnostic::on_unimplemented(
    message = "`{M}` works only with an application's token, and a webhook is none: use `Client<App>`",
    label = "called with a `{Self}`",
    note = "`b24::Client::app(token)` makes a `Client<App>`"
)]
pub trait Calls<'call, M> {}

#[diagnostic::do_not_recommend]
impl<A: Satisfies<ApplicationOnly, M>, M> Calls<'_, M> for Client<A> {}
