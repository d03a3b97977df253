use b24_specs::ir::Required;

use super::*;

/// The parameters and the findings of a table of parameters written as given.
fn table(text: &str) -> (Vec<Field>, Lowered) {
    let lowered = page(&format!(
        "# Do It x.y.do\n\n## Method Parameters\n\n{{% include [n](../../_includes/required.md) %}}\n\n{text}\n\n## Response Handling\n"
    ));
    let params = match &lowered.documents[..] {
        [Document::Method(method)] => method.params.clone(),
        other => panic!("{other:?}"),
    };
    (params, lowered)
}

const HEAD: &str = "#|\n|| **Name**\n`type` | **Description** ||\n";

#[test]
fn names_may_stand_behind_what_has_them() {
    let params = method(
        "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **extras**\n`object` | Described [below](#extras) ||\n|#\n\n\
         ### extras {#extras}\n\n#|\n|| **Kind of Lamp** | **Name** | **Description** ||\n|| **Desk** | `height` | How high ||\n\
         || **Street** | `posts` | How many posts ||\n|#\n",
    )
    .params;
    assert_eq!(names(&params[0].fields), ["height", "posts"]);
}

#[test]
fn two_names_in_a_cell_are_two_parameters() {
    let (params, lowered) = table(&format!("{HEAD}|| **ID*** or **CODE***\n`string` | x ||\n|#"));
    assert_eq!(names(&params), ["ID", "CODE"]);
    assert!(params.iter().all(|f| f.ty == "string" && f.required == Required::No));
    assert!(has(&lowered, Code::SeveralNames));
}

#[test]
fn two_names_around_a_bar_are_one() {
    let (params, lowered) = table(&format!(
        "{HEAD}|| **LAMP**\\|**UF_LAMP***\n`string` | x ||\n|| **ID** \\| **CODE**\n`string` | x ||\n|#"
    ));
    assert_eq!(names(&params), ["LAMP|UF_LAMP", "ID", "CODE"]);
    assert_eq!(lowered.rows.compiled, 2);
}

#[test]
fn what_is_no_mark_that_is_known_is_told() {
    let rows = |behind: &str| format!("{HEAD}|| **ID**{behind}\n`string` | x ||\n|#");
    for unknown in ["†", " !!", " 🔴", "⁎"] {
        let (params, lowered) = table(&rows(unknown));
        assert!(has(&lowered, Code::UnknownMark) && names(&params) == ["ID"], "{unknown}");
    }
    for known in ["", "*", "^*^", " (required)", "**", ",", " —", " =", " & **CODE**", "\u{200b}"] {
        assert!(!has(&table(&rows(known)).1, Code::UnknownMark), "{known}");
    }
}

#[test]
fn a_name_whose_stars_do_not_pair_is_told() {
    for (cell, required) in
        [("**ID", false), ("ID**", false), ("ID***", true), ("**ID*", false), ("*ID**", true), ("**ID\\*", true)]
    {
        let (params, lowered) = table(&format!("{HEAD}|| {cell}\n`string` | x ||\n|| **CODE**\n`string` | x ||\n|#"));
        assert_eq!(names(&params), ["ID", "CODE"], "{cell}");
        assert!(has(&lowered, Code::UnknownMark) && params[0].ty == "string", "{cell}: {params:?}");
        assert_eq!(params[0].required == Required::Yes, required, "{cell}");
    }
    // What stands for any name has a star of its own.
    let (params, lowered) = table(&format!("{HEAD}|| UF_*\n`string` | x ||\n|#"));
    assert_eq!((params[0].name.as_str(), params[0].open), ("UF_*", true));
    assert!(!has(&lowered, Code::UnknownMark) && params[0].required != Required::Yes);
}

#[test]
fn a_misspelt_type_is_told() {
    for ty in ["strng", "datatime", "Interger", "arary", "strng[]", "integer|bolean"] {
        let (_, lowered) = table(&format!("{HEAD}|| **ID**\n`{ty}` | x ||\n|#"));
        assert!(has(&lowered, Code::MisspeltType), "{ty}");
    }
    for ty in ["string", "User", "int", "item", "date", "data", "string[]", "crm_status", "double|array"] {
        let (_, lowered) = table(&format!("{HEAD}|| **ID**\n`{ty}` | x ||\n|#"));
        assert!(!has(&lowered, Code::MisspeltType), "{ty}");
    }
}

#[test]
fn a_table_in_a_cell_is_accounted_for() {
    let (params, lowered) =
        table(&format!("{HEAD}|| **a**\n`string` | x\n\n#|\n|| A | B ||\n|| 1 | 2 ||\n|#\n\n||\n|#"));
    assert_eq!(names(&params), ["a"]);
    assert!(has(&lowered, Code::NestedTable));
    assert_eq!(lowered.rows.reported, 2);
}

#[test]
fn placeholders_and_wildcards_are_open_names() {
    let (params, _) = table(&format!(
        "{HEAD}|| **<selector>**\n`string` | x ||\n|| **UF_\\***\n`string` | x ||\n|| **upload{{id}}**\n`object` | x ||\n|| **propertyN**\n`string` | x ||\n|#"
    ));
    assert_eq!(names(&params), ["<selector>", "UF_*", "upload{id}", "property{N}"]);
    assert!(params.iter().all(|f| f.open && f.required == Required::No));
}

#[test]
fn names_that_are_words_and_rows_without_a_name_are_reported() {
    let (params, lowered) = table(&format!(
        "{HEAD}|| **Settings for all of them** | x ||\n|| | nothing ||\n|| **good**\n`string` | x ||\n|#"
    ));
    assert_eq!(names(&params), ["good"]);
    assert!(has(&lowered, Code::OddName) && has(&lowered, Code::RowWithoutName));
    assert_eq!((lowered.rows.read, lowered.rows.compiled, lowered.rows.reported), (3, 1, 2));
}

#[test]
fn types_in_words_and_odd_spellings_are_normalised() {
    let (params, lowered) = table(&format!(
        "{HEAD}|| **a**\nstring with the value Y | x ||\n|| **b**\n`Object` | x ||\n|| **c**\n`[object]` | x ||\n|| **d** | x ||\n|#"
    ));
    let types: Vec<_> = params.iter().map(|f| f.ty.as_str()).collect();
    assert_eq!(types, ["string", "object", "object[]", ""]);
    assert!(has(&lowered, Code::TypeInProse) && has(&lowered, Code::NoType));
}

#[test]
fn a_name_that_its_own_cell_repeats_is_no_type() {
    let (params, lowered) = table(&format!(
        "{HEAD}|| **sort**\nPossible directions of `sort`:\n- `up` — u ||\n|| **file**\n`file` | x ||\n|#"
    ));
    assert_eq!([params[0].ty.as_str(), params[1].ty.as_str()], ["", "file"]);
    assert!(has(&lowered, Code::TypeInProse));
}

#[test]
fn a_type_without_a_name_is_no_parameter() {
    let (params, lowered) = table(&format!(
        "{HEAD}|| **a**\n`string` | x ||\n||\n`null` | Where there is none ||\n|| **object**\n`string` | x ||\n|#"
    ));
    assert_eq!(names(&params), ["a", "object"]);
    assert!(has(&lowered, Code::RowWithoutName));
}

#[test]
fn a_table_without_a_header_is_read_by_its_first_cells() {
    let (params, lowered) = table("#|\n|| **a***\n`string` | x ||\n|| **b**\n`integer` | x ||\n|#");
    assert_eq!(names(&params), ["a", "b"]);
    assert!(has(&lowered, Code::NoHeader));
}

#[test]
fn headers_are_known_in_their_spellings() {
    for header in ["**Parameter** / **type**", "**Field**\n`Type`", "**Name**\n//type", "**Key** `type`"] {
        let (params, lowered) = table(&format!("#|\n|| {header} | **Description** ||\n|| **a**\n`string` | x ||\n|#"));
        assert_eq!(names(&params), ["a"], "{header}: {:?}", lowered.diagnostics);
    }
    let (params, _) = table(
        "#|\n|| **Name** | **Type** | **Required** | **Default** | **Description** ||\n|| **a** | `integer` | Yes | `5` | x ||\n\
         || **b** | `boolean` | No | `\"false\"` | x ||\n|#",
    );
    assert_eq!((params[0].ty.as_str(), params[0].required), ("integer", Required::Yes));
    assert_eq!(
        (&params[0].default, &params[1].default),
        (&Some(serde_json::json!(5)), &Some(serde_json::json!(false)))
    );
}

#[test]
fn the_same_name_twice_is_one_field_that_takes_both() {
    let (params, lowered) = table(&format!("{HEAD}|| **a***\n`string` | x ||\n|| **a**\n`integer` | x ||\n|#"));
    assert_eq!((params.len(), params[0].ty.as_str(), params[0].required), (1, "string | integer", Required::No));
    assert!(has(&lowered, Code::RepeatedName));
}

#[test]
fn dotted_names_nest_where_the_request_does() {
    let (params, _) = table(&format!(
        "{HEAD}|| **id***\n`integer` | x ||\n|| **fields.CODE***\n`string` | x ||\n|| **a.b**\n`string` | x ||\n|#\n\n## Code Examples\n\n```bash\ncurl -d '{{\"id\": 1, \"fields\": {{\"CODE\": 2}}}}' \\\nhttps://h/rest/x.y.do\n```\n"
    ));
    assert_eq!(names(&params), ["id", "fields", "a.b"]);
    assert_eq!(field(&params, "fields/CODE").required, Required::Yes);
}

#[test]
fn the_name_is_taken_by_two_witnesses_of_three() {
    let with = |title: &str, curl: &str, called: &str| {
        let text = format!(
            "# Do It {title}\n\n## Method Parameters\n\nNo parameters.\n\n## Code Examples\n\n```bash\ncurl https://h/rest/1/s/{curl}\n```\n\n```php\ncall('{called}');\n```\n\n## Response Handling\n"
        );
        let lowered = page(&text);
        let told = has(&lowered, Code::NameDisagrees);
        let [Document::Method(method)] = &lowered.documents[..] else { panic!("{:?}", lowered.diagnostics) };
        (method.method.clone(), told)
    };
    assert_eq!(with("x.y.do", "x.y.do", "other.thing"), ("x.y.do".into(), false));
    assert_eq!(with("x.Y.do", "x.y.DO", "x.y.do"), ("x.Y.do".into(), false));
    assert_eq!(with("x.typo.do", "x.y.do", "x.y.do"), ("x.y.do".into(), true));
    assert_eq!(with("x.y.do", "x.y", "x.y.do"), ("x.y.do".into(), true));
    assert_eq!(with("x.y.do", "a.b.copied", "c.d.other"), ("x.y.do".into(), true));
}

#[test]
fn broken_examples_are_reported_and_cost_nothing_else() {
    let lowered = page(
        "# Do It x.y.do\n\n## Method Parameters\n\nNo parameters.\n\n## Response Handling\n\n```json\n{\"result\": {a}}\n```\n\n### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n`boolean` | x ||\n|#\n",
    );
    assert!(has(&lowered, Code::BadExample));
    assert!(
        matches!(&lowered.documents[..], [Document::Method(m)] if m.result.ty == "boolean" && m.examples.responses == 0)
    );
}

#[test]
fn what_is_no_json_is_told_by_the_place_where_it_ceases_to_be() {
    let place = |example: &str| {
        let text = format!("# Do It x.y.do\n\n## Examples\n\n{example}\n## Response Handling\n");
        let lowered = page(&text);
        let found = lowered.diagnostics.iter().find(|found| found.code == Code::BadExample).unwrap();
        text[found.at as usize..].chars().take(4).collect::<String>()
    };
    let body =
        "```bash\ncurl -X POST \\\n-d '{\n  \"lamp\": \"жёлтая\", oops: 1\n}' \\\nhttps://x/rest/1/c/x.y.do\n```\n";
    assert_eq!(place(body), "oops");
    let within = body.lines().fold(String::new(), |tab, line| tab + "  " + line + "\n");
    assert_eq!(place(&format!("{{% list tabs %}}\n\n- cURL\n\n{within}\n{{% endlist %}}\n")), "oops");
    assert_eq!(place("## Response Handling\n\n```json\n{\"result\": {a}}\n```\n"), "a}}\n");
    assert_eq!(place("## Response Handling\n\n```json\n{\"result\":\n```\n"), ":\n``");
    // Its braces are left out, and read all the same.
    assert_eq!(place("## Response Handling\n\n```json\n\"result\": {a}\n```\n"), "```j");
}

#[test]
fn a_status_that_http_does_not_have_is_no_status() {
    let lowered = page(
        "# Do It x.y.do\n\n## Response Handling\n\n## Error Handling\n\n#|\n|| **Status** | **Code** | **Description** ||\n|| `160` | `A` | x ||\n|| 40x | `B` | x ||\n|#\n",
    );
    assert!(has(&lowered, Code::BadStatus));
    assert!(matches!(&lowered.documents[..], [Document::Method(m)] if m.errors.iter().all(|e| e.status.is_none())));
}

#[test]
fn a_second_title_out_of_a_broken_fence_changes_nothing() {
    let (params, _) = table(&format!("# a comment of a script\n\n{HEAD}|| **a**\n`string` | x ||\n|#"));
    assert_eq!(names(&params), ["a"]);
}

fn count(fields: &[Field]) -> usize {
    fields.iter().map(|field| 1 + count(&field.fields)).sum()
}

#[test]
fn tables_that_describe_each_other_end() {
    let mut text = format!("{HEAD}|| **a0**\n`object` | [x](#s0) [x](#s1) [x](#s2) ||\n|#\n\n");
    for section in 0..3 {
        let row = |row| format!("|| **r{section}{row}**\n`object` | [x](#s0) [x](#s1) [x](#s2) ||\n");
        text = format!("{text}### Thing {{#s{section}}}\n\n{HEAD}{}|#\n\n", (0..6).map(row).collect::<String>());
    }
    let (params, lowered) = table(&text);
    assert!(count(&params) < 400, "{}", count(&params));
    assert!(has(&lowered, Code::TooDeep));
}

#[test]
fn a_missing_include_is_reported() {
    let lowered = page_with(
        "api-reference/x/x.md",
        "# Do It x.y.do\n\n## Method Parameters\n\n{% include [n](../../_includes/gone.md) %}\n\n## Response Handling\n",
        &[],
    );
    assert!(has(&lowered, Code::MissingInclude));
}

#[test]
fn a_rendered_page_gives_no_half_of_a_method() {
    let lowered = page(
        "Do It x.y.do\nWho can execute the method: any user\nMethod Parameters\nRequired parameters are marked with *\n|\nName |\nid* |\nCode Examples\ncurl https://h/rest/x.y.do\nResponse Handling\nHTTP status: 200\n{\"result\": true}\nReturned Data\n",
    );
    assert_eq!(lowered.kind, PageKind::Rendered);
    assert!(lowered.documents.is_empty() && has(&lowered, Code::RenderedPage));
    let lowered = page(
        "Do It x.y.do\n\nWho can execute the method: any user\n\nMethod Parameters\n\nName\ntype\n\nDescription\n\nid*\ninteger\n\nNumber\n\nCode Examples\n\nResponse Handling\n",
    );
    assert_eq!(lowered.kind, PageKind::Rendered, "{lowered:?}");
    assert!(lowered.documents.is_empty());
}

#[test]
fn any_text_is_survived() {
    let pieces = [
        "#|\n",
        "|| ",
        "**a***",
        "`t`",
        " | ",
        "||\n",
        "|#\n",
        "## Method Parameters\n\n",
        "# x.y.z\n\n",
        "{% list tabs %}\n\n",
        "- t\n\n",
        "```json\n",
        "{\"result\":",
        "}\n```\n",
        "> Scope: `a`\n",
        "[x](#y)",
        "\u{fffd}",
        "é",
        "\r\n",
        "{% note %}\n",
        "{% endlist %}\n",
    ];
    let mut seed = 7_u64;
    for _ in 0..400 {
        let mut text = String::from("# T x.y.do\n\n## Method Parameters\n\n");
        for _ in 0..60 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let index = usize::try_from(seed >> 33).unwrap_or(0) % pieces.len();
            text.push_str(pieces[index]);
        }
        page(&text);
    }
}

#[test]
fn names_with_types_are_fields_whatever_their_column_is_called() {
    for header in ["**Method** | **Description** | **Available since**", "**Параметры** | **Описание** | **С версии**"]
    {
        let method = method(&format!(
            "## Parameters\n\n#|\n|| {header} ||\n|| **lid**\n[`unknown`](t.md) | l | 20.1 ||\n|| **block*** `integer` | b | ||\n|#\n"
        ));
        assert_eq!(names(&method.params), ["lid", "block"], "{header}");
        assert_eq!(method.params[1].required, Required::Yes, "{header}");
    }
}

#[test]
fn parameters_may_stand_under_a_heading_of_their_own_words() {
    let table = |rows: &str| format!("#|\n|| **Name** | **Example** | **Description** ||\n{rows}|#\n");
    let one = method(&format!("## Thing Parameters\n\n{}\n## Response Handling\n", table("|| **id*** | `1` | i ||\n")));
    assert_eq!((names(&one.params), one.params[0].required), (vec!["id"], Required::Yes));
    let two = method(&format!(
        "## Method Parameters for A\n\n{}\n## Method Parameters for B\n\n{}\n## Returned Data\n\n## Other Parameters\n\n{}",
        table("|| **id** | `1` | i ||\n|| **a** | `1` | a ||\n"),
        table("|| **id** | `1` | i ||\n|| **b** | `1` | b ||\n"),
        table("|| **c** | `1` | c ||\n"),
    ));
    assert_eq!(names(&two.params), ["id", "a", "b"]);
    let below = method(&format!(
        "{}\n## fields Parameters\n\n{}\n## Response Handling\n",
        table("|| **fields** | | f ||\n"),
        table("|| **a** | | a ||\n")
    ));
    assert_eq!(names(&below.params), ["fields"]);
}
