//! An application's tokens: one refresh at a time, and no pair lost.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use b24::auth::{Application, AuthError, Change, FileStore, MemoryStore, Pending, StoreError, Token, TokenStore};
use b24::secrecy::ExposeSecret;
use b24::{App, Builder, Client, Error, Limits, Outcome, Retry, json};

use crate::secrets::assert_clean;
use crate::server::{Request, SECRET, Server, Then};

/// A portal and its authorization server in one. Access tokens are numbered; a refresh token works once, or, as some
/// servers do it, until the pair that it brought is used.
#[derive(Default)]
struct Issuer {
    /// Number of the pair that is valid.
    now: AtomicUsize,
    /// Number of the pair that was issued last.
    issued: AtomicUsize,
    refreshes: AtomicUsize,
    /// What the authorization server says instead.
    refusal: Mutex<Option<&'static str>>,
    delay: Mutex<Duration>,
}

impl Issuer {
    fn answer(&self, request: &Request) -> Then {
        if request.line() == "POST /oauth/token/" {
            let answer = self.issue(&request.body);
            return Then::After(*self.delay.lock().unwrap(), Box::new(answer));
        }
        let body: b24::Value = serde_json::from_str(&request.body).unwrap();
        let issued = self.issued.load(Ordering::SeqCst);
        if body["auth"] == format!("access{issued}") {
            self.now.store(issued, Ordering::SeqCst);
        }
        if body["auth"] == format!("access{}", self.now.load(Ordering::SeqCst)) {
            Then::ok(r#"{"result":7}"#)
        } else {
            Then::error(401, "expired_token")
        }
    }

    fn issue(&self, form: &str) -> Then {
        self.refreshes.fetch_add(1, Ordering::SeqCst);
        assert!(form.contains("client_id=app.1") && form.contains(&format!("client_secret={SECRET}")), "{form}");
        if let Some(code) = *self.refusal.lock().unwrap() {
            return Then::error(if code == "wrong_client" { 200 } else { 400 }, code);
        }
        let now = self.now.load(Ordering::SeqCst);
        if !form.contains(&format!("refresh_token=refresh{now}")) && !form.contains("grant_type=authorization_code&") {
            return Then::error(400, "invalid_grant");
        }
        self.issued.store(now + 1, Ordering::SeqCst);
        let next = now + 1;
        Then::ok(format!(
            r#"{{"access_token":"access{next}","refresh_token":"refresh{next}","expires_in":3600,"client_endpoint":"http://HOST/rest/","member_id":"m"}}"#
        ))
    }
}

struct World {
    issuer: Arc<Issuer>,
    server: Server,
}

async fn world() -> World {
    let issuer = Arc::new(Issuer { now: AtomicUsize::new(1), issued: AtomicUsize::new(1), ..Issuer::default() });
    let script = Arc::clone(&issuer);
    let server = Server::scripted(move |request| {
        let host = request.header("host").unwrap().to_owned();
        match script.answer(request) {
            Then::After(time, then) => Then::After(time, Box::new(named(*then, &host))),
            then => named(then, &host),
        }
    })
    .await;
    World { issuer, server }
}

fn named(then: Then, host: &str) -> Then {
    match then {
        Then::Answer(status, body) => Then::Answer(status, body.replace("HOST", host)),
        then => then,
    }
}

impl World {
    fn builder(&self) -> Builder {
        let server = format!("http://{}/", self.server.host);
        let application = Application::new("app.1", SECRET).authorization_server(server);
        Client::builder().limits(Limits::NONE).retry(Retry::NEVER).application(application)
    }

    /// The pair of that number.
    fn pair(&self, number: usize) -> Token {
        Token::new(format!("http://{}/rest/", self.server.host), format!("access{number}"))
            .refresh_token(format!("refresh{number}"))
    }

    fn refreshes(&self) -> usize {
        self.issuer.refreshes.load(Ordering::SeqCst)
    }
}

async fn call(client: &Client<App>) -> Result<(), Error> {
    client.call_raw("profile", json!({})).await.map(|answer| assert_eq!(answer.result, json!(7)))
}

async fn many_calls_make_one_refresh() {
    let world = world().await;
    *world.issuer.delay.lock().unwrap() = Duration::from_millis(30);
    let store = MemoryStore::new();
    let changes = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&changes);
    let told = move |change: &Change| seen.lock().unwrap().push(format!("{change:?}"));
    let client = stale(&world, world.builder().on_change(told), store.clone()).await;
    let calls: Vec<_> = (0..64)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { call(&client).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(world.refreshes(), 1);
    let stored = store.load("key").await.unwrap().unwrap();
    assert_eq!(stored.access_token.expose_secret(), "access2");
    let changes = changes.lock().unwrap();
    assert!(
        matches!(changes.as_slice(), [one] if one.starts_with("Renewed") && !one.contains("access2")),
        "{changes:?}"
    );
    let lines: Vec<_> = world.server.requests().iter().map(|request| request.head.clone()).collect();
    assert!(!lines.concat().contains(SECRET), "in no address and no header");
}

#[tokio::test]
async fn one_refresh_for_64_tasks_on_one_thread() {
    many_calls_make_one_refresh().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_refresh_for_64_tasks_on_several_threads() {
    many_calls_make_one_refresh().await;
}

/// A client whose access token is not valid, with a good refresh token.
async fn stale(world: &World, builder: Builder, store: impl TokenStore) -> Client<App> {
    let pair = Token::new(format!("http://{}/rest/", world.server.host), "access0").refresh_token("refresh1");
    builder.store(store).installed("key", pair).await.unwrap()
}

#[tokio::test]
async fn a_refresh_that_fails_fails_all_who_wait_and_is_not_asked_for_again() {
    for (code, terminal) in [
        ("invalid_grant", true),
        ("invalid_client", true),
        ("wrong_client", true),
        ("PAYMENT_REQUIRED", true),
        ("NOT_INSTALLED", true),
        ("APPLICATION_NOT_FOUND", true),
        ("internal", false),
    ] {
        let world = world().await;
        *world.issuer.refusal.lock().unwrap() = Some(code);
        *world.issuer.delay.lock().unwrap() = Duration::from_millis(50);
        let client = stale(&world, world.builder(), MemoryStore::new()).await;
        let calls: Vec<_> = (0..16)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { call(&client).await.unwrap_err() })
            })
            .collect();
        for call in calls {
            let error = call.await.unwrap();
            let Error::Unauthorized { error: reason, .. } = &error else { panic!("{error}") };
            assert_eq!(reason.is_terminal(), terminal, "{error}");
            assert_eq!(error.outcome(), Outcome::NotRun);
            assert_clean(&error);
        }
        assert_eq!(world.refreshes(), 1, "{code}");
        let later = call(&client).await.unwrap_err();
        assert!(matches!(later, Error::Unauthorized { .. }), "{later}");
        assert_eq!(world.refreshes(), if terminal { 1 } else { 2 }, "{code}");
    }
}

#[tokio::test]
async fn an_access_token_is_renewed_once_a_call_and_at_the_same_interface() {
    let server = Server::scripted(|request| {
        if request.line() == "POST /oauth/token/" {
            let host = request.header("host").unwrap();
            return Then::ok(format!(
                r#"{{"access_token":"new-token","refresh_token":"new-refresh","expires_in":3600,"client_endpoint":"http://{host}/rest/"}}"#
            ));
        }
        Then::error(401, "invalid_token")
    })
    .await;
    let application = Application::new("app.1", SECRET).authorization_server(format!("http://{}/", server.host));
    let token = Token::new(format!("http://{}/rest/", server.host), "old-token").refresh_token("old-refresh");
    let client = Client::builder().limits(Limits::NONE).application(application).app(token).unwrap();
    let error = client.call_raw_v3("tasks.task.get", json!({})).await.unwrap_err();
    assert_eq!(error.refusal().unwrap().code, "invalid_token");
    let lines: Vec<_> = server.requests().iter().map(|request| request.line().to_owned()).collect();
    let call = "POST /rest/api/tasks.task.get";
    assert_eq!(lines, [call, "POST /oauth/token/", call]);
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_does_not_keep_a_token_alive() {
    let world = world().await;
    let token = world.pair(1).expires_in(Duration::from_secs(3600));
    let client = world.builder().app(token).unwrap();
    call(&client).await.unwrap();
    assert_eq!(world.refreshes(), 0);
    // Two hours pass, of which the machine's clock knows nothing.
    tokio::time::advance(Duration::from_secs(7200)).await;
    call(&client).await.unwrap();
    assert_eq!((world.refreshes(), world.server.requests().len()), (1, 3), "without a refused call in between");
}

#[tokio::test]
async fn a_call_that_is_given_up_leaves_its_refresh_to_end() {
    let world = world().await;
    *world.issuer.delay.lock().unwrap() = Duration::from_millis(100);
    let store = MemoryStore::new();
    let client = stale(&world, world.builder(), store.clone()).await;
    let given_up = tokio::time::timeout(Duration::from_millis(50), call(&client)).await;
    assert!(given_up.is_err());
    // The same refresh, not another one.
    call(&client).await.unwrap();
    assert_eq!(world.refreshes(), 1);
    assert_eq!(store.load("key").await.unwrap().unwrap().access_token.expose_secret(), "access2");
}

/// Loads, and never comes to store: the process dies before.
struct Dying(MemoryStore);

impl TokenStore for Dying {
    fn load<'a>(&'a self, key: &'a str) -> Pending<'a, Option<Token>> {
        self.0.load(key)
    }
    fn swap<'a>(&'a self, key: &'a str, old: Option<&'a Token>, new: &'a Token) -> Pending<'a, bool> {
        match old {
            None => self.0.swap(key, old, new),
            Some(_) => Box::pin(std::future::pending()),
        }
    }
    fn remove<'a>(&'a self, key: &'a str) -> Pending<'a, ()> {
        self.0.remove(key)
    }
}

#[test]
fn a_crash_between_refresh_and_store_leaves_the_pair_that_the_server_still_honours() {
    let runtime = || tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let servers = runtime();
    let world = servers.block_on(world());
    let store = MemoryStore::new();
    let process = runtime();
    process.block_on(async {
        let client = stale(&world, world.builder(), Dying(store.clone())).await;
        let call = tokio::time::timeout(Duration::from_millis(300), call(&client)).await;
        assert!(call.is_err(), "stored before the call is repeated");
    });
    process.shutdown_background();
    assert_eq!(world.refreshes(), 1);
    servers.block_on(async {
        let client = world.builder().store(store.clone()).stored("key").await.unwrap();
        call(&client).await.unwrap();
        assert_eq!(store.load("key").await.unwrap().unwrap().access_token.expose_secret(), "access2");
    });
}

/// Does not take anything new.
struct Full(MemoryStore);

impl TokenStore for Full {
    fn load<'a>(&'a self, key: &'a str) -> Pending<'a, Option<Token>> {
        self.0.load(key)
    }
    fn swap<'a>(&'a self, key: &'a str, old: Option<&'a Token>, new: &'a Token) -> Pending<'a, bool> {
        match old {
            None => self.0.swap(key, old, new),
            Some(_) => Box::pin(async { Err(StoreError::new("no space left")) }),
        }
    }
    fn remove<'a>(&'a self, key: &'a str) -> Pending<'a, ()> {
        self.0.remove(key)
    }
}

#[tokio::test]
async fn a_pair_that_the_store_does_not_take_is_used_and_reported() {
    let world = world().await;
    let unsaved = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&unsaved);
    let builder = world.builder().on_change(move |change| {
        let Change::Unsaved(token, error) = change else { panic!("{change:?}") };
        *seen.lock().unwrap() = Some((token.clone(), error.to_string()));
    });
    let client = stale(&world, builder, Full(MemoryStore::new())).await;
    call(&client).await.unwrap();
    let (token, error) = unsaved.lock().unwrap().take().unwrap();
    assert!(token.is(&world.pair(2)) && error.contains("no space left"), "{error}");
    // And the next refresh begins with it, not with what the store has.
    world.issuer.now.store(0, Ordering::SeqCst);
    world.issuer.issued.store(0, Ordering::SeqCst);
    let error = call(&client).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized { error: AuthError::InvalidGrant(_), .. }), "{error}");
    let asked = world.server.requests();
    assert!(asked.last().unwrap().body.contains("refresh_token=refresh2"));
}

#[tokio::test]
async fn processes_that_share_a_store_refresh_once() {
    let world = world().await;
    *world.issuer.delay.lock().unwrap() = Duration::from_millis(50);
    let folder = tempfile::tempdir().unwrap();
    let mut clients = vec![stale(&world, world.builder(), FileStore::new(folder.path())).await];
    for _ in 0..3 {
        clients.push(world.builder().store(FileStore::new(folder.path())).stored("key").await.unwrap());
    }
    let calls: Vec<_> = (0..32)
        .map(|i| {
            let client = clients[i % clients.len()].clone();
            tokio::spawn(async move { call(&client).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(world.refreshes(), 1);
    // Another process has gone on meanwhile, and without a lock: the loser takes what the winner has stored.
    let stored = FileStore::new(folder.path()).load("key").await.unwrap().unwrap();
    assert!(stored.is(&world.pair(2)));
}

#[tokio::test]
async fn whoever_loses_a_race_without_a_lock_takes_the_winners_pair() {
    let world = world().await;
    let store = MemoryStore::new();
    let client = stale(&world, world.builder(), Unlocked(store.clone())).await;
    // The winner has the next pair, and stores it only now.
    world.issuer.now.store(2, Ordering::SeqCst);
    world.issuer.issued.store(2, Ordering::SeqCst);
    let old = store.load("key").await.unwrap();
    let (late, pair) = (store.clone(), world.pair(2));
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(150)).await;
        assert!(late.swap("key", old.as_ref(), &pair).await.unwrap());
    });
    call(&client).await.unwrap();
    assert_eq!(world.refreshes(), 1);
}

struct Unlocked(MemoryStore);

impl TokenStore for Unlocked {
    fn load<'a>(&'a self, key: &'a str) -> Pending<'a, Option<Token>> {
        self.0.load(key)
    }
    fn swap<'a>(&'a self, key: &'a str, old: Option<&'a Token>, new: &'a Token) -> Pending<'a, bool> {
        self.0.swap(key, old, new)
    }
    fn remove<'a>(&'a self, key: &'a str) -> Pending<'a, ()> {
        self.0.remove(key)
    }
}

#[tokio::test]
async fn a_code_becomes_a_client_and_a_stored_pair() {
    let world = world().await;
    let store = MemoryStore::new();
    let client = world.builder().store(store.clone()).authorized("c0de", None).await.unwrap();
    call(&client).await.unwrap();
    assert!(store.load("m").await.unwrap().unwrap().is(&world.pair(2)));
    let [first, ..] =
        world.server.requests().try_into().unwrap_or_else(|all: Vec<Request>| [all[0].clone(), all[1].clone()]);
    assert!(first.body.contains("grant_type=authorization_code") && first.body.contains("code=c0de"));
    assert_eq!(first.header("content-type"), Some("application/x-www-form-urlencoded"));
}

#[tokio::test]
async fn the_client_secret_does_not_go_where_a_token_says() {
    let world = world().await;
    let evil = Server::answering("{}").await;
    let token = world.pair(0).server_endpoint(format!("http://{}/rest/", evil.host));
    let client = world.builder().app(token).unwrap();
    let error = call(&client).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized { error: AuthError::Untrusted(_), .. }), "{error}");
    assert_eq!(evil.connections(), 0);
}
