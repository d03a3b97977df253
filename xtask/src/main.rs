//! `b24c`: the compiler of the documentation and its commands.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::commands::main()
}
