//! `b24c`: the compiler of the documentation and its commands.

fn main() {}
