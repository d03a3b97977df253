//! The words of the documentation's languages: what headings, headers and sentences are recognised by.
//!
//! All phrases are in lower case. A language is added by adding its words here; nothing else knows any.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// Phrases with one meaning: English, then Russian.
#[derive(Clone, Copy, Debug)]
pub struct Phrases(pub &'static [&'static str], pub &'static [&'static str]);

impl Phrases {
    fn all(self) -> impl Iterator<Item = &'static str> {
        self.0.iter().chain(self.1).copied()
    }

    /// Is the text, in lower case, one of the phrases?
    pub fn is(self, text: &str) -> bool {
        self.all().any(|phrase| phrase == text)
    }

    /// Does the text, as it is written, begin with one of the phrases?
    pub fn opens(self, text: &str) -> bool {
        self.all().any(|phrase| {
            let mut letters = text.chars().flat_map(char::to_lowercase);
            phrase.chars().all(|letter| letters.next() == Some(letter))
        })
    }

    /// Does one of the phrases stand in the text?
    pub fn within(self, text: &str) -> bool {
        self.all().any(|phrase| position(text, phrase).is_some())
    }

    /// Does the text begin with one of the phrases? What is behind it.
    pub fn begins(self, text: &str) -> Option<&str> {
        self.all().find_map(|phrase| text.strip_prefix(phrase))
    }

    /// Where the first of the phrases that the text holds begins and ends.
    pub fn find(self, text: &str) -> Option<(usize, usize)> {
        self.all().filter_map(|phrase| position(text, phrase).map(|at| (at, at + phrase.len()))).min()
    }
}

/// Where a phrase stands in a short text: for those a search that prepares nothing is the quickest.
fn position(text: &str, phrase: &str) -> Option<usize> {
    let first = *phrase.as_bytes().first()?;
    memchr::memchr_iter(first, text.as_bytes()).find(|&at| text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(phrase.as_bytes())))
}

/// What a description may speak of. One pass over a text tells which topics it has at all; only those are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// See [`VALUES`] and [`VALUES_LINE`].
    Values,
    /// See [`DEFAULT`].
    Default,
    /// See [`LENGTH`], [`MAXIMUM`], [`MINIMUM`] and [`FROM`].
    Limit,
    /// See [`FORMATS`] and [`BASE64`].
    Format,
    /// See [`ONLY`] and [`APPLICATION_ONLY`].
    Only,
    /// See [`ORDER_MATTERS`] and [`NO_BATCH`].
    Calling,
}

/// The topics of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topics(u8);

impl Topics {
    /// Has the text this topic?
    pub fn has(self, topic: Topic) -> bool {
        self.0 & (1 << topic as u8) != 0
    }

    /// Reads a text as it is written, in upper or lower case.
    pub fn of(text: &str) -> Self {
        static SEARCHER: LazyLock<Option<(AhoCorasick, Vec<Topic>)>> = LazyLock::new(|| {
            let mut phrases: Vec<String> = Vec::new();
            let mut topics = Vec::new();
            for (topic, set) in TOPICS {
                for phrase in set.all() {
                    // Letters that are not ASCII have their case in the text: a phrase may begin a sentence.
                    for spelling in [phrase.to_owned(), capital(phrase)] {
                        if !phrases.contains(&spelling) {
                            phrases.push(spelling);
                            topics.push(*topic);
                        }
                    }
                }
            }
            AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).ascii_case_insensitive(true).build(&phrases).ok().map(|searcher| (searcher, topics))
        });
        // Without a searcher every topic is looked at.
        let Some((searcher, topics)) = SEARCHER.as_ref() else { return Self(u8::MAX) };
        let found = searcher.find_overlapping_iter(text).filter_map(|hit| topics.get(hit.pattern().as_usize()));
        Self(found.fold(0, |bits, topic| bits | 1 << *topic as u8))
    }
}

fn capital(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

const TOPICS: &[(Topic, Phrases)] = &[
    (Topic::Values, VALUES),
    (Topic::Values, VALUES_LINE),
    (Topic::Default, DEFAULT),
    (Topic::Limit, LENGTH),
    (Topic::Limit, MAXIMUM),
    (Topic::Limit, MINIMUM),
    (Topic::Limit, FROM),
    (Topic::Limit, PARENTHESIS),
    (Topic::Format, FORMATS),
    (Topic::Format, BASE64),
    (Topic::Only, ONLY),
    (Topic::Only, APPLICATION_ONLY),
    (Topic::Calling, ORDER_MATTERS),
    (Topic::Calling, NO_BATCH),
];

// Headings of sections.

/// The parameters of a method.
pub const REQUEST: Phrases = Phrases(
    &[
        "method parameters",
        "parameters",
        "request parameters",
        "command parameters",
        "what to pass in the request",
        "what to include in the request",
        "parameters of the method",
        "input parameters",
    ],
    &[
        "параметры метода",
        "параметры",
        "параметры запроса",
        "параметры команды",
        "что передать в запросе",
        "входные параметры",
    ],
);
/// The answer of a method.
pub const RESPONSE: Phrases = Phrases(
    &[
        "response handling",
        "returned data",
        "successful response",
        "response on success",
        "response parameters",
        "response",
        "result",
        "returned result",
        "returned fields",
        "fields returned by the method",
        "returned values",
        "response fields",
    ],
    &[
        "обработка ответа",
        "возвращаемые данные",
        "успешный ответ",
        "ответ в случае успеха",
        "ответ при успехе",
        "параметры ответа",
        "ответ",
        "результат",
        "возвращаемый результат",
        "возвращаемые поля",
        "возвращаемые значения",
        "поля ответа",
    ],
);
/// The errors of a method.
pub const ERRORS: Phrases = Phrases(
    &[
        "error handling",
        "errors",
        "possible error codes",
        "possible errors",
        "error response",
        "response on error",
        "error codes",
        "response in case of error",
    ],
    &[
        "обработка ошибок",
        "ошибки",
        "возможные коды ошибок",
        "возможные ошибки",
        "ответ с ошибкой",
        "ответ при ошибке",
        "ответ в случае ошибки",
        "коды ошибок",
    ],
);
/// Calls in several programming languages.
pub const EXAMPLES: Phrases = Phrases(
    &["code examples", "code example", "examples", "example"],
    &["примеры кода", "пример кода", "примеры", "пример"],
);
/// What the handler of an event or of a widget receives.
pub const RECEIVES: Phrases = Phrases(
    &[
        "what the handler receives",
        "what comes to the handler",
        "what comes to the event handler",
        "event handler parameters",
        "event parameters",
        "handler parameters",
        "parameters passed to the handler",
        "data passed to the handler",
    ],
    &[
        "что получает обработчик",
        "что приходит в обработчик",
        "параметры обработчика события",
        "параметры события",
        "параметры обработчика",
        "данные, передаваемые в обработчик",
    ],
);
/// The codes of a widget.
pub const EMBEDDED: Phrases = Phrases(
    &["where the widget is embedded", "where the widget is integrated", "where is the widget embedded"],
    &["где встраивается виджет", "где встроен виджет", "куда встраивается виджет", "где размещается виджет"],
);
/// What `OPTIONS` of `placement.bind` takes.
pub const BIND_OPTIONS: Phrases = Phrases(&["placement.bind"], &["placement.bind"]);
/// A page over other pages.
pub const OVERVIEW: Phrases = Phrases(&["overview of"], &["обзор"]);
/// The word beside the name of one parameter.
pub const PARAMETER: Phrases = Phrases(&["parameter"], &["параметр"]);
/// The word for several.
pub const PARAMETERS: Phrases = Phrases(&["parameters"], &["параметры", "параметров"]);
/// What the titles of sub-tables have around the name that they belong to.
pub const GENERIC: Phrases = Phrases(
    &[
        "parameter",
        "parameters",
        "object",
        "objects",
        "field",
        "fields",
        "array",
        "element",
        "elements",
        "type",
        "types",
        "the",
        "of",
        "structure",
        "description",
        "item",
        "items",
        "for",
        "and",
        "key",
        "keys",
        "in",
        "list",
        "value",
        "values",
        "response",
        "data",
        "format",
        "available",
        "possible",
        "returned",
    ],
    &[
        "параметр",
        "параметры",
        "параметра",
        "объект",
        "объекта",
        "объекты",
        "поле",
        "поля",
        "массив",
        "массива",
        "элемент",
        "элемента",
        "элементы",
        "тип",
        "типы",
        "структура",
        "описание",
        "ключ",
        "ключи",
        "для",
        "и",
        "в",
        "список",
        "значение",
        "значения",
        "ответа",
        "данные",
        "данных",
        "формат",
        "доступные",
        "возможные",
        "типа",
        "полей",
    ],
);

// Header cells of tables.

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
/// A column of widget codes.
pub const WIDGET_CODE: Phrases = Phrases(
    &["widget code", "placement code", "embedding code", "code", "widget", "placement"],
    &["код виджета", "код встройки", "код места встраивания", "код", "виджет", "место встраивания"],
);
/// A cell that means "no code".
pub const EMPTY: Phrases = Phrases(
    &["", "-", "—", "–", "empty value", "empty", "empty string", "no code", "\"\"", "none"],
    &["пустое значение", "пусто", "пустая строка", "нет", "нет кода"],
);

// The lines of the quote under the title.

/// Scopes.
pub const SCOPE: Phrases = Phrases(&["scope", "scopes"], &["scope", "скоуп"]);
/// Who may call or subscribe: a line that begins so, up to its colon.
pub const WHO: Phrases =
    Phrases(&["who can", "permissions to execute", "who is able"], &["кто может", "права на выполнение"]);
/// An administrator of the portal, as "who" tells it.
pub const ADMINISTRATOR: Phrases = Phrases(
    &[
        "administrator",
        "account administrator",
        "portal administrator",
        "administrators",
        "bitrix24 administrator",
        "a user with administrator rights",
        "user with administrator rights",
        "a user with administrative rights",
        "user with administrative rights",
        "an administrator",
    ],
    &[
        "администратор",
        "администратор портала",
        "администраторы",
        "администратор битрикс24",
        "пользователь с правами администратора",
    ],
);
/// Every user, as "who" tells it.
pub const ANY_USER: Phrases = Phrases(
    &["any user", "any authorized user", "authorized user", "any users", "all users", "user", "any"],
    &[
        "любой пользователь",
        "любой авторизованный пользователь",
        "авторизованный пользователь",
        "все пользователи",
        "любой",
    ],
);

// Sentences.

/// The note that says what a star means.
pub const MARKS: Phrases = Phrases(
    &["required parameters are marked", "required fields are marked"],
    &["обязательные параметры отмечены", "обязательные поля отмечены"],
);
/// "Works only in the context of the application": the part before "only" and the part behind it stand in one sentence.
pub const ONLY: Phrases = Phrases(
    &[
        "works only",
        "work only",
        "worked only",
        "only works",
        "only work ",
        "executed only",
        "only be executed",
        "called only",
        "only be called",
        "operates only",
        "operate only",
        "available only",
        "only available",
        "performed only",
        "only be performed",
        "used only",
        "only be used",
        "possible only",
    ],
    &[
        "работает только",
        "только в контексте",
        "выполняется только",
        "вызывается только",
        "доступен только",
        "доступны только",
        "только при авторизации",
        "вызвать только",
        "выполнить только",
        "работают только",
    ],
);
/// What makes such a sentence one about authorization.
pub const CONTEXT: Phrases = Phrases(
    &[
        "context of",
        "application context",
        "authorization of the application",
        "application authorization",
        "application's context",
    ],
    &["контексте", "авторизации приложения"],
);
/// What the context is of.
pub const APPLICATION: Phrases = Phrases(&["application", "oauth"], &["приложени", "oauth"]);
/// The same in one phrase.
pub const APPLICATION_ONLY: Phrases = Phrases(
    &["upon application authorization", "with application authorization"],
    &["при авторизации приложения", "с авторизацией приложения"],
);
/// The title of the note of a deprecated page.
pub const DEPRECATED: Phrases = Phrases(&["deprecated", "outdated"], &["deprecated", "устарел"]);
/// What the title of a method that only reads begins with.
pub const READS: Phrases = Phrases(
    &["get ", "retrieve ", "check ", "find ", "search ", "list of ", "read the list"],
    &["получить ", "получение ", "проверить ", "найти ", "поиск ", "список "],
);
/// What a deprecated page says before its successor.
pub const HALTED: Phrases = Phrases(
    &["has been halted", "has been discontinued", "is halted", "is discontinued", "is deprecated"],
    &["остановлено", "прекращено", "устарел"],
);
/// The server takes parameters by position.
pub const ORDER_MATTERS: Phrases = Phrases(
    &[
        "follow the order",
        "in the order specified",
        "order of parameters",
        "order of the parameters",
        "sequence of parameters",
        "parameters in the order",
        "in the specified order",
        "in the same order",
        "strictly follow",
        "strict order",
        "parameter order",
    ],
    &[
        "порядок следования параметров",
        "порядок параметров",
        "порядке следования",
        "в том порядке",
        "строго в порядке",
        "в порядке, указанном",
        "соблюдать порядок",
        "следовать порядку",
        "порядке, указанном",
    ],
);
/// A note that says which of two interfaces the method belongs to.
pub const REST3: Phrases = Phrases(&["rest 3.0"], &["rest 3.0"]);
/// May not stand in a batch.
pub const NO_BATCH: Phrases = Phrases(
    &[
        "cannot be called in a batch",
        "cannot be used in batch",
        "not allowed in batch",
        "not supported in batch",
        "cannot be called via batch",
        "cannot be executed in batch",
        "cannot be used in a batch",
        "prohibited in batch",
        "unavailable in batch",
        "not available in batch",
    ],
    &[
        "нельзя вызвать в batch",
        "нельзя использовать в batch",
        "нельзя вызывать в batch",
        "недоступен в batch",
        "не поддерживается в batch",
        "нельзя вызывать через batch",
        "нельзя вызывать в пакет",
    ],
);
/// A line that gives the status of an example.
pub const HTTP: Phrases = Phrases(
    &["http status", "http code", "http-status", "http-code", "http response status"],
    &["http-статус", "http статус", "http-код", "http код", "статус http"],
);
/// The paragraph before a table of REST 3.0's field errors.
pub const ERROR_CODE: Phrases = Phrases(&["error code", "code"], &["код ошибки", "код"]);
/// The first column of such a table.
pub const ERROR_FIELD: Phrases = Phrases(&["field"], &["поле"]);

// What a description says about values.

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
/// The operators of a filter follow.
pub const OPERATORS: Phrases =
    Phrases(&["prefix", "operator", "filter types", "filtering types"], &["префикс", "оператор", "типы фильтра"]);
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
pub const PARENTHESIS: Phrases = Phrases(&["(0", "(1", "(2", "(3", "(4", "(5", "(6", "(7", "(8", "(9", "(-", "(`"], &[]);
/// How a date is written.
pub const FORMATS: Phrases =
    Phrases(&["iso 8601", "iso-8601", "iso8601", "rfc 3339", "rfc3339", "atom", "yyyy-mm-dd", "dd.mm.yyyy"], &["дд.мм.гггг", "гггг-мм-дд"]);
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
/// There are none.
pub const NO_PARAMETERS: Phrases = Phrases(
    &[
        "no parameters",
        "without parameters",
        "method has no parameters",
        "does not have parameters",
        "no input parameters",
        "does not accept parameters",
        "doesn't accept parameters",
    ],
    &["без параметров", "нет параметров", "параметров нет", "не принимает параметр", "параметры отсутствуют"],
);
/// What a text saved from the rendered documentation says in place of the include of the note on required parameters.
pub const FOOTNOTES: Phrases =
    Phrases(&["was this information helpful", "previous", "next"], &["была ли", "предыдущая", "следующая"]);

/// The wire type that the first words of an entity's description tell.
pub const ENTITY_WORDS: &[(&str, &str)] = &[
    ("array of", "array"),
    ("array", "array"),
    ("integer", "integer"),
    ("numeric", "integer"),
    ("number", "integer"),
    ("string", "string"),
    ("character", "string"),
    ("symbolic", "string"),
    ("text", "string"),
    ("object", "object"),
    ("массив", "array"),
    ("целочисленн", "integer"),
    ("числов", "integer"),
    ("целое", "integer"),
    ("число", "integer"),
    ("строков", "string"),
    ("символьн", "string"),
    ("строка", "string"),
    ("текст", "string"),
    ("объект", "object"),
];

/// Include files that every page has, by their file name, with what stands in their place.
pub const MARKS_INCLUDE: &str = "required.md";
/// The file of the errors that every method has.
pub const SYSTEM_ERRORS_INCLUDE: &str = "system-errors.md";
/// Include files that tell the same on every page.
pub const BOILERPLATE_INCLUDES: &[&str] =
    &["examples.md", "error-info.md", "error-info-v3.md", SYSTEM_ERRORS_INCLUDE, MARKS_INCLUDE];
/// The file of the form of REST 3.0's errors: a page that includes it is one of REST 3.0.
pub const REST3_INCLUDE: &str = "error-info-v3.md";
