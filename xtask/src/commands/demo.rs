//! The demonstration: builds the IR and plays an integration against an emulated portal.

use std::path::Path;
use std::process::Command;

use super::report::Printer;
use super::{Outcome, build};

/// `cargo xtask demo`
pub(crate) fn run(specs: &Path, printer: Printer) -> Result<Outcome, String> {
    match build::run(specs, printer)? {
        Outcome::Fine => {}
        other => return Ok(other),
    }
    // The play is compiled against the IR that was built just now, and so is a program of its own.
    let cargo = std::env::var_os("CARGO").ok_or("the demo belongs to the repository: run `cargo xtask demo` in it")?;
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--package", "b24-tests", "--bin", "demo"])
        .status()
        .map_err(|e| format!("cargo cannot be run: {e}"))?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Findings })
}
