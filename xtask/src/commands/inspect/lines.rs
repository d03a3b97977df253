//! The lines of facts that the IR gives no line: those that a page of `specs/` has in lists.

use crate::specs_page::is_own;

/// A page of `specs/`, or nothing.
pub(super) struct Lines<'t> {
    page: &'t str,
}

impl<'t> Lines<'t> {
    /// Pages of the documentation tell these facts in their own ways, and have none.
    pub(super) fn of(text: &'t str) -> Self {
        Self { page: if is_own(text) { text } else { "" } }
    }

    /// The line of a fact in the list of a section, `""` being the head; 0 where it has none.
    pub(super) fn of_fact(&self, section: &str, fact: &str) -> u32 {
        let mut current = "";
        for (line, number) in self.page.lines().zip(1..) {
            if let Some(title) = line.strip_prefix("## ") {
                current = title;
            }
            let key = line.strip_prefix("- ").and_then(|line| line.split_once(": ")).map(|(key, _)| key);
            if current == section && key == Some(fact) {
                return number;
            }
        }
        0
    }
}
