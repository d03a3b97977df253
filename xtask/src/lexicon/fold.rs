//! A text as phrases are compared with it.

use std::borrow::Cow;

/// In lower case; borrowed where it is so already.
pub(crate) fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else if text.is_ascii() {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
            let (ascii, other) = rest.split_at(at);
            let end = other.bytes().position(|byte| byte.is_ascii()).unwrap_or(other.len());
            let (other, behind) = other.split_at(end);
            push_lower(ascii, &mut out);
            out.extend(other.chars().map(lower));
            rest = behind;
        }
        push_lower(rest, &mut out);
        Cow::Owned(out)
    }
}

fn push_lower(ascii: &str, out: &mut String) {
    let start = out.len();
    out.push_str(ascii);
    if let Some(pushed) = out.get_mut(start..) {
        pushed.make_ascii_lowercase();
    }
}

/// Offsets into a folded text are offsets into the text: a letter whose lower case takes another number of bytes stays as it
/// is. Russian writes `ё` as `е`, or not, as one likes.
pub(super) fn lower(letter: char) -> char {
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some('ё'), None) => 'е',
        (Some(small), None) if small.len_utf8() == letter.len_utf8() => small,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folding_keeps_offsets() {
        for text in ["plain", "Upper", "ПараметрЫ", "İstanbul ẞ", "K"] {
            assert_eq!(fold(text).len(), text.len());
        }
        assert_eq!(fold("Параметры МЕТОДА учЁта"), "параметры метода учета");
    }
}
