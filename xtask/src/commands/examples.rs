//! What the pages of methods show: for tests that hold generated code against it.

use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use crate::lower::{Includes, Input, Shown, shown};
use crate::source::Source;
use crate::tree::{Tree, parse_includes};
use crate::yfm::{self, Arena};

/// The examples of a method's page.
#[derive(Debug)]
pub struct Examples {
    /// Path of the page in the tree.
    pub page: String,
    /// The method, as the page calls it.
    pub method: String,
    /// Parameters of calls.
    pub requests: Vec<Example>,
    /// Answers that tell a result, whole.
    pub answers: Vec<Example>,
    /// Answers that tell an error, whole.
    pub refusals: Vec<Example>,
    /// What else it shows: the line, from 1, and why that is none of these.
    pub left_out: Vec<(u32, String)>,
}

/// JSON on a page.
#[derive(Debug)]
pub struct Example {
    /// The line where it begins, from 1.
    pub line: u32,
    /// What it says.
    pub value: Value,
}

/// The examples of all methods of a checkout, in the order of its pages.
///
/// # Errors
/// Where the checkout cannot be read.
pub fn examples(docs: &Path) -> Result<Vec<Examples>, String> {
    let tree = Tree::open(docs)?;
    let pages = tree.read_all(&tree.pages()?)?;
    let files = tree.include_files(&pages);
    let arena = Arena::new();
    let mut includes = Includes::default();
    parse_includes(&files, &arena, &mut includes);
    Ok(pages.par_iter().filter_map(|source| of_page(source, &includes)).collect())
}

fn of_page(source: &Source, includes: &Includes<'_>) -> Option<Examples> {
    let arena = Arena::new();
    let page = yfm::parse(source.text(), &arena);
    let Shown { method, requests, answers, refusals, left_out } =
        shown(&Input { path: source.path(), source, page: &page, includes, arena: &arena })?;
    let [requests, answers, refusals] = [requests, answers, refusals]
        .map(|shown| shown.into_iter().map(|(at, value)| Example { line: source.line(at), value }).collect());
    let left_out = left_out.into_iter().map(|(at, reason)| (source.line(at), reason)).collect();
    Some(Examples { page: source.path().to_owned(), method, requests, answers, refusals, left_out })
}
