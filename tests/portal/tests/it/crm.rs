//! CRM objects, through the older and the newer methods.

use b24_portal::{Portal, Seed};
use serde_json::{Value, json};

use crate::{Handler, NOON, call, hook, shipped};

fn ids(answer: &crate::Answer, pointer: &str, key: &str) -> Vec<String> {
    let rows = answer.result().pointer(pointer).and_then(Value::as_array).unwrap_or_else(|| panic!("{answer:?}"));
    rows.iter().map(|row| row[key].as_str().map_or_else(|| row[key].to_string(), str::to_owned)).collect()
}

#[tokio::test]
async fn a_deal_is_the_same_through_both_families() {
    let portal = shipped().await;
    let fields = json!({"TITLE": "One", "OPPORTUNITY": "12.50", "STAGE_ID": "WON", "ID": 99, "OPENED": "N"});
    assert_eq!(*hook(&portal, "crm.deal.add", json!({"fields": fields})).await.result(), 1);
    let old = hook(&portal, "crm.deal.get", json!({"id": "1"})).await;
    let told = |name: &str| old.result()[name].clone();
    assert_eq!(
        (told("ID"), told("OPPORTUNITY"), told("OPENED"), told("CLOSED")),
        (json!("1"), json!("12.50"), json!("N"), json!("Y"))
    );
    assert_eq!((told("ASSIGNED_BY_ID"), told("DATE_CREATE")), (json!("1"), json!("2024-07-18T11:55:36+02:00")));
    assert_eq!(told("COMPANY_ID"), Value::Null);
    let new = hook(&portal, "crm.item.get", json!({"entityTypeId": 2, "id": 1})).await;
    let item = &new.result()["item"];
    assert_eq!((&item["id"], &item["opportunity"], &item["opened"]), (&json!(1), &json!(12.5), &json!("N")));
    assert_eq!((&item["assignedById"], &item["companyId"], &item["entityTypeId"]), (&json!(1), &json!(0), &json!(2)));
    let changed = json!({"entityTypeId": 2, "id": 1, "fields": {"opportunity": 3, "title": "Two"}});
    assert_eq!(hook(&portal, "crm.item.update", changed).await.result()["item"]["title"], "Two");
    assert_eq!(hook(&portal, "crm.deal.get", json!({"ID": 1})).await.result()["OPPORTUNITY"], "3");
    assert_eq!(*hook(&portal, "crm.deal.delete", json!({"id": 1})).await.result(), true);
    assert_eq!(hook(&portal, "crm.deal.get", json!({"id": 1})).await.refusal(), (400, "", "Not found"));
    let gone = hook(&portal, "crm.item.get", json!({"entityTypeId": 2, "id": 1})).await;
    assert_eq!(gone.refusal(), (400, "NOT_FOUND", "Element not found"));
    assert_eq!(hook(&portal, "crm.deal.get", json!({"id": "x"})).await.refusal().2, "ID is not defined or invalid");
    assert_eq!(
        hook(&portal, "crm.item.get", json!({"entityTypeId": 5, "id": 1})).await.refusal().2,
        "Smart process not found"
    );
}

#[tokio::test]
async fn a_deal_is_closed_by_its_stage() {
    let portal = shipped().await;
    for stage in ["NEW", "C7:LOSE", "C7:EXECUTING", "WON"] {
        let fields = json!({"STAGE_ID": stage, "CLOSED": "Y"});
        hook(&portal, "crm.deal.add", json!({"fields": fields})).await.result();
    }
    let found =
        async |filter: Value| ids(&hook(&portal, "crm.deal.list", json!({"filter": filter})).await, "", "ID").join(" ");
    assert_eq!(
        (found(json!({"CLOSED": "Y"})).await, found(json!({"CLOSED": "N"})).await),
        ("2 4".into(), "1 3".into())
    );
    assert_eq!(found(json!({"STAGE_SEMANTIC_ID": ["S", "F"]})).await, "2 4");
    let change = async |id: u64, stage: &str| {
        let fields = json!({"entityTypeId": 2, "id": id, "fields": {"stageId": stage}});
        let item = hook(&portal, "crm.item.update", fields).await.result()["item"].clone();
        (item["closed"].clone(), item["stageSemanticId"].clone())
    };
    assert_eq!(change(1, "WON").await, (json!("Y"), json!("S")));
    assert_eq!(change(4, "NEW").await, (json!("N"), json!("P")), "it is open again");
    let got = hook(&portal, "crm.item.get", json!({"entityTypeId": 2, "id": 2})).await;
    assert_eq!((&got.result()["item"]["closed"], &got.result()["item"]["stageSemanticId"]), (&json!("Y"), &json!("F")));
}

#[tokio::test]
async fn lists_page_to_the_end() {
    let portal = Portal::builder().clock_at(NOON).seed(Seed::Deals, 120).start().await.unwrap();
    let first = hook(&portal, "crm.deal.list", json!({})).await;
    assert_eq!((&first.body["total"], &first.body["next"]), (&json!(120), &json!(50)));
    let last = hook(&portal, "crm.deal.list", json!({"start": 100})).await;
    assert_eq!((last.result().as_array().unwrap().len(), last.body.get("next")), (20, None));
    let seeded = hook(&portal, "crm.item.get", json!({"entityTypeId": 2, "id": 7})).await;
    for name in ["createdBy", "updatedBy", "movedBy", "assignedById"] {
        assert_eq!(seeded.result()["item"][name], 1, "{name}");
    }
    let uncounted =
        json!({"entityTypeId": 2, "start": -1, "order": {"id": "ASC"}, "filter": {">id": 110}, "select": ["id"]});
    let uncounted = hook(&portal, "crm.item.list", uncounted).await;
    assert_eq!(ids(&uncounted, "/items", "id"), (111..=120).map(|i| i.to_string()).collect::<Vec<_>>());
    assert_eq!((uncounted.body.get("total"), uncounted.body.get("next")), (None, None));
    assert_eq!(uncounted.result()["items"][0].as_object().unwrap().len(), 2);
    portal.reset();
    assert_eq!(hook(&portal, "crm.deal.list", json!({})).await.body["total"], 120);
}

#[tokio::test]
async fn every_operator_filters() {
    let portal = shipped().await;
    for (title, money) in [("Alpha", "5"), ("beta", "10"), ("Gamma ray", "20.5"), ("alphabet", "")] {
        let fields = json!({"TITLE": title, "OPPORTUNITY": money});
        hook(&portal, "crm.deal.add", json!({"fields": fields})).await.result();
    }
    for (filter, expected) in [
        (json!({"TITLE": "ALPHA"}), "1"),
        (json!({"=TITLE": ["alpha", "beta"]}), "1 2"),
        (json!({"@ID": [4, 2]}), "2 4"),
        (json!({"!@ID": [4, 2]}), "1 3"),
        (json!({"%TITLE": "ALPHA"}), "1 4"),
        (json!({"!%TITLE": "alpha"}), "2 3"),
        (json!({"=%TITLE": "%a"}), "1 2"),
        (json!({"!=TITLE": "beta"}), "1 3 4"),
        (json!({">OPPORTUNITY": 9, "<=OPPORTUNITY": "20.5"}), "2 3"),
        (json!({"><OPPORTUNITY": [5, 10]}), "1 2"),
        (json!({"!><OPPORTUNITY": [6, 15]}), "1 3 4"),
        (json!({"OPPORTUNITY": ""}), "4"),
        (json!({"+COMMENTS": "x"}), "1 2 3 4"),
        (json!({"+TITLE": "beta"}), "2"),
        (json!({">ID": 1, "<ID": 4}), "2 3"),
        (json!({">=ID": "4"}), "4"),
        (json!({"ID": 0}), ""),
        (json!({">ID": 3, "<ID": 2}), ""),
        (json!({">DATE_CREATE": "2024-07-18T11:55:35+02:00"}), "1 2 3 4"),
        (json!({"<DATE_CREATE": "18.07.2024 11:55:36"}), ""),
        (json!({"UNKNOWN": 7}), "1 2 3 4"),
    ] {
        let found = hook(&portal, "crm.deal.list", json!({"filter": filter, "order": {"ID": "ASC"}})).await;
        assert_eq!(ids(&found, "", "ID").join(" "), expected, "{filter}");
        assert_eq!(found.body["total"], ids(&found, "", "ID").len(), "{filter}");
    }
    let of_contacts = json!({"TITLE": "Delta", "CONTACT_IDS": [1, 2]});
    hook(&portal, "crm.deal.add", json!({"fields": of_contacts})).await.result();
    for (filter, expected) in [
        (json!({"contactIds": 2}), "5"),
        (json!({"@contactIds": [1]}), "5"),
        (json!({"@contactIds": ["7", "2"]}), "5"),
        (json!({"contactIds": 3}), ""),
        (json!({"!contactIds": 2}), "1 2 3 4"),
        (json!({"!@contactIds": [2, 7]}), "1 2 3 4"),
        (json!({"!contactIds": 3}), "1 2 3 4 5"),
        (json!({"contactIds": ""}), "1 2 3 4"),
        (json!({"!contactIds": ""}), "5"),
    ] {
        let list = json!({"entityTypeId": 2, "filter": filter, "order": {"id": "ASC"}});
        let found = hook(&portal, "crm.item.list", list).await;
        assert_eq!(ids(&found, "/items", "id").join(" "), expected, "{filter}");
    }
    let either = json!({"logic": "OR", "0": {"title": "beta"}, "1": {">opportunity": 20}});
    let found = hook(&portal, "crm.item.list", json!({"entityTypeId": 2, "filter": {"0": either, "<id": 3}})).await;
    assert_eq!(ids(&found, "/items", "id"), ["2"]);
    let refused = hook(&portal, "crm.item.list", json!({"entityTypeId": 2, "filter": {">no": 1}})).await;
    assert_eq!(refused.refusal(), (400, "INVALID_ARG_VALUE", "Invalid filter: field 'no' is not allowed in filter"));
}

#[tokio::test]
async fn lists_are_ordered_and_show_what_is_asked_for() {
    let portal = shipped().await;
    for (title, money) in [("b", "5"), ("a", "5"), ("c", "10")] {
        hook(&portal, "crm.deal.add", json!({"fields": {"TITLE": title, "OPPORTUNITY": money}})).await.result();
    }
    for (order, expected) in [
        (json!({"ID": "DESC"}), "3 2 1"),
        (json!({"OPPORTUNITY": "DESC", "TITLE": "ASC"}), "3 2 1"),
        (json!({"TITLE": "desc"}), "3 1 2"),
        (json!([]), "1 2 3"),
    ] {
        let found = hook(&portal, "crm.deal.list", json!({"order": order, "select": ["ID", "TITLE"]})).await;
        assert_eq!(ids(&found, "", "ID").join(" "), expected, "{order}");
        assert_eq!(found.result()[0].as_object().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn users_make_fields_of_their_own() {
    let portal = shipped().await;
    let field = json!({"FIELD_NAME": "COLOUR", "USER_TYPE_ID": "string"});
    let id = hook(&portal, "crm.deal.userfield.add", json!({"fields": field})).await.result().clone();
    let again = hook(&portal, "crm.deal.userfield.add", json!({"fields": field})).await;
    assert_eq!(again.refusal().0, 400);
    hook(&portal, "crm.deal.add", json!({"fields": {"TITLE": "x", "UF_CRM_COLOUR": "red"}})).await.result();
    let filter = json!({"entityTypeId": 2, "filter": {"ufCrmColour": "RED"}});
    assert_eq!(hook(&portal, "crm.item.list", filter).await.body["total"], 1);
    let item = hook(&portal, "crm.item.get", json!({"entityTypeId": 2, "id": 1})).await;
    assert_eq!(item.result()["item"]["ufCrmColour"], "red");
    let bare = hook(&portal, "crm.deal.list", json!({})).await;
    assert!(bare.result()[0].get("UF_CRM_COLOUR").is_none());
    let full = hook(&portal, "crm.deal.list", json!({"select": ["*", "UF_*"]})).await;
    assert_eq!(full.result()[0]["UF_CRM_COLOUR"], "red");
    assert_eq!(hook(&portal, "crm.deal.fields", json!({})).await.result()["UF_CRM_COLOUR"]["isDynamic"], true);
    assert_eq!(hook(&portal, "crm.deal.userfield.list", json!({})).await.result()[0]["FIELD_NAME"], "UF_CRM_COLOUR");
    assert_eq!(*hook(&portal, "crm.deal.userfield.delete", json!({"id": id})).await.result(), true);
    assert!(hook(&portal, "crm.deal.fields", json!({})).await.result().get("UF_CRM_COLOUR").is_none());
    assert!(hook(&portal, "crm.deal.get", json!({"id": 1})).await.result().get("").is_none());
    let gone = hook(&portal, "crm.deal.userfield.get", json!({"id": id})).await;
    assert_eq!(gone.refusal().1, "ERROR_NOT_FOUND");
}

#[tokio::test]
async fn contacts_have_several_addresses() {
    let portal = shipped().await;
    let fields = json!({"NAME": "A", "PHONE": [{"VALUE": "+1", "VALUE_TYPE": "HOME"}, {"VALUE": "+2"}]});
    hook(&portal, "crm.contact.add", json!({"fields": fields})).await.result();
    let told = hook(&portal, "crm.contact.get", json!({"id": 1})).await;
    assert_eq!(
        told.result()["PHONE"],
        json!([
            {"ID": "1", "VALUE_TYPE": "HOME", "VALUE": "+1", "TYPE_ID": "PHONE"},
            {"ID": "2", "VALUE_TYPE": "WORK", "VALUE": "+2", "TYPE_ID": "PHONE"}
        ])
    );
    assert!(told.result().get("EMAIL").is_none());
    assert_eq!(hook(&portal, "crm.contact.list", json!({"filter": {"PHONE": "+2"}})).await.body["total"], 1);
    assert_eq!(hook(&portal, "crm.contact.list", json!({"filter": {"PHONE": "+3"}})).await.body["total"], 0);
}

#[tokio::test]
async fn changes_fire_their_events() {
    let portal = shipped().await;
    let handler = Handler::start(200).await;
    for event in ["ONCRMDEALADD", "ONCRMDEALDELETE", "ONCRMDYNAMICITEMADD", "ONTASKADD"] {
        call(&portal, 1, "event.bind", json!({"event": event, "handler": handler.url})).await.result();
    }
    let offline = json!({"event": "ONCRMDEALUPDATE", "event_type": "offline", "auth_connector": "sync"});
    call(&portal, 1, "event.bind", offline).await.result();
    call(&portal, 1, "crm.deal.add", json!({"fields": {"TITLE": "x"}})).await.result();
    portal.settled().await;
    assert_eq!(handler.only().field("data[FIELDS][ID]").unwrap(), "1");
    let update = |connector: &'static str| json!({"id": 1, "fields": {"TITLE": "y"}, "auth_connector": connector});
    call(&portal, 1, "crm.deal.update", update("sync")).await.result();
    portal.settled().await;
    let queue = || call(&portal, 1, "event.offline.list", json!({"auth_connector": "sync"}));
    assert_eq!(*queue().await.result(), json!([]));
    call(&portal, 1, "crm.deal.update", update("other")).await.result();
    portal.settled().await;
    assert_eq!(queue().await.result()[0]["EVENT_DATA"]["FIELDS"]["ID"], "1");
    hook(&portal, "batch", json!({"cmd": ["crm.deal.delete?id=1", "crm.item.add?entityTypeId=147&fields[title]=z"]}))
        .await
        .result();
    let task = json!({"fields": {"TITLE": "t", "RESPONSIBLE_ID": 2}});
    hook(&portal, "tasks.task.add", task).await.result();
    portal.settled().await;
    let mut told: Vec<String> = handler.all().iter().filter_map(|received| received.field("event")).collect();
    told.sort();
    assert_eq!(told, ["ONCRMDEALADD", "ONCRMDEALDELETE", "ONCRMDYNAMICITEMADD", "ONTASKADD"]);
    hook(&portal, "crm.deal.delete", json!({"id": 1})).await;
    portal.settled().await;
    assert_eq!(handler.all().len(), 4, "what failed is no change");
}
