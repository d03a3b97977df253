//! Wordings and slips of the Russian documentation that no English page has.

use b24_specs::ir::{Access, Required};
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
fn the_oldest_pages_name_their_method_over_a_note() {
    let lowered = page(
        "# Установить статус\n\n{% note info \"im.x.set\" %}\n\n**Scope**: [`im`](p.md) | **Кто может выполнять метод**: `любой \
         пользователь`\n\n{% endnote %}\n\n#|\n|| **Параметр** | **Пример** | **Описание** | **Ревизия** ||\n\
         || **STATUS^*^**\n[`unknown`](t.md) | `online` | Статус | 18 ||\n|#\n\n## Примеры\n\n\
         ```js\nBX24.callMethod('im.x.set', {});\n```\n",
    );
    let Some(Document::Method(method)) = lowered.documents.first() else { panic!("{:?}", lowered.documents) };
    assert_eq!(
        (method.method.as_str(), method.title.as_str(), method.access),
        ("im.x.set", "Установить статус", Access::Any)
    );
    assert_eq!(method.scopes, ["im"]);
    assert_eq!((method.params[0].name.as_str(), method.params[0].required), ("STATUS", Required::Yes));
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
    let [Document::Method(method)] = &lowered.documents[..] else { panic!("{:?}", lowered.diagnostics) };
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
    let [Document::Method(method)] = &lowered.documents[..] else { panic!("{:?}", lowered.diagnostics) };
    let [items, more] = &method.result.fields[..] else { panic!("{:?}", method.result) };
    assert_eq!((items.ty.as_str(), more.name.as_str()), ("object[]", "more"));
    assert_eq!(items.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["id", "name"]);
}

#[test]
fn an_object_of_one_kind_under_each_name_is_a_map() {
    let lamp = |words: &str| {
        let lowered = page(&format!(
            "# Get x.lamp.getFields\n\n> Scope: [`crm`](p.md)\n\n## Method Parameters\n\nNo parameters.\n\n\
             ## Response Handling\n\n```json\n{{\"result\": {{\"lamp\": {{\"id\": {{\"type\": \"integer\", \"isRequired\": false}}, \
             \"title\": {{\"type\": \"string\", \"isRequired\": true}}}}}}}}\n```\n\n### Returned Data\n\n\
             #|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | Data ||\n\
             || **lamp**\n`object` | Object in the format `{{\"field_1\": \"value_1\", ... \"field_N\": \"value_N\"}}`{words} ||\n|#\n",
        ));
        let [Document::Method(method)] = &lowered.documents[..] else { panic!("{:?}", lowered.diagnostics) };
        let [lamp] = &method.result.fields[..] else { panic!("{:?}", method.result) };
        lamp.clone()
    };
    for words in [
        ", where `field` is the identifier of the [lamp](types.md#lamp), and `value` is an object of type [field](types.md#field)",
        ". Where `field` — identifier of the lamp, and `value` — object of type [`field`](types.md)",
        ", где `field` — идентификатор поля, а `value` — объект типа [field](types.md#field)",
    ] {
        let lamp = lamp(words);
        let entry = lamp.entry().unwrap_or_else(|| panic!("{words}: {lamp:?}"));
        assert_eq!(names(&entry.fields), ["isRequired", "type"], "{words}");
    }
    assert_eq!(names(&lamp(", where `field` is a setting of the lamp").fields), ["id", "title"]);
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
    let [Document::Method(method)] = &lowered.documents[..] else { panic!("{:?}", lowered.diagnostics) };
    let of = |name: &str| {
        let field = method.result.fields.iter().find(|field| field.name == name).unwrap();
        (field.ty.as_str(), field.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>())
    };
    assert_eq!(of("items"), ("object[]", vec!["id"]));
    assert_eq!((of("ids"), of("count")), (("integer[]", vec![]), ("integer", vec![])));
    assert_eq!(of("users"), ("object[]", vec!["login"]));
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
fn a_sentence_tells_that_the_answer_is_a_flag() {
    let result = |said: &str| method(&format!("{said}\n\n## Parameters\n\nNone.\n")).result.ty;
    for said in [
        "It returns *true* or an error.",
        "On success, returns `true`.",
        "Вернёт **true** или ошибку.",
        "Returns `true` or `false`. Or not.",
        "Returns a lamp. Returns `true` if it is lit",
    ] {
        assert_eq!(result(said), "boolean", "{said}");
    }
    for said in [
        "Returns `{ lit: true }`.",
        "It returns the lamp that is *true*.",
        "Returns trueness.",
        "Returns `true` or the lamp.",
        "Возвращает `true`, иначе `null`.",
        "Не возвращает `true`.",
    ] {
        assert_eq!(result(said), "any", "{said}");
    }
    let shown = "It returns *true* or an error.\n\n## Response Handling\n\n```json\n{\"result\": 7}\n```\n";
    assert_eq!(method(shown).result.ty, "integer");
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
    for title in
        ["Method Development Halted", "Development of the method has been halted", "Развитие метода остановлено"]
    {
        let note = format!(
            "{{% note warning \"{title}\" %}}\n\nUse [`z.y.do`](z.md)\n\n{{% endnote %}}\n\n## Parameters\n\nNone.\n"
        );
        assert_eq!(method(&note).deprecated.unwrap().successor.as_deref(), Some("z.y.do"), "{title}");
    }
    let other = "{% note warning %}\n\nTake care. The method is deprecated in no way\n\n{% endnote %}\n\n## Parameters\n\nNone.\n";
    assert_eq!(method(other).deprecated, None);
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
    let Some(Document::Method(method)) = lowered.documents.first() else { panic!("{:?}", lowered.documents) };
    assert_eq!((method.method.as_str(), method.title.as_str()), ("x.thing.add", "Add a Thing"));
    assert_eq!((method.params.len(), method.auth), (1, b24_specs::ir::Auth::Application));
    let table = "#|\n|| **Поле** | **Описание** ||\n|| **ID** | Номер ||\n|#\n";
    for head in [
        "{% note info \"onThingAdd\" %}\n\n**Кто может подписаться**: `любой`\n\n{% endnote %}",
        "> Кто может подписаться: любой пользователь\n\nСобытие `onThingAdd` вызывается после создания.",
    ] {
        let lowered = page(&format!("# После создания\n\n{head}\n\n{table}"));
        let Some(Document::Event(event)) = lowered.documents.first() else { panic!("{head} {:?}", lowered.documents) };
        assert_eq!((event.event.as_str(), event.params[0].fields[0].name.as_str()), ("ONTHINGADD", "ID"));
    }
    let include =
        ("_includes/scope.md", "**Scope**: [`im`](p.md) | **Кто может выполнять метод**: `любой пользователь`\n");
    let note = "{% note info \"onThingAdd\" %}\n\n{% include notitle [scope](/_includes/scope.md) %}\n\n{% endnote %}";
    let lowered = page_with("api-reference/x/x.md", &format!("# После создания\n\n{note}\n\n{table}"), &[include]);
    let Some(Document::Event(event)) = lowered.documents.first() else { panic!("{:?}", lowered.documents) };
    assert_eq!((event.scopes.as_slice(), event.access), (["im".to_owned()].as_slice(), Access::Any));
    // Another page tells of it in passing.
    let told = page(&format!("# Fields\n\nThe `x.thing.add` method takes them.\n\n{table}"));
    assert!(told.documents.is_empty(), "{:?}", told.documents);
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
        assert!(
            matches!(lowered.documents.as_slice(), [Document::Method(method)] if method.method == "x.it.get"),
            "{nothing}"
        );
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
fn a_filter_may_have_keys_of_its_own() {
    let keys = |intro: &str| {
        let method = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id^*^**\n`integer` | i ||\n\
             || **filter**\n`object` | Which. {intro}:\n- `with` — those\n- `without` — the others ||\n|#\n\n## Code Examples\n\n\
             ```bash\ncurl -X POST -d '{{\"id\":1,\"filter\":{{\"with\":[1]}}}}' https://h/rest/x.y.do\n```\n\n## Response Handling\n"
        ));
        let filter = field(&method.params, "filter");
        (filter.fields.len(), filter.values.len())
    };
    assert_eq!(keys("It may have the keys"), (2, 0));
    assert_eq!(keys("В нем могут быть ключи"), (2, 0));
    assert_eq!(keys("By these").0, 0);
}

#[test]
fn values_may_stand_in_a_table_that_a_row_leads_to() {
    let lowered = page(
        "# Light x.y.do\n\n## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n\
         || **colour^*^**\n`string` | Without exception one of [these](#colours) ||\n|| **size**\n`integer` | One of [those](#sizes) ||\n\
         || **shade**\n`string` | A [shade](#shades) ||\n|| **lit**\n`boolean` | As [these](#colours) are ||\n\
         || **name**\n`string` | A name. Unlike [these](#colours) or [those](#shades), it may be any word ||\n\
         || **hue**\n`string` | Unlike [these](#colours), new. One of [these](#colours) ||\n|#\n\n\
         ### Shades {#shades}\n\n#|\n|| **Code** | **HEX** ||\n|| `dark` | #000 ||\n|| `light` | #fff ||\n|#\n\n\
         #|\n|| **Bulb** | **Watts** ||\n|| x | 40 ||\n|#\n\n\
         ### Colours {#colours}\n\n#|\n|| **Code** | **Description** ||\n|| `red` | as fire ||\n|| `blue` | as water ||\n|#\n\n\
         ### Sizes {#sizes}\n\n#|\n|| **Code** | **Description** ||\n|| small | s ||\n|| large | l ||\n|#\n\n\
         ## Response Handling\n\n### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`string[]` | [Rights](#rights) ||\n|#\n\n\
         #### Rights {#rights}\n\n#|\n|| **Type** | **Description** ||\n|| `on` | on ||\n|| `off` | off ||\n|#\n\n\
         ## Error Handling\n\n#|\n|| **Code** | **Description** ||\n|| `DARK` | It is dark ||\n|#\n",
    );
    let [Document::Method(method)] = &lowered.documents[..] else { panic!("{lowered:?}") };
    assert_eq!(field(&method.params, "colour").values, [json!("red"), json!("blue")]);
    assert_eq!(field(&method.params, "shade").values, [json!("dark"), json!("light")]);
    assert_eq!(field(&method.params, "hue").values, [json!("red"), json!("blue")], "of a sentence of its own");
    assert!(field(&method.params, "name").values.is_empty());
    assert!(field(&method.params, "size").values.is_empty());
    assert!(field(&method.params, "lit").values.is_empty());
    assert_eq!(method.result.values, [json!("on"), json!("off")]);
    assert_eq!(lowered.rows.reported, 4, "the sizes, and the table beside the shades");
    assert_eq!(method.errors.iter().map(|error| error.code.as_str()).collect::<Vec<_>>(), ["DARK"]);
    assert_eq!(lowered.rows.read, lowered.rows.compiled + lowered.rows.reported);
}
