//! A tree of pages on the disk: which there are, their text, and the files that they include.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{fs, io};

use memchr::memmem::Finder;
use rayon::prelude::*;

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
    /// Where it is not there, or holds checkouts and is none.
    pub fn open(root: &Path) -> Result<Self, String> {
        let shown = root.display();
        if !root.is_dir() {
            return Err(format!("{shown}: no such folder; name a checkout of the documentation"));
        }
        match checkouts_in(root).as_slice() {
            [] => Ok(Self { root: root.to_owned() }),
            [one] => Err(format!("{shown}: the checkout is {one} in it; name that")),
            several => Err(format!("{shown}: there are several checkouts in it; name one: {}", several.join(", "))),
        }
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
        let mut level = vec![Folder { path: self.root.clone(), name: String::new() }];
        while !level.is_empty() {
            let read = level.par_iter().map(Folder::read).collect::<Result<Vec<_>, String>>()?;
            level.clear();
            for (of_folder, below) in read {
                pages.extend(of_folder);
                level.extend(below);
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
}

/// The folders in one that is no checkout itself which are some: the pages of both would be taken for those of one.
fn checkouts_in(root: &Path) -> Vec<String> {
    let is_checkout = |folder: &Path| folder.join("api-reference").is_dir();
    let Some(entries) = fs::read_dir(root).ok().filter(|_| !is_checkout(root)) else { return Vec::new() };
    let found = entries.flatten().filter(|entry| is_checkout(&entry.path()));
    let mut names: Vec<String> = found.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

/// A folder of a tree. All of a level are read at once: however deep a tree is, it takes no stack.
struct Folder {
    path: PathBuf,
    /// What it is called in the tree, with the slash behind it.
    name: String,
}

impl Folder {
    /// The pages in it, and the folders. What is hidden is none.
    fn read(&self) -> Result<(Vec<String>, Vec<Self>), String> {
        let cannot = |e| format!("cannot read the tree: {}: {e}", self.path.display());
        let (mut pages, mut folders) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(&self.path).map_err(cannot)? {
            let entry = entry.map_err(cannot)?;
            let file = entry.file_name();
            if file.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let kind = entry.file_type().map_err(cannot)?;
            let name = || self.name.clone() + &file.to_string_lossy();
            if kind.is_dir() {
                folders.push(Self { path: entry.path(), name: name() + "/" });
            } else if kind.is_file() && file.as_encoded_bytes().ends_with(b".md") {
                pages.push(name());
            }
        }
        Ok((pages, folders))
    }
}

/// The text of a file, to be called `path`.
///
/// # Errors
/// Where the file cannot be read.
pub fn read(file: &Path, path: &str) -> Result<Source, String> {
    let bytes = fs::read(file).map_err(|e| cannot_read(file, &e))?;
    Ok(Source::new(path, bytes))
}

fn cannot_read(file: &Path, why: &io::Error) -> String {
    format!("{}: cannot be read: {why}", file.display())
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
