//! Defaults and limits that descriptions tell.

use serde_json::json;

use super::*;

#[test]
fn a_default_may_be_an_object() {
    let scripted = params(
        "|| **order**\n`object` | Order. Default is `{id: 'ASC'}` ||\n|| **select**\n`array` | Which. By default — `['id', 'UF_*']` ||\n\
         || **sort**\n`array` | Sort. By default — `[ID:ASC]` ||",
    );
    let defaults: Vec<_> = scripted.iter().map(|field| field.default.clone()).collect();
    assert_eq!(defaults, [Some(json!({"id": "ASC"})), Some(json!(["id", "UF_*"])), None]);
    let params = method(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **order***\n`object` | Order. Default: `{ \"id\": \"desc\" }` ||\n|#\n",
    )
    .params;
    assert_eq!(params[0].default, Some(json!({"id": "desc"})));
    // What is told of one of its keys is no default of the object.
    let params = method(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **options***\n`object` | The `delay` field in seconds. Default is 1 ||\n\
         || **width**\n`integer` | Ширина, значение должно быть больше или равно `0` ||\n|#\n",
    )
    .params;
    assert_eq!((&params[0].default, params[1].min), (&None, Some(0.0)));
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
fn a_default_may_be_below_zero() {
    for told in [
        "By default, -1, at dawn",
        "Default is `-1`",
        "default -1",
        "Default: -1",
        "default –1",
        "Default: –1",
        "По умолчанию -1",
        "По умолчанию –1",
    ] {
        let params = params(&format!("|| **a**\n`integer` | When. {told} ||"));
        assert_eq!(params[0].default, Some(json!(-1)), "{told}");
    }
    let params = params(
        "|| **a**\n`integer` | When. By default - 5 ||\n|| **b**\n`boolean` \\| `integer` | Whether. Default is `false` ||",
    );
    assert_eq!([&params[0].default, &params[1].default], [&Some(json!(5)), &Some(json!(false))]);
}
