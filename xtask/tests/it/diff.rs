//! `b24c diff` from outside: where states come from, what is said, how it ends.

use std::process::Command;

use crate::sandbox::{Ran, Sandbox, method};

const ADD: &str = "docs/api-reference/lamp/lamp-add.md";

/// A page of another method.
const SOCKETS: &str = "# Sockets socket.list\n\n## Method Parameters\n\nNo parameters.\n\n## Code Examples\n\n```bash\ncurl https://x/rest/socket.list\n```\n\n## Response Handling\n\nHTTP status: **200**\n\n```json\n{\"result\": [1]}\n```\n";

/// Two states, `old` and `docs`, that differ by an edit.
fn edited(from: &str, to: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    copy(&sandbox, "docs", "old");
    sandbox.change(ADD, from, to);
    sandbox
}

fn copy(sandbox: &Sandbox, from: &str, to: &str) {
    for (path, content) in sandbox.files(from) {
        sandbox.put(&format!("{to}/{}", path.display()), content);
    }
}

fn diff(sandbox: &Sandbox, old: &str, new: &str) -> Ran {
    sandbox.run(&["diff", old, new])
}

#[test]
fn the_status_tells_how_bad_it_is() {
    let cases = [
        ("Something", "Something else", 0, "nothing changed"),
        ("Do something", "Do anything", 0, "D109 another title"),
        (
            "- `night` — by night",
            "- `night` — by night\n- `dawn` — at dawn",
            1,
            "D214 another value allowed params.mode: dawn",
        ),
        ("**title***", "**title**", 2, "D212 newly optional params.title: required → unknown"),
        ("**mode**\n[`string`]", "**mood**\n[`string`]", 2, "D204 parameter renamed params.mood: mode → mood"),
        (
            "HTTP status: **400**",
            "HTTP status: **403**",
            0,
            "D405 error of another status errors.LAMP_BROKEN: 400 → 403",
        ),
    ];
    for (from, to, status, words) in cases {
        let ran = diff(&edited(from, to), "old", "docs");
        assert_eq!(ran.status, Some(status), "{from} → {to}\n{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains(words), "{from} → {to}: {words} is not in\n{}", ran.stdout);
    }
    let sandbox = Sandbox::new();
    for args in [&["diff", "docs", "nowhere"][..], &["diff", "docs"], &["diff", "docs", "docs", "--format", "x"]] {
        let ran = sandbox.run(args);
        assert_eq!(ran.status, Some(3), "{args:?}: {}", ran.stderr);
    }
    assert_eq!(sandbox.run(&["diff", "--help"]).status, Some(0));
}

#[test]
fn a_state_is_a_tree_a_specs_folder_files_of_the_ir_or_a_revision() {
    let sandbox = Sandbox::new().built();
    let git = |args: &[&str]| {
        let ran = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
            .args(args)
            .current_dir(sandbox.path(""))
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "a"]);
    let states = ["docs", "specs", "specs/ir", "specs/ir/methods.jsonl", "HEAD"];
    for old in states {
        for new in states {
            let ran = diff(&sandbox, old, new);
            // One file holds the methods alone, but there is nothing else here.
            assert_eq!(ran.status, Some(0), "{old} {new}\n{}{}", ran.stdout, ran.stderr);
            assert!(ran.stdout.contains("nothing changed"), "{old} {new}\n{}", ran.stdout);
        }
    }
    sandbox.change(ADD, "**title***", "**title**");
    sandbox.done(&["import", "--docs", "docs", "--out", "specs"]);
    sandbox.done(&["build", "--specs", "specs"]);
    for new in ["docs", "specs", "specs/ir", "specs/ir/methods.jsonl"] {
        let ran = diff(&sandbox, "HEAD", new);
        assert_eq!(ran.status, Some(2), "{new}\n{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains("D212"), "{}", ran.stdout);
    }
    sandbox.change("specs/ir/methods.jsonl", "{\"method\"", "{\"methed\"");
    let ran = diff(&sandbox, "HEAD", "specs/ir");
    assert_eq!(ran.status, Some(3));
    assert!(ran.stderr.contains("methods.jsonl:1"), "{}", ran.stderr);
}

#[test]
fn corrections_count_where_both_states_have_them() {
    let sandbox = Sandbox::new().built();
    sandbox.put(
        "specs/corrections/lamp.add.toml",
        "method = \"lamp.add\"\n[[change]]\nat = [\"params\", \"mode\", \"required\"]\nwas = false\nnow = true\nreason = \"a\"\npage = \"b\"\n",
    );
    assert_eq!(diff(&sandbox, "docs", "specs").status, Some(0));
    let ran = diff(&sandbox, "specs/ir", "specs");
    assert!(ran.stdout.contains("D211 newly required params.mode"), "{}", ran.stdout);
}

#[test]
fn methods_come_go_move_and_are_renamed() {
    let sandbox = Sandbox::new();
    copy(&sandbox, "docs", "old");
    let remove = |path: &str| std::fs::remove_file(sandbox.path(path)).unwrap();
    remove("docs/api-reference/lamp/lamp-set.md");
    remove(ADD);
    sandbox.put("docs/api-reference/light/lamp-add.md", method("lamp.add", "**title***", "400"));
    sandbox.put("docs/api-reference/lamp/lamp-update.md", method("lamp.update", "**id***", "403"));
    sandbox.put("docs/api-reference/lamp/socket-list.md", SOCKETS);
    let ran = diff(&sandbox, "old", "docs");
    for words in [
        "D108 page moved: api-reference/lamp/lamp-add.md → api-reference/light/lamp-add.md",
        "D103 renamed: lamp.set → lamp.update",
        "D101 new: Sockets",
    ] {
        assert!(ran.stdout.contains(words), "{words} is not in\n{}", ran.stdout);
    }
    assert!(!ran.stdout.contains("D102"), "{}", ran.stdout);
    let ran = diff(&sandbox, "docs", "old");
    assert!(ran.stdout.contains("D102 removed: was Sockets"), "{}", ran.stdout);
}

#[test]
fn what_a_page_gives_no_more_is_unread_or_gone_as_for_an_import() {
    let sandbox = Sandbox::new().built();
    copy(&sandbox, "docs", "old");
    let set = "docs/api-reference/lamp/lamp-set.md";
    let both = |page: &str| {
        sandbox.put(set, page);
        let told = diff(&sandbox, "old", "docs").stdout;
        (told, sandbox.run(&["import", "--docs", "docs", "--out", "specs"]))
    };
    let (told, import) = both("# Lamps\n\nSome words.\n");
    assert!(told.contains("  lamp.set method\n    D104 no longer readable"), "{told}");
    assert!(import.status == Some(1) && import.stderr.contains("B0906"), "{}", import.stderr);
    let (told, import) = both(SOCKETS);
    assert!(told.contains("  lamp.set method\n    D102 removed"), "{told}");
    assert!(import.stdout.contains("dropped specs/methods/lamp.set.md"), "{}", import.stdout);
}

#[test]
fn one_s_own_methods_are_told_alone() {
    let sandbox = Sandbox::new();
    copy(&sandbox, "docs", "old");
    std::fs::remove_file(sandbox.path("docs/api-reference/lamp/lamp-set.md")).unwrap();
    sandbox.put("docs/api-reference/lamp/lamp-update.md", method("lamp.update", "**id***", "403"));
    sandbox.change(ADD, "**title***", "**title**");
    let told = |patterns: &[&str]| {
        let patterns: Vec<&str> = patterns.iter().flat_map(|pattern| ["--methods", pattern]).collect();
        let ran = sandbox.run(&[&["diff", "old", "docs"], patterns.as_slice()].concat());
        (ran.status, ran.stdout.contains("D212"), ran.stdout.contains("D103"), ran.stderr)
    };
    let nothing = String::new;
    assert_eq!(told(&["lamp.add"]), (Some(2), true, false, nothing()));
    assert_eq!(told(&["lamp.*", "!lamp.add"]), (Some(2), false, true, nothing()));
    // A method that was renamed goes by either name.
    assert_eq!(told(&["lamp.set"]), (Some(2), false, true, nothing()));
    assert_eq!(told(&["!lamp.**"]), (Some(0), false, false, nothing()));
    let (status, .., said) = told(&["lamp.ad"]);
    assert_eq!(status, Some(3));
    assert!(said.contains("neither state has such a method, event or placement; did you mean lamp.add"), "{said}");
}

#[test]
fn events_are_selected_by_their_codes() {
    let sandbox = Sandbox::new().built();
    let event = r#"{"event":"ONLAMPADD","page":"lamp/on-add.md","title":"Added","scopes":[],"access":"any","params":[],"examples":{"requests":0,"responses":0},"ir":1}"#;
    for (state, title) in [("old", "Added"), ("new", "A lamp was added")] {
        sandbox.put(&format!("{state}/methods.jsonl"), sandbox.get("specs/ir/methods.jsonl"));
        sandbox.put(&format!("{state}/events.jsonl"), event.replace("Added", title));
    }
    sandbox.change("new/methods.jsonl", "Do something", "Do anything");
    let titles = |pattern: &str| {
        let said = sandbox.done(&["diff", "old", "new", "--methods", pattern]);
        (said.contains("lamp.add"), said.contains("ONLAMPADD"))
    };
    assert_eq!(titles("ONLAMP*"), (false, true));
    assert_eq!(titles("lamp.*"), (true, false));
    assert_eq!(titles("!lamp.add"), (false, true));
}

#[test]
fn a_text_ends_with_why_and_how_many() {
    let sandbox = edited("**mode**", "**mood**");
    let said = diff(&sandbox, "old", "docs").stdout;
    let end = "\n\nD204 parameter renamed: its setter has another name\n\nold → docs: 1 breaks the build; after ";
    assert!(said.contains(end), "{said}");
    sandbox.change("docs/api-reference/lamp/lamp-set.md", "**mode**", "**mood**");
    let said = diff(&sandbox, "old", "docs").stdout;
    assert!(said.contains("old → docs: 2 break the build; after "), "{said}");
    assert_eq!(said.matches("its setter has another name").count(), 1, "{said}");
}

#[test]
fn methods_to_which_the_same_happened_stand_together() {
    let sandbox = edited("**mode**", "**mood**");
    sandbox.change("docs/api-reference/lamp/lamp-set.md", "**mode**", "**mood**");
    let said = diff(&sandbox, "old", "docs").stdout;
    assert!(said.contains("(2)\n  lamp.add, lamp.set methods\n    D204 "), "{said}");
    let written = |format: &str| sandbox.run(&["diff", "old", "docs", "--format", format]).stdout;
    let markdown = written("markdown");
    assert!(markdown.contains("- methods `lamp.add`, `lamp.set`: parameter renamed"), "{markdown}");
    let html = written("html");
    assert!(html.contains("lamp-add.html\">lamp.add</a>, <a ") && html.contains("<small>methods</small>"), "{html}");
    assert_eq!(written("json").lines().count(), 3, "a program has each by itself");

    sandbox.change("docs/api-reference/lamp/lamp-set.md", "**id***", "**id**");
    let said = diff(&sandbox, "old", "docs").stdout;
    assert!(said.contains("  lamp.add method\n    D204 ") && said.contains("  lamp.set method\n    D2"), "{said}");
}

#[test]
fn what_holds_for_every_method_is_called_so_once() {
    let sandbox = Sandbox::new().built();
    copy(&sandbox, "specs", "old");
    let system = |status: &str| {
        format!(
            "# System\n\n## Errors\n\n| Code | Status | Message |\n| --- | --- | --- |\n| `BUSY` | {status} | `Wait` |\n"
        )
    };
    for (folder, status) in [("old", "503"), ("specs", "429")] {
        sandbox.put(&format!("{folder}/system.md"), system(status));
    }
    let said = diff(&sandbox, "old", "specs").stdout;
    assert!(said.contains("\n  what holds for every method\n    D"), "{said}");
    let said = sandbox.run(&["diff", "old", "specs", "--format", "markdown"]).stdout;
    assert!(said.contains("\n- what holds for every method: "), "{said}");
}

#[test]
fn every_format_tells_the_same_and_what_comes_next() {
    let sandbox = edited("**title***", "**title**");
    let written = |format: &str| {
        let ran = sandbox.run(&["diff", "old", "docs", "--format", format, "--out", "out/report", "--after", "0.7.3"]);
        assert_eq!(ran.status, Some(2), "{}", ran.stderr);
        sandbox.get("out/report")
    };
    let markdown = written("markdown");
    assert!(markdown.starts_with("## 0.8.0\n\n### Breaks the build\n\n- method `lamp.add`: "), "{markdown}");
    let html = written("html");
    for words in ["<b>0.8.0</b>", "lamp.add", "D212", "api-reference/lamp/lamp-add.html", "color-scheme: light dark"] {
        assert!(html.contains(words), "{words} is not in\n{html}");
    }
    assert!(
        !html.contains("src=") && !html.contains("<link") && !html.contains("@import"),
        "nothing comes from elsewhere"
    );
    assert!(!written("text").contains('\u{1b}'), "a file has no styles");
    let json = written("json");
    let lines: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["name"], "lamp.add");
    assert_eq!(lines[0]["changes"][0]["rule"], "D212");
    assert_eq!(lines[1]["class"], "breaks-the-build");
    assert_eq!(lines[1]["next_version"], "0.8.0");
}
