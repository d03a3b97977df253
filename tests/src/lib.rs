//! Tests of b24 that span its crates.
