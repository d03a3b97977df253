//! What the spelling of a type tells: its parts, and what a value of it may be.

use b24_specs::wire::{Entities, Wire};

/// The types of a spelling, which joins them by ` | `.
pub(super) fn parts(ty: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(ty);
    std::iter::from_fn(move || {
        let all = rest.take()?;
        // Nearly every type is one.
        let Some(at) = all.bytes().position(|byte| byte == b'|') else { return Some(all.trim_ascii()) };
        rest = all.get(at + 1..);
        all.get(..at).map(str::trim_ascii)
    })
}

/// How many types one value may have; of more, it may have any.
const WIDEST: usize = 32;

/// Makes a type take what another one takes.
pub(super) fn widen(ty: &mut String, other: &str) {
    if ty.is_empty() {
        other.clone_into(ty);
    } else if !other.is_empty() && !parts(ty).any(|ty| ty == other) {
        if parts(ty).count() < WIDEST { ty.extend([" | ", other]) } else { "any".clone_into(ty) }
    }
}

/// Is a value of this type neither an object nor a list?
pub(super) fn is_scalar(ty: &str) -> bool {
    !ty.is_empty() && !parts(ty).any(|ty| matches!(ty, "object" | "array" | "any") || ty.ends_with("[]"))
}

/// May a row of that type have fields?
pub(super) fn holds_fields(ty: &str) -> bool {
    ty.is_empty() || !is_plain(ty) && !parts(ty).all(|ty| is_plain(ty) || is_of_field(ty))
}

/// Is it one of the words for a text, a number, a flag or a day?
fn is_plain(ty: &str) -> bool {
    matches!(
        ty,
        "string"
            | "integer"
            | "boolean"
            | "double"
            | "date"
            | "datetime"
            | "timestamp"
            | "char"
            | "text"
            | "int"
            | "bool"
            | "float"
            | "number"
    )
}

/// The word for a type that this one misses by a letter: `strng`, `datatime`. Short words are near too much.
pub(super) fn misspelt(ty: &str) -> Option<&'static str> {
    const WORDS: [&str; 10] =
        ["string", "integer", "boolean", "double", "float", "number", "object", "array", "datetime", "timestamp"];
    let word = ty.trim_end_matches("[]");
    if word.len() < 4 || is_plain(word) || matches!(word, "object" | "array") {
        return None;
    }
    let word = word.to_ascii_lowercase();
    WORDS
        .into_iter()
        .find(|known| known.len().abs_diff(word.len()) <= 1 && strsim::damerau_levenshtein(known, &word) == 1)
}

/// Is it the type of a field, `sale_order.id`, and not that of what has the field?
pub(super) fn is_of_field(ty: &str) -> bool {
    parts(ty).all(|ty| ty.contains('.'))
}

/// Is it a file, by one of the names that pages have for it?
pub(crate) fn takes_file(ty: &str) -> bool {
    parts(ty).any(|ty| matches!(ty, "file" | "diskfile" | "attached_diskfile"))
}

/// Is it the name of a kind of object?
pub(super) fn is_entity(ty: &str) -> bool {
    !matches!(ty, "" | "any" | "mixed") && !ty.contains(['.', '|']) && Wire::of(ty, &Entities::new()) == Wire::Any
}

/// Is one of its types such a kind, or a list of one?
pub(super) fn names_entity(ty: &str) -> bool {
    parts(ty).any(|ty| is_entity(ty.trim_end_matches("[]")))
}
