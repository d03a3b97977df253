//! Who may call what.

use std::time::Duration;

use b24_portal::{Application, User, Webhook};
use serde_json::json;

use crate::{answer, builder, call, call_of, hook, portal, post};

const NO_AUTH: (u16, &str, &str) = (401, "NO_AUTH_FOUND", "Wrong authorization data");

#[tokio::test]
async fn wrong_credentials_are_refused() {
    let portal = portal().await;
    let endpoint = portal.client_endpoint();
    for url in [
        format!("{endpoint}made.up"),
        format!("{endpoint}made.up?auth=nonsense"),
        format!("{endpoint}made.up?auth[access_token]=x"),
        format!("{endpoint}1/wrong/made.up"),
        format!("{endpoint}2/secret/made.up"),
        format!("{endpoint}99999999999999999999/secret/made.up"),
    ] {
        let refused = answer(crate::client().get(&url)).await;
        let unknown_address = refused.status == 404 && url.contains("999");
        assert!(unknown_address || refused.refusal() == NO_AUTH, "{url}: {refused:?}");
    }
}

#[tokio::test]
async fn a_token_expires_after_an_hour() {
    let portal = portal().await;
    let tokens = portal.tokens(1);
    assert_eq!(tokens.expires_in, 3600);
    let url = format!("{}made.up?auth={}", portal.client_endpoint(), tokens.access_token);
    let get = || answer(crate::client().get(&url));
    portal.advance(Duration::from_secs(3599)).await;
    get().await.result();
    portal.advance(Duration::from_secs(1)).await;
    let expired = (401, "expired_token", "The access token provided has expired");
    assert_eq!(get().await.refusal(), expired);
    let other = portal.tokens(1).access_token;
    assert!(portal.expire(&other));
    assert!(!portal.expire("unknown"));
    let refused = post(format!("{}made.up", portal.client_endpoint()), json!({"auth": other})).await;
    assert_eq!(refused.refusal(), expired);
}

#[tokio::test]
async fn a_webhook_has_no_application_context() {
    let portal = portal().await;
    let text = "Current authorization type is denied for this method Application context required";
    for method in ["events", "event.bind", "event.get", "event.unbind", "event.offline.get", "placement.bind"] {
        assert_eq!(hook(&portal, method, json!({})).await.refusal(), (403, "WRONG_AUTH_TYPE", text), "{method}");
    }
    // Its page has a row of its own, with another text.
    let own = "Current authorization type is denied for this method. Application context required";
    assert_eq!(hook(&portal, "placement.get", json!({})).await.refusal(), (403, "WRONG_AUTH_TYPE", own));
}

#[tokio::test]
async fn administrators_methods_refuse_others() {
    let portal = portal().await;
    for method in ["made.up.admin", "event.unbind", "placement.bind", "placement.get", "placement.unbind"] {
        let refused = call(&portal, 2, method, json!({})).await;
        assert_eq!(refused.refusal(), (403, "ACCESS_DENIED", "Access denied!"), "{method}");
    }
    call(&portal, 1, "made.up.admin", json!({})).await.result();
}

#[tokio::test]
async fn permissions_bound_webhooks_and_applications() {
    let crm = Some(vec!["crm".to_owned()]);
    let portal = builder()
        .user(User { id: 7, admin: true })
        .webhook(Webhook { user: 7, code: "w".into(), scopes: crm })
        .webhook(Webhook { user: 7, code: "t".into(), scopes: Some(vec!["task".into()]) })
        .application(Application::new("tasks").scopes(["task", "placement"]))
        .start()
        .await
        .unwrap();
    let params = || json!({"fields": {"A": 1}, "ID": 1});
    post(format!("{}7/w/made.up.add", portal.client_endpoint()), params()).await.result();
    let refused = post(format!("{}7/t/made.up.add", portal.client_endpoint()), params()).await;
    let text = "The request requires higher privileges than provided by the webhook token";
    assert_eq!(refused.refusal(), (403, "insufficient_scope", text));
    let refused = call_of(&portal, 1, 1, "made.up.add", params()).await;
    assert_eq!((refused.refusal().0, refused.refusal().1), (403, "insufficient_scope"));
    // What has no scope is open to all, and so is what the application is permitted.
    call_of(&portal, 1, 1, "made.up", json!({})).await.result();
    call_of(&portal, 1, 1, "placement.list", json!({})).await.result();

    let bind = |event: &str| json!({"event": event, "handler": "https://app.example/"});
    let foreign = call_of(&portal, 1, 1, "event.bind", bind("ONCRMDEALADD")).await;
    assert_eq!(foreign.refusal(), (400, "ERROR_EVENT_NOT_FOUND", "Event not found"));
    call_of(&portal, 1, 1, "event.bind", bind("ONTASKADD")).await.result();
    call_of(&portal, 1, 1, "event.bind", bind("ONAPPINSTALL")).await.result();
}

#[tokio::test]
async fn a_reset_brings_back_the_start() {
    let portal = portal().await;
    let first = portal.first_tokens();
    let with = |token: &str| post(format!("{}event.get", portal.client_endpoint()), json!({"auth": token}));
    let later = portal.tokens(1).access_token;
    call(&portal, 1, "event.bind", json!({"event": "ONAPPTEST", "handler": "https://app.example/"})).await.result();
    assert_eq!(with(&later).await.result().as_array().map(Vec::len), Some(1));
    let reset = post(format!("{}/_portal/reset", portal.url()), json!({})).await;
    assert_eq!(reset.body, json!({"reset": true}));
    assert_eq!(portal.first_tokens(), first);
    assert_eq!(with(&first.admin.access_token).await.result(), &json!([]));
    assert_eq!(with(&first.ordinary.access_token).await.result(), &json!([]));
    assert_eq!(with(&first.expired.access_token).await.refusal().1, "expired_token");
    assert_eq!(with(&later).await.refusal(), NO_AUTH);
}
