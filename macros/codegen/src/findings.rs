//! Collecting what is wrong, to fail once.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};

/// What was found wrong so far.
#[derive(Default)]
pub struct Findings(Option<syn::Error>);

impl Findings {
    /// Adds a finding at the user's code.
    pub fn add(&mut self, span: Span, message: impl Display) {
        self.extend(syn::Error::new(span, message));
    }

    /// Adds findings of syn's.
    pub fn extend(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(all) => all.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// Nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Each finding's text, in order.
    pub fn texts(&self) -> Vec<String> {
        self.0.iter().flatten().map(|e| e.to_string()).collect()
    }

    /// As `compile_error!` calls, to stand beside what could be made.
    pub fn into_tokens(self) -> TokenStream {
        self.0.map(syn::Error::into_compile_error).unwrap_or_default()
    }
}
