//! `batch` of v2 and of v3.

use serde_json::{Value, json};

use crate::{hook, portal, post, shipped};

#[tokio::test]
async fn commands_run_in_order_and_fail_alone() {
    let portal = portal().await;
    let cmd =
        json!({"a": "made.case", "b": "made.up.add?fields[A]=1&ID=7", "c": "no.such?", "d": "made.up.list?&x=%20&"});
    let all = hook(&portal, "batch", json!({"halt": 0, "cmd": cmd})).await;
    let result = all.result();
    let keys = |name: &str| result[name].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!((keys("result"), keys("result_error")), (vec!["a".into(), "b".into(), "d".into()], vec!["c".into()]));
    assert_eq!(
        result["result_error"]["c"],
        json!({"error": "ERROR_METHOD_NOT_FOUND", "error_description": "Method not found!"})
    );
    assert_eq!((&result["result_total"], &result["result_next"]), (&json!({"d": 1}), &json!([])));
    assert!(result["result_time"]["a"]["operating"].is_number());
    let seen: Vec<_> = portal.calls().iter().map(|c| (c.method.clone(), c.in_batch)).collect();
    assert_eq!((seen.len(), &seen[0], &seen[4]), (5, &("made.case".to_owned(), true), &("batch".to_owned(), false)));
}

#[tokio::test]
async fn with_halt_the_first_error_is_the_last() {
    let portal = portal().await;
    let all =
        hook(&portal, "batch", json!({"halt": 1, "cmd": {"a": "made.case", "b": "no.such", "c": "made.case"}})).await;
    assert_eq!(all.result()["result"], json!({"a": "lower"}));
    assert_eq!(all.result()["result_error"].as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn numbered_commands_answer_in_lists() {
    let portal = portal().await;
    for cmd in [json!(["made.case", "made.case?"]), json!({"0": "made.case", "1": "/made.case.json"})] {
        let all = hook(&portal, "batch", json!({"cmd": cmd})).await;
        assert_eq!(all.result()["result"], json!(["lower", "lower"]));
        assert_eq!(all.result()["result_error"], json!([]));
    }
    assert_eq!(hook(&portal, "batch", json!({})).await.result()["result"], json!([]));
}

#[tokio::test]
async fn a_batch_knows_its_limits() {
    let portal = portal().await;
    let fifty = vec!["made.case"; 50];
    assert_eq!(hook(&portal, "batch", json!({"cmd": fifty})).await.result()["result"].as_array().unwrap().len(), 50);
    let more = vec!["made.case"; 51];
    let refused = hook(&portal, "batch", json!({"cmd": more})).await;
    assert_eq!(refused.refusal(), (400, "ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded"));
    let nested = hook(&portal, "batch", json!({"cmd": {"a": "batch?cmd[0]=made.case"}})).await;
    assert_eq!(nested.result()["result_error"]["a"]["error"], "ERROR_BATCH_METHOD_NOT_ALLOWED");
}

#[tokio::test]
async fn results_pass_to_later_commands() {
    let portal = shipped().await;
    let cmd = json!({
        "a": "user.get",
        "b": "user.get?ID=%24result%5Ba%5D%5B1%5D%5BID%5D",
        "c": "feature.get?CODE=$result[a][49][ID]",
    });
    let all = hook(&portal, "batch", json!({"cmd": cmd})).await;
    assert_eq!(all.result()["result"]["b"][0]["ID"], "2");
    assert_eq!(all.result()["result"]["b"].as_array().unwrap().len(), 1);
    assert_eq!(portal.calls()[2].params.get("CODE").and_then(b24_portal::Value::text).unwrap(), "$result[a][49][ID]");
}

#[tokio::test]
async fn a_batch_of_v3_is_a_list_and_all_or_nothing() {
    let portal = portal().await;
    let url = format!("{}/rest/api/1/secret/batch", portal.url());
    let get = |id: Value| json!({"method": "made.up.get", "query": {"id": id}, "as": "first"});
    let second = json!({"method": "made.up.get", "query": {"id": {"$ref": "first.item.id"}}});
    let all = post(url.clone(), json!([get(json!(7)), second])).await;
    assert_eq!(*all.result(), json!([{"item": {"id": 1}}, {"item": {"id": 1}}]));
    let sent = portal.calls()[1].params.clone();
    assert_eq!(sent.get("id").and_then(b24_portal::Value::integer), Some(1));
    let numbered = json!({"0": get(json!(7)), "1": {"method": "made.up"}});
    assert_eq!(post(url.clone(), numbered).await.result().as_array().unwrap().len(), 2);
    for bad in [json!({"method": "made.up.get"}), json!({"method": "made.up.get", "query": {"id": {"$ref": "x.y"}}})] {
        let refused = post(url.clone(), json!([get(json!(7)), bad])).await;
        assert_eq!(refused.status, 400);
        assert!(refused.body["error"]["code"].is_string() && refused.body.get("result").is_none());
    }
}
