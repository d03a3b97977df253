//! What goes over the wire.

use std::time::Duration;

use b24::{Client, Error, json};

use crate::server::{SECRET, Server};

#[tokio::test]
async fn a_webhook_has_its_secret_in_the_path_and_an_application_in_the_body() {
    let server = Server::answering(r#"{"result":[]}"#).await;
    server.webhook().call_raw("tasks.flow.Flow.get", json!({"b": 1, "auth": "own"})).await.unwrap();
    server.app().call_raw("tasks.flow.Flow.get", json!({"b": 1, "auth": "own"})).await.unwrap();
    server.webhook().call_raw_v3("tasks.task.get", json!(null)).await.unwrap();
    server.app().call_raw_v3("tasks.task.get", json!({})).await.unwrap();
    let seen: Vec<_> = server.requests().iter().map(|r| format!("{} {}", r.line(), r.body)).collect();
    assert_eq!(
        seen,
        [
            format!(r#"POST /rest/1/{SECRET}/tasks.flow.Flow.get {{"auth":"own","b":1}}"#),
            format!(r#"POST /rest/tasks.flow.Flow.get {{"b":1,"auth":"{SECRET}"}}"#),
            format!("POST /rest/api/1/{SECRET}/tasks.task.get {{}}"),
            format!(r#"POST /rest/api/tasks.task.get {{"auth":"{SECRET}"}}"#),
        ]
    );
}

#[tokio::test]
async fn the_headers() {
    let server = Server::answering(r#"{"result":1}"#).await;
    server.webhook().call_raw("profile", json!({})).await.unwrap();
    let own = Client::builder().user_agent("acme/2").webhook(&format!("http://{}/rest/1/x/", server.host)).unwrap();
    own.call_raw("profile", json!({})).await.unwrap();
    let [first, second] = server.requests().try_into().unwrap();
    assert_eq!(first.header("user-agent"), Some(concat!("b24/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(second.header("user-agent"), Some("acme/2"));
    assert_eq!(first.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn clients_with_one_http_client_share_its_connections() {
    let server = Server::answering(r#"{"result":1}"#).await;
    let shared = http();
    for user in 1..4 {
        let url = format!("http://{}/rest/{user}/x/", server.host);
        let client = Client::builder().http_client(shared.clone()).webhook(&url).unwrap();
        client.call_raw("profile", json!({})).await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}

/// A client as a caller would make it.
pub(crate) fn http() -> b24::reqwest::Client {
    b24::reqwest::Client::builder()
        .tls_backend_preconfigured(crate::tls::trusting(None))
        .redirect(b24::reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_name_that_would_lead_elsewhere_is_not_sent() {
    let server = Server::answering(r#"{"result":1}"#).await;
    for name in ["", "..", "../../x", "a/b", "a?b", "a#b", "a b", "a%2Fb", "\u{444}", "a\r\nb"] {
        let error = server.app().call_raw(name, json!({})).await.unwrap_err();
        assert!(matches!(error, Error::Invalid { .. }), "{name:?}: {error}");
    }
    let error = server.app().call_raw("profile", json!([1])).await.unwrap_err();
    assert!(matches!(error, Error::Invalid { .. }), "{error}");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn nothing_is_sent_before_the_await() {
    let server = Server::answering(r#"{"result":1}"#).await;
    let client = server.app();
    let call = client.call_raw("profile", json!({}));
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(server.connections(), 0);
    call.await.unwrap();
    assert_eq!(server.requests().len(), 1);
}
