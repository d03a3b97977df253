//! Procedural macros of `b24`.
