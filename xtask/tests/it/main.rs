//! The commands and the normal form, from outside.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod changes;
mod corrections;
mod hostile;
mod normal_form;
mod sandbox;
mod way;
