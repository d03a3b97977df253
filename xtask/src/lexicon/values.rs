//! What a description says about the values of its parameter.

use super::Phrases;

/// A list of values follows.
pub static VALUES: Phrases = Phrases::new(&[
    &[
        "possible values",
        "allowed values",
        "acceptable values",
        "available values",
        "supported values",
        "supported types",
        "can take values",
        "can take the values",
        "accepted values",
        "valid values",
        "takes values",
        "accepts values",
        "can take the following values",
        "can take one of",
        "can have the following values",
        "takes the values",
        "may take values",
        "can be one of",
        "possible options",
        "possible types",
        "available types",
        "takes one of",
        "accepts the following values",
        "permissible values",
        "can have values",
        "take values",
        "uses values",
    ],
    &[
        "возможные значения",
        "допустимые значения",
        "доступные значения",
        "принимает значения",
        "может принимать значения",
        "принимает следующие значения",
        "может принимать следующие значения",
        "может быть одним из",
        "поддерживаемые значения",
        "возможные варианты",
        "возможные типы",
        "доступные типы",
        "может иметь значения",
        "может иметь следующие значения",
        "может принимать одно из",
        "принимает одно из",
        "варианты значений",
        "используются значения",
        "поддерживаются `",
        "поддерживаются значения `",
        "поддерживаются значения:",
        "поддерживаются следующие значения",
        // A list of them, or one of them; without the colon it is told where to get the list.
        "возможных значений:",
        "допустимых значений:",
        "доступных значений:",
        "поддерживаемых значений:",
    ],
]);
/// The fields that a query takes follow.
pub static FIELDS_FOLLOW: Phrases = Phrases::new(&[
    &[
        "available fields:",
        "fields for sorting:",
        "fields for filtering:",
        "fields available for sorting:",
        "fields available for filtering:",
        "supported fields:",
        "sortable fields:",
        "filterable fields:",
        "supported by fields:",
        "supported by the fields:",
        "supported by the following fields:",
        "fields for `filter`:",
        "fields for `order`:",
        "fields for `select`:",
        "filter by the fields",
        "filter by fields",
        "sort by the fields",
        "sort by fields",
    ],
    &[
        "доступные поля:",
        "поля для сортировки:",
        "поля для фильтрации:",
        "поля для фильтра:",
        "поддерживаемые поля:",
        "поддерживается по полям:",
        "фильтрация по полям:",
        "сортировка по полям:",
        "поля для `filter`:",
        "поля для `order`:",
        "поля для `select`:",
        "поля, доступные для сортировки:",
        "поля, доступные для фильтрации:",
        "поля фильтра:",
        "поля сортировки:",
        "фильтровать можно по полям",
        "сортировать можно по полям",
        "можно фильтровать по полям",
        "можно сортировать по полям",
    ],
]);
/// Several values may stand in one text.
pub static JOINED: Phrases = Phrases::new(&[
    &["separated by `;`", "separated by a semicolon", "separated by semicolons", "through `;`", "via `;`", "using `;`"],
    &["через `;`", "через точку с запятой"],
]);
/// The values that follow are not all there are.
pub static SOME_VALUES: Phrases = Phrases::new(&[
    &[
        "basic values",
        "typical values",
        "standard values",
        "common values",
        "main values",
        "` and others",
        "`, and others",
        "`, and so on",
        "`, etc",
        "` etc",
    ],
    &[
        "базовые значения",
        "типовые значения",
        "типичные значения",
        "стандартные значения",
        "основные значения",
        "` и другие",
        "` и др.",
        "` и т.",
        "` и так далее",
    ],
]);
/// What follows are only those of which something is said: "Types for which there is a format:".
pub static FOR_WHICH: Phrases = Phrases::new(&[&["for which"], &["для которых"]]);
/// A list of values follows, at the head of a line.
pub static VALUES_LINE: Phrases = Phrases::new(&[
    &["values:", "values -", "values —", "values `"],
    &["значения:", "значения -", "значения —", "значения `"],
]);
/// What is said of values that are none.
pub static REFUSED: Phrases = Phrases::new(&[&["do not", "does not", "cannot"], &["не "]]);
/// What is said of these is not said of the object that has them.
pub static PARTS: Phrases = Phrases::new(&[
    &["fields", "keys", "properties", "attributes", "elements"],
    &["поля", "полей", "полях", "ключи", "ключей", "свойства", "атрибуты", "элементы"],
]);
/// Between two values in code.
pub static OR: Phrases = Phrases::new(&[&["` or `", "`, or `"], &["` или `", "` либо `", "`, или `", "`, либо `"]]);
/// In front of values in code that a sentence ends in: "It can be either `` `A` `` or `` `B` ``".
pub static CAN_BE: Phrases = Phrases::new(&[&["be `", "either `"], &["быть `", "либо `"]]);
/// A word that stands beside values and is none.
pub static BESIDE_VALUES: Phrases = Phrases::new(&[&["are", "is", "only"], &["это", "только"]]);
/// What follows are operators of a filter, directions of an order or such, no values of this parameter. In a shop "order" alone
/// is mostly one of goods.
pub static NOT_VALUES: Phrases = Phrases::new(&[
    &[
        "prefix",
        "`order`",
        "for order:",
        "order by",
        "sort",
        "direction",
        "operator",
        "fields for",
        "address fields",
        "structure",
        "field_n",
        "value_n",
        "filter",
        "formats",
        "extensions",
        "language fields",
    ],
    &[
        "префикс",
        "сортиров",
        "направлен",
        "оператор",
        "поля для",
        "поля адреса",
        "адресные поля",
        "структур",
        "порядк",
        "фильтр",
        "форматы",
        "расширения",
        "языковых полей",
    ],
]);
/// The same, in whole words: "keyboard" begins with one of them, "whereas" with another.
pub static NOT_VALUES_WORDS: Phrases = Phrases::new(&[
    &["key", "keys", "where"],
    &["ключ", "ключа", "ключу", "ключом", "ключе", "ключи", "ключей", "ключам", "ключами", "ключах", "где"],
]);
/// What follows is something else, only like this or not.
pub static COMPARED: Phrases = Phrases::new(&[
    &["unlike ", "except ", "other than", "see also", "depends on", "depending on", "similar to"],
    &["в отличие", "кроме ", "см. также", "смотри также", "зависит", "зависят", "зависимост", "аналогичн"],
]);
/// What follows are examples.
pub static EXAMPLE: Phrases = Phrases::new(&[&["example"], &["пример"]]);
/// Joins two values, two names or two types.
pub static JOINS: Phrases = Phrases::new(&[&["or", "and"], &["или", "и", "либо"]]);
/// Which widgets, or which application.
pub static SINGLE: Phrases = Phrases::new(&[
    &[
        "only one handler",
        "register only one",
        "registers one handler",
        "only one registration",
        "limit of one handler",
        "registered in a single",
    ],
    &[
        "только один обработчик",
        "зарегистрировать только один",
        "регистрирует один обработчик",
        "ограничение в один обработчик",
        "в единственном экземпляре",
        "только одну",
    ],
]);
/// The parameters of a page of a list.
pub static PAGE_SIZE: Phrases = Phrases::new(&[
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
        "50 objects",
    ],
    &[
        "размер страницы",
        "записей на страниц",
        "элементов на страниц",
        "на страниц",
        "50 записей",
        "50 элементов",
        "50 объектов",
        "по 50",
    ],
]);
/// What the keys of an object are follows.
pub static KEY_IS: Phrases = Phrases::new(&[
    &[
        "key —",
        "key -",
        "key –",
        "key is",
        "keys are",
        "key of the object is",
        "keys of the object are",
        "keys and values are",
    ],
    &[
        "ключ —",
        "ключ -",
        "ключ –",
        "ключи —",
        "ключи и значения —",
        "ключ объекта —",
        "ключ объекта -",
        "ключи объекта —",
        "ключи объекта -",
        "ключ элемента —",
        "ключи элементов —",
        "ключом является",
        "ключом объекта является",
        "ключами являются",
        "ключами объекта являются",
        "ключом служит",
        "ключами служат",
    ],
]);
/// What comes is an object.
pub static HOLDS_OBJECT: Phrases = Phrases::new(&[
    &["contains an object", "an object with", "root element of the response, contains"],
    &[
        "содержит объект",
        "объект с ключ",
        "объект с пол",
        "корневой элемент ответа, содержит",
        "корневой элемент ответа. содержит",
    ],
]);
/// A word of each of these.
pub static KEYED: Phrases = Phrases::new(&[&["key"], &["ключ"]]);
/// The names of what an object holds follow, in code.
pub static WITH_FIELDS: Phrases = Phrases::new(&[
    &[
        "with the field `",
        "with the fields `",
        "with fields `",
        "with the key `",
        "with the keys `",
        "with keys `",
        "with the property `",
        "with the properties `",
        "with properties `",
    ],
    &["с полем `", "с полями `", "с ключом `", "с ключами `", "со свойством `", "со свойствами `"],
]);
/// Keys of an object follow.
pub static KEYS: Phrases = Phrases::new(&[&["keys"], &["ключи"]]);
/// An object has others in it, all of one kind.
pub static ENTRIES: Phrases = Phrases::new(&[
    &["contains objects, each", "map of "],
    &["содержит объекты, каждый", "состоит из объектов, каждый"],
]);
/// An object has an object under each name.
pub static VALUE_IS_OBJECT: Phrases = Phrases::new(&[
    &[
        "value is an object",
        "value is the object",
        "value — object",
        "value — an object",
        "value - object",
        "value - an object",
    ],
    &["value — объект", "value - объект", "value – объект", "value — это объект", "значение — объект"],
]);
/// What keys are that no page can list.
pub static KEY_KINDS: Phrases = Phrases::new(&[
    &["identifier", " id", "code", "name", "strings", "dimension", "number", "type"],
    &["идентификатор", " id", "код", "назван", "имя", "имен", "строк", "размер", "номер", "тип"],
]);
/// What tells one from others of its kind.
pub static IDENTIFIER: Phrases = Phrases::new(&[&["identifier", " id"], &["идентификатор", " id"]]);
