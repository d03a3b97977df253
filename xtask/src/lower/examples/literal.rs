//! Literals of JavaScript and PHP, `{id: 7, tags: ['a']}` and `['id' => 7, 'tags' => ['a']]`, read as the JSON that they
//! are. What only running the code would tell is none: it is refused, not guessed.

use bumpalo::collections::Vec as ArenaVec;

use super::json::Json;
use crate::lower::text::is_word;
use crate::yfm::Arena;

mod gaps;
mod quoted;

/// How deep values are followed.
const DEPTH: usize = 32;

/// A language that examples are written in, besides shells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    JavaScript,
    Php,
}

impl Script {
    /// The language of a fence.
    pub(crate) fn of_fence(fence: &str) -> Option<Self> {
        let is_one_of = |names: &[&str]| names.iter().any(|name| fence.eq_ignore_ascii_case(name));
        match () {
            () if is_one_of(&["js", "javascript", "ts", "typescript"]) => Some(Self::JavaScript),
            () if is_one_of(&["php"]) => Some(Self::Php),
            () => None,
        }
    }
}

/// Reads the code of an example, from some place on.
pub(crate) struct Reader<'a> {
    script: Script,
    /// What is still to be read.
    rest: &'a str,
    arena: &'a Arena,
    /// Takes what only running the code would tell for nothing, instead of refusing it.
    lenient: bool,
    /// Something was left out, as far as it was read leniently.
    abridged: bool,
}

/// A value, or why the code shows none: a short sentence.
type Read<T> = Result<T, String>;

impl<'a> Reader<'a> {
    pub(crate) fn new(script: Script, code: &'a str, arena: &'a Arena) -> Self {
        Self { script, rest: code, arena, lenient: false, abridged: false }
    }

    /// What is still to be read.
    pub(crate) fn rest(&self) -> &'a str {
        self.rest
    }

    /// A value, up to the sign that ends it.
    pub(crate) fn value(&mut self) -> Read<Json<'a>> {
        self.nested(DEPTH)
    }

    /// Goes behind this sign, where it comes next.
    pub(super) fn take(&mut self, sign: &str) -> bool {
        self.skip();
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn nested(&mut self, depth: usize) -> Read<Json<'a>> {
        let depth = depth.checked_sub(1).ok_or("the value is nested too deep")?;
        let begin = self.rest;
        match self.literal(depth) {
            Err(reason) if self.lenient => self.blank(begin).ok_or(reason),
            read => read,
        }
    }

    fn literal(&mut self, depth: usize) -> Read<Json<'a>> {
        let php = self.script == Script::Php;
        let is_object = php && self.take("(object)");
        self.skip();
        let value = match self.rest.bytes().next() {
            Some(b'{') if !php => self.object(depth)?,
            Some(b'[') if php => self.map("[", "]", depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'\'' | b'"' | b'`') => Json::String(self.joined()?),
            Some(b'-' | b'.' | b'0'..=b'9') => self.number()?,
            _ => self.word(depth)?,
        };
        let value = if is_object { self.cast(value)? } else { value };
        self.skip();
        // `=>` ends a key of PHP.
        let ends = [",", "]", "}", ")", ";"].iter().any(|sign| self.rest.starts_with(sign));
        if ends || self.rest.is_empty() || php && self.rest.starts_with("=>") { Ok(value) } else { Err(self.refusal()) }
    }

    /// What PHP's `(object)` makes of an array: its keys are names, even those of a list.
    fn cast(&self, value: Json<'a>) -> Read<Json<'a>> {
        match value {
            Json::Array(items) => {
                let named = |(i, item): (usize, &Json<'a>)| (&*self.arena.alloc_str(&i.to_string()), *item);
                let entries = items.iter().enumerate().map(named);
                Ok(Json::object(ArenaVec::from_iter_in(entries, self.arena)))
            }
            Json::Object(_) => Ok(value),
            _ => Err("an object is made of what is no array".to_owned()),
        }
    }

    /// `{a: 1, 'b': 2}`
    fn object(&mut self, depth: usize) -> Read<Json<'a>> {
        let mut entries = ArenaVec::new_in(self.arena);
        self.items("{", "}", |reader| {
            if reader.lenient && reader.spread() {
                return Ok(());
            }
            let key = reader.key()?;
            // `{ id }` is a variable.
            let value = match reader.take(":") {
                true => reader.nested(depth)?,
                false if reader.lenient => Json::Null,
                false => return Err(format!("`{key}` is no literal")),
            };
            entries.push((key, value));
            Ok(())
        })?;
        Ok(Json::object(entries))
    }

    fn key(&mut self) -> Read<&'a str> {
        if self.rest.starts_with(['\'', '"']) {
            return self.quoted();
        }
        let key = self.leading(|c| c.is_alphanumeric() || c == '_' || c == '$');
        if key.is_empty() {
            return Err(self.refusal());
        }
        Ok(self.behind(key))
    }

    /// `[1, 2]`
    fn list(&mut self, depth: usize) -> Read<Json<'a>> {
        let mut items = ArenaVec::new_in(self.arena);
        self.items("[", "]", |reader| {
            items.push(reader.nested(depth)?);
            Ok(())
        })?;
        Ok(Json::Array(items.into_bump_slice()))
    }

    /// `['a' => 1, 'b' => 2]`, or `[1, 2]`. Keys that count from 0 make a list, too.
    fn map(&mut self, open: &str, close: &str, depth: usize) -> Read<Json<'a>> {
        let (mut entries, mut items) = (ArenaVec::new_in(self.arena), ArenaVec::new_in(self.arena));
        self.items(open, close, |reader| {
            let value = reader.nested(depth)?;
            if !reader.take("=>") {
                items.push(value);
                return Ok(());
            }
            let key = match value {
                Json::String(key) => key,
                Json::Integer(key) => reader.arena.alloc_str(&key.to_string()),
                _ => return Err("a key is neither a text nor a whole number".to_owned()),
            };
            entries.push((key, reader.nested(depth)?));
            Ok(())
        })?;
        match (entries.is_empty(), items.is_empty()) {
            (false, false) => Err("some of the elements have keys, and some have none".to_owned()),
            (false, true) => Ok(self.counted(&entries).map_or_else(|| Json::object(entries), Json::Array)),
            (true, _) => Ok(Json::Array(items.into_bump_slice())),
        }
    }

    /// The values, where the keys count from 0. A key that comes again gives its value another.
    fn counted(&self, entries: &[(&str, Json<'a>)]) -> Option<&'a [Json<'a>]> {
        let mut items = ArenaVec::new_in(self.arena);
        for (key, value) in entries {
            let number = key.parse::<usize>().ok().filter(|number| number.to_string() == *key)?;
            let next = items.len();
            match items.get_mut(number) {
                Some(item) => *item = *value,
                None if number == next => items.push(*value),
                None => return None,
            }
        }
        Some(items.into_bump_slice())
    }

    /// Items between these signs; behind the last one a comma may stand.
    fn items(&mut self, open: &str, close: &str, mut item: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        if !self.take(open) {
            return Err(self.refusal());
        }
        while !self.closes(close) {
            item(self)?;
            if !self.take(",") {
                return if self.closes(close) { Ok(()) } else { Err(self.refusal()) };
            }
        }
        Ok(())
    }

    fn number(&mut self) -> Read<Json<'a>> {
        let mut before = ' ';
        let text = self.leading(|c| {
            let part =
                c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E') || c == '-' && matches!(before, ' ' | 'e' | 'E');
            before = c;
            part
        });
        let digits = text.trim_start_matches('-');
        // In both languages a zero before other digits begins another system of numbers.
        let decimal = !(digits.strip_prefix('0').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
        let value = match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(number), _) if decimal => Json::Integer(number),
            (_, Ok(number)) if decimal && number.is_finite() => match number.to_string().parse() {
                // JavaScript has one kind of numbers, and writes `1.0` as `1`.
                Ok(whole) if self.script == Script::JavaScript => Json::Integer(whole),
                _ => Json::Double(number),
            },
            _ => return Err(self.refusal()),
        };
        self.behind(text);
        Ok(value)
    }

    /// `true`, `false`, `null`, or PHP's `array(…)`.
    fn word(&mut self, depth: usize) -> Read<Json<'a>> {
        let word = self.leading(is_word);
        let php = self.script == Script::Php;
        let is = |name: &str| if php { word.eq_ignore_ascii_case(name) } else { word == name };
        let value = match () {
            () if is("true") => Json::Bool(true),
            () if is("false") => Json::Bool(false),
            () if is("null") => Json::Null,
            () if php && is("array") => {
                self.behind(word);
                return self.map("(", ")", depth);
            }
            () => return Err(self.refusal()),
        };
        self.behind(word);
        Ok(value)
    }

    /// The characters that come next and are of this kind.
    fn leading(&self, mut kind: impl FnMut(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !kind(c)).unwrap_or(self.rest.len());
        self.rest.get(..end).unwrap_or_default()
    }

    /// Goes behind what comes next.
    fn behind<'t>(&mut self, text: &'t str) -> &'t str {
        self.rest = self.rest.get(text.len()..).unwrap_or_default();
        text
    }

    /// Takes the next character.
    fn sign(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let sign = chars.next();
        self.rest = chars.as_str();
        sign
    }

    /// Goes behind white space and comments.
    fn skip(&mut self) {
        while self.comment().is_some() {}
    }

    /// Goes behind white space and the comment that comes next, where one does.
    fn comment(&mut self) -> Option<&'a str> {
        self.rest = self.rest.trim_start();
        let line = self.rest.starts_with("//") || self.script == Script::Php && self.rest.starts_with('#');
        let end = match self.rest {
            rest if line => rest.find('\n'),
            rest if rest.starts_with("/*") => rest.find("*/").map(|at| at + 2),
            _ => return None,
        };
        let (comment, rest) = end.and_then(|end| self.rest.split_at_checked(end)).unwrap_or((self.rest, ""));
        self.rest = rest;
        Some(comment)
    }

    /// Why what comes next is no literal.
    pub(super) fn refusal(&self) -> String {
        let name = self.leading(|c| is_word(c) || matches!(c, '$' | '.' | '>' | ':' | '-'));
        let name = name.trim_end_matches(['.', '>', ':', '-']);
        let behind = self.rest.get(name.len()..).unwrap_or_default().trim_start();
        match name {
            "function" => "a function is no literal".to_owned(),
            "" => self
                .rest
                .chars()
                .next()
                .map_or("the code ends too early".to_owned(), |c| format!("`{c}` is out of place")),
            _ if behind.starts_with("=>") => "a function is no literal".to_owned(),
            "new" => "what `new` makes is no literal".to_owned(),
            _ if behind.starts_with('(') => format!("what `{name}` returns is no literal"),
            _ => format!("`{name}` is no literal"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::Script::{JavaScript, Php};
    use super::*;

    fn read(script: Script, code: &str) -> Result<String, String> {
        let arena = Arena::new();
        Reader::new(script, code, &arena).value().map(|value| Value::from(value).to_string())
    }

    #[test]
    fn literals_are_json() {
        for (script, code, json) in [
            (
                JavaScript,
                "{a: 1, 'b c': -2.5, \"d\": [true, null,], /* e */ $f: `g\nh`, // i\n}",
                r#"{"$f":"g\nh","a":1,"b c":-2.5,"d":[true,null]}"#,
            ),
            (JavaScript, r#"['it\'s', "\"\t\\", 'a' + "b" + `c $d`]"#, r#"["it's","\"\t\\","abc $d"]"#),
            (JavaScript, "[0, 1e3, .5, {}, []]", "[0,1000,0.5,{},[]]"),
            (
                Php,
                "['a' => 1, \"b\" => array('c' => FALSE,), # d\n 7 => ['x', 'y'],]",
                r#"{"7":["x","y"],"a":1,"b":{"c":false}}"#,
            ),
            (Php, r#"['a\n\'', "b\n\$c", 'd' . 'e']"#, r#"["a\\n'","b\n$c","de"]"#),
            (Php, "[[0 => 'a', '1' => 'b'], [1 => 'a'], [], (object) []]", r#"[["a","b"],{"1":"a"},[],{}]"#),
            (Php, "[(object) ['p', 'q'], (object) ['r' => (object)array()]]", r#"[{"0":"p","1":"q"},{"r":{}}]"#),
            (
                Php,
                "[[0 => 'a', 0 => 'b'], ['1' => 'a', 0 => 'b'], ['00' => 'a'], ['a' => 1, 'a' => 2]]",
                r#"[["b"],{"0":"b","1":"a"},{"00":"a"},{"a":2}]"#,
            ),
            (Php, r#"["\e[1m", '\e']"#, r#"["\u001b[1m","\\e"]"#),
            (JavaScript, "['a\\\nb', 'c\\\r\nd', 'e\\\rf']", r#"["ab","cd","ef"]"#),
        ] {
            assert_eq!(read(script, code).as_deref(), Ok(json), "{code}");
        }
    }

    #[test]
    fn what_is_made_when_the_code_runs_is_refused() {
        for (script, code, reason) in [
            (JavaScript, "{id: id}", "`id` is no literal"),
            (JavaScript, "{id}", "`id` is no literal"),
            (JavaScript, "{a: new Date()}", "what `new` makes is no literal"),
            (JavaScript, "{a: now.toISOString()}", "what `now.toISOString` returns is no literal"),
            (JavaScript, "(result) => 1", "`(` is out of place"),
            (JavaScript, "result => 1", "a function is no literal"),
            (JavaScript, "function(result) {}", "a function is no literal"),
            (JavaScript, "'a' + b", "`b` is no literal"),
            (JavaScript, "'a'.length", "`.length` is no literal"),
            (JavaScript, "[1 + 2]", "`+` is out of place"),
            (JavaScript, "[07]", "`07` is no literal"),
            (JavaScript, "{...a}", "`...a` is no literal"),
            (JavaScript, "`a ${b}`", "a text with a variable in it is no literal"),
            (JavaScript, "{a: 1 b: 2}", "`b` is no literal"),
            (JavaScript, "{a: '1", "a text has no end"),
            (JavaScript, "{a: 1", "the code ends too early"),
            (Php, "['id' => $id]", "`$id` is no literal"),
            (Php, "['a' => \"b $c\"]", "a text with a variable in it is no literal"),
            (Php, "['a' => date('c')]", "what `date` returns is no literal"),
            (Php, "['a' => 1, 2]", "some of the elements have keys, and some have none"),
            (Php, "['a' => [1}]", "`}` is out of place"),
            (Php, "(object) 7", "an object is made of what is no array"),
        ] {
            assert_eq!(read(script, code), Err(reason.to_owned()), "{code}");
        }
        assert!(read(JavaScript, &"[".repeat(100_000)).is_err());
    }
}
