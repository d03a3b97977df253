//! `cargo xtask bench`: one table, each row a ratio against a floor or a peer measured in the same run.
//!
//! Needs a checkout of the documentation in `B24_DOCS`. Run it on a machine that does nothing else. A name behind `--`
//! runs those rows alone: `import`, `calls`, `events`, `cost`.

mod burst;
mod calls;
mod cost;
mod events;
mod hostile;
mod import;
mod peer;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use table::Table;

/// Set in a child process, to measure its memory alone.
const PROBE: &str = "B24_BENCH_PROBE";

/// The one that `b24c` has, for both sides of a row.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let Some(docs) = std::env::var_os("B24_DOCS").map(PathBuf::from) else {
        eprintln!("set B24_DOCS to a checkout of the documentation");
        return ExitCode::FAILURE;
    };
    if std::env::var_os(PROBE).is_some() {
        import::probe(&docs);
        return ExitCode::SUCCESS;
    }
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let wanted = |rows: &str| only.as_deref().is_none_or(|only| only == rows);
    let mut table = Table::default();
    if wanted("import") {
        import::rows(&docs, &mut table);
    }
    if wanted("calls") {
        calls::rows(&mut table);
    }
    if wanted("events") {
        events::rows(&mut table);
        burst::rows(&mut table);
    }
    if wanted("cost") {
        cost::rows(&mut table);
    }
    print!("{table}");
    ExitCode::SUCCESS
}
