//! Where pairs and application tokens are kept.

use std::fs;

use b24::auth::{FileStore, MemoryStore, Token, TokenStore};
use b24::events::{ApplicationTokens, MemoryTokens};
use b24::secrecy::ExposeSecret;

fn pair(access: &str) -> Token {
    Token::new("https://p.example/rest/", access).refresh_token("r")
}

async fn swaps_only_what_was_seen(store: impl TokenStore) {
    let (one, two, three) = (pair("one"), pair("two"), pair("three"));
    for key in ["a", "../b", "B", "", "\u{444}"] {
        assert!(store.load(key).await.unwrap().is_none(), "{key}");
        assert!(!store.swap(key, Some(&one), &two).await.unwrap());
        assert!(store.swap(key, None, &one).await.unwrap());
        assert!(!store.swap(key, None, &two).await.unwrap());
        assert!(!store.swap(key, Some(&three), &two).await.unwrap());
        assert!(store.load(key).await.unwrap().unwrap().is(&one));
        assert!(store.swap(key, Some(&one), &two).await.unwrap());
        assert!(store.load(key).await.unwrap().unwrap().is(&two));
    }
    assert!(store.load("b").await.unwrap().is_none(), "keys are not mixed up");
    for key in ["b", "B", "B"] {
        store.remove(key).await.unwrap();
        assert!(store.load(key).await.unwrap().is_none() && store.load("a").await.unwrap().is_some());
    }
    let held = store.lock("a").await.unwrap();
    let waits = tokio::time::timeout(std::time::Duration::from_millis(50), store.lock("a")).await;
    assert!(waits.is_err());
    drop(store.lock("b").await.unwrap());
    drop(held);
    drop(store.lock("a").await.unwrap());
}

async fn keeps_the_first_until_it_is_forgotten(tokens: impl ApplicationTokens) {
    let kept = async |member: &'static str| Some(tokens.kept(member).await.unwrap()?.expose_secret().to_owned());
    let keep = async |member: &'static str, token: &str| {
        tokens.keep(member, token.into()).await.unwrap().expose_secret().to_owned()
    };
    tokens.forget("a").await.unwrap();
    assert_eq!(kept("a").await, None);
    assert_eq!(
        (keep("a", "one").await, keep("a", "two").await, keep("../b", "two").await),
        ("one".into(), "one".into(), "two".into())
    );
    assert_eq!((kept("a").await, kept("../b").await, kept("b").await), (Some("one".into()), Some("two".into()), None));
    tokens.forget("a").await.unwrap();
    assert_eq!((kept("a").await, keep("a", "two").await), (None, "two".into()));
}

#[tokio::test]
async fn in_memory() {
    keeps_the_first_until_it_is_forgotten(MemoryTokens::new()).await;
    swaps_only_what_was_seen(MemoryStore::new()).await;
}

#[tokio::test]
async fn in_files() {
    let folder = tempfile::tempdir().unwrap();
    swaps_only_what_was_seen(FileStore::new(folder.path().join("deep/er"))).await;
    keeps_the_first_until_it_is_forgotten(FileStore::new(folder.path().join("deep/er"))).await;
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn in_sqlite() {
    use b24::auth::SqliteStore;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.db");
    swaps_only_what_was_seen(SqliteStore::open(&path).unwrap()).await;
    keeps_the_first_until_it_is_forgotten(SqliteStore::open(&path).unwrap()).await;
    let other = SqliteStore::open(&path).unwrap();
    assert!(other.load("a").await.unwrap().unwrap().is(&pair("two")), "another process sees it");
    assert!(SqliteStore::open(folder.path()).is_err());
}

#[tokio::test]
async fn of_many_writers_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let first = pair("first");
    assert!(FileStore::new(folder.path()).swap("key", None, &first).await.unwrap());
    let writers: Vec<_> = (0..16)
        .map(|i| {
            let (store, first) = (FileStore::new(folder.path()), first.clone());
            tokio::spawn(async move { store.swap("key", Some(&first), &pair(&format!("w{i}"))).await.unwrap() })
        })
        .collect();
    let mut won = 0;
    for writer in writers {
        won += usize::from(writer.await.unwrap());
    }
    assert_eq!(won, 1);
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_for_their_owner_and_replaced_as_a_whole() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("tokens");
    let store = FileStore::new(&place);
    store.swap("key", None, &pair("one")).await.unwrap();
    let before = fs::metadata(place.join("key.json")).unwrap();
    // What a crash left behind.
    fs::write(place.join("key.new"), "{\"half").unwrap();
    fs::set_permissions(place.join("key.new"), fs::Permissions::from_mode(0o644)).unwrap();
    assert!(store.swap("key", Some(&pair("one")), &pair("two")).await.unwrap());
    let after = fs::metadata(place.join("key.json")).unwrap();
    assert_ne!(before.ino(), after.ino());
    assert_eq!(after.mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&place).unwrap().mode() & 0o777, 0o700);
    for entry in fs::read_dir(&place).unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().mode() & 0o077, 0);
    }
}

#[tokio::test]
async fn a_damaged_file_is_an_error_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::new(folder.path());
    fs::write(folder.path().join("key.json"), "{\"access_token\":\"s3cr3tc0de\"").unwrap();
    let error = store.load("key").await.unwrap_err().to_string();
    assert!(error.contains("key.json") && !error.contains("s3cr3t"), "{error}");
    assert!(store.swap("key", None, &pair("one")).await.is_err());
    assert!(fs::read_to_string(folder.path().join("key.json")).unwrap().contains("s3cr3t"));
}
