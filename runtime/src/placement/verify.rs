//! Whether a widget was opened by a user of a portal that has installed the application.

use std::fmt;

use super::{Opened, Widget};
use crate::auth::App;
use crate::client::Client;
use crate::error::Error;

/// Why what says that it opens a widget is not believed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Rejected {
    /// It holds no access token.
    NoToken,
    /// It says that it comes from another portal than the one that it was to be verified with.
    OtherPortal,
    /// The portal does not know its token.
    Refused(Error),
    /// Its token belongs to another application.
    OtherApplication,
    /// The portal could not be asked.
    Unverified(Error),
}

impl Rejected {
    /// The HTTP status that says so: 401, 403 or 503.
    pub fn status(&self) -> u16 {
        match self {
            Self::NoToken => 401,
            Self::OtherPortal | Self::Refused(_) | Self::OtherApplication => 403,
            Self::Unverified(_) => 503,
        }
    }
}

impl<E> Opened<E> {
    /// Asks the portal whose token it is that the widget was opened with. `installed` calls this portal in the name of
    /// this application, for instance of the user who installed it: it vouches for the portal's address and for the
    /// application. This costs a call of `app.info`, and another one when a client verifies for the first time.
    ///
    /// # Errors
    /// See [`Rejected`].
    pub async fn verify(self, installed: &Client<App>) -> Result<Widget<E>, Rejected> {
        let token = self.token().ok_or(Rejected::NoToken)?;
        if installed.member_id().is_some_and(|member_id| member_id != self.member_id()) {
            return Err(Rejected::OtherPortal);
        }
        let user = installed.with_token(token);
        let claimed = match user.application_id().await {
            Ok(id) => id,
            Err(error @ (Error::Refused { .. } | Error::Unauthorized { .. })) => return Err(Rejected::Refused(error)),
            Err(error) => return Err(Rejected::Unverified(error)),
        };
        // A portal that names no application vouches for none.
        if claimed.is_empty() || claimed != installed.application_id().await.map_err(Rejected::Unverified)? {
            return Err(Rejected::OtherApplication);
        }
        Ok(self.widget(user))
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoToken => f.write_str("the widget was opened without an access token"),
            Self::OtherPortal => f.write_str("the widget was opened on another portal than the one to be asked"),
            Self::Refused(error) => {
                write!(f, "the portal does not know the token that the widget was opened with: {error}")
            }
            Self::OtherApplication => {
                f.write_str("the token that the widget was opened with belongs to another application")
            }
            Self::Unverified(error) => write!(f, "the portal could not be asked who opened the widget: {error}"),
        }
    }
}

impl std::error::Error for Rejected {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused(error) | Self::Unverified(error) => Some(error),
            _ => None,
        }
    }
}
