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
//! PHP has it. Any bytes are read in linear time, or refused.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde_json::Value;

/// Bytes of a body.
pub const MAX_BYTES: usize = 1 << 20;
/// Values in a form.
pub const MAX_VALUES: usize = 5_000;
/// Brackets behind a name.
pub const MAX_DEPTH: usize = 16;

/// A body that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformed {
    /// It has more than [`MAX_BYTES`].
    TooLong,
    /// It has more than [`MAX_VALUES`].
    TooManyValues,
    /// A name has more than [`MAX_DEPTH`] brackets.
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
            Self::TooDeep => write!(f, "a name in the body has more than {MAX_DEPTH} brackets"),
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
    let mut pairs = Vec::new();
    for pair in form_urlencoded::parse(form) {
        if pairs.len() == MAX_VALUES {
            return Err(Malformed::TooManyValues);
        }
        pairs.push(pair);
    }
    let mut tree = Tree::new();
    for (name, value) in pairs.iter().filter(|(name, _)| !name.is_empty()) {
        tree.put(name, value)?;
    }
    let mut json = String::with_capacity(form.len());
    tree.write(Tree::ROOT, &mut json);
    Ok(json)
}

/// A form or JSON, as its `Content-Type` says, as the text of a JSON object. Without one it is a form.
///
/// # Errors
/// See [`Malformed`].
pub fn read(body: &[u8], content_type: Option<&str>) -> Result<String, Malformed> {
    let kind = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "" | "application/x-www-form-urlencoded" => to_json(body),
        "application/json" => object(body),
        _ => Err(Malformed::ContentType(kind)),
    }
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
    match serde_json::from_str::<serde_core::de::IgnoredAny>(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(Malformed::Json(error.to_string())),
    }
}

/// A form on its way to JSON: whether a branch is a list shows only at its end.
struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// Which node a branch has under a key, by the branch's own number.
    index: HashMap<(usize, Cow<'a, str>), usize>,
}

enum Node<'a> {
    Text(&'a str),
    Branch(Branch<'a>),
}

struct Branch<'a> {
    /// Not that of its node, where a text may have taken the place of an earlier branch.
    number: usize,
    /// In the order in which they came.
    members: Vec<(Cow<'a, str>, usize)>,
    /// The key that the next `[]` takes.
    next: u64,
}

impl<'a> Tree<'a> {
    const ROOT: usize = 0;

    fn new() -> Self {
        Self { nodes: vec![Node::Branch(Branch::new(0))], index: HashMap::new() }
    }

    fn put(&mut self, name: &'a str, value: &'a str) -> Result<(), Malformed> {
        let mut at = Self::ROOT;
        for (depth, key) in path(name).enumerate() {
            if depth > MAX_DEPTH {
                return Err(Malformed::TooDeep);
            }
            at = self.step(at, key);
        }
        if let Some(node) = self.nodes.get_mut(at) {
            *node = Node::Text(value);
        }
        Ok(())
    }

    /// The node under that key, which is made where there is none. A text gives way to a branch.
    fn step(&mut self, at: usize, key: &'a str) -> usize {
        let new = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else { return at };
        if let Node::Text(_) = node {
            // No other branch has this number: each is followed by a new node.
            *node = Node::Branch(Branch::new(new));
        }
        let Node::Branch(branch) = node else { return at };
        let key = if key.is_empty() { Cow::Owned(branch.next.to_string()) } else { Cow::Borrowed(key) };
        let found = *self.index.entry((branch.number, key.clone())).or_insert(new);
        if found == new {
            if let Ok(number) = key.parse::<u64>() {
                branch.next = branch.next.max(number.saturating_add(1));
            }
            branch.members.push((key, new));
            self.nodes.push(Node::Text(""));
        }
        found
    }

    fn write(&self, at: usize, json: &mut String) {
        match self.nodes.get(at) {
            Some(Node::Text(text)) => quote(text, json),
            Some(Node::Branch(branch)) => {
                let list = at != Self::ROOT && branch.is_list();
                json.push(if list { '[' } else { '{' });
                for (i, (key, member)) in branch.members.iter().enumerate() {
                    if i > 0 {
                        json.push(',');
                    }
                    if !list {
                        quote(key, json);
                        json.push(':');
                    }
                    self.write(*member, json);
                }
                json.push(if list { ']' } else { '}' });
            }
            None => json.push_str("null"),
        }
    }
}

impl Branch<'_> {
    fn new(number: usize) -> Self {
        Self { number, members: Vec::new(), next: 0 }
    }

    fn is_list(&self) -> bool {
        self.members.iter().enumerate().all(|(i, (key, _))| *key == i.to_string())
    }
}

/// `a[b][]` → `a`, `b` and an empty key, which stands for the next free number. Brackets that nothing stands before, or
/// that are not closed, are part of the name.
fn path(name: &str) -> impl Iterator<Item = &str> {
    let plain = || (name, "");
    let (first, mut rest) = match name.find('[') {
        Some(at) if at > 0 => name.split_at_checked(at).filter(|(_, rest)| rest.contains(']')).unwrap_or_else(plain),
        _ => plain(),
    };
    let keys = std::iter::from_fn(move || {
        let (key, after) = rest.strip_prefix('[')?.split_once(']')?;
        rest = after;
        Some(key)
    });
    std::iter::once(first).chain(keys)
}

fn quote(text: &str, json: &mut String) {
    json.push_str(&Value::from(text).to_string());
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
    }

    #[test]
    fn json_is_read_where_it_is_said_to_be_json() {
        let json = |body: &str| read(body.as_bytes(), Some("Application/JSON; charset=utf-8"));
        assert_eq!(json(r#" {"a":[1]}"#).unwrap(), r#" {"a":[1]}"#);
        for bad in ["[1]", "{\"a\":", "", "{} {}", "\"a\""] {
            assert_eq!(json(bad).unwrap_err().status(), 400, "{bad}");
        }
        assert_eq!(json(&"[".repeat(MAX_BYTES)).unwrap_err().status(), 400);
        assert_eq!(json(&format!("{{\"a\":{}", "[".repeat(1000))).unwrap_err().status(), 400);
        assert_eq!(read(b"a=1", None).unwrap(), r#"{"a":"1"}"#);
        assert_eq!(read(b"a=1", Some("text/html")).unwrap_err().status(), 415);
    }

    /// Changes single bytes of good forms, always in the same way: whatever comes, JSON or an error comes out.
    #[test]
    fn any_bytes_become_json_or_are_refused() {
        let seeds = ["data[FIELDS][ID]=7&ts=1&auth[scope]=a,b", "a[][b]=%5B%5D&c[0][]=+&%zz[=&]=[&a[][b]=1&a=&c[]=1"];
        let alphabet = b"[]=&%+0a1\0\xff;#\"\\";
        let mut state = 1_u64;
        let mut random = move |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or(0) % below
        };
        for round in 0..20_000 {
            let mut bytes = seeds[round % seeds.len()].as_bytes().to_vec();
            for _ in 0..=random(6) {
                let at = random(bytes.len());
                bytes[at] = alphabet[random(alphabet.len())];
            }
            let json = to_json(&bytes).unwrap();
            assert!(serde_json::from_str::<Value>(&json).is_ok_and(|value| value.is_object()), "{json}");
        }
    }
}
