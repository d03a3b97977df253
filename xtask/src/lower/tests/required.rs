use b24_specs::ir::{Boolean, Evidence, Required};

use super::*;

#[test]
fn without_marks_nothing_is_known_but_what_requests_show() {
    let method = method(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|| **flag**\n`boolean` | f ||\n|| **filter**\n`object` | f ||\n|#\n\n\
         ### Parameter filter\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **A**\n`string` | a ||\n|#\n\n\
         ## Code Examples\n\n{% list tabs %}\n\n- cURL\n\n    ```bash\n    curl -X POST \\\n    -d '{\"id\": 1, \"flag\": \"Y\", \"auth\": \"t\"}' \\\n    https://h/rest/x.y.do\n    ```\n\n\
         - cURL 2\n\n    ```bash\n    curl -X POST \\\n    -d '{\"ID\": 2}' \\\n    https://h/rest/1/s/x.y.do.json\n    ```\n\n{% endlist %}\n\n## Response Handling\n",
    );
    let id = field(&method.params, "id");
    assert_eq!((id.required, id.evidence), (Required::Unknown, Some(Evidence::Always)));
    let flag = field(&method.params, "flag");
    assert_eq!((flag.required, flag.evidence), (Required::No, Some(Evidence::Sometimes)));
    assert_eq!(flag.boolean, Some(Boolean::YesNo));
    let filter = field(&method.params, "filter");
    assert_eq!((filter.required, filter.evidence), (Required::No, Some(Evidence::Never)));
    assert_eq!(field(&method.params, "filter/A").required, Required::No);
    assert_eq!(method.examples.requests, 2);
}

#[test]
fn without_marks_words_may_tell_that_a_parameter_is_optional() {
    let required = |row: &str| {
        let body = format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n{row}\n|#\n\n## Response Handling\n"
        );
        method(&body).params[0].required
    };
    for row in [
        "|| **a**\n`string` | A. Optional. ||",
        "|| **a**\n`string` | A\n\nBy default — that of the caller ||",
        "|| **a**\n`string` | A.\nIf not specified, all are taken ||",
        "|| **a**\n`string` | A (optional) ||",
        "|| **a**\n`string` | A; can be omitted if there is one ||",
        "|| **a**\n`string` | А. Необязательный параметр ||",
        "|| **a**\n`string` | А. По умолчанию — `x` ||",
        "|| **a**\n`string` | А. Если не указан, берутся все ||",
        "|| **a**\n`string` | А. По-умолчанию — как у всех ||",
        "|| **a**\n`string` | The content in *base64*, optional ||",
        "|| **a**\n`string` | Where to. To stay at the root it should be omitted ||",
        "|| **a**\n`array` | All of them (if it is empty or not provided, none is left) ||",
        "|| **a**\n`string` | Who sends it, used only in the mode of hooks ||",
        "|| **a**\n`string` | Why.\n\nRequired under the condition below:\n- it is late ||",
        "|| **a**\n`string` | Why.\n\nRequired if `b` is given ||",
        "|| **a**\n`string` | Почему. Обязателен при условии, что уже поздно ||",
        "|| **a**\n`string` | Which one (give either a or b) ||",
        "|| **a**\n`string` | Какой. Либо `b`, либо `a` ||",
        "|| **start**\n`integer` | Which page ||",
        "|| **UF_...**\n`string` | A ||",
        "|| **filter**\n`object` | F ||\n|| **order**\n`object` | O ||",
    ] {
        assert_eq!(required(row), Required::No, "{row}");
    }
    for row in [
        "|| **a**\n`string` | A ||",
        "|| **a**\n`string` | Its default ||",
        "|| **a**\n`string` | Default language of the portal ||",
        "|| **a**\n`string` | A. If not specified, the method returns an error ||",
        "|| **a**\n`string` | А. Если не указан, вернется ошибка ||",
        "|| **a**\n`string` | A. An empty one or not provided at all is an error ||",
        "|| **a**\n`string` | A. There is an error if it is wrong or not provided. So it is ||",
        "|| **a**\n`string` | А. Будет ошибка, если он неверен или не передан ||",
        "|| **a**\n`string` | Required ||",
        "|| **a**\n`string` | The code, used only in lower case ||",
        "|| **a**\n`string` | Код. Используется только в верхнем регистре ||",
        "|| **a**\n`string` | Which one, either old or new ||",
        "|| **a**\n`string` | Which one, either a or b or c ||",
        "|| **start**\n`datetime` | When ||",
        "|| **a**\n`string` | - `x` — by default ||",
        "|| **a**\n`object` | A:\n- **b** (optional) ||",
        "|| **a**\n`object` | Has `b` and `c` (optional) ||",
        "|| **filter**\n`object` | F ||",
    ] {
        assert_eq!(required(row), Required::Unknown, "{row}");
    }
}

#[test]
fn a_request_with_other_names_than_the_table_shows_nothing_to_be_optional() {
    let shown = |bodies: &[&str]| {
        let curl = |body: &&str| format!("```bash\ncurl -X POST -d '{body}' https://h/rest/x.y.do\n```\n\n");
        let method = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|| **text**\n`string` | t ||\n|#\n\n\
             ## Code Examples\n\n{}## Response Handling\n",
            bodies.iter().map(curl).collect::<String>()
        ));
        let text = field(&method.params, "text");
        (text.required, text.evidence)
    };
    assert_eq!(shown(&[r#"{"id":1,"FIELDS":{"text":"a"}}"#]), (Required::Unknown, Some(Evidence::Never)));
    assert_eq!(shown(&[r#"{"id":1}"#]), (Required::No, Some(Evidence::Never)));
    assert_eq!(shown(&[r#"{"id":1,"FIELDS":{}}"#, r#"{"ID":1}"#]), (Required::No, Some(Evidence::Never)));
    assert_eq!(shown(&["[]"]), (Required::No, Some(Evidence::Never)));
    assert_eq!(shown(&[r#"[1, "a"]"#]), (Required::Unknown, Some(Evidence::Never)));
}

#[test]
fn a_page_without_a_table_takes_what_its_requests_send() {
    let lowered = |text: &str| {
        page(&format!(
            "# Do It x.y.list\n\n## Method Parameters\n\n{text}\n\n## Code Examples\n\n\
             ```bash\ncurl -X POST -d '{{\"order\":{{\"ID\":\"ASC\"}},\"filter\":{{\">ID\":1}},\"id\":7,\"\":1,\"a b\":2,\"auth\":\"t\"}}' https://h/rest/x.y.list\n```\n\n\
             ## Response Handling\n\n```json\n{{\"result\": true}}\n```\n"
        ))
    };
    let told = |lowered: &Lowered| match &lowered.documents[..] {
        [Document::Method(method)] => {
            let told = |field: &Field| format!("{} {} {:?} {}", field.name, field.ty, field.required, field.open);
            method.params.iter().map(told).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let without = lowered("See the description of all lists.");
    assert_eq!(told(&without), ["filter object No true", "id integer Unknown false", "order object No true"]);
    assert!(has(&without, Code::UndocumentedKey));
    assert!(told(&lowered("No parameters required.")).is_empty());
    let with = lowered("#|\n|| **Name**\n`type` | **Description** ||\n|| **id***\n`string` | i ||\n|#");
    assert_eq!(told(&with), ["id string Yes false"]);
}

#[test]
fn where_no_request_is_sent_by_curl_scripts_show_what_is_sent() {
    let shown = |codes: &str| {
        let body = format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|| **flag**\n`boolean` | f ||\n|#\n\n\
             ## Code Examples\n\n{codes}\n\n## Response Handling\n"
        );
        let method = method(&body);
        let told = |name| (field(&method.params, name).required, field(&method.params, name).evidence);
        (method.examples.requests, told("id"), told("flag"))
    };
    let js = "```js\nawait b24.callMethod('x.y.do', {id: 1, auth: 't'})\nawait b24.callMethod('x.y.other', {flag: 'Y'})\n```\n\n";
    let php = "```php\nCRest::call('x.y.do', ['flag' => 'Y']);\n```\n\n";
    let curl = "```bash\ncurl -X POST -d '{\"flag\":\"Y\"}' https://h/rest/x.y.do\n```\n\n";
    let (always, never) = ((Required::Unknown, Some(Evidence::Always)), (Required::No, Some(Evidence::Never)));
    assert_eq!(shown(js), (1, always, never));
    assert_eq!(shown(&format!("{php}{js}")), (1, always, never));
    assert_eq!(shown(php), (1, never, always));
    let other = js.replace("x.y.do", "x.y.more");
    assert_eq!(shown(&format!("{other}{php}")), (1, never, always));
    assert_eq!(shown(&format!("{js}{}", curl.replace("x.y.do", "x.y.more"))), (1, always, never));
    assert_eq!(shown(&format!("{js}{curl}")), (1, never, always));
    let unread = "```js\nawait b24.callMethod('x.y.do', params)\n```\n\n";
    assert_eq!(shown(unread), (0, (Required::Unknown, None), (Required::Unknown, None)));
}

#[test]
fn a_script_shows_what_a_call_does_without() {
    let shown = |code: &str| {
        let method = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|| **fields**\n`object` | f ||\n|#\n\n\
             ### Parameter fields\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **text**\n`string` | t ||\n|#\n\n\
             ## Code Examples\n\n```js\n{code}\n```\n\n## Response Handling\n"
        ));
        ["id", "fields", "fields/text"].map(|name| {
            let field = field(&method.params, name);
            (field.required, field.evidence)
        })
    };
    let always = (Required::Unknown, Some(Evidence::Always));
    let never = (Required::Unknown, Some(Evidence::Never));
    let optional = (Required::No, Some(Evidence::Never));
    let untold = (Required::Unknown, None);
    // A variable is a value, too; what is in it nobody knows.
    assert_eq!(shown("BX24.callMethod('x.y.do', {id: id, fields: {text: `${a}, b`}}, show);"), [always; 3]);
    assert_eq!(shown("BX24.callMethod('x.y.do', {id, fields: of(id)}, show);"), [always, always, untold]);
    assert_eq!(shown("BX24.callMethod('x.y.do', {id: make({a: [1, '}']}, 2)});"), [always, optional, untold]);
    assert_eq!(shown("BX24.callMethod('x.y.do', {id: 1, fields: {}});"), [always, always, optional]);
    assert_eq!(shown("BX24.callMethod('x.y.do', params);"), [untold; 3]);
    // What stands for keys leaves some out.
    for fields in ["/* the fields */", "// ...\n", "\n// the fields\n", "...others"] {
        assert_eq!(
            shown(&format!("BX24.callMethod('x.y.do', {{id: 1, fields: {{{fields}}}}});")),
            [always, always, never]
        );
        assert_eq!(
            shown(&format!("BX24.callMethod('x.y.do', {{id: 1, {fields}}});")),
            [always, never, untold],
            "{fields}"
        );
    }
    for comment in ["// its id", "// its id\n"] {
        let code = format!("BX24.callMethod('x.y.do', {{\n\tid: 1, {comment}\n}});");
        assert_eq!(shown(&code), [always, optional, untold], "{comment}");
    }
    let code = "BX24.callMethod('x.y.do', {\n\t// its id\n\tid: 1\n});";
    assert_eq!(shown(code), [always, optional, untold]);
}

#[test]
fn a_name_is_marked_by_a_star_or_a_word() {
    for (name, required) in [
        ("**a***", Required::Yes),
        ("**a** *", Required::Yes),
        ("**a** (required)", Required::Yes),
        ("**a** (обязательный)", Required::Yes),
        ("**a** **", Required::No),
        ("**a**", Required::No),
    ] {
        let rows = params(&format!("|| {name}\n`string` | A ||\n|| **b***\n`string` | B ||"));
        assert_eq!((rows[0].name.as_str(), rows[0].ty.as_str(), rows[0].required), ("a", "string", required), "{name}");
    }
}
