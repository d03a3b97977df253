//! Every rule that the compiler is to check, broken once: `compile_fail/<rule>/<case>.rs`.
//!
//! The compiler's text is checked in beside each case, from the compiler of `compile_fail/rustc`. Another compiler words
//! its own part differently: on one of those, each case must fail all the same, and our own words, which the case gives
//! behind `//~`, must be in the message. `B24_WORDS=1` asks for that on any compiler.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the cases are.
fn cases_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("compile_fail")
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
    tmp.parent().unwrap_or(tmp).to_owned()
}

#[test]
fn rules_are_compile_errors() {
    let cases = cases();
    assert!(cases.len() > 40, "cases are missing: {}", cases.len());
    for (path, words) in &cases {
        assert!(!words.is_empty(), "{}: say behind `//~` which words of ours the message must have", path.display());
    }
    let pinned = fs::read_to_string(cases_dir().join("rustc")).unwrap();
    if std::env::var_os("B24_WORDS").is_none() && rustc().contains(pinned.trim()) {
        texts(&cases);
    } else {
        words(&cases);
    }
}

/// Each case, and the words that its error must have.
fn cases() -> BTreeMap<PathBuf, Vec<String>> {
    let mut cases = BTreeMap::new();
    for rule in fs::read_dir(cases_dir()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for case in fs::read_dir(rule).unwrap().map(|entry| entry.unwrap().path()) {
            if case.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&case).unwrap();
                let words = text.lines().filter_map(|line| line.strip_prefix("//~ ").map(str::to_owned)).collect();
                cases.insert(case, words);
            }
        }
    }
    cases
}

fn rustc() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    String::from_utf8(Command::new(rustc).arg("--version").output().unwrap().stdout).unwrap()
}

/// The IR files that cases read lie in the folder of the crate that is compiled.
fn lay_specs(project: &Path) {
    fs::create_dir_all(project).unwrap();
    for file in fs::read_dir(cases_dir().join("specs")).unwrap().map(|entry| entry.unwrap().path()) {
        fs::copy(&file, project.join(file.file_name().unwrap())).unwrap();
    }
}

/// The compiler's text, to the letter; and that our words are in what is checked in.
fn texts(cases: &BTreeMap<PathBuf, Vec<String>>) {
    lay_specs(&target().join("tests/trybuild/b24-tests"));
    let suite = trybuild::TestCases::new();
    for path in cases.keys() {
        suite.compile_fail(path);
    }
    drop(suite);
    let lacking: Vec<String> = cases
        .iter()
        .filter_map(|(path, words)| {
            let text = fs::read_to_string(path.with_extension("stderr")).unwrap_or_default();
            let missing: Vec<_> = words.iter().filter(|word| !text.contains(word.as_str())).collect();
            (!missing.is_empty()).then(|| format!("{} lacks {missing:?}:\n{text}", path.display()))
        })
        .collect();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

/// Only that each case fails, and our own words: one crate, each case a program of it.
fn words(cases: &BTreeMap<PathBuf, Vec<String>>) {
    let project = target().join("tests/words");
    fs::create_dir_all(&project).unwrap();
    lay_specs(&project);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::copy(root.join("Cargo.lock"), project.join("Cargo.lock")).unwrap();
    let mut manifest = format!(
        "[package]\nname = \"words\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\nb24 = {{ path = {:?} }}\n",
        root.join("runtime").to_string_lossy()
    );
    let names: BTreeMap<String, (&PathBuf, &Vec<String>)> =
        cases.iter().enumerate().map(|(i, (path, words))| (format!("case{i}"), (path, words))).collect();
    for (name, (path, _)) in &names {
        let path = path.to_string_lossy();
        writeln!(manifest, "[[bin]]\nname = {name:?}\npath = {path:?}").unwrap();
    }
    fs::write(project.join("Cargo.toml"), manifest).unwrap();
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--offline", "--keep-going", "--message-format=json", "--target-dir"])
        .arg(target().join("tests/outside"))
        .current_dir(&project)
        .output()
        .unwrap();
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        if message["message"]["level"] == "error" {
            let name = message["target"]["name"].as_str().unwrap().to_owned();
            *told.entry(name).or_default() += message["message"]["rendered"].as_str().unwrap();
        }
    }
    let mut wrong = Vec::new();
    for (name, (path, words)) in names {
        let Some(text) = told.get(&name) else {
            wrong.push(format!("{} compiles", path.display()));
            continue;
        };
        let missing: Vec<_> = words.iter().filter(|word| !text.contains(word.as_str())).collect();
        if !missing.is_empty() {
            wrong.push(format!("{} lacks {missing:?} in\n{text}", path.display()));
        }
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), if told.is_empty() { stderr } else { "".into() });
}
