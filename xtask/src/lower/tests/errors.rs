use b24_specs::ir::{Api, Auth, Required};

use super::*;

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
fn an_example_may_write_a_code_as_a_number() {
    let message = |error: &str| {
        let page = format!(
            "## Response Handling\n\n## Error Handling\n\n```json\n{{\"error\": {error}, \"error_description\": \"Denied\"}}\n```\n\n\
             #|\n|| **Code** | **Description** ||\n|| `200040300010` | No right to read ||\n|| `0` | Other errors ||\n|#\n"
        );
        method(&page).errors.into_iter().map(|error| error.message).collect::<Vec<_>>()
    };
    assert_eq!(message("200040300010"), [Some("Denied".to_owned()), None]);
    assert_eq!(message("0"), [None, None]);
}

#[test]
fn rest_3_errors_name_the_field() {
    let lowered = page_with(
        "api-reference/x/x.md",
        "# T x.y.do\n\n{% note info \"\" %}\n\nThis method belongs to REST 3.0.\n\n{% endnote %}\n\n## Method Parameters\n\nNo parameters.\n\n## Response Handling\n\n## Error Handling\n\n\
         ### Possible Error Codes\n\n#### Validation Errors\n\nError Code: `BITRIX_X`\n\n#|\n|| **Field** | **Error description** | **How to fix** ||\n|| `a`\n`b` | Field `#FIELD#` is missing | Pass it ||\n|| - | Other | - ||\n|#\n",
        &[],
    );
    let [Document::Method(method)] = &lowered.documents[..] else { panic!() };
    assert_eq!(method.api, Api::V3);
    let told: Vec<_> =
        method.errors.iter().map(|e| (e.code.as_str(), e.field.as_deref(), e.message.as_deref())).collect();
    assert_eq!(told, [("BITRIX_X", Some("a, b"), Some("Field {FIELD} is missing")), ("BITRIX_X", None, Some("Other"))]);
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
fn an_error_tells_of_an_application_unless_it_is_that_of_a_session() {
    let auth = |message: &str| {
        let errors =
            format!("#|\n|| **Code** | **Description** | **Value** ||\n|| `WRONG_AUTH_TYPE` | {message} | It ||\n|#\n");
        method(&format!("## Response Handling\n\n## Error Handling\n\n### Possible Error Codes\n\n{errors}")).auth
    };
    assert_eq!(auth("Application context required"), Auth::Application);
    assert_eq!(auth("Access for this method not allowed by session authorization."), Auth::Any);
}

#[test]
fn an_application_s_context_is_required_where_no_webhook_calls() {
    let auth = |address: &str| {
        let page = format!(
            "## Response Handling\n\n```bash\ncurl https://x/rest/{address}\n```\n\n## Error Handling\n\n### Possible Error Codes\n\n\
             #|\n|| **Code** | **Description** ||\n|| `Access denied! Application context required` | Only so ||\n|#\n"
        );
        method(&page).auth
    };
    assert_eq!(auth("x.y.do"), Auth::Application);
    assert_eq!(auth("1/x/x.y.do"), Auth::Any);
}

#[test]
fn what_the_server_says_stands_before_what_explains_it() {
    for [said, told] in [["Описание", "Когда возникает"], ["Description", "Explanation"], ["Value", "How to resolve"]]
    {
        let errors = method(&format!(
            "## Method Parameters\n\nNone.\n\n## Error Handling\n\n#|\n|| **Code** | **{said}** | **{told}** ||\n\
             || `A` | No `id` | m ||\n|| - | Item #... is lost | n ||\n|| - | `Lost: ...` | o ||\n|#\n"
        ))
        .errors;
        let found: Vec<_> = errors.iter().map(|e| (e.code.as_str(), e.message.as_deref())).collect();
        let expected = [("A", Some("No id")), ("", Some("Item #{...} is lost")), ("", Some("Lost: {...}"))];
        assert_eq!(found, expected, "{said}");
    }
    let lines = method(
        "## Method Parameters\n\nNone.\n\n## Error Handling\n\n#|\n|| **Code** | **Description** ||\n|| `1` | `Not #HERE#`\nIt is lost ||\n\
         || \n- `A`\n- `B`\n | Two errors ||\n|#\n",
    );
    let found: Vec<_> = lines.errors.iter().map(|e| (e.code.as_str(), e.message.as_deref())).collect();
    assert_eq!(found, [("1", Some("Not {HERE}")), ("A", None), ("B", None)]);
    let alone = method(
        "## Method Parameters\n\nNone.\n\n## Error Handling\n\n#|\n|| **Code** | **Description** ||\n|| `A` | It is lost ||\n|#\n",
    );
    assert_eq!(alone.errors[0].message, None);
}
