//! Code read for the keys that it shows: a variable is a value that nobody knows, and some of the keys may be left out.

use super::{Json, Reader, Script};
use crate::yfm::Arena;

/// How long a regular expression is at the most.
const PATTERN: usize = 200;

impl<'a> Reader<'a> {
    /// Takes what is no literal for `null`, and tells whether something [is left out](Self::is_abridged).
    pub(crate) fn lenient(script: Script, code: &'a str, arena: &'a Arena) -> Self {
        Self { lenient: true, ..Self::new(script, code, arena) }
    }

    /// Did what was read leave something out, or may it have?
    pub(crate) fn is_abridged(&self) -> bool {
        self.abridged
    }

    /// Does this sign come next? Goes behind it and what comments stand before it. Where a key may stand, a comment may stand
    /// for keys: one with dots, one in the midst of the code, and one on a line of its own that no key follows.
    pub(super) fn closes(&mut self, close: &str) -> bool {
        let mut on_its_line = false;
        loop {
            let blank = self.rest.len() - self.rest.trim_start().len();
            let breaks = self.rest.get(..blank).is_some_and(|blank| blank.contains('\n'));
            let Some(comment) = self.comment() else { break };
            self.abridged |= comment.starts_with("/*") || comment.contains("..") || comment.contains('…');
            on_its_line |= breaks;
        }
        let closes = self.take(close);
        self.abridged |= closes && on_its_line;
        closes
    }

    /// Goes behind `...others`.
    pub(super) fn spread(&mut self) -> bool {
        let spreads = self.take("...");
        if spreads {
            self.abridged = true;
            self.blank(self.rest);
        }
        spreads
    }

    /// Goes to the end of the value that begins there: to the sign behind it that is in none of its brackets and texts.
    pub(super) fn blank(&mut self, begin: &'a str) -> Option<Json<'a>> {
        self.rest = begin;
        let (mut depth, mut before) = (0_usize, b'(');
        loop {
            self.skip();
            let next = self.rest.bytes().next()?;
            let last = std::mem::replace(&mut before, next);
            match next {
                b'/' if self.script == Script::JavaScript && !ends_value(last) => self.pattern(),
                b'\'' | b'"' | b'`' => self.text(next),
                b',' | b';' if depth == 0 => return Some(Json::Null),
                b'=' if depth == 0 && self.script == Script::Php && self.rest.starts_with("=>") => {
                    return Some(Json::Null);
                }
                b')' | b']' | b'}' => {
                    let Some(outer) = depth.checked_sub(1) else { return Some(Json::Null) };
                    depth = outer;
                    self.sign();
                }
                b'(' | b'[' | b'{' => {
                    depth += 1;
                    self.sign();
                }
                _ => drop(self.sign()),
            }
        }
    }

    /// Goes behind a regular expression, in which a quote begins no text: it ends in its line, behind what is in brackets.
    fn pattern(&mut self) {
        let (mut escaped, mut within) = (false, false);
        let line = self.rest.bytes().skip(1).take(PATTERN).take_while(|&byte| byte != b'\n');
        let end = line.into_iter().position(|byte| {
            let ends = byte == b'/' && !escaped && !within;
            within = !escaped && (byte == b'[' || within && byte != b']') || escaped && within;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        match end.and_then(|end| self.rest.get(end + 2..)) {
            Some(rest) => self.rest = rest,
            None => drop(self.sign()),
        }
    }

    /// Goes behind a text, whatever is in it.
    fn text(&mut self, quote: u8) {
        let mut escaped = false;
        let end = self.rest.bytes().skip(1).position(|byte| {
            let ends = byte == quote && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        self.rest = end.and_then(|end| self.rest.get(end + 2..)).unwrap_or_default();
    }
}

/// Does a value end in this sign? Behind one, a slash divides.
fn ends_value(sign: u8) -> bool {
    sign.is_ascii_alphanumeric()
        || matches!(sign, b')' | b']' | b'}' | b'_' | b'$' | b'\'' | b'"' | b'`')
        || !sign.is_ascii()
}
