//! The way of a fact: import, build, check.

use crate::sandbox::{Sandbox, method};

#[test]
fn what_is_imported_and_built_checks() {
    let sandbox = Sandbox::new().built();
    let page = sandbox.get("specs/methods/lamp.add.md");
    for fact in
        ["- page: `api-reference/lamp/lamp-add.md`", "| `title` | `string` | yes |", "`day`, `night`", "LAMP_BROKEN"]
    {
        assert!(page.contains(fact), "{fact} is not in\n{page}");
    }
    let methods = sandbox.get("specs/ir/methods.jsonl");
    let names: Vec<_> = methods.lines().map(|line| line.split('"').nth(3).unwrap()).collect();
    assert_eq!(names, ["lamp.add", "lamp.set"]);
    sandbox.done(&["check", "--specs", "specs"]);
}

#[test]
fn lines_of_the_ir_are_those_of_the_page() {
    let sandbox = Sandbox::new().built();
    let page = sandbox.get("specs/methods/lamp.add.md");
    let row = 1 + page.lines().position(|line| line.starts_with("| `title` ")).unwrap();
    let methods = sandbox.get("specs/ir/methods.jsonl");
    assert!(
        methods.contains(&format!(r#"{{"name":"title","type":"string","required":true,"line":{row}}}"#)),
        "{methods}"
    );
}

#[test]
fn two_runs_give_the_same_bytes_on_any_number_of_threads() {
    let sandbox = Sandbox::new();
    for i in 0..40 {
        let name = format!("lamp.n{i}");
        sandbox.put(&format!("docs/api-reference/lamp/n{i}.md"), method(&name, "**id***", "400"));
    }
    for (threads, out) in [(1, "one"), (8, "eight")] {
        let ran = sandbox.run_on(&["import", "--docs", "docs", "--out", out], threads);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        let ran = sandbox.run_on(&["build", "--specs", out], threads);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    }
    let (one, eight) = (sandbox.files("one"), sandbox.files("eight"));
    assert_eq!(one.iter().filter(|(path, _)| !path.starts_with("corrections")).count(), 42 + 4);
    assert!(one == eight);
}

#[test]
fn importing_our_own_pages_changes_nothing() {
    let sandbox = Sandbox::new().built();
    let before = sandbox.files("specs");
    let said = sandbox.done(&["import", "--docs", "specs", "--out", "specs"]);
    assert!(said.contains("0 added, 0 changed, 0 dropped, 2 unchanged"), "{said}");
    assert!(sandbox.files("specs") == before);
}

#[test]
fn a_change_of_a_page_is_told_and_written() {
    let sandbox = Sandbox::new().built();
    sandbox.change("docs/api-reference/lamp/lamp-add.md", "`night`", "`dusk`");
    std::fs::remove_file(sandbox.path("docs/api-reference/lamp/lamp-set.md")).unwrap();
    let said = sandbox.done(&["import", "--docs", "docs", "--out", "specs"]);
    assert!(said.contains("changed specs/methods/lamp.add.md"), "{said}");
    assert!(said.contains("D215 value no longer allowed params.mode"), "{said}");
    assert!(
        said.contains("dropped specs/methods/lamp.set.md: stays as deprecated in specs/dropped/0.1/methods/"),
        "{said}"
    );
    assert!(sandbox.get("specs/methods/lamp.add.md").contains("`dusk`"));
}

#[test]
fn a_page_with_errors_does_not_lose_its_method() {
    let sandbox = Sandbox::new().built();
    sandbox.change("specs/methods/lamp.set.md", "- kind: write", "- kind: rite");
    let ran = sandbox.run(&["import", "--docs", "specs", "--out", "specs"]);
    assert_eq!(ran.status, Some(1));
    let place = "methods/lamp.set.md:9:3";
    assert!(ran.stderr.contains(place), "{}", ran.stderr);
    assert!(ran.stderr.contains("write `read` or `list` or `write`"), "{}", ran.stderr);
    assert!(sandbox.path("specs/methods/lamp.set.md").is_file());
    let ran = sandbox.run(&["build", "--specs", "specs"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains(place), "{}", ran.stderr);
}

#[test]
fn a_stale_ir_names_file_line_and_mend() {
    let sandbox = Sandbox::new().built();
    sandbox.change("specs/ir/methods.jsonl", "{\"method\":\"lamp.set\",", "{\"method\":\"lamp.sot\",");
    let ran = sandbox.run(&["check", "--specs", "specs"]);
    assert_eq!(ran.status, Some(1));
    for words in ["specs/ir/methods.jsonl:2:18", "b24c build --specs specs", "lamp.sot", "lamp.set"] {
        assert!(ran.stderr.contains(words), "{words} is not in\n{}", ran.stderr);
    }
    // In the repository the folder is a crate.
    sandbox.put("specs/Cargo.toml", "");
    let ran = sandbox.run(&["check", "--specs", "specs"]);
    assert!(ran.stderr.contains("run `cargo xtask build`"), "{}", ran.stderr);
    std::fs::remove_file(sandbox.path("specs/ir/events.jsonl")).unwrap();
    let ran = sandbox.run(&["check", "--specs", "specs"]);
    assert!(ran.stderr.contains("specs/ir/events.jsonl"), "{}", ran.stderr);
    sandbox.done(&["build", "--specs", "specs"]);
    sandbox.done(&["check", "--specs", "specs"]);
}

#[test]
fn what_is_no_specs_folder_is_told_for_what_it_is() {
    let sandbox = Sandbox::new().built();
    sandbox.put("src/lib.rs", "");
    for command in [&["check"][..], &["build"], &["inspect", "lamp.add"]] {
        for (named, words) in [
            (
                "docs",
                "docs: a documentation checkout is no specs folder: make one by `b24c import --docs docs --out facts`",
            ),
            (
                "specs/ir",
                "specs/ir: no specs folder: it has neither ir/ nor methods/, events/ or placements/; name specs",
            ),
            ("src", "src: no specs folder: it has neither ir/ nor methods/, events/ or placements/; `b24c import"),
            ("nowhere", "nowhere: no such folder"),
        ] {
            let ran = sandbox.run(&[command, &["--specs", named]].concat());
            assert_eq!(ran.status, Some(2), "{command:?} {named}\n{}{}", ran.stdout, ran.stderr);
            assert!(ran.stderr.contains(words), "{command:?} {named}\n{}", ran.stderr);
        }
    }
}

#[test]
fn a_page_that_is_written_otherwise_is_told() {
    let sandbox = Sandbox::new().built();
    sandbox.change("specs/methods/lamp.set.md", "\n## Result", "\n\n## Result");
    let ran = sandbox.run(&["check", "--specs", "specs"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("specs/methods/lamp.set.md:"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`b24c import --docs specs --out specs`"), "{}", ran.stderr);
    std::fs::rename(sandbox.path("specs/methods/lamp.add.md"), sandbox.path("specs/methods/lamp.md")).unwrap();
    let ran = sandbox.run(&["check", "--specs", "specs"]);
    assert!(ran.stderr.contains("name it methods/lamp.add.md"), "{}", ran.stderr);
}

#[test]
fn one_method_on_two_pages_of_specs_is_refused() {
    let sandbox = Sandbox::new().built();
    sandbox.put("specs/methods/twin.md", sandbox.get("specs/methods/lamp.add.md"));
    let ran = sandbox.run(&["build", "--specs", "specs"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("twin.md") && ran.stderr.contains("keep one"), "{}", ran.stderr);
}

#[test]
fn a_single_page_is_imported_alone_and_keeps_the_rest() {
    let sandbox = Sandbox::new().built();
    sandbox.change("docs/api-reference/lamp/lamp-add.md", "`night`", "`dusk`");
    sandbox.change("docs/api-reference/lamp/lamp-set.md", "`night`", "`dawn`");
    let page = "api-reference/lamp/lamp-add.md";
    let said = sandbox.done(&["import", "--docs", "docs", "--out", "specs", page]);
    assert!(said.contains("0 added, 1 changed, 0 dropped"), "{said}");
    assert!(sandbox.get("specs/methods/lamp.set.md").contains("`night`"));
}

#[test]
fn inspect_shows_each_fact_with_its_line() {
    let sandbox = Sandbox::new().built();
    let page = sandbox.get("docs/api-reference/lamp/lamp-add.md");
    let row = 1 + page.lines().position(|line| line.contains("**title*")).unwrap();
    let said = sandbox.done(&["inspect", "LAMP.ADD", "--docs", "docs"]);
    assert!(said.contains(&format!("{row:>6}  title: `string`, required")), "{said}");
    let said = sandbox.done(&["inspect", "lamp.add", "--docs", "docs", "--specs", "specs"]);
    assert!(
        said.starts_with("lamp.add\nspecs/methods/lamp.add.md\n"),
        "a checkout may be named by the environment: {said}"
    );
    let ran = sandbox.run(&["inspect", "lamp.add", "--docs", "nowhere"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("nowhere") && !ran.stderr.contains("specs"), "{}", ran.stderr);
    let ran = sandbox.run(&["inspect", "lamp.ad", "--specs", "specs"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("did you mean lamp.add"), "{}", ran.stderr);
}

#[test]
fn inspect_takes_what_there_is() {
    let sandbox = Sandbox::new();
    let said = sandbox.done(&["inspect", "lamp.add", "--docs", "docs"]);
    assert!(said.starts_with("lamp.add\ndocs/api-reference/lamp/lamp-add.md\n"), "{said}");
    let said = sandbox.done(&["inspect", "event.bind"]);
    assert!(said.starts_with("event.bind\n<b24c>/methods/event.bind.md\n"), "{said}");
    let error = "EventNotFound `ERROR_EVENT_NOT_FOUND`: status 400, message `Event not found`";
    assert!(said.contains("errors of EventBindError\n") && said.contains(error), "{said}");
    let ran = sandbox.run(&["inspect", "lamp.add"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("the IR that b24c was built with: nothing there is called lamp.add"), "{}", ran.stderr);
    let ran = sandbox.run(&["inspect", "task.get"]);
    assert_eq!(ran.stderr.matches("tasks.task.get").count(), 1, "a name in v2 and v3: {}", ran.stderr);
    let ran = sandbox.run(&["inspect", "event.*"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("event.* is a pattern: `generate` and `diff` take patterns"), "{}", ran.stderr);
}

#[test]
fn inspect_shows_what_a_list_is_filtered_by() {
    let sandbox = Sandbox::new().built();
    let page = "# Method `lamp.list`\n\n- page: `lamp-list.md`\n- title: `Lamps`\n- api: v2\n- scope: `lamp`\n- auth: any\n\
                - access: any\n- kind: list\n- deprecated: `lamp.set`\n- examples: 0 of requests, 0 of answers\n\n\
                ## Parameters\n\n| Name | Type | Operators |\n| --- | --- | --- |\n| `filter` | `object` | `=`, `>` |\n\n\
                ## Result\n\n| Name | Type |\n| --- | --- |\n| `result` | `object[]` |\n\n\
                ## List\n\n- items: `\"\"`\n- paging: `start`\n- filter: `ID`, `ROOM`\n";
    sandbox.put("specs/methods/lamp.list.md", page);
    let said = sandbox.done(&["inspect", "lamp.list", "--specs", "specs"]);
    for (line, fact) in [
        ("10", "deprecated: `lamp.set`"),
        ("17", "filter: `object`, operators `=`, `>`"),
        ("29", "filter: `ID`, `ROOM`"),
        ("-", "eq `=`, gt `>`"),
        ("-", "Room `ROOM`"),
    ] {
        assert!(said.contains(&format!("{line:>6}  {fact}\n")), "{line} {fact}\n{said}");
    }
    assert!(said.contains("operators of LampListFilter\n") && said.contains("names of LampListField\n"), "{said}");
}

#[test]
fn coverage_accounts_for_every_page() {
    let sandbox = Sandbox::new();
    let said = sandbox.done(&["coverage", "--docs", "docs", "--json"]);
    let all: serde_json::Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!(all["scope"], "all");
    assert_eq!(all["methods"], 2);
    assert_eq!(all["pages"]["method"], 2);
    assert!(all["rows_read"].as_u64().unwrap() >= 10);
    let (compiled, reported) = (all["rows_compiled"].as_u64().unwrap(), all["rows_reported"].as_u64().unwrap());
    assert_eq!(all["rows_read"].as_u64().unwrap(), compiled + reported);
}

#[test]
fn what_counts_findings_counts_the_same() {
    let sandbox = Sandbox::new();
    sandbox.change("docs/api-reference/lamp/lamp-add.md", "|| **mode**", "stray text\n|| **mode**");
    sandbox.put("docs/api-reference/lamp/old/lamp-set.md", sandbox.get("docs/api-reference/lamp/lamp-set.md"));
    let said = sandbox.done(&["coverage", "--docs", "docs", "--json"]);
    let all: serde_json::Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!(all["findings"]["B0901"], 1, "{all}");
    let counts = all["findings"].as_object().unwrap().values().map(|count| count.as_u64().unwrap());
    let count = counts.sum::<u64>();
    let said = sandbox.done(&["doctor", "--docs", "docs"]);
    assert!(said.contains(&format!("docs: {count} findings on ")), "{count}: {said}");
    let said = sandbox.done(&["import", "--docs", "docs", "--out", "specs", "--json"]);
    let summary: serde_json::Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!(summary["warnings"].as_u64().unwrap() + summary["notes"].as_u64().unwrap(), count, "{summary}");
}
