//! The errors that every method can return, from `specs/ir/system.json`.

b24_macros::system_errors!();
