//! Changes as a person or a program reads them.

mod html;
mod json;
mod markdown;
mod terminal;

use super::model::{Change, Diff};
use super::version::Version;

pub use html::html;
pub use json::{entries, json};
pub use markdown::markdown;
pub use terminal::terminal;

/// The version after these changes; the present one where there are none.
fn next(diff: &Diff, version: Version) -> Version {
    diff.class().map_or(version, |class| version.next(class))
}

/// What changed, without where: `string` → `integer`.
fn values(change: &Change, quote: impl Fn(&str) -> String) -> String {
    match (change.old.as_str(), change.new.as_str()) {
        ("", "") => String::new(),
        ("", new) => quote(new),
        (old, "") => format!("was {}", quote(old)),
        (old, new) => format!("{} → {}", quote(old), quote(new)),
    }
}

/// Longer texts are cut for a person.
const SHOWN: usize = 120;

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
