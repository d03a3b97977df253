//! What the pages of methods and events show: for tests that hold generated code against it.

use std::path::Path;

use rayon::prelude::*;

pub use crate::lower::{Example, Language, LeftOut, Payloads, Request, Shown};

use crate::lower::{self, Includes, Input};
use crate::tree::{Tree, parse_includes};
use crate::yfm::Arena;

/// The examples of all methods of a checkout, in the order of its pages.
///
/// # Errors
/// Where the checkout cannot be read.
pub fn examples(docs: &Path) -> Result<Vec<Shown>, String> {
    of_pages(docs, lower::shown)
}

/// The payloads of all events of a checkout, in the order of its pages.
///
/// # Errors
/// Where the checkout cannot be read.
pub fn payloads(docs: &Path) -> Result<Vec<Payloads>, String> {
    of_pages(docs, lower::payloads)
}

fn of_pages<T: Send>(docs: &Path, read: fn(&Input<'_>) -> Option<T>) -> Result<Vec<T>, String> {
    let tree = Tree::open(docs)?;
    let pages = tree.read_all(&tree.pages()?)?;
    let files = tree.include_files(&pages);
    let arena = Arena::new();
    let mut includes = Includes::default();
    parse_includes(&files, &arena, &mut includes);
    Ok(pages.par_iter().filter_map(|source| Input::alone(source, &includes, read)).collect())
}
