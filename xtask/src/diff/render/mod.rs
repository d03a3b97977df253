//! Changes as a person or a program reads them.

mod html;
mod json;
mod markdown;
mod terminal;

use std::collections::BTreeSet;

use super::kinds::Values;
use super::model::{Change, Diff, Entry};
use super::version::Version;
use crate::document::Folder;

pub use html::html;
pub use json::{entries, json};
pub use markdown::markdown;
pub use terminal::terminal;

/// The version after these changes; the present one where there are none.
fn next(diff: &Diff, version: Version) -> Version {
    diff.class().map_or(version, |class| version.next(class))
}

/// What they are, where their titles do not say so.
fn noun(entries: &[&Entry]) -> Option<String> {
    let first = entries.first().filter(|entry| entry.folder != Folder::System)?;
    Some(if entries.len() == 1 { first.what().to_owned() } else { format!("{}s", first.what()) })
}

/// Longer texts are cut for a person.
const SHOWN: usize = 120;

/// What changed, without where: `string` → `integer`; texts longer than `most` are cut.
fn values(change: &Change, most: usize, quote: impl Fn(&str) -> String) -> String {
    let shown = |text: &str| quote(&cut(text, most));
    match (change.old.as_str(), change.new.as_str()) {
        ("", "") => String::new(),
        ("", new) if change.kind.values() == Values::Came => shown(new),
        ("", new) => format!("now {}", shown(new)),
        (old, "") => format!("was {}", shown(old)),
        (old, new) if change.kind.values() == Values::Parts => lists(old, new, &shown),
        (old, new) => {
            let (old, new) = from_the_difference(old, new, most);
            format!("{} → {}", shown(&old), shown(&new))
        }
    }
}

/// What a list has more and less: `+ a, b; - c`. Lists that share nothing are told whole.
fn lists(old: &str, new: &str, shown: &impl Fn(&str) -> String) -> String {
    let items = |list| -> Vec<&str> { str::split(list, ", ").collect() };
    let (before, after) = (items(old), items(new));
    let missing = |of: &[&str], from: &[&str]| -> String {
        let from: BTreeSet<&str> = from.iter().copied().collect();
        of.iter().filter(|item| !from.contains(*item)).copied().collect::<Vec<_>>().join(", ")
    };
    let (come, gone) = (missing(&after, &before), missing(&before, &after));
    match (come.as_str(), gone.as_str()) {
        ("", "") => format!("{} → {}", shown(old), shown(new)),
        (come, gone) if come == new && gone == old => format!("{} → {}", shown(old), shown(new)),
        (come, "") => format!("+ {}", shown(come)),
        ("", gone) => format!("- {}", shown(gone)),
        (come, gone) => format!("+ {}; - {}", shown(come), shown(gone)),
    }
}

/// Two texts that are to be cut, without what they begin with alike: the difference might be cut off.
fn from_the_difference(old: &str, new: &str, most: usize) -> (String, String) {
    let alike = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let long = [old, new].into_iter().any(|text| text.chars().nth(most).is_some());
    if !long || alike <= most / 2 {
        return (old.to_owned(), new.to_owned());
    }
    let rest = |text: &str| -> String { std::iter::once('…').chain(text.chars().skip(alike - most / 4)).collect() };
    (rest(old), rest(new))
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::kinds::Kind;

    fn told(kind: Kind, old: &str, new: &str) -> String {
        values(&Change { kind, at: String::new(), old: old.into(), new: new.into() }, 20, str::to_owned)
    }

    #[test]
    fn lists_tell_what_came_and_what_is_gone() {
        let told = |old: &str, new: &str| told(Kind::ValuesRelisted, old, new);
        let long = "A, B, C, D, E, F, G, H, I, J, K";
        assert_eq!(told(long, &format!("{long}, X, Y")), "+ X, Y");
        assert_eq!(told(&format!("{long}, X"), long), "- X");
        assert_eq!(told(&format!("{long}, X"), &format!("Y, {long}")), "+ Y; - X");
        assert_eq!(told("A", &long.replace("A, ", "")), "A → B, C, D, E, F, G, H,…");
        assert_eq!(told("A, B", "B, A"), "A, B → B, A");
    }

    #[test]
    fn a_lone_value_tells_its_side() {
        assert_eq!(told(Kind::DefaultTold, "", "5"), "now 5");
        assert_eq!(told(Kind::DefaultTold, "5", ""), "was 5");
        assert_eq!(told(Kind::ValueAdded, "", "5"), "5");
    }

    #[test]
    fn texts_are_cut_so_that_the_difference_is_seen() {
        let told = |old: &str, new: &str| told(Kind::Retitled, old, new);
        assert_eq!(told("a lamp", "a light"), "a lamp → a light");
        assert_eq!(told("The light that is on day", "The light that is on night"), "…s on day → …s on night");
        assert_eq!(told("Ein Licht", &"Ein Licht ".repeat(9)), "Ein Licht → Ein Licht Ein Licht …");
        assert_eq!(told(&"Ä".repeat(40), &"Ä".repeat(41)), format!("…{0} → …{0}Ä", "Ä".repeat(5)));
    }
}
