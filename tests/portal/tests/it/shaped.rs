//! Methods without state: checked against their page, answered in its shape.

use serde_json::json;

use crate::{call, hook, portal};

#[tokio::test]
async fn an_answer_has_the_documented_shape() {
    let portal = portal().await;
    let answer = hook(&portal, "made.up", json!({})).await;
    assert_eq!(
        *answer.result(),
        json!({
            "id": 5, "few": 0, "TITLE": "TIT", "money": "1.50", "yes": "Y", "one": 1, "on": true,
            "day": "2024-07-18", "at": "2024-07-18T11:55:36+02:00", "stamp": 1_721_296_536, "status": "NEW",
            "nothing": null, "either": 1, "tags": ["tags"], "rows": [{"x": 1}], "inner": {"y": "y"}, "empty": {}
        })
    );
    assert_eq!(hook(&portal, "made.up", json!({})).await.body, answer.body);
}

#[tokio::test]
async fn lists_are_counted() {
    let portal = portal().await;
    let list = hook(&portal, "made.up.list", json!({})).await;
    assert_eq!((list.result(), &list.body["total"]), (&json!({"items": [{"id": 1}]}), &json!(1)));
    let bare = hook(&portal, "made.up.bare", json!({})).await;
    assert_eq!((bare.result(), &bare.body["total"]), (&json!([{"id": 1}]), &json!(1)));
}

#[tokio::test]
async fn a_name_that_stands_for_any_is_answered_with_one() {
    let portal = portal().await;
    assert_eq!(
        *hook(&portal, "made.up.maps", json!({})).await.result(),
        json!({
            "files": {"upload1": {"size": 1}}, "blocks": {"#block1": {"y": "y"}}, "stages": {"1": 1},
            "shown": {"1": {"x": 1}}
        })
    );
}

#[tokio::test]
async fn a_variant_is_the_one_that_the_request_selects() {
    let portal = portal().await;
    for (id, expected) in [
        (json!(1), json!({"statusId": "statusId"})),
        (json!("2"), json!({"stageId": "stageId"})),
        (json!(3), json!({"stageId": "stageId"})),
    ] {
        assert_eq!(*hook(&portal, "made.up.kinds", json!({"entityTypeId": id})).await.result(), expected);
    }
}

#[tokio::test]
async fn parameters_are_checked_against_the_page() {
    let portal = portal().await;
    let add = |params| hook(&portal, "made.up.add", params);
    let missing = add(json!({"ID": 1})).await;
    assert_eq!(missing.refusal(), (400, "ERROR_ARGUMENT", "Argument 'fields' is null or empty"));
    assert_eq!(missing.body["argument"], "fields");
    // The page has a row of its own for this one.
    let own = add(json!({"fields": {}})).await;
    assert_eq!(own.refusal(), (422, "ID_NOT_DEFINED", "The field ID is required"));
    let value = add(json!({"fields": {}, "ID": 1, "mode": "lazy"})).await;
    assert_eq!(value.refusal(), (400, "ERROR_ARGUMENT", "Value must be one of {fast|slow}"));
    assert_eq!(value.body["argument"], "mode");
    add(json!({"FIELDS": {"A": 1}, "id": "1", "mode": "FAST"})).await.result();
}

#[tokio::test]
async fn a_form_takes_what_belongs_to_it() {
    let portal = portal().await;
    let form = |params| call(&portal, 1, "made.up.form", params);
    assert_eq!(form(json!({})).await.refusal().2, "Argument 'target' is null or empty");
    form(json!({"target": "x"})).await.result();
    form(json!({"kind": "quiet"})).await.result();
    assert_eq!(form(json!({"kind": "loud"})).await.refusal().1, "ERROR_ARGUMENT");
}

#[tokio::test]
async fn one_of_several_is_enough_and_more_are_taken() {
    let portal = portal().await;
    let either = |params| hook(&portal, "made.up.either", params);
    assert_eq!(either(json!({})).await.refusal().2, "Argument 'ID' is null or empty");
    for params in [json!({"ID": 7}), json!({"CODE": "c"}), json!({"BLOCK": "b"}), json!({"ID": 7, "CODE": "c"})] {
        either(params).await.result();
    }
}

#[tokio::test]
async fn a_command_is_checked_and_answered_by_its_own_page() {
    let portal = portal().await;
    let call = |params| hook(&portal, "made.up.call", params);
    assert_eq!(*call(json!({"COMMAND": "one", "first": "x"})).await.result(), json!({"first": "first"}));
    assert_eq!(*call(json!({"COMMAND": "two", "second": "x"})).await.result(), json!({"second": "second"}));
    assert!(call(json!({"COMMAND": "two", "first": "x"})).await.refusal().2.contains("second"));
}
