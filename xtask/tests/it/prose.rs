//! `import --prose`: the documentation's words, on a user's machine alone.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::sandbox::{Sandbox, method};

const IMPORT: &[&str] = &["import", "--docs", "docs", "--out", "specs", "--prose", "mine"];

/// Words with all that rustdoc could take for markup, or for a link.
const INTRO: &str = "Adds a [lamp](../nowhere.md) to `room[id]`: <b>bright</b>, [dim], `vec<T>` and a_b*c* of http://x.y/.\n\n\
                     - With a <shade>\n- Or without [one]\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let page = method("lamp.add", "**title***", "400");
    let (title, rest) = page.split_once("\n\n").unwrap();
    sandbox.put("docs/api-reference/lamp/lamp-add.md", format!("{title}\n\n{INTRO}\n{rest}"));
    sandbox.done(&["import", "--docs", "docs", "--out", "specs"]);
    sandbox
}

#[test]
fn words_go_to_the_users_folder_and_never_into_specs() {
    let sandbox = sandbox();
    let before = sandbox.files("specs");
    sandbox.done(IMPORT);
    let ir = sandbox.get("mine/methods.jsonl");
    assert!(ir.contains(r#""doc":"Adds a lamp to `room[id]`"#), "{ir}");
    assert!(ir.contains(r"\n\n- With a"), "{ir}");
    assert_eq!(sandbox.files("specs"), before);
    for folder in ["specs", "specs/ir", "specs/mine", "mine/../specs/deep/er"] {
        let ran = sandbox.run(&["import", "--docs", "docs", "--out", "specs", "--prose", folder]);
        assert_eq!(ran.status, Some(2), "{folder}");
        assert!(ran.stderr.contains("holds facts alone"), "{}", ran.stderr);
        assert_eq!(sandbox.files("specs"), before);
    }
}

#[test]
fn facts_of_any_other_folder_stay_facts() {
    let sandbox = sandbox();
    sandbox.done(&["import", "--docs", "docs", "--out", "facts"]);
    sandbox.put("bare/methods/lamp.md", "");
    sandbox.put("bare/ir/methods.jsonl", "");
    let before = (sandbox.files("facts"), sandbox.files("bare"));
    for folder in ["facts", "facts/ir", "facts/deep/er", "gone/../facts/ir", "bare/ir"] {
        let ran = sandbox.run(&["import", "--docs", "docs", "--prose", folder]);
        assert_eq!(ran.status, Some(2), "{folder}");
        assert!(ran.stderr.contains("holds facts alone"), "{}", ran.stderr);
    }
    assert_eq!((sandbox.files("facts"), sandbox.files("bare")), before);
}

#[test]
fn a_crate_without_specs_has_the_shipped_corrections() {
    let sandbox = sandbox();
    sandbox.put("docs/api-reference/events/event-bind.md", method("event.bind", "**handler***", "400"));
    sandbox.put("app/Cargo.toml", "");
    fs::remove_dir_all(sandbox.path("specs")).unwrap();
    let ran = sandbox.run_in("app", &["import", "--docs", "../docs", "--prose", "target/b24"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("<b24c>/corrections/event.bind.toml:"), "{}", ran.stderr);
    let ir = sandbox.get("app/target/b24/methods.jsonl");
    assert!(ir.contains(r#""code":"ACCESS_DENIED""#) && ir.contains(r#""doc":"Adds a lamp"#), "{ir}");
    let ran = sandbox.run_in("app", &["import", "--docs", "../docs"]);
    assert!(ran.stderr.contains("no specs/ folder here or above: name the folder to write to with --out"));
}

#[test]
fn rustdoc_takes_nothing_in_them_for_markup() {
    let sandbox = sandbox();
    sandbox.done(IMPORT);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let manifest = "[package]\nname = \"worded\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n";
    sandbox.put("Cargo.toml", format!("{manifest}[dependencies]\nb24.path = {:?}\n", root.join("runtime")));
    // The versions that the workspace has been tested with, and that are at hand without a network.
    fs::copy(root.join("Cargo.lock"), sandbox.path("Cargo.lock")).unwrap();
    sandbox.put("src/lib.rs", LIB);
    sandbox.done(&["generate", "--specs", "mine/methods.jsonl", "--methods", "lamp.*", "--out", "src/portal.rs"]);
    let code = sandbox.get("src/portal.rs");
    assert!(code.contains(r"Adds a lamp to `room[id]`: \<b\>bright"), "{code}");
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["doc", "--no-deps", "--quiet", "--offline", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tests/outside"))
        .current_dir(sandbox.path(""))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}

const LIB: &str = r#"//! Lamps.
#![deny(missing_docs, warnings, rustdoc::all)]
pub mod portal;
b24::methods! { specs = "mine"; /** The same. */ pub mod api { "lamp.*"; } }
"#;
