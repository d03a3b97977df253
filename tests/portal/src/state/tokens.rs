//! Access tokens of applications.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use indexmap::IndexMap;

use serde::{Deserialize, Serialize};

use super::AppId;
use crate::ids::digest;

/// How long an access token is valid.
const LIFETIME: Duration = Duration::from_secs(3600);
/// How long an expired token is remembered, so that it is told from an unknown one.
const REMEMBERED: Duration = Duration::from_secs(24 * 3600);

/// A pair of tokens.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Token {
    pub(crate) access: String,
    pub(crate) refresh: String,
    pub(crate) app: AppId,
    pub(crate) user: u64,
    pub(crate) expires: Duration,
}

impl Token {
    /// Seconds that it is valid from then on.
    pub(crate) fn expires_in(&self, now: Duration) -> u64 {
        self.expires.saturating_sub(now).as_secs()
    }
}

/// How long an authorization code is good.
const CODE_LIFETIME: Duration = Duration::from_secs(30);
/// How long a refresh token is good.
const REFRESH_LIFETIME: Duration = Duration::from_secs(180 * 24 * 3600);
/// The most refresh tokens and codes that are kept.
const MOST_GRANTS: usize = 100_000;

/// What a code or a refresh token gives: tokens of that user in that application.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Grant {
    app: AppId,
    user: u64,
    expires: Duration,
}

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Tokens {
    by_access: HashMap<String, Token>,
    /// In order of issue, hence of expiry.
    issued: VecDeque<String>,
    codes: IndexMap<String, Grant>,
    refreshes: IndexMap<String, Grant>,
    count: u64,
}

impl Tokens {
    pub(super) fn issue(&mut self, app: AppId, user: u64, now: Duration) -> Token {
        self.forget(now);
        self.count += 1;
        // With the owner in it, a token from before a reset is never somebody else's after it.
        let parts = [app.to_string(), user.to_string(), self.count.to_string()];
        let digits = |kind| digest(&[kind, &parts[0], &parts[1], &parts[2]]);
        let token = Token {
            access: digits("access"),
            refresh: digits("refresh"),
            app,
            user,
            expires: now.saturating_add(LIFETIME),
        };
        self.issued.push_back(token.access.clone());
        keep(
            &mut self.refreshes,
            token.refresh.clone(),
            Grant { app, user, expires: now.saturating_add(REFRESH_LIFETIME) },
        );
        self.by_access.insert(token.access.clone(), token.clone());
        token
    }

    pub(crate) fn get(&self, access: &str) -> Option<&Token> {
        self.by_access.get(access)
    }

    /// Makes a token one that has just expired. Tells whether there is such a token.
    pub(crate) fn expire(&mut self, access: &str, now: Duration) -> bool {
        self.by_access.get_mut(access).map(|token| token.expires = now).is_some()
    }

    /// A code that stands for a user's consent.
    pub(crate) fn code(&mut self, app: AppId, user: u64, now: Duration) -> String {
        self.count += 1;
        let code = digest(&["code", &app.to_string(), &user.to_string(), &self.count.to_string()]);
        keep(&mut self.codes, code.clone(), Grant { app, user, expires: now.saturating_add(CODE_LIFETIME) });
        code
    }

    /// Application and user of a code, once.
    pub(crate) fn redeem_code(&mut self, code: &str, now: Duration) -> Option<(AppId, u64)> {
        redeem(&mut self.codes, code, now)
    }

    /// Application and user of a refresh token, once.
    pub(crate) fn redeem_refresh(&mut self, refresh: &str, now: Duration) -> Option<(AppId, u64)> {
        redeem(&mut self.refreshes, refresh, now)
    }

    /// Makes everything of an application invalid.
    pub(crate) fn revoke(&mut self, app: AppId) {
        self.by_access.retain(|_, token| token.app != app);
        self.codes.retain(|_, grant| grant.app != app);
        self.refreshes.retain(|_, grant| grant.app != app);
    }

    fn forget(&mut self, now: Duration) {
        while let Some(oldest) = self.issued.front() {
            let stale = self.by_access.get(oldest).is_none_or(|t| t.expires.saturating_add(REMEMBERED) < now);
            if !stale {
                return;
            }
            if let Some(gone) = self.issued.pop_front() {
                self.by_access.remove(&gone);
            }
        }
    }
}

fn keep(grants: &mut IndexMap<String, Grant>, name: String, grant: Grant) {
    if grants.len() >= MOST_GRANTS {
        // The oldest half at once, for each removal at the front moves all the others.
        grants.drain(..MOST_GRANTS / 2);
    }
    grants.insert(name, grant);
}

fn redeem(grants: &mut IndexMap<String, Grant>, name: &str, now: Duration) -> Option<(AppId, u64)> {
    let grant = grants.swap_remove(name)?;
    (grant.expires > now).then_some((grant.app, grant.user))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expired_tokens_are_remembered_for_a_day() {
        let mut tokens = Tokens::default();
        let first = tokens.issue(0, 1, Duration::ZERO);
        tokens.issue(0, 1, LIFETIME + REMEMBERED);
        assert!(tokens.get(&first.access).is_some());
        tokens.issue(0, 1, LIFETIME + REMEMBERED + Duration::from_secs(1));
        assert!(tokens.get(&first.access).is_none());
        assert_eq!(tokens.by_access.len(), 2);
    }
}
