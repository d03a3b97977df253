//! What Russian descriptions say about defaults and lists, and notes about calls.

use serde_json::json;

use super::russian::{russian, told};

#[test]
fn parameters_in_the_order_of_the_table_are_positional() {
    for sentence in [
        "Передавайте параметры в соответствии с порядком в таблице.",
        "Соблюдать указанный в таблицах порядок следования параметров обязательно.",
        "Pass the parameters according to the order in the table.",
    ] {
        let text = format!(
            "# Добавить x.y.add\n\n## Параметры метода\n\n{{% note warning \"\" %}}\n\n{sentence}\n\n{{% endnote %}}\n\n\
             #|\n|| **Название**\n`тип` | **Описание** ||\n|| **A**\n`integer` | a ||\n|#\n\n## Обработка ответа\n"
        );
        assert!(russian(&text).positional, "{sentence}");
    }
}

#[test]
fn a_word_within_another_is_not_there() {
    for text in [
        "Включен ли свет:\n- `Y` — да\n- `N` — нет",
        "Исключить лампу из набора: `Y` или `N`",
        "Индикатор для лампы. Поддерживаются `Y` и `N`, по умолчанию `N`",
        "Признак поля для ввода.Возможные значения:\n- `Y` — да\n- `N` — нет",
        "Подключена ли она. Возможные значения: `Y`, `N` на стороне сервера",
    ] {
        let told = told(&[("on", "string", text)]);
        assert_eq!(told[0].values, [json!("Y"), json!("N")], "{text}");
    }
    assert!(told(&[("on", "string", "Ключ: `on`, `off`")])[0].values.is_empty());
}

#[test]
fn what_is_set_by_default_is_told_in_many_words() {
    for words in [
        "По умолчанию — `N`",
        "По умолчанию равно `N`",
        "По умолчанию имеет значение `N`",
        "По умолчанию устанавливается значение `N`",
        "Если не передано, то по умолчанию выставляется в значение `N`",
        "Если не передано, то по умолчанию значение `N`",
        "Значение по умолчанию — `N`",
        "По умолчанию считается `N`",
        "По-умолчанию `N`",
        "По умолчанию берётся `N`",
        "По умолчанию будет использовано `N`",
        "По умолчанию включён `N`",
    ] {
        let text = format!("Лампа:\n- `Y` — горит\n- `N` — нет\n\n{words}");
        assert_eq!(told(&[("on", "string", &text)])[0].default, Some(json!("N")), "{words}");
    }
    let told = told(&[("size", "string", "Размер. Может принимать значения `s`, `m` (по-умолчанию `m`)")]);
    assert_eq!((&told[0].values[..], &told[0].default), (&[json!("s"), json!("m")][..], &Some(json!("m"))));
}

#[test]
fn what_is_used_without_a_parameter_is_its_default() {
    let of = |ty: &str, text: &str| told(&[("VALUE", ty, text)]).remove(0).default;
    for text in [
        "Яркость лампы. Если параметр не передан, используется `40`. Не меньше `1`",
        "Яркость лампы. Если значение не указано, то используется значение `40`",
        "Яркость лампы. Если не передать, будет использовано `40`",
        "Brightness. If the parameter is not given, `40` is used. At least `1`",
        "Brightness. If the value is not provided or is zero, `40` is used by default",
        "Brightness.\nIf not set, the value `40` is used.",
    ] {
        assert_eq!(of("integer", text), Some(json!(40)), "{text}");
    }
    for text in [
        "Комната. Если не указана, используется `id` комнаты лампы",
        "Комната. Если не указана, применяется сортировка `id ASC`",
        "The room. If not specified, the `id` of the lamp's room is used",
        "The room. If not specified, sorting `id ASC` is used",
        "The room. With a lamp, `lamp` is used",
    ] {
        assert_eq!(of("string", text), None, "{text}");
    }
    let told = told(&[("LAMP", "string", "Лампа"), ("NAME", "string", "Имя. Если не указано, используется `LAMP`")]);
    assert_eq!(told[1].default, None);
}

#[test]
fn base64_is_known_with_a_russian_letter_in_it() {
    let told = told(&[("photo", "array", "Фотография: имя файла и строка с B\u{430}se64")]);
    assert_eq!(told[0].format.as_deref(), Some("base64-pair"));
}

#[test]
fn a_value_that_means_the_default_is_not_it() {
    let told = told(&[
        ("def", "char", "Признак. Допустимые значения:\n- `Y` — по умолчанию\n- `N` — не по умолчанию"),
        ("trace", "string", "Учет:\n- `Y` — включен\n- `D` — по умолчанию"),
        ("order", "string", "Порядок. Возможные значения:\n- `a` — прямой (по умолчанию)\n- `b` — обратный"),
    ]);
    let defaults: Vec<_> = told.iter().map(|field| field.default.clone()).collect();
    assert_eq!(defaults, [None, None, Some(json!("a"))]);
}

#[test]
fn a_line_right_behind_a_list_is_about_the_whole_list() {
    for words in ["По умолчанию — 1", "По умолчанию `1`", "Default is 1"] {
        let text = format!("Тип. Возможные значения:\n- `1` — первый\n- `2` — второй\n{words}");
        let told = told(&[("kind", "integer", &text)]);
        assert_eq!((&told[0].values[..], &told[0].default), (&[json!(1), json!(2)][..], &Some(json!(1))), "{words}");
    }
}

#[test]
fn deprecated_address_fields_are_no_values() {
    let text = "Адрес.\n\nУстаревшие адресные поля:\n- `ADDRESS` — улица\n- `ADDRESS_CITY` — город";
    assert!(told(&[("ADDRESS", "string", text)])[0].values.is_empty());
}

#[test]
fn values_may_stand_in_several_lists() {
    let of = |second: &str| {
        let text = format!("Тип лампы.\n\nОбычные:\n- `bulb` — груша\n- `tube` — трубка\n\n{second}");
        told(&[("kind", "string", &text)])[0].values.len()
    };
    assert_eq!(of("Системные:\n- `exit` — выход\n- `alarm` — тревога"), 4);
    assert_eq!(of("System:\n- `exit` — way out\n- `alarm` — alarm"), 4);
    assert_eq!(of("Имеет структуру:\n- `watts` — мощность\n- `volts` — напряжение"), 2);
    assert_eq!(of("The `lamp` field has the structure:\n- `watts` — power\n- `volts` — voltage"), 2);
    assert_eq!(of("Что с ними:\n- `bulb` — перегорает\n- `glow` — мигает"), 2);
    // One value is no list of them, and yes and no are all.
    let one = "Режим.\n\nОбычный:\n- `bulb` — груша\n\nВ ответе:\n- `watts` — мощность\n- `volts` — напряжение";
    let flag = "Да.\n\nМожно:\n- `Y` — да\n- `N` — нет\n\nВ ответе:\n- `watts` — мощность\n- `volts` — напряжение";
    let told = told(&[("mode", "string", one), ("flag", "string", flag)]);
    assert!(told[0].values.is_empty());
    assert!(told[1].boolean.is_some());
}
