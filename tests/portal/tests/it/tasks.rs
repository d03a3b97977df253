//! Tasks, through both interfaces.

use serde_json::json;

use crate::{hook, post, shipped};

#[tokio::test]
async fn a_task_lives_in_both_interfaces() {
    let portal = shipped().await;
    let v3 = |method: &str, params| post(format!("{}/rest/api/1/secret/{method}", portal.url()), params);
    let added = hook(&portal, "tasks.task.add", json!({"fields": {"TITLE": "One", "RESPONSIBLE_ID": 2}})).await;
    let task = &added.result()["task"];
    assert_eq!((&task["id"], &task["status"], &task["createdBy"]), (&json!("1"), &json!("2"), &json!("1")));
    assert_eq!(task["responsible"]["name"], "User2");
    let select = json!({"id": 1, "select": ["id", "title", "status", "responsible.name"]});
    assert_eq!(
        *v3("tasks.task.get", select).await.result(),
        json!({"item": {"id": 1, "title": "One", "status": "pending", "responsible": {"name": "User2"}}})
    );
    assert_eq!(
        *v3("tasks.task.update", json!({"id": 1, "fields": {"title": "Two"}})).await.result(),
        json!({"result": true})
    );
    hook(&portal, "tasks.task.complete", json!({"taskId": 1})).await.result();
    let got = hook(&portal, "tasks.task.get", json!({"taskId": 1, "select": ["TITLE", "STATUS", "closedDate"]})).await;
    let task = &got.result()["task"];
    assert_eq!((&task["title"], &task["status"]), (&json!("Two"), &json!("5")));
    assert_eq!(task["closedDate"], "2024-07-18T11:55:36+02:00");
    let new = json!({"fields": {"title": "Three", "creatorId": 1, "responsibleId": 1, "deadline": "2024-07-20T12:00:00+02:00"}});
    assert_eq!(v3("tasks.task.add", new).await.result()["item"]["id"], 2);
    let listed =
        hook(&portal, "tasks.task.list", json!({"filter": {">ID": 1}, "order": {"ID": "desc"}, "select": ["ID"]}))
            .await;
    assert_eq!((listed.result(), &listed.body["total"]), (&json!({"tasks": [{"id": "2"}]}), &json!(1)));
    let bound = json!({"taskId": 1, "fields": {"UF_CRM_TASK": ["D_1", "C_2"]}});
    hook(&portal, "tasks.task.update", bound).await.result();
    for (filter, total) in [
        (json!({"UF_CRM_TASK": "D_1"}), 1),
        (json!({"UF_CRM_TASK": "D_2"}), 0),
        (json!({"!UF_CRM_TASK": "C_2"}), 1),
        (json!({"REAL_STATUS": 5}), 1),
        (json!({"STATUS": 2, "REAL_STATUS": 5}), 0),
        (json!({"REAL_STATUS": 5, "STATUS": [2, 5]}), 1),
    ] {
        let found = hook(&portal, "tasks.task.list", json!({"filter": filter})).await;
        assert_eq!(found.body["total"], total, "{filter}");
    }
    assert_eq!(*v3("tasks.task.delete", json!({"id": 2})).await.result(), json!({"result": true}));
    let gone = v3("tasks.task.get", json!({"id": 2})).await;
    assert_eq!(gone.body["error"]["code"], "BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION");
}

#[tokio::test]
async fn tasks_are_refused_as_documented() {
    let portal = shipped().await;
    let add = |fields| hook(&portal, "tasks.task.add", json!({"fields": fields}));
    assert_eq!(add(json!({"RESPONSIBLE_ID": 1})).await.refusal(), (400, "ERROR_CORE", "Task title not specified"));
    assert_eq!(add(json!({"TITLE": "x"})).await.refusal().2, "Responsible person not specified");
    assert_eq!(add(json!({"TITLE": "x", "RESPONSIBLE_ID": 77})).await.refusal().1, "ERROR_CORE");
    assert_eq!(hook(&portal, "tasks.task.delete", json!({"taskId": 9})).await.refusal().1, "1048582");
    let v3 = |method: &str, params| post(format!("{}/rest/api/1/secret/{method}", portal.url()), params);
    let missing = v3("tasks.task.add", json!({"fields": {"title": "x"}})).await;
    let fields: Vec<_> =
        missing.body["error"]["validation"].as_array().unwrap().iter().map(|v| v["field"].clone()).collect();
    assert_eq!(fields, ["creatorId", "responsibleId"]);
    let unknown = v3("tasks.task.get", json!({"id": 1, "select": ["no"]})).await;
    assert_eq!(unknown.body["error"]["message"], "Unknown field `no` for entity `TaskDto`");
}

#[tokio::test]
async fn a_batch_of_v3_that_fails_changes_nothing() {
    let portal = shipped().await;
    let batch = |commands| post(format!("{}/rest/api/1/secret/batch", portal.url()), commands);
    let add = json!({"method": "tasks.task.add", "query": {"fields": {"title": "x", "creatorId": 1, "responsibleId": 1}}, "as": "new"});
    let get = |id| json!({"method": "tasks.task.get", "query": {"id": id, "select": ["id", "title"]}});
    assert_eq!(batch(json!([add, get(json!(99))])).await.status, 400);
    assert_eq!(hook(&portal, "tasks.task.list", json!({})).await.body["total"], 0);
    let both = batch(json!([add, get(json!({"$ref": "new.item.id"}))])).await;
    assert_eq!(both.result()[1], json!({"item": {"id": 1, "title": "x"}}));
}
