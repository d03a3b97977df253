//! `placement.*`, and what a widget's handler receives.

use b24_portal::Application;
use serde_json::{Value, json};

use crate::{Handler, builder, call, call_of, portal, post};

const TAB: &str = "CRM_DEAL_DETAIL_TAB";
const WORKER: &str = "PAGE_BACKGROUND_WORKER";
const URL: &str = "https://app.example/?handler=1";

#[tokio::test]
async fn widgets_are_bound_listed_and_unbound() {
    let portal = portal().await;
    let bind = |params| call(&portal, 1, "placement.bind", params);
    let languages = json!({"de": {"TITLE": "Rechnung", "GROUP_NAME": "Dokumente"}, "en": {"TITLE": "Invoice"}});
    let tab = json!({"PLACEMENT": TAB, "HANDLER": URL, "TITLE": "Invoice", "LANG_ALL": languages});
    assert_eq!(*bind(tab).await.result(), true);
    let options = json!({"errorHandlerUrl": "https://app.example/error"});
    let worker = json!({"PLACEMENT": WORKER, "HANDLER": URL, "OPTIONS": options, "USER_ID": "2", "TITLE": "App"});
    bind(worker).await.result();
    // One of a family, and in lower case.
    bind(json!({"placement": "crm_dynamic_183_detail_tab", "handler": URL})).await.result();
    assert_eq!(
        *call(&portal, 1, "placement.get", json!({})).await.result(),
        json!([
            {
                "placement": TAB, "userId": 0, "handler": URL, "options": [], "title": "Invoice", "description": "",
                "langAll": {
                    "de": {"TITLE": "Rechnung", "DESCRIPTION": "", "GROUP_NAME": "Dokumente"},
                    "en": {"TITLE": "Invoice", "DESCRIPTION": "", "GROUP_NAME": ""}
                }
            },
            {
                "placement": WORKER, "userId": 2, "handler": URL, "options": options, "title": "App",
                "description": "", "langAll": {"en": {"TITLE": "App", "DESCRIPTION": "", "GROUP_NAME": ""}}
            },
            {
                "placement": "CRM_DYNAMIC_183_DETAIL_TAB", "userId": 0, "handler": URL, "options": [], "title": "",
                "description": "", "langAll": {"en": {"TITLE": "", "DESCRIPTION": "", "GROUP_NAME": ""}}
            }
        ])
    );
    let unbind = |params| call(&portal, 1, "placement.unbind", params);
    // A record counts when it is found and when it is removed.
    assert_eq!(*unbind(json!({"PLACEMENT": WORKER, "USER_ID": 1})).await.result(), json!({"count": 0}));
    assert_eq!(*unbind(json!({"PLACEMENT": WORKER, "USER_ID": 2})).await.result(), json!({"count": 2}));
    assert_eq!(*unbind(json!({"PLACEMENT": TAB, "HANDLER": "https://x"})).await.result(), json!({"count": 0}));
    assert_eq!(*unbind(json!({"PLACEMENT": TAB, "HANDLER": URL})).await.result(), json!({"count": 2}));
    bind(json!({"PLACEMENT": "CRM_DYNAMIC_183_DETAIL_TAB", "HANDLER": "https://x"})).await.result();
    assert_eq!(*unbind(json!({"PLACEMENT": "CRM_DYNAMIC_183_DETAIL_TAB"})).await.result(), json!({"count": 4}));
    assert_eq!(*call(&portal, 1, "placement.get", json!({})).await.result(), json!([]));
}

#[tokio::test]
async fn duplicates_and_misuse_are_refused() {
    let portal = portal().await;
    let bind = |params| call(&portal, 1, "placement.bind", params);
    bind(json!({"PLACEMENT": TAB, "HANDLER": URL})).await.result();
    let twice = bind(json!({"PLACEMENT": TAB, "HANDLER": URL})).await;
    assert_eq!(twice.refusal(), (400, "ERROR_CORE", "Unable to set placement handler: Handler already binded"));
    bind(json!({"PLACEMENT": TAB, "HANDLER": "https://app.example/other"})).await.result();

    let user = bind(json!({"PLACEMENT": TAB, "HANDLER": "https://x", "USER_ID": 1})).await;
    assert_eq!(user.refusal(), (400, "ERROR_PLACEMENT_USER_MODE", "User mode is not available"));

    let worker = |url: &str| json!({"PLACEMENT": WORKER, "HANDLER": url, "OPTIONS": {"errorHandlerUrl": "https://app.example/error"}});
    bind(worker("https://one")).await.result();
    let second = bind(worker("https://two")).await;
    assert_eq!((second.refusal().0, second.refusal().1), (200, "ERROR_PLACEMENT_MAX_COUNT"));

    let unknown = bind(json!({"PLACEMENT": "NOWHERE", "HANDLER": URL})).await;
    assert_eq!((unknown.refusal().0, unknown.refusal().1), (400, "ERROR_PLACEMENT_NOT_FOUND"));
}

#[tokio::test]
async fn what_is_missing_is_named_with_the_status_of_the_page() {
    let portal = portal().await;
    for (method, params, status, argument) in [
        ("placement.bind", json!({"HANDLER": URL}), 200, "PLACEMENT"),
        ("placement.bind", json!({"PLACEMENT": TAB}), 200, "HANDLER"),
        ("placement.bind", json!({"PLACEMENT": WORKER, "HANDLER": URL}), 200, "errorHandlerUrl"),
        ("placement.unbind", json!({}), 400, "PLACEMENT"),
        ("placement.unbind", json!({"PLACEMENT": ""}), 400, "PLACEMENT"),
    ] {
        let refused = call(&portal, 1, method, params).await;
        let text = format!("Argument '{argument}' is null or empty");
        assert_eq!(refused.refusal(), (status, "ERROR_ARGUMENT", text.as_str()), "{method}");
        assert_eq!(refused.body["argument"], argument);
    }
    let refused = call(&portal, 1, "placement.unbind", json!({"PLACEMENT": [TAB]})).await;
    let text = "The value of an argument 'PLACEMENT' must be of type string";
    assert_eq!(refused.refusal(), (400, "ERROR_ARGUMENT", text));
}

#[tokio::test]
async fn placements_are_listed_by_permission() {
    let app = Application::new("tasks").scopes(["task", "placement"]);
    let portal = builder().application(app).start().await.unwrap();
    let list = async |params| {
        let listed = call_of(&portal, 1, 1, "placement.list", params).await;
        let codes = listed.result().as_array().unwrap().iter();
        codes.map(|code| code.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let own = list(json!({})).await;
    assert!(own.contains(&"TASK_VIEW_TAB".into()) && own.contains(&"LEFT_MENU".into()), "{own:?}");
    assert!(!own.contains(&TAB.into()), "{own:?}");
    assert!(list(json!({"FULL": "true"})).await.contains(&TAB.into()));
    let crm = list(json!({"SCOPE": "crm"})).await;
    assert!(crm.contains(&TAB.into()) && !crm.contains(&"TASK_VIEW_TAB".into()), "{crm:?}");
    let refused = call_of(&portal, 1, 1, "placement.bind", json!({"PLACEMENT": TAB, "HANDLER": URL})).await;
    assert_eq!(refused.refusal().1, "ERROR_PLACEMENT_NOT_FOUND");
}

#[tokio::test]
async fn an_opened_widget_is_posted_to_its_handler() {
    let portal = portal().await;
    let handler = Handler::start(200).await;
    let url = format!("{}?mine=1", handler.url);
    call(&portal, 1, "placement.bind", json!({"PLACEMENT": TAB, "HANDLER": url})).await.result();
    let opened = portal.open_widget("crm_deal_detail_tab", json!({"ID": "3473"})).await;
    assert_eq!((opened.len(), opened[0].answer.as_str()), (1, "<h1>widget</h1>"));
    let received = handler.only();
    assert_eq!(received.content_type, "application/x-www-form-urlencoded");
    let query: Vec<_> = form_urlencoded::parse(received.query.as_bytes()).into_owned().collect();
    let names: Vec<_> = query.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["mine", "DOMAIN", "PROTOCOL", "LANG", "APP_SID"]);
    assert_eq!(query[1].1, portal.url().replace("http://", ""));
    let field = |name| received.field(name).unwrap_or_else(|| panic!("no {name} in {}", received.body));
    assert_eq!((field("PLACEMENT"), field("AUTH_EXPIRES"), field("status")), (TAB.into(), "3600".into(), "L".into()));
    assert_eq!(serde_json::from_str::<Value>(&field("PLACEMENT_OPTIONS")).unwrap(), json!({"ID": "3473"}));
    assert!(!field("REFRESH_ID").is_empty() && !field("member_id").is_empty());
    post(format!("{}event.get", portal.client_endpoint()), json!({"auth": field("AUTH_ID")})).await.result();
}

#[tokio::test]
async fn a_widget_of_one_user_is_not_shown_to_others() {
    let portal = portal().await;
    let handler = Handler::start(200).await;
    let options = json!({"errorHandlerUrl": "https://app.example/error"});
    let params = json!({"PLACEMENT": WORKER, "HANDLER": handler.url, "OPTIONS": options, "USER_ID": 2});
    call(&portal, 1, "placement.bind", params).await.result();
    assert_eq!(portal.open_widget(WORKER, json!({})).await, []);
    let body = json!({"placement": WORKER, "options": {"URI": "/"}, "user": 2});
    let opened = post(format!("{}/_portal/open", portal.url()), body).await;
    assert_eq!(opened.body["deliveries"][0]["status"], 200);
    handler.only();
}
