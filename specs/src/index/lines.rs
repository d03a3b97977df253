//! The lines of a file, each read only when it is asked for.

use serde::de::DeserializeOwned;

use super::Damaged;
use crate::ir::{Event, Method, Placement, VERSION};

/// A file of the IR, and its name in errors.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines<'a> {
    file: &'a str,
    text: &'a str,
}

/// What a line is read into.
pub(super) trait Line: DeserializeOwned {
    /// The version of its form.
    fn version(&self) -> u32;
}

impl Line for Method {
    fn version(&self) -> u32 {
        self.ir
    }
}

impl Line for Event {
    fn version(&self) -> u32 {
        self.ir
    }
}

impl Line for Placement {
    fn version(&self) -> u32 {
        self.ir
    }
}

impl<'a> Lines<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Result<Self, Damaged> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.is_empty() || text.ends_with('\n') {
            return Ok(Self { file, text });
        }
        Err(Damaged { file: file.into(), line: text.lines().count(), reason: "the last line is cut off".into() })
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The lines behind the beginning of one, with their own beginnings.
    pub(super) fn from(&self, start: usize) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let text = self.text;
        let mut start = start;
        std::iter::from_fn(move || {
            let (line, _) = text.get(start..)?.split_once('\n')?;
            let at = start;
            start += line.len() + 1;
            Some((at, line))
        })
    }

    /// The line that `at` falls into and its beginning, not before `low`.
    pub(super) fn around(&self, at: usize, low: usize) -> (usize, &'a str) {
        let at = (low..=at).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(low);
        // The searches of `str` are fast even where this crate is not optimised, as in other people's debug builds.
        let start = self.text[low..at].rfind('\n').map_or(low, |i| low + i + 1);
        let rest = &self.text[start..];
        (start, rest.split_once('\n').map_or(rest, |(line, _)| line))
    }

    /// Reads the line that begins at `start`.
    pub(super) fn parse<T: Line>(&self, start: usize, line: &str) -> Result<T, Damaged> {
        let read: T = serde_json::from_str(line).map_err(|e| match version(line) {
            Some(found) if found != VERSION => self.damaged(start, other_version(found)),
            _ => self.damaged(start, e.to_string()),
        })?;
        match read.version() {
            VERSION => Ok(read),
            other => Err(self.damaged(start, other_version(other))),
        }
    }

    pub(super) fn damaged(&self, start: usize, reason: String) -> Damaged {
        let line = self.text[..start].matches('\n').count() + 1;
        Damaged { file: self.file.into(), line, reason }
    }
}

/// The version that a line gives, where the rest of it cannot be read.
fn version(line: &str) -> Option<u32> {
    line.strip_suffix('}')?.rsplit_once("\"ir\":")?.1.parse().ok()
}

pub(super) fn other_version(found: u32) -> String {
    format!("version {found} of the IR, while this build reads version {VERSION}")
}
