//! JSON as people abridge it: with comments, with dots or words for what is left out, with commas that nothing follows or that
//! are missing, with bare keys, with backslashes that are text.

/// The keys that lead to an object; lists on the way have none.
pub(super) type Keys<'a> = Vec<&'a str>;

/// How deep objects that leave something out are told of.
const DEPTH: usize = 12;

/// The text with blanks in place of all that, and what is missing in its place; nothing where it is in no need of them.
pub(super) fn whole(text: &str) -> Option<String> {
    let mut out = text.as_bytes().to_vec();
    blank_words(&mut out);
    blank_commas(&mut out);
    let out = complete(&out);
    (out != text.as_bytes()).then(|| String::from_utf8(out).ok())?
}

/// The objects that leave out some of their keys: dots stand among those, a comment that begins with dots, or a line of words.
pub(crate) fn open_objects(text: &str) -> Vec<Keys<'_>> {
    let mut open = Vec::new();
    // What is around: each object and list with the key that it stands under, and the text and the sign before.
    let mut around: Vec<(bool, Option<&str>)> = Vec::new();
    let (mut at, mut last, mut before) = (0, None, b' ');
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        let (words, len) = piece(rest);
        let piece = text.get(at..at + len).unwrap_or_default();
        at += len;
        if words {
            let words = piece.trim_start_matches(['/', '*', ' ']);
            let leaves_out = piece.starts_with('\n') || words.starts_with("..") || words.starts_with('…');
            if leaves_out && before != b':' && matches!(around.last(), Some((true, _))) && around.len() <= DEPTH {
                open.push(around.iter().filter_map(|(_, key)| *key).collect());
            }
            continue;
        }
        match piece.as_bytes() {
            [b'"', ..] => last = Some(piece.trim_matches('"')),
            [sign @ (b'{' | b'[')] => around.push((*sign == b'{', last.filter(|_| before == b':'))),
            [b'}' | b']'] => drop(around.pop()),
            _ => {}
        }
        if let Some(sign) = piece.bytes().next().filter(|byte| !byte.is_ascii_whitespace()) {
            before = sign;
        }
    }
    open
}

/// Blanks comments, dots and lines of words.
fn blank_words(out: &mut [u8]) {
    let mut at = 0;
    let begins = |byte: &u8| matches!(byte, b'"' | b'/' | b'.' | b'\n') || !byte.is_ascii();
    while let Some(plain) = out.get(at..).and_then(|rest| rest.iter().position(begins)) {
        at += plain;
        let rest = out.get(at..).unwrap_or_default();
        let (words, len) = piece(rest);
        if words && let Some(words) = out.get_mut(at..at + len) {
            words.fill(b' ');
        }
        at += len;
    }
}

/// How long the first piece of a text is, and whether it is words to the reader: a comment, dots, or the line behind a break.
fn piece(text: &[u8]) -> (bool, usize) {
    let till = |end: &[u8]| memchr::memmem::find(text, end);
    match text {
        [b'"', ..] => (false, string(text)),
        [b'/', b'/', ..] => (true, till(b"\n").unwrap_or(text.len())),
        [b'/', b'*', ..] => (true, till(b"*/").map_or(text.len(), |end| end + 2)),
        [b'.', b'.', ..] => (true, text.iter().take_while(|&&byte| byte == b'.').count()),
        [b'\n', rest @ ..] => {
            let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
            if is_words(line) { (true, 1 + line.len()) } else { (false, 1) }
        }
        [b' ', ..] => (false, text.iter().take_while(|&&byte| byte == b' ').count()),
        _ if text.starts_with("…".as_bytes()) => (true, "…".len()),
        _ => (false, 1),
    }
}

/// Is a line nothing but words: "12 more of them"?
fn is_words(line: &[u8]) -> bool {
    let is_json = |byte: &u8| b"\"'{}[]:,=/".contains(byte);
    let is_word = |word: &&[u8]| word.iter().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    let words = line.split(u8::is_ascii_whitespace).filter(is_word).take(2).count();
    words == 2 && !line.iter().any(is_json)
}

/// Blanks commas that stand before no value, or behind none.
fn blank_commas(out: &mut [u8]) {
    let mut at = 0;
    // What stands last, other than blanks, and the comma in it.
    let (mut last, mut comma) = (b'[', None);
    while let Some(rest) = out.get(at..).filter(|rest| !rest.is_empty()) {
        let (byte, len) = match rest {
            [b'"', ..] => (b'"', string(rest)),
            [byte, ..] => (*byte, 1),
            [] => break,
        };
        let unneeded = match byte {
            b',' if matches!(last, b'[' | b'{' | b',') => Some(at),
            b']' | b'}' => comma,
            _ => None,
        };
        if let Some(byte) = unneeded.and_then(|at| out.get_mut(at)) {
            *byte = b' ';
        }
        if !byte.is_ascii_whitespace() && unneeded != Some(at) {
            (last, comma) = (byte, (byte == b',').then_some(at));
        }
        at += len;
    }
}

/// Puts quotes around keys that have none, `{id: 1, 105: 2}`, and in place of single ones; a colon in place of an arrow of
/// PHP's; a comma between two objects; and a second backslash behind one that escapes nothing.
fn complete(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    // What stands last, other than blanks.
    let (mut at, mut last) = (0, b' ');
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if blank > 0 {
            out.extend_from_slice(rest.get(..blank).unwrap_or_default());
            at += blank;
            continue;
        }
        let key = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        let (piece, len): (&[u8], usize) = match rest {
            [b'"', ..] => {
                let len = string(rest);
                push_string(rest.get(..len).unwrap_or_default(), &mut out);
                (b"", len)
            }
            [b'{', ..] if last == b'}' => {
                out.push(b',');
                (rest, 1)
            }
            [b'=', b'>', ..] if matches!(last, b'"' | b'\'') => (b":", 2),
            [b'\'', text @ ..] if quoted(text).is_some() => {
                let inner = quoted(text).unwrap_or_default();
                out.push(b'"');
                out.extend_from_slice(inner);
                (b"\"", inner.len() + 2)
            }
            _ => (rest, key.max(1)),
        };
        let behind = || rest.get(key..).unwrap_or_default().trim_ascii_start();
        // Only behind a key are blanks looked through: each is passed once.
        let bare = key > 0 && matches!(last, b'{' | b',') && behind().first() == Some(&b':');
        out.extend(bare.then_some(b'"'));
        out.extend_from_slice(piece.get(..len.min(piece.len())).unwrap_or_default());
        out.extend(bare.then_some(b'"'));
        last = rest.get(..len).and_then(<[u8]>::last).copied().unwrap_or(last);
        at += len;
    }
    out
}

/// Appends a string, of which each backslash escapes something.
fn push_string(string: &[u8], out: &mut Vec<u8>) {
    let mut rest = string;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let (before, escape) = rest.split_at(at);
        out.extend_from_slice(before);
        let len = match escape {
            [_] => 1,
            [_, b'u', hex @ ..] if hex.iter().take(4).filter(|byte| byte.is_ascii_hexdigit()).count() == 4 => 2,
            [_, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            _ => {
                out.push(b'\\');
                1
            }
        };
        let (escape, behind) = escape.split_at_checked(len).unwrap_or((escape, &[]));
        out.extend_from_slice(escape);
        rest = behind;
    }
    out.extend_from_slice(rest);
}

/// The text up to the next single quote, where it needs no escapes in double ones.
fn quoted(text: &[u8]) -> Option<&[u8]> {
    let inner = text.get(..memchr::memchr(b'\'', text)?)?;
    inner.iter().all(|byte| !matches!(byte, b'"' | b'\\' | b'\n')).then_some(inner)
}

/// The length of the string that begins here.
pub(super) fn string(text: &[u8]) -> usize {
    let mut escaped = false;
    let end = text.iter().skip(1).position(|&byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_leaves_json() {
        for (text, expected) in [
            (r#"{"a": [1, /* b, c */ 2]} // d"#, r#"{"a": [1, 2]}"#),
            ("[{\"a\": 1},\n // ...\n {\"a\": 2},\n ... // more\n]", r#"[{"a": 1}, {"a": 2}]"#),
            ("{\"a\": 1,\n ...,\n \"b\": {…}, \"c\": [..., // more\n]}", r#"{"a": 1, "b": {}, "c": []}"#),
            (r#"{"a": "x, // \" ...,", "b": 2,}"#, r#"{"a": "x, // \" ...,", "b": 2}"#),
            ("{\"a\": 1\n // ещё\n}", r#"{"a": 1}"#),
            ("[1, , 2,]", "[1, 2]"),
            (r#"{id: 1, 105 : {a_b: true}, "c" => "d: e, f:"}"#, r#"{"id": 1, "105": {"a_b": true}, "c": "d: e, f:"}"#),
            (r#"{'a': '', "b": "it's"}"#, r#"{"a": "", "b": "it's"}"#),
            ("[{\"a\": 1},\n 12 more of them\n]", r#"[{"a": 1}]"#),
            ("[{\"a\": 1},\n ещё две лампы\n]", r#"[{"a": 1}]"#),
            ("[{\"a\": 1}\n {\"a\": 2}]", r#"[{"a": 1}, {"a": 2}]"#),
            (r#"{"a": "B\Main\user\\\u0041\n"}"#, r#"{"a": "B\\Main\\user\\\u0041\n"}"#),
        ] {
            let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
            assert_eq!(read(&whole(text).unwrap()), read(expected), "{text}");
        }
        // Blanks are passed once, however many they are.
        assert!(whole(&format!("{{a: 1,{}}}", " ".repeat(1_000_000))).is_some());
    }

    #[test]
    fn objects_that_leave_out_keys_are_told() {
        let text = r#"{"a": [{"b": 1, ...}, ...], "c": {"d": {"x": "...", // ...others
            }, "e": ..., "f": [..., /* ... */ 1], "g": "…" /* all */, "h": {…}}}"#;
        assert_eq!(open_objects(text), [vec!["a"], vec!["c", "d"], vec!["c", "h"]]);
        assert_eq!(open_objects("{... \"a\": 1}"), [Vec::<&str>::new()]);
        assert_eq!(open_objects("{\"a\": {\"b\": 1,\n 12 more of them\n}}"), [vec!["a"]]);
        let elsewhere = "{\"a\": [1,\n\n 12 more of them\n], \"b\": \"\n more of them\n\"}";
        assert!(open_objects(elsewhere).is_empty());
        for text in ["", "...", "]...", "{\"", "[\"a\": ...", "é{é"] {
            assert!(open_objects(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_touched() {
        for text in ["", r#"{"a": "b, ]"}"#, "[1, 2]", "\"", "{\"a\": \"\\", "[1.5, é]"] {
            assert_eq!(whole(text), None, "{text}");
        }
        assert_eq!(whole("/*").as_deref(), Some("  "));
        assert_eq!(whole("/").as_deref(), None);
    }
}
