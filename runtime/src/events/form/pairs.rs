//! A form's names and values, byte by byte: what they say is known to be UTF-8, or made it, only where it is JSON.

use std::borrow::Cow;

use memchr::memchr;

/// Name and value of each, still encoded. Those without a name are left out.
pub(super) fn of(mut form: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let pairs = std::iter::from_fn(move || {
        let pair;
        (pair, form) = split(Some(form).filter(|form| !form.is_empty())?, b'&');
        Some(split(pair, b'='))
    });
    pairs.filter(|(name, _)| !name.is_empty())
}

/// What is before the first of such bytes, and what is behind it.
fn split(text: &[u8], byte: u8) -> (&[u8], &[u8]) {
    let (before, behind) = text.split_at(memchr(byte, text).unwrap_or(text.len()));
    (before, behind.get(1..).unwrap_or_default())
}

/// The first key of a name, and what is behind it: `a[b][]` → `a` and `[b][]`. Brackets that nothing stands before, or that
/// are not closed, are part of the key.
pub(super) fn first(name: &[u8]) -> (Cow<'_, [u8]>, &[u8]) {
    let open = find(name, OPEN).filter(|(at, _)| *at > 0);
    let split = open.map(|(at, _)| name.split_at(at)).filter(|(_, rest)| find(rest, CLOSE).is_some());
    let (key, rest) = split.unwrap_or((name, b""));
    (decode(key), rest)
}

/// The key in brackets at the start of a rest, and what is behind it: `[b][]` → `b` and `[]`.
pub(super) fn next(rest: &[u8]) -> Option<(Cow<'_, [u8]>, &[u8])> {
    let inner = rest.get(length(rest, OPEN)?..)?;
    let (end, close) = find(inner, CLOSE)?;
    let (key, rest) = inner.split_at_checked(end)?;
    Some((decode(key), rest.get(close..)?))
}

/// A sign, and its last digit where it is encoded: `%5B`.
type Sign = (u8, u8);

const OPEN: Sign = (b'[', b'B');
const CLOSE: Sign = (b']', b'D');

/// Where the sign is, and how long.
fn find(text: &[u8], sign: Sign) -> Option<(usize, usize)> {
    let mut behind = text;
    loop {
        let at = behind.iter().position(|byte| *byte == sign.0 || *byte == b'%')?;
        behind = behind.get(at..)?;
        if let Some(length) = length(behind, sign) {
            return Some((text.len() - behind.len(), length));
        }
        behind = behind.get(1..)?;
    }
}

/// How long the sign is that a text begins with.
fn length(text: &[u8], (plain, digit): Sign) -> Option<usize> {
    match text {
        [first, ..] if *first == plain => Some(1),
        [b'%', b'5', last, ..] if last.to_ascii_uppercase() == digit => Some(3),
        _ => None,
    }
}

/// What an encoded key says, as it stands between the quotes of JSON: `%C3%A9+%22` → `é \"`.
fn decode(key: &[u8]) -> Cow<'_, [u8]> {
    if !key.iter().any(|byte| matches!(byte, b'%' | b'+') || is_escaped(*byte)) {
        return key.into();
    }
    let mut json = Vec::new();
    write(key, &mut json);
    json.into()
}

/// Writes what an encoded text says, as it stands between the quotes of JSON.
pub(super) fn write(text: &[u8], json: &mut Vec<u8>) {
    // No text says more bytes than it has.
    let start = json.len();
    json.resize(start + text.len(), 0);
    let mut places = json.iter_mut().skip(start);
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next()
        && let Some(place) = places.next()
    {
        *place = match byte {
            b'+' => b' ',
            b'%' => unescaped(&mut bytes).unwrap_or(b'%'),
            byte => *byte,
        };
    }
    let unused = places.len();
    json.truncate(json.len() - unused);
    let said = json.get(start..).unwrap_or_default();
    if said.iter().fold(false, |any, byte| any | is_escaped(*byte)) {
        for byte in json.split_off(start) {
            match byte {
                b'"' | b'\\' => json.extend([b'\\', byte]),
                ..b' ' => json.extend(format!("\\u{byte:04x}").bytes()),
                _ => json.push(byte),
            }
        }
    }
}

/// Has it to be written otherwise in JSON?
fn is_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | ..b' ')
}

/// The byte of the two digits that come next, if they do.
fn unescaped(bytes: &mut std::slice::Iter<'_, u8>) -> Option<u8> {
    let ([high, low], behind) = bytes.as_slice().split_first_chunk()?;
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = 16 * digit(*high)? + digit(*low)?;
    *bytes = behind.iter();
    Some(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &[u8]) -> Cow<'static, str> {
        serde_json::from_str(&format!("\"{}\"", String::from_utf8_lossy(json))).map(Cow::Owned).unwrap()
    }

    #[test]
    fn a_name_is_split_at_its_brackets_however_they_are_written() {
        let keys = |name: &str| {
            let path = std::iter::successors(Some(first(name.as_bytes())), |(_, rest)| next(rest));
            path.map(|(key, _)| text(&key)).collect::<Vec<_>>().join("|")
        };
        assert_eq!(keys("a[b][]"), "a|b|");
        assert_eq!(keys("a%5Bb%5D%5b%5d"), "a|b|");
        assert_eq!(keys("a[b%5D[c d]x[e]"), "a|b|c d");
        assert_eq!(keys("a+b[%C3%A9[]"), "a b|é[");
        assert_eq!((keys("[a]"), keys("a[b"), keys("a]")), ("[a]".into(), "a[b".into(), "a]".into()));
    }

    #[test]
    fn names_and_values_are_those_of_any_form() {
        let signs = "a=1&b=&c&=d&&e=f=g&%=%zz%4&%e9=%41%c3%A9+&a+b=%2B&\"=\\\n%22%5C%0a%00%1f%7f\u{e9}";
        for form in [signs, "", "&", "="] {
            let known: Vec<_> = form_urlencoded::parse(form.as_bytes()).filter(|(name, _)| !name.is_empty()).collect();
            let ours = of(form.as_bytes()).map(|(name, value)| (text(&decode(name)), text(&decode(value))));
            assert_eq!(ours.collect::<Vec<_>>(), known);
        }
    }
}
