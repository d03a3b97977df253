//! A crate outside the workspace builds with `b24` and an async runtime alone.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::compile_fail::target;

#[test]
fn a_crate_needs_nothing_but_b24() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let downstream = root.join("downstream");
    // The versions that the workspace has been tested with, and that are at hand without a network.
    fs::copy(root.join("../Cargo.lock"), downstream.join("Cargo.lock")).unwrap();
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--offline", "--target-dir"])
        .arg(target().join("tests/outside"))
        .current_dir(downstream)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
