use b24_specs::ir::{Access, Required};
use serde_json::json;

use super::*;

const AUTH: (&str, &str) = (
    "_includes/auth.md",
    "#|\n|| **Name**\n`type` | **Description** ||\n|| **access_token**\n`string` | t ||\n|| **domain***\n`string` | d ||\n|#\n",
);

#[test]
fn an_event_has_its_payload_to_any_depth() {
    let text = "# Event on adding onThingAdd\n\n> Scope: [`crm`](p.md)\n>\n> Who can subscribe: any user\n\n## What the Handler Receives\n\n\
        ```json\n{\"event\": \"ONTHINGADD\", \"data\": {\"FIELDS\": {\"ID\": \"1\", \"MORE\": 2}}, \"ts\": \"1\", \"auth\": {\"domain\": \"d\"}}\n```\n\n\
        #|\n|| **Parameter**\n`type` | **Description** ||\n|| **event**\n`string` | e ||\n|| **data**\n`object` | d ||\n|| **data.FIELDS**\n`object` | [below](#f) ||\n|| **ts**\n`timestamp` | t ||\n|| **auth**\n`object` | [below](#auth) ||\n|#\n\n\
        ### Parameter FIELDS {#f}\n\n#|\n|| **Parameter**\n`type` | **Description** ||\n|| **ID**\n`integer` | i ||\n|#\n\n### Parameter auth {#auth}\n\n{% include [a](../../../_includes/auth.md) %}\n";
    let events = events(page_with("api-reference/x/events/on-thing-add.md", text, &[AUTH]));
    let [event] = &events[..] else { panic!("{events:?}") };
    assert_eq!(
        (event.event.as_str(), event.access, &event.scopes[..]),
        ("ONTHINGADD", Access::Any, &["crm".to_owned()][..])
    );
    assert_eq!(names(&event.params), ["event", "data", "ts", "auth"]);
    assert_eq!(field(&event.params, "data/FIELDS/ID").ty, "integer");
    assert_eq!(field(&event.params, "data/FIELDS/MORE").ty, "integer");
    assert_eq!(names(&field(&event.params, "auth").fields), ["access_token", "domain"]);
}

#[test]
fn the_payload_is_right_where_the_title_is_not() {
    let text =
        "# Event onGone\n\n## What the Handler Receives\n\n```json\n{\"event\": \"ONTHINGGONE\", \"data\": {}}\n```\n";
    let lowered = page_with("api-reference/x/events/on-thing-gone.md", text, &[]);
    assert!(has(&lowered, Code::NameDisagrees));
    assert_eq!(events(lowered)[0].event, "ONTHINGGONE");
}

#[test]
fn a_dotted_event_is_no_method() {
    let lowered = page_with(
        "api-reference/x/events/x.md",
        "# Event on Adding X.THING.ON.ADD\n\n## Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **event***\n`string` | e ||\n|#\n",
        &[],
    );
    assert_eq!(lowered.kind, PageKind::Event);
    assert_eq!(events(lowered)[0].event, "X.THING.ON.ADD");
}

/// The payload's fields, each with its type and what is inside.
fn payload(body: &str) -> String {
    fn shape(fields: &[Field]) -> String {
        let inside = |f: &Field| if f.fields.is_empty() { String::new() } else { format!("({})", shape(&f.fields)) };
        fields.iter().map(|f| format!("{}:{}{}", f.name, f.ty, inside(f))).collect::<Vec<_>>().join(" ")
    }
    let text =
        format!("# Event onThingAdd\n\n> Scope: [`crm`](p.md)\n>\n> Who can subscribe: any user\n\nText.\n\n{body}");
    let lowered = page_with("api-reference/x/events/on-thing-add.md", &text, &[]);
    let event = events(lowered).remove(0);
    assert_eq!(event.scopes, ["crm"]);
    shape(&event.params)
}

#[test]
fn an_old_page_shows_its_payload_in_php() {
    let php = "array('FIELDS' => array('ID' => $id))";
    let page = |code: &str| format!("## Response Handling\n\nReturns an array:\n\n```php\n{code}\n```\n");
    assert_eq!(payload(&page(php)), "data:object(FIELDS:object(ID:))");
    // Two of them, or a call, are no payload.
    assert_eq!(payload(&[page(php), page(php)].concat()), "");
    assert_eq!(payload(&page("$handler->bind(array('ID' => $id))")), "");
}

#[test]
fn an_old_page_has_its_payload_before_its_first_heading() {
    assert_eq!(payload("#|\n|| **Field** | **Description** ||\n|| **ID** | i ||\n|#\n"), "data:object(ID:)");
    let listed = "#|\n|| **Name**\n`type` | **Description** ||\n|| **FIELDS**\n`array` | The fields:\n- **ID** — i\n- **MORE_ID** — m ||\n|#\n";
    assert_eq!(payload(listed), "data:object(FIELDS:object(ID: MORE_ID:))");
    let sections = "#|\n|| **Field** | **Description** ||\n|| **data** | d ||\n|| **auth** | a ||\n|#\n\n## data\n\n#|\n|| **Field** | **Description** ||\n|| **ID** | i ||\n|#\n";
    assert_eq!(payload(sections), "data:(ID:) auth:");
}

#[test]
fn one_page_may_hold_several_events() {
    let section = |code: &str, key: &str| {
        format!(
            "## {code} {{#x}}\n\n#|\n|| **Field** | **Type** | **Description** ||\n|| **{key}** | `object` | o ||\n|#\n\n### Example Data\n\n```json\n{{\"{key}\": {{\"id\": 1}}}}\n```\n\n"
        )
    };
    let events = events(page(&format!(
        "# Formats of events\n\n{}{}",
        section("ONXADD", "message"),
        section("ONXDELETE", "chat")
    )));
    assert_eq!(events.iter().map(|e| e.event.as_str()).collect::<Vec<_>>(), ["ONXADD", "ONXDELETE"]);
    assert_eq!(field(&events[1].params, "data/chat/id").ty, "integer");
}

#[test]
fn events_of_a_page_tell_of_each_other() {
    let section = |code: &str, ty: &str, example: &str| {
        format!(
            "## {code} {{#x}}\n\n#|\n|| **Field** | **Type** | **Description** ||\n|| **lamp** | {ty} | l ||\n|| **id** | `integer` | i ||\n|#\n\n{example}"
        )
    };
    let example = "### Example Data\n\n```json\n{\"lamp\": {\"shade\": \"red\"}, \"id\": 1}\n```\n\n";
    let events = events(page(&format!(
        "# Formats of events\n\n{}{}{}",
        section("ONLAMPADD", "`Lamp`", example),
        section("ONLAMPUPDATE", "`Lamp`", ""),
        section("ONLAMPDELETE", "`Light`", "")
    )));
    let shades = |events: &[Event]| -> Vec<_> {
        events.iter().map(|event| field(&event.params, "data/lamp").fields.len()).collect()
    };
    assert_eq!(shades(&events), [1, 1, 0]);
    let keys: Vec<String> = (0..100).map(|i| format!("\"k{i}\": 1")).collect();
    let example = format!("### Example Data\n\n```json\n{{\"lamp\": {{{}}}}}\n```\n\n", keys.join(", "));
    let others: String = (0..60).map(|i| section(&format!("ONLAMP{i}"), "`Lamp`", "")).collect();
    let all = format!("# Formats of events\n\n{}{others}", section("ONLAMPADD", "`Lamp`", &example));
    let told = shades(&self::events(page(&all)));
    assert_eq!((told.len(), told.iter().sum::<usize>()), (61, 5_100), "no page is multiplied without end");
}

#[test]
fn a_widget_has_an_item_a_code() {
    let text = "# Tab CRM_XXX_TAB\n\n> Scope: [`crm`](p.md)\n\n## Where the Widget is Embedded\n\n#|\n|| **Widget Code** | **Location** ||\n|| `CRM_LEAD_TAB` | l ||\n|| `CRM_DYNAMIC_XXX_TAB` | d ||\n|#\n\n\
        ## What the Handler Receives\n\n```php\nArray\n(\n    [LANG] => en\n    [PLACEMENT_OPTIONS] => {\"ID\":\"1\",\"EXTRA\":\"x\"}\n)\n```\n\n\
        #|\n|| **Parameter**\n`type` | **Description** ||\n|| **LANG***\n`string` | l ||\n|| **PLACEMENT_OPTIONS**\n`string` | o ||\n|#\n\n### PLACEMENT_OPTIONS\n\n#|\n|| **Parameter** | **Description** ||\n|| **ID***\n`string` | i ||\n|#\n\n\
        ## OPTIONS when registering via placement.bind\n\n#|\n|| **Parameter** `type` | **Description** ||\n|| **icon*** `string` | i ||\n|#\n";
    let lowered = page(text);
    assert_eq!(lowered.kind, PageKind::Placement);
    let places = placements(lowered);
    assert_eq!(
        places.iter().map(|p| p.placement.as_str()).collect::<Vec<_>>(),
        ["CRM_LEAD_TAB", "CRM_DYNAMIC_XXX_TAB"]
    );
    assert_eq!(names(&field(&places[0].params, "PLACEMENT_OPTIONS").fields), ["ID", "EXTRA"]);
    assert_eq!(names(&places[1].options), ["icon"]);
}

#[test]
fn a_widget_without_a_table_of_codes_shows_its_code() {
    let dump = "```php\nArray\n(\n    [LANG] => en\n    [PLACEMENT] => CRM_X_SEARCH\n    [PLACEMENT_OPTIONS] => {\"query\":[\"7\"]}\n)\n```\n";
    let text = format!(
        "# Search in CRM\n\n## How to register\n\n#|\n|| **Parameter**\n`type` | **Description** ||\n|| **PLACEMENT***\n`string` | p ||\n|| **OPTIONS[countries]**\n`string` | c ||\n|#\n\n\
         ## What the Handler Receives\n\n{dump}"
    );
    let places = placements(page_with("api-reference/widgets/x/search.md", &text, &[]));
    let [place] = &places[..] else { panic!("{places:?}") };
    assert_eq!(place.placement, "CRM_X_SEARCH");
    assert_eq!(names(&field(&place.params, "PLACEMENT_OPTIONS").fields), ["query"]);
    assert_eq!(names(&place.options), ["countries"]);
    // An overview shows what one of its widgets receives.
    assert_ne!(page_with("api-reference/widgets/x/index.md", &text, &[]).kind, PageKind::Placement);
}

#[test]
fn what_binding_takes_stands_under_several_headings() {
    for heading in
        ["OPTIONS", "OPTIONS Parameter", "Connection Parameters {#options}", "Параметры подключения {#options}"]
    {
        let text = format!(
            "# Tab X_TAB\n\n## Where the Widget is Embedded\n\n#|\n|| **Widget Code** | **Location** ||\n|| `X_TAB` | l ||\n|#\n\n\
             ## {heading}\n\n#|\n|| **Parameter** | **Description** ||\n|| **groupId**\n`string` | g ||\n|#\n"
        );
        assert_eq!(names(&placements(page(&text))[0].options), ["groupId"], "{heading}");
    }
}

#[test]
fn pages_are_told_apart() {
    let kind = |path: &str, text: &str| page_with(path, text, &[]).kind;
    let body = "\n\n## Method Parameters\n\nNo parameters.\n\n## Response Handling\n";
    assert_eq!(kind("api-reference/a/b.md", &format!("# T a.b{body}")), PageKind::Method);
    assert_eq!(kind("sdk/a/b.md", &format!("# T a.b{body}")), PageKind::Sdk);
    assert_eq!(kind("tutorials/a/b.md", &format!("# T a.b{body}")), PageKind::Guide);
    assert_eq!(kind("api-reference/_includes/b.md", "#|\n|#\n"), PageKind::Include);
    assert_eq!(kind("api-reference/a/b.md", &format!("# T BX24.openApplication{body}")), PageKind::Interface);
    assert_eq!(kind("api-reference/a/index.md", "# Overview of Things a.b.*\n"), PageKind::Overview);
    let call = "## Code Examples\n\n```bash\ncurl https://h/rest/1/s/profile\n```\n";
    assert_eq!(kind("api-reference/a/profile.md", &format!("# Basic data{body}\n\n{call}")), PageKind::Method);
    assert_eq!(kind("api-reference/a/how.md", &format!("# How to do it\n\n{call}")), PageKind::Other);
    // Old pages of methods have neither sections nor addresses.
    let (who, table) = (
        "> Who can execute the method: any user\n\n",
        "#|\n|| **Parameter** | **Description** ||\n|| **id** | i ||\n|#\n",
    );
    let called = "## Example\n\n```js\nBX24.callMethod('a.b', {});\n```\n";
    assert_eq!(kind("api-reference/a/b.md", &format!("# T a.b\n\n{who}{table}")), PageKind::Method);
    assert_eq!(kind("api-reference/a/b.md", &format!("# T a.b\n\n{called}")), PageKind::Method);
    assert_eq!(kind("api-reference/a/b.md", &format!("# T a.b\n\n{who}")), PageKind::Other);
    assert_eq!(kind("api-reference/a/b.md", &format!("# T a.b\n\n{table}")), PageKind::Other);
    assert_eq!(kind("api-reference/a/b.md", &format!("# T a.b.*\n\n{who}{table}")), PageKind::Other);
}

#[test]
fn entities_are_told_by_the_first_words_of_their_description() {
    let text = "# Data types\n\n#|\n|| **Type** | **Description** ||\n|| `crm_status` | String identifier of an element ||\n|| [`sale_order`](#x) | Integer identifier ||\n|| `crm_thing` | Объект, описывающий ||\n|| `integer` | An integer ||\n|#\n";
    let lowered = page_with("api-reference/data-types.md", text, &[]);
    let types: Vec<_> = lowered.system.types.iter().map(|(name, wire)| (name.as_str(), wire.as_str())).collect();
    assert_eq!(types, [("crm_status", "string"), ("crm_thing", "object"), ("sale_order", "integer")]);
}

#[test]
fn system_errors_stand_once() {
    let text = "### Codes\n\n#|\n|| **Status** | **Code**\n**Error Message** | **Description** ||\n|| `503` | `QUERY_LIMIT`\nToo many | words ||\n|#\n";
    let lowered = page_with("_includes/system-errors.md", text, &[]);
    let errors = &lowered.system.errors;
    assert_eq!(
        (errors[0].status, errors[0].code.as_str(), errors[0].message.as_deref()),
        (Some(503), "QUERY_LIMIT", Some("Too many"))
    );
}

#[test]
fn a_payload_in_php_completes_its_tables() {
    let rows = "|| **event***\n`string` | e ||\n|| **data***\n`array` | d [below](#data) ||\n";
    let text = format!(
        "# Something onThingAdd\n\n## What the Handler Receives\n\n```php\n['event' => 'ONTHINGADD', 'data' => ['LINES' => [['id' => 1, 'to' => ['name' => 'x']]]]]\n```\n\n\
         #|\n|| **Name**\n`type` | **Description** ||\n{rows}|#\n\n\
         ### Parameter data {{#data}}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **LINES***\n`object` | l ||\n|#\n"
    );
    let found = events(page_with("api-reference/x/events/x.md", &text, &[]));
    let lines = field(&found[0].params, "data/LINES");
    assert_eq!(
        (lines.ty.as_str(), lines.required, names(&lines.fields)),
        ("object[]", Required::Yes, vec!["id", "to"])
    );
    assert_eq!(
        (field(&found[0].params, "data").ty.as_str(), field(&lines.fields, "to/name").ty.as_str()),
        ("object", "string")
    );
}

#[test]
fn a_flag_has_no_fields() {
    let result = method(
        "## Response Handling\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | [r](#r) ||\n|#\n\n\
         ### r {#r}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **lamps**\n`Lamp[]` | l ||\n|| **lamp**\n`boolean` | Is it one ||\n|#\n\n\
         ### Lamp Object {#lamp}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|#\n",
    )
    .result;
    assert_eq!(names(&field(&result.fields, "lamps").fields), ["id"]);
    assert!(field(&result.fields, "lamp").fields.is_empty());
}

#[test]
fn a_heading_that_has_a_name_whole_is_not_about_a_part_of_it() {
    let table = |rows: &str| format!("#|\n|| **Name**\n`type` | **Description** ||\n{rows}\n|#\n\n");
    let result = |heading: &str, anchor: &str| {
        let top = "|| **result**\n`object` | [r](#r) ||";
        let rows = "|| **shade**\n`object` | s ||\n|| **lampShade**\n`object` | l [below](#lamp-shade) ||";
        method(&format!(
            "## Response Handling\n\n{}### r {{#r}}\n\n{}### {heading} {{#{anchor}}}\n\n{}",
            table(top),
            table(rows),
            table("|| **id**\n`integer` | i ||")
        ))
        .result
    };
    for (heading, anchor, shade) in [("Lamp Shade Object", "lamp-shade", 0), ("Shade Object", "shade", 1)] {
        assert_eq!(field(&result(heading, anchor).fields, "shade").fields.len(), shade, "{heading}");
    }
    assert_eq!(names(&field(&result("Lamp Shade Object", "lamp-shade").fields, "lampShade").fields), ["id"]);
}

#[test]
fn a_table_of_the_row_that_it_describes_is_about_that_row() {
    let text = "# Something onThingAdd\n\n## What the Handler Receives\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **data**\n`object` | d [below](#data) ||\n|#\n\n\
         ### Parameter data {#data}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **IS_SEEN***\n`string` | Seen, see [below](#seen) ||\n|#\n\n\
         ### Field IS_SEEN {#seen}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **IS_SEEN**\n`string` | Possible values:\n- `Y` — yes\n- `N` — no ||\n|#\n";
    let found = events(page_with("api-reference/x/events/x.md", text, &[]));
    let seen = field(&found[0].params, "data/IS_SEEN");
    assert_eq!((seen.required, seen.fields.len()), (Required::Yes, 0));
    assert_eq!(seen.values, [json!("Y"), json!("N")]);
}

#[test]
fn a_table_of_codes_tells_the_places_whatever_its_heading_is() {
    let of = |heading: &str, rows: &str| {
        let text = format!(
            "# Menu item X_XXX_MENU\n\n> Scope: [`crm`](p.md)\n\n## {heading}\n\n#|\n|| **Widget Code** | **Location** ||\n{rows}|#\n\n\
             ## What the Handler Receives\n\n```php\nArray\n(\n    [PLACEMENT] => X_A_MENU\n    [PLACEMENT_OPTIONS] => {{\"ID\":\"1\"}}\n)\n```\n"
        );
        let found = placements(page(&text));
        found.into_iter().map(|place| place.placement).collect::<Vec<_>>()
    };
    let rows = "|| `X_A_MENU` | a ||\n|| `X_B_MENU` | b ||\n";
    assert_eq!(of("Somewhere Here", rows), ["X_A_MENU", "X_B_MENU"]);
    assert_eq!(of("Место встраивания виджета", rows), ["X_A_MENU", "X_B_MENU"]);
    assert_eq!(of("Somewhere Here", "|| `X_A_MENU` | a ||\n|| `b` | b ||\n"), ["X_XXX_MENU"]);
    assert_eq!(of("Место встраивания виджета", "|| `X_A_MENU` | a ||\n|| `\"` | b ||\n"), ["X_A_MENU"]);
}

#[test]
fn an_answer_may_have_the_fields_that_the_parameters_tell() {
    let table = |rows: &str| format!("#|\n|| **Name**\n`type` | **Description** ||\n{rows}\n|#\n\n");
    let text = format!(
        "# List lamps x.lamp.list\n\n## Method Parameters\n\n{}### Fields of a lamp {{#lamp}}\n\n{}\
         ## Response Handling\n\n```json\n{{\"result\": [{{\"ID\": \"7\", \"LIT\": \"Y\"}}]}}\n```\n\n### Returned Data\n\n{}",
        table("|| **filter**\n`object` | By the [fields](#lamp) ||"),
        table("|| **ID**\n`integer` | i ||\n|| **LIT***\n`char` | Values: `Y`, `N` ||\n|| **WATTS**\n`double` | w ||"),
        table("|| **result**\n`array` | Lamps with the [fields](#lamp) asked for ||")
    );
    let path = "api-reference/x/lamps.md";
    let lowered = page_with(path, &text, &[REQUIRED, (path, &text)]);
    assert!(lowered.linked.is_empty(), "itself is no other page");
    let Some(Document::Method(method)) = lowered.documents.first() else { panic!() };
    let types: Vec<&str> = method.result.fields.iter().map(|field| field.ty.as_str()).collect();
    assert_eq!(types, ["integer", "char", "double"]);
    assert_eq!(field(&method.result.fields, "LIT").required, Required::No);
}

#[test]
fn a_list_below_a_line_without_a_sign_at_its_end_may_be_one_of_values() {
    let params = params(
        "|| **FREQ**\n`string` | How often\n- `DAILY` — each day\n- `WEEKLY` — each week ||\n\
         || **KIND**\n`string` | What kind. Possible values:\n\nIndoors\n- `bulb` — bulb\n- `tube` — tube\n\nOutdoors\n- `torch` ||\n\
         || **STATE**\n`integer` | State:\n- `ON` — lit\n- `OFF` — dark ||\n\
         || **LEVEL**\n`integer` | Level:\n- `0` — dark\n- `MAX` — lit ||",
    );
    assert_eq!(params[0].values, [json!("DAILY"), json!("WEEKLY")]);
    assert_eq!(params[1].values, [json!("bulb"), json!("tube"), json!("torch")]);
    // Words are the values of what is called a number.
    assert_eq!((params[2].ty.as_str(), &params[2].values[..]), ("integer", &[json!("ON"), json!("OFF")][..]));
    assert!(params[3].values.is_empty());
}

#[test]
fn a_key_that_a_row_lists_has_the_limits_and_the_default_that_are_told_of_it() {
    let row = "|| **pagination**\n`object` | Pages:\n- `page` — number of the page\n- `limit` — records, default `25`, maximum `200`\n- `offset` — default `0` ||";
    let curl = r#"curl -X POST -d '{"pagination": {"page": 1, "limit": 20}}' https://h/rest/1/s/x.y.do"#;
    let text = format!(
        "{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n{row}\n|#\n\n## Code Examples\n\n```bash\n{curl}\n```\n\n## Response Handling\n"
    );
    let params = method(&text).params;
    let told = |name: &str| {
        let key = field(&params, &format!("pagination/{name}"));
        (key.default.clone(), key.max)
    };
    assert_eq!(told("limit"), (Some(json!(25)), Some(200.0)));
    assert_eq!(told("page"), (None, None));
    assert_eq!(told("offset"), (None, None), "of no type");
}
