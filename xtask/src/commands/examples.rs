//! What the pages of methods show: for tests that hold generated code against it.

use std::path::Path;

use rayon::prelude::*;

pub use crate::lower::{Example, Language, LeftOut, Request, Shown};

use crate::lower::{Includes, Input, shown};
use crate::tree::{Tree, parse_includes};
use crate::yfm::Arena;

/// The examples of all methods of a checkout, in the order of its pages.
///
/// # Errors
/// Where the checkout cannot be read.
pub fn examples(docs: &Path) -> Result<Vec<Shown>, String> {
    let tree = Tree::open(docs)?;
    let pages = tree.read_all(&tree.pages()?)?;
    let files = tree.include_files(&pages);
    let arena = Arena::new();
    let mut includes = Includes::default();
    parse_includes(&files, &arena, &mut includes);
    Ok(pages.par_iter().filter_map(|source| Input::alone(source, &includes, shown)).collect())
}
