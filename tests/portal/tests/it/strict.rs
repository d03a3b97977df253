//! What a page does not document: told in the journal, and refused where that was asked for.

use b24_portal::{Emulation, Portal};
use b24_specs::ir::Api;
use serde_json::json;

use crate::{NOON, builder, hook, post, shipped};

async fn strict() -> Portal {
    builder().strict().start().await.unwrap()
}

#[tokio::test]
async fn a_breach_is_told_with_its_path_rule_method_and_place() {
    let portal = strict().await;
    for (params, path, told) in [
        (json!({"a": 1}), "a", "`a` is not documented (made.up.add, specs/methods/made.up.add.md:1)"),
        (
            json!({"fields": "x", "ID": 1}),
            "fields",
            "`fields` must be of type `object`, not \"x\" (made.up.add, specs/methods/made.up.add.md:1)",
        ),
        (
            json!({"fields": {"A": 1}, "ID": "x"}),
            "ID",
            "`ID` must be of type `integer`, not \"x\" (made.up.add, specs/methods/made.up.add.md:1)",
        ),
        (
            json!({"fields": {"A": 1}, "ID": 1, "mode": "lazy"}),
            "mode",
            "`mode` must be one of fast, slow, not \"lazy\" (made.up.add, specs/methods/made.up.add.md:1)",
        ),
        (json!({"fields": {"A": 1}}), "ID", "`ID` is required (made.up.add, specs/methods/made.up.add.md:1)"),
    ] {
        let refused = hook(&portal, "made.up.add", params.clone()).await;
        assert_eq!(refused.refusal(), (400, "ERROR_ARGUMENT", told), "{params}");
        assert_eq!(refused.body["argument"], path);
    }
    hook(&portal, "made.up.add", json!({"fields": {"A": 1}, "id": "7", "mode": "FAST", "start": 0})).await.result();
    let v3 = post(format!("{}/rest/api/1/secret/made.up.get", portal.url()), json!({"id": "x", "more": 1})).await;
    let fields: Vec<_> =
        v3.body["error"]["validation"].as_array().unwrap().iter().map(|v| v["field"].clone()).collect();
    assert_eq!(fields, ["more", "id"]);
}

#[tokio::test]
async fn single_fields_are_looked_at_on_the_shipped_pages() {
    let portal = Portal::builder().strict().clock_at(NOON).start().await.unwrap();
    let update = |fields| hook(&portal, "crm.deal.update", json!({"id": 1, "fields": fields}));
    hook(&portal, "crm.deal.add", json!({"fields": {"TITLE": "x"}})).await.result();
    update(json!({"OPPORTUNITY": "12.5", "BEGINDATE": "2024-07-18", "UF_CRM_1": "y"})).await.result();
    let currency = json!({"CURRENCY": "XTS", "AMOUNT_CNT": 1, "AMOUNT": 1, "LANG": {"de": {"DECIMALS": 2}}});
    hook(&portal, "crm.currency.add", json!({"fields": currency})).await.result();
    let refused = update(json!({"OPPORTUNITY": "much"})).await;
    assert_eq!(refused.body["argument"], "fields.OPPORTUNITY");
    let place = refused.refusal().2.rsplit(", ").next().unwrap().trim_end_matches(')').to_owned();
    let line: usize = place.strip_prefix("specs/methods/crm.deal.update.md:").unwrap().parse().unwrap();
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs/methods/crm.deal.update.md");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.lines().nth(line - 1).unwrap().contains("`OPPORTUNITY`"), "{place}");
}

#[tokio::test]
async fn without_strictness_the_journal_tells() {
    let portal = shipped().await;
    hook(&portal, "crm.deal.list", json!({"wrong": 1, "filter": {">ID": 1}, "select": ["ID"]})).await.result();
    hook(&portal, "batch", json!({"cmd": ["user.get?start=0", "user.current?x=1"]})).await.result();
    let calls = portal.calls();
    let counts: Vec<_> = calls.iter().map(|call| (call.method.as_str(), call.findings.len())).collect();
    assert_eq!(counts, [("crm.deal.list", 1), ("user.get", 0), ("user.current", 1), ("batch", 0)]);
    assert!(calls[0].findings[0].starts_with("`wrong` is not documented (crm.deal.list, specs/methods/"));
    let lines = crate::client()
        .get(format!("{}/_portal/calls.jsonl", portal.url()))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let told: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(serde_json::to_value(calls).unwrap(), json!(told));
}

#[tokio::test]
async fn each_method_tells_how_it_is_answered() {
    let portal = shipped().await;
    let all = portal.emulation();
    let how = |name: &str, api| all.iter().find(|(own, a, _)| own == name && *a == api).map(|(_, _, how)| *how);
    assert_eq!(how("crm.item.list", Api::V2), Some(Emulation::Emulated));
    assert_eq!(how("tasks.task.get", Api::V3), Some(Emulation::Emulated));
    assert_eq!(how("crm.vat.list", Api::V2), Some(Emulation::Shaped));
    assert_eq!(how("no.such", Api::V2), None);
    assert_eq!(all.len(), portal.methods().len());
}
