//! Finding lines by name: binary search over the text, parsing only what is asked for.

mod codes;
mod lines;

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

use crate::ir::{Api, Method, System, VERSION};

use lines::{Lines, other_version};

pub use codes::{Coded, Codes};

/// The lines of a `methods.jsonl`, sorted by name and interface.
#[derive(Clone, Copy, Debug)]
pub struct Methods<'a>(Lines<'a>);

/// Where the lines of a method begin.
#[derive(Clone, Copy, Debug)]
pub struct Place(usize);

/// A file of the IR that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The file, as it was named by the caller.
    pub file: String,
    /// Line from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "{}: {}; rebuild it with `b24c build`", self.file, self.reason)
        } else {
            write!(f, "{}:{}: {}; rebuild it with `b24c build`", self.file, self.line, self.reason)
        }
    }
}

impl std::error::Error for Damaged {}

impl<'a> Methods<'a> {
    /// Takes the text of a file; `file` is its name in errors.
    ///
    /// # Errors
    /// Where the file is cut off. Lines are looked at only when they are asked for.
    pub fn new(file: &'a str, text: &'a str) -> Result<Self, Damaged> {
        Lines::new(file, text).map(Self)
    }

    /// The method of that name, parsed; the first of its commands, where it has several.
    ///
    /// # Errors
    /// Where its line is damaged or of another version.
    pub fn get(&self, name: &str, api: Api) -> Result<Option<Method>, Damaged> {
        self.commands(name, api).next().transpose()
    }

    /// The method of that name, parsed: one line, or as many as it has [commands](Method::command).
    ///
    /// # Errors
    /// Each line that is damaged or of another version is an error of its own.
    pub fn commands(&self, name: &str, api: Api) -> impl Iterator<Item = Result<Method, Damaged>> + use<'a> {
        let this = *self;
        let (place, damaged) = match self.find(name, api) {
            Ok(place) => (place, None),
            Err(damaged) => (None, Some(damaged)),
        };
        damaged.map(Err).into_iter().chain(place.into_iter().flat_map(move |place| this.at(place)))
    }

    /// The method whose lines begin there, parsed: one line, or as many as it has [commands](Method::command).
    ///
    /// # Errors
    /// Each line that is damaged or of another version is an error of its own.
    pub fn at(&self, place: Place) -> impl Iterator<Item = Result<Method, Damaged>> + use<'a> {
        let this = *self;
        let mut first = None;
        self.0.from(place.0).map_while(move |(start, line)| {
            let key = this.key(start, line).ok()?;
            (*first.get_or_insert(key) == key).then(|| this.0.parse(start, line))
        })
    }

    /// Where the lines of that method begin.
    fn find(&self, name: &str, api: Api) -> Result<Option<Place>, Damaged> {
        let (mut low, mut high) = (0, self.0.text().len());
        while low < high {
            let (start, line) = self.0.around(low + (high - low) / 2, low);
            match self.key(start, line)?.cmp(&(name, api)) {
                Ordering::Less => low = start + line.len() + 1,
                Ordering::Equal | Ordering::Greater => high = start,
            }
        }
        let found = self.0.from(low).next().and_then(|(start, line)| self.key(start, line).ok());
        Ok((found == Some((name, api))).then_some(Place(low)))
    }

    /// Name and interface of every method, in order, without parsing the rest.
    ///
    /// # Errors
    /// Each damaged line is an error of its own.
    pub fn names(&self) -> impl Iterator<Item = Result<(&'a str, Api), Damaged>> + use<'a> {
        let this = *self;
        self.0.from(0).map(move |(start, line)| this.key(start, line))
    }

    /// Every method once, and its place: who wants many of them need not search for each.
    ///
    /// # Errors
    /// Each damaged line is an error of its own.
    pub fn places(&self) -> impl Iterator<Item = Result<((&'a str, Api), Place), Damaged>> + use<'a> {
        let this = *self;
        let mut before = None;
        self.0.from(0).filter_map(move |(start, line)| match this.key(start, line) {
            Ok(key) if before.replace(key) == Some(key) => None,
            Ok(key) => Some(Ok((key, Place(start)))),
            Err(damaged) => Some(Err(damaged)),
        })
    }

    /// The scopes that any method has, read without a parser: they hold nothing to unescape.
    pub fn scopes(&self) -> BTreeSet<&'a str> {
        let text = self.0.text();
        let lists = text.split("\"scopes\":[").skip(1).filter_map(|rest| rest.split_once(']'));
        lists
            .flat_map(|(list, _)| list.split(','))
            .map(|scope| scope.trim_matches('"'))
            .filter(|s| !s.is_empty())
            .collect()
    }

    /// Every method, parsed.
    ///
    /// # Errors
    /// Each damaged line is an error of its own.
    pub fn iter(&self) -> impl Iterator<Item = Result<Method, Damaged>> + use<'a> {
        let lines = self.0;
        lines.from(0).map(move |(start, line)| lines.parse(start, line))
    }

    /// The two leading members, `{"method":"..","api":".."`, read without a parser: they hold nothing to unescape.
    fn key(&self, start: usize, line: &'a str) -> Result<(&'a str, Api), Damaged> {
        let read = || {
            // To look for one sign is much faster than to look for a text, where this crate is not optimised.
            let (name, rest) = line.strip_prefix("{\"method\":\"")?.split_once('"')?;
            match rest.strip_prefix(",\"api\":\"v")?.as_bytes().first()? {
                b'2' => Some((name, Api::V2)),
                b'3' => Some((name, Api::V3)),
                _ => None,
            }
        };
        read().ok_or_else(|| self.0.damaged(start, "the line does not begin with a method's name and its api".into()))
    }
}

/// Can this be the name of a method, an event or a placement? The look-up compares names as they stand in a line, so none
/// holds what JSON has to escape.
///
/// ```
/// use b24_specs::index::is_name;
///
/// assert!(is_name("crm.item.add") && !is_name("\"crm.item.add\"") && !is_name("*"));
/// ```
pub fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric) && !text.chars().any(|c| c.is_control() || matches!(c, '"' | '\\'))
}

impl System {
    /// Reads `system.json`; `file` is its name in errors.
    ///
    /// # Errors
    /// Where the text is damaged or of another version.
    pub fn parse(file: &str, text: &str) -> Result<Self, Damaged> {
        let damaged = |line, reason| Damaged { file: file.into(), line, reason };
        match serde_json::from_str::<Self>(text) {
            Ok(system) if system.ir == VERSION => Ok(system),
            Ok(system) => Err(damaged(0, other_version(system.ir))),
            Err(e) => Err(damaged(e.line(), e.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, api: &str, version: u32) -> String {
        format!(
            "{{\"method\":\"{name}\",\"api\":\"{api}\",\"page\":\"p.md\",\"title\":\"\",\"scopes\":[],\"auth\":\"any\",\
             \"access\":\"any\",\"kind\":\"read\",\"params\":[],\"result\":{{\"name\":\"result\",\"type\":\"boolean\",\
             \"required\":false}},\"errors\":[],\"examples\":{{\"requests\":0,\"responses\":0}},\"ir\":{version}}}\n"
        )
    }

    #[test]
    fn every_line_is_found_and_no_other() {
        let names = ["a", "a.b", "a.b.c", "ab", "b", "z.y"];
        let text: String = names.iter().map(|n| line(n, "v2", VERSION)).collect();
        let index = Methods::new("x.jsonl", &text).unwrap();
        for name in names {
            assert_eq!(index.get(name, Api::V2).unwrap().unwrap().method, name);
            assert_eq!(index.get(name, Api::V3).unwrap(), None);
        }
        for name in ["", "a.", "aa", "zz"] {
            assert_eq!(index.get(name, Api::V2).unwrap(), None);
        }
        assert_eq!(index.names().map(|n| n.unwrap().0).collect::<Vec<_>>(), names);
    }

    #[test]
    fn both_interfaces_of_one_name() {
        let text = line("t", "v2", VERSION) + &line("t", "v3", VERSION);
        let index = Methods::new("x.jsonl", &text).unwrap();
        assert_eq!(index.get("t", Api::V2).unwrap().unwrap().api, Api::V2);
        assert_eq!(index.get("t", Api::V3).unwrap().unwrap().api, Api::V3);
    }

    #[test]
    fn a_method_has_a_line_for_each_of_its_commands() {
        let of = |value: &str| {
            let command = format!("\"command\":{{\"param\":\"P\",\"value\":\"{value}\"}},\"page\"");
            line("b", "v2", VERSION).replace("\"page\"", &command)
        };
        let text = line("a", "v2", VERSION) + &of("x") + &of("y") + &of("z") + &line("c", "v2", VERSION);
        let index = Methods::new("x.jsonl", &text).unwrap();
        let values = index.commands("b", Api::V2).map(|method| method.unwrap().command.unwrap().value);
        assert_eq!(values.collect::<Vec<_>>(), ["x", "y", "z"]);
        assert_eq!(index.get("b", Api::V2).unwrap().unwrap().command.unwrap().value, "x");
        assert_eq!(index.commands("bb", Api::V2).count(), 0);
        let places: Vec<_> = index.places().map(Result::unwrap).collect();
        assert_eq!(places.iter().map(|(key, _)| key.0).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(places.into_iter().map(|(_, place)| index.at(place).count()).collect::<Vec<_>>(), [1, 3, 1]);
    }

    #[test]
    fn damage_is_told_with_its_place() {
        let text = line("a", "v2", VERSION) + &line("b", "v2", 7) + "garbage\n";
        let index = Methods::new("x.jsonl", &text).unwrap();
        assert_eq!(
            index.get("b", Api::V2).unwrap_err().to_string(),
            "x.jsonl:2: version 7 of the IR, while this build reads version 1; rebuild it with `b24c build`"
        );
        assert!(index.get("c", Api::V2).unwrap_err().to_string().starts_with("x.jsonl:3: the line does not begin"));
        assert!(Methods::new("x.jsonl", text.trim_end()).is_err());
    }
}
