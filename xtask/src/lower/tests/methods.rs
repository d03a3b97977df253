use b24_specs::ir::{Access, Api, Auth, Boolean, Deprecated, Kind, Required};
use serde_json::{Value, json};

use super::*;

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
    assert_eq!(method.deprecated, Some(Deprecated { successor: Some("x.z.do".into()), dropped: false }));
    assert_eq!(method.api, Api::V2);
    assert_eq!(method.examples.responses, 1);
}

#[test]
fn a_scope_told_in_words_is_no_code() {
    let lowered = page(
        "# T x.y.do\n\n> Scope: [`a`, `depending on the place`](p.md)\n\n## Method Parameters\n\nNo parameters.\n\n## Response Handling\n",
    );
    assert!(has(&lowered, Code::ScopeInProse));
    assert!(matches!(&lowered.documents[..], [Document::Method(m)] if m.scopes == ["a"]));
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
    let Some(Document::Method(method)) = lowered.documents.first() else { panic!("{:?}", lowered.documents) };
    let list = method.list.as_ref().unwrap();
    assert_eq!(
        (list.order.as_slice(), list.paging.as_str()),
        (["id".to_owned(), "date".to_owned()].as_slice(), "cursor")
    );
}

#[test]
fn booleans_of_rest_3_are_those_of_json() {
    let spelled = |url: &str, lit: &str| {
        let method = method(&format!(
            "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n\
             || **lit**\n`boolean` | Possible values:\n- `Y` — yes\n- `N` — no, by default ||\n|#\n\n\
             ## Code Examples\n\n```bash\ncurl -X POST -d '{{\"lit\": {lit}}}' https://x/rest/{url}/x.y.do\n```\n\n\
             ## Response Handling\n\n```json\n{{\"result\": true}}\n```\n"
        ));
        (method.params[0].boolean, method.params[0].default.clone())
    };
    assert_eq!(spelled("api/1/t", "true"), (Some(Boolean::TrueFalse), Some(json!(false))));
    for (url, lit) in [("1/t", "true"), ("api/1/t", "\"N\"")] {
        assert_eq!(spelled(url, lit), (Some(Boolean::YesNo), Some(json!("N"))), "{url} {lit}");
    }
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
fn what_a_row_is_named_for_is_beside_it() {
    let method = method(&format!(
        "{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n|| **UF_\\***\n`mixed` | Own ones, see [some](#uf) ||\n\
         || **LAMP**\n`object` | As [some](#uf) ||\n|#\n\n\
         ### Own fields {{#uf}}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **UF_LAMP**\n`integer` | l ||\n|#\n"
    ));
    assert_eq!(names(&method.params), ["UF_*", "UF_LAMP", "LAMP"]);
    assert!(method.params[0].open && method.params[0].fields.is_empty());
    assert_eq!(names(&field(&method.params, "LAMP").fields), ["UF_LAMP"]);
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
    let [Document::Method(method)] = &lowered.documents[..] else { panic!() };
    assert_eq!((method.result.ty.as_str(), method.kind), ("object[]", Kind::Read));
    assert_eq!(names(&method.result.fields), ["event", "offline"]);
}

#[test]
fn a_record_that_lies_deeper_has_all_that_is_told_of_it() {
    let result = method(
        "## Response Handling\n\n```json\n{\"result\": {\"lamps\": [{\"id\": 1, \"name\": \"n\", \"watts\": 7}]}}\n```\n\n\
         #|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | Root. See [below](#lamps) ||\n|#\n\n\
         #### Lamps {#lamps}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|| **name**\n`string` | n ||\n|#\n\n\
         {% list tabs %}\n\n- electric\n\n    #|\n    || **Name**\n    `type` | **Description** ||\n    || **watts**\n    `integer` | w ||\n    |#\n\n\
         - oil\n\n    #|\n    || **Name**\n    `type` | **Description** ||\n    || **oil**\n    `string` | o ||\n    |#\n\n{% endlist %}\n",
    )
    .result;
    assert_eq!(names(&result.fields), ["lamps"]);
    assert_eq!(names(&result.fields[0].fields), ["id", "name", "watts", "oil"]);
    assert!(result.variants.is_empty() && result.fields[0].variants.is_empty());
}

#[test]
fn words_tell_that_an_example_shows_some_keys_of_a_map() {
    let told = |says: &str| {
        let method = method(&format!(
            "## Response Handling\n\n```json\n{{\"result\": {{\"red\": \"warm\", \"blue\": \"cold\"}}}}\n```\n\n\
             #|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | {says} ||\n|#\n"
        ));
        method.result.fields.iter().map(|field| format!("{}:{}", field.name, field.ty)).collect::<Vec<_>>().join(" ")
    };
    for says in [
        "Lamps, where the key is the code of a shade and the value is how it feels",
        "Lamps in the format `code: shade`, where keys and values are strings",
        "The keys of the object are the names of the shades",
        "Лампы. Ключ — код цвета, значение — какой он",
    ] {
        assert_eq!(told(says), "<result>:string", "{says}");
    }
    for says in ["Lamps", "Contains a single key — `red`", "One key is always there", "Лампы. Ключ — `red`"]
    {
        assert_eq!(told(says), "blue:string red:string", "{says}");
    }
}

#[test]
fn words_tell_that_an_example_shows_what_holds_a_value() {
    let ty = |says: &str, example: &str| {
        method(&format!(
            "## Response Handling\n\n```json\n{{\"result\": {example}}}\n```\n\n\
             #|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`integer` | {says} ||\n|#\n"
        ))
        .result
        .ty
    };
    for says in [
        "Contains an object with the key `id`",
        "Root element of the response, contains the number of the lamp",
        "Корневой элемент ответа. Содержит номер лампы",
    ] {
        assert_eq!(ty(says, r#"{"id": 7}"#), "object", "{says}");
        assert_eq!(ty(says, "7"), "integer", "{says}");
    }
    assert_eq!(ty("The number of the lamp", r#"{"id": 7}"#), "integer | object");
}

#[test]
fn words_tell_that_a_table_is_about_each_of_many() {
    let ty = |says: &str| {
        let table = "#|\n|| **Field** | **Description** ||\n|| **ID** | i ||\n|| **SHADE** | s ||\n|#\n";
        method(&format!("## Response Handling\n\n{says}\n\n{table}")).result.ty
    };
    assert_eq!(ty("What comes is an array of objects with these fields:"), "object[]");
    assert_eq!(ty("Возвращается массив объектов:"), "object[]");
    assert_eq!(ty("What comes is a lamp:"), "object");
}

#[test]
fn what_is_told_of_each_entry_may_be_shown_in_several() {
    let result = method(
        "## Response Handling\n\n```json\n{\"result\": {\"ID\": {\"type\": \"int\", \"title\": \"a\", \"isReadOnly\": true}, \"NAME\": {\"type\": \"string\", \"title\": \"b\", \"isImmutable\": true}}}\n```\n\n\
         #|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | Root. See [below](#f) ||\n|#\n\n\
         #### Fields {#f}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **ID**\n`integer` | i ||\n|| **NAME**\n`string` | n ||\n\
         || **type**\n`string` | t ||\n|| **title**\n`string` | t ||\n|| **isReadOnly**\n`boolean` | r ||\n|| **isImmutable**\n`boolean` | m ||\n|| **isMultiple**\n`boolean` | u ||\n|#\n",
    )
    .result;
    let told: Vec<_> =
        result.fields.iter().map(|field| (field.name.as_str(), field.ty.as_str(), field.fields.len())).collect();
    assert_eq!(told, [("ID", "object", 5), ("NAME", "object", 5)]);
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
    assert_eq!(answer(r#"{"fields": {"id": {"type": "integer"}, "name": {"type": "string"}}}"#), "fields");
    assert_eq!(answer(r#"{"thing": {"ID": 1, "NAME": "n"}}"#), "id name note thing");
    // What is shown there is something else, or the record has it, too.
    assert_eq!(answer(r#"{"fields": {"id": {"a": 7}, "name": {"b": 8}}}"#), "id name note fields");
    assert_eq!(answer(r#"{"id": 1, "thing": {"id": 1, "name": "n"}}"#), "id name note thing");
}

#[test]
fn lists_tell_how_they_page_and_where_their_items_are() {
    let text = "# Get a List x.y.list\n\n## Method Parameters\n\n{% include [n](../../_includes/required.md) %}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **filter**\n`object` | f. Possible prefixes:\n- `>` — more ||\n\
         || **order**\n`object` | o ||\n|| **start**\n`integer` | The page size is 50 records. Pass `50` for the second ||\n|#\n\n\
         ### Parameter filter\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **ID**\n`integer` | i ||\n|#\n\n\
         ## Response Handling\n\n```json\n{\"result\": {\"items\": [{\"id\": 1}]}, \"total\": 1}\n```\n";
    let lowered = page(text);
    let [Document::Method(method)] = &lowered.documents[..] else { panic!() };
    assert_eq!(method.kind, Kind::List);
    let list = method.list.as_ref().unwrap();
    assert_eq!((list.items.as_str(), list.paging.as_str(), list.page_size), ("items", "start", Some(50)));
    assert_eq!((&list.filter[..], &list.operators[..]), (&["ID".to_owned()][..], &[">".to_owned()][..]));
    let id = list.id.as_ref().unwrap();
    // What the page does not tell of an order is as in the filter.
    assert_eq!((id.filter.as_deref(), id.order.as_deref(), id.answer.as_str()), (Some("ID"), Some("ID"), "id"));
    let many = page(&text.replace("The page size is 50 records", "It brings 150 objects"));
    let [Document::Method(method)] = &many.documents[..] else { panic!() };
    assert_eq!(method.list.as_ref().unwrap().page_size, Some(150));
}

#[test]
fn a_list_within_the_values_of_a_map_is_not_what_a_method_lists() {
    let text = "# Find Lamps x.y.list\n\n## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **OFFSET**\n`integer` | o ||\n|#\n\n\
         ## Response Handling\n\n```json\n{\"result\": {\"7\": {\"id\": 7, \"colors\": [1]}, \"8\": {\"id\": 8, \"colors\": [2]}}, \"total\": 2}\n```\n";
    let lowered = page(text);
    let [Document::Method(method)] = &lowered.documents[..] else { panic!() };
    assert_eq!((method.result.ty.as_str(), method.kind), ("map<object>", Kind::Read));
    assert_eq!(method.list, None);
}

#[test]
fn words_tell_that_a_result_may_be_null() {
    let nullable = |says: &str| {
        method(&format!(
            "## Response Handling\n\n```json\n{{\"result\": true}}\n```\n\n#|\n|| **Name**\n`type` | **Description** ||\n\
             || **result**\n`boolean` | {says} ||\n|| **time**\n`time` | Not `null` ||\n|#\n"
        ))
        .result
        .nullable
    };
    for says in [
        "Done. Returns `null` if there is no `lamp`",
        "The new `id`, on error = `null`",
        "It is:\n- `true` — done\n- `null` — failed",
        "If `result` is `null`, the lamp was not there",
        "В случае неудачи вернет `null`",
    ] {
        assert!(nullable(says), "{says}");
    }
    for says in [
        "Done",
        "Done; the field `shade` may be `null`",
        "The lamp, fields without a shade have the value `null`",
        "Лампа. Пустые поля равны `null`",
        "It does not return `null`",
        "Никогда не `null`",
    ] {
        assert!(!nullable(says), "{says}");
    }
}

#[test]
fn an_object_may_be_false() {
    let nullable = |ty: &str, says: &str, shown: &str| {
        method(&format!(
            "## Response Handling\n\n```json\n{{\"result\": {shown}}}\n```\n\n#|\n|| **Name**\n`type` | **Description** ||\n\
             || **result**\n`{ty}` | {says} ||\n|#\n"
        ))
        .result
        .nullable
    };
    let lamp = r#"{"id": 7}"#;
    for says in ["The lamp. Returns `false` if there is none", "It is:\n- `object` — a lamp\n- `false` — there is none"]
    {
        assert!(nullable("object", says, lamp), "{says}");
    }
    assert!(nullable("array", "`false` where there is no lamp", lamp));
    assert!(!nullable("object", "The lamp, `lit` of which may be `false`", lamp));
    assert!(!nullable("boolean", "Returns `false` if there is no lamp", "true"), "which means it");
}

#[test]
fn an_answer_shows_how_a_boolean_is_written() {
    let method = method(&format!(
        "{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n|| **lit**\n`boolean` | l ||\n|| **dim**\n`boolean` | d ||\n|| **hot**\n`boolean` | h ||\n|#\n\n\
         ## Response Handling\n\n```json\n{{\"result\": {{\"lamps\": [{{\"lit\": \"Y\", \"dim\": true}}, {{\"lit\": \"N\", \"dim\": \"Y\"}}]}}}}\n```\n"
    ));
    let spelled: Vec<_> = method.params.iter().map(|field| field.boolean).collect();
    assert_eq!(spelled, [Some(Boolean::YesNo), None, None]);
}
