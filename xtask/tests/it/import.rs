//! An import over a specs folder that is there: what changed, what is kept, what is not done again.

use crate::sandbox::{Sandbox, method};

const SET: &str = "docs/api-reference/lamp/lamp-set.md";

fn remove(sandbox: &Sandbox, path: &str) {
    std::fs::remove_file(sandbox.path(path)).unwrap();
}

fn import(sandbox: &Sandbox) -> String {
    sandbox.done(&["import", "--docs", "docs", "--out", "specs"])
}

#[test]
fn what_the_documentation_drops_stays_as_deprecated() {
    let sandbox = Sandbox::new().built();
    remove(&sandbox, SET);
    import(&sandbox);
    assert!(!sandbox.path("specs/methods/lamp.set.md").exists());
    let page = sandbox.get("specs/dropped/0.1/methods/lamp.set.md");
    assert!(page.contains("- deprecated: yes") && page.contains("| `id` | `string` | yes |"), "{page}");
    sandbox.done(&["build", "--specs", "specs"]);
    sandbox.done(&["check", "--specs", "specs"]);
    let methods = sandbox.get("specs/ir/methods.jsonl");
    assert!(
        methods.contains(r#""method":"lamp.set""#)
            && methods.contains(r#""deprecated":{"successor":null,"dropped":true}"#),
        "{methods}"
    );
    // It stays so over further imports, those of our own pages as well.
    let files = sandbox.files("specs");
    import(&sandbox);
    sandbox.done(&["import", "--docs", "specs", "--out", "specs"]);
    assert!(sandbox.files("specs") == files);
    // A comparison with the documentation leaves it out.
    sandbox.done(&["diff", "docs", "specs"]);
    // And goes from there where it is documented again.
    sandbox.put(SET, method("lamp.set", "**id***", "403"));
    let said = sandbox.done(&["import", "--docs", "docs", "--out", "specs", "api-reference/lamp/lamp-set.md"]);
    assert!(said.contains("removed specs/dropped/0.1/methods/lamp.set.md"), "{said}");
    assert!(sandbox.path("specs/methods/lamp.set.md").is_file());
}

#[test]
fn a_dropped_placement_stays_as_deprecated() {
    let sandbox = Sandbox::new().built();
    let page = "# Placement `LAMP_TAB`\n\n- page: `api-reference/widgets/lamp.md`\n- title: `Lamps`\n- scope: `lamp`\n\
                - examples: 0 of requests, 0 of answers\n";
    sandbox.put("specs/placements/LAMP_TAB.md", page);
    import(&sandbox);
    assert!(!sandbox.path("specs/placements/LAMP_TAB.md").exists());
    assert!(sandbox.get("specs/dropped/0.1/placements/LAMP_TAB.md").contains("- deprecated: yes"));
    sandbox.done(&["build", "--specs", "specs"]);
    sandbox.done(&["check", "--specs", "specs"]);
    assert!(sandbox.get("specs/ir/placements.jsonl").contains(r#""deprecated":{"successor":null,"dropped":true}"#));
}

#[test]
fn a_renamed_method_is_the_successor_of_the_dropped_one() {
    let sandbox = Sandbox::new().built();
    remove(&sandbox, SET);
    sandbox.put("docs/api-reference/lamp/lamp-change.md", method("lamp.change", "**id***", "403"));
    let said = import(&sandbox);
    assert!(said.contains("D103 renamed from lamp.set\n"), "{said}");
    assert!(sandbox.get("specs/dropped/0.1/methods/lamp.set.md").contains("- deprecated: `lamp.change`"));
}

#[test]
fn a_page_that_gives_nothing_any_more_keeps_its_method_and_is_told() {
    let sandbox = Sandbox::new().built();
    sandbox.put(SET, "# Lamps\n\nSome words.\n");
    let ran = sandbox.run(&["import", "--docs", "docs", "--out", "specs"]);
    assert_eq!(ran.status, Some(1), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("B0906") && ran.stderr.contains("move it to specs/dropped/"), "{}", ran.stderr);
    assert!(sandbox.path("specs/methods/lamp.set.md").is_file());
}

#[test]
fn pages_are_told_with_what_changed_on_them() {
    let sandbox = Sandbox::new().built();
    sandbox.change("docs/api-reference/lamp/lamp-add.md", "**mode**\n[`string`]", "**mode***\n[`string`]");
    let said = import(&sandbox);
    assert!(said.contains("changed specs/methods/lamp.add.md\n         D211 newly required params.mode\n"), "{said}");
    assert!(said.contains("; now run `b24c build --specs specs`"), "{said}");
    let said = import(&sandbox);
    assert!(said.contains("0 added, 0 changed, 0 dropped, 2 unchanged") && !said.contains("lamp.add.md"), "{said}");
    // Nothing came, and the IR is not what the pages give: not built yet, and changed by hand since.
    assert!(said.contains("; now run `b24c build --specs specs`"), "{said}");
    sandbox.done(&["build", "--specs", "specs"]);
    assert!(!import(&sandbox).contains("now run"));
    sandbox.change("specs/methods/lamp.set.md", "`Lamp is broken`", "`Lamp broke`");
    let said = sandbox.done(&["import", "--docs", "docs", "--out", "specs", "api-reference/lamp/lamp-add.md"]);
    assert!(said.contains("1 unchanged; now run"), "{said}");
}

#[test]
fn the_cache_changes_nothing_but_the_time() {
    let plain = Sandbox::new();
    let cached = Sandbox::new();
    std::fs::create_dir_all(cached.path("target")).unwrap();
    let both = |change: &dyn Fn(&Sandbox)| {
        let run = |sandbox: &Sandbox| {
            change(sandbox);
            let ran = sandbox.run(&["import", "--docs", "docs", "--out", "specs", "--json"]);
            (ran.status, ran.stdout, sandbox.files("specs"))
        };
        assert!(run(&plain) == run(&cached));
    };
    both(&|_| {});
    assert!(cached.path("target/b24c/pages").is_file() && !plain.path("target").exists());
    both(&|_| {});
    both(&|sandbox| {
        sandbox.change(
            "docs/api-reference/lamp/lamp-add.md",
            "`night`",
            "`dusk`\n\n{% include [x](../../_includes/errors.md) %}",
        );
    });
    both(&|sandbox| {
        sandbox.put("docs/_includes/errors.md", "### Statuses\n\n{% end");
    });
    both(&|sandbox| {
        sandbox.change("docs/api-reference/lamp/lamp-add.md", "|| **mode**", "stray text\n|| **mode**");
    });
    both(&|_| {});
    for damage in ["nonsense", "0123456789abcdef {\"kind\":", &cached.get("target/b24c/pages").replace("lamp", "pmal")]
    {
        cached.put("target/b24c/pages", damage);
        if !damage.contains("pmal") {
            both(&|_| {});
        }
    }
}

#[test]
fn the_doctor_groups_and_counts_with_places() {
    let sandbox = Sandbox::new();
    sandbox.change("docs/api-reference/lamp/lamp-add.md", "|| **mode**", "stray text\n|| **mode**");
    let line =
        1 + sandbox.get("docs/api-reference/lamp/lamp-add.md").lines().position(|line| line == "stray text").unwrap();
    let place = format!("api-reference/lamp/lamp-add.md:{line}");
    let text = sandbox.run(&["doctor", "--docs", "docs"]).stdout;
    assert!(text.contains("Tables that the renderer loses or cuts (1)\n") && text.contains(&place), "{text}");
    let ran = sandbox.run(&["doctor", "--docs", "docs", "--format", "markdown", "--out", "report.md"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let markdown = sandbox.get("report.md");
    assert!(
        markdown.contains("## Tables that the renderer loses or cuts (1)") && markdown.contains(&place),
        "{markdown}"
    );
    let json = sandbox.run(&["doctor", "--docs", "docs", "--json"]).stdout;
    let lines: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let count =
        |code: &str| lines.iter().filter(|line| line["code"] == code && line["file"].is_string()).count() as u64;
    for kind in lines.iter().filter(|line| line["group"].is_string()) {
        assert_eq!(kind["count"].as_u64().unwrap(), count(kind["code"].as_str().unwrap()), "{kind}");
    }
    assert_eq!(count("B0105"), 1);
    let help = sandbox.done(&["doctor", "--help"]);
    assert!(help.contains("    B0105  Text in a table, but in none of its rows.\n"), "{help}");
}

#[test]
fn the_readme_names_commands_that_exist() {
    let sandbox = Sandbox::new().built();
    sandbox.put("README.md", "Run `cargo xtask dist` of somebody else's\n");
    sandbox.done(&["check", "--specs", "specs"]);
    // As in the repository.
    sandbox.put("specs/Cargo.toml", "");
    sandbox.put("README.md", "Run `cargo xtask build`, then\n\n```sh\ncargo xtask diff OLD NEW\n```\n");
    sandbox.done(&["check", "--specs", "specs"]);
    sandbox.put("README.md", "Run `cargo xtask build`, then\n\n```sh\ncargo xtask dif OLD NEW\n```\n");
    let ran = sandbox.run(&["check", "--specs", "specs"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("README.md:4:") && ran.stderr.contains("dif OLD NEW"), "{}", ran.stderr);
}
