//! Wordings and slips of the Russian documentation that no English page has.

use b24_specs::ir::{Access, Boolean, Required};
use serde_json::json;

use super::*;

#[test]
fn other_cases_capitals_and_latin_letters_lose_no_fact() {
    let method = method(
        "# Изменить x.y.update\n\n> Scope: [`crm`](p.md)\n>\n> Кто может выполнять метод: только администратор Битрикс24\n\n\
         {% note warning \"Развитие метода остановлено с версии `25.700.0` \" %}\n\nИспользуйте [x.z.update](z.md).\n\n{% endnote %}\n\n\
         Соблюдение порядка следования параметров в запросе обязательно.\n\n## Параметры метода\n\n\
         #|\n|| **Название**\n`тип` | **Описание** ||\n|| **from**\n`date` | Дата в формате `ГГГГ-ММ-ДД` ||\n\
         || **at**\n`string` | Время в формате АТОМ ||\n|| **size**\n`integer` | Этот параметр принимает значение от 1 до 1000 ||\n|#\n\n\
         ## Возможные коды ошибок\n\n#|\n|| **Код** | **Cообщение об ошибке** | **Описание** ||\n\
         || `A` | First | Пояснение ||\n|| `A` | Second | Пояснение ||\n|| `` | Third | Пояснение ||\n|#\n",
    );
    assert_eq!((method.access, method.positional), (Access::Administrator, true));
    assert_eq!(method.deprecated.unwrap().successor.as_deref(), Some("x.z.update"));
    let formats: Vec<_> = method.params.iter().map(|field| field.format.as_deref()).collect();
    assert_eq!(formats, [Some("date"), Some("date-time"), None]);
    assert_eq!((method.params[2].min, method.params[2].max), (Some(1.0), Some(1000.0)));
    let messages: Vec<_> = method.errors.iter().filter_map(|error| error.message.as_deref()).collect();
    assert_eq!(messages, ["First", "Second", "Third"]);
    assert_eq!(method.errors[2].code, "");
}

#[test]
fn defaults_limits_and_types_are_told_in_other_words() {
    let method = method(
        "## Параметры метода\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n\
         || **a**\n`integer` | По умолчанию возвращается `100` записей ||\n|| **b**\n`string` | По умолчанию равен`x` ||\n\
         || **c**\n`string` | Длина не должна превышать 50 символов ||\n|| **d**\n`integer` | Значение не может превышать 500 ||\n\
         || **e**\n[`Строка`](t.md) | e ||\n|| **f**\nстрока со значением Y/N | f ||\n|| **h**\nчисло с плавающей точкой | h ||\n\
         || **g**\n`string` | Параметры:\n- `FORCED` — флаг удаления. По умолчанию `N`\n- `OTHER` — иное ||\n|#\n",
    );
    let defaults: Vec<_> = method.params.iter().filter_map(|field| field.default.clone()).collect();
    assert_eq!(defaults, [json!(100), json!("x")]);
    assert_eq!((method.params[2].max_len, method.params[3].max), (Some(50), Some(500.0)));
    let types: Vec<_> = method.params[4..7].iter().map(|field| field.ty.as_str()).collect();
    assert_eq!(types, ["string", "string", "double"]);
}

#[test]
fn a_default_may_stand_behind_a_comma_or_in_parentheses() {
    let method = method(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n\
         || **a**\n`string` | Mode. Allowed values:\n- `Y` — on, default value\n- `N` — off ||\n\
         || **b**\n`string` | Mode. Allowed values:\n- `x` — the default way\n- `y` — another way, default ||\n\
         || **c**\n`boolean` | `true` (default) lights the lamp, `false` does not ||\n\
         || **d**\n`integer` | If not given, a default value of 100 is taken ||\n|#\n",
    );
    let defaults: Vec<_> = method.params.iter().map(|field| field.default.clone()).collect();
    assert_eq!(defaults, [json!("Y"), json!("y"), json!(true), json!(100)].map(Some));
}

#[test]
fn what_only_looks_like_a_default_or_a_value_is_none() {
    let method = method(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n\
         || **a**\n`string` | Mode: `asc` (default), `desc` ||\n\
         || **b**\n`string` | Title. The default value of the `OTHER` field is taken ||\n\
         || **c**\n`string` | Title. По умолчанию в поле `TITLE` записывается имя ||\n\
         || **d**\n`string` | Mode. Values `x` and `y` currently do not work ||\n\
         || **e**\n`string` | Mode. Allowed values:\n- `x` — own rules, default rules otherwise\n- `y` — none ||\n\
         || **f**\n`string` | Looks in a text from 3 to 10 characters back ||\n\
         || **g**\n`string` | Mode. Allowed values:\n- `x` — one\n- `y` — two\n\nErrors:\n- `ERR_A` — no\n- `ERR_B` — never ||\n|#\n",
    );
    let params = method.params.as_slice();
    assert_eq!(params[0].default, Some(json!("asc")));
    assert!([1, 2, 4].iter().all(|&at: &usize| params[at].default.is_none()), "{params:?}");
    assert!(params[3].values.is_empty() && params[5].max_len.is_none(), "{params:?}");
    assert_eq!(params[6].values, ["x", "y"]);
}

#[test]
fn the_oldest_pages_name_their_method_over_a_note() {
    let lowered = page(
        "# Установить статус\n\n{% note info \"im.x.set\" %}\n\n**Scope**: [`im`](p.md) | **Кто может выполнять метод**: `любой \
         пользователь`\n\n{% endnote %}\n\n#|\n|| **Параметр** | **Пример** | **Описание** | **Ревизия** ||\n\
         || **STATUS^*^**\n[`unknown`](t.md) | `online` | Статус | 18 ||\n|#\n\n## Примеры\n\n\
         ```js\nBX24.callMethod('im.x.set', {});\n```\n",
    );
    let Some(Item::Method(method)) = lowered.items.first() else { panic!("{:?}", lowered.items) };
    assert_eq!(
        (method.method.as_str(), method.title.as_str(), method.access),
        ("im.x.set", "Установить статус", Access::Any)
    );
    assert_eq!(method.scopes, ["im"]);
    assert_eq!((method.params[0].name.as_str(), method.params[0].required), ("STATUS", Required::Yes));
}

#[test]
fn values_stand_in_lines_and_in_sentences() {
    let values = |ty: &str, text: &str| {
        let method = method(&format!(
            "## Параметры метода\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n|| **a**\n`{ty}` | {text} ||\n|| **beside**\n`string` | x ||\n|#\n"
        ));
        method.params[0].values.clone()
    };
    for (ty, text, expected) in [
        ("string", "Режим:\n`one` — раз\n`many` — ещё", json!(["one", "many"])),
        ("string", "Период для `MODE = many`:\n`day`, `week`", json!(["day", "week"])),
        (
            "string[]",
            "Операции. Возможные значения:\n`read` - чтение\n`edit` - правка\n\nИначе",
            json!(["read", "edit"]),
        ),
        ("char", "Признак. Используются значения `Y` или `N`.", json!(["Y", "N"])),
        ("string", "Flag, values `Y` or `N`", json!(["Y", "N"])),
        ("string", "Values `Y` and `N` do not work. Send `\"true\"`", json!([])),
        ("string", "Button, values `Y` — show, `N` — do not show", json!(["Y", "N"])),
        ("string", "Кнопка, значения `N` — не показывать, `Y` — показывать", json!(["N", "Y"])),
        ("string", "Шаблон:\n```^(0|1)[/](2|3)$```", json!([])),
        ("string", "Формула:\n`start = (N - 1) * 50`", json!([])),
        (
            "string",
            "Packed or not. Told by the shop\n\n- `Y` — yes\n- `F` — yes, with the order\n- `N` — no\n\nDefaults to `N`",
            json!(["Y", "F", "N"]),
        ),
        ("string", "Is the order paid?\n- `Y` — yes\n- `N` — no", json!(["Y", "N"])),
        ("string", "Whether the order is packed:\n- `Y` — yes\n- `N` — no", json!(["Y", "N"])),
        ("string", "Keeps it. Possible values for `order`:\n- `up` — a\n- `down` — b", json!([])),
        ("array", "Возможные значения:\n- `TYPE` — `user` или `group`\n- `ID` — номер", json!([])),
        ("array", "Дни. Возможные значения:\n- `MO` — понедельник\n- `TU` — вторник", json!(["MO", "TU"])),
        ("string", "Пол: `M` — мужской, `F` — женский. Поле `X` — иное", json!(["M", "F"])),
        ("string", "Gender: `M` — male; `F` — female", json!(["M", "F"])),
        ("string", "Kind. It can have the following values:\n\n- one — first\n- two — second", json!(["one", "two"])),
        ("string", "See method:\n`crm.deal.add`\n`crm.lead.add`", json!([])),
        ("string", "See: `crm.deal.add` — one, `crm.lead.add` — another", json!([])),
        ("string", "Works together with:\n`beside`, `b`", json!([])),
        ("string", "Kind:\n`beside` — one\n`b` — another", json!(["beside", "b"])),
        ("string", "Kind: `beside` or `b`", json!(["beside", "b"])),
        ("string", "One of the formats:\n`YYYY-MM-DD`\n`DD.MM.YYYY`", json!([])),
        ("string", "Один из форматов:\n`ГГГГ-ММ-ДД`\n`d.m.Y H:i`", json!([])),
        ("string", "Possible values:\n`faq.v2`\n`b`", json!(["faq.v2", "b"])),
        ("string", "Например: `M` — мужской, `F` — женский", json!([])),
        ("string", "Поле: `M` мужской, `F` — женский", json!([])),
        ("array", "Пара: `M` — мужской, `F` — женский", json!([])),
    ] {
        assert_eq!(json!(values(ty, text)), expected, "{text}");
    }
}

#[test]
fn what_is_no_value_of_the_type_is_no_default() {
    let method = method(
        "## Параметры метода\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n\
         || **a**\n`string` | По умолчанию: `SHOW` — `Y`, `EDIT` — `N` ||\n\
         || **b**\n`array` | Один ключ `height`. По умолчанию — `0` ||\n\
         || **c**\n`integer` | Defaults to `i + 10` ||\n\
         || **d**\n`string` | Default is \"In Progress\" group ||\n\
         || **e**\n`string` | Default is \"draft\" ||\n\
         || **f**\n`double` | Ставка, должна быть больше или равна 0. Максимальная длина кода 50 символов ||\n|#\n",
    );
    let defaults: Vec<_> = method.params.iter().filter_map(|field| field.default.clone()).collect();
    assert_eq!(defaults, [json!("draft")]);
    assert_eq!((method.params[5].min, method.params[5].max), (Some(0.0), None));
}

#[test]
fn a_flag_of_several_spellings_is_sent_in_the_first_whole_one() {
    let method = method(
        "## Параметры метода\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n\
         || **a**\n`boolean` | Учёт. Возможные значения:\n- `true`, `Y`, `1` — да\n- `false`, `N`, `0` — нет ||\n\
         || **b**\n`boolean` | Учёт. Возможные значения:\n- `Y` — да\n- `N` — нет ||\n\
         || **c**\n`boolean` | Учёт. Возможные значения:\n- `true`, `1` — да\n- `0` — нет ||\n\
         || **d**\n`boolean` | Учёт. Возможные значения:\n- `true`, `Y` — да\n- `0` — нет ||\n|#\n",
    );
    let read: Vec<_> = method.params.iter().map(|field| (field.boolean, field.values.is_empty())).collect();
    assert_eq!(
        read,
        [(Some(Boolean::TrueFalse), true), (Some(Boolean::YesNo), true), (Some(Boolean::OneZero), true), (None, false)]
    );
}

#[test]
fn an_example_that_leaves_something_out_is_read() {
    let lowered = page(
        "# Get x.y.list\n\n> Scope: [`crm`](p.md)\n\n## Method Parameters\n\nNo parameters.\n\n## Response Handling\n\n\
         ```json\n{\n    \"result\": [\n        {\n            \"ID\": \"1\", // the first\n            ...\n        },\n        \
         ... // all others\n    ],\n    \"total\": 2,\n}\n```\n\n### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n\
         || **result**\n`object` | Records ||\n|#\n",
    );
    assert!(!has(&lowered, Code::BadExample));
    let [Item::Method(method)] = &lowered.items[..] else { panic!("{:?}", lowered.diagnostics) };
    assert_eq!((method.result.ty.as_str(), method.result.fields[0].name.as_str()), ("object[]", "ID"));
    assert!(method.result.open, "a record of more than the fields that are shown");
    assert_eq!(method.list.as_ref().map(|list| list.paging.as_str()), Some("start"));
}

#[test]
fn a_row_of_elements_says_what_the_list_holds() {
    let lowered = page(
        "# Get x.y.list\n\n> Scope: [`crm`](p.md)\n\n## Method Parameters\n\nNo parameters.\n\n## Response Handling\n\n\
         ```json\n{\"result\": {\"items\": [{\"id\": 1}], \"more\": true}}\n```\n\n### Returned Data\n\n\
         #|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | Data ||\n|| **items**\n`array` | List ||\n\
         || **items[]**\n`object` | Record ||\n|| **id**\n`integer` | x ||\n|| **name**\n`string` | x ||\n\
         || **more**\n`boolean` | x ||\n|| **time**\n`time` | x ||\n|#\n",
    );
    let [Item::Method(method)] = &lowered.items[..] else { panic!("{:?}", lowered.diagnostics) };
    let [items, more] = &method.result.fields[..] else { panic!("{:?}", method.result) };
    assert_eq!((items.ty.as_str(), more.name.as_str()), ("object[]", "more"));
    assert_eq!(items.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["id", "name"]);
}

#[test]
fn rows_of_elements_end_where_other_rows_begin() {
    let lowered = page(
        "# Get x.y.list\n\n> Scope: [`crm`](p.md)\n\n## Method Parameters\n\nNo parameters.\n\n## Response Handling\n\n\
         ```json\n{\"result\": {\"items\": [{\"id\": 1}]}, \"count\": 1}\n```\n\n### Returned Data\n\n\
         #|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | Data ||\n|| **items**\n`array` | List ||\n\
         || **items[]**\n`object` | Record ||\n|| **id**\n`integer` | x ||\n|| **count**\n`integer` | x ||\n\
         || **ids**\n`array` | List ||\n|| **ids[]**\n`integer` | x ||\n|| **users**\n`array` | List ||\n\
         || **users[]**\n`object` | x ||\n|| **login**\n`string` | x ||\n|#\n",
    );
    let [Item::Method(method)] = &lowered.items[..] else { panic!("{:?}", lowered.diagnostics) };
    let of = |name: &str| {
        let field = method.result.fields.iter().find(|field| field.name == name).unwrap();
        (field.ty.as_str(), field.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>())
    };
    assert_eq!(of("items"), ("object[]", vec!["id"]));
    assert_eq!((of("ids"), of("count")), (("integer[]", vec![]), ("integer", vec![])));
    assert_eq!(of("users"), ("object[]", vec!["login"]));
}

#[test]
fn what_the_server_says_stands_before_what_explains_it() {
    for [said, told] in [["Описание", "Когда возникает"], ["Description", "Explanation"], ["Value", "How to resolve"]]
    {
        let errors = method(&format!(
            "## Method Parameters\n\nNone.\n\n## Error Handling\n\n#|\n|| **Code** | **{said}** | **{told}** ||\n\
             || `A` | No `id` | m ||\n|| - | Item #... is lost | n ||\n|| - | `Lost: ...` | o ||\n|#\n"
        ))
        .errors;
        let found: Vec<_> = errors.iter().map(|e| (e.code.as_str(), e.message.as_deref())).collect();
        let expected = [("A", Some("No id")), ("", Some("Item #{...} is lost")), ("", Some("Lost: {...}"))];
        assert_eq!(found, expected, "{said}");
    }
    let lines = method(
        "## Method Parameters\n\nNone.\n\n## Error Handling\n\n#|\n|| **Code** | **Description** ||\n|| `1` | `Not #HERE#`\nIt is lost ||\n\
         || \n- `A`\n- `B`\n | Two errors ||\n|#\n",
    );
    let found: Vec<_> = lines.errors.iter().map(|e| (e.code.as_str(), e.message.as_deref())).collect();
    assert_eq!(found, [("1", Some("Not {HERE}")), ("A", None), ("B", None)]);
    let alone = method(
        "## Method Parameters\n\nNone.\n\n## Error Handling\n\n#|\n|| **Code** | **Description** ||\n|| `A` | It is lost ||\n|#\n",
    );
    assert_eq!(alone.errors[0].message, None);
}

#[test]
fn an_example_may_show_what_a_result_holds() {
    let of = |example: &str, table: &str| {
        let result = method(&format!(
            "## Method Parameters\n\nNone.\n\n## Response Handling\n\n```json\n{example}\n```\n\n{table}"
        ))
        .result;
        (result.ty.clone(), names(&result.fields).join(" "))
    };
    let table = "### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|#\n";
    let shown = |ty: &str, names: &str| (ty.to_owned(), names.to_owned());
    assert_eq!(of(r#"[{"id": 1}, {"id": 2}]"#, table), shown("object[]", "id"));
    assert_eq!(of(r#"{"things": [{"id": 1}], "total": 1, "time": {}}"#, table), shown("object", "things"));
    assert_eq!(
        of(
            r#""result": {"id": 1, // its number
 "code": ''}"#,
            ""
        ),
        shown("object", "code id")
    );
    assert_eq!(of("true", ""), shown("boolean", ""));
    // A value that is named as the caller likes, and the log of a call.
    assert_eq!(of(r#"{"name": "value"}"#, ""), shown("any", ""));
    assert_eq!(of(r#"{"status": 200, "answer": {"result": {"id": 1}}}"#, table), shown("object", "id"));
}

#[test]
fn a_note_without_a_title_tells_what_is_deprecated() {
    for said in [
        "The method is deprecated. It is recommended to use [`z.y.do`](z.md)",
        "Метод устарел. Используйте [`z.y.do`](z.md)",
    ] {
        let method = method(&format!("{{% note warning %}}\n\n{said}\n\n{{% endnote %}}\n\n## Parameters\n\nNone.\n"));
        let successor = method.deprecated.and_then(|deprecated| deprecated.successor);
        assert_eq!(successor.as_deref(), Some("z.y.do"), "{said}");
    }
    let other = "{% note warning %}\n\nTake care. The method is deprecated in no way\n\n{% endnote %}\n\n## Parameters\n\nNone.\n";
    assert_eq!(method(other).deprecated, None);
}

#[test]
fn formats_and_all_of_a_selection_are_no_values() {
    for [all, formats] in [["You can use", "Supported formats"], ["Можно указать", "Поддерживаемые форматы"]]
    {
        let method = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **select**\n`array` | Fields. {all}:\n- `*` — all ||\n\
             || **TO**\n`string` | To.\n\n{formats}:\n- `CRM` — `<TYPE>`, say `A`\n- `TASKS` — a number ||\n|#\n"
        ));
        assert!(field(&method.params, "select").operators.is_empty(), "{all}");
        assert!(field(&method.params, "TO").values.is_empty(), "{formats}");
    }
}

#[test]
fn values_may_follow_a_whole_sentence() {
    for said in ["Whether it is marked.", "Отмечено ли это."] {
        let method = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **marked**\n`string` | {said}\n- `Y` — a\n- `N` — b ||\n\
             || **fields**\n`object` | {said}\n- `A` — a\n- `B` — b ||\n|| **note**\n`string` | {said}\n- `marked` as above\n- longer texts ||\n|#\n"
        ));
        let of = |name: &str| field(&method.params, name).values.len();
        assert_eq!([of("marked"), of("fields"), of("note")], [2, 0, 0], "{said}");
    }
}

#[test]
fn a_range_may_stand_for_values_and_a_field_to_sort_by_be_one_of_a_few() {
    for [values, to, sort] in [["Allowed values", "to", "Field to sort by"], ["Допустимые значения", "до", "Поле"]]
    {
        let method = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **limit**\n`integer` | {values}: 1 {to} 1000 ||\n\
             || **order**\n`string` | {sort}.\n\n{values}:\n- `made` — a\n- `closed` — b ||\n|| **sort**\n`string` | {values}:\n- `ASC` — a\n- `DESC` — b ||\n|#\n"
        ));
        let of = |name: &str| field(&method.params, name);
        assert_eq!((of("limit").min, of("limit").max), (Some(1.0), Some(1000.0)), "{values}");
        assert_eq!((of("order").values.len(), of("sort").values.len()), (2, 0), "{values}");
    }
}

#[test]
fn values_of_the_parameter_beside_are_none_of_this_one() {
    for said in ["Value for `act`:", "Значение для `act`:"] {
        let method = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **act**\n`string` | a:\n- `PUT` — a\n- `CALL` — b ||\n\
             || **with**\n`string` | {said}\n- `PUT` — a text\n- `CALL` — a number ||\n|#\n"
        ));
        let of = |name: &str| field(&method.params, name).values.len();
        assert_eq!([of("act"), of("with")], [2, 0], "{said}");
    }
}

#[test]
fn identifiers_that_words_tell_as_a_list_are_many() {
    let ty = |name: &str, ty: &str, text: &str| {
        let rows = format!("#|\n|| **Name**\n`type` | **Description** ||\n|| **{name}**\n`{ty}` | {text} ||\n|#\n");
        method(&format!("## Method Parameters\n\n{rows}")).params[0].ty.clone()
    };
    assert_eq!(ty("LAMP_IDS", "x_lamp", "A list of lamps"), "x_lamp[]");
    assert_eq!(ty("lampIds", "integer", "Массив идентификаторов"), "integer[]");
    for (name, one, text) in [
        ("lampIds", "x_lamp[]", "List of lamps"),
        ("lampIds", "string", "List of lamps, with commas"),
        ("lampIds", "x_lamp", "The lamp of a list of lamps"),
        ("lamp", "x_lamp", "List of lamps"),
    ] {
        assert_eq!(ty(name, one, text), one, "{text}");
    }
}

#[test]
fn a_name_may_stand_in_the_first_sentence_alone() {
    let lowered = page(
        "# Add a Thing\n\n> Scope: [`crm`](p.md)\n>\n> Who can execute the method: any user\n\nThe method `x.thing.add` adds it, \
         as `x.other.add` does. The method can only be called in the context of an application.\n\n## Parameters\n\n\
         #|\n|| **Parameter** | **Description** | **Available from** ||\n|| **kind**\n`number` | Kind | ||\n|#\n",
    );
    let Some(Item::Method(method)) = lowered.items.first() else { panic!("{:?}", lowered.items) };
    assert_eq!((method.method.as_str(), method.title.as_str()), ("x.thing.add", "Add a Thing"));
    assert_eq!((method.params.len(), method.auth), (1, b24_specs::ir::Auth::Application));
    let table = "#|\n|| **Поле** | **Описание** ||\n|| **ID** | Номер ||\n|#\n";
    for head in [
        "{% note info \"onThingAdd\" %}\n\n**Кто может подписаться**: `любой`\n\n{% endnote %}",
        "> Кто может подписаться: любой пользователь\n\nСобытие `onThingAdd` вызывается после создания.",
    ] {
        let lowered = page(&format!("# После создания\n\n{head}\n\n{table}"));
        let Some(Item::Event(event)) = lowered.items.first() else { panic!("{head} {:?}", lowered.items) };
        assert_eq!((event.event.as_str(), event.params[0].fields[0].name.as_str()), ("ONTHINGADD", "ID"));
    }
    let include =
        ("_includes/scope.md", "**Scope**: [`im`](p.md) | **Кто может выполнять метод**: `любой пользователь`\n");
    let note = "{% note info \"onThingAdd\" %}\n\n{% include notitle [scope](/_includes/scope.md) %}\n\n{% endnote %}";
    let lowered = page_with("api-reference/x/x.md", &format!("# После создания\n\n{note}\n\n{table}"), &[include]);
    let Some(Item::Event(event)) = lowered.items.first() else { panic!("{:?}", lowered.items) };
    assert_eq!((event.scopes.as_slice(), event.access), (["im".to_owned()].as_slice(), Access::Any));
    // Another page tells of it in passing.
    let told = page(&format!("# Fields\n\nThe `x.thing.add` method takes them.\n\n{table}"));
    assert!(told.items.is_empty(), "{:?}", told.items);
}

#[test]
fn a_paragraph_about_another_name_tells_nothing_of_its_row() {
    let method = method(
        "## Параметры метода\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n\
         || **text**\n`string` | Текст.\n\nПараметр `align` задает край. Возможные значения: `left`, `right`. По умолчанию `left` ||\n\
         || **size**\n`integer` | Size.\n\nThe `width` parameter takes from 10 to 100 ||\n\
         || **mode**\n`string` | Параметр `mode` задает вид. Возможные значения: `a`, `b` ||\n\
         || **query**\n`string` | The length is from 3 to 255 characters ||\n|#\n",
    );
    let [text, size, mode, query] = method.params.as_slice() else { panic!("{:?}", method.params) };
    assert_eq!((text.values.len(), &text.default, size.min, size.max), (0, &None, None, None));
    assert_eq!((mode.values.len(), query.max_len), (2, Some(255)));
}

#[test]
fn a_page_may_say_who_calls_and_that_nothing_is_sent() {
    for (who, nothing) in [
        ("Who can execute the method: any user", "No parameters."),
        ("Кто может выполнять метод: любой", "Без параметров"),
    ] {
        let lowered =
            page(&format!("# Get It x.it.get\n\n> Scope: [`crm`](p.md)\n>\n> {who}\n\nIt is got.\n\n{nothing}\n"));
        assert!(matches!(lowered.items.as_slice(), [Item::Method(method)] if method.method == "x.it.get"), "{nothing}");
    }
}

#[test]
fn a_sentence_may_name_the_fields_of_an_order_and_a_text_take_several_values() {
    let method = method(
        "## Параметры метода\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n\
         || **order**\n`object` | Порядок. Доступные значения:\n- `ASC` — рост\n- `DESC` — убывание\n\n\
         Доступные поля для сортировки: `id`, `title`.\n\nПо умолчанию по полю `id` ||\n\
         || **context**\n`string` | Где. Можно передать несколько значений через `;`.\n\nВозможные значения:\n- `ALL` — все\n- `ONE` — одно ||\n|#\n",
    );
    let [order, context] = method.params.as_slice() else { panic!("{:?}", method.params) };
    assert_eq!(json!(order.values), json!(["id", "title"]));
    assert_eq!((context.values.len(), context.open), (2, true));
}

#[test]
fn a_heading_without_an_anchor_is_led_to_by_the_name_in_it() {
    for (head, link) in [("Options Parameters", "options"), ("Параметры options", "options")] {
        let told = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **options**\n`array` | See [here](#{link}) ||\n|#\n\n## {head}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **depth** | How deep ||\n|#\n\n## Response Handling\n"
        ));
        assert_eq!(names(&told.params), ["options"], "{head}");
        assert_eq!(names(&told.params[0].fields), ["depth"], "{head}");
    }
    // Nothing links there: the section may be about anything.
    let alone = method(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | Of it ||\n|#\n\n## Portal Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **depth** | How deep ||\n|#\n\n## Response Handling\n",
    );
    assert_eq!(names(&alone.params), ["id"]);
}

#[test]
fn what_is_told_of_each_value_is_not_told_of_the_object() {
    let page = |answer: &str| {
        method(&format!(
            "## Response Handling\n\n```json\n{{\"result\": {answer}}}\n```\n\n### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | Pairs of a field and an object of [marks](#marks) ||\n|#\n\n### Fields of a Tag\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **ID**\n`integer` | Its number ||\n|| **COLOR**\n`string` | Its color ||\n|#\n\n### Marks {{#marks}}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **type**\n`string` | Of the field ||\n|| **isMultiple**\n`boolean` | Takes many ||\n|#\n"
        ))
    };
    let told =
        page(r#"{"ID": {"type": "integer", "isMultiple": false}, "COLOR": {"type": "string", "isMultiple": false}}"#);
    let result = &told.result.fields;
    assert_eq!(names(result), ["COLOR", "ID"]);
    assert!(result.iter().all(|field| names(&field.fields) == ["type", "isMultiple"]), "{result:#?}");
    // An object has them itself, or shows them nowhere.
    for answer in [r#"{"type": {"a": 1}, "isMultiple": {"b": 2}}"#, r#"{"ID": 1, "COLOR": "red"}"#] {
        let told = page(answer).result;
        assert!(["type", "isMultiple"].iter().all(|name| names(&told.fields).contains(name)), "{answer}: {told:#?}");
    }
}

#[test]
fn a_sentence_may_end_in_its_values() {
    let told = method(
        "## Параметры метода\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n|| **kind** | Вид метки. Может быть либо `GOOD`, либо `BAD`\n\nИзменить вид нельзя ||\n|| **shape**\n`string` | Может быть `round`, `square` или `flat` ||\n|| **size**\n`string` | Can be either `S` or `L` ||\n|| **unit**\n`string` | Can be `px`, `em`, or `pt`. By default `px` ||\n|| **of**\n`string` | Can be `x` or `y`, if `kind` is set ||\n|| **by**\n`object` | Its value can be `asc` or `desc` ||\n|#\n",
    );
    let values = |name: &str| field(&told.params, name).values.iter().filter_map(|v| v.as_str()).collect::<Vec<_>>();
    assert_eq!(values("kind"), ["GOOD", "BAD"]);
    assert_eq!(values("shape"), ["round", "square", "flat"]);
    assert_eq!(values("size"), ["S", "L"]);
    assert_eq!(values("unit"), ["px", "em", "pt"]);
    assert!(values("of").is_empty() && values("by").is_empty());
}

#[test]
fn a_type_among_values_is_none() {
    for (values, null) in [("possible values", "nobody"), ("возможные значения", "никому")] {
        let told = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **names**\n`array` | Who is told, {values}:\n- `array` — some\n- `null` — {null} ||\n|| **kind**\n`string` | Of a field, {values}:\n- `string` — a text\n- `date` — a day ||\n|#\n"
        ));
        assert!(told.params[0].values.is_empty() && told.params[0].nullable, "{values}: {:?}", told.params);
        assert_eq!(told.params[1].values, ["string", "date"]);
    }
}

#[test]
fn lines_of_values_may_be_a_paragraph() {
    let told = method(
        "## Параметры метода\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n|| **kept**\n`string` | Место метки.\n\n`Y` — на полке.\n`N` — в ящике.\n\nПодробнее в [статье](t.md) ||\n|| **kind**\n`string` | Which kind:\n\n`flat` — as a leaf\n`round` — as a ball ||\n|| **size**\n`string` | As the other one.\n\n`width` and `height` are told\n`px` — pixels ||\n|#\n",
    );
    let values = |name: &str| field(&told.params, name).values.iter().filter_map(|v| v.as_str()).collect::<Vec<_>>();
    assert_eq!((values("kept"), values("kind")), (vec!["Y", "N"], vec!["flat", "round"]));
    assert!(values("size").is_empty());
}

#[test]
fn what_is_greater_than_a_whole_number_begins_at_the_next() {
    for (ty, words, min) in [
        ("integer", "Rows of it. Must be greater than `0`", Some(1.0)),
        ("integer", "Высота метки. Обязательно больше 0.", Some(1.0)),
        ("integer", "Значение должно быть больше 9, иначе ошибка", Some(10.0)),
        ("integer", "Must be greater than or equal to 3", Some(3.0)),
        ("integer", "Значение не должно быть больше 5", None),
        ("integer", "Must be greater than 2 tags", None),
        ("double", "Must be greater than 0", None),
    ] {
        let told = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **rows**\n`{ty}` | {words} ||\n|#\n"
        ));
        assert_eq!(told.params[0].min, min, "{words}");
    }
}

#[test]
fn a_pair_of_flags_behind_a_type_is_none() {
    for words in ["with the value `Y/N`", "со значением `Y/N`"] {
        let told = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **kept**\n[`string`](t.md) {words} | Is it ||\n|#\n"
        ));
        assert_eq!(told.params[0].ty, "string", "{words}");
    }
}

#[test]
fn a_value_may_be_an_empty_text() {
    let told = method(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **end**\n`string` | Group of stages:\n- `\"S\"` — good,\n- `\"F\"` — bad,\n- `\"\"` — neither ||\n|| **reset**\n`string` | When it starts again, possible values: `''`, `day` or `'year'`. Default `''` ||\n|#\n",
    );
    assert_eq!(told.params[0].values, ["S", "F", ""]);
    assert_eq!(told.params[1].values, ["", "day", "year"]);
    assert_eq!(told.params[1].default, Some("".into()));
}
