//! Pages that nobody would write: each is read in a moment, and to its end.

use b24_specs::ir::ErrorCase;

use super::*;

/// So many pieces of a page, by their number.
fn many(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

/// The errors that these rows tell.
fn errors(rows: &str) -> Vec<ErrorCase> {
    let table = format!("#|\n|| **Code** | **Message** ||\n{rows}|#\n");
    method(&format!("## Method Parameters\n\nNo parameters.\n\n## Error Handling\n\n{table}")).errors
}

/// The field of a row of that type and description.
fn row(ty: &str, description: &str) -> Field {
    params(&format!("|| **a**\n`{ty}` | {description} ||")).remove(0)
}

#[test]
fn what_is_repeated_without_end_is_nothing() {
    for word in ["default:", "(default)", "default `", "by default", "maximum", "5 maximum", "key — ", "` or `", "(Y/"]
    {
        let read = row("integer", &word.repeat(20_000));
        assert_eq!((read.default, read.max), (None, None), "{word}");
    }
    let rows = "|| **a**, **b**\n`string` | x ||\n".repeat(2_000);
    assert_eq!(names(&params(&rows)), ["a", "b"]);
}

#[test]
fn brackets_and_line_breaks_may_be_as_deep_as_they_like() {
    let deep = 100_000;
    let ty = row(&format!("{}string{}", "[".repeat(deep), "]".repeat(deep)), "x").ty;
    assert!(ty.ends_with("[][][]"), "no type that anybody has");
    assert_eq!(row("[[string]]", "x").ty, "string[][]");
    let (breaks, signs) = ("<br>".repeat(deep), "<'`#".repeat(deep));
    let errors = errors(&format!("|| `A` | `Dark{breaks}` ||\n|| `B` | `{signs}` ||\n"));
    assert_eq!(errors[0].message.as_deref(), Some("Dark"));
}

#[test]
fn a_name_of_many_letters_is_none() {
    let title = "lamp.".repeat(100) + "add";
    assert!(page(&format!("# Add a Lamp {title}\n\n{PARAMS}")).documents.is_empty());
    let names = many(1_000, |i| format!("**a{i}** "));
    let lowered = page(&format!(
        "# Do It x.y.do\n\n{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n|| {names}\n`string` | x ||\n|#\n"
    ));
    assert!(has(&lowered, Code::OddName));
}

#[test]
fn an_error_stands_once_in_its_order() {
    let errors = errors(&many(20_000, |i| format!("|| `E{}` | Dark ||\n", i / 2)));
    assert!(errors.iter().map(|error| &*error.code).eq((0..10_000).map(|i| format!("E{i}"))));
}

#[test]
fn an_event_finds_its_tables_among_many() {
    let table = "#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | x ||\n|#\n\n";
    let sections = many(2_000, |i| format!("## ONLAMP{i}\n\n### Data\n\n{table}"));
    let events = events(page(&format!("# Events of lamps\n\n> Scope: [`crm`](p.md)\n\n{sections}")));
    assert_eq!(events.len(), 2_000);
    assert!(events.iter().all(|event| event.params.len() == 1));
}

#[test]
fn each_of_many_refusals_finds_its_error() {
    let rows = many(20_000, |i| format!("|| `E{i}` | Dark ||\n"));
    let shown =
        many(20_000, |i| format!("```json\n{{\"error\": \"E{i}\", \"error_description\": \"Dark {i}\"}}\n```\n\n"));
    let table = format!("#|\n|| **Code** | **Description** ||\n{rows}|#\n");
    let page = format!("## Method Parameters\n\nNo parameters.\n\n## Error Handling\n\n{table}\n{shown}");
    let messages = method(&page).errors.into_iter().map(|error| error.message);
    assert!(messages.eq((0..20_000).map(|i| Some(format!("Dark {i}")))));
}

#[test]
fn each_of_many_keys_that_no_table_has_is_reported() {
    let keys = many(20_000, |i| format!("\"k{i}\": {i}, "));
    let table = "#|\n|| **Name**\n`type` | **Description** ||\n|| **a**\n`integer` | x ||\n|#\n";
    let curl = format!("```bash\ncurl -d '{{{keys}\"a\": 1}}' https://h/rest/1/s/x.y.do\n```\n");
    let lowered = page(&format!("# Do It x.y.do\n\n{PARAMS}{table}\n## Code Examples\n\n{curl}"));
    let undocumented = lowered.diagnostics.iter().filter(|finding| finding.code == Code::UndocumentedKey);
    assert_eq!(undocumented.count(), 20_000);
}

#[test]
fn thousands_of_names_stand_below_one() {
    let rows = many(30_000, |i| format!("|| **a.b{i}.c** | x ||\n"));
    let fields = params(&format!("|| **a**\n`object` | x ||\n{rows}"));
    assert_eq!(names(&fields), ["a"]);
    assert!(fields[0].fields.iter().map(|field| &*field.name).eq((0..30_000).map(|i| format!("b{i}"))));
}

#[test]
fn a_table_may_be_cut_into_thousands() {
    let rows =
        many(5_000, |i| format!("\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **a{i}**\n`string` | x ||\n|#"));
    let fields =
        method(&format!("## Method Parameters\n\nNo parameters.\n\n## Response Handling\n\n### Returned Data{rows}\n"));
    let result = fields.result;
    assert!(result.fields.iter().map(|field| &*field.name).eq((0..5_000).map(|i| format!("a{i}"))));
}

#[test]
fn a_row_that_comes_again_and_again_has_any_type() {
    let types = many(20_000, |i| format!("|| **a**\n`lamp{i}` | x ||\n"));
    let fields = params(&types);
    assert_eq!(names(&fields), ["a"]);
    assert!(fields[0].ty.starts_with("any") && fields[0].ty.len() < 1_000, "{}", fields[0].ty);
}

#[test]
fn lists_of_words_are_as_long_as_they_like() {
    let scopes = many(50_000, |i| format!("> Scope: `lamp{}`\n", i / 2));
    let heading = many(50_000, |i| format!("word{i} "));
    let table = "#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | x ||\n|#\n";
    let text = format!("# Light a Lamp lamp.on\n\n{scopes}\n## Method Parameters\n\n{table}\n### {heading}\n\n{table}");
    let Some(Document::Method(method)) = page(&text).documents.pop() else { panic!("no method") };
    assert_eq!(method.scopes.len(), 25_000);
    assert_eq!(method.scopes[1], "lamp1");
}

#[test]
fn examples_call_what_they_like() {
    let calls = many(30_000, |i| format!("call('lamp.on{i}', {{}});\n"));
    let lowered = page(&format!(
        "# Light a Lamp lamp.on\n\n{PARAMS}\n## Examples\n\n```js\n{calls}```\n\n```bash\ncurl https://a.bitrix24.com/rest/1/x/lamp.off\n```\n"
    ));
    assert!(has(&lowered, Code::NameDisagrees));
}
