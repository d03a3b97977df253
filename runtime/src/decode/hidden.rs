//! Debug output without the secrets that stand among other values, such as the tokens of a chat bot in its events, or the
//! password of a telephone line in a request.

use serde_json::Value;

/// What stands in the place of a secret.
pub(super) const HIDDEN: &str = "***";

const SECRETS: [&str; 8] = [
    "access_token",
    "refresh_token",
    "application_token",
    "event_token",
    "auth_id",
    "refresh_id",
    "client_secret",
    "bottoken",
];

/// A name that ends so is that of a secret, too.
const PASSWORD: &str = "password";

/// Is what has this name a secret?
pub(super) fn is_secret(name: &str) -> bool {
    let ends = name.len().checked_sub(PASSWORD.len()).and_then(|at| name.get(at..));
    SECRETS.iter().any(|secret| name.eq_ignore_ascii_case(secret))
        || ends.is_some_and(|end| end.eq_ignore_ascii_case(PASSWORD))
}

/// The value without the secrets in it.
pub(crate) fn without_secrets(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().map(|(name, value)| (name.clone(), member(name, value))).collect(),
        Value::Array(items) => items.iter().map(without_secrets).collect(),
        Value::String(text) if holds_secret(text) => HIDDEN.into(),
        other => other.clone(),
    }
}

/// Is it JSON with a secret in it?
fn holds_secret(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && {
        let text = text.to_ascii_lowercase();
        SECRETS.iter().chain([&PASSWORD]).any(|secret| text.contains(secret))
    }
}

/// The value of that name, or what stands in its place.
pub(crate) fn member(name: &str, value: &Value) -> Value {
    if is_secret(name) { HIDDEN.into() } else { without_secrets(value) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_hidden_wherever_they_are() {
        let bot = json!({"62": {"AUTH": {"access_token": "s1", "scope": "im"}, "Refresh_Token": ["s2"]}, "list": [{"AUTH_ID": "s3"}]});
        let hidden = json!({"62": {"AUTH": {"access_token": "***", "scope": "im"}, "Refresh_Token": "***"}, "list": [{"AUTH_ID": "***"}]});
        assert_eq!(without_secrets(&bot), hidden);
        let text = json!(["{\"AUTH\": {\"Access_Token\": \"s1\"}}", "{\"a\": 1}", "an access_token"]);
        assert_eq!(without_secrets(&text), json!(["***", "{\"a\": 1}", "an access_token"]));
        let line = json!({"SIP_PASSWORD": "s1", "password": "s2", "botToken": "s3", "SMTP_PASSWORD_AS_IMAP": "Y", "пароль": 1});
        let hidden = json!({"SIP_PASSWORD": "***", "password": "***", "botToken": "***", "SMTP_PASSWORD_AS_IMAP": "Y", "пароль": 1});
        assert_eq!(without_secrets(&line), hidden);
    }
}
