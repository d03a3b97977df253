use b24_specs::ir::{Access, Api, Auth, Boolean, Deprecated, Evidence, Kind, Required};
use serde_json::{Value, json};

use super::*;

pub(super) const PARAMS: &str = "## Method Parameters\n\n{% include [n](../../_includes/required.md) %}\n\n";

fn params(rows: &str) -> Vec<Field> {
    method(&format!("{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n{rows}\n|#\n\n## Response Handling\n"))
        .params
}

#[test]
fn a_page_with_its_parameters_before_its_first_heading_has_its_scope() {
    let method = method(
        "> Scope: [`crm`](p.md)\n>\n> Who can execute the method: administrator\n\n\
         #|\n|| **Parameter** | **Description** ||\n|| **ID** | i ||\n|#\n\n## Response Handling\n",
    );
    assert_eq!((method.scopes, method.access), (vec!["crm".to_owned()], Access::Administrator));
    assert_eq!(method.params.len(), 1);
}

#[test]
fn metadata_is_read_from_the_quote_and_the_text() {
    let method = method(
        "> Scope: [`a, b`](p.md)\n>\n> Who can execute the method: `administrator`\n\n\
         {% note warning \"DEPRECATED\" %}\n\nIt has been halted. Use [x.z.do](z.md).\n\n{% endnote %}\n\n\
         The method works only in the context of the [application](a.md).\n\n\
         ## Response Handling\n\n```json\n{\"result\": true}\n```\n",
    );
    assert_eq!(method.title, "Do It");
    assert_eq!(method.scopes, ["a", "b"]);
    assert_eq!((method.access, method.auth, method.kind), (Access::Administrator, Auth::Application, Kind::Write));
    assert_eq!(method.deprecated, Some(Deprecated { successor: Some("x.z.do".into()) }));
    assert_eq!(method.api, Api::V2);
    assert_eq!(method.examples.responses, 1);
}

#[test]
fn a_scope_told_in_words_is_no_code() {
    let lowered = page(
        "# T x.y.do\n\n> Scope: [`a`, `depending on the place`](p.md)\n\n## Method Parameters\n\nNo parameters.\n\n## Response Handling\n",
    );
    assert!(has(&lowered, Code::ScopeInProse));
    assert!(matches!(&lowered.items[..], [Item::Method(m)] if m.scopes == ["a"]));
}

#[test]
fn rows_give_names_marks_and_types() {
    let params = params(
        "|| **id***\n[`integer`](t.md) | A number ||\n|| **kind**^*^\n[`string`](t.md) | A word ||\n|| **note****\n[`text`](t.md) | A footnote ||\n\
         || **either**\n[`string`](t.md) \\| [`integer[]`](t.md) \\| `null` | Or ||\n|| **lines**\n`object`\n`string` | Two lines ||",
    );
    assert_eq!(names(&params), ["id", "kind", "note", "either", "lines"]);
    let required: Vec<_> = params.iter().map(|f| f.required).collect();
    assert_eq!(required, [Required::Yes, Required::Yes, Required::No, Required::No, Required::No]);
    let types: Vec<_> = params.iter().map(|f| f.ty.as_str()).collect();
    assert_eq!(types, ["integer", "string", "text", "string | integer[] | null", "object | string"]);
    assert!(params[3].nullable);
    assert_eq!(params[0].line, 10);
}

#[test]
fn values_and_defaults_are_read_where_they_are_told() {
    let params = params(
        "|| **a**\n`string` | What. Possible values:\n\n- `x` — one\n- `y` — two (default)\n||\n\
         || **b**\n`boolean` | Whether. Possible values:\n- `Y` — yes\n- `N` — no\n\nDefault is `N` ||\n\
         || **c**\n`string` | Values: `on\\|off`. By default, `c=on` ||\n\
         || **d**\n`integer` | Allowed values: `1`, `2`, `3` ||\n\
         || **e**\n`object` | Possible values for order:\n- `asc` — up\n- `desc` — down ||\n\
         || **f**\n`object` | Filter. Possible prefix values:\n- `>=` — more\n- `!` — not ||\n\
         || **g**\n`string` | By default, the first one ||\n\
         || **h**\n`string` | Pass `50` to get the second page, `100` to get the third ||\n\
         || **i**\n`string` | Days alone? Values:\n- `Y` — yes\n- `N` — no\n\nDates are in ISO 8601 ||",
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
}

#[test]
fn what_a_filter_takes_may_be_told_on_another_page() {
    let [adds, lists, tells] = ["See [user.add](./user-add.md#fields). Beside", "Of [string](../data-types.md)", ""]
        .map(|link| format!("|| **FILTER**\n`string` | {link} are available:\n- `A` — a\n- `B` — b ||"))
        .map(|row| params(&row).remove(0));
    assert_eq!([adds.values.len(), lists.values.len(), tells.values.len()], [2, 2, 2]);
    assert_eq!([adds.open, lists.open, tells.open], [true, false, false]);
    let of =
        params("|| **filter**\n`object` | Possible values for `field` are the fields of [`crm_item`](./item.md) ||");
    assert!(of[0].values.is_empty(), "{of:?}");
}

#[test]
fn what_a_filter_and_an_order_name_may_stand_in_a_list() {
    let row = |name: &str, list: &str| {
        let row = format!("|| **{name}**\n`object` | The field can take the following values:\n\n{list} ||");
        params(&row).remove(0)
    };
    let filter = row("filter", "- `ID` — a\n- `REAL_STATUS` — b\n    - `2` — c\n\nWith:\n- `!` — not\n- `>` — more");
    assert_eq!(
        (filter.values, filter.operators),
        (vec!["ID".into(), "REAL_STATUS".into()], vec!["!".into(), ">".into()])
    );
    let order = row("order", "- `ID` — a\n- `TITLE` — b\n\nDirection:\n- `asc` — up\n- `desc` — down");
    assert_eq!(order.values, ["ID", "TITLE"]);
    assert!(row("filter", "- `field_n` — a field\n- `value_n` — a value").values.is_empty());
    assert!(row("settings", "- `ID` — a\n- `TITLE` — b").values.is_empty());
}

#[test]
fn the_fields_of_an_order_are_known_whether_an_example_sends_them_or_not() {
    let lowered = page(
        "# List x.y.list\n\n## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n\
         || **order**\n`object` | Order.\n\nAvailable values:\n- `ASC` — rising\n- `DESC` — falling\n\n\
         Available fields for sorting:\n- `id` — number\n- `date` — day ||\n\
         || **pagination**\n`object` | Pages [(details)](#pages) ||\n|#\n\n\
         ### Pages {#pages}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **limit**\n`integer` | Size ||\n\
         || **afterCursor**\n`object` | Where to go on ||\n|#\n\n\
         ## Code Examples\n\n```bash\ncurl -X POST -d '{\"order\":{\"id\":\"ASC\"}}' https://x/rest/api/1/t/x.y.list\n```\n\n\
         ## Response Handling\n\n```json\n{\"result\": {\"items\": [{\"id\": 1}]}}\n```\n",
    );
    let Some(Item::Method(method)) = lowered.items.first() else { panic!("{:?}", lowered.items) };
    let list = method.list.as_ref().unwrap();
    assert_eq!(
        (list.order.as_slice(), list.paging.as_str()),
        (["id".to_owned(), "date".to_owned()].as_slice(), "cursor")
    );
}

#[test]
fn the_parts_of_the_time_are_none_of_the_result() {
    let method = method(
        "## Response Handling\n\n```json\n{\"result\": [{\"ID\": \"1\"}], \"time\": {\"start\": 1.0}}\n```\n\n### Returned Data\n\n\
         #|\n|| **Value** / **Type** | **Description** ||\n|| **result**\n`array` | Things ||\n|| **time**\n`array` | Time ||\n\
         || **start**\n`double` | Begin ||\n|| **date_finish**\n`string` | End ||\n|#\n",
    );
    let names: Vec<_> = method.result.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["ID"]);
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
         || **level**\n`string` | Values:\n- `low` — l\n- `high` — h ||\n|| **UF_** | Free ||\n|#\n\n\
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
    assert_eq!(of("class"), (vec!["A\\B", "A\\C"], false));
    assert_eq!(of("mode"), (vec!["on", "off"], true), "the request has another");
    assert_eq!(of("level"), (vec!["low", "high"], false));
    assert!(of("UF_").1);
}

#[test]
fn sections_belong_to_their_parameters() {
    let method = method(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **fields***\n`object` | See [below](#parametr-fields) ||\n\
         || **list**\n[`element[]`](#element) | Items ||\n|| **id***\n`integer` | No ||\n|#\n\n\
         ### Fields Parameter\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **TITLE***\n`string` | t ||\n|| **SET**\n`object` | See [set](#set) ||\n|| **UF_...** | Free ||\n|#\n\n\
         #### Settings of one {#set}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **deep**\n`string` | t ||\n|#\n\n\
         ### Type element\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **key**\n`string` | t ||\n|#\n\n## Response Handling\n",
    );
    assert_eq!(names(&method.params), ["fields", "list", "id"]);
    let fields = field(&method.params, "fields");
    assert!(fields.open && field(&method.params, "fields/UF_...").open);
    assert_eq!(field(&method.params, "fields/TITLE").required, Required::Yes);
    assert_eq!(field(&method.params, "fields/SET/deep").ty, "string");
    assert_eq!(names(&field(&method.params, "list").fields), ["key"]);
}

#[test]
fn the_text_of_a_row_tells_what_chooses_its_variants() {
    let tab = |name: &str| {
        format!(
            "- {name}\n\n  #|\n  || **Name**\n  `type` | **Description** ||\n  || **a**\n  `string` | t ||\n  |#\n\n"
        )
    };
    let method = method(&format!(
        "{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n|| **kind***\n`string` | Any ||\n|| **size**\n`string` | s ||\n\
         || **settings**\n`object` | The keys depend on `kind` [(below)](#settings) ||\n|#\n\n\
         ### Parameter settings {{#settings}}\n\n{{% list tabs %}}\n\n{}{}{{% endlist %}}\n\n## Response Handling\n",
        tab("money"),
        tab("date\\|datetime"),
    ));
    let when: Vec<Value> = field(&method.params, "settings").variants.iter().map(|v| json!(v.when)).collect();
    assert_eq!(when, [json!({"kind": "money"}), json!({"kind": ["date", "datetime"]})]);
}

#[test]
fn tabs_are_variants_with_what_selects_them() {
    let table = |name: &str| {
        format!("  #|\n  || **Name**\n  `type` | **Description** ||\n  || **{name}**\n  `string` | t ||\n  |#\n")
    };
    let body = format!(
        "{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n|| **kindId***\n`integer` | k ||\n|| **fields***\n`object` | f ||\n\
         || **TYPE**\n`string` | Possible values:\n- `money` — m\n- `date` — d\n- `datetime` — d ||\n|| **SETTINGS**\n`object` | s ||\n|#\n\n\
         ### Parameter fields\n\n{{% list tabs %}}\n\n- Lead\n\n  Object identifier **kindId:** `1`\n\n{}\n- Deal\n\n  Object identifier **kindId:** `2`\n\n{}\n{{% endlist %}}\n\n\
         ### Parameter SETTINGS\n\n{{% list tabs %}}\n\n- money\n\n{}\n- date\\|datetime\n\n{}\n{{% endlist %}}\n\n## Response Handling\n",
        table("a"),
        table("b"),
        table("c"),
        table("d"),
    );
    let method = method(&body);
    let variants = &field(&method.params, "fields").variants;
    assert_eq!(variants.iter().map(|v| v.label.as_str()).collect::<Vec<_>>(), ["Lead", "Deal"]);
    assert_eq!(variants[1].when.get("kindId"), Some(&json!(2)));
    assert_eq!(names(&variants[1].fields), ["b"]);
    let settings = &field(&method.params, "SETTINGS").variants;
    assert_eq!(settings[0].when.get("TYPE"), Some(&json!("money")));
    assert_eq!(settings[1].when.get("TYPE"), Some(&json!(["date", "datetime"])));
}

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
        "|| **a**\n`string` | А. Необязательный параметр ||",
        "|| **a**\n`string` | А. По умолчанию — `x` ||",
        "|| **a**\n`string` | А. Если не указан, берутся все ||",
        "|| **UF_...**\n`string` | A ||",
        "|| **filter**\n`object` | F ||\n|| **order**\n`object` | O ||",
    ] {
        assert_eq!(required(row), Required::No, "{row}");
    }
    for row in [
        "|| **a**\n`string` | A ||",
        "|| **a**\n`string` | Its default ||",
        "|| **a**\n`string` | - `x` — by default ||",
        "|| **filter**\n`object` | F ||",
    ] {
        assert_eq!(required(row), Required::Unknown, "{row}");
    }
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
    assert_eq!(shown(&format!("{js}{curl}")), (1, never, always));
    let unread = "```js\nawait b24.callMethod('x.y.do', params)\n```\n\n";
    assert_eq!(shown(unread), (0, (Required::Unknown, None), (Required::Unknown, None)));
}

#[test]
fn the_result_is_made_of_table_and_example() {
    let method = method(
        "## Method Parameters\n\nNo parameters.\n\n## Response Handling\n\nHTTP status: **200**\n\n\
         ```json\n{\"result\": {\"items\": [{\"id\": 1, \"title\": null, \"extra\": \"2024-01-02T03:04:05+03:00\"}], \"more\": false}, \"total\": 1, \"time\": {}}\n```\n\n\
         ### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | Root ||\n|| **items**\n`item[]` | Items, [below](#item) ||\n|| **total**\n`integer` | t ||\n|| **time**\n`time` | t ||\n|#\n\n\
         #### Object item {#item}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|| **title**\n`string` | t ||\n|#\n",
    );
    assert_eq!(names(&method.result.fields), ["items", "more"]);
    let items = field(&method.result.fields, "items");
    assert_eq!(items.ty, "item[]");
    assert_eq!(names(&items.fields), ["id", "title", "extra"]);
    assert!(items.fields[1].nullable);
    assert_eq!(items.fields[2].ty, "datetime");
    assert_eq!(field(&method.result.fields, "more").boolean, Some(Boolean::TrueFalse));
}

#[test]
fn an_example_says_that_an_object_is_a_list() {
    let lowered = page(
        "# Get It x.y.get\n\n## Method Parameters\n\nNo parameters.\n\n## Response Handling\n\n```json\n{\"result\": [{\"event\": \"A\", \"offline\": 0}]}\n```\n\n\
         ### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | Root ||\n|#\n",
    );
    assert!(has(&lowered, Code::ExampleDisagrees));
    let [Item::Method(method)] = &lowered.items[..] else { panic!() };
    assert_eq!((method.result.ty.as_str(), method.kind), ("object[]", Kind::Read));
    assert_eq!(names(&method.result.fields), ["event", "offline"]);
}

#[test]
fn errors_are_keyed_by_code_and_message() {
    let head = "## Response Handling\n\n## Error Handling\n\nHTTP status: **400**\n\n```json\n{\"error\": \"B\", \"error_description\": \"Bad\"}\n```\n\n### Possible Error Codes\n\n";
    let errors = method(&format!(
        "{head}#|\n|| **Code** | **Description** | **Value** ||\n|| `A` | First | when ||\n|| `A` | Field `#NAME#` | when ||\n|| Empty value | No right | when ||\n|| `C1` `C2` | Two | when ||\n|#\n",
    ))
    .errors;
    let told: Vec<_> = errors.iter().map(|e| (e.status, e.code.as_str(), e.message.as_deref())).collect();
    assert_eq!(
        told,
        [
            (Some(400), "A", Some("First")),
            (Some(400), "A", Some("Field {NAME}")),
            (Some(400), "", Some("No right")),
            (Some(400), "C1", Some("Two")),
            (Some(400), "C2", Some("Two")),
        ]
    );
    let errors = method(&format!(
        "{head}#|\n|| **Status** | **Code** | **Description** ||\n|| `403` | `B` | Something in words ||\n|#\n"
    ))
    .errors;
    assert_eq!((errors[0].status, errors[0].message.as_deref()), (Some(403), Some("Bad")));
    let errors = method(&format!(
        "{head}#|\n|| **Code** | **Error message** | **Description** ||\n|| `B` | Message | words ||\n|#\n"
    ))
    .errors;
    assert_eq!(errors[0].message.as_deref(), Some("Message"));
    let errors = method(&format!(
        "{head}#|\n|| **Code**\n**Error message** | **Description** ||\n|| `B`\nMessage | words ||\n|#\n"
    ))
    .errors;
    assert_eq!((errors[0].code.as_str(), errors[0].message.as_deref()), ("B", Some("Message")));
}

#[test]
fn rest_3_errors_name_the_field() {
    let lowered = page_with(
        "api-reference/x/x.md",
        "# T x.y.do\n\n{% note info \"\" %}\n\nThis method belongs to REST 3.0.\n\n{% endnote %}\n\n## Method Parameters\n\nNo parameters.\n\n## Response Handling\n\n## Error Handling\n\n\
         ### Possible Error Codes\n\n#### Validation Errors\n\nError Code: `BITRIX_X`\n\n#|\n|| **Field** | **Error description** | **How to fix** ||\n|| `a`\n`b` | Field `#FIELD#` is missing | Pass it ||\n|| - | Other | - ||\n|#\n",
        &[],
    );
    let [Item::Method(method)] = &lowered.items[..] else { panic!() };
    assert_eq!(method.api, Api::V3);
    let told: Vec<_> =
        method.errors.iter().map(|e| (e.code.as_str(), e.field.as_deref(), e.message.as_deref())).collect();
    assert_eq!(
        told,
        [
            ("BITRIX_X", Some("a"), Some("Field {FIELD} is missing")),
            ("BITRIX_X", Some("b"), Some("Field {FIELD} is missing")),
            ("BITRIX_X", None, Some("Other"))
        ]
    );
}

#[test]
fn a_table_of_rest_3_errors_may_have_a_status_of_its_own() {
    let table = |field: &str| {
        format!("#|\n|| **Field** | **Error description** | **How to fix** ||\n|| `{field}` | m | Pass it ||\n|#\n\n")
    };
    let errors = method(&format!(
        "## Method Parameters\n\nNo parameters.\n\n## Response Handling\n\n## Error Handling\n\nHTTP status: **400**\n\n\
         ```json\n{{\"error\": {{\"code\": \"A\", \"message\": \"m\"}}}}\n```\n\n### Possible Error Codes\n\n\
         #### Validation\n\nError Code: `A`\n\n{}Error Code: `B`\n\nHTTP status: **404**.\n\n{}HTTP status: **403**\n\nError Code: `C`\n\n{}\
         #|\n|| **Code** | **Description** ||\n|| `D` | In words ||\n|#\n",
        table("a"),
        table("b"),
        table("c")
    ))
    .errors;
    let told: Vec<_> = errors.iter().map(|e| (e.code.as_str(), e.field.as_deref(), e.status)).collect();
    let of_all = ("D", None, Some(400));
    assert_eq!(told, [("A", Some("a"), Some(400)), ("B", Some("b"), Some(404)), ("C", Some("c"), Some(403)), of_all]);
}

#[test]
fn one_of_several_statuses_is_not_the_status_of_all_errors() {
    let status = |line: &str| {
        let page = format!(
            "## Method Parameters\n\nNo parameters.\n\n## Error Handling\n\n{line}\n\n\
             #|\n|| **Code** | **Description** ||\n|| `D` | In words ||\n|#\n"
        );
        method(&page).errors.iter().map(|e| e.status).collect::<Vec<_>>()
    };
    assert_eq!(status("HTTP status: **403**"), [Some(403)]);
    assert_eq!(status("HTTP status: **400**, **403**"), [None]);
    assert_eq!(status("HTTP status: **200**, **403**"), [None]);
}

#[test]
fn a_record_may_lie_one_key_deeper_than_its_table_tells() {
    let answer = |example: &str| {
        let result = method(&format!(
            "## Method Parameters\n\nNo parameters.\n\n## Response Handling\n\n```json\n{{\"result\": {example}}}\n```\n\n\
             #|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | Root. See [below](#thing) ||\n|#\n\n\
             #### Thing {{#thing}}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|| **name**\n`string` | n ||\n|| **note**\n`string` | x ||\n|#\n"
        ))
        .result;
        names(&result.fields).join(" ")
    };
    assert_eq!(answer(r#"{"thing": {"id": 1, "name": "n"}}"#), "thing");
    assert_eq!(answer(r#"{"things": [{"id": 1, "name": "n"}]}"#), "things");
    // What is shown there is something else: the description of a field, or one that the record has.
    assert_eq!(answer(r#"{"fields": {"id": {"type": "integer"}, "name": {"type": "string"}}}"#), "id name note fields");
    assert_eq!(answer(r#"{"id": 1, "thing": {"id": 1, "name": "n"}}"#), "id name note thing");
}

#[test]
fn an_error_inside_a_success_is_no_part_of_the_result() {
    let method = method(
        "## Method Parameters\n\nAll parameters are optional.\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **page**\n`integer` | p ||\n|#\n\n\
         ## Response Handling\n\n```json\n{\"result\": [{\"id\": 1}]}\n```\n\n## Error Handling\n\n```json\n{\"result\": {\"error\": {\"error\": \"A\", \"error_description\": \"m\"}}}\n```\n",
    );
    assert_eq!((method.result.ty.as_str(), &names(&method.result.fields)[..]), ("object[]", &["id"][..]));
    assert_eq!(method.params[0].required, Required::No);
}

#[test]
fn a_description_may_begin_with_the_message() {
    let errors = method(
        "## Method Parameters\n\nNo parameters.\n\n## Error Handling\n\n### Possible Error Codes\n\n#|\n|| **Code** | **Description** ||\n\
         || `100` | `Could not find {fields}`\n\nThe parameter is not passed ||\n|| `100` | `No such thing`\n\nNo thing has this `id` ||\n|| `0` | `id` of another ||\n|#\n",
    )
    .errors;
    let told: Vec<_> = errors.iter().map(|e| (e.code.as_str(), e.message.as_deref())).collect();
    assert_eq!(told, [("100", Some("Could not find {fields}")), ("100", Some("No such thing")), ("0", None)]);
}

#[test]
fn a_default_may_be_an_object() {
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
fn lists_tell_how_they_page_and_where_their_items_are() {
    let lowered = page(
        "# Get a List x.y.list\n\n## Method Parameters\n\n{% include [n](../../_includes/required.md) %}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **filter**\n`object` | f. Possible prefixes:\n- `>` — more ||\n\
         || **order**\n`object` | o ||\n|| **start**\n`integer` | The page size is 50 records. Pass `50` for the second ||\n|#\n\n\
         ### Parameter filter\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **ID**\n`integer` | i ||\n|#\n\n\
         ## Response Handling\n\n```json\n{\"result\": {\"items\": [{\"id\": 1}]}, \"total\": 1}\n```\n",
    );
    let [Item::Method(method)] = &lowered.items[..] else { panic!() };
    assert_eq!(method.kind, Kind::List);
    let list = method.list.as_ref().unwrap();
    assert_eq!((list.items.as_str(), list.paging.as_str(), list.page_size), ("items", "start", Some(50)));
    assert_eq!((&list.filter[..], &list.operators[..]), (&["ID".to_owned()][..], &[">".to_owned()][..]));
    let id = list.id.as_ref().unwrap();
    assert_eq!((id.filter.as_deref(), id.order.as_deref(), id.answer.as_str()), (Some("ID"), Some("id"), "id"));
}

#[test]
fn an_error_tells_of_an_application_unless_it_is_that_of_a_session() {
    let auth = |message: &str| {
        let errors =
            format!("#|\n|| **Code** | **Description** | **Value** ||\n|| `WRONG_AUTH_TYPE` | {message} | It ||\n|#\n");
        method(&format!("## Response Handling\n\n## Error Handling\n\n### Possible Error Codes\n\n{errors}")).auth
    };
    assert_eq!(auth("Application context required"), Auth::Application);
    assert_eq!(auth("Access for this method not allowed by session authorization."), Auth::Any);
}
