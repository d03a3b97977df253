//! `b24c`: the compiler of the documentation and its commands.

use std::process::ExitCode;

/// Pages are made of many small pieces: this allocator takes a third off the time of an import.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    xtask::commands::main()
}
