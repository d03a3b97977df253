//! The classes of `diff`, proven: what a user has written before a change compiles with the old bindings, and with the
//! new ones breaks in the very line where the class says so, or nowhere.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

#[path = "../changes/cases.rs"]
#[allow(dead_code, reason = "the test of the rules themselves asks for more")]
mod cases;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cases::Case;
use serde_json::Value;

#[test]
fn a_change_breaks_what_its_class_says() {
    let cases: Vec<Case> = cases::all().into_iter().filter(|case| case.on == "method").collect();
    let folder = crate_folder();
    write_crate(&folder, &cases);
    let errors = check(&folder);
    let mut wrong = Vec::new();
    for case in &cases {
        let source = fs::read_to_string(folder.join(file(case))).unwrap();
        let marked: BTreeSet<usize> = lines_with(&source, "//~");
        let found = errors.get(&case.id).cloned().unwrap_or_default();
        if marked != found {
            wrong.push(format!("{}: expected errors in the lines {marked:?}, found {found:?}\n{source}", case.id));
        }
    }
    let before = errors.get("before").cloned().unwrap_or_default();
    assert!(before.is_empty(), "what was written before a change compiles before it: src/bin/before.rs:{before:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// In the target folder, so that nothing is built twice.
fn crate_folder() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(3).unwrap().join("tests/changes")
}

fn file(case: &Case) -> PathBuf {
    Path::new("src/bin").join(&case.id).with_extension("rs")
}

/// One program a change with the new bindings, and one for all of them with the old ones.
fn write_crate(folder: &Path, cases: &[Case]) {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::create_dir_all(folder.join("src/bin")).unwrap();
    fs::create_dir_all(folder.join("ir")).unwrap();
    let runtime = workspace.join("runtime").display().to_string();
    let manifest = format!(
        "[package]\nname = \"changes\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nb24 = {{ path = '{runtime}' }}\n\n\
         [workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut before = String::new();
    for case in cases {
        let id = &case.id;
        write_ir(folder, &format!("{id}.old"), case.old.as_ref());
        write_ir(folder, &format!("{id}.new"), case.new.as_ref());
        let _ = writeln!(before, "mod {id} {{\n{}}}", program(&format!("{id}.old"), case.old.as_ref(), case));
        fs::write(folder.join(file(case)), program(&format!("{id}.new"), case.new.as_ref(), case) + "\nfn main() {}\n")
            .unwrap();
    }
    fs::write(folder.join("src/bin/before.rs"), before + "fn main() {}\n").unwrap();
}

fn write_ir(folder: &Path, name: &str, line: Option<&Value>) {
    let method = |line: &Value| serde_json::from_value::<b24_specs::ir::Method>(line.clone()).unwrap();
    let text = line.map(|line| serde_json::to_string(&method(line)).unwrap() + "\n").unwrap_or_default();
    fs::write(folder.join(format!("ir/{name}.jsonl")), text).unwrap();
}

/// What the user has written. A method that is not there is not selected, as by a pattern that no longer finds it.
fn program(ir: &str, line: Option<&Value>, case: &Case) -> String {
    let bindings = line.map_or("mod api {}".to_owned(), |line| {
        format!("b24::methods! {{ specs = \"ir/{ir}.jsonl\"; mod api {{ {}; }} }}", line["method"])
    });
    let code = case.code.replace("$SPECS", &format!("ir/{ir}.jsonl"));
    format!("{bindings}\n#[allow(dead_code)]\nfn user() {{\n{code}}}\n")
}

fn lines_with(source: &str, mark: &str) -> BTreeSet<usize> {
    source.lines().enumerate().filter(|(_, line)| line.contains(mark)).map(|(i, _)| i + 1).collect()
}

/// The lines with errors, a program each.
fn check(folder: &Path) -> BTreeMap<String, BTreeSet<usize>> {
    let ran = Command::new(env!("CARGO"))
        .args(["check", "--bins", "--keep-going", "--offline", "--message-format=json"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("../..").join("changes"))
        .output()
        .unwrap();
    let mut errors: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut seen = 0;
    for line in String::from_utf8(ran.stdout).unwrap().lines() {
        let message: Value = serde_json::from_str(line).unwrap();
        if message["reason"] == "compiler-artifact" && message["target"]["kind"][0] == "bin" {
            seen += 1;
        }
        if message["reason"] != "compiler-message" || message["message"]["level"] != "error" {
            continue;
        }
        let program = errors.entry(message["target"]["name"].as_str().unwrap().to_owned()).or_default();
        let spans = message["message"]["spans"].as_array().unwrap();
        let primary = spans.iter().filter(|span| span["is_primary"] == true);
        program.extend(primary.map(|span| usize::try_from(span["line_start"].as_u64().unwrap()).unwrap()));
    }
    assert!(seen > 0, "nothing was compiled: {}", String::from_utf8_lossy(&ran.stderr));
    errors
}
