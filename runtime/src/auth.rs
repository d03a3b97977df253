//! Who calls: a webhook or an application.

use std::fmt;

use secrecy::SecretString;

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
    note = "`b24::Client::app(token)` makes a `Client<App>`"
)]
pub trait Satisfies<Need, M> {}

impl<M> Satisfies<AnyAuth, M> for Webhook {}
// No method needs this. Without it the compiler would take `AnyAuth` for the only need there is, and say of a method with
// another one that its type is wrong, in place of the message above.
impl<M> Satisfies<(), M> for Webhook {}
impl<M> Satisfies<AnyAuth, M> for App {}
impl<M> Satisfies<ApplicationOnly, M> for App {}

/// An application's access to one portal in the name of one user.
///
/// Prints without its secrets.
#[derive(Clone)]
pub struct Token {
    pub(crate) client_endpoint: String,
    pub(crate) access_token: SecretString,
}

impl Token {
    /// From what the authorization server, an installation or an event gives: `client_endpoint`
    /// (`https://portal.bitrix24.com/rest/`) and `access_token`. A text becomes a [`SecretString`] by `into()`.
    ///
    /// ```
    /// let token = b24::auth::Token::new("https://portal.bitrix24.com/rest/", "6f2a…");
    /// assert!(!format!("{token:?}").contains("6f2a"));
    /// ```
    pub fn new(client_endpoint: impl Into<String>, access_token: impl Into<SecretString>) -> Self {
        Self { client_endpoint: client_endpoint.into(), access_token: access_token.into() }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").finish_non_exhaustive()
    }
}
