use b24_specs::ir::Boolean;
use serde_json::{Value, json};

use super::*;

#[test]
fn values_and_defaults_are_read_where_they_are_told() {
    let params = params(
        "|| **a**\n`string` | What. Possible values:\n\n- `x` — one\n- `y` — two (default)\n||\n\
         || **b**\n`boolean` | Whether. Possible values:\n- `Y` — yes\n- `N` — no\n\nDefault is `N` ||\n\
         || **c**\n`string` | Values: `on\\|off`. By default, `c=on` ||\n\
         || **d**\n`integer` | Allowed values: `1`, `2`, `3` ||\n\
         || **e**\n`object` | Possible values for order:\n- `asc` — up\n- `desc` — down ||\n\
         || **f**\n`object` | Filter. Possible prefix values:\n- `>=` — more\n- `!` — not\n- `>=` — not more ||\n\
         || **g**\n`string` | By default, the first one ||\n\
         || **h**\n`string` | Pass `50` to get the second page, `100` to get the third ||\n\
         || **i**\n`string` | Days alone? Values:\n- `Y` — yes\n- `N` — no\n\nDates are in ISO 8601 ||\n\
         || **j**\n`string` | Type of the text. Available types: `text`, `html` ||",
    );
    assert_eq!(params[0].values, [json!("x"), json!("y")]);
    assert_eq!(params[0].default, Some(json!("y")));
    assert_eq!(
        (params[1].boolean, &params[1].default, params[1].values.len()),
        (Some(Boolean::YesNo), &Some(json!("N")), 0)
    );
    assert_eq!((&params[2].values[..], &params[2].default), (&[json!("on"), json!("off")][..], &Some(json!("on"))));
    assert_eq!(params[3].values, [json!(1), json!(2), json!(3)]);
    assert!(params[4].values.is_empty() && params[4].operators.is_empty());
    assert_eq!((&params[5].operators[..], params[5].values.len()), (&[">=".to_owned(), "!".to_owned()][..], 0));
    assert!(params[6].default.is_none());
    assert!(params[7].values.is_empty());
    assert_eq!((params[8].boolean, &params[8].format), (Some(Boolean::YesNo), &None));
    assert_eq!(params[9].values, [json!("text"), json!("html")]);
}

#[test]
fn words_that_lead_to_no_values_are_whole_words() {
    let of = |intro: &str| {
        let rows = format!("|| **a**\n`string` | {intro}:\n- `one` — first\n- `two` — second ||");
        field(&params(&rows), "a").values.len()
    };
    for intro in ["The keyboard is shown", "Keywords", "How, whereas it is dark", "Ключевой признак"] {
        assert_eq!(of(intro), 2, "{intro}");
    }
    for intro in ["Its keys", "Key-value pairs", "Colours, where", "С ключами", "По ключу"] {
        assert_eq!(of(intro), 0, "{intro}");
    }
}

#[test]
fn a_flag_is_told_aside() {
    let params = params(
        "|| **a**\n`string` | Whether it is lit (`Y`/`N`) ||\n\
         || **b**\n`boolean` | Lit (`N` or `Y`) ||\n\
         || **c**\n`char` | Lit (Y / N) or broken ||\n\
         || **d**\n`integer` | Lit (Possible values are 0 or 1, default is 0) ||\n\
         || **e**\n`string` | A lamp (`LAMP` or `SHADE`) of the room (`Y`) ||\n\
         || **f**\n`object` | Lit ones (`Y`/`N`) ||\n\
         || **g**\n`string` | Горит (`Y`\\|`N`) ||",
    );
    for name in ["a", "c", "g"] {
        assert_eq!(field(&params, name).values, [json!("Y"), json!("N")], "{name}");
    }
    assert_eq!(field(&params, "b").boolean, Some(Boolean::YesNo));
    let number = field(&params, "d");
    assert_eq!((&number.values[..], &number.default), (&[json!(0), json!(1)][..], &Some(json!(0))));
    assert!(field(&params, "e").values.is_empty() && field(&params, "f").values.is_empty());
}

#[test]
fn a_list_of_values_may_not_be_all() {
    let method = method(&format!(
        "{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n\
         || **dialog**\n`string` | Who. Values:\n- `chatXXX` — a chat\n- `XXX` — a user ||\n\
         || **kind**\n`string` | Values:\n- `LEAD` — l\n- `DEAL` — d\n- `DYNAMIC_XXX` — any other ||\n\
         || **bound**\n`integer` | Values:\n- `>= 1` — on\n- `<= 0` — off ||\n\
         || **entity**\n`integer` | Values:\n- `ID` — of a group\n- `0` — one's own ||\n\
         || **class**\n`string` | Values:\n- `A\\\\B` — b\n- `A\\\\C` — c ||\n\
         || **mode**\n`string` | Values:\n- `on` — on\n- `off` — off ||\n\
         || **level**\n`string` | Values:\n- `low` — l\n- `high` — h ||\n\
         || **shape**\n`string` | Typical values:\n- `disc` — d\n- `cone` — c ||\n\
         || **tone**\n`string` | Possible values: `warm`, `cold`, and others ||\n\
         || **icon**\n`string` | Values:\n- `lamp` — a lamp\n- `shade` — a shade\n- `URL` — of a picture ||\n\
         || **hour**\n`integer` | Values:\n- `1` — one\n- `2` — two\n- `''` — none ||\n|| **UF_** | Free ||\n|#\n\n\
         ## Code Examples\n\n```bash\ncurl -X POST -H \"Content-Type: application/json\" -d '{{\"mode\":\"dim\",\"level\":\"low\"}}' \
         https://x/rest/1/y/x.y.do\n```\n"
    ));
    let of = |name: &str| {
        let field = field(&method.params, name);
        (field.values.iter().filter_map(Value::as_str).collect::<Vec<_>>(), field.open)
    };
    assert_eq!(of("dialog"), (vec![], false));
    assert_eq!(of("kind"), (vec!["LEAD", "DEAL"], true));
    assert_eq!((of("bound"), of("entity")), ((vec![], false), (vec![], false)));
    assert_eq!(of("icon"), (vec!["lamp", "shade"], true));
    let hour = field(&method.params, "hour");
    assert_eq!((&hour.values[..], hour.open), (&[json!(1), json!(2)][..], true));
    assert_eq!(of("class"), (vec!["A\\B", "A\\C"], false));
    assert_eq!(of("mode"), (vec!["on", "off"], true), "the request has another");
    assert_eq!(of("level"), (vec!["low", "high"], false));
    assert_eq!(of("shape"), (vec!["disc", "cone"], true), "there are others");
    assert_eq!(of("tone"), (vec!["warm", "cold"], true), "there are others");
    assert!(of("UF_").1);
}

#[test]
fn values_of_which_something_is_said_are_some() {
    for (some, all) in [
        ("Types for which there is a format:", "Type for which possible values are:"),
        ("Типы, для которых есть формат:", "Возможные значения для которых есть формат:"),
    ] {
        let read = |intro: &str| {
            let field =
                params(&format!("|| **type**\n`string` | Type. {intro}\n- `DATE` — day\n- `NAME` — name ||")).remove(0);
            (field.values.len(), field.open)
        };
        assert_eq!((read(some), read(all)), ((2, true), (2, false)), "{some}");
    }
}

#[test]
fn values_may_stand_at_the_end_of_a_sentence_without_a_word() {
    let values = |ty: &str, text: &str| {
        let params = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **mode***\n`{ty}` | {text} ||\n|#\n"
        ))
        .params;
        (params[0].values.len(), params[0].boolean)
    };
    assert_eq!(values("string", "Subscription type: `online` or `offline`. Default is `online`"), (2, None));
    assert_eq!(values("string", "Вид: `a`, `b` или `c`"), (3, None));
    assert_eq!(values("string", "Активность: `Y` или `N`"), (2, Some(Boolean::YesNo)));
    assert_eq!(values("string", "Operators may call: `Y` or `N`"), (2, Some(Boolean::YesNo)), "those of a call centre");
    for (ty, text) in [
        ("string", "One of them is required: `mode` or `kind`"),
        ("string", "For example: `a` or `b`"),
        ("string", "Set: `a` or `b` and so on"),
        ("object", "Keys: `a` or `b`"),
    ] {
        assert_eq!(values(ty, text), (0, None), "{text}");
    }
}

#[test]
fn the_ends_of_a_range_are_no_values() {
    let params = method(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n\
         || **limit***\n`integer` | Page size.\n\nAllowed values: from `1` to `200`\n\nDefault: `50` ||\n|#\n",
    )
    .params;
    let limit = field(&params, "limit");
    assert_eq!(
        (limit.min, limit.max, limit.values.len(), &limit.default),
        (Some(1.0), Some(200.0), 0, &Some(json!(50)))
    );
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
        ("string", "Kind of lamp. Supported types are `bulb`, `tube`", json!(["bulb", "tube"])),
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
fn a_list_may_name_the_fields_of_a_query() {
    let says = "Order. Possible values for `field_N`:\n\n- `ID` — i\n- `NAME` — n\n\nPossible values for `order_N`:\n\n- `asc` — up\n- `desc` — down";
    for (ty, values) in [("object", 2), ("string \\| array", 2), ("string", 0)] {
        let params = params(&format!("|| **order**\n`{ty}` | {says} ||"));
        assert_eq!(params[0].values.len(), values, "{ty}");
    }
}

#[test]
fn a_sentence_may_name_the_fields_of_a_query() {
    for says in [
        "Filter. Filtering is supported by the fields: `ID`, `NAME` and `SHADE` with operations like `=`, `>`",
        "What. Main fields for `filter`: `ID`, `NAME`, `SHADE`. By default all",
        "Фильтр. Поддерживается фильтрация по полям: `ID`, `NAME`, `SHADE`, значение любое",
    ] {
        let params = params(&format!("|| **filter**\n`array` | {says} ||"));
        assert_eq!(json!(params[0].values), json!(["ID", "NAME", "SHADE"]), "{says}");
    }
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
fn null_among_values_is_none() {
    let told = method(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **mark**\n`string` | A mark. Possible values:\n`N` — bad\n`P` — good\n`null` — none ||\n|| **kind**\n`integer` | A kind. Possible values:\n- `1` — one\n- `2` — another\n- `null` — none ||\n|| **done**\n`boolean` | Possible values:\n- `true` — done\n- `null` — not ||\n|#\n",
    );
    let [mark, kind, done] = ["mark", "kind", "done"].map(|name| field(&told.params, name));
    assert_eq!(mark.values, ["N", "P"]);
    assert_eq!(kind.values, [1, 2]);
    assert!(done.values.is_empty(), "{done:?}");
    assert!([mark, kind, done].iter().all(|field| field.nullable));
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
fn a_pair_of_flags_behind_a_type_is_none() {
    for words in ["with the value `Y/N`", "со значением `Y/N`"] {
        let told = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **kept**\n[`string`](t.md) {words} | Is it ||\n|#\n"
        ));
        assert_eq!(told.params[0].ty, "string", "{words}");
    }
}

#[test]
fn numbers_in_bold_type_are_values_of_a_number() {
    let values = |ty: &str| {
        let params = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n\
             || **lamp***\n`{ty}` | Which lamp:\n- **1** — the first\n- **2** — the second ||\n|#\n"
        ))
        .params;
        params[0].values.clone()
    };
    assert_eq!(values("integer"), [json!(1), json!(2)]);
    assert!(values("string").is_empty());
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

#[test]
fn what_it_cannot_be_and_what_another_is_are_no_values() {
    for told in [
        "It cannot be `X` or `Y`.",
        "Must not be `X` or `Y`",
        "Не может быть `X` или `Y`",
        "Used if `mode` must be `X` or `Y`",
        "Can be `A`. Otherwise `X` or `Y`",
    ] {
        let params = params(&format!("|| **a**\n`string` | {told} ||"));
        assert!(params[0].values.is_empty(), "{told}: {:?}", params[0].values);
    }
    let params = params("|| **a**\n`string` | Not always there. Can be `X` or `Y` ||");
    assert_eq!(params[0].values, [json!("X"), json!("Y")]);
}

#[test]
fn the_empty_value_is_one_whatever_its_quotes() {
    let params = params("|| **a**\n`string` | Values:\n- `''` — no\n- `\"\"` — no, too\n- `Y` — yes ||");
    assert_eq!(params[0].values, [json!(""), json!("Y")]);
}

#[test]
fn examples_extensions_and_answered_fields_are_no_values() {
    let params = params(
        "|| **a**\n`string` | The mark of a place. Examples of good values: `top-1`, `Low`, `b.2` ||\n\
         || **b**\n`string` | How the file is called.\n\nPossible extensions:\n- `ogg` — sound\n- `avi` — film ||\n\
         || **c**\n`string` | A language. With it, its language fields come, too:\n- `label` — of a form\n- `hint` — of help ||\n\
         || **d**\n`string` | Примеры правильных значений: `top-1`, `Low` ||",
    );
    assert!(params.iter().all(|param| param.values.is_empty()), "{params:?}");
}
