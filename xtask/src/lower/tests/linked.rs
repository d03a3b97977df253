//! Fields that stand on another page than the row that has them.

use b24_specs::ir::Required;

use super::*;

/// A page of the fields of an object, some of which only some objects have.
const LAMPS: (&str, &str) = (
    "api-reference/x/lamps.md",
    "# Lamps\n\n## All\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id***\n`integer` | i ||\n|| **ownerId**\n`string` | o ||\n\
     || **madeAt**\n`datetime` | Read-only ||\n|| **shade**\n`object` | As [here](#shade) ||\n|| **uf...**\n`any` | u ||\n|#\n\n\
     ## Ceiling\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **height**\n`double` | h ||\n|#\n\n\
     ## Shade {#shade}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **color**\n`string` | c ||\n|| **lamp**\n`object` | Of [it](#shade) ||\n|#\n",
);

/// A page of types, each below its name.
const TYPES: (&str, &str) = (
    "api-reference/x/types.md",
    "# Types\n\n#|\n|| **Type** | **Description** ||\n|| `x_plug` | Object of a plug ||\n|#\n\n\
     ### x_plug\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|| **volts**\n`integer` | v ||\n|| **socketId**\n[`x_socket.id`](#x_socket) | s ||\n|#\n\n\
     ### x_socket\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|| **wall**\n`string` | w ||\n|#\n",
);

fn linked(body: &str) -> Method {
    let text = format!("# Do It x.y.do\n\n{body}");
    match page_with("api-reference/x/y.md", &text, &[REQUIRED, LAMPS, TYPES]).documents.into_iter().next() {
        Some(Document::Method(method)) => method,
        other => panic!("no method: {other:?}"),
    }
}

/// What is answered as `json`, told by one row.
fn answered(row: &str, json: &str) -> Field {
    let rows = format!("#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | r ||\n{row}\n|#\n");
    linked(&format!("## Response Handling\n\n```json\n{{\"result\": {json}}}\n```\n\n### Returned Data\n\n{rows}"))
        .result
}

/// What is sent as `json`, told by one row.
fn sent(row: &str, json: &str) -> Vec<Field> {
    let curl = format!("```bash\ncurl -X POST -d '{json}' https://h/rest/1/s/x.y.do\n```\n");
    linked(&format!(
        "## Method Parameters\n\n{{% include [n](../../_includes/required.md) %}}\n\n#|\n|| **Name**\n`type` | **Description** ||\n{row}\n|#\n\n\
         ## Code Examples\n\n{curl}\n## Response Handling\n"
    ))
    .params
}

#[test]
fn an_answer_has_the_fields_of_the_page_that_its_type_leads_to() {
    let json = r#"{"lamps": [{"id": 7, "ownerId": "3", "bulb": true}]}"#;
    let result = answered("|| **lamps**\n[`lamp[]`](./lamps.md) | l ||", json);
    let lamps = field(&result.fields, "lamps");
    // Of those that only some lamps have, too, and what the example shows beside them.
    assert_eq!(names(&lamps.fields), ["id", "ownerId", "madeAt", "shade", "uf...", "height", "bulb"]);
    assert!(lamps.open);
    assert_eq!(field(&lamps.fields, "id").required, Required::No);
    // Tables of that page that describe each other are followed once.
    assert_eq!(names(&field(&lamps.fields, "shade/lamp").fields), [""; 0]);
    assert_eq!(field(&lamps.fields, "height").line, lamps.line);
}

#[test]
fn a_type_is_found_below_its_name() {
    let json = r#"{"plug": {"id": 1, "volts": 230}}"#;
    for link in ["types.md#x_plug", "types.md"] {
        let result = answered(&format!("|| **plug**\n[`x_plug`](./{link}) | p ||"), json);
        let plug = field(&result.fields, "plug");
        assert_eq!(names(&plug.fields), ["id", "volts", "socketId"], "{link}");
        assert!(field(&plug.fields, "socketId").fields.is_empty(), "an identifier is no object");
    }
}

#[test]
fn what_a_link_is_about_examples_tell() {
    let lamp = r#"{"lamp": {"id": 7, "ownerId": "3"}}"#;
    let words = "|| **lamp**\n[`object`](./types.md) | See the [description of lamps](./lamps.md) ||";
    assert_eq!(field(&answered(words, lamp).fields, "lamp").fields.len(), 6);
    for (row, json) in [
        // The example shows something else.
        (words, r#"{"lamp": {"id": 7, "watts": 3, "bulb": 1}}"#),
        // It shows what is told of each field, not the field.
        (words, r#"{"lamp": {"id": {"type": "a"}, "ownerId": {"type": "b"}, "height": {"type": "c"}}}"#),
        // A page that explains types explains no object.
        ("|| **lamp**\n[`object`](./types.md) | l ||", r#"{"lamp": {"id": 7, "volts": 3}}"#),
        ("|| **lamp**\n`object` | See the [lamps](https://h/lamps.md) and [more](none.md) ||", lamp),
    ] {
        let result = answered(row, json);
        assert!(!names(&field(&result.fields, "lamp").fields).contains(&"madeAt"), "{row} {json}");
    }
    assert!(field(&answered(words, "{}").fields, "lamp").fields.is_empty(), "no example shows any");
}

#[test]
fn many_of_a_type_need_no_example() {
    let fields = |ty: &str, json: &str| {
        let row = format!("|| **plugs**\n[`{ty}`](./types.md) | p ||");
        field(&answered(&row, json).fields, "plugs").fields.len()
    };
    assert_eq!(fields("x_plug[]", r#"{"other": 1}"#), 3);
    // What is there are no objects; and a single one may be told by its key.
    assert_eq!(fields("x_plug[]", r#"{"plugs": [7, 8]}"#), 0);
    assert_eq!(fields("x_plug", r#"{"other": 1}"#), 0);
    assert_eq!(fields("string[]", r#"{"other": 1}"#), 0);
}

#[test]
fn a_page_of_types_that_need_no_name_is_about_none_of_them() {
    let types = "# Types\n\n## Basic\n\n#|\n|| **Type** | **Description** ||\n|| `user` | Integer identifier ||\n|#\n\n\
         ## Clock {#clock}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **tick**\n`double` | t ||\n|| **tock**\n`double` | t ||\n|#\n";
    let fields = |target: &str| {
        let text = format!(
            "# Do It x.y.do\n\n## Response Handling\n\n### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n\
             || **result**\n`object` | r ||\n|| **lamps**\n[`x_lamp[]`](types.md{target}) | l ||\n|#\n"
        );
        let lowered = page_with("api-reference/x/do.md", &text, &[("api-reference/x/types.md", types)]);
        let Some(Document::Method(method)) = lowered.documents.into_iter().next() else { panic!("no method") };
        field(&method.result.fields, "lamps").fields.len()
    };
    assert_eq!((fields(""), fields("#clock")), (0, 2));
}

#[test]
fn an_answer_may_be_wrapped() {
    let result = linked(
        "## Response Handling\n\n```json\n{\"result\": {\"lamp\": {\"id\": 7, \"ownerId\": \"3\"}}}\n```\n\n\
         ### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | A [lamp](lamps.md) ||\n|#\n",
    )
    .result;
    assert_eq!(names(&result.fields), ["lamp"]);
    assert_eq!(result.fields[0].fields.len(), 6);
}

#[test]
fn a_request_takes_what_is_written_as_it_spells_it() {
    let row = "|| **fields***\n`object` | Values of the [fields of a lamp](lamps.md) ||";
    let params = sent(row, r#"{"fields": {"id": 7, "ownerId": "3"}}"#);
    let fields = &params[0].fields;
    assert_eq!(names(fields), ["id", "ownerId", "shade", "uf...", "height"]);
    assert!(fields.iter().all(|field| field.required == Required::No), "a table of an object marks no request's");
    // What is within an object no request shows.
    let params = sent(row, r#"{"fields": {"OWNER_ID": 3, "HEIGHT": 2.5}}"#);
    assert_eq!(names(&params[0].fields), ["ID", "OWNER_ID", "uf...", "HEIGHT"]);
    assert_eq!(field(&params, "fields/OWNER_ID").ty, "string | integer");
    // A filter has conditions, not values.
    let row = "|| **filter**\n`object` | By [fields of a lamp](lamps.md) ||";
    assert!(sent(row, r#"{"filter": {"id": 7, "ownerId": "3"}}"#)[0].fields.is_empty());
}

#[test]
fn a_request_takes_the_parameter_of_another_method() {
    let twin = (
        "api-reference/x/add.md",
        "# Add x.y.add\n\n## Параметры метода\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n|| **fields***\n`object` | f ||\n|#\n\n\
         ### Параметр fields\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n|| **id***\n`integer` | i ||\n|| **name**\n`string` | n ||\n|| **at**\n`datetime` | Время. Только для чтения ||\n|#\n\n\
         ## Обработка ответа\n\n### Возвращаемые данные\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n|| **result**\n`object` | r ||\n|#\n",
    );
    let text = "# Обновить x.y.update\n\n## Параметры метода\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n|| **fields***\n`object` | [Набор полей](./add.md) ||\n|#\n\n\
         ## Примеры кода\n\n```bash\ncurl -X POST -d '{\"fields\": {\"id\": 1, \"name\": \"n\"}}' https://h/rest/1/s/x.y.update\n```\n\n## Обработка ответа\n";
    let lowered = page_with("api-reference/x/update.md", text, &[twin]);
    assert_eq!(lowered.linked, ["api-reference/x/add.md"]);
    let Some(Document::Method(method)) = lowered.documents.into_iter().next() else { panic!() };
    let told: Vec<_> = method.params[0].fields.iter().map(|field| (field.name.as_str(), field.required)).collect();
    assert_eq!(told, [("id", Required::No), ("name", Required::No)]);
}

#[test]
fn a_word_of_a_heading_is_no_parameter_where_a_row_leads_to_it() {
    let params = sent_with(
        "|| **fields**\n`object` | f ||",
        "### Parameter fields\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **lamp**\n`object` | See [below](#bound) ||\n|#\n\n\
         ### Bound to fields {#bound}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **watts**\n`integer` | w ||\n|#\n",
    );
    assert_eq!((names(&params[0].fields), names(&params[0].fields[0].fields)), (vec!["lamp"], vec!["watts"]));
}

#[test]
fn the_item_of_an_object_is_not_the_object() {
    let result = linked(
        "## Response Handling\n\n### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | r ||\n\
         || **lamps**\n`object` | By their ids, see [below](#lamps) ||\n|#\n\n\
         #### Lamps {#lamps}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **\\<id\\>**\n`object` | One [lamp](#lamp) ||\n|#\n\n\
         #### Lamps Item {#lamp}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **watts**\n`integer` | w ||\n|#\n",
    )
    .result;
    let lamps = field(&result.fields, "lamps");
    assert_eq!((names(&lamps.fields), names(&lamps.fields[0].fields)), (vec!["<id>"], vec!["watts"]));
}

#[test]
fn a_table_of_its_own_comes_first() {
    let result = linked(
        "## Response Handling\n\n```json\n{\"result\": {\"id\": 7, \"ownerId\": \"3\"}}\n```\n\n\
         ### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n[`lamp`](lamps.md) | [Below](#below) ||\n|#\n\n\
         #### Below\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|#\n",
    )
    .result;
    assert_eq!(names(&result.fields), ["id", "ownerId"]);
}

#[test]
fn a_page_takes_no_more_fields_of_others_than_there_is_room_for() {
    let rows: Vec<String> = (0..2000).map(|n| format!("|| **of{n}**\n[`lamp[]`](./lamps.md) | l ||")).collect();
    let text = format!(
        "# Do It x.y.do\n\n## Response Handling\n\n### Returned Data\n\n\
         #|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | r ||\n{}\n|#\n",
        rows.join("\n")
    );
    let lowered = page_with("api-reference/x/y.md", &text, &[LAMPS]);
    assert!(lowered.diagnostics.iter().any(|found| found.code == Code::TooDeep));
    let Some(Document::Method(method)) = lowered.documents.first() else {
        panic!("no method: {:?}", lowered.documents)
    };
    let lamps = |name: &str| field(&method.result.fields, name).fields.len();
    assert_eq!([lamps("of0"), lamps("of1999")], [6, 0]);
}

#[test]
fn words_tell_that_a_table_is_that_of_each_entry() {
    let result = |words: &str| {
        let json = r#"{"plugs": []}"#;
        let table = "#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|#\n";
        let rows = format!(
            "|| **plugs**\n`object` | {words}, value — [plug](#plug) ||\n|#\n\n#### Plug {{#plug}}\n\n{table}\n#|\n|| **Name**\n`type` | **Description** ||"
        );
        answered(&rows, json)
    };
    for (words, ty) in
        [("Key — plug identifier", "map<object>"), ("Ключ — идентификатор", "map<object>"), ("Key", "object")]
    {
        let result = result(words);
        let plugs = field(&result.fields, "plugs");
        assert_eq!((plugs.ty.as_str(), names(&plugs.fields)), (ty, vec!["id"]), "{words}");
    }
    let result = result("Map of plugs");
    assert_eq!(names(&field(&result.fields, "plugs").entry().unwrap().fields), ["id"]);
}

#[test]
fn a_list_in_words_requires_fields_of_another_page() {
    let required = |words: &str| {
        let row =
            format!("|| **lamp**\n`object` | [A lamp](./lamps.md). {words}\n- `ownerId` — whose\n- `unknown` — x ||");
        let lamp = r#"{"lamp": {"id": 7, "ownerId": "3"}}"#;
        let params = sent(&row, lamp);
        let fields = &field(&params, "lamp").fields;
        let answered = answered(&row, lamp);
        assert_eq!(field(&answered.fields, "lamp/ownerId").required, Required::No, "an answer requires nothing");
        assert_eq!(field(fields, "id").required, Required::No);
        field(fields, "ownerId").required == Required::Yes
    };
    assert!(required("Required fields for a lamp:") && required("Обязательные поля:"));
    assert!(!required("Fields:") && !required("Required fields if it is old:"));
}

#[test]
fn a_page_that_is_led_to_has_what_it_includes() {
    let files = [
        (
            "api-reference/x/plugs.md",
            "# Plugs\n\n{% include [n](./_includes/fields.md) %}\n\n{% include [again](./_includes/fields.md) %}\n",
        ),
        ("api-reference/x/_includes/fields.md", "## Fields {#fields}\n\n{% include [n](./more.md) %}\n"),
        (
            "api-reference/x/_includes/more.md",
            "#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|| **volts**\n`integer` | v ||\n|#\n\n{% include [me](./more.md) %}\n",
        ),
    ];
    let read = |wanted: &str| {
        let (path, text) = files.iter().find(|(path, _)| *path == wanted)?;
        Some(Source::new(*path, text.as_bytes().to_vec()))
    };
    let text = "# Do It x.y.do\n\n## Response Handling\n\n```json\n{\"result\": {\"id\": 7, \"volts\": 3}}\n```\n\n\
         ### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n[`plug`](plugs.md#fields) | p ||\n|#\n";
    let (source, arena) = (Source::new("api-reference/x/y.md", text.as_bytes().to_vec()), yfm::Arena::new());
    let page = yfm::parse(source.text(), &arena);
    // Whatever the files are that the page which leads there knows.
    let (includes, elsewhere) = (Includes::default(), Elsewhere::of(&read));
    let input = Input {
        path: source.path(),
        source: &source,
        page: &page,
        includes: &includes,
        elsewhere: &elsewhere,
        arena: &arena,
    };
    let Some(Document::Method(method)) = lower(&[input]).remove(0).documents.into_iter().next() else { panic!() };
    assert!(method.result.fields.iter().all(|field| field.ty == "integer" && field.line == method.result.line));
    assert_eq!(names(&method.result.fields), ["id", "volts"]);
    // What an included file says is part of what the page says.
    let other =
        |wanted: &str| read(wanted).map(|file| Source::new(wanted, file.text().replace("volts", "amps").into_bytes()));
    assert_ne!(elsewhere.digest("api-reference/x/plugs.md"), Elsewhere::of(&other).digest("api-reference/x/plugs.md"));
}

#[test]
fn examples_tell_where_names_are_parted() {
    let shown = |json: &str| {
        let result = answered("|| **lamp**\n[`lamp`](./lamps.md) | l ||", &format!("{{\"lamp\": {json}}}"));
        names(&field(&result.fields, "lamp").fields).join(" ")
    };
    assert_eq!(shown(r#"{"ID": 7, "OWNER_ID": "3"}"#), "ID OWNER_ID MADE_AT SHADE uf... HEIGHT");
    // What the examples spell both ways stays as the table has it.
    assert_eq!(shown(r#"{"id": 7, "OWNERID": "3"}"#), "id OWNERID madeAt shade uf... height");
    let text = "# Do It x.y.do\n\n## Response Handling\n\n```json\n{\"result\": {\"id\": 7, \"ownerId\": 3}}\n```\n\n### Returned Data\n\n\
        #|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n[`bond`](bonds.md) | b ||\n|#\n";
    let bonds = (
        "api-reference/x/bonds.md",
        "# Bonds\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **ID**\n`integer` | i ||\n|| **OWNER_ID**\n`integer` | o ||\n\
         || **OWNER_TYPE_ID**\n`integer` | t ||\n|| **UF_...**\n`any` | u ||\n|#\n",
    );
    let Some(Document::Method(method)) = page_with("api-reference/x/y.md", text, &[bonds]).documents.into_iter().next()
    else {
        panic!()
    };
    assert_eq!(names(&method.result.fields), ["id", "ownerId", "ownerTypeId", "UF_..."]);
}

#[test]
fn what_a_type_has_holds_of_all_rows_that_lead_to_it() {
    let rows = "|| **second**\n[`lamp`](./lamps.md) | s ||\n|| **first**\n[`lamp`](./lamps.md) | f ||\n\
        || **other**\n[`lamp`](./lamps.md#shade) | o ||\n|| **plain**\n`lamp` | p ||\n|| **number**\n[`lamp`](./lamps.md) | n ||";
    let result = answered(rows, r#"{"first": {"ID": 7, "OWNER_ID": "3"}, "number": 7}"#);
    let told = |name: &str| names(&field(&result.fields, name).fields).len();
    assert_eq!(names(&field(&result.fields, "second").fields)[..2], ["ID", "OWNER_ID"]);
    assert_eq!(field(&result.fields, "second/ID").line, field(&result.fields, "second").line);
    // Another link, no link, and an example that shows no object.
    assert_eq!([told("first"), told("other"), told("plain"), told("number")], [6, 0, 0, 0]);
}

#[test]
fn rows_look_at_pages_so_many_times() {
    let keys: Vec<String> = (0..1500).map(|n| format!("\"of{n}\": {{\"id\": 1, \"watts\": 2, \"bulb\": 3}}")).collect();
    let rows: Vec<String> = (0..1500).map(|n| format!("|| **of{n}**\n[`lamp`](./lamps.md) | l ||")).collect();
    let text = format!(
        "# Do It x.y.do\n\n## Response Handling\n\n```json\n{{\"result\": {{{}}}}}\n```\n\n### Returned Data\n\n\
         #|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | r ||\n{}\n|#\n",
        keys.join(","),
        rows.join("\n")
    );
    assert!(has(&page_with("api-reference/x/y.md", &text, &[LAMPS]), Code::TooDeep));
}

#[test]
fn an_event_carries_what_a_cell_of_its_type_leads_to() {
    let text = "# Event onLampLit\n\n## What the Handler Receives\n\n```json\n{\"event\": \"ONLAMPLIT\", \"data\": {\"lamp\": {\"id\": \"7\", \"ownerId\": \"3\"}}}\n```\n\n\
         #|\n|| **Field** | **Type** | **Description** ||\n|| **event** | `string` | e ||\n|| **data** | `object` | [d](#data) ||\n|#\n\n\
         ### Data {#data}\n\n#|\n|| **Field** | **Type** | **Description** ||\n|| **lamp** | [`Lamp`](./lamps.md) | l ||\n|#\n";
    let items = page_with("api-reference/x/events/on-lamp-lit.md", text, &[]).documents;
    let Some(Document::Event(event)) = items.into_iter().next() else { panic!("no event") };
    assert!(field(&event.params, "data/lamp").fields.iter().all(|field| field.name != "height"), "no such page");
    let items = page_with("api-reference/x/on-lamp-lit.md", text, &[LAMPS]).documents;
    let Some(Document::Event(event)) = items.into_iter().next() else { panic!("no event") };
    let lamp = field(&event.params, "data/lamp");
    assert_eq!(names(&lamp.fields), ["id", "ownerId", "madeAt", "shade", "uf...", "height"]);
}

/// A page whose tables lead to each other, about the first of them.
const CHAINS: (&str, &str) = (
    "api-reference/x/chains.md",
    "# Chains\n\n## Chain {#chain}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **title**\n`string` | t ||\n|| **makerId**\n`integer` | m ||\n\
     || **maker**\n[`object`](#maker) | The one who made it. Use for data requests in `select` ||\n|| **links**\n[`array<object>`](#maker) | Ids. Use for data requests in `select` ||\n\
     || **length**\n`integer` | How long. The field is automatically updated ||\n|| **weight**\n`double` | w ||\n|#\n\n\
     ## Maker {#maker}\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | i ||\n|| **chain**\n[`object`](#chain) | c ||\n|#\n",
);

#[test]
fn a_note_on_a_table_may_lead_to_all_fields() {
    let text = "# Do It x.y.do\n\n## Method Parameters\n\n{% include [n](../../_includes/required.md) %}\n\n\
         #|\n|| **Name**\n`type` | **Description** ||\n|| **fields***\n`object` | f ||\n|#\n\n\
         ### Parameter fields\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **title***\n`string` | t ||\n|#\n\n\
         {% note info \"\" %}\n\n[All](./chains.md)\n\n{% endnote %}\n\n\
         ## Code Examples\n\n```bash\ncurl -X POST -d '{\"fields\": {\"title\": \"a\", \"makerId\": 1}}' https://h/rest/1/s/x.y.do\n```\n\n## Response Handling\n";
    let sends =
        |text: &str| match page_with("api-reference/x/y.md", text, &[REQUIRED, CHAINS]).documents.into_iter().next() {
            Some(Document::Method(method)) => field(&method.params, "fields").clone(),
            other => panic!("no method: {other:?}"),
        };
    let fields = sends(text);
    // Neither what is only read nor objects that stand for identifiers are written.
    assert_eq!(names(&fields.fields), ["title", "makerId", "links", "weight"]);
    assert_eq!(fields.fields[0].required, Required::Yes);
    assert_eq!((fields.fields[2].ty.as_str(), fields.fields[2].fields.len()), ("array", 0));
    // The table is enough for a request that sends no more.
    assert_eq!(names(&sends(&text.replace(", \"makerId\": 1", "")).fields), ["title"]);
}

fn sent_with(row: &str, sections: &str) -> Vec<Field> {
    method(&format!(
        "{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n{row}\n|#\n\n{sections}\n## Response Handling\n"
    ))
    .params
}
