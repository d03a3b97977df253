//! Texts in quotes, with what their languages make of a backslash.

use super::{Read, Reader, Script};

impl<'a> Reader<'a> {
    /// A text, or several that are joined: `'a' + 'b'`, in PHP `'a' . 'b'`.
    pub(super) fn joined(&mut self) -> Read<&'a str> {
        let first = self.quoted()?;
        let sign = if self.script == Script::Php { "." } else { "+" };
        let mut all = String::new();
        while self.take(sign) {
            self.skip();
            all.push_str(self.quoted()?);
        }
        Ok(if all.is_empty() { first } else { self.arena.alloc_str(&[first, &all].concat()) })
    }

    /// A text in quotes of one of the kinds that the language has.
    pub(super) fn quoted(&mut self) -> Read<&'a str> {
        let quote = self.rest.chars().next().unwrap_or_default();
        if !matches!((quote, self.script), ('\'' | '"', _) | ('`', Script::JavaScript)) {
            return Err(self.refusal());
        }
        self.sign();
        let mut text = String::new();
        loop {
            let plain = self.leading(|c| c != quote && !matches!(c, '\\' | '$' | '{' | '\n'));
            self.behind(plain);
            let next = self.rest.chars().next().ok_or("a text has no end")?;
            if next == quote {
                self.sign();
                return Ok(if text.is_empty() { plain } else { self.arena.alloc_str(&[&text, plain].concat()) });
            }
            text.push_str(plain);
            match next {
                '\\' => self.escaped(quote, &mut text)?,
                '\n' if quote != '`' && self.script == Script::JavaScript => return Err("a text has no end".to_owned()),
                _ if self.is_filled_in(quote) => return Err("a text with a variable in it is no literal".to_owned()),
                _ => {
                    text.push(next);
                    self.sign();
                }
            }
        }
    }

    /// Does a part of the text that is made when the code runs come next? `${x}`, in PHP also `$x` and `{$x`.
    fn is_filled_in(&self, quote: char) -> bool {
        let next = |sign: &str| self.rest.strip_prefix(sign);
        match self.script {
            Script::JavaScript => quote == '`' && next("${").is_some(),
            Script::Php => {
                let name = |rest: &str| rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '{'));
                quote == '"' && (next("{$").is_some() || next("$").is_some_and(name))
            }
        }
    }

    /// What stands behind a backslash.
    fn escaped(&mut self, quote: char, text: &mut String) -> Read<()> {
        self.sign();
        let sign = self.sign().ok_or("a text has no end")?;
        let php = self.script == Script::Php;
        let plain = match sign {
            '\\' => '\\',
            _ if sign == quote => quote,
            _ if php && quote == '\'' => {
                text.push('\\');
                sign
            }
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'b' if !php => '\u{8}',
            '$' if php => '$',
            'e' if php => '\u{1b}',
            // The text goes on in the next line.
            '\n' if !php => return Ok(()),
            '\r' if !php => {
                self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
                return Ok(());
            }
            'u' | 'x' | '0'..='9' => return Err(format!("`\\{sign}` is not followed")),
            _ if php => {
                text.push('\\');
                sign
            }
            _ => sign,
        };
        text.push(plain);
        Ok(())
    }
}
