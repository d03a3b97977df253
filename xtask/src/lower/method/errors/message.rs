//! The server's messages, as pages write them.

use std::borrow::Cow;

use crate::lexicon;
use crate::lower::text::is_word;

/// A message with `{name}` where the server puts a value: the pages write `#NAME#`, `<name>` or a name in quoted code.
pub(super) fn as_pattern(text: &str) -> Option<String> {
    let text = unescaped(cut_out(text));
    let text = without_break(&text);
    let mut pattern = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !pattern.is_empty() {
            pattern.push(' ');
        }
        pattern.push_str(word);
    }
    if memchr::memchr2(b'#', b'<', pattern.as_bytes()).is_some() {
        pattern = placeholders(&pattern);
    }
    if pattern.contains("...") {
        pattern = gaps(&pattern);
    }
    if pattern.contains('`') {
        pattern = quoted(&pattern).replace('`', "");
    }
    let text = pattern.trim();
    if lexicon::EMPTY.spells(text) {
        None
    } else if text.len() == pattern.len() {
        Some(pattern)
    } else {
        Some(text.to_owned())
    }
}

/// `#NAME#` and `<name>` are values of the call.
fn placeholders(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let opened = |open, close| name(rest.strip_prefix(open)?, |c| is_word(c) || c == ' ', close);
        if let Some((name, behind)) = opened('#', "#").or_else(|| opened('<', ">")) {
            out.extend(["{", &name.replace(' ', "_"), "}"]);
            rest = behind;
        } else {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

/// `...` in the place of a word is a value of the call; behind a word it only trails off.
fn gaps(text: &str) -> String {
    let stands_alone = |word: &str| word.trim_matches(['\'', '"', '`', '(', ')', ',', '[', ']', '#']) == "...";
    let words = text
        .split(' ')
        .map(|word| if stands_alone(word) { Cow::Owned(word.replace("...", "{...}")) } else { Cow::Borrowed(word) });
    words.collect::<Vec<_>>().join(" ")
}

/// `'` + code + `'` is a value of the call.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("'`") {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let behind = behind.get(2..).unwrap_or_default();
        if let Some((name, after)) = name(behind, is_word, "`'") {
            out.extend(["'{", name, "}'"]);
            rest = after;
        } else {
            out.push_str("'`");
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

/// Characters that the name of a value in a message has at most.
const NAME: usize = 40;

/// The name that a text begins with, of letters that it may have, and what is behind its end.
fn name<'t>(text: &'t str, may_have: impl Fn(char) -> bool, end: &str) -> Option<(&'t str, &'t str)> {
    let length = text.chars().take(NAME).take_while(|c| may_have(*c)).map(char::len_utf8).sum();
    let (name, behind) = text.split_at_checked(length)?;
    behind.strip_prefix(end).filter(|_| !name.is_empty()).map(|behind| (name, behind))
}

/// The text without the line break for a page at its end.
pub(super) fn without_break(text: &str) -> &str {
    let mut text = text.trim_end();
    // The page may have all of it in code, whose other backtick goes with those of the pattern.
    let shorter = |text: &str| {
        let body = text.strip_suffix('`').unwrap_or(text);
        BREAKS.iter().find_map(|sign| body.strip_suffix(sign)).map(|body| body.trim_end().len())
    };
    while let Some(end) = shorter(text) {
        text = text.get(..end).unwrap_or_default();
    }
    text
}

const BREAKS: &[&str] = &["<br>", "<br/>", "<br />"];

/// Signs written as JSON writes them, `\u003C`, as they are.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut pieces = text.split("\\u");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let sign = piece
            .get(..4)
            .filter(|code| is_hex(code))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        match sign {
            Some(sign) => {
                out.push(sign);
                out.push_str(piece.get(4..).unwrap_or_default());
            }
            None => out.extend(["\\u", piece]),
        }
    }
    Cow::Owned(out)
}

fn is_hex(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The text without what it began with in the answer that it was taken from: its key, or a quote that nothing closes.
fn cut_out(text: &str) -> &str {
    let inner = text.trim_start_matches(['`', ' ']);
    let quoted = || inner.strip_prefix('"').filter(|rest| !rest.contains('"'));
    inner.strip_prefix("error_description\":\"").or_else(quoted).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_keep_what_the_server_fills_in() {
        assert_eq!(as_pattern("Field `#FIELD#` of #TYPE#").as_deref(), Some("Field {FIELD} of {TYPE}"));
        assert_eq!(as_pattern("field '`name`' is not `allowed`").as_deref(), Some("field '{name}' is not allowed"));
        assert_eq!(as_pattern("No '...' in ... yet").as_deref(), Some("No '{...}' in {...} yet"));
        assert_eq!(as_pattern("Wrong {...}, please wait...").as_deref(), Some("Wrong {...}, please wait..."));
        assert_eq!(as_pattern("a < b # c").as_deref(), Some("a < b # c"));
        assert_eq!(as_pattern("—"), None);
    }

    #[test]
    fn messages_are_written_without_escapes_and_breaks() {
        for text in [
            r"Not \u0022here\u0022\u003Cbr\u003E",
            "Not \"here\"<br>",
            "`Not \"here\"<br />`",
            r#"`error_description":"Not \u0022here\u0022`"#,
            r#"`"Not \u0022here\u0022`"#,
            r"`Not \u0022here\u0022\u003cbr\u003e\u003cbr\u003e`",
        ] {
            assert_eq!(as_pattern(text).as_deref(), Some("Not \"here\""), "{text}");
        }
        for text in [r"In \users or \u12 or \uD800", "Not a <br> here"] {
            assert_eq!(unescaped(text), text);
            assert_eq!(without_break(text), text);
        }
    }
}
