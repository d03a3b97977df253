//! What a list shows of a record, the record is found by.

use b24_portal::{Portal, Seed};
use b24_specs::index::Methods;
use b24_specs::ir::{Api, List};
use serde_json::{Value, json};

use crate::{NOON, hook};

/// Lists with state that a webhook can call, with what else they need.
const LISTS: [(&str, &str); 15] = [
    ("crm.lead.list", "{}"),
    ("crm.deal.list", "{}"),
    ("crm.contact.list", "{}"),
    ("crm.company.list", "{}"),
    ("crm.item.list", r#"{"entityTypeId": 1}"#),
    ("crm.item.list", r#"{"entityTypeId": 2}"#),
    ("crm.item.list", r#"{"entityTypeId": 3}"#),
    ("crm.item.list", r#"{"entityTypeId": 4}"#),
    ("crm.item.list", r#"{"entityTypeId": 7}"#),
    ("crm.item.list", r#"{"entityTypeId": 128}"#),
    ("tasks.task.list", "{}"),
    ("user.get", "{}"),
    ("disk.storage.getlist", "{}"),
    ("disk.storage.getchildren", r#"{"id": 1}"#),
    ("crm.deal.userfield.list", "{}"),
];

/// A portal with records that are there from the start, that have as little as can be, and that were changed.
async fn filled() -> Portal {
    let kinds = [Seed::Leads, Seed::Deals, Seed::Contacts, Seed::Companies, Seed::Tasks];
    let builder = kinds.into_iter().fold(Portal::builder().clock_at(NOON), |builder, kind| builder.seed(kind, 3));
    let portal = builder.start().await.unwrap();
    let field = json!({"fields": {"FIELD_NAME": "A", "USER_TYPE_ID": "boolean"}});
    hook(&portal, "crm.deal.userfield.add", field).await.result();
    for kind in ["lead", "deal", "contact", "company"] {
        let more = json!({"NAME": "y", "OPPORTUNITY": 12.5, "OPENED": "N", "PHONE": [{"VALUE": "1"}]});
        let emptied = json!({"OPENED": "", "CURRENCY_ID": "", "OPPORTUNITY": "", "UF_CRM_A": 1});
        for (what, params) in [
            ("add", json!({"fields": {"TITLE": "x"}})),
            ("add", json!({"fields": more})),
            ("update", json!({"id": 1, "fields": emptied})),
        ] {
            hook(&portal, &format!("crm.{kind}.{what}"), params).await.result();
        }
    }
    for entity in [7, 128] {
        let item = json!({"entityTypeId": entity, "fields": {"opportunity": 7, "begindate": "2024-07-18"}});
        hook(&portal, "crm.item.add", item).await.result();
    }
    let task = json!({"TITLE": "x", "RESPONSIBLE_ID": 2, "DEADLINE": "2024-07-20T12:00:00+02:00", "PRIORITY": 2});
    hook(&portal, "tasks.task.add", json!({"fields": task})).await.result();
    hook(&portal, "tasks.task.complete", json!({"taskId": 1})).await.result();
    hook(&portal, "disk.storage.getlist", json!({})).await.result();
    hook(&portal, "disk.storage.addfolder", json!({"id": 1, "data": {"NAME": "f"}})).await.result();
    hook(&portal, "disk.storage.uploadfile", json!({"id": 1, "fileContent": ["a.txt", "YQ=="]})).await.result();
    portal
}

fn facts(method: &str) -> List {
    let methods = Methods::new("methods.jsonl", b24_specs::METHODS).unwrap();
    let found = methods.commands(method, Api::V2).next().unwrap().unwrap().list.clone();
    found.unwrap()
}

/// `DATE_CREATE` as `dateCreate` compares.
fn plain(name: &str) -> String {
    name.replace('_', "").to_ascii_lowercase()
}

/// A value as answers and as programs write it.
fn spellings(value: &Value) -> Vec<Value> {
    let number = value.as_str().and_then(|text| text.parse::<i64>().ok()).map(Value::from);
    let text = value.as_i64().map(|number| number.to_string().into());
    [value.clone()].into_iter().chain(number).chain(text).collect()
}

async fn found(client: &reqwest::Client, portal: &Portal, method: &str, params: &Value) -> Vec<Value> {
    let answer = client.post(format!("{}{method}", portal.webhook_url())).json(params).send().await.unwrap();
    let mut body: Value = answer.json().await.unwrap();
    let items = facts(method).items;
    let rows = if items.is_empty() { body["result"].take() } else { body["result"][items.as_str()].take() };
    serde_json::from_value(rows).unwrap_or_else(|_| panic!("{method} {params}: {body}"))
}

#[tokio::test]
async fn every_record_is_found_by_each_value_that_it_shows() {
    let portal = filled().await;
    let client = crate::client();
    let mut lost = Vec::new();
    for (method, also) in LISTS {
        let also: Value = serde_json::from_str(also).unwrap();
        let list = facts(method);
        let id = list.id.as_ref().unwrap().answer.as_str();
        let all = found(&client, &portal, method, &also).await;
        assert!(!all.is_empty(), "{method} {also}");
        for row in &all {
            for (name, value) in row.as_object().unwrap() {
                let named = |name: &str| list.filter.is_empty() || list.filter.iter().any(|n| plain(n) == plain(name));
                // The type is a parameter of its own.
                if value.is_array() || value.is_object() || !named(name) || name == "entityTypeId" {
                    continue;
                }
                for value in spellings(value) {
                    let sign = if list.operators.iter().any(|sign| sign == "=") { "=" } else { "" };
                    let mut params = also.clone();
                    params["filter"] = json!({format!("{sign}{name}"): value});
                    let by_value = found(&client, &portal, method, &params).await;
                    if !by_value.iter().any(|other| other[id] == row[id]) {
                        lost.push(format!("{method} {params} does not find {}", row[id]));
                    }
                }
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[tokio::test]
async fn what_nobody_gave_is_compared_by_its_default() {
    let portal = filled().await;
    for (method, also, filter, total) in [
        ("crm.deal.list", json!({}), json!({"<OPPORTUNITY": 2}), 2),
        ("crm.deal.list", json!({}), json!({"!OPENED": "Y"}), 1),
        ("crm.deal.list", json!({}), json!({"COMPANY_ID": 0}), 5),
        ("crm.contact.list", json!({}), json!({"HAS_PHONE": "Y"}), 1),
        ("crm.contact.list", json!({}), json!({"HAS_EMAIL": "Y", "EXPORT": "Y"}), 3),
        ("crm.lead.list", json!({}), json!({"STATUS_ID": ["NEW", "IN_PROCESS"]}), 5),
        ("crm.item.list", json!({"entityTypeId": 2}), json!({"categoryId": 0, ">companyId": 0}), 0),
        ("tasks.task.list", json!({}), json!({"<STATUS": 5}), 3),
        ("tasks.task.list", json!({}), json!({"<REAL_STATUS": 10, "PRIORITY": 1}), 3),
        ("disk.storage.getchildren", json!({"id": 1}), json!({">ID": 0, "%NAME": ".TXT"}), 1),
        ("disk.storage.getlist", json!({}), json!({">ID": 1}), 2),
    ] {
        let mut params = also;
        params["filter"] = filter;
        assert_eq!(hook(&portal, method, params.clone()).await.body["total"], total, "{method} {params}");
    }
    let falling = hook(&portal, "tasks.task.list", json!({"order": {"PRIORITY": "desc"}})).await;
    assert_eq!(falling.result()["tasks"][0]["id"], "4");
}
