//! Paths for a file that is committed: what they say must hold on every machine, and from wherever the command is run.

use std::path::{Component, Path, PathBuf};

/// The folder of the crate that a file is in.
pub(super) fn crate_of(file: &Path) -> Option<PathBuf> {
    let file = absolute(file);
    file.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file()).map(Path::to_owned)
}

/// The current folder.
pub(super) fn here() -> PathBuf {
    absolute(Path::new("."))
}

/// A path as it is reached from an absolute folder, with `/` on every system.
pub(super) fn from(origin: &Path, path: &str) -> String {
    let path = absolute(Path::new(path));
    let (mut to, mut at) = (path.components().peekable(), origin.components().peekable());
    if to.peek() != at.peek() {
        return path.display().to_string();
    }
    while to.peek().is_some() && to.peek() == at.peek() {
        to.next();
        at.next();
    }
    let steps = at.map(|_| Component::ParentDir).chain(to);
    steps.map(|step| step.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The path from the root without `..`. Links are not followed: where they lead to is of this machine alone.
fn absolute(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for step in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match step {
            Component::ParentDir => drop(plain.pop()),
            step => plain.push(step),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_its_origin() {
        let from_crate = |path| from(Path::new("/a/app"), path);
        assert_eq!(from_crate("/a/app/src/portal.rs"), "src/portal.rs");
        assert_eq!(from_crate("/a/docs/../app/src/./portal.rs"), "src/portal.rs");
        assert_eq!(from_crate("/a/docs/methods.jsonl"), "../docs/methods.jsonl");
        assert_eq!(from(&here(), "src/portal.rs"), "src/portal.rs");
    }
}
