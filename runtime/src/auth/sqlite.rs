//! Pairs and application tokens in a database of `SQLite`, which several processes of one machine may share.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use secrecy::{ExposeSecret, SecretString};

use super::file::FileStore;
use super::store::{Guard, Pending, StoreError, TokenStore, matches};
use super::token::Token;
use crate::events::ApplicationTokens;

/// Keeps pairs in a table `b24_tokens` of a database of `SQLite`, and application tokens in `b24_application_tokens`: beside
/// the data of an application, for instance.
///
/// The locks around a refresh are files of the operating system, in a folder beside the database whose name ends in
/// `.locks`: a lock in the database itself would outlive a process that ends, or keep everyone from writing meanwhile.
#[derive(Clone)]
pub struct SqliteStore {
    connection: Arc<Mutex<Connection>>,
    locks: FileStore,
    path: PathBuf,
}

impl SqliteStore {
    /// Opens the database, which is made where it does not exist.
    ///
    /// # Errors
    /// Where it cannot be opened or written.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref().to_owned();
        let connection = connect(&path).map_err(StoreError::new)?;
        let mut locks = path.clone().into_os_string();
        locks.push(".locks");
        Ok(Self { connection: Arc::new(Mutex::new(connection)), locks: FileStore::new(locks), path })
    }

    /// Runs what blocks away from the tasks.
    fn run<'a, T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Pending<'a, T> {
        let connection = Arc::clone(&self.connection);
        Box::pin(async move {
            let run = move || act(&mut connection.lock().unwrap_or_else(PoisonError::into_inner));
            tokio::task::spawn_blocking(run).await.map_err(StoreError::new)?
        })
    }
}

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SqliteStore({})", self.path.display())
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    for table in ["b24_tokens", "b24_application_tokens"] {
        connection
            .execute(&format!("CREATE TABLE IF NOT EXISTS {table} (key TEXT PRIMARY KEY, token TEXT NOT NULL)"), [])?;
    }
    Ok(connection)
}

fn load(connection: &Connection, key: &str) -> Result<Option<Token>, StoreError> {
    let text = select(connection, "SELECT token FROM b24_tokens WHERE key = ?1", key)?;
    text.map(|text| Token::from_json(&text).map_err(StoreError::new)).transpose()
}

fn load_application(connection: &Connection, member_id: &str) -> Result<Option<SecretString>, StoreError> {
    let text = select(connection, "SELECT token FROM b24_application_tokens WHERE key = ?1", member_id)?;
    Ok(text.map(Into::into))
}

fn select(connection: &Connection, query: &str, key: &str) -> Result<Option<String>, StoreError> {
    connection.query_row(query, [key], |row| row.get(0)).optional().map_err(StoreError::new)
}

fn delete(connection: &Connection, query: &str, key: &str) -> Result<(), StoreError> {
    connection.execute(query, [key]).map(drop).map_err(StoreError::new)
}

impl TokenStore for SqliteStore {
    fn load<'a>(&'a self, key: &'a str) -> Pending<'a, Option<Token>> {
        let key = key.to_owned();
        self.run(move |connection| load(connection, &key))
    }

    fn swap<'a>(&'a self, key: &'a str, old: Option<&'a Token>, new: &'a Token) -> Pending<'a, bool> {
        let (key, old, new) = (key.to_owned(), old.cloned(), new.clone());
        self.run(move |connection| {
            // Nobody else writes between the look and the change.
            let change =
                connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::new)?;
            let fits = matches(load(&change, &key)?.as_ref(), old.as_ref());
            if fits {
                let put = "INSERT INTO b24_tokens VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET token = ?2";
                change.execute(put, params![key, new.to_json()]).map_err(StoreError::new)?;
            }
            change.commit().map_err(StoreError::new)?;
            Ok(fits)
        })
    }

    fn remove<'a>(&'a self, key: &'a str) -> Pending<'a, ()> {
        let key = key.to_owned();
        self.run(move |connection| delete(connection, "DELETE FROM b24_tokens WHERE key = ?1", &key))
    }

    fn lock<'a>(&'a self, key: &'a str) -> Pending<'a, Guard> {
        self.locks.lock(key)
    }
}

impl ApplicationTokens for SqliteStore {
    fn kept<'a>(&'a self, member_id: &'a str) -> Pending<'a, Option<SecretString>> {
        let key = member_id.to_owned();
        self.run(move |connection| load_application(connection, &key))
    }

    fn keep<'a>(&'a self, member_id: &'a str, token: SecretString) -> Pending<'a, SecretString> {
        let key = member_id.to_owned();
        self.run(move |connection| {
            let put = "INSERT INTO b24_application_tokens VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING";
            connection.execute(put, params![key, token.expose_secret()]).map_err(StoreError::new)?;
            Ok(load_application(connection, &key)?.unwrap_or(token))
        })
    }

    fn forget<'a>(&'a self, member_id: &'a str) -> Pending<'a, ()> {
        let key = member_id.to_owned();
        self.run(move |connection| delete(connection, "DELETE FROM b24_application_tokens WHERE key = ?1", &key))
    }
}
