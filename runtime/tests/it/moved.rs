//! A portal with a new address.

use std::sync::{Arc, Mutex};

use b24::auth::{MemoryStore, Token, TokenStore};
use b24::{Client, Error, Limits, Retry, json};

use crate::server::{SECRET, Server, Then, response};

fn to(location: &str) -> Then {
    Then::Bytes(response(302, &format!("Location: {location}\r\n"), ""))
}

/// A server that has moved to `host`.
async fn left(host: String) -> Server {
    Server::scripted(move |_| to(&format!("http://{host}/rest/other/path"))).await
}

#[tokio::test]
async fn the_same_post_goes_once_to_the_new_host_which_is_reported_and_kept() {
    let new = Server::answering(r#"{"result":7}"#).await;
    let old = left(new.host.clone()).await;
    let changes = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&changes);
    let client = Client::builder()
        .retry(Retry::NEVER)
        .limits(Limits::NONE)
        .on_change(move |change| seen.lock().unwrap().push(format!("{change:?}")))
        .webhook(&old.url())
        .unwrap();
    for _ in 0..3 {
        client.call_raw("crm.item.add", json!({"a": 1})).await.unwrap();
    }
    assert_eq!((old.requests().len(), new.requests().len()), (1, 3));
    for request in new.requests() {
        assert_eq!(request.line(), format!("POST /rest/1/{SECRET}/crm.item.add"));
        assert_eq!(request.body, r#"{"a":1}"#);
    }
    assert_eq!(client.portal(), new.host);
    let expected = format!("Moved {{ from: {:?}, to: {:?} }}", old.host, new.host);
    assert_eq!(*changes.lock().unwrap(), [expected]);
}

#[tokio::test]
async fn the_new_address_is_stored_with_the_token() {
    let new = Server::answering(r#"{"result":7}"#).await;
    let old = left(new.host.clone()).await;
    let store = MemoryStore::new();
    let application = b24::auth::Application::new("app.1", SECRET).authorization_server("http://127.0.0.1:1/");
    let token = Token::new(format!("http://{}/rest/", old.host), "a").refresh_token("r");
    let builder = Client::builder().limits(Limits::NONE).application(application).store(store.clone());
    let client = builder.installed("key", token).await.unwrap();
    client.call_raw("profile", json!({})).await.unwrap();
    assert_eq!(new.requests()[0].body, r#"{"auth":"a"}"#);
    let stored = store.load("key").await.unwrap().unwrap();
    assert_eq!(stored.client_endpoint, format!("http://{}/rest/", new.host));
}

#[tokio::test]
async fn not_from_host_to_host() {
    let end = Server::answering(r#"{"result":7}"#).await;
    let second = left(end.host.clone()).await;
    let first = left(second.host.clone()).await;
    let error = first.webhook().call_raw("crm.item.add", json!({})).await.unwrap_err();
    assert!(matches!(&error, Error::Redirected { to: Some(to), .. } if *to == end.host), "{error:?}");
    assert_eq!((second.requests().len(), end.connections()), (1, 0));
}

#[tokio::test]
async fn a_host_that_does_not_answer_as_a_portal_is_not_kept() {
    let page = Server::answering("<html>log in</html>").await;
    let old = left(page.host.clone()).await;
    let client = old.webhook();
    let error = client.call_raw("crm.item.add", json!({})).await.unwrap_err();
    assert!(matches!(error, Error::NotAnAnswer { .. }), "{error:?}");
    assert_eq!(client.portal(), old.host);
}

#[tokio::test]
async fn who_has_sent_there_is_told_where_nobody_is() {
    let old = left("127.0.0.1:1".into()).await;
    let error = old.webhook().call_raw("crm.item.add", json!({})).await.unwrap_err();
    assert!(matches!(&error, Error::Connect { call, .. } if call.portal() == "127.0.0.1:1"), "{error:?}");
    let expected = format!("crm.item.add on 127.0.0.1:1 (where {} says that it has moved) did not run", old.host);
    assert!(error.to_string().starts_with(&expected), "{error}");
}

#[tokio::test]
async fn the_same_host_is_an_unavailable_portal_and_no_loop() {
    let server = Server::scripted(|request| to(&format!("http://{}/x", request.header("host").unwrap()))).await;
    let error = server.webhook().call_raw("crm.item.add", json!({})).await.unwrap_err();
    assert!(matches!(error, Error::Redirected { to: None, .. }), "{error:?}");
    assert_eq!(server.requests().len(), 1);
}
