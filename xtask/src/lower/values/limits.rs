//! Limits that a description tells in prose: smallest and largest value, length, number of elements, format.

use std::borrow::Cow;

use b24_specs::ir::Field;

use crate::lexicon::{self, Phrases};
use crate::lower::text::head;
use crate::lower::types::parts;

/// Reads the limits that a text in lower case tells into a field whose type is known.
pub(super) fn bounds(field: &mut Field, folded: &str) {
    let kind = Kind::of(&field.ty);
    if kind != Kind::Other && (folded.bytes().any(|b| b.is_ascii_digit()) || lexicon::ZERO.within(folded)) {
        let told = in_any_case(folded);
        range(field, &told, kind);
        bound(field, &told, kind);
    }
}

/// A text without the conditions of its sentences and what stands behind them: "if it does not exceed 255" is no limit.
fn in_any_case(folded: &str) -> Cow<'_, str> {
    if !lexicon::IN_CASE.heads(folded) {
        return Cow::Borrowed(folded);
    }
    let sentences = folded.split('\n').flat_map(|line| line.split(". "));
    let told = sentences.map(|sentence| {
        let case = lexicon::IN_CASE.find_head(sentence);
        case.and_then(|at| sentence.get(..at)).unwrap_or(sentence)
    });
    Cow::Owned(told.collect::<Vec<_>>().join("\n"))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Text,
    List,
    Other,
}

impl Kind {
    fn of(ty: &str) -> Self {
        match ty {
            "integer" | "double" | "float" | "int" | "number" => Self::Number,
            "string" | "text" | "char" => Self::Text,
            "array" => Self::List,
            ty if ty.ends_with("[]") => Self::List,
            _ => Self::Other,
        }
    }
}

/// "from 1 to 100", "allowed values: 1 to 100", "(1–1000)".
fn range(field: &mut Field, folded: &str, kind: Kind) {
    if kind != Kind::Number || field.min.is_some() || field.max.is_some() {
        return;
    }
    let found = words(folded).or_else(|| of_values(folded)).or_else(|| {
        folded.match_indices('(').find_map(|(at, _)| {
            let (low, rest) = number(folded.get(at + 1..)?)?;
            let rest = rest.strip_prefix(['–', '—', '-'])?;
            let (high, rest) = number(rest)?;
            rest.starts_with(')').then_some((low, high))
        })
    });
    if let Some((low, high)) = found
        && low <= high
    {
        field.min = Some(low);
        field.max = Some(high);
    }
}

/// "allowed values: 1 to 100"
fn of_values(folded: &str) -> Option<(f64, f64)> {
    let (_, end) = lexicon::VALUES.find(folded)?;
    let (low, rest) = number(folded.get(end..)?.trim_start_matches([':', ' ']))?;
    let rest = lexicon::TO.begins(rest).or_else(|| rest.trim_start().strip_prefix(['–', '—', '-']))?;
    let (high, rest) = number(rest.trim_start())?;
    (!lexicon::CHARACTERS.within(next_words(rest))).then_some((low, high))
}

/// "from 1 to 100"
fn words(folded: &str) -> Option<(f64, f64)> {
    from_to(folded, |_, unit| !lexicon::CHARACTERS.within(unit))
}

/// The longest of "from 3 to 100 characters".
fn lengths(folded: &str) -> Option<f64> {
    let opens = |before: &str| {
        let before = before.trim_end();
        before.is_empty()
            || before.ends_with(['.', ':', ';', ',', '(', '—', '–', '-'])
            || lexicon::LENGTH_WORD.is_word_of(before)
    };
    from_to(folded, |before, unit| lexicon::CHARACTERS.within(unit) && opens(before)).map(|(_, longest)| longest)
}

/// The first range of which the line before it and its unit, the words behind it, are taken.
fn from_to(folded: &str, takes: impl Fn(&str, &str) -> bool) -> Option<(f64, f64)> {
    let mut rest = folded;
    while let Some((at, end)) = lexicon::FROM.find(rest) {
        let before = rest.get(..at)?.rsplit('\n').next().unwrap_or_default();
        rest = rest.get(end..)?;
        let range = || {
            let (low, behind) = number(rest)?;
            let (high, behind) = number(lexicon::TO.begins(behind)?)?;
            takes(before, next_words(behind)).then_some((low, high))
        };
        if let Some(range) = range() {
            return Some(range);
        }
    }
    None
}

/// "Maximum length — 40 characters", "no more than 50 elements", "maximum 100", "at least 1".
fn bound(field: &mut Field, folded: &str, kind: Kind) {
    if kind == Kind::Text && field.max_len.is_none() {
        field.max_len = lengths(folded).and_then(whole);
    }
    let phrases = if kind == Kind::Text { &lexicon::LENGTH } else { &lexicon::MAXIMUM };
    let mut from = 0;
    while let Some((_, end)) = folded.get(from..).and_then(|rest| phrases.find(rest)) {
        from += end;
        let Some((value, rest)) = folded.get(from..).and_then(number_near) else { continue };
        let unit = next_words(rest);
        match kind {
            Kind::Text if is_length(unit) && field.max_len.is_none() => field.max_len = whole(value),
            Kind::List if lexicon::ELEMENTS.within(unit) && field.max_items.is_none() => field.max_items = whole(value),
            Kind::Number if is_none(unit) && field.max.is_none() => {
                field.max = Some(value);
            }
            _ => {}
        }
    }
    if kind == Kind::Number
        && field.min.is_none()
        && let Some((_, end)) = lexicon::MINIMUM.find(folded)
        && let Some((value, rest)) = folded.get(end..).and_then(number_near)
        && is_none(next_words(rest))
    {
        field.min = Some(value);
    }
    if matches!(field.ty.as_str(), "integer" | "int") {
        field.min = field.min.or_else(|| next_to(&lexicon::ABOVE, folded).map(|value| value + 1.0));
        field.max = field.max.or_else(|| next_to(&lexicon::BELOW, folded).map(|value| value - 1.0));
    }
    if field.min.zip(field.max).is_some_and(|(min, max)| min > max) {
        field.min = None;
        field.max = None;
    }
}

/// "must be greater than 0", "and less than 50"
fn next_to(phrases: &Phrases, folded: &str) -> Option<f64> {
    let (at, end) = phrases.find(folded)?;
    let (value, rest) = folded.get(end..).and_then(number_near)?;
    let before = folded.get(..at).unwrap_or_default();
    let refused = before.split_whitespace().next_back().is_some_and(|word| lexicon::NOT.is(word));
    let unit = next_words(rest);
    // Percents need not be whole numbers.
    (value.fract() == 0.0 && !refused && is_none(unit) && !unit.starts_with('%')).then_some(value)
}

/// Are the words behind a number those of a length?
fn is_length(unit: &str) -> bool {
    lexicon::CHARACTERS.within(unit) && !unit.split(' ').any(|word| lexicon::AFTER.is(word))
}

/// Are the words behind a number no unit of it? "At least 5 and no more than 50"
fn is_none(unit: &str) -> bool {
    !unit.starts_with(char::is_alphabetic) || unit.split(' ').next().is_some_and(|word| lexicon::JOINS.is(word))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a small whole number")]
fn whole(value: f64) -> Option<u64> {
    (value.fract() == 0.0 && (1.0..=1e12).contains(&value)).then_some(value as u64)
}

/// The number that follows, behind a dash, a colon, "is" or "length"; not one that "(0 — no limit)" explains.
fn number_near(text: &str) -> Option<(f64, &str)> {
    let mut rest = text;
    for _ in 0..6 {
        let behind = rest.trim_start_matches([' ', ':', '—', '–', '-', '`', '\u{a0}', '(']);
        let aside = rest.get(..rest.len() - behind.len()).is_some_and(|signs| signs.contains('('));
        rest = behind;
        if let Some(behind) = lexicon::ZERO.begins(rest) {
            return Some((0.0, behind));
        }
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return number(rest).filter(|(_, rest)| !aside || !rest.trim_start().starts_with(['—', '–', '-']));
        }
        let word = head(rest, UNIT).split([' ', '\n', '—', '`', '\u{a0}']).next().unwrap_or_default();
        if !lexicon::BEFORE_NUMBER.is(word.trim_end_matches(':')) {
            return None;
        }
        rest = rest.get(word.len()..)?;
    }
    None
}

/// A number at the head of a text, `20,000` and `20 000` included, and what is behind it.
fn number(text: &str) -> Option<(f64, &str)> {
    let text = text.trim_start_matches(['`', ' ']);
    let mut digits = String::new();
    let mut chars = text.char_indices().peekable();
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        let digit_next = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        match c {
            '0'..='9' => digits.push(c),
            '-' if at == 0 && digit_next => digits.push(c),
            '.' if digit_next && !digits.contains('.') => digits.push(c),
            ',' | '\u{a0}' | ' ' if digit_next && three_digits(text.get(at + c.len_utf8()..)?) => {}
            _ => break,
        }
        end = at + c.len_utf8();
    }
    let value = digits.parse::<f64>().ok()?;
    Some((value, text.get(end..)?.trim_start_matches('`')))
}

fn three_digits(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// Characters that a unit of two words has at most, or a word before a number.
const UNIT: usize = 64;

/// The two words that follow a number: its unit.
fn next_words(text: &str) -> &str {
    let text = head(text.trim_start_matches([' ', '\u{a0}']), UNIT);
    let words = text.split(['.', ',', ';', '\n', ')']).next().unwrap_or_default();
    words.match_indices(' ').nth(1).and_then(|(end, _)| words.get(..end)).unwrap_or(words)
}

/// How a text is built.
pub(super) fn format(field: &mut Field, folded: &str) {
    if field.format.is_some() {
        return;
    }
    let base = parts(&field.ty).next().unwrap_or_default();
    let formats = [(&lexicon::MOMENT, "date-time"), (&lexicon::DOTTED_DAY, "dd.mm.yyyy"), (&lexicon::DAY, "date")];
    let told = matches!(base, "date" | "datetime" | "string");
    let found = formats.iter().find(|(phrases, _)| told && tells(phrases, folded)).map(|(_, format)| *format);
    let takes_file = matches!(base, "file" | "array" | "object" | "string" | "any") || base.ends_with("[]");
    let is_text = || base == "string" || base == "file" && lexicon::BASE64_TEXT.within(folded);
    let base64 = || lexicon::BASE64.within(folded).then(|| if is_text() { "base64" } else { "base64-pair" });
    field.format = found.or_else(|| if takes_file { base64() } else { None }).map(str::to_owned);
}

/// Does a text tell this format, and no time behind a day, which is none of them? A moment of ISO 8601 has its own sign.
fn tells(format: &Phrases, folded: &str) -> bool {
    let behind = format.find(folded).and_then(|(_, end)| folded.get(end..));
    behind.is_some_and(|behind| behind.strip_prefix(' ').is_none_or(|time| lexicon::TIME.begins(time).is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::text::fold;

    fn field(ty: &str, text: &str) -> Field {
        let mut field = Field { ty: ty.into(), ..Field::default() };
        bounds(&mut field, &fold(text));
        format(&mut field, &fold(text));
        field
    }

    #[test]
    fn limits_are_read_from_prose() {
        assert_eq!(field("string", "Name. Maximum length — 40 characters").max_len, Some(40));
        assert_eq!(field("string", "Maximum length—20,000 characters").max_len, Some(20_000));
        for text in ["Максимальная длина — 255 символов", "Длина описания не превышает 255 знаков"]
        {
            assert_eq!(field("string", text).max_len, Some(255), "{text}");
        }
        assert_eq!(field("string", "Не более 2 знаков после запятой").max_len, None);
        let limit = field("integer", "How many (1–1000). Default is `100`");
        assert_eq!((limit.min, limit.max), (Some(1.0), Some(1000.0)));
        let limit = field("integer", "Значение от `1` до `50`");
        assert_eq!((limit.min, limit.max), (Some(1.0), Some(50.0)));
        assert_eq!(field("integer", "Maximum value is `500`").max, Some(500.0));
        assert_eq!(field("integer", "Максимальное значение — `500`").max, Some(500.0));
        assert_eq!(field("integer", "Минимальное значение — `1`").min, Some(1.0));
        for text in ["It must be greater than 0 and less than 50", "Должно быть больше 0, но меньше `50`"]
        {
            let limit = field("integer", text);
            assert_eq!((limit.min, limit.max), (Some(1.0), Some(49.0)), "{text}");
            assert_eq!(field("double", text).max, None, "what is next to it, nobody knows");
        }
        assert_eq!(field("integer", "The value should be less than or equal to 50").max, Some(50.0));
        for text in ["Must be greater than zero", "Должно быть больше нуля"] {
            assert_eq!(field("integer", text).min, Some(1.0), "{text}");
        }
        for text in ["At least 5 and no more than 50", "Не менее 5 и не более 50"] {
            let limit = field("integer", text);
            assert_eq!((limit.min, limit.max), (Some(5.0), Some(50.0)), "{text}");
        }
        for text in [
            "For orders of less than 50 lamps",
            "Must be less than 50 characters",
            "Must be less than 50%",
            "Должно быть больше 0 и меньше 50 %",
            "Не должно быть меньше 50",
        ] {
            assert_eq!(field("integer", text).max, None, "{text}");
        }
        for text in ["Maximum value (0 — no limit)", "Максимальное значение (0 — не проверять)"]
        {
            assert_eq!(field("integer", text).max, None);
        }
        assert_eq!(field("array", "Максимально 50 элементов").max_items, Some(50));
        assert_eq!(field("array", "No more than 50 elements").max_items, Some(50));
        assert_eq!(field("integer", "In 2024 there were from 3 groups to 10 people").max, None);
    }

    #[test]
    fn a_condition_is_no_limit() {
        for text in [
            "A text. If its length does not exceed 255 characters, it is shown",
            "It is shown when it has no more than 40 characters",
            "Показывается, если в нем не более 40 символов",
        ] {
            assert_eq!(field("string", text), field("string", "A text"), "{text}");
        }
        for text in ["If the value is at least 5", "Если значение от 5 до 50", "Unless it must be greater than 4"]
        {
            assert_eq!(field("integer", text), field("integer", "A number"), "{text}");
        }
        for text in ["No more than 50. If there are more, none", "At night, if it is dark.\nNo more than 50"] {
            assert_eq!(field("integer", text).max, Some(50.0), "{text}");
        }
        assert_eq!(field("string", "A text, 3 long: from 3 to 40 characters").max_len, Some(40));
        assert_eq!(field("string", "It belongs to texts from 3 to 40 characters").max_len, None);
    }

    #[test]
    fn formats_are_read_from_prose() {
        assert_eq!(field("datetime", "In the format ISO 8601").format.as_deref(), Some("date-time"));
        assert_eq!(field("string", "Дата в формате `дд.мм.гггг`").format.as_deref(), Some("dd.mm.yyyy"));
        for text in ["In the format `DD.MM.YYYY HH:MI:SS`", "Дата в формате `ГГГГ-ММ-ДД ЧЧ:ММ`"]
        {
            assert_eq!(field("string", text).format, None, "{text}");
        }
        assert_eq!(field("array", "Name and content in base64").format.as_deref(), Some("base64-pair"));
        assert_eq!(field("file", "In base64").format.as_deref(), Some("base64-pair"));
        assert_eq!(field("file", "A Base64 string without a prefix").format.as_deref(), Some("base64"));
    }
}
