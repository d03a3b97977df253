//! Limits on the portal's clock, and calls that are repeated with a key.

use std::time::Duration;

use b24_portal::{Limits, Portal};
use serde_json::json;

use crate::{NOON, answer, builder, hook, portal, shipped};

async fn limited() -> Portal {
    builder().limits(Limits::default()).start().await.unwrap()
}

#[tokio::test]
async fn the_bucket_takes_50_and_leaks_2_a_second() {
    let portal = limited().await;
    for _ in 0..50 {
        hook(&portal, "made.case", json!({})).await.result();
    }
    let refused = hook(&portal, "made.case", json!({})).await;
    assert_eq!(refused.refusal(), (503, "QUERY_LIMIT_EXCEEDED", "Too many requests"));
    portal.advance(Duration::from_secs(1)).await;
    hook(&portal, "made.case", json!({})).await.result();
    let batch = vec!["made.case"; 50];
    hook(&portal, "batch", json!({"cmd": batch})).await.result();
    assert_eq!(hook(&portal, "made.case", json!({})).await.status, 503);
    assert_eq!(portal.calls().last().unwrap().error.as_deref(), Some("QUERY_LIMIT_EXCEEDED"));
}

#[tokio::test]
async fn a_method_that_takes_too_long_rests_while_others_go_on() {
    let portal = limited().await;
    portal.cost("made.*", Duration::from_secs(1));
    portal.cost("made.case", Duration::from_secs(250));
    let first = hook(&portal, "made.case", json!({})).await;
    assert_eq!(first.body["time"]["operating"], 250.0);
    portal.advance(Duration::from_secs(60)).await;
    let second = hook(&portal, "batch", json!({"cmd": {"a": "made.case"}})).await;
    assert_eq!(second.result()["result_time"]["a"]["operating"], 500.0);
    let refused = hook(&portal, "made.case", json!({})).await;
    assert_eq!((refused.status, refused.refusal().1), (429, "OPERATION_TIME_LIMIT"));
    hook(&portal, "made.up", json!({})).await.result();
    let reset = first.body["time"]["operating_reset_at"].as_u64().unwrap();
    portal.advance(Duration::from_secs(reset - NOON - 60)).await;
    hook(&portal, "made.case", json!({})).await.result();
}

#[tokio::test]
async fn without_limits_everything_is_answered_but_for_a_block() {
    let portal = portal().await;
    portal.cost("made.case", Duration::from_secs(1000));
    for _ in 0..60 {
        hook(&portal, "made.case", json!({})).await.result();
    }
    portal.overload(true);
    assert_eq!(hook(&portal, "made.up", json!({})).await.refusal().1, "OVERLOAD_LIMIT");
    portal.overload(false);
    hook(&portal, "made.up", json!({})).await.result();
}

#[tokio::test]
async fn a_key_makes_a_call_happen_once() {
    let portal = shipped().await;
    let url = format!("{}/rest/api/1/secret/tasks.task.add", portal.url());
    let add = |title: &'static str, key: &'static str| {
        let fields = json!({"fields": {"title": title, "creatorId": 1, "responsibleId": 1}});
        let request = crate::client().post(&url).header("idempotency-key", key).json(&fields);
        async move { request.send().await.unwrap() }
    };
    let first = add("x", "k").await;
    assert!(first.headers().get("idempotent-replayed").is_none());
    let second = add("x", "k").await;
    assert_eq!(second.headers()["idempotent-replayed"], "true");
    let ids: Vec<serde_json::Value> = vec![first.json().await.unwrap(), second.json().await.unwrap()];
    assert_eq!(ids[0]["result"], ids[1]["result"]);
    assert_eq!(add("y", "k").await.status(), 422);
    assert_eq!(add("x", "other").await.status(), 200);
    assert_eq!(hook(&portal, "tasks.task.list", json!({})).await.body["total"], 2);
    portal.advance(Duration::from_secs(24 * 3600 + 1)).await;
    assert!(add("x", "k").await.headers().get("idempotent-replayed").is_none());
    let long = crate::client().post(&url).header("idempotency-key", "k".repeat(256)).json(&json!({}));
    assert_eq!(answer(long).await.status, 400);
}
