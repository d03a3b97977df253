//! The compiler of the documentation, as a library: the command `b24c` is a thin door to it.

pub mod diagnostic;
pub mod lexicon;
pub mod lower;
pub mod source;
pub mod yfm;
