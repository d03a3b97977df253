//! Code as text. `quote!` makes a token at a time, in code that nobody optimises: macros run unoptimised in other people's
//! debug builds, where a token costs thousands of instructions. Text is put together by the standard library and read by
//! the compiler, both of which are optimised. What it costs is the place: all tokens of a text stand where the macro is
//! called, so what messages point at is quoted, and the rest is text.

use std::fmt::Write as _;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Appends pieces to code: `put!(code, "impl p::StdError for ", ident, " {}")`.
macro_rules! put {
    ($code:expr, $($piece:expr),+ $(,)?) => {{ $($crate::emit::text::Piece::put(&$piece, $code);)+ }};
}
pub(super) use put;

/// Something that code is made of.
pub(super) trait Piece {
    fn put(&self, code: &mut String);
}

impl Piece for str {
    fn put(&self, code: &mut String) {
        code.push_str(self);
    }
}

impl Piece for String {
    fn put(&self, code: &mut String) {
        code.push_str(self);
    }
}

impl Piece for Ident {
    fn put(&self, code: &mut String) {
        let _ = write!(code, "{self}");
    }
}

impl Piece for usize {
    fn put(&self, code: &mut String) {
        let _ = write!(code, "{self}");
    }
}

impl Piece for i64 {
    fn put(&self, code: &mut String) {
        let _ = write!(code, "{self}");
    }
}

/// As a literal.
pub(super) struct Literal<'a>(pub(super) &'a str);

impl Piece for Literal<'_> {
    fn put(&self, code: &mut String) {
        // A text takes all that it is given.
        let _ = write!(code, "{:?}", self.0);
    }
}

/// `&[".."]`
pub(super) struct Literals<'a, T>(pub(super) &'a [T]);

impl<T: AsRef<str>> Piece for Literals<'_, T> {
    fn put(&self, code: &mut String) {
        put!(code, "&[");
        for text in self.0 {
            put!(code, Literal(text.as_ref()), ",");
        }
        put!(code, "]");
    }
}

/// `#[doc = ".."]`
pub(super) struct Doc<'a>(pub(super) &'a str);

impl Piece for Doc<'_> {
    fn put(&self, code: &mut String) {
        put!(code, "#[doc = ", Literal(self.0), "] ");
    }
}

impl<P: Piece + ?Sized> Piece for &P {
    fn put(&self, code: &mut String) {
        P::put(self, code);
    }
}

/// Reads code.
///
/// In a macro the compiler has to do it, without `proc_macro2`, which would read all of it a second time in code of its own.
pub type Read = fn(&str) -> Option<TokenStream>;

/// The tokens of code.
pub(super) fn tokens(code: &str, read: Read) -> TokenStream {
    read(code).unwrap_or_else(|| {
        let message = format!("b24 has made code that is no Rust, please report it: {code}");
        quote!(::core::compile_error!(#message);)
    })
}
