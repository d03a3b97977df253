//! What generated results and errors make of answers.

use b24::types::{Date, Decimal};
use b24::{Method, MethodError, Refusal, SystemError, json};

use crate::api;

fn read<M: Method>(json: &str) -> M::Output {
    let answer = b24::recorded::<M>(200, format!(r#"{{"result":{json}}}"#).as_bytes());
    answer.unwrap_or_else(|error| panic!("{error}")).result
}

#[test]
fn a_result_is_read_leniently_and_without_loss() {
    let result = read::<api::OddObjects>(
        r#"{"item":{"id":"7","opportunity":"12.50","opened":"N","title":5,"tags":{"0":{"id":1},"2":{"id":"3"}},
            "note":{"a":1},"UF_CRM_1":"x"},"total":null}"#,
    );
    let item = result.item.unwrap();
    assert_eq!(item.id, Some(7));
    assert_eq!(item.opportunity.unwrap().to_string(), "12.50");
    assert_eq!(item.opened, Some(false));
    assert_eq!(item.title.as_deref(), Some("5"));
    assert_eq!(item.tags.unwrap().iter().map(|tag| tag.id).collect::<Vec<_>>(), [Some(1), Some(3)]);
    assert_eq!(item.note, Some(json!({"a": 1})));
    assert_eq!(item.extra.get("UF_CRM_1"), Some(&json!("x")));
    assert_eq!(result.total, None);
    assert!(read::<api::OddObjects>("[]").item.is_none());
    let shown = format!("{:?}", read::<api::OddObjects>(r#"{"total":3,"next":4}"#).clone());
    assert_eq!(shown, r#"OddObjectsResult { item: None, total: Some(3), extra: Extra([("next", Number(4))]) }"#);
}

#[test]
fn results_are_equal_if_all_that_is_in_them_is() {
    let [first, other] = [
        r#"{"item":{"id":7,"opportunity":"12.50","tags":[{"id":1}],"UF_1":"x"}}"#,
        r#"{"item":{"opportunity":12.5,"tags":{"3":{"id":"1"}},"id":"7","UF_1":"x"}}"#,
    ]
    .map(read::<api::OddObjects>);
    assert_eq!(first, other);
    for different in [
        r#"{"item":{"id":7,"opportunity":"12.51","tags":[{"id":1}],"UF_1":"x"}}"#,
        r#"{"item":{"id":7,"opportunity":"12.50","tags":[{"id":2}],"UF_1":"x"}}"#,
        r#"{"item":{"id":7,"opportunity":"12.50","tags":[{"id":1}],"UF_1":"y"}}"#,
        r#"{"item":{"id":7,"opportunity":"12.50","tags":[{"id":1}],"UF_1":"x","opened":"N"}}"#,
        r#"{"item":null}"#,
    ] {
        assert_ne!(first, read::<api::OddObjects>(different), "{different}");
    }
}

mod element {
    b24::methods! { pub(super) mod api { "lists.element.get"; } }
}

#[test]
fn the_own_fields_of_one_portal_are_in_nobodys_type() {
    let item = &read::<element::api::ListsElementGet>(r#"[{"ID":"1","PROPERTY_951":{"7":"red"},"PROPERTY_5":"x"}]"#)[0];
    assert_eq!(item.extra.get("PROPERTY_951"), Some(&json!({"7": "red"})));
    assert_eq!(item.extra.get("PROPERTY_5"), Some(&json!("x")));
}

mod payment {
    b24::methods! { pub(super) mod api { "crm.item.payment.get"; "sale.payment.get"; } }
}

#[test]
fn a_name_that_stands_for_many_is_no_field() {
    b24::methods! { mod properties { "catalog.product.sku.get"; } }
    let sku = read::<properties::CatalogProductSkuGet>(r#"{"sku":{"id":7,"property258":{"value":"x"}}}"#).sku.unwrap();
    assert_eq!(sku.extra.get("property258"), Some(&json!({"value": "x"})));
    assert!(!format!("{sku:?}").contains("property{N}"));
}

#[test]
fn a_text_that_is_y_or_n_is_a_boolean() {
    let paid = |json| read::<payment::api::CrmItemPaymentGet>(json).paid;
    assert_eq!(paid(r#"{"paid":"Y"}"#), Some(true));
    assert_eq!(paid(r#"{"paid":"N"}"#), Some(false));
    assert_eq!(paid(r#"{"paid":""}"#), None);
    // More than yes and no is a text.
    let payment = r#"{"payment":{"externalPayment":"F","marked":"N"}}"#;
    let payment = read::<payment::api::SalePaymentGet>(payment).payment.unwrap();
    assert_eq!((payment.external_payment.is_some(), payment.marked), (true, Some(false)));
}

mod maps {
    b24::methods! { pub(super) mod api { "tasks.task.list"; "documentgenerator.region.list"; "task.stages.get"; } }
}

#[test]
fn objects_under_keys_of_their_own_are_a_map() {
    let tasks = read::<maps::api::TasksTaskList>(r#"{"tasks":[{"tags":{"12":{"id":12,"title":"A"}}},{"tags":[]}]}"#);
    let tags: Vec<_> = tasks.tasks.unwrap().into_iter().map(|task| task.tags.unwrap()).collect();
    assert_eq!((tags[0]["12"].id, tags[0]["12"].title.as_deref()), (Some(12), Some("A")));
    assert!(tags[1].is_empty());

    // No example shows these.
    let task = r#"{"tasks":[{"checklist":{"431":{"id":"431","title":"A"}},"accomplicesData":[],"auditorsData":{"7":{"id":"7"}}}]}"#;
    let task = read::<maps::api::TasksTaskList>(task).tasks.unwrap().remove(0);
    assert_eq!(task.checklist.unwrap()["431"].id.as_deref(), Some("431"));
    assert!(task.accomplices_data.unwrap().is_empty() && task.auditors_data.unwrap().contains_key("7"));

    let regions = read::<maps::api::DocumentgeneratorRegionList>(r#"{"regions":{"1":{"id":1},"br":{"code":"br"}}}"#);
    let codes: Vec<_> = regions.regions.unwrap().into_iter().map(|(key, region)| (key, region.code)).collect();
    assert_eq!(codes, [("1".to_owned(), None), ("br".to_owned(), Some("br".to_owned()))]);

    let stages = read::<maps::api::TaskStagesGet>(r#"{"7":{"ID":"7","TITLE":"New"}}"#);
    assert_eq!(stages["7"].title.as_deref(), Some("New"));
}

#[test]
fn what_is_no_date_is_kept_as_it_came() {
    let result = read::<api::OddTexts>(
        r#"{"since":"2026-01-31T12:00:00+02:00","at":"soon","day":"31.01.2026","UF_SUM":"12.50","UF_DAY":"2026-02-01"}"#,
    );
    assert_eq!(result.since.unwrap().unix_seconds(), Some(1_769_853_600));
    let at = result.at.unwrap();
    assert_eq!((at.as_str(), at.unix_seconds(), at.date()), ("soon", None, None));
    assert_eq!(result.day.unwrap().ymd(), Some((2026, 1, 31)));
    let absent = read::<api::OddTexts>(r#"{"since":false,"at":"","day":null,"count":""}"#);
    assert_eq!((absent.since, absent.at, absent.day, absent.count), (None, None, None, None));
}

#[test]
fn a_custom_field_is_read_as_any_other() {
    let result = read::<api::OddTexts>(r#"{"UF_SUM":"12.50","UF_DAY":"2026-02-01","UF_IDS":["7",8],"UF_NONE":""}"#);
    assert_eq!(result.extra.uf::<Decimal>("UF_SUM").unwrap().to_string(), "12.50");
    assert_eq!(result.extra.uf::<Date>("UF_DAY").unwrap().ymd(), Some((2026, 2, 1)));
    assert_eq!(result.extra.uf::<Vec<i64>>("UF_IDS"), Some(vec![7, 8]));
    assert_eq!(result.extra.uf::<i64>("UF_NONE"), None);
    assert_eq!(result.extra.uf::<i64>("UF_DAY"), None);
    assert_eq!(result.extra.get("UF_DAY"), Some(&json!("2026-02-01")));
}

#[test]
fn plain_results_and_lists() {
    assert!(read::<api::EventBind>("\"Y\""));
    assert_eq!(read::<api::PlacementList>(r#"["A","B"]"#), ["A", "B"]);
    let handlers = read::<api::EventGet>(r#"[{"event":"ONX","handler":"","auth_type":"0","offline":1}]"#);
    assert_eq!((handlers[0].auth_type, handlers[0].offline), (Some(0), Some(true)));
    let names = read::<api::OddNames>(r#"{"match":"m","extra":"e","0":3,"more":true}"#);
    assert_eq!((names.match_.as_deref(), names.extra2.as_deref(), names.n0), (Some("m"), Some("e"), Some(3)));
    assert_eq!(names.extra.get("more"), Some(&json!(true)));
}

#[test]
fn a_record_that_is_not_there_is_none() {
    b24::methods! { mod may_be_missing { "im.chat.get"; "tasks.template.get"; } }
    use may_be_missing::{ImChatGet, TasksTemplateGet};
    let chat = read::<ImChatGet>(r#"{"ID":1437}"#);
    assert_eq!(chat.and_then(|chat| chat.id), Some(1437));
    assert_eq!(read::<ImChatGet>("null"), None);
    assert_eq!(read::<TasksTemplateGet>("false"), None);
}

#[test]
fn a_refusal_becomes_its_variant() {
    let of = |code: &str, message: &str| api::EventBindError::classify(&Refusal::new(400, code, message));
    assert!(matches!(of("ERROR_EVENT_NOT_FOUND", "Event not found"), api::EventBindError::EventNotFound));
    assert!(matches!(of("error_event_not_found", "Nicht gefunden"), api::EventBindError::EventNotFound));
    let other = of("SOMETHING_NEW", "From tomorrow");
    assert!(matches!(other, api::EventBindError::Other));
    let shown = [of("ERROR_EVENT_NOT_FOUND", ""), other].map(|error| format!("{error:?}"));
    assert_eq!(shown, ["EventNotFound", "Other"]);
}

#[test]
fn what_the_portal_said_stands_beside_its_kind() {
    let body = br#"{"error":"SOMETHING_NEW","error_description":"From tomorrow"}"#;
    let error = b24::recorded::<api::EventBind>(400, body).unwrap_err();
    assert!(error.is("something_new") && !error.is("ERROR_EVENT_NOT_FOUND"));
    assert_eq!(error.refusal(), Some(&Refusal::new(400, "SOMETHING_NEW", "From tomorrow")));
    let text = "event.bind on a record was refused: From tomorrow (SOMETHING_NEW, status 400)";
    assert_eq!(error.to_string(), text);
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "From tomorrow (SOMETHING_NEW, status 400)");
    let plain: b24::Error = error.into();
    assert!(matches!(&plain, b24::Error::Refused { error: b24::PlainError::Other, .. }));
    assert_eq!(plain.to_string(), text);
}

#[test]
fn an_error_of_the_page_is_no_error_of_all_methods() {
    let own = br#"{"error":"ACCESS_DENIED","error_description":"Access denied"}"#;
    let listed = b24::recorded::<api::EventBind>(403, own).unwrap_err();
    assert!(matches!(listed, b24::Error::Refused { error: api::EventBindError::AccessDenied, system: None, .. }));
    assert_eq!(listed.plain().system(), None);
    let any = b24::recorded::<api::EventGet>(403, own).unwrap_err();
    assert_eq!(any.plain().system(), Some(SystemError::AccessDenied));
}

#[test]
fn texts_tell_apart_what_shares_a_code() {
    use api::OddObjectsError::{AccessDenied, ArgumentNullEmpty, ArgumentValueType, NotFound, Other};
    let of = |code: &str, message: &str| api::OddObjectsError::classify(&Refusal::new(400, code, message));
    assert!(matches!(of("ERROR_ARGUMENT", "Argument 'ID' is null or empty"), ArgumentNullEmpty));
    assert!(matches!(of("ERROR_ARGUMENT", "The value of an argument 'ID' must be of type integer"), ArgumentValueType));
    assert!(matches!(of("0", "Access denied."), AccessDenied));
    assert!(matches!(of("0", "Something else"), Other));
    assert!(matches!(of("NOT_FOUND", ""), NotFound));
}

#[test]
fn a_method_without_errors_of_its_own_has_those_of_all() {
    let system = |code| {
        let body = json!({ "error": code }).to_string();
        let error = b24::recorded::<api::EventGet>(401, body.as_bytes()).unwrap_err();
        assert!(matches!(error, b24::Error::Refused { error: api::EventGetError::Other, .. }));
        error.system()
    };
    assert_eq!(system("expired_token"), Some(SystemError::ExpiredToken));
    assert_eq!(system("X"), None);
}
