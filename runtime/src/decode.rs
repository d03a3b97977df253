//! Reading answers: from their JSON text into the generated types, leniently and without loss.
//!
//! On the other side is PHP: an empty map arrives as `[]`, a list as `{"0": .., "2": ..}`, ids as `7` or `"7"`,
//! booleans as `true`, `"Y"`, `"1"` or `1`, an absent date as `""` or `false`, the fields that a task had before it was there
//! as `"undefined"`. A type says in [`Decode`] which of these it understands.
//!
//! A text is gone through once, to [find its values](JsonText). An object is then cut into them, and each is read when its
//! field's turn has come. So every type is read by one plain function, in which the place of what does not fit is known.

mod content;
mod extra;
mod held;
mod hidden;
mod json;
mod misfit;
mod object;
mod record;
mod scalar;
#[cfg(feature = "serde")]
mod stored;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

pub(crate) use content::Content;
pub use extra::Extra;
pub(crate) use held::Held;
pub(crate) use hidden::{member as shown_member, without_secrets};
pub use json::Json;
pub(crate) use json::JsonText;
pub use misfit::Misfit;
pub(crate) use misfit::Told;
pub(crate) use object::cut;
pub use record::{AnyField, Fields, Filled, Source, copy, look, same, show, show_as};
pub(crate) use record::{Record, tolerate};
#[cfg(feature = "serde")]
pub use stored::{read, write};

/// A type that an answer can be read into.
#[diagnostic::on_unimplemented(
    message = "an answer cannot be read into `{Self}`",
    note = "read it into a type that `b24::methods!` generates, or into `b24::Value`"
)]
pub trait Decode: Sized {
    /// What it expects, for errors: `a whole number`.
    const EXPECTED: &'static str;

    /// Reads a value.
    ///
    /// # Errors
    /// Where the type does not understand it.
    fn decode(json: Json<'_>) -> Result<Self, Misfit>;

    /// Reads the items of a list.
    ///
    /// # Errors
    /// Where the type does not understand one of them.
    fn decode_items(json: Json<'_>) -> Result<Vec<Self>, Misfit> {
        let decode = |(i, item)| Self::decode(item).map_err(|misfit| misfit.of_item(i));
        json.items().enumerate().map(decode).collect()
    }
}

/// A blank that `T` does not understand is an absent value.
impl<T: Decode> Decode for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn decode(json: Json<'_>) -> Result<Self, Misfit> {
        if json.is_null() {
            return Ok(None);
        }
        match T::decode(json) {
            Err(_) if Content::of(json).is_blank() || json.is_no_items() => Ok(None),
            read => read.map(Some),
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn decode(json: Json<'_>) -> Result<Self, Misfit> {
        match Content::of(json) {
            Content::List => T::decode_items(json),
            // A list with gaps: PHP writes it as a map, and the numbers mean nothing.
            Content::Map => json
                .members()
                .map(|(key, item)| {
                    if key.is_empty() || !key.bytes().all(|b| b.is_ascii_digit()) {
                        return Err(Misfit::new(Self::EXPECTED, json));
                    }
                    T::decode(item).map_err(|misfit| misfit.of_member(&key))
                })
                .collect(),
            content if content.is_blank() => Ok(Self::new()),
            _ => Err(Misfit::new(Self::EXPECTED, json)),
        }
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    const EXPECTED: &'static str = "a map";

    fn decode(json: Json<'_>) -> Result<Self, Misfit> {
        match Content::of(json) {
            Content::Map => {
                let decode = |(key, value): (Cow<'_, str>, _)| match T::decode(value) {
                    Ok(value) => Ok((key.into_owned(), value)),
                    Err(misfit) => Err(misfit.of_member(&key)),
                };
                json.members().map(decode).collect()
            }
            // PHP writes a map whose keys happen to be 0, 1, 2 as a list.
            Content::List => Ok((0_usize..).map(|i| i.to_string()).zip(T::decode_items(json)?).collect()),
            content if content.is_blank() => Ok(Self::new()),
            _ => Err(Misfit::new(Self::EXPECTED, json)),
        }
    }
}

/// What is JSON and yet no value, as `1e999` and what is nested very deep, stays a text.
impl Decode for Value {
    const EXPECTED: &'static str = "any value";

    fn decode(json: Json<'_>) -> Result<Self, Misfit> {
        Ok(serde_json::from_str(json.get()).unwrap_or_else(|_| match Content::of(json) {
            Content::Text(text) => text.into(),
            _ => json.get().into(),
        }))
    }
}

/// Without the feature `serde` there is nothing to write.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($($name:ident)*) => {};
}

#[cfg(test)]
mod tests;
