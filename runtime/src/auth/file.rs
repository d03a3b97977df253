//! Pairs and application tokens in files, one a key: for several processes of one machine.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use super::store::{Guard, Pending, StoreError, TokenStore, matches};
use super::token::Token;
use crate::events::ApplicationTokens;

/// Keeps each pair, and each portal's application token, in a file of its own in one folder, which only its owner can read.
///
/// A file is replaced as a whole: whoever reads sees the old pair or the new one, also after a crash. Processes take
/// turns by locks of the operating system, which end with the process that holds them.
#[derive(Clone, Debug)]
pub struct FileStore {
    folder: PathBuf,
}

impl FileStore {
    /// In this folder, which is made where it does not exist. It should be on a local disk: network file systems are
    /// known to lie about locks.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Runs what blocks away from the tasks.
    fn run<'a, T: Send + 'static>(
        &self,
        key: &str,
        act: impl FnOnce(Files) -> io::Result<T> + Send + 'static,
    ) -> Pending<'a, T> {
        let files = Files { folder: self.folder.clone(), name: name(key) };
        Box::pin(async move {
            let place = files.path("json");
            let done = tokio::task::spawn_blocking(move || act(files)).await.map_err(StoreError::new)?;
            done.map_err(|error| StoreError::new(format_args!("{}: {error}", place.display())))
        })
    }
}

impl TokenStore for FileStore {
    fn load<'a>(&'a self, key: &'a str) -> Pending<'a, Option<Token>> {
        self.run(key, |files| files.read())
    }

    fn swap<'a>(&'a self, key: &'a str, old: Option<&'a Token>, new: &'a Token) -> Pending<'a, bool> {
        let (old, new) = (old.cloned(), new.clone());
        self.run(key, move |files| {
            let _held = files.lock("swap")?;
            let fits = matches(files.read()?.as_ref(), old.as_ref());
            if fits {
                files.replace("json", &new.to_json())?;
            }
            Ok(fits)
        })
    }

    fn remove<'a>(&'a self, key: &'a str) -> Pending<'a, ()> {
        self.run(key, |files| files.forget("json"))
    }

    fn lock<'a>(&'a self, key: &'a str) -> Pending<'a, Guard> {
        // Not the lock of `swap`, which is taken while this one is held.
        self.run(key, |files| files.lock("lock").map(Guard::new))
    }
}

impl ApplicationTokens for FileStore {
    fn kept<'a>(&'a self, member_id: &'a str) -> Pending<'a, Option<SecretString>> {
        self.run(member_id, |files| Ok(files.text(APPLICATION)?.map(Into::into)))
    }

    fn keep<'a>(&'a self, member_id: &'a str, token: SecretString) -> Pending<'a, SecretString> {
        self.run(member_id, move |files| {
            let _held = files.lock("swap")?;
            if let Some(first) = files.text(APPLICATION)? {
                return Ok(first.into());
            }
            files.replace(APPLICATION, token.expose_secret())?;
            Ok(token)
        })
    }

    fn forget<'a>(&'a self, member_id: &'a str) -> Pending<'a, ()> {
        self.run(member_id, |files| files.forget(APPLICATION))
    }
}

/// Extension of the files that hold application tokens.
const APPLICATION: &str = "application";

/// A key as the name of a file.
fn name(key: &str) -> String {
    let mut name = String::new();
    for byte in key.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => name.push(byte.into()),
            // Not twice the same name where case does not count, and no `.` or `..`.
            b'.' if !name.is_empty() => name.push('.'),
            // Writing to a String cannot fail.
            _ => drop(write!(name, "%{byte:02x}")),
        }
    }
    name
}

struct Files {
    folder: PathBuf,
    name: String,
}

impl Files {
    fn path(&self, extension: &str) -> PathBuf {
        self.folder.join(format!("{}.{extension}", self.name))
    }

    fn read(&self) -> io::Result<Option<Token>> {
        let token = self.text("json")?.map(|text| Token::from_json(&text));
        token.transpose().map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
    }

    fn text(&self, extension: &str) -> io::Result<Option<String>> {
        match fs::read_to_string(self.path(extension)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn replace(&self, extension: &str, text: &str) -> io::Result<()> {
        let fresh = self.path("new");
        // What a crash left may have other rights.
        remove(&fresh)?;
        let mut file = private().write(true).create_new(true).open(&fresh)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&fresh, self.path(extension))?;
        sync_folder(&self.folder)
    }

    fn forget(&self, extension: &str) -> io::Result<()> {
        let _held = self.lock("swap")?;
        remove(&self.path(extension))
    }

    fn lock(&self, extension: &str) -> io::Result<File> {
        make_folder(&self.folder)?;
        let file = private().write(true).create(true).truncate(false).open(self.path(extension))?;
        file.lock()?;
        Ok(file)
    }
}

/// A file that is not there is removed, too.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn private() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// A rename is safe once its folder is.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
