//! What stands in one place of a page of `specs/`: plain words and code spans, nothing else.

use std::str::FromStr;

use serde_json::{Map, Value};

use super::text::{read_text, read_value};
use crate::yfm::{Block, Inline, Kind, Offset};

/// What is wrong with a page of `specs/`, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes.
    pub at: Offset,
    /// One sentence.
    pub message: String,
}

/// A piece of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Words(String),
    Code(&'a str),
}

/// A cell of a table, the text of a heading, or what follows `key:` in a list.
#[derive(Clone, Debug)]
pub(super) struct Cell<'a> {
    pub(super) at: Offset,
    pub(super) tokens: Vec<Token<'a>>,
}

impl<'a> Cell<'a> {
    /// The cell that running text makes.
    pub(super) fn of(at: Offset, text: &[Inline<'a>]) -> Result<Self, Problem> {
        let mut tokens: Vec<Token<'a>> = Vec::new();
        for inline in text {
            let words: &str = match inline {
                Inline::Code(code) => {
                    tokens.push(Token::Code(code));
                    continue;
                }
                Inline::Text(text) => text,
                Inline::Break => " ",
                _ => return Err(problem(at, "write plain words and `code` only, without other markup")),
            };
            match tokens.last_mut() {
                Some(Token::Words(before)) => before.push_str(words),
                _ => tokens.push(Token::Words(words.to_owned())),
            }
        }
        Ok(Self { at, tokens })
    }

    /// The cell that the blocks of a table's cell or of a list's item make.
    pub(super) fn of_blocks(at: Offset, blocks: &[Block<'a>]) -> Result<Self, Problem> {
        match blocks {
            [] => Ok(Self { at, tokens: Vec::new() }),
            [Block { kind: Kind::Paragraph(text), .. }] => Self::of(at, text),
            _ => Err(problem(at, "write one line here")),
        }
    }

    /// Splits `key: rest`.
    pub(super) fn split_key(mut self) -> Result<(String, Self), Problem> {
        if let Some(Token::Words(words)) = self.tokens.first_mut()
            && let Some((key, rest)) = words.split_once(':')
        {
            let key = key.trim().to_owned();
            *words = rest.trim_start().to_owned();
            if words.is_empty() {
                self.tokens.remove(0);
            }
            return Ok((key, self));
        }
        Err(problem(self.at, "write `- key: value`"))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Plain words alone.
    pub(super) fn words(&self) -> Option<&str> {
        match self.tokens.as_slice() {
            [Token::Words(words)] => Some(words.trim()),
            _ => None,
        }
    }

    /// One of the words of a closed set.
    pub(super) fn one_of<T: Copy>(&self, set: &[(&str, T)]) -> Result<T, Problem> {
        let found = self.words().and_then(|words| set.iter().find(|(name, _)| *name == words));
        found.map(|&(_, value)| value).ok_or_else(|| {
            let names: Vec<_> = set.iter().map(|(name, _)| format!("`{name}`")).collect();
            problem(self.at, format!("write {}, without the quotes", names.join(" or ")))
        })
    }

    /// The mark that something holds.
    pub(super) fn yes(&self) -> Result<bool, Problem> {
        self.one_of(&[("yes", true)])
    }

    /// A number.
    pub(super) fn number<T: FromStr>(&self) -> Result<T, Problem> {
        self.words()
            .and_then(|words| words.parse().ok())
            .ok_or_else(|| problem(self.at, "write a number that fits here, in digits"))
    }

    /// One text.
    pub(super) fn text(&self) -> Result<String, Problem> {
        match self.tokens.as_slice() {
            [Token::Code(code)] => self.decode(read_text(code)),
            _ => Err(problem(self.at, "write one text, in backquotes")),
        }
    }

    /// One value.
    pub(super) fn value(&self) -> Result<Value, Problem> {
        match self.tokens.as_slice() {
            [Token::Code(code)] => self.decode(read_value(code)),
            _ => Err(problem(self.at, "write one value, in backquotes")),
        }
    }

    /// Texts with commas between them.
    pub(super) fn texts(&self) -> Result<Vec<String>, Problem> {
        self.codes()?.into_iter().map(|code| self.decode(read_text(code))).collect()
    }

    /// Values with commas between them.
    pub(super) fn values(&self) -> Result<Vec<Value>, Problem> {
        self.codes()?.into_iter().map(|code| self.decode(read_value(code))).collect()
    }

    /// `` `name` = `value` ``, with commas between them.
    pub(super) fn assignments(&self) -> Result<Map<String, Value>, Problem> {
        let wrong = || problem(self.at, "write `name` = `value`, each in backquotes, with commas between");
        let mut all = Map::new();
        let mut rest = self.tokens.as_slice();
        loop {
            let [Token::Code(name), Token::Words(equals), Token::Code(value), tail @ ..] = rest else {
                return Err(wrong());
            };
            if equals.trim() != "=" {
                return Err(wrong());
            }
            all.insert(self.decode(read_text(name))?, self.decode(read_value(value))?);
            match tail {
                [] => return Ok(all),
                [Token::Words(comma), next @ ..] if comma.trim() == "," => rest = next,
                _ => return Err(wrong()),
            }
        }
    }

    /// Code spans with commas between them.
    fn codes(&self) -> Result<Vec<&str>, Problem> {
        let mut codes = Vec::new();
        for (i, token) in self.tokens.iter().enumerate() {
            match token {
                Token::Code(code) if i.is_multiple_of(2) => codes.push(*code),
                Token::Words(comma) if !i.is_multiple_of(2) && comma.trim() == "," => {}
                _ => return Err(problem(self.at, "write each one in backquotes, with commas between")),
            }
        }
        if codes.is_empty() || self.tokens.len().is_multiple_of(2) {
            return Err(problem(self.at, "write at least one, in backquotes, and nothing behind the last"));
        }
        Ok(codes)
    }

    fn decode<T>(&self, read: Result<T, String>) -> Result<T, Problem> {
        read.map_err(|message| problem(self.at, message))
    }
}

pub(super) fn problem(at: Offset, message: impl Into<String>) -> Problem {
    Problem { at, message: message.into() }
}
