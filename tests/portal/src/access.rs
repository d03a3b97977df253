//! Who calls, and may they?

use b24_specs::ir::{Access, Auth, Method};

use crate::refusal::{ACCESS_DENIED, EXPIRED, NO_AUTH, Refusal, TOKEN_SCOPE, WEBHOOK_SCOPE, WRONG_AUTH_TYPE};
use crate::state::{AppId, State};

/// How a call says who it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Credentials {
    /// `/rest/{user}/{code}/`.
    Webhook { user: u64, code: String },
    /// `auth`, or the header.
    Token(String),
    /// Nothing.
    None,
}

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) user: u64,
    pub(crate) admin: bool,
    /// The application; `None`: a webhook.
    pub(crate) app: Option<AppId>,
}

impl State {
    /// Finds the caller, and what it is permitted to use: `None` is everything.
    pub(crate) fn caller(&self, credentials: &Credentials) -> Result<(Caller, Option<&[String]>), Refusal> {
        let (user, app, scopes) = match credentials {
            Credentials::Webhook { user, code } => {
                let webhook = self.webhooks.iter().find(|hook| hook.user == *user && hook.code == *code);
                (*user, None, &webhook.ok_or(NO_AUTH)?.scopes)
            }
            Credentials::Token(access) => {
                let token = self.tokens.get(access).ok_or(NO_AUTH)?;
                if token.expires <= self.clock.now() {
                    return Err(EXPIRED);
                }
                (token.user, Some(token.app), &self.applications.get(token.app).ok_or(NO_AUTH)?.scopes)
            }
            Credentials::None => return Err(NO_AUTH),
        };
        let admin = self.user(user).ok_or(NO_AUTH)?.admin;
        Ok((Caller { user, admin, app }, scopes.as_deref()))
    }
}

/// Refuses a caller that the method's page excludes.
pub(crate) fn permit(caller: Caller, scopes: Option<&[String]>, method: &Method) -> Result<(), Refusal> {
    if method.auth == Auth::Application && caller.app.is_none() {
        return Err(documented(method, WRONG_AUTH_TYPE));
    }
    if !covers(scopes, &method.scopes) {
        return Err(if caller.app.is_some() { TOKEN_SCOPE } else { WEBHOOK_SCOPE });
    }
    if method.access == Access::Administrator && !caller.admin {
        return Err(documented(method, ACCESS_DENIED));
    }
    Ok(())
}

/// Do a caller's permissions (`None`: all) reach something that belongs to any of these? What belongs to none is
/// everybody's, and so is what is basic.
pub(crate) fn covers(own: Option<&[String]>, wanted: &[String]) -> bool {
    wanted.is_empty() || own.is_none_or(|own| wanted.iter().any(|scope| scope == "basic" || own.contains(scope)))
}

/// The error as the method's own table has it, where it has that code.
pub(crate) fn documented(method: &Method, general: Refusal) -> Refusal {
    let Some(row) = method.errors.iter().find(|row| row.code == general.code) else { return general };
    Refusal {
        status: row.status.unwrap_or(general.status),
        message: row.message.clone().map_or(general.message, Into::into),
        ..general
    }
}
