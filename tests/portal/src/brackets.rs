//! PHP's form encoding: `data[FIELDS][ID]=7&list[]=a`.

use std::borrow::Cow;

use indexmap::IndexMap;

use crate::value::{MAX_DEPTH, Map, Value};

/// The most pairs that one form may have.
const MAX_PAIRS: usize = 10_000;

/// Why a form is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// More than [`MAX_PAIRS`] pairs.
    TooMany,
    /// A name with more than [`MAX_DEPTH`] brackets.
    TooDeep,
}

impl Refused {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::TooMany => "too many parameters",
            Self::TooDeep => "nested too deeply",
        }
    }
}

/// A form on its way to a value: whether a map is a list shows only at the end.
enum Node {
    Leaf(String),
    Branch(Branch),
}

#[derive(Default)]
struct Branch {
    members: IndexMap<String, Node>,
    /// The key that the next `[]` takes.
    next: u64,
}

/// Reads a form or a query.
pub(crate) fn decode(form: &[u8]) -> Result<Map, Refused> {
    nest(form_urlencoded::parse(form))
}

/// Nests pairs whose names have brackets.
pub(crate) fn nest<'a>(pairs: impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)>) -> Result<Map, Refused> {
    let mut root = Branch::default();
    for (count, (name, value)) in pairs.enumerate() {
        if count == MAX_PAIRS {
            return Err(Refused::TooMany);
        }
        let path = path(&name);
        if path.len() > MAX_DEPTH {
            return Err(Refused::TooDeep);
        }
        if !name.is_empty() {
            root.set(&path, value.into_owned());
        }
    }
    Ok(root.members.into_iter().map(|(name, node)| (name, node.value())).collect())
}

/// `a[b][]` → `a`, `b`, and an empty name for the next free index. Brackets that are not closed are part of the name.
fn path(name: &str) -> Vec<&str> {
    let Some((first, mut rest)) = name.split_once('[').filter(|(first, _)| !first.is_empty()) else {
        return vec![name];
    };
    let mut path = vec![first];
    while let Some((inner, after)) = rest.split_once(']') {
        path.push(inner);
        match after.strip_prefix('[') {
            Some(next) => rest = next,
            None => return path,
        }
    }
    if path.len() == 1 { vec![name] } else { path }
}

impl Branch {
    fn set(&mut self, path: &[&str], value: String) {
        let Some((first, rest)) = path.split_first() else { return };
        let key = if first.is_empty() { self.next.to_string() } else { (*first).to_owned() };
        if let Ok(index) = key.parse::<u64>() {
            self.next = self.next.max(index.saturating_add(1));
        }
        let node = self.members.entry(key).or_insert_with(|| Node::Branch(Self::default()));
        if rest.is_empty() {
            *node = Node::Leaf(value);
            return;
        }
        if let Node::Leaf(_) = node {
            *node = Node::Branch(Self::default());
        }
        if let Node::Branch(branch) = node {
            branch.set(rest, value);
        }
    }
}

impl Node {
    fn value(self) -> Value {
        match self {
            Self::Leaf(text) => Value::Text(text),
            Self::Branch(branch) => {
                let is_list = branch.members.keys().enumerate().all(|(i, key)| *key == i.to_string());
                let members = branch.members.into_iter();
                if is_list {
                    Value::List(members.map(|(_, node)| node.value()).collect())
                } else {
                    Value::Map(members.map(|(name, node)| (name, node.value())).collect())
                }
            }
        }
    }
}

/// Writes a form as PHP's `http_build_query` does: no `null`, no empty list, truth as `1` and `0`.
pub(crate) fn encode(form: &Value) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    if let Value::Map(map) = form {
        for (name, value) in map {
            write(&mut out, name, value);
        }
    }
    out.finish()
}

fn write(out: &mut form_urlencoded::Serializer<'_, String>, name: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::Bool(value) => {
            out.append_pair(name, if *value { "1" } else { "0" });
        }
        Value::Number(number) => {
            out.append_pair(name, &number.to_string());
        }
        Value::Text(text) => {
            out.append_pair(name, text);
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                write(out, &format!("{name}[{index}]"), item);
            }
        }
        Value::Map(map) => {
            for (key, item) in map {
                write(out, &format!("{name}[{key}]"), item);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(form: &str) -> String {
        serde_json::to_string(&decode(form.as_bytes()).map(Value::Map).unwrap()).unwrap()
    }

    #[test]
    fn names_nest() {
        assert_eq!(json("data[FIELDS][ID]=7&ts=1"), r#"{"data":{"FIELDS":{"ID":"7"}},"ts":"1"}"#);
        assert_eq!(json("order%5BB%5D=ASC&order[A]=DESC"), r#"{"order":{"B":"ASC","A":"DESC"}}"#);
        assert_eq!(json("a=1+2&b=%C3%A9&c&=x&"), r#"{"a":"1 2","b":"é","c":""}"#);
    }

    #[test]
    fn keys_from_zero_make_a_list_and_others_do_not() {
        assert_eq!(json("a[]=x&a[]=y"), r#"{"a":["x","y"]}"#);
        assert_eq!(json("a[0]=x&a[1]=y"), r#"{"a":["x","y"]}"#);
        assert_eq!(json("a[1]=x&a[]=y"), r#"{"a":{"1":"x","2":"y"}}"#);
        assert_eq!(json("a[][b]=x&a[][b]=y"), r#"{"a":[{"b":"x"},{"b":"y"}]}"#);
    }

    #[test]
    fn the_later_shape_wins() {
        assert_eq!(json("a=1&a[b]=2"), r#"{"a":{"b":"2"}}"#);
        assert_eq!(json("a[b]=2&a=1"), r#"{"a":"1"}"#);
    }

    #[test]
    fn broken_brackets_are_part_of_the_name() {
        assert_eq!(json("a[b=1&[c]=2&d]=3&e[f]g=4"), r#"{"a[b":"1","[c]":"2","d]":"3","e":{"f":"4"}}"#);
    }

    #[test]
    fn width_and_depth_end() {
        assert_eq!(decode("a=1&".repeat(MAX_PAIRS + 1).as_bytes()), Err(Refused::TooMany));
        let deep = format!("a{}=1", "[b]".repeat(MAX_DEPTH));
        assert_eq!(decode(deep.as_bytes()), Err(Refused::TooDeep));
        assert_eq!(json("a[18446744073709551615]=1&a[]=2&a[]=3"), r#"{"a":{"18446744073709551615":"3"}}"#);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let value = Value::from_json(br#"{"a":{"b":["x","y & z"],"c":{"d":"[1]"}},"e":"","f":"7"}"#).unwrap();
        assert_eq!(decode(encode(&value).as_bytes()).map(Value::Map), Ok(value));
        let odd = Value::from_json(br#"{"n":null,"t":true,"f":false,"l":[],"i":7}"#).unwrap();
        assert_eq!(encode(&odd), "t=1&f=0&i=7");
    }

    /// Changes single bytes of good forms, always in the same way: whatever comes, it ends.
    #[test]
    fn any_bytes_decode_or_are_refused() {
        let seeds = ["data[FIELDS][ID]=7&ts=1&auth[scope]=a,b", "a[][b]=%5B%5D&c[0][]=+&%zz[=&]=["];
        let alphabet = b"[]=&%+0aZ\0\xff;#";
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
            if let Ok(map) = decode(&bytes) {
                let again = decode(encode(&Value::Map(map)).as_bytes());
                assert!(again.is_ok(), "{:?}", String::from_utf8_lossy(&bytes));
            }
        }
    }
}
