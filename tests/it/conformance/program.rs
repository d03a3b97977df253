//! A program with the code of all methods, made and run.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use b24_codegen::Outline;
use proc_macro2::TokenStream;
use serde_json::Value;

use crate::compile_fail::target;

/// All but the path of the runtime. Whatever the tests of the workspace have built is of no use to it: it has other
/// features and no information for debuggers, which would take longer to write than the code.
const MANIFEST: &str = r#"[package]
name = "conformance"
version = "0.0.0"
edition = "2024"

[workspace]

[profile.dev]
debug = false
incremental = false

[dependencies]
serde = { version = "1", default-features = false, features = ["std"] }
serde_json = { version = "1", features = ["float_roundtrip"] }
"#;

/// An answer to the method of that number, as a portal might send it.
pub(super) struct Sent {
    pub(super) method: usize,
    pub(super) status: u16,
    pub(super) body: Value,
}

/// Runs the program: what became of each answer, and then what each request sends.
pub(super) fn run<'a>(
    outlines: &[Outline<'_>],
    answers: impl Iterator<Item = &'a Sent>,
    requests: impl Iterator<Item = &'a TokenStream>,
) -> Vec<Value> {
    let folder = write(outlines, requests);
    let mut program = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", target().join("tests/outside"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = program.stdin.take().unwrap();
    let lines: String = answers.map(line).collect();
    // Both directions at once: either pipe may be full.
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success(), "the program in {} fails", folder.display());
    writer.join().unwrap().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn line(Sent { method, status, body }: &Sent) -> String {
    serde_json::json!({"method": method, "status": status, "body": body.to_string()}).to_string() + "\n"
}

fn write<'a>(outlines: &[Outline<'_>], requests: impl Iterator<Item = &'a TokenStream>) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = target().join("tests/conformance");
    fs::create_dir_all(folder.join("src")).unwrap();
    let runtime = root.join("../runtime");
    fs::write(
        folder.join("Cargo.toml"),
        format!("{MANIFEST}b24 = {{ path = '{}', features = ['serde'] }}\n", runtime.display()),
    )
    .unwrap();
    // The versions that the workspace has been tested with, and that are at hand without a network.
    fs::copy(root.join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::copy(root.join("conformance/main.rs"), folder.join("src/main.rs")).unwrap();
    fs::write(folder.join("src/api.rs"), "b24::methods! { pub mod all { \"**\"; } }\npub use all::*;\n").unwrap();
    fs::write(folder.join("src/table.rs"), table(outlines)).unwrap();
    let requests: Vec<String> = requests.map(|call| format!("    || request({call}),\n")).collect();
    let head = "use crate::{Request, api, request};\n\npub(crate) const REQUESTS: &[Request] = &[\n";
    let requests = [head, &requests.concat(), "];\n"].concat();
    fs::write(folder.join("src/requests.rs"), requests).unwrap();
    folder
}

/// What the program knows of each method.
fn table(outlines: &[Outline<'_>]) -> String {
    let mut methods = String::new();
    for Outline { request, errors, .. } in outlines {
        let variants: Vec<String> =
            errors.iter().map(|(name, _)| format!("api::{request}Error::{name} => {name:?}, ")).collect();
        let _ = writeln!(
            methods,
            "    |status, body| read::<api::{request}>(status, body, |error| match error {{ {}_ => \"Other\" }}),",
            variants.concat()
        );
    }
    format!("use crate::{{Read, api, read}};\n\npub(crate) const METHODS: &[Read] = &[\n{methods}];\n")
}
