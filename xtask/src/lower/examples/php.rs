//! A payload that a page shows as PHP: `['event' => 'ONX', 'data' => ['ID' => 1]]`, `array('FIELDS' => array('ID' => $id))`.

use b24_specs::ir::Field;
use bumpalo::collections::Vec as ArenaVec;

use super::json::Json;
use crate::lower::names::is_name;
use crate::lower::text::is_word;
use crate::yfm::Arena;

/// How deep arrays are followed.
const DEPTH: usize = 10;

/// A value of PHP's.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Php<'t> {
    /// It tells no type.
    Variable,
    Scalar(Json<'t>),
    List(Vec<Php<'t>>),
    Map(Vec<(&'t str, Php<'t>)>),
}

impl<'t> Php<'t> {
    /// Reads a text that is one array by names and nothing else.
    pub(crate) fn read(text: &'t str) -> Option<Self> {
        let mut reader = Reader { rest: text };
        let array = reader.array(DEPTH)?;
        let whole = matches!(reader.rest.trim(), "" | ";");
        let by_names = matches!(&array, Self::Map(_)) || array == Self::List(Vec::new());
        (whole && by_names).then_some(array)
    }

    /// What is under a name.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The same as JSON.
    pub(crate) fn json<'a>(&self, arena: &'a Arena) -> Json<'a>
    where
        't: 'a,
    {
        match self {
            Self::Variable => Json::Null,
            Self::Scalar(value) => *value,
            Self::List(items) => Json::Array(arena.alloc_slice_fill_iter(items.iter().map(|item| item.json(arena)))),
            Self::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| (*key, value.json(arena)));
                Json::object(ArenaVec::from_iter_in(entries, arena))
            }
        }
    }

    /// The fields of an array, in its order; `line` is where it stands.
    pub(crate) fn fields(&self, line: u32) -> Vec<Field> {
        match self {
            Self::Map(entries) => entries.iter().map(|(name, value)| value.field(name, line)).collect(),
            Self::List(items) => items.first().map(|item| item.fields(line)).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn field(&self, name: &str, line: u32) -> Field {
        let ty = match self {
            Self::Scalar(Json::String(_)) => "string",
            Self::Scalar(Json::Integer(_)) => "integer",
            Self::Scalar(Json::Double(_)) => "double",
            Self::Scalar(Json::Bool(_)) => "boolean",
            Self::Variable | Self::Scalar(_) => "",
            Self::List(items) if matches!(items.first(), Some(Self::Map(_))) => "object[]",
            Self::List(items) if !items.is_empty() => "array",
            Self::List(_) | Self::Map(_) => "object",
        };
        Field { name: name.to_owned(), ty: ty.to_owned(), fields: self.fields(line), line, ..Field::default() }
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    /// `array(…)` or `[…]`: by names, or a list.
    fn array(&mut self, depth: usize) -> Option<Php<'t>> {
        let depth = depth.checked_sub(1)?;
        let end = if self.take("[") {
            "]"
        } else if self.take("array") && self.take("(") {
            ")"
        } else {
            return None;
        };
        let (mut entries, mut items) = (Vec::new(), Vec::new());
        while !self.take(end) {
            let value = self.value(depth)?;
            if self.take("=>") {
                let Php::Scalar(Json::String(name)) = value else { return None };
                entries.push((Some(name).filter(|name| is_name(name))?, self.value(depth)?));
            } else {
                items.push(value);
            }
            if !self.take(",") {
                if self.take(end) {
                    break;
                }
                return None;
            }
        }
        match (entries.is_empty(), items.is_empty()) {
            (false, true) => Some(Php::Map(entries)),
            (true, _) => Some(Php::List(items)),
            _ => None,
        }
    }

    fn value(&mut self, depth: usize) -> Option<Php<'t>> {
        if self.take("$") {
            self.word();
            return Some(Php::Variable);
        }
        if let Some(text) = self.quoted() {
            return Some(Php::Scalar(Json::String(text)));
        }
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
        if self.rest.starts_with(number) {
            let end = self.rest.find(|c| !number(c)).unwrap_or(self.rest.len());
            let (text, rest) = self.rest.split_at(end);
            self.rest = rest;
            let whole = text.parse().ok().map(Json::Integer);
            return whole.or_else(|| text.parse().ok().map(Json::Double)).map(Php::Scalar);
        }
        for (word, value) in [("true", Json::Bool(true)), ("false", Json::Bool(false)), ("null", Json::Null)] {
            if self.take(word) {
                return Some(Php::Scalar(value));
            }
        }
        self.bare().map(|text| Php::Scalar(Json::String(text))).or_else(|| self.array(depth))
    }

    /// A word that calls nothing: a text that lost its quotes, `N`, or the name of one.
    fn bare(&mut self) -> Option<&'t str> {
        let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).filter(|(word, _)| !word.is_empty())?;
        if rest.trim_start().starts_with('(') {
            return None;
        }
        self.rest = rest;
        Some(word)
    }

    fn quoted(&mut self) -> Option<&'t str> {
        let quote = self.rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let (text, rest) = self.rest.get(1..)?.split_once(quote)?;
        self.rest = rest;
        Some(text)
    }

    fn word(&mut self) {
        let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
        self.rest = self.rest.get(end..).unwrap_or_default();
    }

    /// Goes behind a sign, and the white space before what follows it.
    fn take(&mut self, sign: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(sign);
        self.rest = rest.map_or(self.rest, str::trim_start);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(fields: &[Field]) -> String {
        let one = |f: &Field| match f.fields.as_slice() {
            [] => format!("{}:{}", f.name, f.ty),
            inner => format!("{}:{}({})", f.name, f.ty, shape(inner)),
        };
        fields.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn arrays_by_names_are_objects() {
        let of = |text: &str| Php::read(text).map(|php| shape(&php.fields(7)));
        assert_eq!(of("array('FIELDS' => array('ID' => $id))").as_deref(), Some("FIELDS:object(ID:)"));
        assert_eq!(of("[\n  \"A\" => 12,\n  'B' => 'x',\n];\n").as_deref(), Some("A:integer B:string"));
        assert_eq!(
            of("['A' => [['B' => -1.5], ['B' => 2]], 'C' => [1]]").as_deref(),
            Some("A:object[](B:double) C:array")
        );
        assert_eq!(of("['A' => N, 'B' => array ('C' => 1)]").as_deref(), Some("A:string B:object(C:integer)"));
        assert_eq!(of("array()").as_deref(), Some(""));
        for text in [
            "array($id)",
            "array('a b' => 1)",
            "f(array('ID' => 1))",
            "array('ID' => $id",
            "array('ID' => f())",
            "['A' => 1, 2]",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        assert_eq!(of(&"['a' => ".repeat(100_000)), None);
    }

    #[test]
    fn they_are_examples_as_json_is() {
        let arena = Arena::new();
        let php = Php::read("['a' => [['id' => 8, 'of' => $b]], 'c' => [], 'd' => null]").map(|php| php.json(&arena));
        assert_eq!(php, Json::read(r#"{"a": [{"id": 8, "of": null}], "c": [], "d": null}"#, &arena).ok());
    }
}
