//! Events and placements: one line a code.

use std::marker::PhantomData;

use super::Damaged;
use super::lines::{Line, Lines};
use crate::ir::{Event, Placement};

/// The lines of an `events.jsonl` or of a `placements.jsonl`.
#[derive(Debug)]
pub struct Codes<'a, T> {
    lines: Lines<'a>,
    of: PhantomData<fn() -> T>,
}

/// What has a code: an [`Event`] or a [`Placement`].
#[expect(private_bounds, reason = "there are no others")]
pub trait Coded: Line {
    /// How its line begins.
    #[doc(hidden)]
    const OPENING: &'static str;
}

impl Coded for Event {
    const OPENING: &'static str = "{\"event\":\"";
}

impl Coded for Placement {
    const OPENING: &'static str = "{\"placement\":\"";
}

impl<'a, T: Coded> Codes<'a, T> {
    /// Takes the text of a file; `file` is its name in errors.
    ///
    /// # Errors
    /// Where the file is cut off. Lines are looked at only when they are asked for.
    pub fn new(file: &'a str, text: &'a str) -> Result<Self, Damaged> {
        Ok(Self { lines: Lines::new(file, text)?, of: PhantomData })
    }

    /// Every code, in order, without parsing the rest.
    ///
    /// # Errors
    /// Each damaged line is an error of its own.
    pub fn names(&self) -> impl Iterator<Item = Result<&'a str, Damaged>> + use<'a, T> {
        let lines = self.lines;
        lines.from(0).map(move |(start, line)| {
            code::<T>(line).ok_or_else(|| lines.damaged(start, "the line does not begin with a code".into()))
        })
    }

    /// What has that code, parsed.
    ///
    /// # Errors
    /// Where its line is damaged or of another version.
    pub fn get(&self, name: &str) -> Result<Option<T>, Damaged> {
        let found = self.lines.from(0).find(|(_, line)| code::<T>(line) == Some(name));
        found.map(|(start, line)| self.lines.parse(start, line)).transpose()
    }
}

/// Read without a parser: a code holds nothing to unescape.
fn code<T: Coded>(line: &str) -> Option<&str> {
    Some(line.strip_prefix(T::OPENING)?.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use crate::ir::Placement;

    use super::*;

    #[test]
    fn every_shipped_code_is_found_and_no_other() {
        let events = crate::events().unwrap();
        let placements = crate::placements().unwrap();
        assert!(events.names().count() > 100 && placements.names().count() > 70);
        for name in events.names().map(Result::unwrap) {
            assert_eq!(events.get(name).unwrap().unwrap().event, name);
        }
        for name in placements.names().map(Result::unwrap) {
            assert_eq!(placements.get(name).unwrap().unwrap().placement, name);
        }
        assert_eq!(events.get("ONCRMDEALAD").unwrap(), None);
    }

    #[test]
    fn damage_is_told_with_its_place() {
        let codes = Codes::<Placement>::new("x.jsonl", "{\"placement\":\"A\"}\ngarbage\n").unwrap();
        assert!(codes.get("A").unwrap_err().to_string().starts_with("x.jsonl:1: missing field"));
        let names: Vec<_> = codes.names().map(|name| name.map_err(|e| e.to_string())).collect();
        assert_eq!(names[0], Ok("A"));
        assert!(names[1].as_ref().unwrap_err().starts_with("x.jsonl:2: the line does not begin with a code"));
        assert!(Codes::<Placement>::new("x.jsonl", "{").is_err());
    }
}
