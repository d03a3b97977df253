//! What a description says about the values of its parameter.

use super::Phrases;

/// A list of values follows.
pub static VALUES: Phrases = Phrases::new(
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
        "can take one of",
        "can have the following values",
        "takes the values",
        "may take values",
        "can be one of",
        "possible options",
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
        "может иметь значения",
        "может иметь следующие значения",
        "может принимать одно из",
        "принимает одно из",
        "варианты значений",
        "используются значения",
        "поддерживаются значения `",
        "поддерживаются значения:",
        "поддерживаются следующие значения",
        // A list of them, or one of them; without the colon it is told where to get the list.
        "возможных значений:",
        "допустимых значений:",
        "доступных значений:",
        "поддерживаемых значений:",
    ],
);
/// The fields that a query takes follow.
pub static FIELDS_FOLLOW: Phrases = Phrases::new(
    &[
        "available fields:",
        "fields for sorting:",
        "fields for filtering:",
        "fields available for sorting:",
        "fields available for filtering:",
        "supported fields:",
        "sortable fields:",
        "filterable fields:",
    ],
    &[
        "доступные поля:",
        "поля для сортировки:",
        "поля для фильтрации:",
        "поля для фильтра:",
        "поддерживаемые поля:",
        "поля, доступные для сортировки:",
        "поля, доступные для фильтрации:",
    ],
);
/// Several values may stand in one text.
pub static JOINED: Phrases = Phrases::new(
    &["separated by `;`", "separated by a semicolon", "separated by semicolons", "through `;`", "via `;`"],
    &["через `;`", "через точку с запятой"],
);
/// A list of values follows, at the head of a line.
pub static VALUES_LINE: Phrases = Phrases::new(
    &["values:", "values -", "values —", "values `"],
    &["значения:", "значения -", "значения —", "значения `"],
);
/// What is said of values that are none.
pub static REFUSED: Phrases = Phrases::new(&["do not", "does not", "cannot"], &["не "]);
/// Between two values in code.
pub static OR: Phrases = Phrases::new(&["` or `", "`, or `"], &["` или `", "` либо `", "`, или `", "`, либо `"]);
/// In front of values in code that a sentence ends in: "It can be either `` `A` `` or `` `B` ``".
pub static CAN_BE: Phrases = Phrases::new(&["be `", "either `"], &["быть `", "либо `"]);
/// A word that stands beside values and is none.
pub static BESIDE_VALUES: Phrases = Phrases::new(&["are", "is", "only"], &["это", "только"]);
/// What follows are operators of a filter, directions of an order or keys, no values of this parameter. In a shop "order" alone
/// is mostly one of goods.
pub static NOT_VALUES: Phrases = Phrases::new(
    &[
        "prefix",
        "`order`",
        "for order:",
        "order by",
        "sort",
        "direction",
        "operator",
        "key",
        "where",
        "fields for",
        "address fields",
        "structure",
        "field_n",
        "value_n",
        "filter",
        "formats",
    ],
    &[
        "префикс",
        "сортиров",
        "направлен",
        "оператор",
        "ключ",
        "где",
        "поля для",
        "поля адреса",
        "адресные поля",
        "структур",
        "порядк",
        "фильтр",
        "форматы",
    ],
);
/// What follows are examples.
pub static EXAMPLE: Phrases = Phrases::new(&["example"], &["пример"]);
/// Joins two values, two names or two types.
pub static JOINS: Phrases = Phrases::new(&["or", "and"], &["или", "и", "либо"]);
/// A default follows.
pub static DEFAULT: Phrases = Phrases::new(
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
        "default value of",
        "(default)",
        "by default",
    ],
    &["значение по умолчанию", "по умолчанию", "значение по-умолчанию", "по-умолчанию"],
);
/// A word between "by default" and the value.
pub static BEFORE_DEFAULT: Phrases = Phrases::new(
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
    ],
);
/// Such a word, if what stands right behind it is a name and no value.
pub static BEFORE_NAME: Phrases =
    Phrases::new(&["the", "parameter", "field"], &["параметр", "параметра", "поле", "поля", "в"]);
/// A default stands before.
pub static IS_DEFAULT: Phrases = Phrases::new(
    &["(default)", ", default", "by default"],
    &["(по умолчанию)", "по умолчанию", "(по-умолчанию)", "по-умолчанию"],
);
/// A sentence that begins so tells that a parameter may be left out, or what holds then.
pub static OPTIONAL: Phrases = Phrases::new(
    &[
        "optional",
        "by default",
        "default",
        "if not specified",
        "if not provided",
        "if not passed",
        "if not set",
        "if omitted",
        "if the parameter is not",
    ],
    &[
        "необязательн",
        "не обязательн",
        "опциональн",
        "по умолчанию",
        "если не указ",
        "если не перед",
        "если не зад",
        "если параметр не",
    ],
);
/// A word that turns the one behind it around.
pub static NOT: Phrases = Phrases::new(&["not"], &["не"]);
/// How long a text may be.
pub static LENGTH: Phrases = Phrases::new(
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
    &[
        "максимальная длина",
        "длина до",
        "не более",
        "не больше",
        "не длиннее",
        "до",
        "не должна превышать",
        "не должен превышать",
        "не должно превышать",
        "не может превышать",
        "не может быть больше",
        "не может быть длиннее",
        "максимум",
        "максимально ",
    ],
);
/// A word between "maximum" and the number.
pub static BEFORE_NUMBER: Phrases = Phrases::new(
    &["is", "of", "the", "value", "length", "string", "number", "name", "code", "text", "title"],
    &[
        "чем",
        "строки",
        "поля",
        "длина",
        "значение",
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
    ],
);
/// The unit of such a length.
pub static CHARACTERS: Phrases = Phrases::new(&["character", "symbol"], &["символ", "знак"]);
/// The largest value.
pub static MAXIMUM: Phrases = Phrases::new(
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
    &[
        "максимальное значение",
        "максимальное количество",
        "максимальное число",
        "максимум",
        "максимально ",
        "не более",
        "не больше",
        "не должно превышать",
        "не должно быть больше",
        "не может превышать",
        "не может быть больше",
    ],
);
/// The smallest value.
pub static MINIMUM: Phrases = Phrases::new(
    &[
        "minimum value",
        "minimum —",
        "minimum -",
        "minimum is",
        "minimum:",
        "minimum",
        "at least",
        "greater than or equal to",
    ],
    &[
        "минимальное значение",
        "минимальное количество",
        "минимальное число",
        "минимум",
        "минимально ",
        "не менее",
        "не меньше",
        "не должно быть меньше",
        "не может быть меньше",
        "больше или равно",
        "больше или равна",
        "больше или равен",
    ],
);
/// What the smallest value is next to.
pub static ABOVE: Phrases = Phrases::new(
    &["must be greater than", "should be greater than", "value greater than"],
    &["обязательно больше", "должно быть больше", "должна быть больше", "должен быть больше"],
);
/// Between two values: the first word and the second.
pub static FROM: Phrases = Phrases::new(&["from "], &["от "]);
/// See [`FROM`].
pub static TO: Phrases = Phrases::new(&[" to "], &[" до "]);
/// The unit of a list's length.
pub static ELEMENTS: Phrases = Phrases::new(
    &["elements", "items", "records", "identifiers", "values", "entries", "ids", "files", "users"],
    &["элемент", "запис", "идентификатор", "значени", "файл", "пользовател"],
);
/// A day and a time of ISO 8601.
pub static MOMENT: Phrases = Phrases::new(
    &["iso 8601", "iso-8601", "iso8601", "rfc 3339", "rfc3339", "atom", "yyyy-mm-ddt"],
    &["формате атом", "формат атом", "гггг-мм-ддt", "гггг-мм-ддт"],
);
/// A day of ISO 8601.
pub static DAY: Phrases = Phrases::new(&["yyyy-mm-dd"], &["гггг-мм-дд"]);
/// A day with dots.
pub static DOTTED_DAY: Phrases = Phrases::new(&["dd.mm.yyyy"], &["дд.мм.гггг"]);
/// The content of a file as text.
// Some pages write its second letter as a Russian one.
pub static BASE64: Phrases = Phrases::new(&["base64"], &["b\u{430}se64"]);
/// What a range of characters is the range of.
pub static LENGTH_WORD: Phrases = Phrases::new(&["length", "long"], &["длина", "длины", "длиной"]);
/// Which widgets, or which application.
pub static SINGLE: Phrases = Phrases::new(
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
);
/// The parameters of a page of a list.
pub static PAGE_SIZE: Phrases = Phrases::new(
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
);
/// What the keys of an object are follows.
pub static KEY_IS: Phrases = Phrases::new(
    &["key —", "key -", "key –", "key is", "keys are", "key of the object is", "keys of the object are"],
    &[
        "ключ —",
        "ключ -",
        "ключ –",
        "ключи —",
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
);
/// What tells one from others of its kind.
pub static IDENTIFIER: Phrases = Phrases::new(&["identifier", " id"], &["идентификатор", " id"]);
