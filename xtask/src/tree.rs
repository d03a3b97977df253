//! A tree of pages on the disk: which there are, their text, and the files that they include.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::LazyLock;

use memchr::memmem::Finder;
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::lower::{Includes, resolve};
use crate::source::Source;
use crate::yfm::{self, Arena};

/// A folder of pages.
#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
}

/// The files that the pages of a run include, read.
pub type IncludeFiles = BTreeMap<String, Source>;

impl Tree {
    /// Opens the folder.
    ///
    /// # Errors
    /// Where it is not there.
    pub fn open(root: &Path) -> Result<Self, String> {
        if root.is_dir() {
            return Ok(Self { root: root.to_owned() });
        }
        Err(format!("{}: no such folder; name a checkout of the documentation", root.display()))
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The paths of all pages, sorted, with `/`.
    ///
    /// # Errors
    /// Where a folder cannot be read.
    pub fn pages(&self) -> Result<Vec<String>, String> {
        let mut pages = Vec::new();
        let hidden = |entry: &walkdir::DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
        let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !hidden(entry);
        for entry in WalkDir::new(&self.root).into_iter().filter_entry(visible) {
            let entry = entry.map_err(|e| format!("cannot read the tree: {e}"))?;
            if entry.file_type().is_file() && entry.path().extension().is_some_and(|extension| extension == "md") {
                pages.push(self.name(entry.path()));
            }
        }
        pages.sort_unstable();
        Ok(pages)
    }

    /// The path in the tree of the page that a user calls `page`, where it is one of the tree's.
    pub fn find(&self, page: &Path) -> Option<String> {
        let inside = self.root.join(page);
        if inside.is_file() && !page.is_absolute() {
            let plain = !page.components().any(|part| matches!(part, std::path::Component::ParentDir));
            return plain.then(|| name(page));
        }
        let root = self.root.canonicalize().ok()?;
        let page = page.canonicalize().ok()?;
        Some(name(page.strip_prefix(root).ok()?))
    }

    /// The text of a page.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn read(&self, page: &str) -> Result<Source, String> {
        read(&self.root.join(page), page)
    }

    /// The texts of pages, in the order of their paths.
    ///
    /// # Errors
    /// The first file that cannot be read.
    pub fn read_all(&self, pages: &[String]) -> Result<Vec<Source>, String> {
        pages.par_iter().map(|page| self.read(page)).collect()
    }

    /// The files that the pages include, and those that these include. One that is not there is left out: who follows
    /// the include reports it.
    pub fn include_files(&self, pages: &[Source]) -> IncludeFiles {
        let mut files = IncludeFiles::new();
        let mut open: BTreeSet<String> =
            pages.par_iter().flat_map_iter(targets).collect::<BTreeSet<_>>().into_iter().collect();
        while let Some(path) = open.pop_first() {
            if let Ok(source) = self.read(&path) {
                open.extend(targets(&source).filter(|target| *target != path && !files.contains_key(target)));
                files.insert(path, source);
            }
        }
        files
    }

    fn name(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy();
        if MAIN_SEPARATOR == '/' { inside.into_owned() } else { inside.replace(MAIN_SEPARATOR, "/") }
    }
}

/// The text of a file, to be called `path`.
///
/// # Errors
/// Where the file cannot be read.
pub fn read(file: &Path, path: &str) -> Result<Source, String> {
    let bytes = fs::read(file).map_err(|e| format!("{}: cannot be read: {e}", file.display()))?;
    Ok(Source::new(path, bytes))
}

/// Parses include files and puts them to the others.
pub fn parse_includes<'a>(files: &'a IncludeFiles, arena: &'a Arena, includes: &mut Includes<'a>) {
    for (path, source) in files {
        includes.insert(path.as_str(), yfm::parse(source.text(), arena));
    }
}

/// What an include begins with.
static INCLUDE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("{% include"));

/// The paths that a page's includes name.
pub(crate) fn targets(page: &Source) -> impl Iterator<Item = String> {
    INCLUDE.find_iter(page.text().as_bytes()).filter_map(|at| {
        let directive = page.text().get(at..)?.split_once("%}")?.0;
        let target = directive.rsplit_once('(')?.1.split(')').next()?;
        Some(resolve(page.path(), target.trim()))
    })
}

fn name(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
