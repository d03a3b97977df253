//! Headings of sections.

use super::Phrases;

/// The parameters of a method.
pub static REQUEST: Phrases = Phrases::new(&[
    &[
        "method parameters",
        "parameters",
        "request parameters",
        "command parameters",
        "what to pass in the request",
        "what to include in the request",
        "parameters of the method",
        "input parameters",
        "function parameters",
        "call parameters",
    ],
    &[
        "параметры метода",
        "параметры",
        "параметры запроса",
        "параметры команды",
        "что передать в запросе",
        "что указать в запросе",
        "входные параметры",
        "параметры функции",
        "параметры вызова",
    ],
]);
/// The answer of a method.
pub static RESPONSE: Phrases = Phrases::new(&[
    &[
        "response handling",
        "returned data",
        "response processing",
        "successful response",
        "success response",
        "response in case of success",
        "example response",
        "response example",
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
        "пример ответа",
        "ответ в случае успеха",
        "ответ при успехе",
        "параметры ответа",
        "ответ",
        "результат",
        "возвращаемый результат",
        "возвращаемые поля",
        "поля, возвращаемые методом",
        "возвращаемые значения",
        "возвращаемое значение",
        "поля ответа",
        "пример успешного ответа",
    ],
]);
/// The errors of a method.
pub static ERRORS: Phrases = Phrases::new(&[
    &[
        "error handling",
        "errors",
        "possible error codes",
        "possible errors",
        "error response",
        "response on error",
        "error codes",
        "response in case of error",
        "specific error codes",
    ],
    &[
        "обработка ошибок",
        "ошибки",
        "возможные коды ошибок",
        "возможные ошибки",
        "возможные виды ошибок",
        "ответ с ошибкой",
        "ответ при ошибке",
        "ответ в случае ошибки",
        "коды ошибок",
        "специфичные коды ошибок",
        "специфические коды ошибок",
    ],
]);
/// Calls in several programming languages.
pub static EXAMPLES: Phrases = Phrases::new(&[
    &["code examples", "code example", "examples", "example"],
    &["примеры кода", "пример кода", "примеры", "пример"],
]);
/// What the handler of an event or of a widget receives.
pub static RECEIVES: Phrases = Phrases::new(&[
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
        "что приходит в обработчик события",
        "что приходит обработчику",
        "параметры обработчика события",
        "параметры события",
        "параметры обработчика",
        "параметры, передаваемые в обработчик",
        "параметры, передаваемые обработчику",
        "данные, передаваемые в обработчик",
        "данные, передаваемые обработчику",
    ],
]);
/// The codes of a widget.
pub static EMBEDDED: Phrases = Phrases::new(&[
    &[
        "where the widget is embedded",
        "where the widget is integrated",
        "where is the widget embedded",
        "widget placement",
    ],
    &[
        "где встраивается виджет",
        "где встроен виджет",
        "куда встраивается виджет",
        "где размещается виджет",
        "место встраивания виджета",
    ],
]);
/// What `OPTIONS` of `placement.bind` takes.
pub static BIND_OPTIONS: Phrases = Phrases::new(&[&["placement.bind"], &["placement.bind"]]);
/// A page over other pages.
pub static OVERVIEW: Phrases = Phrases::new(&[&["overview of"], &["обзор"]]);
/// The word beside the name of one parameter.
pub static PARAMETER: Phrases = Phrases::new(&[&["parameter"], &["параметр"]]);
/// The word for several.
pub static PARAMETERS: Phrases = Phrases::new(&[&["parameters"], &["параметры", "параметров"]]);
/// What the titles of sub-tables have around the name that they belong to.
pub static GENERIC: Phrases = Phrases::new(&[
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
]);
