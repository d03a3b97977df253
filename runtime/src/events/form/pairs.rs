//! A form's names and values. Most of them stand there as they are, and are not copied.

use std::borrow::Cow;

/// Name and value of each, still encoded. Those without a name are left out.
pub(super) fn of(form: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = form.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.filter(|(name, _)| !name.is_empty())
}

/// `a[b][]` → `a`, `b` and an empty key. Brackets that nothing stands before, or that are not closed, are part of the name.
pub(super) fn path(name: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let (first, mut rest) = match find(name, OPEN) {
        Some((at, _)) if at > 0 => name.split_at_checked(at).filter(|(_, rest)| find(rest, CLOSE).is_some()),
        _ => None,
    }
    .unwrap_or((name, ""));
    let keys = std::iter::from_fn(move || {
        let (0, open) = find(rest, OPEN)? else { return None };
        let inner = rest.get(open..)?;
        let (end, close) = find(inner, CLOSE)?;
        rest = inner.get(end + close..)?;
        inner.get(..end).map(decode)
    });
    std::iter::once(decode(first)).chain(keys)
}

/// A sign, and its last digit where it is encoded: `%5B`.
type Sign = (u8, u8);

const OPEN: Sign = (b'[', b'B');
const CLOSE: Sign = (b']', b'D');

/// Where the sign is, and how long.
fn find(text: &str, (plain, digit): Sign) -> Option<(usize, usize)> {
    let text = text.as_bytes();
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let at = rest.iter().position(|byte| *byte == plain || *byte == b'%')?;
        match rest.get(at..)? {
            [b'%', b'5', last, ..] if last.to_ascii_uppercase() == digit => return Some((from + at, 3)),
            [b'%', ..] => from += at + 1,
            _ => return Some((from + at, 1)),
        }
    }
}

/// `%C3%A9+` → `é `. What is no UTF-8 is replaced.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return text.into();
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        let (byte, behind) = match byte {
            b'+' => (b' ', behind),
            b'%' => unescaped(behind).unwrap_or((b'%', behind)),
            byte => (*byte, behind),
        };
        plain.push(byte);
        rest = behind;
    }
    let text = String::from_utf8(plain);
    text.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()).into()
}

/// The byte of two digits, and what is behind them.
fn unescaped(text: &[u8]) -> Option<(u8, &[u8])> {
    let ([high, low], behind) = text.split_first_chunk()?;
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some((16 * digit(*high)? + digit(*low)?, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_at_its_brackets_however_they_are_written() {
        let keys = |name: &str| path(name).collect::<Vec<_>>().join("|");
        assert_eq!(keys("a[b][]"), "a|b|");
        assert_eq!(keys("a%5Bb%5D%5b%5d"), "a|b|");
        assert_eq!(keys("a[b%5D[c d]x[e]"), "a|b|c d");
        assert_eq!(keys("a+b[%C3%A9[]"), "a b|é[");
        assert_eq!((keys("[a]"), keys("a[b"), keys("a]")), ("[a]".into(), "a[b".into(), "a]".into()));
    }

    #[test]
    fn names_and_values_are_those_of_any_form() {
        for form in ["a=1&b=&c&=d&&e=f=g&%=%zz%4&%e9=%41%c3%A9+&a+b=%2B", "", "&", "="] {
            let known: Vec<_> = form_urlencoded::parse(form.as_bytes()).filter(|(name, _)| !name.is_empty()).collect();
            let ours: Vec<_> = of(form).map(|(name, value)| (decode(name), decode(value))).collect();
            assert_eq!(ours, known);
        }
    }
}
