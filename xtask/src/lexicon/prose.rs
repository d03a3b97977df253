//! The quote under the title, and sentences about a whole page.

use super::Phrases;

/// Scopes.
pub static SCOPE: Phrases = Phrases::new(&[&["scope", "scopes"], &["scope", "скоуп"]]);
/// The scope that every application has, where a page writes its name in its own language.
pub static BASIC_SCOPE: Phrases = Phrases::new(&[&["basic"], &["базовый"]]);
/// Who may call or subscribe: a line that begins so, up to its colon.
pub static WHO: Phrases = Phrases::new(&[
    &["who can", "permissions to execute", "execution rights", "who is able"],
    &["кто может", "права на выполнение"],
]);
/// The name of a method, where its title has none: a line that begins so.
pub static METHOD_NAME: Phrases = Phrases::new(&[&["method name"], &["название метода", "имя метода"]]);
/// A method takes nothing.
pub static NO_PARAMETERS: Phrases = Phrases::new(&[
    &[
        "no input parameters",
        "there are no parameters",
        "there are no input parameters",
        "no parameters",
        "no parameters required",
        "no parameters are required",
        "without parameters",
        "the method has no parameters",
        "the method does not have parameters",
    ],
    &[
        "без параметров",
        "нет параметров",
        "параметров нет",
        "метод не имеет параметров",
        "параметры отсутствуют",
        "нет входных параметров",
        "входных параметров нет",
        "входные параметры отсутствуют",
    ],
]);
/// What a page's first sentence is about: a method or an event.
pub static SUBJECT: Phrases = Phrases::new(&[&["method", "event"], &["метод", "событие"]]);
/// What stands before a noun, where the language has it.
pub(super) static ARTICLE: Phrases = Phrases::new(&[&["the"], &[]]);
/// An administrator of the portal, as "who" tells it.
pub static ADMINISTRATOR: Phrases = Phrases::new(&[
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
        "only administrator",
        "only administrators",
        "only an administrator",
        "only the administrator",
        "only bitrix24 administrator",
        "administrator, authorized in the application",
    ],
    &[
        "администратор",
        "администратор портала",
        "администратор аккаунта",
        "администраторы",
        "администратор битрикс24",
        "администраторы портала",
        "администраторы битрикс24",
        "пользователь с правами администратора",
        "пользователь с правами администратора портала",
        "пользователь с правами администратора битрикс24",
        "пользователь с административными правами",
        "только администратор",
        "только администраторы",
        "только администратор портала",
        "только администратор битрикс24",
        "только пользователь с правами администратора",
        "пользователи с правами администратора",
        "администратор, авторизованный в приложении",
    ],
]);
/// Every user, as "who" tells it.
pub static ANY_USER: Phrases = Phrases::new(&[
    &["any user", "any authorized user", "authorized user", "any users", "all users", "user", "any"],
    &[
        "любой пользователь",
        "любой авторизованный пользователь",
        "авторизованный пользователь",
        "любые пользователи",
        "все пользователи",
        "все авторизованные пользователи",
        "пользователь",
        "любой",
    ],
]);

// Sentences.

/// The note that says what a star means, or that there is none.
pub static MARKS: Phrases = Phrases::new(&[
    &["required parameters are marked", "required fields are marked", "all parameters are optional"],
    &["обязательные параметры отмечены", "обязательные поля отмечены", "все параметры необязательн"],
]);
/// "Works only in the context of the application": the part before "only" and the part behind it stand in one sentence.
pub static ONLY: Phrases = Phrases::new(&[
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
        "вызывать только",
        "вызван только",
        "вызываются только",
        "выполнить только",
        "выполнять только",
        "выполнен только",
        "выполняются только",
        "работают только",
        "доступна только",
        "доступно только",
        "использовать только",
        "используется только",
        "возможен только",
        "возможно только",
    ],
]);
/// What makes such a sentence one about authorization.
pub static CONTEXT: Phrases = Phrases::new(&[
    &[
        "context of",
        "application context",
        "authorization of the application",
        "application authorization",
        "application's context",
        "through an application",
        "through the application",
    ],
    &["контексте", "из контекста", "авторизации приложения", "через приложение"],
]);
/// What the context is of.
pub static APPLICATION: Phrases = Phrases::new(&[&["application", "oauth"], &["приложени", "oauth"]]);
/// The same in one phrase.
pub static APPLICATION_ONLY: Phrases = Phrases::new(&[
    &["upon application authorization", "with application authorization"],
    &["при авторизации приложения", "с авторизацией приложения"],
]);
/// The title of the note of a deprecated page.
pub static DEPRECATED: Phrases = Phrases::new(&[
    &[
        "deprecated",
        "outdated",
        "has been halted",
        "has been discontinued",
        "development halted",
        "development discontinued",
        "development stopped",
    ],
    &[
        "deprecated",
        "устарел",
        "устаревший метод",
        "развитие метода остановлено",
        "развитие методов остановлено",
        "развитие события остановлено",
    ],
]);
/// The first sentence of a note without a title that says the same.
pub static IS_DEPRECATED: Phrases = Phrases::new(&[
    &[
        "method is deprecated",
        "methods are deprecated",
        "method has been deprecated",
        "method is outdated",
        "event is deprecated",
        "event is outdated",
    ],
    &[
        "метод устарел",
        "методы устарели",
        "метод считается устаревшим",
        "метод является устаревшим",
        "событие устарело",
        "событие считается устаревшим",
    ],
]);
/// What the title of a method that only reads begins with.
pub static READS: Phrases = Phrases::new(&[
    &["get ", "retrieve ", "check ", "find ", "search ", "list of ", "read the list", "view "],
    &["получить ", "получение ", "проверить ", "проверить,", "найти ", "поиск ", "список ", "просмотр"],
]);
/// A word of a title that leads to the name behind it.
pub static LEADS: Phrases = Phrases::new(&[
    &["with", "of", "for", "in", "by", "via", "using", "through", "to", "from", "the", "a", "on", "at", "method"],
    &["с", "со", "для", "в", "из", "по", "через", "помощью", "к", "на", "от", "при", "метод", "метода", "методом"],
]);
/// What a method answers with follows.
pub static RETURNS: Phrases =
    Phrases::new(&[&["returns ", "will return "], &["возвращает ", "возвращается ", "вернет "]]);
/// The server takes parameters by position.
pub static ORDER_MATTERS: Phrases = Phrases::new(&[
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
        "according to the order",
    ],
    &[
        "порядок следования параметров",
        "порядка следования параметров",
        "порядок параметров",
        "порядка параметров",
        "порядке следования",
        "в том порядке",
        "строго в порядке",
        "в порядке, указанном",
        "соблюдать порядок",
        "следовать порядку",
        "порядке, указанном",
        "в соответствии с порядком",
        "порядку параметров",
        "последовательность параметров",
    ],
]);
/// A note that says which of two interfaces the method belongs to.
pub static REST3: Phrases = Phrases::new(&[&["rest 3.0"], &["rest 3.0"]]);
/// May not stand in a batch.
pub static NO_BATCH: Phrases = Phrases::new(&[
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
        "нельзя вызвать через batch",
        "нельзя использовать в batch",
        "нельзя вызывать в batch",
        "недоступен в batch",
        "не поддерживается в batch",
        "нельзя вызывать через batch",
        "нельзя вызывать в пакет",
        "нельзя вызвать в пакет",
        "нельзя использовать в пакет",
        "недоступен в пакет",
        "не поддерживается в пакет",
    ],
]);
/// A line that gives the status of an example.
pub static HTTP: Phrases = Phrases::new(&[
    &["http status", "http code", "http-status", "http-code", "http response status"],
    &["http-статус", "http статус", "http-код", "http код", "статус http", "код http"],
]);
/// The paragraph before a table of REST 3.0's field errors.
pub static ERROR_CODE: Phrases = Phrases::new(&[&["error code", "code"], &["код ошибки", "код"]]);
/// A list follows of the fields that an object must have.
pub static REQUIRED_FIELDS: Phrases = Phrases::new(&[
    &["required fields", "mandatory fields", "the required fields", "required keys"],
    &["обязательные поля", "обязательные для заполнения поля", "обязательные ключи"],
]);
/// Such a field, amid others in a list.
pub static REQUIRED_KEY: Phrases = Phrases::new(&[&["(required", "(mandatory"], &["(обязательн"]]);
/// What is said holds in some cases only.
pub static CONDITION: Phrases = Phrases::new(&[
    &[" if ", " when ", " unless ", " depend", " only "],
    &[" если ", " когда ", " в случае", " завис", " только "],
]);
/// Of several parameters one is enough, or only one is taken.
pub static ONE_OF: Phrases = Phrases::new(&[
    &[
        "one of the parameters",
        "one of the two parameters",
        "one of the following parameters",
        "either of the parameters",
    ],
    &[
        "один из параметров",
        "одного из параметров",
        "один из двух параметров",
        "одного из двух параметров",
        "один из следующих параметров",
        "одного из следующих параметров",
    ],
]);
/// No more than one of several parameters is taken.
pub static ONLY_ONE: Phrases =
    Phrases::new(&[&["only one of"], &["только один из", "только одного из", "только одно из", "только одну из"]]);
/// One or the other of two parameters.
pub static EITHER: Phrases = Phrases::new(&[&["either `"], &["либо `"]]);
/// Parameters that must be given follow; joined by "or", one of them is enough.
pub static GIVE: Phrases = Phrases::new(&[
    &["give `", "pass `", "provide `", "specify `"],
    &["передать `", "указать `", "задать `", "заполнить `", "передайте `", "укажите `", "задайте `", "заполните `"],
]);
/// The same for names that are in no code.
pub static EITHER_NAME: Phrases = Phrases::new(&[&["either "], &["либо "]]);
/// Of several parameters no two are taken.
pub static EXCLUSIVE: Phrases = Phrases::new(&[&["mutually exclusive"], &["взаимоисключ", "взаимно исключ"]]);
/// Several parameters in one call, which a sentence may allow or refuse.
pub static TOGETHER: Phrases = Phrases::new(&[&["at the same time", "simultaneously"], &["одновременно"]]);
/// A parameter must be given in some cases only.
pub static REQUIRED_IF: Phrases = Phrases::new(&[
    &["required if ", "required when ", "required under the condition", "mandatory if ", "mandatory when "],
    &[
        "обязательно, если ",
        "обязательный, если ",
        "обязательное, если ",
        "обязательна, если ",
        "обязателен, если ",
        "обязательны, если ",
        "обязателен, когда ",
        "обязателен при услови",
        "обязательно при услови",
        "обязательный при услови",
        "обязательно, когда ",
        "обязательный, когда ",
        "обязательный параметр, если ",
        "обязательное поле, если ",
        "обязательно для заполнения, если ",
    ],
]);
/// Another parameter is not given.
pub static NOT_GIVEN: Phrases = Phrases::new(&[
    &["not provided", "not specified", "not passed", "not given", "is missing", "is omitted"],
    &["не передан", "не указан", "не задан", "не передать", "не указать", "не задать", "отсутствует"],
]);
/// A parameter stands for another one.
pub static INSTEAD_OF: Phrases = Phrases::new(&[&["instead of"], &["вместо"]]);
/// What is said depends on what is given. Unlike [`CONDITION`], "only one of them" is no such case.
pub static IN_CASE: Phrases = Phrases::new(&[&["if ", "when ", "unless "], &["если ", "когда "]]);
