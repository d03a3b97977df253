//! The commands and the normal form, from outside.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod changes;
mod corrections;
mod diff;
mod generate;
mod hostile;
mod import;
mod normal_form;
mod prose;
mod replay;
mod sandbox;
mod way;
