//! Header cells of tables, and what other cells say.

use super::Phrases;

/// A column of names.
pub static NAME: Phrases = Phrases::new(&[
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
]);
/// A column of types, or the second line of a header.
pub static TYPE: Phrases = Phrases::new(&[&["type", "data type"], &["тип", "тип данных"]]);
/// A column of explanations.
pub static DESCRIPTION: Phrases = Phrases::new(&[
    &["description", "descriptions", "descriptions and values", "explanation"],
    &["описание", "описания", "пояснение", "описание и значения", "описания и значения"],
]);
/// A column that explains, or a column of values.
pub static VALUE: Phrases = Phrases::new(&[&["value", "meaning"], &["значение"]]);
/// A column that tells when an error comes and what helps, beside the one of what the server says.
pub static EXPLAINS: Phrases = Phrases::new(&[
    &["when it occurs", "when it happens", "reason", "cause", "additional information", "how to resolve", "how to fix"],
    &[
        "когда возникает",
        "когда возвращается",
        "причина",
        "дополнительная информация",
        "дополнительно",
        "как исправить",
        "как решить",
    ],
]);
/// A column of defaults.
pub static DEFAULT_COLUMN: Phrases = Phrases::new(&[
    &["default", "default value", "by default"],
    &["по умолчанию", "значение по умолчанию", "по-умолчанию", "значение по-умолчанию"],
]);
/// A column of required marks.
pub static REQUIRED_COLUMN: Phrases = Phrases::new(&[
    &["required", "mandatory"],
    &["обязательный", "обязательное", "обязательная", "обязательно", "обязательность", "обязателен"],
]);
/// What stands behind a name and means yes.
pub const MARK: char = '*';
/// A cell of such a column that means yes.
pub static YES: Phrases = Phrases::new(&[
    &["yes", "y", "+", "true", "required"],
    &["да", "обязательный", "обязательное", "обязательно", "обязателен"],
]);
/// A sentence or a cell that says that a field is not written.
pub static READ_ONLY: Phrases = Phrases::new(&[
    &["read-only", "read only", "the field is automatically updated"],
    &["только для чтения", "только чтение", "доступно только для чтения", "поле изменяется автоматически"],
]);
/// What an object is there for: to be asked for. What is written is its identifier.
pub static SELECTED: Phrases = Phrases::new(&[&["for data requests in"], &["для запроса данных в"]]);
/// A column of error codes.
pub static CODE: Phrases = Phrases::new(&[&["code", "error code", "error"], &["код", "код ошибки", "ошибка"]]);
/// A column of HTTP statuses.
pub static STATUS: Phrases = Phrases::new(&[
    &["status", "http status", "http code", "http-status"],
    &["статус", "http-статус", "http статус", "http-код", "http код"],
]);
/// A column of the server's messages.
pub static MESSAGE: Phrases = Phrases::new(&[
    &["error message", "error text", "message", "error description", "text"],
    // Some pages write the first letter of "сообщение" as a Latin one.
    &["сообщение об ошибке", "cообщение об ошибке", "текст ошибки", "сообщение", "описание ошибки", "текст"],
]);
/// A cell that means "no code".
pub static EMPTY: Phrases = Phrases::new(&[
    &["", "-", "—", "–", "empty value", "empty", "empty string", "no code", "\"\"", "``", "none"],
    &["пустое значение", "пусто", "пустая строка", "нет", "нет кода", "без кода"],
]);
/// What comes is a list of objects.
pub static OBJECTS: Phrases = Phrases::new(&[
    &["array of objects", "list of objects", "array of records", "list of records"],
    &["массив объектов", "массива объектов", "список объектов", "массив записей", "список записей"],
]);
/// A description of something that is a list begins so.
pub static LIST_OF: Phrases =
    Phrases::new(&[&["list of", "a list of", "array of", "an array of"], &["список", "массив"]]);
