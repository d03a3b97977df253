//! The code of all methods in one crate, with the documentation's own words, to the tools that users have at hand.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::compile_fail::target;

const MANIFEST: &str =
    "[package]\nname = \"whole\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n";

const LIB: &str = r#"//! All methods.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(missing_docs, unreachable_pub, warnings, clippy::all, clippy::pedantic, rustdoc::all)]

/// A name of the standard library's.
pub mod std {
    ::renamed::methods! {
        specs = "prose/methods.jsonl";
        /// The macro's.
        pub mod api { "**"; }
    }
}
"#;

#[test]
fn neither_clippy_nor_rustdoc_has_a_word_to_say() {
    let docs = std::env::var_os("B24_DOCS").expect("B24_DOCS names a checkout of the documentation");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = target().join("tests/whole");
    for sub in ["src", "prose"] {
        fs::create_dir_all(folder.join(sub)).unwrap();
    }
    let files = xtask::commands::with_prose(Path::new(&docs), Some(&root.join("specs"))).unwrap();
    assert!(files[0].1.contains("\"doc\":"), "there is no prose");
    for (name, content) in files {
        fs::write(folder.join("prose").join(name), content).unwrap();
    }
    fs::write(folder.join("src/lib.rs"), LIB).unwrap();
    let runtime = root.join("runtime");
    let dependency = format!("renamed = {{ package = \"b24\", path = '{}' }}\n", runtime.display());
    fs::write(folder.join("Cargo.toml"), format!("{MANIFEST}{dependency}")).unwrap();
    // The versions that the workspace has been tested with, and that are at hand without a network.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    for command in [&["clippy"][..], &["doc", "--no-deps"]] {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(command)
            .args(["--quiet", "--offline", "--target-dir"])
            .arg(target().join("tests/outside"))
            .current_dir(&folder)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{command:?}: {said}");
    }
}
