use b24_specs::ir::{Access, Api, Auth, Boolean, Field, Kind, Required, Rule};
use serde_json::json;

use super::*;

const REQUIRED: (&str, &str) = ("_includes/required.md", "Обязательные параметры отмечены *");

pub(super) fn russian(text: &str) -> Method {
    let lowered = page_with("api-reference/x/x.md", text, &[REQUIRED]);
    match lowered.documents.into_iter().next() {
        Some(Document::Method(method)) => method,
        other => panic!("{other:?} {:?}", lowered.diagnostics),
    }
}

#[test]
fn a_method_is_read_with_the_same_code() {
    let method = russian(
        "# Получить список x.y.list\n\n> Scope: [`crm`](p.md)\n>\n> Кто может выполнять метод: администратор\n\n\
         {% note warning \"DEPRECATED\" %}\n\nРазвитие метода остановлено. Используйте [x.z.list](z.md).\n\n{% endnote %}\n\n\
         Метод работает только в контексте [приложения](a.md).\n\n## Параметры метода\n\n{% include [п](../../_includes/required.md) %}\n\n\
         #|\n|| **Название**\n`тип` | **Описание** ||\n|| **filter***\n[`object`](t.md) | Фильтр, описание [ниже](#param) ||\n\
         || **mode**\n`string` | Режим. Возможные значения:\n\n- `a` — первый\n- `b` — второй\n\nПо умолчанию `a` ||\n\
         || **flag**\n`boolean` | Признак. Возможные значения:\n- `Y` — да\n- `N` — нет ||\n\
         || **start**\n`integer` | Размер страницы — 50 записей ||\n\
         || **name**\n`string` | Название. Максимальная длина — 255 символов ||\n|#\n\n\
         ### Параметр filter {#param}\n\n#|\n|| **Параметр**\n`тип` | **Описание** ||\n|| **ID**\n`integer` | Идентификатор ||\n|#\n\n\
         ## Примеры кода\n\n```bash\ncurl -X POST -d '{\"filter\": {}}' https://h/rest/1/s/x.y.list\n```\n\n\
         ## Обработка ответа\n\nHTTP-статус: **200**\n\n```json\n{\"result\": [{\"id\": 1, \"name\": \"n\"}], \"total\": 1}\n```\n\n\
         ### Возвращаемые данные\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n|| **result**\n`array` | Ответ ||\n|#\n\n#### Объект result\n\n#|\n|| **Поле**\n`тип` | **Описание** ||\n|| **id**\n`integer` | Идентификатор ||\n|#\n\n\
         ## Обработка ошибок\n\nHTTP-статус: **400**\n\n### Возможные коды ошибок\n\n#|\n|| **Код** | **Описание** | **Значение** ||\n|| `A` | Text | Пояснение ||\n|| Пустое значение | Other | Пояснение ||\n|#\n",
    );
    assert_eq!((method.method.as_str(), method.title.as_str()), ("x.y.list", "Получить список"));
    assert_eq!((method.access, method.auth, method.kind), (Access::Administrator, Auth::Application, Kind::List));
    assert_eq!(method.deprecated.unwrap().successor.as_deref(), Some("x.z.list"));
    assert_eq!(names(&method.params), ["filter", "mode", "flag", "start", "name"]);
    assert_eq!(method.params[0].required, Required::Yes);
    assert_eq!(names(&method.params[0].fields), ["ID"]);
    assert_eq!(
        (&method.params[1].values[..], &method.params[1].default),
        (&[json!("a"), json!("b")][..], &Some(json!("a")))
    );
    assert_eq!((method.params[1].required, method.params[2].boolean), (Required::No, Some(Boolean::YesNo)));
    assert_eq!(method.params[4].max_len, Some(255));
    assert_eq!(names(&method.result.fields), ["id", "name"]);
    let list = method.list.unwrap();
    assert_eq!((list.page_size, &list.filter[..]), (Some(50), &["ID".to_owned()][..]));
    let told: Vec<_> = method.errors.iter().map(|e| (e.status, e.code.as_str(), e.message.as_deref())).collect();
    assert_eq!(told, [(Some(400), "A", Some("Text")), (Some(400), "", Some("Other"))]);
}

#[test]
fn rest_3_is_known_by_its_note() {
    let method = russian(
        "# Добавить x.y.add\n\n{% note info \"\" %}\n\nМетод относится к REST 3.0.\n\n{% endnote %}\n\n## Параметры метода\n\nБез параметров.\n\n## Обработка ответа\n\n## Обработка ошибок\n\n\
         ### Возможные коды ошибок\n\nКод ошибки: `BITRIX_X`\n\n#|\n|| **Поле** | **Описание ошибки** | **Как исправить** ||\n|| `a` | Поле `#FIELD#` | Так ||\n|#\n",
    );
    assert_eq!((method.api, method.kind), (Api::V3, Kind::Write));
    assert_eq!((method.errors[0].code.as_str(), method.errors[0].field.as_deref()), ("BITRIX_X", Some("a")));
}

#[test]
fn events_and_widgets_are_read_with_the_same_code() {
    let text = "# Событие при добавлении onThingAdd\n\n> Scope: [`crm`](p.md)\n>\n> Кто может подписаться: любой пользователь\n\n## Что получает обработчик\n\n#|\n|| **Параметр**\n`тип` | **Описание** ||\n|| **event**\n`string` | e ||\n|| **data**\n`object` | d ||\n|#\n\n### Параметр data\n\n#|\n|| **Параметр**\n`тип` | **Описание** ||\n|| **ID**\n`integer` | i ||\n|#\n";
    let events = events(page_with("api-reference/x/events/x.md", text, &[]));
    assert_eq!((events[0].event.as_str(), events[0].access), ("ONTHINGADD", Access::Any));
    assert_eq!(field(&events[0].params, "data/ID").ty, "integer");
    let text = "# Вкладка CRM_XXX_TAB\n\n## Где встраивается виджет\n\n#|\n|| **Код виджета** | **Место** ||\n|| `CRM_LEAD_TAB` | l ||\n|#\n\n## Что получает обработчик\n\n### PLACEMENT_OPTIONS\n\n#|\n|| **Параметр** | **Описание** ||\n|| **ID***\n`string` | i ||\n|#\n";
    let places = placements(page(text));
    assert_eq!(places[0].placement, "CRM_LEAD_TAB");
}

/// What English pages say in several ways, Russian ones do, too.
#[test]
fn other_words_for_the_same_are_known() {
    let page = |who: &str, request: &str, values: &str, response: &str| {
        russian(&format!(
            "# Добавить x.y.add\n\n> Scope: [`crm`](p.md)\n>\n> Кто может выполнять метод: {who}\n\n## {request}\n\n\
             #|\n|| **Название**\n`тип` | **Описание** ||\n|| **mode**\n`string` | Режим. {values}: `a`, `b` ||\n|#\n\n\
             ## {response}\n\n#|\n|| **Поле**\n`тип` | **Описание** ||\n|| **result**\n`integer` | Ответ ||\n|#\n"
        ))
    };
    for (who, access, request, values, response) in [
        (
            "администратор аккаунта",
            Access::Administrator,
            "Что передать в запросе",
            "Возможные значения",
            "Поля ответа",
        ),
        (
            "любые пользователи",
            Access::Any,
            "Что указать в запросе",
            "Принимает следующие значения",
            "Возвращаемые поля",
        ),
        ("администратор, авторизованный в приложении", Access::Administrator, "Параметры", "Значения", "Ответ"),
        ("пользователь", Access::Any, "Входные параметры", "Может быть одним из", "Поля, возвращаемые методом"),
    ] {
        let method = page(who, request, values, response);
        assert_eq!(method.access, access, "{who}");
        assert_eq!(names(&method.params), ["mode"], "{request}");
        assert_eq!(method.params[0].values, [json!("a"), json!("b")], "{values}");
        assert_eq!(method.result.ty, "integer", "{response}");
    }
    let receives = |heading: &str| {
        format!(
            "# Событие onThingAdd\n\n## {heading}\n\n#|\n|| **Параметр**\n`тип` | **Описание** ||\n|| **data**\n`object` | d ||\n|#\n"
        )
    };
    for heading in ["Что приходит в обработчик события", "Параметры, передаваемые в обработчик"]
    {
        let found = events(page_with("api-reference/x/events/x.md", &receives(heading), &[]));
        assert_eq!(names(&found[0].params), ["data"], "{heading}");
    }
}

#[test]
fn the_basic_scope_has_the_name_that_the_portal_knows() {
    let text = "# Событие onThingAdd\n\n> Scope: [`базовый`](p.md)\n>\n> Кто может подписаться: любой пользователь\n\n## Что получает обработчик\n\n#|\n|| **Параметр**\n`тип` | **Описание** ||\n|| **data**\n`object` | d ||\n|#\n";
    let lowered = page_with("api-reference/x/events/x.md", text, &[]);
    assert!(!has(&lowered, Code::ScopeInProse));
    assert_eq!(events(lowered)[0].scopes, ["basic"]);
}

#[test]
fn a_place_that_takes_one_handler_says_so() {
    for sentence in
        ["Приложение регистрирует один обработчик этой точки.", "Точка регистрируется в единственном экземпляре."]
    {
        let text = format!(
            "# Вкладка X_TAB\n\n## Куда встраивается виджет\n\n#|\n|| **Код точки встраивания** | **Место** ||\n|| `X_TAB` | l ||\n|#\n\n{sentence}\n"
        );
        assert!(placements(page(&text))[0].single, "{sentence}");
    }
}

#[test]
fn statuses_of_rest_3_stand_over_their_tables() {
    let errors = russian(
        "# Добавить x.y.add\n\n## Параметры метода\n\nБез параметров.\n\n## Обработка ответа\n\n## Обработка ошибок\n\nHTTP-статус: **400**\n\n### Возможные коды ошибок\n\n\
         Код ошибки: `A`\n\n#|\n|| **Поле** | **Описание ошибки** | **Как исправить** ||\n|| `a` | m | Так ||\n|#\n\n\
         #### Ошибка доступа\n\nКод ошибки: `B`\n\nHTTP-код: **403**\n\n#|\n|| **Поле** | **Описание ошибки** | **Как исправить** ||\n|| `-` | m | Так ||\n|#\n",
    )
    .errors;
    let told: Vec<_> = errors.iter().map(|e| (e.code.as_str(), e.status)).collect();
    assert_eq!(told, [("A", Some(400)), ("B", Some(403))]);
}

#[test]
fn links_to_headings_are_in_latin_letters() {
    let lowered = page_with(
        "api-reference/x/x.md",
        "# Добавить x.y.add\n\n## Параметры метода\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n|| **who***\n`object` | Кто. Описание [ниже](#obuekt-polzovatelya) ||\n|| **what***\n`object` | Что ||\n|#\n\n\
         ### Объект пользователя\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n|| **ID**\n`integer` | i ||\n|#\n",
        &[REQUIRED],
    );
    assert!(!has(&lowered, Code::DeadAnchor));
    let [Document::Method(method)] = &lowered.documents[..] else { panic!() };
    assert_eq!(field(&method.params, "who/ID").ty, "integer");
}

#[test]
fn older_pages_tell_scope_and_access_in_a_note() {
    let method = russian(
        "# Добавить x.y.add\n\n{% note info \"x.y.add\" %}\n\n**Scope**: [`crm`](p.md) | **Кто может выполнять метод**: `администратор`\n\n{% endnote %}\n\n\
         ## Параметры функции\n\n#|\n|| **Параметр** | **Описание** ||\n|| **ID** | i ||\n|#\n\n## Пример ответа\n\n```json\n{\"result\": {\"id\": 1}}\n```\n",
    );
    assert_eq!((method.scopes, method.access), (vec!["crm".to_owned()], Access::Administrator));
    assert_eq!((names(&method.params), names(&method.result.fields)), (vec!["ID"], vec!["id"]));
}

/// The fields of a page of parameters, each a row of its name, its type and what is said of it.
pub(super) fn told(rows: &[(&str, &str, &str)]) -> Vec<Field> {
    let row = |(name, ty, text): &(&str, &str, &str)| format!("|| **{name}**\n`{ty}` | {text} ||\n");
    let rows = rows.iter().map(row).collect::<Vec<_>>().concat();
    let page = format!(
        "# Добавить x.y.add\n\n## Параметры метода\n\n{{% include [п](../../_includes/required.md) %}}\n\n\
         #|\n|| **Название**\n`тип` | **Описание** ||\n{rows}|#\n"
    );
    russian(&page).params
}

#[test]
fn values_are_listed_in_other_cases_of_the_words() {
    for text in [
        "Режим. Список возможных значений: `a`, `b`",
        "Режим. Одно из допустимых значений: `a` либо `b`",
        "Режим. Поддерживаются значения: `a`, `b`",
        "Режим: `a` либо `b`",
        "Режим. Значения `a` или `b`, регистр не важен",
    ] {
        assert_eq!(told(&[("mode", "string", text)])[0].values, [json!("a"), json!("b")], "{text}");
    }
    for text in [
        "Режим. Список возможных значений можно получить методом `x.y.list` с фильтром `b`",
        "Режим. Значения `a` и `b` не поддерживаются",
        "Режим. Не поддерживаются `a` и `b`",
    ] {
        assert!(told(&[("mode", "string", text)])[0].values.is_empty(), "{text}");
    }
}

#[test]
fn limits_and_defaults_are_told_in_other_forms_of_the_words() {
    let field = |ty: &str, text: &str| told(&[("value", ty, text)]).remove(0);
    for text in [
        "Название, не больше 40 символов",
        "Длина поля не может быть длиннее 40 символов",
        "Длина названия не должна быть больше 40 символов",
    ] {
        assert_eq!(field("string", text).max_len, Some(40), "{text}");
    }
    for text in ["Количество не должно быть больше `50`", "Размер не должен быть больше 50"]
    {
        assert_eq!(field("integer", text).max, Some(50.0), "{text}");
    }
    for text in [
        "Минимальное количество — `2`",
        "Значение не может быть меньше 2",
        "Не менее чем 2",
        "Не должно быть меньше `2`",
        "Длина не должна быть меньше 2",
    ] {
        assert_eq!(field("integer", text).min, Some(2.0), "{text}");
    }
    for text in
        ["По умолчанию возвращаются `20` записей", "По умолчанию параметр равняется `20`", "По умолчанию стоит 20"]
    {
        assert_eq!(field("integer", text).default, Some(json!(20)), "{text}");
    }
}

#[test]
fn one_of_several_is_told_in_other_forms_of_the_words() {
    for (first, second) in [
        ("Номер. Обязательное поле, если не задан `CODE`", "Код. Обязательно для заполнения, если отсутствует `ID`"),
        ("Номер", "Код. Передайте одного из двух параметров: `ID`, `CODE`"),
    ] {
        let rows = format!("|| **ID***\n`integer` | {first} ||\n|| **CODE***\n`string` | {second} ||\n");
        let method = russian(&format!(
            "# Добавить x.y.add\n\n## Параметры метода\n\n{{% include [п](../../_includes/required.md) %}}\n\n\
             #|\n|| **Название**\n`тип` | **Описание** ||\n{rows}|#\n"
        ));
        let name = |rule: &Rule| if let Rule::Form(form) = rule { form.name.clone() } else { String::new() };
        let forms: Vec<_> = method.rules.iter().map(name).collect();
        assert_eq!(forms, ["by_ID", "by_CODE"], "{first} {second}");
    }
}

#[test]
fn an_application_is_asked_for_in_other_forms_of_the_words() {
    for sentence in [
        "Метод может быть вызван только через приложение.",
        "Вызов возможен только через [приложение](a.md).",
        "Методы выполняются только из контекста приложения.",
    ] {
        let method = russian(&format!("# Добавить x.y.add\n\n{sentence}\n\n## Параметры метода\n\nБез параметров.\n"));
        assert_eq!(method.auth, Auth::Application, "{sentence}");
    }
}

#[test]
fn pages_of_types_are_read_with_the_same_code() {
    for header in ["Описание", "Описания и значения"] {
        let lowered = page_with(
            "api-reference/x/data-types.md",
            &format!(
                "# Типы данных\n\n#|\n|| **Тип** | **{header}** ||\n|| [`x_lamp`](#lamp) | Целочисленный номер лампы ||\n\
                 || `x_state` | Символьный код ||\n|| `x_shade` | Объект, который описывает абажур ||\n|#\n"
            ),
            &[],
        );
        let told: Vec<_> = lowered.system.types.iter().map(|(name, wire)| (name.as_str(), wire.as_str())).collect();
        assert_eq!(told, [("x_lamp", "integer"), ("x_shade", "object"), ("x_state", "string")], "{header}");
    }
}
