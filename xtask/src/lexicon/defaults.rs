//! What is said of defaults, and of what may be left out.

use super::Phrases;

/// A default follows. What may also stand behind one is in [`IS_DEFAULT`], too.
pub static DEFAULT: Phrases = Phrases::new(&[
    &[
        "default value is",
        "default value:",
        "default value —",
        "default value -",
        "default value `",
        "default value of",
        "default is",
        "default:",
        "default —",
        "default –",
        "default -",
        "default `",
        "defaults to",
        "(default)",
        "by default",
    ],
    &["значение по умолчанию", "по умолчанию", "значение по-умолчанию", "по-умолчанию"],
]);
/// A word between "by default" and the value.
pub static BEFORE_DEFAULT: Phrases = Phrases::new(&[
    &[
        "is",
        "value",
        "the",
        "it",
        "equals",
        "equal",
        "to",
        "set",
        "will",
        "be",
        "used",
        "uses",
        "taken",
        "parameter",
        "parameter's",
        "field",
    ],
    &[
        "значение",
        "параметр",
        "параметра",
        "поле",
        "поля",
        "в",
        "равно",
        "равен",
        "равна",
        "равняется",
        "используется",
        "используются",
        "устанавливается",
        "установлено",
        "установлен",
        "выставляется",
        "проставляется",
        "ставится",
        "задается",
        "указано",
        "указан",
        "считается",
        "присваивается",
        "назначается",
        "является",
        "это",
        "принимает",
        "принимается",
        "имеет",
        "передается",
        "подставляется",
        "применяется",
        "возвращается",
        "возвращаются",
        "выводится",
        "выводятся",
        "выбирается",
        "берется",
        "задано",
        "задан",
        "стоит",
        "будет",
        "использовано",
        "выставлено",
        "выбрано",
        "проставлено",
        "отдается",
        "включено",
        "включен",
        "включена",
        "использоваться",
    ],
]);
/// Such a word, if what stands right behind it is a name and no value.
pub static BEFORE_NAME: Phrases =
    Phrases::new(&[&["the", "parameter", "field"], &["параметр", "параметра", "поле", "поля", "в"]]);
/// A default stands before.
pub static IS_DEFAULT: Phrases = Phrases::new(&[
    &["(default)", ", default", "by default"],
    &["(по умолчанию)", "по умолчанию", "(по-умолчанию)", "по-умолчанию"],
]);
/// A sentence that begins so tells that a parameter may be left out, or what holds then; so does one that begins with
/// [`DEFAULT`].
pub static OPTIONAL: Phrases = Phrases::new(&[
    &[
        "optional",
        "default =",
        "if not specified",
        "if not provided",
        "if not passed",
        "if not set",
        "if omitted",
        "if the parameter is not",
    ],
    &[
        "необязательн",
        "необязателен",
        "не обязательн",
        "не обязателен",
        "опциональн",
        "если не указ",
        "если не перед",
        "если не зад",
        "если параметр не",
    ],
]);
/// The same within a sentence.
pub static OMITTED: Phrases = Phrases::new(&[
    &[
        "(optional",
        ", optional",
        "can be omitted",
        "may be omitted",
        "should be omitted",
        "nothing is specified",
        "or not provided",
        "or not specified",
        "used only in ",
        "used only if ",
        "used only when ",
    ],
    &[
        "(необязательн",
        ", необязательн",
        "(опциональн",
        "можно не указывать",
        "можно не передавать",
        "может быть опущен",
        "нужно опустить",
        "следует опустить",
        "ничего не указ",
        "или не передан",
        "или не указан",
        "или не задан",
        "используется только в ",
        "используется только при ",
        "используется только если ",
        "используется только, если ",
    ],
]);
/// "Used only in lower case" tells how a text is written, not when.
pub static LETTER_CASE: Phrases = Phrases::new(&[
    &["lower case", "upper case", "lower-case", "upper-case", "lowercase", "uppercase"],
    &["нижнем регистре", "верхнем регистре", "строчн", "прописн"],
]);
/// That the call fails, which such a sentence may tell instead.
pub static FAILS: Phrases = Phrases::new(&[&["error", "exception", "fail"], &["ошибк", "исключени"]]);
