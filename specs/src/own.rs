//! An IR of the user's own, from disk.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A file of the IR, with the `system.json` beside it or, where there is none, the shipped one.
#[derive(Clone, Debug)]
pub struct Own {
    /// Its name in errors.
    pub file: String,
    /// Its lines.
    pub lines: String,
    /// What holds for all methods.
    pub system: String,
    /// The files that were read.
    pub paths: Vec<PathBuf>,
}

impl Own {
    /// Reads the file at `path`, which errors call `file`.
    ///
    /// # Errors
    /// Where one of the two cannot be read.
    pub fn read(path: &Path, file: &str) -> io::Result<Self> {
        let lines = fs::read_to_string(path)?;
        let beside = path.with_file_name("system.json");
        let mut paths = vec![path.to_owned()];
        let system = match fs::read_to_string(&beside) {
            Ok(system) => {
                paths.push(beside);
                system
            }
            Err(error) if error.kind() == ErrorKind::NotFound => crate::SYSTEM.to_owned(),
            Err(error) => return Err(io::Error::new(error.kind(), format!("the `system.json` beside it: {error}"))),
        };
        Ok(Self { file: file.to_owned(), lines, system, paths })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_facts_stand_in_for_none_but_not_for_damaged_ones() {
        let folder = std::env::temp_dir().join(format!("b24-own-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("methods.jsonl");
        fs::write(&file, "").unwrap();
        let read = || Own::read(&file, "methods.jsonl");
        let own = read().unwrap();
        assert_eq!((own.system.as_str(), own.paths.len()), (crate::SYSTEM, 1));
        fs::write(folder.join("system.json"), b"\xff").unwrap();
        let error = read().unwrap_err().to_string();
        fs::remove_dir_all(&folder).unwrap();
        assert!(error.starts_with("the `system.json` beside it: "), "{error}");
    }
}
