//! Header cells of tables, and what other cells say.

use super::Phrases;

/// A column of names.
pub const NAME: Phrases = Phrases(
    &["name", "parameter", "field", "key", "title", "value", "parameter name", "field name", "option", "property"],
    &[
        "название",
        "параметр",
        "поле",
        "ключ",
        "имя",
        "значение",
        "название параметра",
        "название поля",
        "опция",
        "свойство",
        "наименование",
    ],
);
/// A column of types, or the second line of a header.
pub const TYPE: Phrases = Phrases(&["type", "data type"], &["тип", "тип данных"]);
/// A column of explanations.
pub const DESCRIPTION: Phrases = Phrases(
    &["description", "descriptions", "descriptions and values", "explanation"],
    &["описание", "описания", "пояснение", "описание и значения"],
);
/// A column that explains, or a column of values.
pub const VALUE: Phrases = Phrases(&["value", "meaning"], &["значение"]);
/// A column of defaults.
pub const DEFAULT_COLUMN: Phrases =
    Phrases(&["default", "default value", "by default"], &["по умолчанию", "значение по умолчанию"]);
/// A column of required marks.
pub const REQUIRED_COLUMN: Phrases =
    Phrases(&["required", "mandatory"], &["обязательный", "обязательное", "обязательность", "обязателен"]);
/// A cell of such a column that means yes.
pub const YES: Phrases = Phrases(&["yes", "y", "+", "true", "required"], &["да", "обязательный", "обязательно"]);
/// A column of error codes.
pub const CODE: Phrases = Phrases(&["code", "error code", "error"], &["код", "код ошибки", "ошибка"]);
/// A column of HTTP statuses.
pub const STATUS: Phrases = Phrases(
    &["status", "http status", "http code", "http-status"],
    &["статус", "http-статус", "http статус", "http-код"],
);
/// A column of the server's messages.
pub const MESSAGE: Phrases = Phrases(
    &["error message", "error text", "message", "error description", "text"],
    &["сообщение об ошибке", "текст ошибки", "сообщение", "описание ошибки", "текст"],
);
/// A cell that means "no code".
pub const EMPTY: Phrases = Phrases(
    &["", "-", "—", "–", "empty value", "empty", "empty string", "no code", "\"\"", "none"],
    &["пустое значение", "пусто", "пустая строка", "нет", "нет кода"],
);
