//! `events`, `event.bind`, `event.get`, `event.unbind`, and what handlers receive.

use b24_portal::{Application, Fire};
use serde_json::json;

use crate::{Handler, NOON, builder, call, call_of, portal, post};

const URL: &str = "https://app.example/handler/";

#[tokio::test]
async fn handlers_are_bound_listed_and_unbound() {
    let portal = portal().await;
    let bind = |user, params| call(&portal, user, "event.bind", params);
    assert_eq!(*bind(1, json!({"event": "oncrmleadadd", "handler": URL})).await.result(), true);
    bind(1, json!({"event": "ONCRMLEADADD", "handler": URL, "auth_type": 15})).await.result();
    // Names of parameters count in any case.
    bind(1, json!({"EVENT": "ONCRMLEADADD", "EVENT_TYPE": "offline", "auth_connector": "sync"})).await.result();
    assert_eq!(
        *call(&portal, 1, "event.get", json!({})).await.result(),
        json!([
            {"event": "ONCRMLEADADD", "handler": URL, "auth_type": "0", "offline": 0},
            {"event": "ONCRMLEADADD", "handler": URL, "auth_type": "15", "offline": 0},
            {"event": "ONCRMLEADADD", "connector_id": "sync", "offline": 1},
        ])
    );
    let unbind = |params| call(&portal, 1, "event.unbind", params);
    let none = json!({"event": "ONCRMLEADADD", "handler": "https://other.example/"});
    assert_eq!(*unbind(none).await.result(), json!({"count": 0}));
    let online = json!({"event": "ONCRMLEADADD", "handler": URL, "auth_type": ""});
    assert_eq!(*unbind(online).await.result(), json!({"count": 1}));
    assert_eq!(*unbind(json!({"event": "ONCRMLEADADD", "handler": URL})).await.result(), json!({"count": 1}));
    let offline = json!({"event": "ONCRMLEADADD", "event_type": "offline"});
    assert_eq!(*unbind(offline).await.result(), json!({"count": 1}));
    assert_eq!(*call(&portal, 1, "event.get", json!({})).await.result(), json!([]));
}

#[tokio::test]
async fn a_handler_is_bound_once() {
    let portal = builder().application(Application::new("other")).start().await.unwrap();
    let bind = |app, params| call_of(&portal, app, 1, "event.bind", params);
    let params = || json!({"event": "ONCRMDEALADD", "handler": URL});
    bind(0, params()).await.result();
    let twice = (400, "ERROR_CORE", "Unable to set event handler: Handler already binded");
    assert_eq!(bind(0, params()).await.refusal(), twice);
    bind(1, params()).await.result();
    let offline = || json!({"event": "ONCRMDEALADD", "event_type": "offline"});
    bind(0, offline()).await.result();
    assert_eq!(bind(0, offline()).await.refusal(), twice);
    // Each application sees and removes its own.
    assert_eq!(call_of(&portal, 1, 1, "event.get", json!({})).await.result().as_array().map(Vec::len), Some(1));
    assert_eq!(*call_of(&portal, 1, 1, "event.unbind", params()).await.result(), json!({"count": 1}));
    assert_eq!(call_of(&portal, 0, 1, "event.get", json!({})).await.result().as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn ordinary_users_bind_for_themselves_and_online_only() {
    let portal = portal().await;
    let bind = |params| call(&portal, 2, "event.bind", params);
    let refused = bind(json!({"event": "ONCRMDEALADD", "event_type": "offline"})).await;
    assert_eq!((refused.refusal().0, refused.refusal().1), (403, "ACCESS_DENIED"));
    let refused = bind(json!({"event": "ONCRMDEALADD", "handler": URL, "auth_type": 1})).await;
    assert_eq!((refused.refusal().0, refused.refusal().1), (403, "ACCESS_DENIED"));
    bind(json!({"event": "ONCRMDEALADD", "handler": URL})).await.result();
    bind(json!({"event": "ONCRMDEALUPDATE", "handler": URL, "auth_type": "2"})).await.result();
    let bound = call(&portal, 2, "event.get", json!({})).await;
    assert!(bound.result().as_array().unwrap().iter().all(|handler| handler["auth_type"] == "2"), "{bound:?}");
}

#[tokio::test]
async fn what_is_missing_or_unknown_is_named() {
    let portal = portal().await;
    for method in ["event.bind", "event.unbind"] {
        for (params, argument) in [
            (json!({"handler": URL}), "event"),
            (json!({"event": "", "handler": URL}), "event"),
            (json!({"event": "ONCRMDEALADD"}), "handler"),
            (json!({"event": "ONCRMDEALADD", "handler": null, "event_type": "online"}), "handler"),
        ] {
            let refused = call(&portal, 1, method, params).await;
            let text = format!("Argument '{argument}' is null or empty");
            assert_eq!(refused.refusal(), (400, "ERROR_ARGUMENT", text.as_str()), "{method}");
            assert_eq!(refused.body["argument"], argument);
        }
        let refused = call(&portal, 1, method, json!({"event": "ONAPPTEST", "event_type": "later"})).await;
        assert_eq!(refused.refusal(), (400, "ERROR_ARGUMENT", "Value must be one of {online|offline}"));
        assert_eq!(refused.body["argument"], "EVENT_TYPE");
    }
    for event in ["ONNOTHING", "ONCRMDYNAMICITEMADD_", "ONCRMDYNAMICITEMADD_X", "_147"] {
        let refused = call(&portal, 1, "event.bind", json!({"event": event, "handler": URL})).await;
        assert_eq!(refused.refusal(), (400, "ERROR_EVENT_NOT_FOUND", "Event not found"));
    }
    let one_type = json!({"event": "ONCRMDYNAMICITEMADD_147", "handler": URL});
    call(&portal, 1, "event.bind", one_type).await.result();
}

#[tokio::test]
async fn events_are_listed_by_permission() {
    let portal = builder()
        .application(Application::new("tasks").scopes(["task"]))
        .events(
            "{\"event\":\"ONMADEUP\",\"page\":\"p.md\",\"title\":\"\",\"scopes\":[\"made\"],\"access\":\"any\",\
             \"params\":[],\"examples\":{\"requests\":0,\"responses\":0},\"ir\":1}\n",
        )
        .start()
        .await
        .unwrap();
    let list = async |params| {
        let listed = call_of(&portal, 1, 1, "events", params).await;
        let names = listed.result().as_array().unwrap().iter();
        names.map(|name| name.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let own = list(json!({})).await;
    assert!(own.contains(&"ONTASKADD".into()) && own.contains(&"ONAPPINSTALL".into()), "{own:?}");
    assert!(!own.contains(&"ONCRMDEALADD".into()) && !own.contains(&"ONMADEUP".into()), "{own:?}");
    let full = list(json!({"FULL": true})).await;
    assert!(full.contains(&"ONCRMDEALADD".into()) && full.contains(&"ONMADEUP".into()), "{full:?}");
    assert_eq!(list(json!({"FULL": false})).await, own);
    assert_eq!(list(json!({"SCOPE": "made", "FULL": true})).await, ["ONMADEUP"]);
}

#[tokio::test]
async fn a_handler_receives_the_event_as_a_form() {
    let portal = portal().await;
    let handler = Handler::start(200).await;
    call(&portal, 1, "event.bind", json!({"event": "ONCRMDEALADD", "handler": handler.url})).await.result();
    let deliveries = portal.fire("OnCrmDealAdd", json!({"FIELDS": {"ID": 7}})).await;
    assert!(deliveries.len() == 1 && deliveries[0].accepted(), "{deliveries:?}");
    assert_eq!((deliveries[0].status, deliveries[0].answer.as_str()), (Some(200), "<h1>widget</h1>"));
    assert_eq!(portal.deliveries(), deliveries);

    let received = handler.only();
    assert_eq!(received.content_type, "application/x-www-form-urlencoded");
    assert_eq!(
        received.names(),
        [
            "event",
            "event_handler_id",
            "data[FIELDS][ID]",
            "ts",
            "auth[access_token]",
            "auth[expires_in]",
            "auth[scope]",
            "auth[domain]",
            "auth[server_endpoint]",
            "auth[status]",
            "auth[client_endpoint]",
            "auth[member_id]",
            "auth[refresh_token]",
            "auth[application_token]",
        ]
    );
    let field = |name| received.field(name).unwrap();
    assert_eq!((field("event"), field("event_handler_id")), ("ONCRMDEALADD".into(), "1".into()));
    assert_eq!((field("data[FIELDS][ID]"), field("ts")), ("7".into(), NOON.to_string()));
    assert_eq!((field("auth[expires_in]"), field("auth[status]")), ("3600".into(), "L".into()));
    assert_eq!(field("auth[domain]"), portal.url().replace("http://", ""));
    assert_eq!(field("auth[client_endpoint]"), portal.client_endpoint());
    assert_eq!(field("auth[application_token]"), portal.applications()[0].application_token);
    // The token works, at the address that came with it.
    let back = post(field("auth[client_endpoint]") + "event.get", json!({"auth": field("auth[access_token]")})).await;
    assert_eq!(back.result()[0]["event"], "ONCRMDEALADD");
    assert_eq!(portal.calls().last().unwrap().user, Some(1));
}

#[tokio::test]
async fn tokens_are_those_of_the_bound_user_or_of_the_cause() {
    let portal = portal().await;
    let (open, own) = (Handler::start(200).await, Handler::start(200).await);
    call(&portal, 1, "event.bind", json!({"event": "ONAPPTEST", "handler": open.url})).await.result();
    call(&portal, 2, "event.bind", json!({"event": "ONAPPTEST", "handler": own.url})).await.result();
    let whose = async |handler: &Handler| {
        let token = handler.all().last().unwrap().field("auth[access_token]")?;
        post(format!("{}event.get", portal.client_endpoint()), json!({"auth": token})).await.result();
        portal.calls().last().unwrap().user
    };
    portal.fire("ONAPPTEST", json!({})).await;
    assert_eq!((whose(&open).await, whose(&own).await), (Some(1), Some(2)));
    // An automation rule has no user, hence no tokens.
    portal.fire_as(&Fire::new("ONAPPTEST", json!({})).user(0)).await;
    assert_eq!((whose(&open).await, whose(&own).await), (None, Some(2)));
    let names = open.all().last().unwrap().names();
    assert!(names.contains(&"auth[application_token]".into()) && !names.contains(&"auth[refresh_token]".into()));
}

#[tokio::test]
async fn an_uninstalled_application_gets_its_application_token_only() {
    let portal = portal().await;
    let handler = Handler::start(200).await;
    call(&portal, 1, "event.bind", json!({"event": "ONAPPUNINSTALL", "handler": handler.url})).await.result();
    portal.fire("ONAPPUNINSTALL", json!({"CLEAN": 1})).await;
    let received = handler.only();
    assert_eq!(received.field("auth[access_token]"), None);
    assert_eq!(received.field("auth[application_token]").as_ref(), Some(&portal.applications()[0].application_token));
}

#[tokio::test]
async fn an_event_is_sent_once_whatever_becomes_of_it() {
    let portal = portal().await;
    let angry = Handler::start(500).await;
    for url in [angry.url.as_str(), "http://127.0.0.1:1/", "not an address"] {
        call(&portal, 1, "event.bind", json!({"event": "ONAPPTEST", "handler": url})).await.result();
    }
    let deliveries = portal.fire("ONAPPTEST", json!({})).await;
    let statuses: Vec<_> = deliveries.iter().map(|delivery| delivery.status).collect();
    assert_eq!(statuses, [Some(500), None, None]);
    assert!(deliveries.iter().all(|delivery| !delivery.accepted() && !delivery.answer.is_empty()));
    angry.only();
}

#[tokio::test]
async fn an_event_can_be_fired_over_http() {
    let portal = portal().await;
    let handler = Handler::start(204).await;
    call(&portal, 1, "event.bind", json!({"event": "ONCRMDEALADD", "handler": handler.url})).await.result();
    let body = json!({"event": "ONCRMDEALADD", "data": {"FIELDS": {"ID": 9}}, "user": 2});
    let fired = post(format!("{}/_portal/fire", portal.url()), body).await;
    assert_eq!(fired.body["deliveries"][0]["status"], 204);
    assert_eq!(handler.only().field("data[FIELDS][ID]").as_deref(), Some("9"));
    let told = post(format!("{}/_portal/deliveries", portal.url()), json!({})).await;
    assert_eq!(told.body, fired.body);
}
