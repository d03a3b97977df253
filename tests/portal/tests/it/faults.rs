//! Answers that go wrong, or that somebody else decides on.

use std::sync::Arc;

use b24_portal::{Fault, Mishap, Override, Portal, Value as Own};
use serde_json::json;

use crate::{builder, call, hook, portal, post, shipped};

async fn get(portal: &Portal, method: &str) -> Result<reqwest::Response, reqwest::Error> {
    let client = crate::client_builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    client.get(format!("{}{method}", portal.webhook_url())).send().await
}

#[tokio::test]
async fn a_connection_is_cut_before_and_after_the_call() {
    let portal = shipped().await;
    let add = || post(format!("{}crm.deal.add", portal.webhook_url()), json!({"fields": {"TITLE": "x"}}));
    portal.fault(Fault::new("crm.*", Mishap::CutBefore).times(1));
    assert!(get(&portal, "crm.deal.add").await.is_err());
    assert_eq!(*add().await.result(), 1);
    portal.fault(Fault::new("crm.deal.add", Mishap::CutAfter).times(1));
    assert!(get(&portal, "crm.deal.add?fields[TITLE]=y").await.is_err());
    assert_eq!(*add().await.result(), 3, "the second one was added though nobody heard of it");
}

#[tokio::test]
async fn answers_come_in_every_wrong_form() {
    let portal = portal().await;
    let spoil = |mishap| {
        portal.fault(Fault::new("made.up", mishap).times(1));
        async { get(&portal, "made.up").await.unwrap() }
    };
    let status = spoil(Mishap::Status(500)).await;
    assert_eq!(
        (status.status(), status.json::<serde_json::Value>().await.unwrap()["error"].clone()),
        (500.try_into().unwrap(), json!("INTERNAL_SERVER_ERROR"))
    );
    let empty = spoil(Mishap::EmptyStatus(502)).await;
    assert_eq!((empty.status().as_u16(), empty.text().await.unwrap().len()), (502, 0));
    let html = spoil(Mishap::Html(200)).await;
    assert!(html.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(html.text().await.unwrap().starts_with("<html>"));
    let truncated = spoil(Mishap::Truncated).await.text().await.unwrap();
    assert!(truncated.starts_with("{\"result\"") && serde_json::from_str::<serde_json::Value>(&truncated).is_err());
    let moved = spoil(Mishap::RedirectTo("https://new.example/".into())).await;
    assert_eq!(
        (moved.status().as_u16(), moved.headers()["location"].to_str().unwrap()),
        (302, "https://new.example/rest/1/secret/made.up")
    );
    let same = spoil(Mishap::RedirectToSelf).await;
    assert_eq!(same.headers()["location"], "/rest/1/secret/made.up");
    let kind = spoil(Mishap::ContentType("text/plain".into())).await;
    assert_eq!(kind.headers()["content-type"], "text/plain");
    let slow = spoil(Mishap::Drip(1)).await.json::<serde_json::Value>().await.unwrap();
    let quick = spoil(Mishap::Delay(1)).await.json::<serde_json::Value>().await.unwrap();
    assert_eq!(slow["result"], quick["result"]);
    assert_eq!(quick["result"]["empty"], json!({}));
    let arrays = spoil(Mishap::EmptyArrays).await.json::<serde_json::Value>().await.unwrap();
    assert_eq!(arrays["result"]["empty"], json!([]));
    assert_eq!(get(&portal, "made.up").await.unwrap().status(), 200);
}

#[tokio::test]
async fn an_answer_is_replaced_merged_or_made() {
    let portal =
        builder().answer("made.case", Override::Whole(json!({"result": 7, "total": 9}).into())).start().await.unwrap();
    let whole = hook(&portal, "made.case", json!({})).await;
    assert_eq!((whole.result(), &whole.body["total"]), (&json!(7), &json!(9)));
    portal.answer("made.up", Override::Merge(json!({"inner": {"z": 1}, "id": "x"}).into()));
    let merged = hook(&portal, "made.up", json!({})).await;
    assert_eq!((&merged.result()["inner"], &merged.result()["id"]), (&json!({"y": "y", "z": 1}), &json!("x")));
    assert_eq!(merged.result()["yes"], "Y");
    let decide = |_: &str, params: &Own| {
        let id = params.get("id").and_then(Own::integer)?;
        Some(json!({"error": "LATE", "error_description": format!("{id} is late"), "status": 418}).into())
    };
    portal.answer("made.*", Override::With(Arc::new(decide)));
    assert_eq!(hook(&portal, "made.up", json!({"id": 3})).await.refusal(), (418, "LATE", "3 is late"));
    assert_eq!(hook(&portal, "made.case", json!({})).await.result(), "lower");
    portal.reset();
    assert_eq!(hook(&portal, "made.case", json!({"id": 3})).await.result(), 7);
}

#[tokio::test]
async fn a_fault_befalls_a_batch_as_a_whole_and_an_answer_one_call_in_it() {
    let portal = portal().await;
    let batch = || hook(&portal, "batch", json!({"cmd": {"a": "made.case", "b": "made.up"}}));
    portal.fault(Fault::new("made.case", Mishap::CutBefore));
    assert_eq!(batch().await.result()["result"]["a"], "lower");
    portal.answer("made.case", Override::Whole(json!({"error": "LATE", "error_description": "late"}).into()));
    let answer = batch().await;
    assert_eq!(answer.result()["result_error"]["a"]["error"], "LATE");
    assert!(answer.result()["result"]["b"].is_object());
    portal.fault(Fault::new("batch", Mishap::CutBefore).times(1));
    assert!(get(&portal, "batch").await.is_err());
}

#[tokio::test]
async fn a_scenario_is_read_from_a_text() {
    let text = r#"{"random": 3,
        "faults": [{"method": "made.case", "mishap": {"empty_status": 503}, "times": 1, "after": 1}],
        "answers": [{"method": "made.up", "merge": {"id": 77}}],
        "costs": {"made.up": 2.5}}"#;
    let portal = builder().scenario(text).unwrap().start().await.unwrap();
    let statuses = [get(&portal, "made.case").await, get(&portal, "made.case").await, get(&portal, "made.case").await];
    assert_eq!(statuses.map(|answer| answer.unwrap().status().as_u16()), [200, 503, 200]);
    let up = hook(&portal, "made.up", json!({})).await;
    assert_eq!((&up.result()["id"], &up.body["time"]["operating"]), (&json!(77), &json!(2.5)));
    for (bad, part) in [
        ("{\"faultz\": []}", "unknown field `faultz`"),
        ("{\"answers\": [{\"method\": \"a\"}]}", "the answer of `a` needs either `whole` or `merge`"),
        ("[", "EOF"),
    ] {
        let told = builder().scenario(bad).err().unwrap().to_string();
        assert!(told.contains(part), "{told}");
    }
}

#[tokio::test]
async fn faults_and_answers_come_over_http_too() {
    let portal = portal().await;
    let control = |name: &str, body| post(format!("{}/_portal/{name}", portal.url()), body);
    assert_eq!(control("fault", json!({"method": "made.case", "mishap": "cut_before"})).await.body["done"], true);
    assert!(get(&portal, "made.case").await.is_err());
    control("answer", json!({"method": "made.up", "whole": 5})).await;
    assert_eq!(*hook(&portal, "made.up", json!({})).await.result(), 5);
    control("calm", json!({})).await;
    assert_eq!(*call(&portal, 1, "made.case", json!({})).await.result(), "lower");
    let wrong = control("fault", json!({"method": "made.case", "mishap": "sunshine"})).await;
    assert!(wrong.body["error_description"].as_str().unwrap().contains("sunshine"), "{wrong:?}");
}
