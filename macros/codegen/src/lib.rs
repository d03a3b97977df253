//! Turns the IR into Rust.
