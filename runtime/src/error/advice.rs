//! What to do about the errors that every method can return.

use crate::method::Refusal;

/// What a caller can do, for the codes that mean the same whatever the method.
pub(super) fn of(refusal: &Refusal) -> Option<&'static str> {
    const ADVICE: [(&str, &str); 13] = [
        ("QUERY_LIMIT_EXCEEDED", "it did not run: wait a second, then call again, and less often"),
        (
            "OPERATION_TIME_LIMIT",
            "it did not run: this method is blocked until the time in `operating_reset_at`; others go on",
        ),
        (
            "OVERLOAD_LIMIT",
            "do not call again: Bitrix24 has blocked the REST API by hand, and its support lifts the block",
        ),
        ("expired_token", "it did not run: get a new access token with the refresh token, then call again"),
        ("invalid_token", "it did not run: get a new access token with the refresh token, then call again"),
        ("NO_AUTH_FOUND", "check the webhook's address or the token, and that it belongs to this portal"),
        ("INVALID_CREDENTIALS", "the user behind the webhook or the token lacks the rights for this"),
        ("insufficient_scope", "give the webhook or the application the scope that the method's page names"),
        ("user_access_error", "an administrator of the portal has to let this user use the application"),
        ("WRONG_AUTH_TYPE", "it works only with an application's token: use `Client<App>`"),
        (
            "ERROR_METHOD_NOT_FOUND",
            "check the name, its upper and lower case, and that the portal's edition has the method",
        ),
        ("INTERNAL_SERVER_ERROR", "it may have run in part: see on the portal before a write is repeated"),
        ("ERROR_UNEXPECTED_ANSWER", "it may have run in part: see on the portal before a write is repeated"),
    ];
    ADVICE.iter().find(|(code, _)| refusal.is(code)).map(|(_, advice)| *advice)
}
