//! Files that the commands write: one function compares, and writing is comparing first, so that a check and a write
//! cannot disagree.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::report::print_error;

/// What writing a file does, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is not there yet.
    Added,
    /// It differs from this line on.
    Changed(Difference),
}

/// Where two texts first differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// From 1.
    pub(crate) line: u32,
    /// In characters, from 1.
    pub(crate) column: u32,
    /// What stands there, and what should.
    pub(crate) found: String,
    pub(crate) wanted: String,
}

/// What writing `content` to `path` under `root` would do; nothing where it stands there already.
pub(crate) fn compare(root: &Path, path: &str, content: &str) -> Result<Option<Change>, String> {
    match fs::read(root.join(path)) {
        Ok(bytes) if bytes == content.as_bytes() => Ok(None),
        Ok(bytes) => Ok(Some(Change::Changed(difference(&String::from_utf8_lossy(&bytes), content)))),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(Some(Change::Added)),
        Err(e) => Err(format!("{}: cannot be read: {e}", root.join(path).display())),
    }
}

/// Writes `content` to `path` under `root` where it does not stand there already. The file is whole at any moment.
pub(crate) fn write(root: &Path, path: &str, content: &str) -> Result<Option<Change>, String> {
    let change = compare(root, path, content)?;
    if change.is_some() {
        let file = root.join(path);
        let draft = file.with_extension(format!("draft{}", std::process::id()));
        let put = || {
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&draft, content)?;
            fs::rename(&draft, &file)
        };
        put().map_err(|e| format!("{}: cannot be written: {e}", file.display()))?;
    }
    Ok(change)
}

/// Writes a report to a file of the user's, without the styles of a terminal.
pub(crate) fn put(file: &Path, text: &str) -> Result<(), String> {
    let name = file.file_name().ok_or_else(|| format!("{}: name a file", file.display()))?;
    let plain = anstream::adapter::strip_str(text).to_string();
    write(file.parent().unwrap_or(Path::new("")), &name.to_string_lossy(), &plain)?;
    print_error(&format!("written to {}", file.display()));
    Ok(())
}

/// Removes a file.
pub(crate) fn remove(root: &Path, path: &str) -> Result<(), String> {
    fs::remove_file(root.join(path)).map_err(|e| format!("{}: cannot be removed: {e}", root.join(path).display()))
}

/// So much of a line is shown around a difference.
const AROUND: usize = 30;

fn difference(found: &str, wanted: &str) -> Difference {
    let mut line = 1;
    let (mut left, mut right) = (found.split('\n'), wanted.split('\n'));
    loop {
        let (found, wanted) = (left.next(), right.next());
        if found != wanted || found.is_none() {
            let (found, wanted) = (found.unwrap_or_default(), wanted.unwrap_or_default());
            let same = found.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
            let around =
                |text: &str| -> String { text.chars().skip(same.saturating_sub(AROUND)).take(2 * AROUND).collect() };
            let column = u32::try_from(same).unwrap_or(u32::MAX - 1) + 1;
            return Difference { line, column, found: around(found), wanted: around(wanted) };
        }
        line += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_found() {
        let found = difference("a\nbcd\n", "a\nbxd\n");
        assert_eq!((found.line, found.column, found.found.as_str(), found.wanted.as_str()), (2, 2, "bcd", "bxd"));
        assert_eq!(difference("a\n", "a\nb\n").line, 2);
        assert_eq!(difference("a", "a\n").line, 2);
    }
}
