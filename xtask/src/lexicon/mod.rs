//! The words of the documentation's languages: what headings, headers and sentences are recognised by.
//!
//! All phrases are [folded](mod@fold). A language is added by adding its words here; nothing else knows any.

mod defaults;
mod fold;
mod headings;
mod limits;
mod phrases;
mod prose;
mod tables;
mod topics;
mod values;

pub use defaults::*;
pub(crate) use fold::fold;
pub use headings::*;
pub use limits::*;
pub use phrases::{Phrases, is_called};
pub use prose::*;
pub use tables::*;
pub use topics::*;
pub use values::*;

/// The wire type that the first words of an entity's description tell.
pub const ENTITY_WORDS: &[(&str, &str)] = &[
    ("array of", "array"),
    ("array", "array"),
    ("integer", "integer"),
    ("numeric", "integer"),
    ("number", "integer"),
    ("string", "string"),
    ("character", "string"),
    ("symbolic", "string"),
    ("text", "string"),
    ("object", "object"),
    ("массив", "array"),
    ("целочисленн", "integer"),
    ("числов", "integer"),
    ("целое", "integer"),
    ("число", "integer"),
    ("строков", "string"),
    ("символьн", "string"),
    ("строка", "string"),
    ("текст", "string"),
    ("объект", "object"),
];

/// The types that words join: "string or integer".
pub fn types_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(" or ").flat_map(|text| text.split(" или "))
}

/// The letters of a date's format: `YYYY-MM-DD`, `d.m.Y H:i`.
pub const DATE_LETTERS: &str = "YMDHISTymdhisГМДЧСгмдчс";

/// Types that a page spells in words of its own language; the first that a cell begins with counts.
pub const TYPE_WORDS: &[(&str, &str)] = &[
    ("строка", "string"),
    ("целое число", "integer"),
    ("число с плавающей", "double"),
    ("вещественное число", "double"),
    ("дробное число", "double"),
    ("число", "integer"),
    ("логическ", "boolean"),
    ("булев", "boolean"),
    ("массив", "array"),
    ("объект", "object"),
    ("дата и время", "datetime"),
    ("дата", "date"),
    ("файл", "file"),
];

/// Include files that every page has, by their file name, with what stands in their place.
pub const MARKS_INCLUDE: &str = "required.md";
/// The file of the errors that every method has.
pub const SYSTEM_ERRORS_INCLUDE: &str = "system-errors.md";
/// Include files that tell the same on every page.
pub const BOILERPLATE_INCLUDES: &[&str] =
    &["examples.md", "error-info.md", "error-info-v3.md", SYSTEM_ERRORS_INCLUDE, MARKS_INCLUDE];
/// The file of the form of REST 3.0's errors: a page that includes it is one of REST 3.0.
pub const REST3_INCLUDE: &str = "error-info-v3.md";

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn all_phrases_are_folded() {
        let sources = [
            include_str!("defaults.rs"),
            include_str!("headings.rs"),
            include_str!("limits.rs"),
            include_str!("prose.rs"),
            include_str!("tables.rs"),
            include_str!("values.rs"),
        ];
        for line in sources.into_iter().flat_map(str::lines).filter(|line| !line.trim_start().starts_with("//")) {
            for phrase in line.replace("\\\"", "").split('"').skip(1).step_by(2) {
                assert_eq!(fold(phrase), phrase);
            }
        }
    }
}
