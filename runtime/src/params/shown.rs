//! Parameters for the eyes of people: without secrets, and without the whole of a file.

use std::fmt;

use serde_json::Value;

use super::{Params, Sent};
use crate::decode::shown_member;

/// Characters of a text that are shown.
const LONGEST: usize = 200;

/// As an object of what is sent, without secrets.
impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show("Params", f)
    }
}

impl Params {
    /// Shows what has these parameters by its own name: the `Debug` of every generated request.
    #[doc(hidden)]
    pub fn show(&self, owner: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(owner);
        for (name, value) in self.entries() {
            shown.field(name, &OnTheWire(shortened(shown_member(name, value))));
        }
        shown.finish()
    }
}

/// A value as it is sent.
struct OnTheWire(Value);

impl fmt::Debug for OnTheWire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(&Sent(&self.0)).map_err(|_| fmt::Error)?)
    }
}

/// The value with the beginning of each long text, and how long it is.
fn shortened(value: Value) -> Value {
    match value {
        Value::String(text) if text.len() > LONGEST => {
            let begin: String = text.chars().take(LONGEST / 2).collect();
            format!("{begin}... ({} bytes)", text.len()).into()
        }
        Value::Array(items) => items.into_iter().map(shortened).collect(),
        Value::Object(map) => map.into_iter().map(|(name, value)| (name, shortened(value))).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::params::ordered;

    #[test]
    fn parameters_are_shown_as_they_are_sent() {
        let order = ordered::object([("TITLE".to_owned(), json!("ASC")), ("ID".to_owned(), json!("DESC"))].into_iter());
        let mut params = Params::new();
        params.put("order", order);
        params.put("start", json!(-1));
        assert_eq!(format!("{params:?}"), r#"Params { order: {"TITLE":"ASC","ID":"DESC"}, start: -1 }"#);
    }

    #[test]
    fn neither_secrets_nor_files_are_shown() {
        let mut params = Params::new();
        params.put("access_token", json!("s1"));
        params.put("AUTH", json!({"refresh_token": "s2", "file": ["a.pdf", "QUJD".repeat(1000)]}));
        let shown = format!("{params:?}");
        assert!(!shown.contains("s1") && !shown.contains("s2"), "{shown}");
        assert!(shown.contains("a.pdf") && shown.contains("... (4000 bytes)") && shown.len() < 300, "{shown}");
    }
}
