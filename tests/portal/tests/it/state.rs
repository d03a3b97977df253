//! The state in a file.

use b24_portal::{Portal, Seed};
use serde_json::json;

use crate::{Answer, Handler, NOON, call, hook, post};

#[tokio::test]
async fn a_portal_goes_on_where_the_other_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portal.db");
    let start = || Portal::builder().clock_at(NOON).seed(Seed::Deals, 60).state(&file).start();
    let handler = Handler::start(200).await;
    let portal = start().await.unwrap();
    let token = portal.tokens(2);
    for event in [
        json!({"event": "ONCRMDEALADD", "handler": handler.url}),
        json!({"event": "ONCRMDEALUPDATE", "event_type": "offline"}),
    ] {
        call(&portal, 1, "event.bind", event).await.result();
    }
    call(&portal, 1, "placement.bind", json!({"PLACEMENT": "LEFT_MENU", "HANDLER": handler.url})).await.result();
    hook(&portal, "crm.deal.userfield.add", json!({"fields": {"FIELD_NAME": "A", "USER_TYPE_ID": "string"}}))
        .await
        .result();
    hook(&portal, "crm.deal.update", json!({"id": 7, "fields": {"TITLE": "kept", "UF_CRM_A": "too"}})).await.result();
    hook(&portal, "crm.deal.delete", json!({"id": 8})).await.result();
    hook(&portal, "tasks.task.add", json!({"fields": {"TITLE": "t", "RESPONSIBLE_ID": 1}})).await.result();
    let root = hook(&portal, "disk.storage.getlist", json!({})).await.result()[0]["ROOT_OBJECT_ID"].clone();
    let upload = json!({"id": root, "fileContent": ["a.txt", "YQ=="]});
    let upload = hook(&portal, "disk.folder.uploadfile", upload).await.result()["ID"].clone();
    let last = hook(&portal, "crm.deal.add", json!({})).await.result().clone();
    hook(&portal, "crm.deal.delete", json!({"id": last})).await.result();
    portal.settled().await;
    drop(portal);

    let portal = start().await.unwrap();
    let deal = hook(&portal, "crm.deal.list", json!({"filter": {"ID": 7}, "select": ["TITLE", "UF_*"]})).await;
    assert_eq!(*deal.result(), json!([{"ID": "7", "TITLE": "kept", "UF_CRM_A": "too"}]));
    assert_eq!(hook(&portal, "crm.deal.list", json!({})).await.body["total"], 59);
    assert_eq!(*hook(&portal, "crm.deal.add", json!({"fields": {"TITLE": "next"}})).await.result(), 62);
    portal.settled().await;
    assert_eq!(handler.all()[1].field("data[FIELDS][ID]").unwrap(), "62");
    assert_eq!(call(&portal, 1, "event.offline.list", json!({})).await.body["total"], 1);
    assert_eq!(call(&portal, 1, "placement.get", json!({})).await.result().as_array().unwrap().len(), 1);
    assert_eq!(hook(&portal, "tasks.task.get", json!({"taskId": 1})).await.result()["task"]["title"], "t");
    assert_eq!(hook(&portal, "disk.file.get", json!({"id": upload})).await.result()["NAME"], "a.txt");
    let with = |token: String| post(format!("{}profile", portal.client_endpoint()), json!({"auth": token}));
    assert_eq!(with(token.access_token).await.result()["ID"], "2");
    let first: Answer = with(portal.first_tokens().admin.access_token).await;
    assert_eq!(first.result()["ID"], "1");

    portal.reset();
    drop(portal);
    let portal = start().await.unwrap();
    assert_eq!(hook(&portal, "crm.deal.list", json!({})).await.body["total"], 60);
    assert_eq!(hook(&portal, "crm.deal.get", json!({"id": 7})).await.result()["TITLE"], "Deal 7");
    assert_eq!(*call(&portal, 1, "event.get", json!({})).await.result(), json!([]));
}

#[tokio::test]
async fn a_file_that_holds_something_else_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portal.db");
    std::fs::write(&file, "no database, but long enough to be looked at as one").unwrap();
    let told = Portal::builder().state(&file).start().await.err().unwrap().to_string();
    assert!(told.starts_with(&format!("the state in {} cannot be used: ", file.display())), "{told}");
}
