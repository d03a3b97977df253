//! Values of which a page lists all: an enum of them, generated.

use std::fmt;

use serde_json::Value;

use super::Arg;

/// One of the values that a page lists.
///
/// Its values are one text, as a piece of code for each would cost the compiler more than all that is done with it.
pub trait Choice: Copy + 'static {
    /// Name and value of each, in their order: a line each, with a tab between; values as JSON.
    const VALUES: &'static str;

    /// Which of them it is, from 0.
    fn number(self) -> usize;
}

#[diagnostic::do_not_recommend]
impl<T: Choice, P, M> Arg<T, P, M> for T {
    fn into_value(self) -> Value {
        serde_json::from_str(named(self).1).unwrap_or_default()
    }
}

/// The `PartialEq` of every choice.
pub fn same_choice<T: Choice>(one: T, other: T) -> bool {
    one.number() == other.number()
}

/// The `Debug` of every choice: its name, as a derived one would write it.
///
/// # Errors
/// Where the formatter has one.
pub fn show_choice<T: Choice>(choice: T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(named(choice).0)
}

/// Name and value.
fn named<T: Choice>(choice: T) -> (&'static str, &'static str) {
    T::VALUES.split('\n').nth(choice.number()).and_then(|line| line.split_once('\t')).unwrap_or_default()
}
