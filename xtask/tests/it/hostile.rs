//! Whatever is given as a page, the command ends with an answer.

use crate::sandbox::{Sandbox, method};

/// Pages that are none, cut off, or made to hurt.
fn pages() -> Vec<Vec<u8>> {
    let whole = method("lamp.odd", "**id***", "400");
    let mut pages: Vec<Vec<u8>> = vec![
        Vec::new(),
        vec![0xff; 300],
        b"\xef\xbb\xbf# \xd0\r\n\0".to_vec(),
        b"a\n#|#|".to_vec(),
        b"# Method `a`\n\n- page: `b`\n\n## Parameters\n\n| Name |\n".to_vec(),
        b"# System".to_vec(),
        "#|\n|| ".repeat(400).into_bytes(),
        "|".repeat(20_000).into_bytes(),
        "> ".repeat(5_000).into_bytes(),
        format!("# a.b\n\n## Method Parameters\n\n#|\n{}", "|| **x**\n`string` | ".repeat(500)).into_bytes(),
        "{% list tabs %}\n\n- a\n\n".repeat(200).into_bytes(),
        format!("# a.b\n{}", "{% include [x](a.md) %}\n".repeat(100)).into_bytes(),
    ];
    pages.extend((0..whole.len()).step_by(97).filter_map(|cut| whole.as_bytes().get(..cut).map(<[u8]>::to_vec)));
    // Bytes that no one wrote, the same in every run.
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for length in 0..40_u8 {
        let bytes = (0..u16::from(length) * 16).map(|_| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            b"#|`*{}%[]()\n- _>ab\xd0\xff"[usize::try_from(seed % 20).unwrap()]
        });
        pages.push(bytes.collect());
    }
    pages
}

#[test]
fn any_bytes_are_a_page() {
    let sandbox = Sandbox::new();
    for (i, page) in pages().iter().enumerate() {
        sandbox.put(&format!("docs/api-reference/odd/p{i}.md"), page);
    }
    let ran = sandbox.run(&["import", "--docs", "docs", "--out", "specs"]);
    assert!(matches!(ran.status, Some(0 | 1)), "{:?}\n{}", ran.status, ran.stderr);
    assert!(sandbox.get("specs/methods/lamp.add.md").contains("`title`"), "the good pages are there");
    let ran = sandbox.run(&["coverage", "--docs", "docs"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let built = sandbox.run(&["build", "--specs", "specs"]);
    assert!(matches!(built.status, Some(0 | 1)), "{:?}\n{}", built.status, built.stderr);
}

#[test]
fn a_name_that_is_no_file_name_stays_in_its_folder() {
    let sandbox = Sandbox::new();
    sandbox.put("docs/a.md", "# Method `../../up`\n\n- page: `x`\n\n## Result\n\n| Name |\n| --- |\n| `result` |\n");
    sandbox.done(&["import", "--docs", "docs", "--out", "out/specs"]);
    assert!(sandbox.path("out/specs/methods/%2E.%2F..%2Fup.md").is_file(), "{:?}", sandbox.files("out"));
    assert!(!sandbox.path("up.md").exists() && !sandbox.path("out/up.md").exists());
}

#[test]
fn what_is_not_there_is_named() {
    let sandbox = Sandbox::new();
    sandbox.put("both/new/api-reference/a.md", "");
    sandbox.put("both/old/api-reference/a.md", "");
    let cases: &[(&[&str], &[&str])] = &[
        (&["import", "--docs", "nowhere", "--out", "specs"], &["nowhere: no such folder"]),
        (&["import", "--docs", "docs", "--out", "specs", "lamp-ad.md"], &["lamp-ad.md: no such page in docs"]),
        (
            &["import", "--docs", "docs", "--out", "specs", "api-reference/lamp/lamp-ad.md"],
            &["did you mean api-reference/lamp/lamp-add.md"],
        ),
        (&["import", "--docs", "docs/_includes", "--out", "specs"], &["none of 1 page describes a method"]),
        (&["import", "--docs", ".", "--out", "specs"], &[".: the checkout is docs in it; name that"]),
        (
            &["import", "--docs", "both", "--out", "specs"],
            &["both: there are several checkouts in it; name one: new, old"],
        ),
        (&["doctor", "--docs", "specs"], &["specs: no page in it; name a checkout"]),
        (&["coverage", "--docs", "specs"], &["specs: no page in it; name a checkout"]),
        (&["import", "--out", "specs"], &["--docs"]),
        (&["build", "--specs", "nowhere"], &["nowhere: no such folder"]),
        (&["build"], &["no specs/ folder here or above"]),
    ];
    for (args, words) in cases {
        let ran = sandbox.run(args);
        assert_eq!(ran.status, Some(2), "{args:?}\n{}{}", ran.stdout, ran.stderr);
        for words in *words {
            assert!(ran.stderr.contains(words), "{args:?}: {words} is not in\n{}", ran.stderr);
        }
    }
    assert!(sandbox.files("specs").is_empty(), "nothing was written");
}

#[test]
fn a_missing_include_is_told_with_its_place() {
    let sandbox = Sandbox::new();
    let page = "docs/api-reference/lamp/lamp-add.md";
    sandbox.change(page, "## Error Handling\n", "## Error Handling\n\n{% include [x](../../_includes/gone.md) %}\n");
    let line = 1 + sandbox.get(page).lines().position(|line| line.contains("gone.md")).unwrap();
    let ran = sandbox.run(&["import", "--docs", "docs", "--out", "specs"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains(&format!("api-reference/lamp/lamp-add.md:{line}:")), "{}", ran.stderr);
}

#[test]
fn a_page_beside_the_tree_finds_the_trees_includes_and_leaves_no_path_of_this_machine() {
    let sandbox = Sandbox::new();
    let page = method("lamp.old", "**id***", "400") + "\n{% include [x](../../_includes/errors.md) %}\n";
    sandbox.put("seeds/old.txt", page);
    sandbox.done(&["import", "--docs", "docs", "--out", "specs", "seeds/old.txt"]);
    let page = sandbox.get("specs/methods/lamp.old.md");
    assert!(page.contains("- page: `old.txt`"), "{page}");
}

#[test]
fn a_rendered_page_saved_as_text_is_recognised() {
    let sandbox = Sandbox::new();
    let text = "Switch a lamp on lamp.on\nWho can execute the method: any user\nThe method lamp.on switches a lamp on.\n\
        Method Parameters\nRequired parameters are marked with *\n|\nName |\nDescription |\n|\nid* |\nIdentifier |\n\
        Response Handling\nHTTP status: 200\nReturned Data\nError Handling\nPossible Error Codes\n";
    sandbox.put("seeds/lamp-on.txt", text);
    let ran = sandbox.run(&["import", "--docs", "docs", "--out", "specs", "seeds/lamp-on.txt"]);
    assert_eq!(ran.status, Some(1), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("rendered page") && ran.stderr.contains(".md"), "{}", ran.stderr);
    assert!(!sandbox.path("specs/methods").exists());
}

#[test]
fn findings_are_json_lines_where_asked() {
    let sandbox = Sandbox::new();
    sandbox.change("docs/api-reference/lamp/lamp-add.md", "|| **mode**", "text outside\n|| **mode**");
    let ran = sandbox.run(&["import", "--docs", "docs", "--out", "specs", "--json"]);
    let lines: Vec<serde_json::Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let finding = lines.iter().find(|line| line["file"] == "api-reference/lamp/lamp-add.md").expect(&ran.stdout);
    assert!(finding["line"].as_u64().unwrap() > 1 && finding["code"].as_str().unwrap().starts_with('B'));
    assert!(lines.last().unwrap()["summary"].as_str().unwrap().starts_with("imported "));
}

#[test]
fn a_tree_may_be_deep() {
    let sandbox = Sandbox::new();
    sandbox.put(&format!("docs/{}lamp.md", "d/".repeat(1700)), method("lamp.add", "**id***", "400").as_bytes());
    let ran = sandbox.run(&["import", "--docs", "docs", "--out", "specs"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
}
