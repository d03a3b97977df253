//! HTTPS with the portal's own authority.

use serde_json::json;

use crate::{answer, call, portal};

/// A client that trusts this authority and no other.
fn trusting(authority: &[u8]) -> reqwest::Client {
    let authority = reqwest::Certificate::from_pem(authority).unwrap();
    crate::client_builder().tls_certs_only([authority]).build().unwrap()
}

#[tokio::test]
async fn calls_come_over_https_for_those_who_trust_its_authority() {
    let portal = portal().await;
    assert!(portal.secure_url().starts_with("https://127.0.0.1:"));
    let url = format!("{}/rest/{}/made.case", portal.secure_url(), portal.webhook());
    let trusting_one = trusting(portal.authority().as_bytes());
    assert_eq!(*answer(trusting_one.post(&url).json(&json!({}))).await.result(), "lower");
    let named = url.replace("127.0.0.1", "localhost");
    assert_eq!(*answer(trusting_one.post(named).json(&json!({}))).await.result(), "lower");
    let other = crate::portal().await;
    assert!(trusting(other.authority().as_bytes()).get(&url).send().await.is_err());
}

#[tokio::test]
async fn the_authority_is_in_a_file_while_the_portal_runs() {
    let portal = portal().await;
    let file = portal.authority_file().to_owned();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), portal.authority());
    drop(portal);
    assert!(!file.exists());
}

#[tokio::test]
async fn a_client_that_speaks_plainly_on_the_https_port_harms_nobody() {
    let portal = portal().await;
    let url = format!("{}/rest/{}/made.case", portal.secure_url(), portal.webhook());
    assert!(crate::client().get(url.replace("https://", "http://")).send().await.is_err());
    let trusting = trusting(portal.authority().as_bytes());
    answer(trusting.get(url)).await.result();
}

#[tokio::test]
async fn a_handler_may_be_behind_a_certificate_of_its_own() {
    let (portal, handler) = (portal().await, portal().await);
    let url = format!("{}/rest/{}/made.case", handler.secure_url(), handler.webhook());
    let bound = json!({"event": "ONCRMDEALADD", "handler": url});
    call(&portal, 1, "event.bind", bound).await.result();
    let deliveries = portal.fire("ONCRMDEALADD", json!({})).await;
    assert_eq!(deliveries.len(), 1);
    assert!(deliveries[0].accepted(), "{deliveries:?}");
}
