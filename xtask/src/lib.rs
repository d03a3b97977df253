//! The compiler of the documentation, as a library: the command `b24c` is a thin door to it.
//!
//! A page goes through the stages in this order:
//!
//! 1. [`tree`] finds the pages of a checkout, and what they include;
//! 2. [`yfm`] parses each into blocks;
//! 3. [`lower`] reads facts from the blocks, by the words of [`lexicon`], and tells what it cannot read as [`diagnostic`]s;
//! 4. [`specs_page`] writes each [`document`] to a page of `specs/`, which is reviewed, and reads it again;
//! 5. [`commands`]`::build` puts [`corrections`], `fractions` and `files` over them, which gives `specs/ir/`: what the macros read.
//!
//! Stages 1 to 4 are `import`. [`diff`] compares two states of the facts.

pub mod commands;
pub mod corrections;
pub mod diagnostic;
pub mod diff;
pub mod document;
mod files;
mod fractions;
pub mod lexicon;
pub mod lower;
pub mod source;
pub mod specs_page;
pub mod tree;
pub mod yfm;
