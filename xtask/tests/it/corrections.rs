//! Corrections: applied where they fit, refused where they are stale, not needed or wrong.

use crate::sandbox::{Sandbox, method};

const CHANGE: &str = r#"method = "lamp.add"

[[change]]
at = ["params", "mode", "type"]
was = "string"
now = "integer"
reason = "A number, says the page of modes."
page = "api-reference/lamp/modes.md"
"#;

fn with(correction: &str) -> Sandbox {
    let sandbox = Sandbox::new().built();
    sandbox.put("specs/corrections/lamp.add.toml", correction);
    sandbox
}

/// Both commands refuse the correction, with its place and these words.
fn refused(sandbox: &Sandbox, line: u32, words: &str) {
    told(sandbox, "build", 1, line, words);
    told(sandbox, "check", 1, line, words);
}

/// A build leaves the correction out and says so; a check refuses it.
fn left_out(sandbox: &Sandbox, line: u32, words: &str) {
    told(sandbox, "build", 0, line, words);
    told(sandbox, "check", 1, line, words);
}

fn told(sandbox: &Sandbox, command: &str, status: i32, line: u32, words: &str) {
    let ran = sandbox.run(&[command, "--specs", "specs"]);
    assert_eq!(ran.status, Some(status), "{command}: {}{}", ran.stdout, ran.stderr);
    let place = format!("specs/corrections/lamp.add.toml:{line}:");
    assert!(ran.stderr.contains(&place) && ran.stderr.contains(words), "{place} {words}\n{}", ran.stderr);
}

#[test]
fn a_correction_changes_the_ir_and_not_the_page() {
    let sandbox = with(CHANGE);
    let page = sandbox.get("specs/methods/lamp.add.md");
    let ran = sandbox.run(&["check", "--specs", "specs"]);
    assert_eq!(ran.status, Some(1), "the IR has to be built again");
    sandbox.done(&["build", "--specs", "specs"]);
    sandbox.done(&["check", "--specs", "specs"]);
    assert!(sandbox.get("specs/ir/methods.jsonl").contains(r#"{"name":"mode","type":"integer""#));
    assert_eq!(sandbox.get("specs/methods/lamp.add.md"), page);
    sandbox.done(&["import", "--docs", "docs", "--out", "specs"]);
    sandbox.done(&["check", "--specs", "specs"]);
}

#[test]
fn fields_and_errors_are_added_and_removed() {
    let added = r#"method = "lamp.add"
[[change]]
at = ["params", "mode", "fields", "speed.max"]
now = { type = "integer", required = true, min = 0 }
reason = "a"
page = "b"
[[change]]
at = ["errors", "LAMP_BROKEN"]
was = { status = 400, message = "Lamp is broken" }
reason = "a"
page = "b"
[[reachable_url]]
param = "mode.speed.max"
reason = "a"
page = "b"
"#;
    let sandbox = with(added);
    sandbox.done(&["build", "--specs", "specs"]);
    let methods = sandbox.get("specs/ir/methods.jsonl");
    let add = methods.lines().next().unwrap();
    assert!(add.contains(r#""fields":[{"name":"speed.max","type":"integer","required":true,"min":0.0}]"#), "{add}");
    assert!(add.contains(r#""errors":[],"rules":[{"reachable_url":{"param":"mode.speed.max"}}]"#), "{add}");
}

#[test]
fn one_that_no_longer_applies_is_stale() {
    let sandbox = with(&CHANGE.replace("was = \"string\"", "was = \"double\""));
    left_out(&sandbox, 3, r#"stale: params / mode / type is "string" and not "double""#);
    assert!(sandbox.get("specs/ir/methods.jsonl").contains(r#"{"name":"mode","type":"string""#));
    left_out(&with(&CHANGE.replace("\"mode\"", "\"mood\"")), 3, "stale: there is no `mood`, step 2 of `at`");
    left_out(&with(&CHANGE.replace("lamp.add", "lamp.gone")), 1, "no page beside the corrections describes lamp.gone");
}

#[test]
fn one_of_the_commands_of_a_method_is_corrected_by_its_name() {
    let sandbox = with(CHANGE);
    let page = sandbox.get("specs/methods/lamp.add.md").replace("`lamp.add`", "`lamp.do`");
    let page = page.replace("- api: v2\n", "- api: v2\n- command: `mode`, `Dim`\n");
    sandbox.put("specs/methods/lamp.do=Dim.md", page);
    let change = CHANGE.replace("lamp.add", "lamp.do");
    sandbox.put("specs/corrections/lamp.add.toml", &change);
    left_out(&sandbox, 1, "each command of lamp.do has a page of its own: name one, `command = \"…\"`");
    sandbox.put("specs/corrections/lamp.add.toml", format!("command = \"Dim\"\n{change}"));
    sandbox.done(&["build", "--specs", "specs"]);
    sandbox.done(&["check", "--specs", "specs"]);
    let methods = sandbox.get("specs/ir/methods.jsonl");
    let dim = methods.lines().find(|line| line.contains(r#""value":"Dim""#)).unwrap();
    assert!(dim.contains(r#"{"name":"mode","type":"integer""#), "{dim}");
    sandbox.put("specs/corrections/lamp.add.toml", format!("command = \"Dam\"\n{change}"));
    left_out(&sandbox, 1, "no page beside the corrections describes lamp.do Dam");
}

#[test]
fn of_a_page_that_cannot_be_read_no_correction_is_told() {
    let sandbox = with(CHANGE);
    sandbox.change("specs/methods/lamp.add.md", "- kind: write", "- kind: write\n- sort: odd");
    for command in [&["build", "--specs", "specs"][..], &["check", "--specs", "specs"]] {
        let ran = sandbox.run(command);
        assert_eq!(ran.status, Some(1), "{command:?}");
        assert!(ran.stderr.contains("error[B0902]") && !ran.stderr.contains("B0903"), "{}", ran.stderr);
    }
    // Nor by the import of another page.
    let set = "api-reference/lamp/lamp-set.md";
    let ran = sandbox.run(&["import", "--docs", "docs", "--out", "specs", set]);
    assert!(!ran.stderr.contains("B0903"), "{}", ran.stderr);
}

#[test]
fn ways_to_call_a_method_hold_together_or_not_at_all() {
    let forms = r#"method = "lamp.add"
[[form]]
name = "default"
forbids = ["mode"]
reason = "a"
page = "b"
[[form]]
name = "dim"
sets = { shade = "x" }
reason = "a"
page = "b"
"#;
    let sandbox = with(forms);
    left_out(&sandbox, 7, "no parameter `shade`");
    assert!(!sandbox.get("specs/ir/methods.jsonl").contains("rules"));
    sandbox.put("specs/corrections/lamp.add.toml", forms.replace("shade", "title"));
    sandbox.done(&["build", "--specs", "specs"]);
    assert!(sandbox.get("specs/ir/methods.jsonl").contains("rules"));
}

#[test]
fn a_page_brings_the_shipped_correction_of_it_once() {
    let sandbox = Sandbox::new();
    sandbox.put("docs/api-reference/events/event-bind.md", method("event.bind", "**handler***", "400"));
    let import = ["import", "--docs", "docs", "--out", "mine"];
    let said = sandbox.done(&import);
    assert!(said.contains("; 1 correction that b24c ships for them: mine/corrections"), "{said}");
    assert!(!sandbox.path("mine/corrections/placement.bind.toml").exists(), "its page is not there");
    let ran = sandbox.run(&["build", "--specs", "mine"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    // This page knows one of the parameters that they speak of.
    assert!(ran.stderr.contains("warning[B0903]: event.bind has no parameter `auth_connector`"), "{}", ran.stderr);
    assert!(sandbox.get("mine/ir/methods.jsonl").contains(r#""code":"ACCESS_DENIED""#));
    // From then on they are the user's.
    std::fs::remove_file(sandbox.path("mine/corrections/event.bind.toml")).unwrap();
    assert!(!sandbox.done(&import).contains("correction"));
    assert!(!sandbox.path("mine/corrections/event.bind.toml").exists());
    sandbox.done(&["build", "--specs", "mine"]);
    // One that was shipped later comes to a page that is there already, and wants a build.
    sandbox.put("mine/corrections/shipped.txt", "another.toml\n");
    let said = sandbox.done(&import);
    assert!(said.contains("; 1 correction that b24c ships") && said.contains("; now run `b24c build"), "{said}");
    assert!(sandbox.path("mine/corrections/event.bind.toml").is_file());
    assert_eq!(sandbox.get("mine/corrections/shipped.txt"), "another.toml\nevent.bind.toml\n");
}

#[test]
fn one_that_the_documentation_has_caught_up_with_is_not_needed() {
    let sandbox = with(CHANGE);
    sandbox.change("docs/api-reference/lamp/lamp-add.md", "**mode**\n[`string`]", "**mode**\n[`integer`]");
    let ran = sandbox.run(&["import", "--docs", "docs", "--out", "specs"]);
    assert!(ran.stderr.contains("no longer needed"), "the import says so at once: {}", ran.stderr);
    left_out(&sandbox, 3, "no longer needed");
}

#[test]
fn what_holds_for_all_is_corrected_too() {
    let sandbox = Sandbox::new().built();
    sandbox
        .put("specs/system.md", "# System\n\n## Types\n\n| Name | Type |\n| --- | --- |\n| `lamp_bulb` | `object` |\n");
    let change = CHANGE.replace("method = \"lamp.add\"", "system = true");
    let change =
        change.replace(r#"["params", "mode", "type"]"#, r#"["types", "lamp_bulb"]"#).replace("string", "object");
    sandbox.put("specs/corrections/system.toml", &change);
    sandbox.done(&["build", "--specs", "specs"]);
    assert!(sandbox.get("specs/ir/system.json").contains(r#""lamp_bulb": "integer""#));
}

#[test]
fn what_does_not_fit_or_is_not_explained_is_refused() {
    refused(&with(&CHANGE.replace("now = \"integer\"", "now = 5")), 3, "the new value does not fit there");
    refused(&with(&CHANGE.replace("A number, says the page of modes.", " ")), 3, "give `reason` and `page`");
    refused(&with(&CHANGE.replace("reason", "raison")), 7, "unknown field `raison`");
    refused(
        &with(&CHANGE.replace("\"mode\", \"type\"", "\"mode\", \"kind\"").replace("was = \"string\"\n", "")),
        3,
        "not known there",
    );
    left_out(
        &with("method = \"lamp.add\"\n[[form]]\nname = \"x\"\nforbids = [\"moad\"]\nreason = \"a\"\npage = \"b\"\n"),
        2,
        "no parameter `moad`",
    );
    refused(&with("method = \"lamp.add\"\nevent = \"ONLAMP\"\n"), 1, "write one of");
    refused(&with("method = \n"), 1, "");
}

#[test]
fn a_corrected_name_stands_where_it_is_looked_for() {
    let sandbox = with(
        r#"method = "lamp.add"
[[change]]
at = ["method"]
was = "lamp.add"
now = "zone.lamp.add"
reason = "The list of methods has it so."
page = "api-reference/lamp/modes.md"
"#,
    );
    sandbox.done(&["build", "--specs", "specs"]);
    let ir = sandbox.get("specs/ir/methods.jsonl");
    let names: Vec<&str> = ir.lines().filter_map(|line| line.split('"').nth(3)).collect();
    assert!(names.len() > 1 && names.is_sorted() && names.contains(&"zone.lamp.add"), "{names:?}");
    let said = sandbox.done(&["inspect", "zone.lamp.add", "--specs", "specs"]);
    assert!(said.starts_with("zone.lamp.add\nspecs/methods/lamp.add.md\n     3  page: "), "{said}");
}
