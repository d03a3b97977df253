//! The facts of Bitrix24's REST API as data: what the compiler of the documentation writes and what everything
//! else reads.
//!
//! - [`ir`]: the types of one line of `ir/methods.jsonl`, `ir/events.jsonl`, `ir/placements.jsonl`
//! - [`index`]: finding a line by name without parsing the others
//! - [`own`]: a file of the user's, instead of the shipped one
//! - [`operators`]: what the signs of a filter mean
//! - [`pattern`]: names that stand for many
//! - [`reach`]: which addresses a portal can call
//! - [`wire`]: what the spelling of a type means on the wire
//!
//! ```
//! let index = b24_specs::methods()?;
//! let method = index.get("event.bind", b24_specs::ir::Api::V2)?.expect("documented");
//! assert_eq!(method.params[0].name, "event");
//! # Ok::<(), b24_specs::index::Damaged>(())
//! ```

#[cfg(feature = "ir")]
mod corrections;
#[cfg(feature = "ir")]
pub mod index;
#[cfg(feature = "ir")]
pub mod ir;
pub mod operators;
#[cfg(feature = "ir")]
pub mod own;
pub mod pattern;
pub mod reach;
#[cfg(feature = "ir")]
pub mod wire;

#[cfg(feature = "ir")]
pub use corrections::CORRECTIONS;

/// The methods that this version ships.
#[cfg(feature = "ir")]
pub const METHODS: &str = include_str!("../ir/methods.jsonl");
/// The events that this version ships.
#[cfg(feature = "ir")]
pub const EVENTS: &str = include_str!("../ir/events.jsonl");
/// The widget placements that this version ships.
#[cfg(feature = "ir")]
pub const PLACEMENTS: &str = include_str!("../ir/placements.jsonl");
/// The errors that every method can return, and the wire types of named entities.
#[cfg(feature = "ir")]
pub const SYSTEM: &str = include_str!("../ir/system.json");

/// The shipped methods, ready for look-ups.
///
/// # Errors
/// Where the shipped file is damaged; a release never is.
#[cfg(feature = "ir")]
pub fn methods() -> Result<index::Methods<'static>, index::Damaged> {
    index::Methods::new("specs/ir/methods.jsonl", METHODS)
}

/// The shipped events, ready for look-ups.
///
/// # Errors
/// Where the shipped file is damaged; a release never is.
#[cfg(feature = "ir")]
pub fn events() -> Result<index::Codes<'static, ir::Event>, index::Damaged> {
    index::Codes::new("specs/ir/events.jsonl", EVENTS)
}

/// The shipped placements, ready for look-ups.
///
/// # Errors
/// Where the shipped file is damaged; a release never is.
#[cfg(feature = "ir")]
pub fn placements() -> Result<index::Codes<'static, ir::Placement>, index::Damaged> {
    index::Codes::new("specs/ir/placements.jsonl", PLACEMENTS)
}

/// The shipped system errors and entity types.
///
/// # Errors
/// Where the shipped file is damaged; a release never is.
#[cfg(feature = "ir")]
pub fn system() -> Result<ir::System, index::Damaged> {
    ir::System::parse("specs/ir/system.json", SYSTEM)
}
