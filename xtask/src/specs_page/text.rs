//! Texts and values as a page of `specs/` writes them: in a code span, bare where nothing in it could be misread,
//! otherwise as JSON.

use serde_json::Value;

/// A text in a code span.
pub(super) fn text(text: &str) -> String {
    if bare(text) { span(text) } else { span(&escaped(&Value::from(text))) }
}

/// A value in a code span; a text stands bare where it could not be taken for anything else.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::String(text) if bare(text) && serde_json::from_str::<Value>(text).is_err() => span(text),
        _ => span(&escaped(value)),
    }
}

/// The text of a code span; the error says what is wrong with it.
pub(super) fn read_text(code: &str) -> Result<String, String> {
    if !code.starts_with('"') {
        return Ok(code.to_owned());
    }
    serde_json::from_str(code).map_err(|_| format!("`{code}` begins like a JSON string: close it or drop the quote"))
}

/// The value of a code span.
pub(super) fn read_value(code: &str) -> Result<Value, String> {
    match serde_json::from_str(code) {
        Ok(value) => Ok(value),
        Err(_) => read_text(code).map(Value::String),
    }
}

/// Can the text stand in a code span as it is, in every reader of Markdown?
fn bare(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(['"', ' '])
        && !text.ends_with(' ')
        && !text.contains("``")
        && text.chars().all(|c| plain(c) && c != '\\')
}

/// Characters that are seen, and that no step between the file and the reader changes.
fn plain(c: char) -> bool {
    c == ' '
        || !(c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(c, '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}'))
}

/// JSON of one line, with every character escaped that is not plain or means something to Markdown.
fn escaped(value: &Value) -> String {
    let json = value.to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if plain(c) && !matches!(c, '`' | '|') {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.extend(["\\u", &format!("{unit:04x}")]);
            }
        }
    }
    out
}

fn span(content: &str) -> String {
    if !content.contains('`') {
        return format!("`{content}`");
    }
    let pad = if content.starts_with('`') || content.ends_with('`') { " " } else { "" };
    format!("``{pad}{content}{pad}``")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_stays_as_it_is() {
        assert_eq!(text("event.bind"), "`event.bind`");
        assert_eq!(text("integer | null"), "`integer | null`");
        assert_eq!(text("a `b` c"), "``a `b` c``");
        assert_eq!(text("`a`"), "`` `a` ``");
    }

    #[test]
    fn what_could_be_misread_is_json() {
        assert_eq!(text(""), r#"`""`"#);
        assert_eq!(text("\"a\""), r#"`"\"a\""`"#);
        assert_eq!(text("a\n|b"), r#"`"a\n\u007cb"`"#);
        assert_eq!(text("\u{1f600}\u{e0041}"), "`\"\u{1f600}\\udb40\\udc41\"`");
    }

    #[test]
    fn texts_and_numbers_are_told_apart() {
        assert_eq!(value(&Value::from("Y")), "`Y`");
        assert_eq!(value(&Value::from("1")), r#"`"1"`"#);
        assert_eq!(value(&Value::from(1)), "`1`");
        assert_eq!(value(&Value::Null), "`null`");
        assert_eq!(value(&Value::from("null")), r#"`"null"`"#);
    }

    #[test]
    fn an_open_quote_is_told() {
        assert!(read_text("\"abc").unwrap_err().contains("close it"));
    }
}
