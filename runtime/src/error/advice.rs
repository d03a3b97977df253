//! What the errors that every method can return mean for the call, and what to do about them.

use super::Outcome;
use crate::method::Refusal;

/// What a caller can do, for the codes that mean the same whatever the method.
pub(super) fn of(refusal: &Refusal) -> Option<&'static str> {
    known(refusal).map(|(_, advice)| advice)
}

/// A client that knows its application does so itself, and does not tell.
const RENEW: &str = "it did not run: get a new access token with the refresh token, then call again; a client that was given \
                     its application, `Client::builder().application(..)`, does both by itself";

/// What became of a call that was answered so.
pub(super) fn outcome(refusal: &Refusal) -> Outcome {
    match known(refusal) {
        Some((outcome, _)) => outcome,
        None if refusal.status >= 500 && refusal.code.is_empty() => Outcome::Unknown,
        None => Outcome::Refused,
    }
}

fn known(refusal: &Refusal) -> Option<(Outcome, &'static str)> {
    use Outcome::{NotRun, Refused, Unknown};
    const KNOWN: [(&str, Outcome, &str); 13] = [
        ("QUERY_LIMIT_EXCEEDED", NotRun, "it did not run: wait a second, then call again, and less often"),
        (
            "OPERATION_TIME_LIMIT",
            NotRun,
            "it did not run: this method is blocked until the time in `operating_reset_at`; others go on",
        ),
        (
            "OVERLOAD_LIMIT",
            Refused,
            "do not call again: Bitrix24 has blocked the REST API by hand, and its support lifts the block",
        ),
        ("expired_token", NotRun, RENEW),
        ("invalid_token", NotRun, RENEW),
        ("NO_AUTH_FOUND", Refused, "check the webhook's address or the token, and that it belongs to this portal"),
        ("INVALID_CREDENTIALS", Refused, "the user behind the webhook or the token lacks the rights for this"),
        ("insufficient_scope", Refused, "give the webhook or the application the scope that the method's page names"),
        ("user_access_error", Refused, "an administrator of the portal has to let this user use the application"),
        ("WRONG_AUTH_TYPE", Refused, "it works only with an application's token: use `Client<App>`"),
        (
            "ERROR_METHOD_NOT_FOUND",
            Refused,
            "check the name, its upper and lower case, and that the portal's edition has the method",
        ),
        ("INTERNAL_SERVER_ERROR", Unknown, "it may have run in part: see on the portal before a write is repeated"),
        ("ERROR_UNEXPECTED_ANSWER", Unknown, "it may have run in part: see on the portal before a write is repeated"),
    ];
    KNOWN.iter().find(|(code, ..)| refusal.is(code)).map(|&(_, outcome, advice)| (outcome, advice))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outcome_is_what_the_text_says() {
        let of = |status, code: &str| outcome(&Refusal::new(status, code, "text"));
        assert_eq!(of(503, "query_limit_exceeded"), Outcome::NotRun);
        assert_eq!(of(401, "expired_token"), Outcome::NotRun);
        assert_eq!(of(500, "INTERNAL_SERVER_ERROR"), Outcome::Unknown);
        assert_eq!(of(500, ""), Outcome::Unknown);
        assert_eq!(of(400, ""), Outcome::Refused);
        assert_eq!(of(404, "NOT_FOUND"), Outcome::Refused);
    }
}
