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
