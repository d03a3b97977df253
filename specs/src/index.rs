//! Finding lines by name: binary search over the text, parsing only what is asked for.

use std::cmp::Ordering;
use std::fmt;

use crate::ir::{Api, Method, System, VERSION};

/// The lines of a `methods.jsonl`, sorted by name and interface.
#[derive(Clone, Copy, Debug)]
pub struct Methods<'a> {
    file: &'a str,
    text: &'a str,
}

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
            write!(f, "{}: {}; rebuild it with `cargo xtask build`", self.file, self.reason)
        } else {
            write!(f, "{}:{}: {}; rebuild it with `cargo xtask build`", self.file, self.line, self.reason)
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
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.is_empty() || text.ends_with('\n') {
            return Ok(Self { file, text });
        }
        Err(Damaged { file: file.into(), line: text.lines().count(), reason: "the last line is cut off".into() })
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
        let (first, damaged) = match self.first(name, api) {
            Ok(first) => (first, None),
            Err(damaged) => (self.text.len(), Some(damaged)),
        };
        let wanted = (name.to_owned(), api);
        let lines = Self { text: &self.text[first..], ..this }.lines();
        let of_method = lines.map_while(move |(start, line)| {
            let (name, api) = this.key(first + start, line).ok()?;
            ((name, api) == (wanted.0.as_str(), wanted.1)).then(|| this.parse(first + start, line))
        });
        damaged.map(Err).into_iter().chain(of_method)
    }

    /// Where the first line begins whose key is not below this one.
    fn first(&self, name: &str, api: Api) -> Result<usize, Damaged> {
        let (mut low, mut high) = (0, self.text.len());
        while low < high {
            let start = self.line_start(low + (high - low) / 2, low);
            let line = self.line_at(start);
            match self.key(start, line)?.cmp(&(name, api)) {
                Ordering::Less => low = start + line.len() + 1,
                Ordering::Equal | Ordering::Greater => high = start,
            }
        }
        Ok(low)
    }

    /// Name and interface of every method, in order, without parsing the rest.
    ///
    /// # Errors
    /// Each damaged line is an error of its own.
    pub fn names(&self) -> impl Iterator<Item = Result<(&'a str, Api), Damaged>> + use<'a> {
        let this = *self;
        self.lines().map(move |(start, line)| this.key(start, line))
    }

    /// Every method, parsed.
    ///
    /// # Errors
    /// Each damaged line is an error of its own.
    pub fn iter(&self) -> impl Iterator<Item = Result<Method, Damaged>> + use<'a> {
        let this = *self;
        self.lines().map(move |(start, line)| this.parse(start, line))
    }

    fn lines(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let text = self.text;
        let mut start = 0;
        std::iter::from_fn(move || {
            let rest = &text[start..];
            let line = &rest[..rest.find('\n')?];
            let at = start;
            start += line.len() + 1;
            Some((at, line))
        })
    }

    /// Start of the line that `at` falls into, not before `low`.
    fn line_start(&self, at: usize, low: usize) -> usize {
        let at = (low..=at).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(low);
        // The searches of `str` are fast even where this crate is not optimised, as in other people's debug builds.
        self.text[low..at].rfind('\n').map_or(low, |i| low + i + 1)
    }

    fn line_at(&self, start: usize) -> &'a str {
        let rest = &self.text[start..];
        rest.split_once('\n').map_or(rest, |(line, _)| line)
    }

    /// The two leading members, `{"method":"..","api":".."`, read without a parser: they hold nothing to unescape.
    fn key(&self, start: usize, line: &'a str) -> Result<(&'a str, Api), Damaged> {
        let read = || {
            let (name, rest) = line.strip_prefix("{\"method\":\"")?.split_once("\",\"api\":\"v")?;
            match rest.as_bytes().first()? {
                b'2' => Some((name, Api::V2)),
                b'3' => Some((name, Api::V3)),
                _ => None,
            }
        };
        read().ok_or_else(|| self.damaged(start, "the line does not begin with a method's name and its api".into()))
    }

    fn parse(&self, start: usize, line: &str) -> Result<Method, Damaged> {
        let method: Method = serde_json::from_str(line).map_err(|e| match version(line) {
            Some(found) if found != VERSION => self.damaged(start, other_version(found)),
            _ => self.damaged(start, e.to_string()),
        })?;
        if method.ir == VERSION { Ok(method) } else { Err(self.damaged(start, other_version(method.ir))) }
    }

    fn damaged(&self, start: usize, reason: String) -> Damaged {
        let line = self.text[..start].matches('\n').count() + 1;
        Damaged { file: self.file.into(), line, reason }
    }
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

/// The version that a line gives, where the rest of it cannot be read.
fn version(line: &str) -> Option<u32> {
    line.strip_suffix('}')?.rsplit_once("\"ir\":")?.1.parse().ok()
}

fn other_version(found: u32) -> String {
    format!("version {found} of the IR, while this build reads version {VERSION}")
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
    }

    #[test]
    fn damage_is_told_with_its_place() {
        let text = line("a", "v2", VERSION) + &line("b", "v2", 7) + "garbage\n";
        let index = Methods::new("x.jsonl", &text).unwrap();
        assert_eq!(
            index.get("b", Api::V2).unwrap_err().to_string(),
            "x.jsonl:2: version 7 of the IR, while this build reads version 1; rebuild it with `cargo xtask build`"
        );
        assert!(index.get("c", Api::V2).unwrap_err().to_string().starts_with("x.jsonl:3: the line does not begin"));
        assert!(Methods::new("x.jsonl", text.trim_end()).is_err());
    }
}
