//! What the pages of methods show: for tests that hold generated code against it.

use std::path::Path;

use rayon::prelude::*;

pub use crate::lower::{Example, Language, LeftOut, Request, Shown};

use crate::lower::{Elsewhere, Includes, Input, shown};
use crate::source::Source;
use crate::tree::{Tree, parse_includes};
use crate::yfm::{self, Arena};

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
    Ok(pages.par_iter().filter_map(|source| of_page(source, &includes)).collect())
}

fn of_page(source: &Source, includes: &Includes<'_>) -> Option<Shown> {
    let arena = Arena::new();
    let page = yfm::parse(source.text(), &arena);
    shown(&Input {
        path: source.path(),
        source,
        page: &page,
        includes,
        elsewhere: &Elsewhere::nowhere(),
        arena: &arena,
    })
}
