//! The compiler of the documentation, as a library: the command `b24c` is a thin door to it.

pub mod commands;
pub mod corrections;
pub mod diagnostic;
pub mod diff;
mod fractions;
pub mod lexicon;
pub mod lower;
pub mod source;
pub mod specs_page;
pub mod tree;
pub mod yfm;
