//! What a description says about the values of its parameter.

use super::Phrases;

/// A list of values follows.
pub const VALUES: Phrases = Phrases(
    &[
        "possible values",
        "allowed values",
        "acceptable values",
        "available values",
        "supported values",
        "can take values",
        "can take the values",
        "accepted values",
        "valid values",
        "takes values",
        "accepts values",
        "can take the following values",
        "takes the values",
        "may take values",
        "can be one of",
        "possible options",
        "takes one of",
        "accepts the following values",
        "permissible values",
        "can have values",
    ],
    &[
        "возможные значения",
        "допустимые значения",
        "доступные значения",
        "принимает значения",
        "может принимать значения",
        "поддерживаемые значения",
        "возможные варианты",
        "может иметь значения",
        "принимает одно из",
    ],
);
/// The same, at the head of a line.
pub const VALUES_LINE: Phrases =
    Phrases(&["values:", "values -", "values —"], &["значения:", "значения -", "значения —"]);
/// What follows are operators of a filter, directions of an order or keys, no values of this parameter.
pub const NOT_VALUES: Phrases = Phrases(
    &["prefix", "order", "sort", "direction", "operator", "key", "where", "fields for", "field_n", "value_n", "filter"],
    &["префикс", "сортиров", "направлен", "оператор", "ключ", "где", "поля для", "порядк", "фильтр"],
);
/// A default follows.
pub const DEFAULT: Phrases = Phrases(
    &[
        "default value is",
        "default value:",
        "default value —",
        "default value -",
        "default is",
        "default:",
        "default —",
        "default –",
        "default -",
        "by default,",
        "by default:",
        "by default —",
        "by default -",
        "by default is",
        "by default it is",
        "defaults to",
        "default `",
        "by default `",
        "default value `",
        "by default",
    ],
    &["значение по умолчанию", "по умолчанию:", "по умолчанию —", "по умолчанию -", "по умолчанию"],
);
/// A default stands before.
pub const IS_DEFAULT: Phrases = Phrases(&["(default)", "by default"], &["(по умолчанию)", "по умолчанию"]);
/// How long a text may be.
pub const LENGTH: Phrases = Phrases(
    &[
        "maximum length",
        "max length",
        "maximum string length",
        "length up to",
        "no more than",
        "up to",
        "not exceed",
        "maximum",
    ],
    &["максимальная длина", "длина до", "не более", "до", "не должна превышать", "не должен превышать", "максимум"],
);
/// The unit of such a length.
pub const CHARACTERS: Phrases = Phrases(&["character", "symbol"], &["символ", "знак"]);
/// The largest value.
pub const MAXIMUM: Phrases = Phrases(
    &[
        "maximum value",
        "maximum —",
        "maximum -",
        "maximum is",
        "maximum:",
        "maximum `",
        "no more than",
        "not exceed",
        "maximum",
    ],
    &["максимальное значение", "максимум —", "максимум:", "максимум", "не более", "не больше"],
);
/// The smallest value.
pub const MINIMUM: Phrases = Phrases(
    &["minimum value", "minimum —", "minimum -", "minimum is", "minimum:", "minimum", "at least"],
    &["минимальное значение", "минимум —", "минимум:", "минимум", "не менее", "не меньше"],
);
/// Between two values: the first word and the second.
pub const FROM: Phrases = Phrases(&["from "], &["от "]);
/// See [`FROM`].
pub const TO: Phrases = Phrases(&[" to "], &[" до "]);
/// The unit of a list's length.
pub const ELEMENTS: Phrases = Phrases(
    &["elements", "items", "records", "identifiers", "values", "entries", "ids", "files", "users"],
    &["элемент", "запис", "идентификатор", "значени", "файл", "пользовател"],
);
/// Where a range may stand: `(1–100)`.
pub const PARENTHESIS: Phrases =
    Phrases(&["(0", "(1", "(2", "(3", "(4", "(5", "(6", "(7", "(8", "(9", "(-", "(`"], &[]);
/// How a date is written.
pub const FORMATS: Phrases = Phrases(
    &["iso 8601", "iso-8601", "iso8601", "rfc 3339", "rfc3339", "atom", "yyyy-mm-dd", "dd.mm.yyyy"],
    &["дд.мм.гггг", "гггг-мм-дд"],
);
/// The content of a file as text.
pub const BASE64: Phrases = Phrases(&["base64"], &["base64"]);
/// Which widgets, or which application.
pub const SINGLE: Phrases = Phrases(
    &["only one handler", "register only one", "only one registration"],
    &["только один обработчик", "зарегистрировать только один", "только одну"],
);
/// The parameters of a page of a list.
pub const PAGE_SIZE: Phrases = Phrases(
    &[
        "page size",
        "records per page",
        "items per page",
        "elements per page",
        "per page",
        "at a time",
        "50 records",
        "50 items",
        "50 elements",
    ],
    &[
        "размер страницы",
        "записей на страниц",
        "элементов на страниц",
        "на страниц",
        "50 записей",
        "50 элементов",
        "по 50",
    ],
);
