//! Results that are kept elsewhere.

use b24::json;
use b24::types::{DateTime, Decimal};

b24::methods! {
    mod api { "crm.item.get"; "user.get"; }
}
b24::events! {
    enum Event { "ONCRMDEALADD"; }
}

const ITEM: &str = r#"{"result":{"item":{
    "id":"7","opportunity":12.50,"createdTime":"2026-01-31T12:00:00+02:00","opened":"N","title":null,
    "observers":{"0":"1","2":"5"},"fm":[{"id":"3","valueType":"WORK"}],"ufCrm7":"blue"
}}}"#;

#[test]
fn a_result_is_written_as_what_it_was_read_as() {
    let item = b24::recorded::<api::CrmItemGet>(200, ITEM.as_bytes()).unwrap().result;
    assert_eq!(
        serde_json::to_value(&item).unwrap(),
        json!({"item": {
            "id": 7,
            "opportunity": "12.50",
            "createdTime": "2026-01-31T12:00:00+02:00",
            "opened": false,
            "observers": [1, 5],
            "fm": [{"id": 3, "valueType": "WORK"}],
            "ufCrm7": "blue",
        }})
    );
}

#[test]
fn what_is_written_is_read_as_the_same() {
    let item = b24::recorded::<api::CrmItemGet>(200, ITEM.as_bytes()).unwrap().result;
    let text = serde_json::to_string(&item).unwrap();
    assert_eq!(serde_json::from_str::<api::CrmItemGetResult>(&text).unwrap(), item);
    let answer = b24::recorded::<api::UserGet>(200, br#"{"result":[{"ID":"1","UF_PHONE":["7"]},{}]}"#).unwrap();
    let text = serde_json::to_string(&answer.result).unwrap();
    assert_eq!(text, r#"[{"ID":1,"UF_PHONE":["7"]},{}]"#);
    assert_eq!(serde_json::from_str::<Vec<api::UserGetResultItem>>(&text).unwrap(), answer.result);
}

#[test]
fn what_no_page_lists_has_no_order_of_its_own() {
    let read = |body: &str| b24::recorded::<api::CrmItemGet>(200, body.as_bytes()).unwrap().result;
    let item =
        read(r#"{"result":{"item":{"ufCrm7":{"b":[],"a":null},"ufCrm12":1e300,"ufCrm3":null,"ufCrm7":"blue"}}}"#);
    let text = serde_json::to_string(&item).unwrap();
    assert_eq!(serde_json::from_str::<api::CrmItemGetResult>(&text).unwrap(), item);
    assert_ne!(read(r#"{"result":{"item":{"ufCrm12":1e300,"ufCrm3":null}}}"#), item);
}

#[test]
fn what_an_event_brings_can_be_kept() {
    let deal: event::OnCrmDealAdd = serde_json::from_str(r#"{"FIELDS":{"ID":"7"}}"#).unwrap();
    assert_eq!(serde_json::to_string(&deal).unwrap(), r#"{"FIELDS":{"ID":7}}"#);
    assert!(matches!(Event::OnCrmDealAdd(deal), Event::OnCrmDealAdd(deal) if deal.fields.is_some()));
}

#[test]
fn what_does_not_fit_is_told_with_its_place() {
    let error = serde_json::from_str::<api::CrmItemGetResult>(r#"{"item":{"fm":[{"id":"x"}]}}"#).unwrap_err();
    assert_eq!(error.to_string(), "`item.fm[0].id`: expected a whole number, found \"x\"");
    let error = serde_json::from_str::<Decimal>("\"x\"").unwrap_err();
    assert_eq!(error.to_string(), "expected a decimal number, found \"x\"");
}

#[test]
fn moments_and_numbers_are_kept_to_the_letter() {
    for (text, again) in [("\"2026-01-31 12:00\"", "\"2026-01-31 12:00\""), ("1769853600", "\"1769853600\"")] {
        let moment: DateTime = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&moment).unwrap(), again);
    }
    let number: Decimal = serde_json::from_str("\"1.10\"").unwrap();
    assert_eq!(serde_json::to_string(&number).unwrap(), "\"1.10\"");
}
