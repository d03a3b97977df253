//! Our own normal form of a page: facts only, in lists and plain tables, one page a method, an event or a placement.
//!
//! `read(parse(render(document)))` is the document again, but for the lines of its facts, which are then those of the
//! page.

mod cell;
mod fact;
mod field;
mod meta;
mod path;
mod read;
mod render;
mod text;
pub mod told;

pub use cell::Problem;
pub use read::read;
pub use render::render;
pub use told::Told;

/// Is this text a page of our own, and not one of the documentation?
pub fn is_own(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some((title, rest)) = text.split_once('\n') else { return text.trim_end() == "# System" };
    if title.trim_end() == "# System" {
        return true;
    }
    ["# Method `", "# Event `", "# Placement `"].iter().any(|start| title.starts_with(start))
        && rest.trim_start().starts_with("- page: `")
}
