//! The benches, which are a program of their own: they are compiled with optimisations.

use std::path::Path;
use std::process::Command;

use super::Outcome;

/// `cargo xtask bench`
pub(crate) fn run(docs: &Path, rows: Option<&str>) -> Result<Outcome, String> {
    let cargo =
        std::env::var_os("CARGO").ok_or("the benches belong to the repository: run `cargo xtask bench` in it")?;
    let docs = docs.canonicalize().map_err(|e| format!("{}: {e}", docs.display()))?;
    let status = Command::new(cargo)
        .args(["bench", "--quiet", "--package", "b24-tests", "--bench", "b24", "--"])
        .args(rows)
        .env("B24_DOCS", docs)
        .status()
        .map_err(|e| format!("cargo cannot be run: {e}"))?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Findings })
}
