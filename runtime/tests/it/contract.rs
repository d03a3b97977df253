//! Generated methods: what they send, and what becomes of the answer.

use b24::types::HandlerUrl;
use b24::{Client, Error, Outcome, SystemError};

use crate::event_bind::{EventBind, EventBindError, TasksTaskGetV3};
use crate::server::{Act, SECRET, Server};

fn handler() -> HandlerUrl {
    HandlerUrl::parse("https://app.example/deal").unwrap()
}

#[tokio::test]
async fn a_typed_call_and_its_typed_answer() {
    let server = Server::answering(r#"{"result":true,"time":{"start":1.0,"operating":0.5}}"#).await;
    let answer =
        server.app().call(EventBind::new("ONCRMDEALADD", handler()).auth_type(7).min_timeout(5)).await.unwrap();
    assert!(answer.result);
    assert_eq!((answer.time.start, answer.time.operating), (Some(1.0), Some(0.5)));
    let [request] = server.requests().try_into().unwrap();
    assert_eq!(request.line(), "POST /rest/event.bind");
    assert_eq!(
        request.body,
        format!(
            r#"{{"event":"ONCRMDEALADD","handler":"https://app.example/deal","auth_type":7,"options":{{"minTimeout":5}},"auth":"{SECRET}"}}"#
        )
    );
}

#[tokio::test]
async fn a_record_of_v3_through_a_webhook() {
    let server = Server::answering(r#"{"result":{"item":{"id":"8","title":"T","tags":[],"new":1}}}"#).await;
    let answer = server.webhook().call(TasksTaskGetV3::new(8)).await.unwrap();
    let item = answer.result.item.unwrap();
    assert_eq!((item.id, item.title.as_deref(), item.tags.unwrap()), (Some(8), Some("T"), vec![]));
    assert_eq!(item.extra.get("new"), Some(&b24::json!(1)));
    assert!(answer.result.extra.is_empty());
    let [request] = server.requests().try_into().unwrap();
    assert_eq!(request.line(), format!("POST /rest/api/1/{SECRET}/tasks.task.get"));
    assert_eq!(request.body, r#"{"id":8}"#);
}

#[tokio::test]
async fn each_error_becomes_its_variant_and_keeps_what_the_portal_said() {
    let call = async |status, body: &str| {
        let server = Server::start(Act::Serve(status, body.into())).await;
        let error = server.app().call(EventBind::new("ONX", handler())).await.unwrap_err();
        assert_eq!(error.refusal().map(|refusal| refusal.status), Some(status));
        let Error::Refused { error, system, refusal, .. } = error else { panic!("{error}") };
        (error, system, refusal)
    };
    let (error, system, refusal) =
        call(400, r#"{"error":"ERROR_EVENT_NOT_FOUND","error_description":"Event not found"}"#).await;
    assert_eq!((error, system), (&EventBindError::EventNotFound, None));
    assert_eq!(refusal.message, "Event not found");
    let (error, system, _) = call(503, r#"{"error":"QUERY_LIMIT_EXCEEDED"}"#).await;
    assert_eq!((error, system), (&EventBindError::Other, Some(SystemError::QueryLimitExceeded)));
    // Another case, status 200, and a code that no page lists.
    let (_, system, _) = call(401, r#"{"error":"EXPIRED_TOKEN"}"#).await;
    assert_eq!(system, Some(SystemError::ExpiredToken));
    let (error, system, refusal) = call(200, r#"{"error":"NEW","error_description":"Text"}"#).await;
    assert_eq!((error, system), (&EventBindError::Other, None));
    assert_eq!((refusal.code.as_str(), refusal.message.as_str()), ("NEW", "Text"));
}

#[tokio::test]
async fn a_broken_rule_is_told_before_anything_is_sent() {
    let server = Server::answering("{}").await;
    let error = server.app().call(EventBind::new("ONOFFLINEEVENT", handler())).await.unwrap_err();
    assert!(matches!(&error, Error::Invalid { error, .. } if error.param() == "event"), "{error}");
    assert_eq!(error.outcome(), Outcome::NotRun);
    assert_eq!(
        error.to_string(),
        format!("event.bind on {} was not sent: `event`: write `EventBind::on_offline_event(..)`", server.host)
    );
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn clones_share_connections_and_cross_threads() {
    let server = Server::answering(r#"{"result":true}"#).await;
    let client = server.app();
    for _ in 0..3 {
        let client = client.clone();
        let call = tokio::spawn(async move { client.call(EventBind::new("ONX", handler())).await });
        assert!(call.await.unwrap().unwrap().result);
    }
    assert_eq!((server.requests().len(), server.connections()), (3, 1));
}

#[test]
fn clients_and_calls_can_be_sent_and_shared() {
    fn send<T: Send>(_: &T) {}
    fn sync<T: Send + Sync>(_: &T) {}
    let client = Client::webhook("http://127.0.0.1:1/rest/1/x/").unwrap();
    sync(&client);
    send(&client.call(TasksTaskGetV3::new(1)));
    send(&client.call_raw("profile", b24::json!(null)));
}
