//! Answers that a test decides on, as the client reads them.

use b24::{Client, Limits, Webhook, json};
use b24_portal::{Fault, Mishap, Override, Portal};

b24::methods! {
    mod lists { "user.get"; "crm.item.list"; "tasks.task.list"; }
}
use lists::{CrmItemList, TasksTaskList, UserGet};

async fn portal() -> (Portal, Client<Webhook>) {
    let portal = Portal::start().await.unwrap();
    let client = Client::builder().limits(Limits::NONE).webhook(&portal.webhook_url()).unwrap();
    (portal, client)
}

#[tokio::test]
async fn a_list_of_items_is_followed_to_its_end() {
    let (portal, client) = portal().await;
    portal.answer("user.get", Override::items([json!({"ID": "5", "NAME": "Ann"})]));
    let users = client.list(UserGet::new()).all().await.unwrap();
    assert_eq!(users.iter().map(|user| user.name.as_deref()).collect::<Vec<_>>(), [Some("Ann")]);
    // Pages, and chains of them in a batch; in no order of their own.
    portal.answer("user.get", Override::items((1..=170).rev().map(|id| json!({"ID": id.to_string()}))));
    assert_eq!(client.list(UserGet::new()).all().await.unwrap().len(), 170);
    portal.answer("crm.item.list", Override::items((1..=120).map(|id| json!({"id": id}))));
    assert_eq!(client.list(CrmItemList::new(2)).all().await.unwrap().len(), 120);
    portal.answer("tasks.task.list", Override::items((1..=51).map(|id| json!({"id": id.to_string()}))));
    assert_eq!(client.list(TasksTaskList::new()).all().await.unwrap().len(), 51);
    let mut items = client.list(CrmItemList::new(2)).parallel(4);
    let mut count = 0;
    while let Some(item) = items.next().await {
        count += item.map(|_| 1).unwrap();
    }
    assert_eq!(count, 120);
    portal.answer("crm.item.list", Override::Items(Vec::new()));
    assert!(client.list(CrmItemList::new(2)).all().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_batch_is_refused_as_a_whole() {
    let (portal, client) = portal().await;
    let both = async || client.all((UserGet::new(), UserGet::new())).await.map(|_| ());
    let refusal = json!({"error": "ACCESS_DENIED", "error_description": "No batches here", "status": 403});
    portal.answer("batch", Override::Whole(refusal.into()));
    let raw = client.call_raw("batch", json!({"cmd": {"a": "profile"}})).await.unwrap_err().to_string();
    for refused in [both().await.unwrap_err().to_string(), raw] {
        assert!(refused.contains("No batches here"), "{refused}");
    }
    portal.answer("batch", Override::Merge(json!({}).into()));
    portal.fault(Fault::new("batch", Mishap::refused(403, "ACCESS_DENIED", "Not now")).times(1));
    assert!(both().await.unwrap_err().to_string().contains("Not now"));
    both().await.unwrap();
}
