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
    /// Reads the file at `path`, or `ir`, such as `methods.jsonl`, of the specs folder there. Errors call what is at `path`
    /// `named`.
    ///
    /// # Errors
    /// Where one of the two cannot be read, or the folder has no such file.
    pub fn read(path: &Path, named: &str, ir: &str) -> io::Result<Self> {
        if path.is_dir() {
            let (within, folder) = (within(path, named, ir)?, named.trim_end_matches('/'));
            return Self::file(&path.join(&within), format!("{folder}/{within}"));
        }
        Self::file(path, named.to_owned())
    }

    fn file(path: &Path, file: String) -> io::Result<Self> {
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
        Ok(Self { file, lines, system, paths })
    }
}

/// The folder of its pages, by which a checkout of the documentation is known.
const CHECKOUT: &str = "api-reference";

/// Where a file of the IR lies in a specs folder, or in a folder with the IR alone.
fn within(folder: &Path, named: &str, ir: &str) -> io::Result<String> {
    let mut places = [format!("ir/{ir}"), ir.to_owned()].into_iter();
    places.find(|file| folder.join(file).is_file()).ok_or_else(|| {
        let why = if folder.join(CHECKOUT).is_dir() {
            let make = format!("`b24c import --docs {named} --out facts` and `b24c build --specs facts`");
            format!("this is a checkout of the documentation: run {make}, and read the facts by `facts`")
        } else {
            format!("there is no IR in this folder; if it is a specs folder, run `b24c build --specs {named}`")
        };
        io::Error::new(ErrorKind::NotFound, why)
    })
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
        let read = || Own::read(&file, "methods.jsonl", "methods.jsonl");
        let own = read().unwrap();
        assert_eq!((own.system.as_str(), own.paths.len()), (crate::SYSTEM, 1));
        fs::write(folder.join("system.json"), b"\xff").unwrap();
        let error = read().unwrap_err().to_string();
        fs::remove_dir_all(&folder).unwrap();
        assert!(error.starts_with("the `system.json` beside it: "), "{error}");
    }

    #[test]
    fn a_folder_stands_for_the_file_in_it() {
        let folder = std::env::temp_dir().join(format!("b24-own-folder-{}", std::process::id()));
        let read =
            || Own::read(&folder, "facts/", "events.jsonl").map(|own| own.file).map_err(|error| error.to_string());
        fs::create_dir_all(folder.join("ir")).unwrap();
        assert!(read().unwrap_err().ends_with("run `b24c build --specs facts/`"));
        fs::create_dir(folder.join(CHECKOUT)).unwrap();
        assert!(read().unwrap_err().contains("run `b24c import --docs facts/ --out facts` and"));
        fs::write(folder.join("events.jsonl"), "").unwrap();
        assert_eq!(read().unwrap(), "facts/events.jsonl");
        fs::write(folder.join("ir/events.jsonl"), "").unwrap();
        assert_eq!(read().unwrap(), "facts/ir/events.jsonl");
        fs::remove_dir_all(&folder).unwrap();
    }
}
