//! The body of what a portal sends, as JSON: a form whose names nest by PHP's brackets
//! (`data[FIELDS][ID]=7&auth[scope]=crm`).
//!
//! ```
//! let json = b24::events::form::to_json(b"data[FIELDS][ID]=7&data[TAGS][0]=a&data[TAGS][1]=b")?;
//! assert_eq!(json, r#"{"data":{"FIELDS":{"ID":"7"},"TAGS":["a","b"]}}"#);
//! # Ok::<(), b24::events::Malformed>(())
//! ```
//!
//! Names keep their order, the last of two values of one name counts, and keys 0, 1, 2 in this order make a list: all as
//! PHP has it. Any bytes are read in linear time, or refused: JSON, too, has to be within these limits.

mod pairs;
mod tree;

use std::fmt;

use serde_json::Value;

use tree::Tree;

/// Bytes of a body.
pub const MAX_BYTES: usize = 1 << 20;
/// Values in a body.
pub const MAX_VALUES: usize = 5_000;
/// Brackets behind a name, and as many branches in JSON.
pub const MAX_DEPTH: usize = 16;

/// A body that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformed {
    /// It has more than [`MAX_BYTES`].
    TooLong,
    /// It has more than [`MAX_VALUES`].
    TooManyValues,
    /// It has more than [`MAX_DEPTH`] branches in one another.
    TooDeep,
    /// It should be JSON and is not, or has no object: what is wrong.
    Json(String),
    /// It says that it is neither a form nor JSON.
    ContentType(String),
    /// What every message has is missing: its name.
    Missing(&'static str),
    /// A value is not what the documentation says.
    Value {
        /// Where it is: `auth.user_id`.
        path: String,
        /// What the documentation says: `a whole number`.
        expected: String,
    },
}

impl Malformed {
    /// The HTTP status that says so: 413, 415 or 400.
    pub fn status(&self) -> u16 {
        match self {
            Self::TooLong | Self::TooManyValues => 413,
            Self::ContentType(_) => 415,
            Self::TooDeep | Self::Json(_) | Self::Missing(_) | Self::Value { .. } => 400,
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "the body has more than {MAX_BYTES} bytes"),
            Self::TooManyValues => write!(f, "the body has more than {MAX_VALUES} values"),
            Self::TooDeep => write!(f, "the body has more than {MAX_DEPTH} branches in one another"),
            Self::Json(reason) => write!(f, "the body is no JSON object: {reason}"),
            Self::ContentType(found) => write!(f, "the body is neither a form nor JSON, but {found:?}"),
            Self::Missing(name) => write!(f, "the body has no `{name}`"),
            Self::Value { path, expected } => write!(f, "`{path}` in the body is not {expected}"),
        }
    }
}

impl std::error::Error for Malformed {}

/// A form as the text of a JSON object, whose values are texts.
///
/// # Errors
/// Where it is longer, wider or deeper than a portal's ever is.
pub fn to_json(form: &[u8]) -> Result<String, Malformed> {
    if form.len() > MAX_BYTES {
        return Err(Malformed::TooLong);
    }
    let mut tree = Tree::new();
    for (count, (name, value)) in pairs::of(form).enumerate() {
        if count == MAX_VALUES {
            return Err(Malformed::TooManyValues);
        }
        tree.put(name, value)?;
    }
    Ok(tree.into_json(form.len()))
}

/// A form or JSON, as its `Content-Type` says, as the text of a JSON object. Without one it is a form.
///
/// # Errors
/// See [`Malformed`].
pub fn read(body: &[u8], content_type: Option<&str>) -> Result<String, Malformed> {
    let kind = kind(content_type);
    match kind.as_str() {
        "" | "application/x-www-form-urlencoded" => to_json(body),
        JSON => object(body),
        _ => Err(Malformed::ContentType(kind)),
    }
}

const JSON: &str = "application/json";

/// Does the `Content-Type` say that the body is JSON?
pub(crate) fn is_json(content_type: Option<&str>) -> bool {
    kind(content_type) == JSON
}

fn kind(content_type: Option<&str>) -> String {
    content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// As [`read`], as a value. An object of it has its keys in the order of the alphabet.
///
/// # Errors
/// See [`Malformed`].
pub fn value(body: &[u8], content_type: Option<&str>) -> Result<Value, Malformed> {
    serde_json::from_str(&read(body, content_type)?).map_err(|error| Malformed::Json(error.to_string()))
}

/// The text of a JSON object.
fn object(body: &[u8]) -> Result<String, Malformed> {
    if body.len() > MAX_BYTES {
        return Err(Malformed::TooLong);
    }
    let text = std::str::from_utf8(body).map_err(|error| Malformed::Json(error.to_string()))?;
    if !text.trim_start().starts_with('{') {
        return Err(Malformed::Json("it does not begin with `{`".into()));
    }
    measure(text)?;
    match serde_json::from_str::<serde_core::de::IgnoredAny>(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(Malformed::Json(error.to_string())),
    }
}

/// Is a JSON text no wider and no deeper than a form may be?
fn measure(json: &str) -> Result<(), Malformed> {
    let (mut depth, mut values) = (0_usize, 1);
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => skip_text(&mut bytes),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > MAX_DEPTH + 1 {
            return Err(Malformed::TooDeep);
        }
        if values > MAX_VALUES {
            return Err(Malformed::TooManyValues);
        }
    }
    Ok(())
}

/// Goes on behind a text whose opening quote was read.
fn skip_text(bytes: &mut std::str::Bytes<'_>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(form: &str) -> String {
        to_json(form.as_bytes()).unwrap()
    }

    #[test]
    fn names_nest_and_keep_their_order() {
        assert_eq!(json("data[FIELDS][ID]=7&ts=1"), r#"{"data":{"FIELDS":{"ID":"7"}},"ts":"1"}"#);
        assert_eq!(json("o%5BB%5D=ASC&x=&o[A]=DESC"), r#"{"o":{"B":"ASC","A":"DESC"},"x":""}"#);
        assert_eq!(json("a=1+2&b=%C3%A9%22&c&=x&"), r#"{"a":"1 2","b":"é\"","c":""}"#);
        assert_eq!(json(""), "{}");
        assert_eq!(json("0=a"), r#"{"0":"a"}"#);
    }

    #[test]
    fn keys_from_zero_make_a_list_and_others_do_not() {
        assert_eq!(json("a[]=x&a[]=y"), r#"{"a":["x","y"]}"#);
        assert_eq!(json("a[0]=x&a[1]=y"), r#"{"a":["x","y"]}"#);
        assert_eq!(json("a[1]=x&a[0]=y"), r#"{"a":{"1":"x","0":"y"}}"#);
        assert_eq!(json("a[0]=x&a[2]=y&a[]=z"), r#"{"a":{"0":"x","2":"y","3":"z"}}"#);
        assert_eq!(json("a[00]=x"), r#"{"a":{"00":"x"}}"#);
        assert_eq!(json("a[][b]=x&a[][b]=y"), r#"{"a":[{"b":"x"},{"b":"y"}]}"#);
        assert_eq!(json("a[0][][c]=x&a[0][][c]=y&a[0][2]=z"), r#"{"a":[[{"c":"x"},{"c":"y"},"z"]]}"#);
    }

    #[test]
    fn the_later_value_counts() {
        assert_eq!(json("a=1&a=2"), r#"{"a":"2"}"#);
        assert_eq!(json("a=1&a[b]=2"), r#"{"a":{"b":"2"}}"#);
        assert_eq!(json("a[b]=1&a=2&a[b]=3&a[c]=4"), r#"{"a":{"b":"3","c":"4"}}"#);
    }

    #[test]
    fn broken_brackets_are_part_of_the_name() {
        assert_eq!(json("a[b=1&[c]=2&d]=3&e[f]g=4"), r#"{"a[b":"1","[c]":"2","d]":"3","e":{"f":"4"}}"#);
    }

    #[test]
    fn length_width_and_depth_end() {
        assert_eq!(to_json(&vec![b'a'; MAX_BYTES + 1]), Err(Malformed::TooLong));
        assert_eq!(to_json("a=1&".repeat(MAX_VALUES + 1).as_bytes()), Err(Malformed::TooManyValues));
        let deep = |brackets| to_json(format!("a{}=1", "[b]".repeat(brackets)).as_bytes());
        assert!(deep(MAX_DEPTH).is_ok());
        assert_eq!(deep(MAX_DEPTH + 1), Err(Malformed::TooDeep));
        let beside = |brackets| format!("{0}=1&{0}", format!("a{}", "[b]".repeat(brackets)));
        assert!(to_json(beside(MAX_DEPTH).as_bytes()).is_ok());
        assert_eq!(to_json(format!("{}[b]", beside(MAX_DEPTH)).as_bytes()), Err(Malformed::TooDeep));
    }

    #[test]
    fn what_json_or_utf_8_has_no_place_for_is_written_otherwise() {
        assert_eq!(json("a%0A\"=%22%5C%00\n&b=\\"), r#"{"a\u000a\"":"\"\\\u0000\u000a","b":"\\"}"#);
        assert_eq!(to_json(b"\xff=%ff+%C3").unwrap(), "{\"\u{fffd}\":\"\u{fffd} \u{fffd}\"}");
    }

    #[test]
    fn json_is_read_where_it_is_said_to_be_json() {
        let json = |body: &str| read(body.as_bytes(), Some("Application/JSON; charset=utf-8"));
        assert_eq!(json(r#" {"a":[1]}"#).unwrap(), r#" {"a":[1]}"#);
        for bad in ["[1]", "{\"a\":", "", "{} {}", "\"a\""] {
            assert_eq!(json(bad).unwrap_err().status(), 400, "{bad}");
        }
        assert_eq!(json(&"[".repeat(MAX_BYTES)).unwrap_err().status(), 400);
        let deep = |lists: usize| json(&format!("{{\"a\":{}{}}}", "[".repeat(lists), "]".repeat(lists)));
        assert!(deep(MAX_DEPTH).is_ok());
        assert_eq!(deep(MAX_DEPTH + 1), Err(Malformed::TooDeep));
        let wide = |values: usize| json(&format!("{{\"[,\\\",\":[1{}]}}", ",1".repeat(values - 1)));
        assert!(wide(MAX_VALUES).is_ok());
        assert_eq!(wide(MAX_VALUES + 1), Err(Malformed::TooManyValues));
        assert_eq!(read(b"a=1", None).unwrap(), r#"{"a":"1"}"#);
        assert_eq!(read(b"a=1", Some("text/html")).unwrap_err().status(), 415);
    }
}
