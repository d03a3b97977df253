//! Tables on other pages: the fields of an object may stand on a page of their own, which a row leads to by a link in the
//! cell of its type or in what it says. Such a page is read once, however many rows lead to it, and its links to further
//! pages are not followed.

mod described;
pub(super) mod fit;
pub(super) mod follow;
mod sketch;

use std::collections::HashSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use b24_specs::ir::Field;
use foldhash::HashMap;

use super::Input;
use super::includes::{Includes, resolve};
use crate::lexicon;
use crate::source::Source;
use described::{Described, Wanted};
use sketch::{Half, Names, Sketch};

/// How deep pages include files.
const INCLUDE_DEPTH: usize = 4;

/// Gives the file at a path of the tree.
type Read<'r> = &'r (dyn Fn(&str) -> Option<Source> + Sync);

/// The pages that rows lead to.
pub struct Elsewhere<'r> {
    read: Option<Read<'r>>,
    pages: Mutex<HashMap<String, Arc<Linked>>>,
}

/// A page that a row leads to.
#[derive(Default)]
struct Linked {
    source: OnceLock<Option<Source>>,
    sketch: OnceLock<Sketch>,
    request: OnceLock<Described>,
    answer: OnceLock<Described>,
}

impl<'r> Elsewhere<'r> {
    /// Pages as `read` gives them, by their paths in the tree.
    pub fn of(read: Read<'r>) -> Self {
        Self { read: Some(read), pages: Mutex::default() }
    }

    /// None, as for a page on its own.
    pub fn nowhere() -> Self {
        Self { read: None, pages: Mutex::default() }
    }

    /// What a page says, as a number: what was read from it holds as long as that is the same.
    pub fn digest(&self, path: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.page(path).source(self.read, path).map(Source::text).hash(&mut hasher);
        hasher.finish()
    }

    /// The fields that a row means of a page; none where it is not there, or cannot have fields of these names.
    pub(super) fn fields(&self, path: &str, wanted: Wanted<'_>, names: Option<&Names>) -> Vec<Field> {
        let page = self.page(path);
        let Some(source) = page.source(self.read, path) else { return Vec::new() };
        let sketch = page.sketch.get_or_init(|| Sketch::of(source.text()));
        let Some(half) = sketch.half(wanted, names) else { return Vec::new() };
        let described = match half {
            Half::Request => &page.request,
            Half::Answer => &page.answer,
        };
        let describe = || {
            let text = sketch.text(source.text(), half).into_owned();
            let source = Source::new(path, text.into_bytes());
            Input::alone(&source, &Includes::default(), |input| Described::read(input, sketch.answers()))
        };
        described.get_or_init(describe).fields(wanted)
    }

    fn page(&self, path: &str) -> Arc<Linked> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        match pages.get(path) {
            Some(page) => page.clone(),
            None => pages.entry(path.to_owned()).or_default().clone(),
        }
    }
}

impl Linked {
    fn source(&self, read: Option<Read<'_>>, path: &str) -> Option<&Source> {
        self.source.get_or_init(|| read.and_then(|read| whole(read, path))).as_ref()
    }
}

impl fmt::Debug for Elsewhere<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Elsewhere").finish_non_exhaustive()
    }
}

/// A page with the files that it includes in their place, each once. What every page includes stays away.
fn whole(read: Read<'_>, path: &str) -> Option<Source> {
    let page = read(path)?;
    if included(page.text()).next().is_none() {
        return Some(page);
    }
    let mut text = String::with_capacity(page.text().len());
    put(read, &page, &mut HashSet::new(), INCLUDE_DEPTH, &mut text);
    Some(Source::new(path, text.into_bytes()))
}

fn put(read: Read<'_>, page: &Source, seen: &mut HashSet<String>, depth: usize, out: &mut String) {
    let mut rest = 0;
    for (at, target) in included(page.text()) {
        let path = resolve(page.path(), target);
        if depth == 0 || !seen.insert(path.clone()) {
            continue;
        }
        let Some(file) = read(&path) else { continue };
        out.push_str(page.text().get(rest..at).unwrap_or_default());
        put(read, &file, seen, depth - 1, out);
        out.push('\n');
        rest = at;
    }
    out.push_str(page.text().get(rest..).unwrap_or_default());
}

/// The lines that include a file that not every page does: where they begin, and the file.
fn included(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let begins = |at: usize| at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
    // Only at the beginning of a line is it read, so that each is read once.
    memchr::memmem::find_iter(text.as_bytes(), b"{% include").filter(move |&at| begins(at)).filter_map(|at| {
        let line = text.get(at..)?.lines().next()?;
        let target = line.split("%}").next()?.rsplit_once('(')?.1.split(')').next()?.trim();
        let name = target.rsplit('/').next()?;
        (!lexicon::BOILERPLATE_INCLUDES.contains(&name)).then_some((at, target))
    })
}
