//! Forms of older and of newer pages: with no types, few headings and names in bold type, or with lists of other things.

use b24_specs::ir::Required;
use serde_json::json;

use super::*;

#[test]
fn what_a_key_can_be_is_no_field_of_a_filter() {
    for (the, key) in [("The ", "key"), ("", "Ключ")] {
        let (before, behind) = if the.is_empty() { (key, "") } else { ("The", " key") };
        let rows = format!(
            "|| **filter**\n`object` | Filter. {before} `logic`{behind} joins conditions ||\n\
             || **Filter**\n`object` | Filter.\n\n{before} `logic`{behind} joins conditions:\n\n- `AND` — all\n- `OR` — one\n||"
        );
        assert!(params(&rows).iter().all(|field| field.values.is_empty()), "{key}");
    }
    let own = params(
        "|| **filter**\n`object` | The `filter` key can take the following values:\n- `ID` — one\n- `NAME` — two ||",
    );
    assert_eq!(own[0].values, [json!("ID"), json!("NAME")]);
}

#[test]
fn fields_of_a_query_may_be_in_bold_type() {
    let params = params(
        "|| **filter**\n`object` | The filter field can take the following values:\n- **ID** - one;\n\
         - **STATUS** - two:\n    - **-1** - late;\n ||\n\
         || **order**\n`object` | Keys:\n- **ID** - one\n- **NAME** - two ||",
    );
    assert_eq!(params[0].values, [json!("ID"), json!("STATUS")]);
    assert!(params[1].values.is_empty(), "nothing says that they are all");
}

#[test]
fn the_names_of_a_row_of_many_are_not_its_values() {
    let params = params(
        "|| **EVENT_...**\n`string` | Link. Handlers:\n- `EVENT_ADD` — one\n- `EVENT_DROP` — another ||\n\
         || **UF_...**\n`string` | Possible values:\n- `on` — one\n- `off` — another ||",
    );
    assert!(params[0].values.is_empty() && params[0].open);
    assert_eq!(params[1].values, [json!("on"), json!("off")]);
}

#[test]
fn a_flag_is_told_in_parentheses_or_brackets() {
    let params = params(
        "|| **a**\n`int` | [0/1] - whether it is lit ||\n|| **b**\n`string` | (Y\\|N) Is it lit ||\n\
         || **c**\n`char` | Is it lit [`Y`/`N`] ||\n|| **d**\n`string` | By a pattern, `x[0/1]` or [a-z] ||",
    );
    assert_eq!(params[0].values, [json!(0), json!(1)]);
    for flag in &params[1..3] {
        assert_eq!(flag.values, [json!("Y"), json!("N")]);
    }
    assert!(params[3].values.is_empty());
}

#[test]
fn a_slash_joins_two_names_of_which_one_is_given() {
    let params = params("|| **CODE/ID**^*^\n`string` | Which one ||\n|| **NAME***\n`string` | Name ||");
    assert_eq!(names(&params), ["CODE", "ID", "NAME"]);
    assert_eq!(
        params.iter().map(|field| field.required).collect::<Vec<_>>(),
        [Required::No, Required::No, Required::Yes]
    );
}

#[test]
fn a_quote_names_the_method_that_its_title_does_not() {
    for (name, who) in [("Method Name", "Who can execute the method"), ("Название метода", "Кто может выполнять метод")]
    {
        let lowered = page(&format!(
            "# Change It\n\n> {name}: **x.y.update**\n>\n> Scope: [`crm`](p.md)\n>\n> {who}: administrator\n\n\
             ## Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id***\n`integer` | One ||\n|#\n"
        ));
        let [Document::Method(method)] = &lowered.documents[..] else { panic!("{:?}", lowered.diagnostics) };
        assert_eq!((method.method.as_str(), method.scopes.len()), ("x.y.update", 1), "{name}");
    }
}

#[test]
fn an_answer_that_no_table_tells_may_be_fenced_as_a_script() {
    let answer = "## Response in case of success\n\n> 200 OK\n\n```js\n{\n    \"result\": {\"list\": [{\"id\": \"1\"}]}\n}\n```\n";
    let read = method(&format!("{PARAMS}No parameters.\n\n{answer}"));
    assert_eq!(field(&read.result.fields, "list/id").ty, "integer");
    let told =
        "\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`object` | Answers, by your names ||\n|#\n";
    let read = method(&format!("{PARAMS}No parameters.\n\n{answer}{told}"));
    assert!(read.result.fields.is_empty());
}

#[test]
fn records_over_a_table_are_many() {
    for (lead, ty) in [("The result is an array of records.", "object[]"), ("The result is a record.", "object")] {
        let read = method(&format!(
            "{PARAMS}There are no input parameters.\n\n## Returned Data\n\n{lead}\n\n\
             #|\n|| **Field** | **Description** ||\n|| **ID** | One ||\n|#\n"
        ));
        assert_eq!((read.result.ty.as_str(), read.params.len()), (ty, 0), "{lead}");
    }
}
