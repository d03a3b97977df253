//! An IR of the user's own, from disk.

use std::fs;
use std::io;
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
    /// Where it cannot be read.
    pub fn read(path: &Path, file: &str) -> io::Result<Self> {
        let lines = fs::read_to_string(path)?;
        let beside = path.with_file_name("system.json");
        let mut paths = vec![path.to_owned()];
        let system = match fs::read_to_string(&beside) {
            Ok(system) => {
                paths.push(beside);
                system
            }
            Err(_) => crate::SYSTEM.to_owned(),
        };
        Ok(Self { file: file.to_owned(), lines, system, paths })
    }
}
