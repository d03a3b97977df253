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
