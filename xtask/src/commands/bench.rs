//! The benches, which are a program of their own: they are compiled with optimisations.

use std::path::Path;
use std::process::Command;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::Outcome;

/// What can be measured alone, as `tests/benches` calls it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Rows {
    /// Of a whole checkout, against a parser of Markdown that does nothing else
    Import,
    /// Single ones and lists, against a client written by hand
    Calls,
    /// Single ones, hostile ones, and a burst of them
    Events,
    /// Of the generated code, to the compiler
    Cost,
}

/// `cargo xtask bench`
pub(crate) fn run(docs: &Path, rows: Option<Rows>) -> Result<Outcome, String> {
    let cargo =
        std::env::var_os("CARGO").ok_or("the benches belong to the repository: run `cargo xtask bench` in it")?;
    let docs = docs.canonicalize().map_err(|e| format!("{}: {e}", docs.display()))?;
    let status = Command::new(cargo)
        .args(["bench", "--quiet", "--package", "b24-tests", "--bench", "b24", "--"])
        .args(rows.and_then(|rows| rows.to_possible_value()).iter().map(PossibleValue::get_name))
        .env("B24_DOCS", docs)
        .status()
        .map_err(|e| format!("cargo cannot be run: {e}"))?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Findings })
}
