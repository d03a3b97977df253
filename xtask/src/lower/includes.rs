//! The files that pages include.

use foldhash::HashMap;

use crate::yfm::Page;

/// The include files of a tree, parsed, by their path in it.
#[derive(Debug, Default)]
pub struct Includes<'a> {
    pages: HashMap<String, Page<'a>>,
}

impl<'a> Includes<'a> {
    /// Adds a file under its path in the tree, `_includes/required.md`.
    pub fn insert(&mut self, path: impl Into<String>, page: Page<'a>) {
        self.pages.insert(path.into(), page);
    }

    /// Are there none, as for a page on its own?
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The file that a page at `from` means by `target`, which may be relative to it.
    pub fn get(&self, from: &str, target: &str) -> Option<&Page<'a>> {
        self.pages.get(&resolve(from, target))
    }
}

/// The path in the tree of what a page at `from` calls `target`. There is nothing above the root, as in an URL: so a
/// page that was taken out of its tree still finds the tree's files.
pub fn resolve(from: &str, target: &str) -> String {
    let end = memchr::memchr2(b'#', b'?', target.as_bytes());
    let mut target = end.and_then(|end| target.get(..end)).unwrap_or(target);
    let mut folder = if target.starts_with('/') { "" } else { above(from) };
    // Nearly every target goes up first, and then down.
    while let Some(behind) = target.strip_prefix("../") {
        (folder, target) = (above(folder), behind);
    }
    let mut path = String::with_capacity(folder.len() + 1 + target.len());
    path.push_str(folder);
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => path.truncate(above(&path).len()),
            part => {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(part);
            }
        }
    }
    path
}

/// The folder that a path is in.
fn above(path: &str) -> &str {
    memchr::memrchr(b'/', path.as_bytes()).and_then(|at| path.get(..at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn paths_are_taken_from_the_page() {
        let from = "api-reference/events/event-bind.md";
        assert_eq!(resolve(from, "../../_includes/required.md"), "_includes/required.md");
        assert_eq!(resolve(from, "./../../_includes/a.md#x"), "_includes/a.md");
        assert_eq!(resolve(from, "/_includes/a.md"), "_includes/a.md");
        assert_eq!(resolve("taken-out.txt", "../../_includes/a.md"), "_includes/a.md");
        assert_eq!(resolve("a/b.md", "../../../c/./d//e.md"), "c/d/e.md");
    }
}
