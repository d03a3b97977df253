//! From the place where reading failed to the value at fault. Runs only after a failure, so that success pays nothing.

use std::fmt::Write;

/// Why an answer could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// `result.items[3].ID`; empty for the whole text.
    pub(crate) path: String,
    /// `a whole number`.
    pub(crate) expected: String,
    /// The value, or what kind of value it is.
    pub(crate) found: String,
}

/// Finds the value that `error` is about.
pub(crate) fn misfit(text: &[u8], error: &serde_json::Error) -> Misfit {
    let (path, found) = locate(text, offset(text, error));
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    let expected = message.rsplit_once(", expected ").map_or(message, |(_, expected)| expected).to_owned();
    Misfit { path, expected, found }
}

/// Index of the last byte that was read.
fn offset(text: &[u8], error: &serde_json::Error) -> usize {
    let line = error.line().saturating_sub(2);
    let start = match error.line() {
        0 | 1 => 0,
        _ => text.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(line).map_or(0, |(i, _)| i + 1),
    };
    (start + error.column()).saturating_sub(1)
}

enum Frame {
    Object(String),
    List(usize),
}

/// Path and text of the innermost value around the byte at `target`. The text is valid JSON up to there.
fn locate(text: &[u8], target: usize) -> (String, String) {
    let mut stack: Vec<Frame> = Vec::new();
    let mut key_next = false;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let end = token_end(text, at);
        let token = text.get(at..end).unwrap_or_default();
        let inside = end > target;
        match byte {
            b' ' | b'\n' | b'\r' | b'\t' | b':' => {}
            b'{' | b'[' => {
                if inside || only_blanks(text, end, target) {
                    return (path(&stack), kind(byte).into());
                }
                key_next = byte == b'{';
                stack.push(if key_next { Frame::Object(String::new()) } else { Frame::List(0) });
            }
            b'}' | b']' => {
                stack.pop();
                if inside {
                    return (path(&stack), kind(byte).into());
                }
            }
            b',' => match stack.last_mut() {
                Some(Frame::List(index)) => *index += 1,
                _ => key_next = true,
            },
            // A key that the object may not have: the object is at fault.
            b'"' if key_next && inside => {
                stack.pop();
                return (path(&stack), kind(b'{').into());
            }
            b'"' if key_next => {
                key_next = false;
                if let Some(Frame::Object(key)) = stack.last_mut() {
                    *key = serde_json::from_slice(token).unwrap_or_else(|_| String::from_utf8_lossy(token).into());
                }
            }
            _ if inside => return (path(&stack), String::from_utf8_lossy(token).into()),
            _ => {}
        }
        at = end;
    }
    (path(&stack), "the end of the text".into())
}

/// Where a visitor refuses a container at once, the parser may have looked for its end already.
fn only_blanks(text: &[u8], from: usize, target: usize) -> bool {
    target.checked_add(1).and_then(|to| text.get(from..to)).is_some_and(|t| t.iter().all(u8::is_ascii_whitespace))
}

fn kind(bracket: u8) -> &'static str {
    if matches!(bracket, b'{' | b'}') { "an object" } else { "a list" }
}

/// End of the token that begins at `at`; always behind it.
fn token_end(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let length = match rest.first() {
        Some(b'"') => {
            let mut escaped = false;
            rest.iter()
                .skip(1)
                .position(|&b| {
                    let closes = b == b'"' && !escaped;
                    escaped = b == b'\\' && !escaped;
                    closes
                })
                .map_or(rest.len(), |i| i + 2)
        }
        Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => {
            rest.iter().position(|b| !(b.is_ascii_alphanumeric() || b"+-.".contains(b))).unwrap_or(rest.len())
        }
        _ => 1,
    };
    at + length
}

fn path(stack: &[Frame]) -> String {
    let mut path = String::new();
    for frame in stack {
        // Writing to a String cannot fail.
        let _ = match frame {
            Frame::List(index) => write!(path, "[{index}]"),
            Frame::Object(key) if !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') => {
                write!(path, "{}{key}", if path.is_empty() { "" } else { "." })
            }
            Frame::Object(key) => write!(path, "[{key:?}]"),
        };
    }
    path
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::decode::Decode;

    fn misfit_of<T: Decode>(text: &str) -> (String, String, String) {
        let mut json = serde_json::Deserializer::from_str(text);
        let Err(error) = T::decode(&mut json) else { panic!("{text} fits") };
        let Misfit { path, expected, found } = misfit(text.as_bytes(), &error);
        (path, expected, found)
    }

    fn case<T: Decode>(text: &str, path: &str, found: &str) {
        let (got_path, _, got_found) = misfit_of::<T>(text);
        assert_eq!((got_path.as_str(), got_found.as_str()), (path, found), "{text}");
    }

    type Numbers = BTreeMap<String, Vec<i64>>;

    #[test]
    fn the_value_at_fault_is_named() {
        case::<Numbers>(r#"{"a":[1,2],"b":[3,"x, y"]}"#, "b[1]", r#""x, y""#);
        case::<Numbers>(r#"{"a":[1,true,3]}"#, "a[1]", "true");
        case::<Numbers>(r#"{"a":[1,2.5]}"#, "a[1]", "2.5");
        case::<Numbers>(r#"{"a":[1,null ]}"#, "a[1]", "null");
        case::<Numbers>("{\n \"a\": [\n  1,\n  \"q\"\n ]\n}", "a[1]", r#""q""#);
        case::<Numbers>(r#"{"a b":[{}]}"#, "[\"a b\"][0]", "an object");
        case::<Numbers>(r#"{"q\"":[ [ 1 ] ]}"#, "[\"q\\\"\"][0]", "a list");
        case::<Numbers>(r#"{"a":{"0":1,"x":2}}"#, "a", "an object");
        case::<Numbers>(r#"{"a":"\\\"","b":1}"#, "a", r#""\\\"""#);
        case::<Numbers>("7", "", "7");
        case::<bool>("[]", "", "a list");
        case::<bool>("[ ]", "", "a list");
        case::<Option<bool>>("[1]", "", "a list");
        case::<Option<bool>>("[1, {}]", "", "a list");
    }

    #[test]
    fn what_was_expected_is_in_the_types_own_words() {
        assert_eq!(misfit_of::<Vec<i64>>(r#"["a, expected b at line 1 column 2"]"#).1, "a whole number");
    }
}
