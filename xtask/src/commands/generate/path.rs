//! Paths for a file that is committed: what they say must hold on every machine.

use std::path::{Component, Path, PathBuf};

/// The folder that the command for `out` is to be run in: this one, but for a file elsewhere that of the file's crate.
pub(super) fn origin(out: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    if out.is_relative() || out.starts_with(&here) {
        return here;
    }
    let its_crate = out.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file());
    its_crate.or(out.parent()).map_or(here, Path::to_owned)
}

/// An absolute path as it is reached from an absolute folder, with `/` on every system; any other as it is.
pub(super) fn from(origin: &Path, path: &str) -> String {
    let (mut to, mut at) = (Path::new(path).components().peekable(), origin.components().peekable());
    if to.peek() != at.peek() {
        return path.to_owned();
    }
    while to.peek().is_some() && to.peek() == at.peek() {
        to.next();
        at.next();
    }
    let steps = at.map(|_| Component::ParentDir).chain(to);
    steps.map(|step| step.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_its_origin() {
        let from_crate = |path| from(Path::new("/home/ann/app"), path);
        assert_eq!(from_crate("/home/ann/app/src/portal.rs"), "src/portal.rs");
        assert_eq!(from_crate("/home/ann/docs/methods.jsonl"), "../docs/methods.jsonl");
        assert_eq!(from_crate("src/portal.rs"), "src/portal.rs");
    }
}
