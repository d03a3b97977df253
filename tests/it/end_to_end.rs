//! Typed calls against the emulated portal: what the IR says, the client sends and the portal answers fit together.

use b24::types::HandlerUrl;
use b24::{App, Client, Error, Webhook, auth::Token, batch::Part, json};
use b24_portal::{Portal, TokenPair};

#[derive(b24::Api)]
#[b24(methods("event.*", "event.offline.*", "events", "placement.bind", "placement.get", "placement.unbind"))]
struct Api {
    client: Client<App>,
}

impl Api {
    fn of(portal: &Portal, token: TokenPair) -> Self {
        let token = Token::new(portal.client_endpoint(), token.access_token);
        Self { client: Client::app(token).unwrap() }
    }
}

async fn admin() -> (Portal, Api) {
    let portal = Portal::start().await.unwrap();
    let api = Api::of(&portal, portal.first_tokens().admin);
    (portal, api)
}

fn handler(path: &str) -> HandlerUrl {
    HandlerUrl::anywhere(format!("http://127.0.0.1:9/{path}")).unwrap()
}

#[tokio::test]
async fn handlers_are_bound_listed_and_unbound() {
    let (_portal, api) = admin().await;
    let bound = api.event_bind("ONCRMDEALADD", handler("deal")).auth_type(1).send().await.unwrap();
    assert!(bound.result);
    assert!(bound.time.duration.is_some());

    let listed = api.event_get().send().await.unwrap().result;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].event.as_deref(), Some("ONCRMDEALADD"));
    assert_eq!(listed[0].handler.as_deref(), Some("http://127.0.0.1:9/deal"));

    let count = api.event_unbind("ONCRMDEALADD", handler("deal")).send().await.unwrap().result.count;
    assert_eq!(count, Some(1));
    assert!(api.event_get().send().await.unwrap().result.is_empty());
}

#[tokio::test]
async fn a_documented_error_comes_as_its_variant() {
    let (_portal, api) = admin().await;
    let refused = api.event_bind("ONNOSUCHEVENT", handler("x")).send().await;
    let Err(Error::Refused { error: EventBindError::EventNotFound, refusal, call, .. }) = refused else {
        panic!("expected EventNotFound, got {refused:?}");
    };
    assert_eq!((refusal.status, refusal.code.as_str()), (400, "ERROR_EVENT_NOT_FOUND"));
    assert_eq!(refusal.message, "Event not found");
    assert_eq!(call.method(), "event.bind");
}

#[tokio::test]
async fn an_expired_token_is_a_system_error() {
    let portal = Portal::start().await.unwrap();
    let api = Api::of(&portal, portal.first_tokens().expired);
    let refused = api.event_get().send().await;
    assert_eq!(refused.unwrap_err().system(), Some(b24::SystemError::ExpiredToken));
}

#[tokio::test]
async fn a_webhook_has_no_application_context() {
    let portal = Portal::start().await.unwrap();
    let client: Client<Webhook> = Client::webhook(&portal.webhook_url()).unwrap();
    // Typed, this does not compile: `tests/compile_fail/application_only`.
    let refused = client.call_raw("event.get", json!({})).await;
    let Err(Error::Refused { refusal, .. }) = refused else { panic!("expected a refusal, got {refused:?}") };
    assert_eq!((refusal.status, refusal.code.as_str()), (403, "WRONG_AUTH_TYPE"));
}

#[tokio::test]
async fn the_offline_queue_keeps_what_is_not_confirmed() {
    let (portal, api) = admin().await;
    api.event_bind_offline("ONCRMDEALUPDATE").send().await.unwrap();
    portal.fire("ONCRMDEALUPDATE", json!({"FIELDS": {"ID": 7}})).await;

    let taken = api.event_offline_get().clear(false).send().await.unwrap().result;
    let events = taken.events.unwrap();
    assert_eq!(events[0].event_name.as_deref(), Some("ONCRMDEALUPDATE"));
    let process = taken.process_id.unwrap().as_str().unwrap().to_owned();

    // Taken records are hidden from others, and there again for the process that took them.
    assert!(api.event_offline_get().clear(false).send().await.unwrap().result.events.unwrap_or_default().is_empty());
    let again = api.event_offline_get().clear(false).process_id(&process).send().await.unwrap().result;
    assert_eq!(again.events.unwrap().len(), 1);
    assert!(api.event_offline_clear(&process).send().await.unwrap().result);
    assert!(api.event_offline_list().send().await.unwrap().result.is_empty());
}

#[tokio::test]
async fn a_background_worker_is_one_and_may_be_of_one_user() {
    let (_portal, api) = admin().await;
    let worker = || api.placement_bind_page_background_worker(handler("worker"), handler("failed")).user_id(1);
    assert!(worker().send().await.unwrap().result);
    let refused = worker().send().await;
    assert!(
        matches!(&refused, Err(Error::Refused { error: PlacementBindError::PlacementMaxCount, .. })),
        "{refused:?}"
    );
    let widgets = api.placement_get().send().await.unwrap().result;
    assert_eq!(widgets[0].placement.as_deref(), Some("PAGE_BACKGROUND_WORKER"));
    assert_eq!(api.placement_unbind("PAGE_BACKGROUND_WORKER").send().await.unwrap().result.count, Some(2));
}

#[tokio::test]
async fn the_plain_constructor_refuses_what_belongs_to_a_form() {
    let (portal, api) = admin().await;
    let refused = api.placement_bind("PAGE_BACKGROUND_WORKER", handler("worker")).send().await;
    let Err(error @ Error::Invalid { .. }) = refused else { panic!("expected Invalid, got {refused:?}") };
    assert!(error.to_string().contains("page_background_worker"), "{error}");
    assert!(portal.calls().is_empty(), "nothing was sent");
}

b24::methods! { mod lists { "crm.item.list"; } }

/// Whichever way a request goes, its order is on the wire as it was written.
#[tokio::test]
async fn an_order_is_sent_as_it_was_written() {
    use lists::{CrmItemList, CrmItemListField as Field};

    let portal = Portal::start().await.unwrap();
    let client = Client::webhook(&portal.webhook_url()).unwrap();
    for title in ["Lamps", "Chairs", "Tables", "Chairs"] {
        client.call_raw("crm.item.add", json!({"entityTypeId": 2, "fields": {"title": title}})).await.unwrap();
    }
    let request = || CrmItemList::new(2).order([Field::Title.asc(), Field::Id.desc()]);

    let called = client.call(request()).await.unwrap().result.items.unwrap();
    let titles: Vec<_> = called.iter().filter_map(|deal| Some((deal.title.clone()?, -deal.id?))).collect();
    assert!(titles.len() >= 4 && titles.is_sorted(), "{titles:?}");
    let listed = client.list(request()).next().await.unwrap().unwrap();
    assert_eq!(listed.id, called[0].id);
    let mut batch = client.batch();
    let part = batch.add(request());
    let Part::Done(batched) = batch.send().await.unwrap().get(part) else { panic!("it was refused") };
    assert_eq!(batched.result.items.unwrap()[0].id, called[0].id);
    for call in portal.calls() {
        assert!(!format!("{call:?}").contains("ordered"), "{call:?}");
    }
}
