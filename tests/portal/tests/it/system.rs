//! What a portal tells of itself and its users.

use b24_portal::{Application, Portal, Webhook};
use serde_json::json;

use crate::{call, call_of, hook, post, shipped};

#[tokio::test]
async fn methods_and_scopes_follow_the_caller() {
    let webhook = Webhook { user: 1, code: "narrow".into(), scopes: Some(vec!["task".into()]) };
    let portal = Portal::builder().webhook(webhook).start().await.unwrap();
    let narrow = |method: &str, params| post(format!("{}1/narrow/{method}", portal.client_endpoint()), params);
    let names = |answer: &crate::Answer| -> Vec<String> {
        answer.result().as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let own = names(&narrow("methods", json!({})).await);
    assert!(own.contains(&"tasks.task.add".into()) && !own.contains(&"crm.item.add".into()));
    let crm = names(&narrow("methods", json!({"scope": "crm"})).await);
    assert!(crm.contains(&"crm.item.add".into()) && !crm.contains(&"tasks.task.add".into()));
    assert!(names(&narrow("methods", json!({"full": true})).await).len() > 1000);
    assert_eq!(*narrow("scope", json!({})).await.result(), json!(["task"]));
    assert!(names(&narrow("scope", json!({"full": "true"})).await).contains(&"crm".into()));
    let there = |name: &'static str| narrow("method.get", json!({"name": name}));
    assert_eq!(*there("crm.item.add").await.result(), json!({"isExisting": true, "isAvailable": false}));
    assert_eq!(*there("no.such").await.result(), json!({"isExisting": false, "isAvailable": false}));
}

#[tokio::test]
async fn the_application_asks_about_itself() {
    let portal = Portal::builder().application(Application::new("second")).start().await.unwrap();
    let info = call_of(&portal, 1, 1, "app.info", json!({})).await;
    assert_eq!((&info.result()["ID"], &info.result()["INSTALLED"]), (&json!(2), &json!(true)));
    let refused = hook(&portal, "app.info", json!({})).await;
    assert_eq!(refused.refusal(), (400, "ACCESS_DENIED", "Access denied! Application context required"));
}

#[tokio::test]
async fn time_and_features_are_told() {
    let portal = shipped().await;
    assert_eq!(*hook(&portal, "server.time", json!({})).await.result(), "2024-07-18T11:55:36+02:00");
    let feature = |code: &'static str| hook(&portal, "feature.get", json!({"CODE": code}));
    assert_eq!(*feature("rest_offline_extended").await.result(), json!({"value": "Y"}));
    assert_eq!(*feature("other").await.result(), json!({"value": "N"}));
    assert_eq!(feature("").await.refusal(), (400, "CODE_EMPTY", "CODE can't be empty"));
}

#[tokio::test]
async fn users_are_listed_and_filtered() {
    let portal = shipped().await;
    let profile = call(&portal, 2, "profile", json!({})).await;
    assert_eq!((&profile.result()["ID"], &profile.result()["ADMIN"]), (&json!("2"), &json!(false)));
    let current = call(&portal, 2, "user.current", json!({})).await;
    assert_eq!((&current.result()["ID"], &current.result()["ACTIVE"]), (&json!("2"), &json!(true)));
    for (params, ids) in [
        (json!({}), vec!["1", "2"]),
        (json!({"ID": 2}), vec!["2"]),
        (json!({"FILTER": {">ID": 1}}), vec!["2"]),
        (json!({"FILTER": {"EMAIL": "USER1@portal.example"}}), vec!["1"]),
        (json!({"sort": "ID", "order": "DESC"}), vec!["2", "1"]),
        (json!({"FILTER": {"%NAME": "nobody"}}), vec![]),
    ] {
        let found = hook(&portal, "user.get", params.clone()).await;
        let told: Vec<_> =
            found.result().as_array().unwrap().iter().map(|u| u["ID"].as_str().unwrap().to_owned()).collect();
        assert_eq!(told, ids, "{params}");
        assert_eq!(found.body["total"], ids.len());
    }
}
