//! What is said of lengths, bounds and formats.

use super::Phrases;

/// A word that turns the one behind it around.
pub static NOT: Phrases = Phrases::new(&[&["not"], &["не"]]);
/// How long a text may be.
pub static LENGTH: Phrases = Phrases::new(&[
    &["max length", "no more than", "up to", "not exceed", "maximum"],
    &[
        "максимальная длина",
        "не более",
        "не больше",
        "не длиннее",
        "до",
        "не должна превышать",
        "не должен превышать",
        "не должно превышать",
        "не должна быть больше",
        "не должна быть длиннее",
        "не должен быть больше",
        "не должен быть длиннее",
        "не должно быть больше",
        "не должно быть длиннее",
        "не может превышать",
        "не может быть больше",
        "не может быть длиннее",
        "не превышает",
        "максимум",
        "максимально ",
    ],
]);
/// A word between "maximum" and the number.
pub static BEFORE_NUMBER: Phrases = Phrases::new(&[
    &["is", "of", "the", "value", "length", "string", "number", "name", "code", "text", "title"],
    &[
        "чем",
        "строки",
        "поля",
        "длина",
        "значение",
        "значения",
        "составляет",
        "количество",
        "число",
        "равно",
        "равна",
        "это",
        "кода",
        "названия",
        "имени",
        "текста",
        "заголовка",
        "описания",
        "сообщения",
        "комментария",
        "параметра",
        "идентификатора",
    ],
]);
/// The unit of such a length.
pub static CHARACTERS: Phrases = Phrases::new(&[&["character", "symbol"], &["символ", "знак"]]);
/// What such a unit is counted from: "не более 2 знаков после запятой" is no length.
pub static AFTER: Phrases = Phrases::new(&[&["after"], &["после"]]);
/// The largest value.
pub static MAXIMUM: Phrases = Phrases::new(&[
    &["no more than", "not exceed", "less than or equal to", "maximum"],
    &[
        "максимальное значение",
        "максимальное количество",
        "максимальное число",
        "максимум",
        "максимально ",
        "не более",
        "не больше",
        "не должно превышать",
        "не должен быть больше",
        "не должна быть больше",
        "не должно быть больше",
        "не может превышать",
        "не может быть больше",
        "не превышает",
        "меньше либо равно",
        "меньше либо равен",
        "меньше или равно",
        "меньше или равна",
        "меньше или равен",
    ],
]);
/// The smallest value.
pub static MINIMUM: Phrases = Phrases::new(&[
    &["minimum", "at least", "greater than or equal to"],
    &[
        "минимальное значение",
        "минимальное количество",
        "минимальное число",
        "минимум",
        "минимально ",
        "не менее",
        "не меньше",
        "не должен быть меньше",
        "не должна быть меньше",
        "не должно быть меньше",
        "не может быть меньше",
        "больше либо равно",
        "больше либо равен",
        "больше или равно",
        "больше или равна",
        "больше или равен",
    ],
]);
/// What the smallest value is next to.
pub static ABOVE: Phrases = Phrases::new(&[
    &["must be greater than", "should be greater than", "value greater than"],
    &["обязательно больше", "обязано быть больше", "должно быть больше", "должна быть больше", "должен быть больше"],
]);
/// What the largest value is next to.
pub static BELOW: Phrases = Phrases::new(&[
    &["must be less than", "should be less than", "value less than", "and less than"],
    &["обязательно меньше", "должно быть меньше", "должна быть меньше", "должен быть меньше", "и меньше", "но меньше"],
]);
/// A number in letters.
pub static ZERO: Phrases = Phrases::new(&[&["zero"], &["нуля", "нулю"]]);
/// Between two values: the first word and the second.
pub static FROM: Phrases = Phrases::new(&[&["from "], &["от "]]);
/// See [`FROM`].
pub static TO: Phrases = Phrases::new(&[&[" to "], &[" до "]]);
/// The unit of a list's length.
pub static ELEMENTS: Phrases = Phrases::new(&[
    &["elements", "items", "records", "identifiers", "values", "entries", "ids", "files", "users"],
    &["элемент", "запис", "идентификатор", "значени", "файл", "пользовател"],
]);
/// A day and a time of ISO 8601.
pub static MOMENT: Phrases = Phrases::new(&[
    &["iso 8601", "iso-8601", "iso8601", "rfc 3339", "rfc3339", "atom", "yyyy-mm-ddt"],
    &["формате атом", "формат атом", "гггг-мм-ддt", "гггг-мм-ддт"],
]);
/// A day of ISO 8601.
pub static DAY: Phrases = Phrases::new(&[&["yyyy-mm-dd"], &["гггг-мм-дд"]]);
/// A time of the day behind such a day.
pub static TIME: Phrases = Phrases::new(&[&["hh", "h:i"], &["чч"]]);
/// A day with dots.
pub static DOTTED_DAY: Phrases = Phrases::new(&[&["dd.mm.yyyy"], &["дд.мм.гггг"]]);
/// The content of a file as text.
// Some pages write its second letter as a Russian one.
pub static BASE64: Phrases = Phrases::new(&[&["base64"], &["b\u{430}se64"]]);
/// What is in it is all.
pub static BASE64_TEXT: Phrases =
    Phrases::new(&[&["base64 string"], &["строку base64", "строка base64", "base64-строк"]]);
/// What a range of characters is the range of.
pub static LENGTH_WORD: Phrases = Phrases::new(&[&["length", "long"], &["длина", "длины", "длиной"]]);
