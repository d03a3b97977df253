//! Answers that go wrong, or that somebody else decides on.

use std::sync::Arc;

use b24_portal::{Fault, Mishap, Override, Portal, Value as Own};
use serde_json::json;

use crate::{Handler, builder, call, hook, portal, post, shipped};

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
    portal.answer("made.up", Override::with(|method, params| Some(json!({"result": [method, params["id"]]}))));
    assert_eq!(*hook(&portal, "made.up", json!({"id": 3})).await.result(), json!(["made.up", 3]));
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
async fn a_batch_as_a_whole_is_answered_in_its_own_name() {
    let portal = portal().await;
    let batch = || hook(&portal, "batch", json!({"cmd": {"a": "made.case"}}));
    portal.answer("*", Override::Whole(json!({"result": 5}).into()));
    assert_eq!(batch().await.result()["result"], json!({"a": 5}));
    let limit = json!({"error": "QUERY_LIMIT_EXCEEDED", "error_description": "Too many requests", "status": 503});
    portal.answer("batch", Override::Whole(limit.into()));
    assert_eq!(batch().await.refusal(), (503, "QUERY_LIMIT_EXCEEDED", "Too many requests"));
    let v3 = post(format!("{}/rest/api/1/secret/batch", portal.url()), json!([])).await;
    assert_eq!((v3.status, &v3.body["error"]["code"]), (503, &json!("QUERY_LIMIT_EXCEEDED")));
    portal.answer("batch", Override::Merge(json!({"result_total": {"a": 9}}).into()));
    assert_eq!(batch().await.result()["result_total"], json!({"a": 9}));
}

#[tokio::test]
async fn a_fault_refuses_with_status_code_and_text() {
    let portal = portal().await;
    let limit = || Mishap::refused(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
    portal.fault(Fault::new("batch", limit()).times(1).after(1));
    let batch = || hook(&portal, "batch", json!({"cmd": {"a": "made.case"}}));
    assert_eq!(batch().await.status, 200);
    assert_eq!(batch().await.refusal(), (503, "QUERY_LIMIT_EXCEEDED", "Too many requests"));
    assert_eq!(batch().await.status, 200);
    let written = json!({"method": "made.case", "mishap": {"refused": {"status": 401, "code": "expired_token"}}});
    post(format!("{}/_portal/fault", portal.url()), written).await.result_is_done();
    assert_eq!(hook(&portal, "made.case", json!({})).await.refusal(), (401, "expired_token", ""));
}

#[tokio::test]
#[should_panic(expected = "there is no method `crm.itm.add`, and `crm.item.add` is the nearest")]
async fn a_fault_is_for_a_method_that_there_is() {
    shipped().await.fault(Fault::new("crm.itm.add", Mishap::CutAfter));
}

#[tokio::test]
#[should_panic(expected = "no method fits `crm.itm.*`")]
async fn a_pattern_fits_something() {
    shipped().await.answer("crm.itm.*", Override::Items(Vec::new()));
}

#[tokio::test]
#[should_panic(expected = "there is no event `ONCRMDEALADDD`, and `ONCRMDEALADD` is the nearest")]
async fn an_event_that_is_fired_is_one_that_there_is() {
    shipped().await.fire("ONCRMDEALADDD", json!({})).await;
}

#[tokio::test]
#[should_panic(expected = "there is no placement `NOPE`")]
async fn a_placement_that_is_opened_is_one_that_there_is() {
    shipped().await.open_widget("NOPE", json!({})).await;
}

#[tokio::test]
async fn an_unknown_name_is_told_at_the_start_and_over_http() {
    let start = builder().fault(Fault::new("made.upp", Mishap::CutAfter)).start().await;
    assert!(
        start.err().unwrap().to_string().starts_with("there is no method `made.upp`, and `made.up` is the nearest")
    );
    let costs = builder().scenario(r#"{"costs": {"no.such": 1}}"#).unwrap().start().await;
    assert!(costs.err().unwrap().to_string().starts_with("there is no method `no.such`"));
    let portal = builder().undocumented("my.method").start().await.unwrap();
    portal.answer("my.method", Override::Whole(json!({"result": 5}).into()));
    assert_eq!(*hook(&portal, "my.method", json!({})).await.result(), 5);
    for (name, body, told) in [
        ("fault", json!({"method": "no.such", "mishap": "truncated"}), "there is no method `no.such`"),
        ("answer", json!({"method": "no.*", "whole": 1}), "no method fits `no.*`"),
        ("cost", json!({"method": "no.such", "seconds": 1}), "there is no method `no.such`"),
        ("fire", json!({"event": "ONNOSUCH"}), "there is no event `ONNOSUCH`"),
        ("open", json!({"placement": "NOPE"}), "there is no placement `NOPE`"),
    ] {
        let answer = post(format!("{}/_portal/{name}", portal.url()), body).await;
        assert_eq!(answer.body["error"], "INVALID_REQUEST", "{name}");
        assert!(answer.body["error_description"].as_str().unwrap().starts_with(told), "{answer:?}");
    }
}

#[tokio::test]
async fn items_come_page_by_page() {
    let portal = shipped().await;
    let items = |ids: std::ops::RangeInclusive<u64>| Override::items(ids.map(|id| json!({"ID": id.to_string()})));
    portal.answer("user.get", items(1..=120));
    let ids = |answer: &crate::Answer| {
        let rows = answer.result().as_array().unwrap().clone();
        (rows.len(), rows.first().map(|row| row["ID"].clone()), answer.body.get("next").cloned())
    };
    let get = |params| hook(&portal, "user.get", params);
    assert_eq!(ids(&get(json!({})).await), (50, Some(json!("1")), Some(json!(50))));
    assert_eq!(ids(&get(json!({"start": 100})).await), (20, Some(json!("101")), None));
    let behind = json!({"FILTER": {">ID": "90", "ACTIVE": true}, "sort": "ID", "order": "ASC", "start": -1});
    let behind = get(behind).await;
    assert_eq!(ids(&behind), (30, Some(json!("91")), None));
    assert_eq!(behind.body.get("total"), None);
    assert_eq!(ids(&get(json!({"FILTER": {"<ID": 90}, "sort": "ID", "order": "DESC"})).await).1, Some(json!("89")));
    // Where the method has them, and numbers as they are.
    portal.answer("crm.item.list", Override::items([json!({"id": 7}), json!({"id": 5})]));
    let listed = hook(&portal, "crm.item.list", json!({"entityTypeId": 2, "order": {"id": "asc"}})).await;
    assert_eq!((listed.result(), &listed.body["total"]), (&json!({"items": [{"id": 5}, {"id": 7}]}), &json!(2)));
    portal.answer("tasks.task.result.list", Override::items((1..=3).map(|id| json!({"id": id}))));
    let v3 = |params| post(format!("{}/rest/api/1/secret/tasks.task.result.list", portal.url()), params);
    let second = v3(json!({"filter": [["id", ">", 1]], "pagination": {"page": 2, "limit": 1}})).await;
    assert_eq!(*second.result(), json!({"items": [{"id": 3}]}));
    // An identifier that is a text, and a method that is no list.
    portal.answer("user.get", Override::items([json!({"ID": "b"}), json!({"ID": "a"}), json!({"ID": "c"})]));
    assert_eq!(ids(&get(json!({"FILTER": {">ID": "a"}, "sort": "ID", "order": "ASC"})).await).1, Some(json!("b")));
    portal.answer("profile", Override::items([1_u64]));
    assert_eq!(*hook(&portal, "profile", json!({})).await.result(), json!([1]));
    // Over HTTP, too.
    let answer = json!({"method": "user.get", "items": [{"ID": 1}]});
    post(format!("{}/_portal/answer", portal.url()), answer).await.result_is_done();
    assert_eq!(*get(json!({})).await.result(), json!([{"ID": 1}]));
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
        ("{\"answers\": [{\"method\": \"a\"}]}", "the answer of `a` needs one of `whole`, `merge` and `items`"),
        ("[", "EOF"),
    ] {
        let told = builder().scenario(bad).err().unwrap().to_string();
        assert!(told.contains(part), "{told}");
    }
}

#[tokio::test]
async fn what_the_documentation_lacks_can_be_bound_fired_and_opened() {
    let text =
        r#"{"undocumented": {"methods": ["lamp.light"], "placements": ["lamp_tab"]}, "costs": {"lamp.light": 1}}"#;
    let set_up = builder().undocumented_event("onLampLit").scenario(text).unwrap();
    let portal = set_up.undocumented_placement("LAMP_MENU").start().await.unwrap();
    let handler = Handler::start(200).await;
    let bind = async |method: &str, params| call(&portal, 1, method, params).await.result().clone();
    assert_eq!(bind("event.bind", json!({"event": "ONLAMPLIT", "handler": handler.url})).await, true);
    assert_eq!(portal.fire("OnLampLit", json!({"ID": 7})).await.len(), 1);
    for placement in ["LAMP_TAB", "LAMP_MENU"] {
        assert_eq!(bind("placement.bind", json!({"PLACEMENT": placement, "HANDLER": handler.url})).await, true);
        assert_eq!(portal.open_widget(placement, json!({})).await.len(), 1);
    }
    portal.answer("lamp.light", Override::Whole(json!({"result": 5}).into()));
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
