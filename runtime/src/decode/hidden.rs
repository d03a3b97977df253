//! Debug output without the secrets that a portal puts among other values, such as the tokens of a chat bot in its events.

use serde_json::Value;

/// What stands in the place of a secret.
pub(super) const HIDDEN: &str = "***";

const SECRETS: [&str; 7] =
    ["access_token", "refresh_token", "application_token", "event_token", "auth_id", "refresh_id", "client_secret"];

/// Is what has this name a secret?
pub(super) fn is_secret(name: &str) -> bool {
    SECRETS.iter().any(|secret| name.eq_ignore_ascii_case(secret))
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
        SECRETS.iter().any(|secret| text.contains(secret))
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
    }
}
