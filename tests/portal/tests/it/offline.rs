//! The offline queue: `event.offline.*` and ONOFFLINEEVENT.

use std::time::Duration;

use b24_portal::{Fire, Portal};
use serde_json::{Value, json};

use crate::{Answer, Handler, call, portal, post};

async fn subscribed(connector: &str) -> Portal {
    let portal = portal().await;
    for event in ["ONCRMDEALADD", "ONCRMDEALUPDATE"] {
        let params = json!({"event": event, "event_type": "offline", "auth_connector": connector});
        call(&portal, 1, "event.bind", params).await.result();
    }
    portal
}

async fn change(portal: &Portal, event: &str, id: u64) {
    assert!(portal.fire(event, json!({"FIELDS": {"ID": id}})).await.is_empty());
}

async fn get(portal: &Portal, params: Value) -> Answer {
    call(portal, 1, "event.offline.get", params).await
}

async fn list(portal: &Portal, params: Value) -> Answer {
    call(portal, 1, "event.offline.list", params).await
}

/// Identifiers of the objects in an answer.
fn objects(events: &Value) -> Vec<u64> {
    events.as_array().unwrap().iter().map(|event| event["EVENT_DATA"]["FIELDS"]["ID"].as_u64().unwrap()).collect()
}

fn messages(events: &Value) -> Vec<Value> {
    events.as_array().unwrap().iter().map(|event| event["MESSAGE_ID"].clone()).collect()
}

#[tokio::test]
async fn many_changes_of_one_object_are_one_record() {
    let portal = subscribed("").await;
    change(&portal, "ONCRMDEALUPDATE", 7).await;
    portal.advance(Duration::from_secs(5)).await;
    change(&portal, "ONCRMDEALUPDATE", 7).await;
    change(&portal, "ONCRMDEALADD", 7).await;
    change(&portal, "ONCRMLEADADD", 7).await;
    let listed = list(&portal, json!({})).await;
    assert_eq!(listed.body["total"], 2);
    assert!(listed.body.get("next").is_none());
    let mut first = listed.result()[0].clone();
    assert_eq!(first["MESSAGE_ID"].take().as_str().map(str::len), Some(32));
    assert_eq!(
        first,
        json!({
            "ID": "1", "TIMESTAMP_X": "2024-07-18T11:55:41+02:00", "EVENT_NAME": "ONCRMDEALUPDATE",
            "EVENT_DATA": {"FIELDS": {"ID": 7}}, "EVENT_ADDITIONAL": false, "MESSAGE_ID": null,
            "PROCESS_ID": "", "ERROR": "0"
        })
    );
    assert_eq!(listed.result()[1]["EVENT_NAME"], "ONCRMDEALADD");
}

#[tokio::test]
async fn by_default_what_is_got_is_gone() {
    let portal = subscribed("").await;
    for id in 1..=60 {
        change(&portal, "ONCRMDEALADD", id).await;
    }
    let first = get(&portal, json!({})).await;
    assert_eq!(first.result()["process_id"], Value::Null);
    assert_eq!(objects(&first.result()["events"]), (1..=50).collect::<Vec<_>>());
    assert_eq!(objects(&get(&portal, json!({"limit": 3})).await.result()["events"]), [51, 52, 53]);
    assert_eq!(objects(&get(&portal, json!({})).await.result()["events"]), (54..=60).collect::<Vec<_>>());
    assert_eq!(list(&portal, json!({})).await.body["total"], 0);
    let refused = get(&portal, json!({"limit": 0})).await;
    assert_eq!(refused.refusal(), (400, "ERROR_ARGUMENT", "Value must be positive integer"));
}

#[tokio::test]
async fn taken_records_are_hidden_until_they_are_cleared() {
    let portal = subscribed("").await;
    for id in 1..=5 {
        change(&portal, "ONCRMDEALADD", id).await;
    }
    let taken = get(&portal, json!({"clear": 0, "limit": 4})).await;
    let process = taken.result()["process_id"].as_str().unwrap().to_owned();
    let messages = messages(&taken.result()["events"]);
    let other = get(&portal, json!({"clear": "0"})).await;
    assert_eq!(objects(&other.result()["events"]), [5]);
    assert_ne!(other.result()["process_id"], process);
    assert_eq!(list(&portal, json!({})).await.result()[0]["PROCESS_ID"], process);
    // The process itself can take them again.
    let again = get(&portal, json!({"clear": 0, "process_id": process})).await;
    assert_eq!(again.result(), taken.result());

    let clear = |params| call(&portal, 1, "event.offline.clear", params);
    let left = async || objects(list(&portal, json!({"filter": {"PROCESS_ID": process}})).await.result());
    // A wrong process clears nothing; `message_id` is ignored beside `id`.
    assert_eq!(*clear(json!({"process_id": "wrong"})).await.result(), true);
    clear(json!({"process_id": "wrong", "id": [1]})).await.result();
    assert_eq!(left().await, [1, 2, 3, 4]);
    clear(json!({"process_id": process, "id": ["1"], "message_id": [messages[1]]})).await.result();
    assert_eq!(left().await, [2, 3, 4]);
    clear(json!({"process_id": process, "message_id": [messages[2]]})).await.result();
    assert_eq!(left().await, [2, 4]);
    clear(json!({"process_id": process})).await.result();
    assert_eq!(objects(list(&portal, json!({})).await.result()), [5]);
    for params in [json!({}), json!({"process_id": ""})] {
        let refused = clear(params).await;
        assert_eq!(refused.refusal(), (400, "ERROR_ARGUMENT", "Argument 'process_id' is null or empty"));
    }
    assert_eq!(clear(json!({"process_id": process, "id": 7})).await.refusal().1, "ERROR_ARGUMENT");
}

#[tokio::test]
async fn a_change_after_the_taking_is_a_record_of_its_own() {
    let portal = subscribed("").await;
    change(&portal, "ONCRMDEALUPDATE", 7).await;
    let taken = get(&portal, json!({"clear": 0})).await;
    change(&portal, "ONCRMDEALUPDATE", 7).await;
    let clear = json!({"process_id": taken.result()["process_id"]});
    call(&portal, 1, "event.offline.clear", clear).await.result();
    let next = get(&portal, json!({})).await;
    assert_eq!(objects(&next.result()["events"]), [7]);
    assert_eq!(messages(&next.result()["events"]), messages(&taken.result()["events"]));
}

#[tokio::test]
async fn erroneous_records_come_back_on_request_only() {
    let portal = subscribed("").await;
    for id in 1..=3 {
        change(&portal, "ONCRMDEALADD", id).await;
    }
    let taken = get(&portal, json!({"clear": 0})).await;
    let process = taken.result()["process_id"].clone();
    let bad = messages(&taken.result()["events"])[1].clone();
    let error = |params| call(&portal, 1, "event.offline.error", params);
    assert_eq!(*error(json!({"process_id": process, "message_id": [bad]})).await.result(), true);
    assert_eq!(error(json!({})).await.refusal().2, "Argument 'process_id' is null or empty");
    // The rest is confirmed; the failed one stays.
    call(&portal, 1, "event.offline.clear", json!({"process_id": process})).await.result();
    assert_eq!(list(&portal, json!({"filter": {"=ERROR": 1}})).await.body["total"], 1);
    assert_eq!(get(&portal, json!({})).await.result()["events"], json!([]));
    let failed = get(&portal, json!({"error": 1, "clear": 0})).await;
    assert_eq!(objects(&failed.result()["events"]), [2]);
    assert_eq!(get(&portal, json!({"error": 1})).await.result()["events"], json!([]));
}

#[tokio::test]
async fn each_source_key_has_a_queue_of_its_own() {
    let portal = subscribed("sync").await;
    call(&portal, 1, "event.bind", json!({"event": "ONCRMDEALADD", "event_type": "offline"})).await.result();
    let own = Fire::new("ONCRMDEALADD", json!({"FIELDS": {"ID": 1}})).auth_connector("sync");
    portal.fire_as(&own).await;
    change(&portal, "ONCRMDEALADD", 2).await;
    // Its own change is not told to the source itself.
    let sync = get(&portal, json!({"auth_connector": "sync"})).await;
    assert_eq!(objects(&sync.result()["events"]), [2]);
    assert_eq!(objects(&get(&portal, json!({})).await.result()["events"]), [1, 2]);
}

#[tokio::test]
async fn the_list_pages_filters_and_orders() {
    let portal = subscribed("").await;
    for id in 1..=120 {
        change(&portal, if id % 2 == 0 { "ONCRMDEALADD" } else { "ONCRMDEALUPDATE" }, id).await;
        if id == 100 {
            portal.advance(Duration::from_secs(60)).await;
        }
    }
    let page = list(&portal, json!({"start": 50})).await;
    assert_eq!((&page.body["total"], &page.body["next"]), (&json!(120), &json!(100)));
    assert_eq!(objects(page.result()), (51..=100).collect::<Vec<_>>());
    let last = list(&portal, json!({"start": 100})).await;
    assert_eq!((last.result().as_array().map(Vec::len), last.body.get("next")), (Some(20), None));
    let uncounted = list(&portal, json!({"start": -1})).await;
    assert_eq!((uncounted.result().as_array().map(Vec::len), uncounted.body.get("total")), (Some(50), None));

    for (filter, order, expected) in [
        (json!({">ID": 117}), json!({}), vec![118, 119, 120]),
        (json!({">=ID": "118", "<ID": 120, "EVENT_NAME": "ONCRMDEALADD"}), json!([]), vec![118]),
        (json!({"ID": [3, 5]}), json!({"ID": "DESC"}), vec![5, 3]),
        (json!({"<=ID": 3, "!ID": 2}), json!({}), vec![1, 3]),
        (json!({">ID": 117, "!=EVENT_NAME": "ONCRMDEALADD"}), json!({}), vec![119]),
        (json!({">TIMESTAMP_X": "2024-07-18T11:55:36+02:00", "<ID": 103}), json!({}), vec![101, 102]),
        (json!({"<ID": 3}), json!({"EVENT_NAME": "asc", "ID": "asc"}), vec![2, 1]),
        (json!({"ID": "x"}), json!({}), vec![]),
    ] {
        let found = list(&portal, json!({"filter": filter, "order": order})).await;
        assert_eq!(objects(found.result()), expected, "{filter} {order}");
    }
    // The same keys as PHP sends them, in their order.
    let query = "filter[%3C%3DID]=4&order[EVENT_NAME]=DESC&order[ID]=DESC";
    let url = format!("{}event.offline.list?{query}&auth={}", portal.client_endpoint(), portal.tokens(1).access_token);
    assert_eq!(objects(post(url, json!({})).await.result()), [3, 1, 4, 2]);
    for (params, text) in [
        (json!({"filter": {"~ID": 1}}), "Filter operation not allowed: ~"),
        (json!({"filter": {"NAME": 1}}), "Filter field not allowed: NAME"),
        (json!({"order": {"NAME": "ASC"}}), "Order field not allowed: NAME"),
        (json!({"order": {"ID": "UP"}}), "Order direction should be one of {ASC|DESC}"),
    ] {
        assert_eq!(list(&portal, params).await.refusal(), (400, "ERROR_ARGUMENT", text));
    }
    // `get` knows fewer fields.
    assert_eq!(get(&portal, json!({"filter": {"ERROR": 1}})).await.refusal().1, "ERROR_ARGUMENT");
    let got = get(&portal, json!({"filter": {"<ID": 50}, "order": {"ID": "DESC"}, "limit": 2})).await;
    assert_eq!(objects(&got.result()["events"]), [49, 48]);
}

#[tokio::test]
async fn the_queue_tells_that_it_grew_but_not_too_often() {
    let portal = subscribed("").await;
    let handler = Handler::start(200).await;
    let params = json!({"event": "ONOFFLINEEVENT", "handler": handler.url, "options": {"minTimeout": 5}});
    call(&portal, 1, "event.bind", params).await.result();
    let add = async |id: u64| portal.fire("ONCRMDEALADD", json!({"FIELDS": {"ID": id}})).await.len();
    assert_eq!(add(1).await, 1);
    let first = handler.only();
    let field = |name| first.field(name).unwrap();
    assert_eq!((field("event"), field("data[type]")), ("ONOFFLINEEVENT".into(), "add".into()));
    assert_eq!((field("data[event]"), field("data[minTimeout]")), ("ONCRMDEALADD".into(), "5".into()));
    assert_eq!(field("data[handler]"), handler.url);
    // Within the pause the signals are gathered, and one goes out at its end.
    assert_eq!((add(2).await, add(3).await), (0, 0));
    assert_eq!(portal.advance(Duration::from_secs(4)).await, []);
    assert_eq!(portal.advance(Duration::from_secs(1)).await.len(), 1);
    assert_eq!(portal.advance(Duration::from_secs(100)).await, []);
    assert_eq!(add(3).await, 1);
    assert_eq!(handler.all().last().unwrap().field("data[type]").as_deref(), Some("update"));
    assert_eq!(handler.all().len(), 3);
}

#[tokio::test]
async fn without_a_pause_every_change_is_told() {
    let portal = subscribed("").await;
    let handler = Handler::start(200).await;
    let params = json!({"event": "ONOFFLINEEVENT", "handler": handler.url, "options": {"minTimeout": "0"}});
    call(&portal, 1, "event.bind", params).await.result();
    for id in 1..=3 {
        portal.fire("ONCRMDEALADD", json!({"FIELDS": {"ID": id}})).await;
    }
    assert_eq!(handler.all().len(), 3);
    assert_eq!(handler.all()[0].field("data[minTimeout]"), None);
}

#[tokio::test]
async fn a_running_clock_ends_the_pause_by_itself() {
    let portal = Portal::builder().methods(crate::METHODS).start().await.unwrap();
    let handler = Handler::start(200).await;
    for params in [
        json!({"event": "ONCRMDEALADD", "event_type": "offline"}),
        json!({"event": "ONOFFLINEEVENT", "handler": handler.url}),
    ] {
        call(&portal, 1, "event.bind", params).await.result();
    }
    portal.fire("ONCRMDEALADD", json!({"FIELDS": {"ID": 1}})).await;
    portal.fire("ONCRMDEALADD", json!({"FIELDS": {"ID": 2}})).await;
    let told = async {
        while handler.all().len() < 2 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), told).await.expect("the second signal comes");
}
