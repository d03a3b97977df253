//! Several calls in one request.

use std::sync::{Arc, Mutex};

use b24::batch::Part;
use b24::types::HandlerUrl;
use b24::{Client, Error, Limits, Outcome, Retry, Webhook, json};

use crate::event_bind::{Add, EventBind, EventBindError, TasksTaskGetV3};
use crate::server::{Server, Then};

/// The commands of a request, in the order in which they stand there, decoded.
pub(crate) fn commands(body: &str) -> Vec<(String, String)> {
    let (_, texts) = body.split_once(r#""cmd":{"#).unwrap();
    let (texts, _) = texts.split_once('}').unwrap();
    let pair = |text: &str| {
        let (key, value) = text.trim_matches('"').split_once(r#"":""#).unwrap();
        (key.to_owned(), value.to_owned())
    };
    texts.split("\",\"").map(pair).collect()
}

fn answer(result: &[(&str, &str)], error: &[(&str, &str)]) -> String {
    let map = |entries: &[(&str, &str)]| {
        let entries: Vec<_> = entries.iter().map(|(key, value)| format!("{key:?}:{value}")).collect();
        if entries.is_empty() { "[]".to_owned() } else { format!("{{{}}}", entries.join(",")) }
    };
    format!(
        r#"{{"result":{{"result":{},"result_error":{},"result_total":[],"result_next":[],"result_time":[]}},"time":{{}}}}"#,
        map(result),
        map(error)
    )
}

fn bind() -> EventBind {
    EventBind::new("ONX", HandlerUrl::parse("https://app.example/").unwrap())
}

#[tokio::test]
async fn a_tuple_of_different_calls() {
    let body = answer(&[("c1", "7")], &[("c0", r#"{"error":"ERROR_EVENT_NOT_FOUND","error_description":"No"}"#)]);
    let server = Server::answering(&body).await;
    let client = server.app();
    let (bound, added, more) = client.all((bind(), Add::new("a b", 1), Add::new("c", 2))).await.unwrap();
    let Part::Failed(Error::Refused { error: EventBindError::EventNotFound, refusal, call, .. }) = bound else {
        panic!("{bound:?}")
    };
    assert_eq!((refusal.message.as_str(), call.method()), ("No", "event.bind"));
    assert!(matches!(added, Part::Done(answer) if answer.result == 7));
    assert!(matches!(more, Part::NotExecuted));
    let [request] = server.requests().try_into().unwrap();
    assert_eq!(request.line(), "POST /rest/batch");
    assert!(request.body.starts_with(r#"{"halt":0,"cmd":{"#) && request.body.ends_with(r#"},"auth":"s3cr3tc0de"}"#));
    assert_eq!(commands(&request.body)[1], ("c1".into(), "x.add?title=a+b&parent=1".into()));
}

#[tokio::test]
async fn sections_in_every_form_of_php() {
    let forms = [
        (
            r#"{"result":[7,8],"result_error":[],"result_total":[],"result_next":[],"result_time":[]}"#,
            [Some(7), Some(8)],
        ),
        (
            r#"{"result":{"c0":7,"c1":"8"},"result_error":{},"result_total":{"c1":3},"result_next":null}"#,
            [Some(7), Some(8)],
        ),
        (r#"{"result":{"c1":8},"result_error":false}"#, [None, Some(8)]),
        (r#"{"result":{"c0":7},"result_error":"","result_total":{"c0":"many"},"result_time":["x"]}"#, [Some(7), None]),
        (r#"{"result":[8],"result_error":[]}"#, [None, None]),
    ];
    for (sections, expected) in forms {
        let server = Server::answering(&format!(r#"{{"result":{sections}}}"#)).await;
        let client = server.webhook();
        let (a, b) = client.all((Add::new("a", 1), Add::new("b", 1))).await.unwrap();
        let number = |part: Part<Add>| part.ran().map(|ran| ran.unwrap().result);
        assert_eq!([number(a), number(b)], expected, "{sections}");
    }
}

#[tokio::test]
async fn what_a_batch_brings_without_sections_is_no_answer_to_it() {
    for (body, found) in [
        (r#"{"result":7}"#, "7"),
        (r#"{"result":{"result":"x"},"time":{}}"#, "an object"),
        (r#"{"result":{"result":[7],"result_error":true}}"#, "an object"),
    ] {
        let server = Server::answering(body).await;
        let error = server.webhook().all((Add::new("a", 1),)).await.unwrap_err();
        let Error::Decode { call, path, found: shown, .. } = &error else { panic!("{error}") };
        assert_eq!((call.method(), path.as_str(), shown.as_str()), ("batch", "result", found), "{error}");
    }
    for (body, code) in [(r#"{"error":"X","result":7}"#, "X"), (r#"{"result":{"result":"x"},"error":"Y"}"#, "Y")] {
        let error = Server::answering(body).await.webhook().all((Add::new("a", 1),)).await.unwrap_err();
        assert!(error.is(code), "{error}");
    }
    let error = Server::answering(r#"{"result":{"result":[7]"#).await.webhook().all((Add::new("a", 1),)).await;
    assert!(matches!(error, Err(Error::NotAnAnswer { .. })));
}

#[tokio::test]
async fn a_reference_is_of_the_type_that_the_parameter_takes() {
    let server = Server::answering(&answer(&[("c0", "7"), ("c1", "8")], &[])).await;
    let client = server.webhook();
    let mut batch = client.batch();
    let first = batch.add(Add::new("a", 0));
    let second = batch.add(Add::new("b", first.result()));
    let results = batch.send().await.unwrap();
    assert!(matches!(results.get(second), Part::Done(answer) if answer.result == 8));
    let body = server.requests()[0].body.clone();
    assert!(body.starts_with(r#"{"halt":1"#), "a chain halts: {body}");
    assert_eq!(commands(&body)[1].1, "x.add?title=b&parent=%24result%5Bc0%5D");
}

#[tokio::test]
async fn a_reference_that_leads_nowhere_is_not_sent() {
    let server = Server::answering("{}").await;
    let client = server.webhook();
    let mut other = client.batch();
    let handle = other.add(Add::new("a", 0));
    let mut batch = client.batch();
    batch.add(Add::new("a", 0));
    batch.add(Add::new("b", handle.result()));
    let error = batch.send().await.unwrap_err();
    assert!(matches!(&error, Error::Invalid { .. }) && error.to_string().contains("`parent` refers"), "{error}");
    assert!(error.to_string().ends_with("; it is call 2 of 2 in the batch"), "{error}");
    let error = client.call(Add::new("b", handle.result())).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotRun);
    assert!(error.to_string().contains("add the request to that batch"), "{error}");
    // And a handle finds nothing in the results of another batch.
    let good = Server::answering(&answer(&[("c0", "7")], &[])).await;
    let client = good.webhook();
    let mut batch = client.batch();
    batch.add(Add::new("a", 0));
    assert!(matches!(batch.send().await.unwrap().get(handle), Part::Failed(Error::Invalid { .. })));
    assert_eq!(server.connections(), 0);
}

/// Runs commands as a portal does: those with the title `bad` fail, and `halt` halts.
fn run(body: &str) -> Then {
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for (key, text) in commands(body) {
        if text.contains("title=bad") {
            failed.push((key, r#"{"error":"BAD","error_description":"Bad"}"#));
            if body.starts_with(r#"{"halt":1"#) {
                break;
            }
        } else {
            done.push((key, "7"));
        }
    }
    let done: Vec<_> = done.iter().map(|(key, value)| (key.as_str(), *value)).collect();
    let failed: Vec<_> = failed.iter().map(|(key, value)| (key.as_str(), *value)).collect();
    Then::ok(answer(&done, &failed))
}

#[tokio::test]
async fn more_than_fifty_go_in_several_requests_and_one_failure_loses_nothing() {
    let server = Server::scripted(|request| run(&request.body)).await;
    let client = server.webhook();
    let mut batch = client.batch();
    let handles: Vec<_> = (0..120).map(|i| batch.add(Add::new(if i == 3 { "bad" } else { "good" }, i))).collect();
    let results = batch.send().await.unwrap();
    for (i, handle) in handles.into_iter().enumerate() {
        let part = results.get(handle);
        assert!(if i == 3 { matches!(part, Part::Failed(_)) } else { matches!(part, Part::Done(_)) }, "{i}: {part:?}");
    }
    let sizes: Vec<_> = server.requests().iter().map(|request| commands(&request.body).len()).collect();
    assert_eq!(sizes, [50, 50, 20]);
}

#[tokio::test]
async fn a_chain_that_fails_stops_itself_and_no_other() {
    let server = Server::scripted(|request| run(&request.body)).await;
    let client = server.webhook();
    let mut batch = client.batch();
    let bad = batch.add(Add::new("bad", 0));
    let after_bad = batch.add(Add::new("x", bad.result()));
    let good = batch.add(Add::new("good", 0));
    let after_good = batch.add(Add::new("y", good.result()));
    let alone = batch.add(Add::new("alone", 0));
    let results = batch.send().await.unwrap();
    assert!(matches!(results.get(bad), Part::Failed(_)));
    assert!(matches!(results.get(after_bad), Part::NotExecuted));
    for handle in [good, after_good, alone] {
        assert!(matches!(results.get(handle), Part::Done(_)), "{handle:?}");
    }
    let sent: Vec<_> = server.requests().iter().flat_map(|request| commands(&request.body)).collect();
    let times = |title: &str| sent.iter().filter(|(_, text)| text.contains(title)).count();
    assert_eq!(
        (times("title=bad"), times("title=alone"), times("title=good")),
        (1, 1, 2),
        "the good one did not run before"
    );
}

#[tokio::test]
async fn halt_stops_everything_behind_the_first_failure() {
    let server = Server::scripted(|request| run(&request.body)).await;
    let client = server.webhook();
    let mut batch = client.batch().halt();
    let handles: Vec<_> = (0..70).map(|i| batch.add(Add::new(if i == 10 { "bad" } else { "good" }, i))).collect();
    let results = batch.send().await.unwrap();
    let done = handles.iter().filter(|handle| matches!(results.get(**handle), Part::Done(_))).count();
    let not = handles.iter().filter(|handle| matches!(results.get(**handle), Part::NotExecuted)).count();
    assert_eq!((done, not, server.requests().len()), (10, 59, 1));
}

fn retrying(server: &Server) -> Client<Webhook> {
    let ms = std::time::Duration::from_millis;
    let retry = Retry::default().tries(3).backoff(ms(1), ms(2));
    Client::builder().limits(Limits::NONE).retry(retry).webhook(&server.url()).unwrap()
}

#[tokio::test]
async fn a_batch_that_writes_is_not_sent_twice() {
    let server = Server::scripted(|_| Then::Close).await;
    let error = retrying(&server).all((Add::new("a", 1),)).await.unwrap_err();
    assert_eq!((error.outcome(), server.requests().len()), (Outcome::Unknown, 1));
}

#[tokio::test]
async fn what_is_lost_later_is_known_for_each_call() {
    let count = Arc::new(Mutex::new(0));
    let server = Server::scripted(move |request| {
        let mut count = count.lock().unwrap();
        *count += 1;
        if *count == 2 { Then::Close } else { run(&request.body) }
    })
    .await;
    let client = retrying(&server);
    let mut batch = client.batch();
    let handles: Vec<_> = (0..120).map(|i| batch.add(Add::new("good", i))).collect();
    let results = batch.send().await.unwrap();
    assert!(matches!(results.get(handles[49]), Part::Done(_)));
    let Part::Failed(error) = results.get(handles[50]) else { panic!("not failed") };
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(matches!(results.get(handles[100]), Part::NotExecuted));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn rest_3_runs_all_or_nothing_and_refers_by_structure() {
    let server = Server::answering(r#"{"result":[{"item":{"id":1}},{"item":{"id":2}}]}"#).await;
    let client = server.webhook();
    let mut batch = client.batch_v3();
    let first = batch.add(TasksTaskGetV3::new(1));
    let item = first.result().at(|result| &result.item);
    let second = batch.add(TasksTaskGetV3::new(item.clone().at(|item| &item.id)));
    let results = batch.send().await.unwrap();
    let Part::Done(answer) = results.get(second) else { panic!("not done") };
    assert_eq!(answer.result.item.unwrap().id, Some(2));
    let [request] = server.requests().try_into().unwrap();
    assert!(request.line().starts_with("POST /rest/api/1/") && request.line().ends_with("/batch"));
    let body: b24::Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(body[1], json!({"method": "tasks.task.get", "as": "c1", "query": {"id": {"$ref": "c0.item.id"}}}));
    assert_eq!(format!("{:?}", item.at(|item| &item.tags).item(0)), r#"Ref(0 ["item", "tags", "0"])"#);
    // What is no field of the result is no reference.
    let mut batch = client.batch_v3();
    let first = batch.add(TasksTaskGetV3::new(1));
    batch.add(TasksTaskGetV3::new(first.result().at(|_| &None::<b24::Value>)));
    let error = batch.send().await.unwrap_err();
    assert!(matches!(&error, Error::Invalid { .. }) && error.to_string().contains("no field of a result"), "{error}");
    // With a token, an object, as there is no other place for it.
    let client = server.app();
    let mut batch = client.batch_v3();
    batch.add(TasksTaskGetV3::new(1));
    batch.add(TasksTaskGetV3::new(2));
    batch.send().await.unwrap();
    let body: b24::Value = serde_json::from_str(&server.requests()[1].body).unwrap();
    assert_eq!((&body["0"]["query"]["id"], &body["auth"]), (&json!(1), &json!("s3cr3tc0de")));
    let refusing =
        Server::start(crate::server::Act::Serve(400, r#"{"error":{"code":"X","message":"No"}}"#.into())).await;
    let client = refusing.webhook();
    let mut batch = client.batch_v3();
    batch.add(TasksTaskGetV3::new(1));
    assert_eq!(batch.send().await.unwrap_err().refusal().unwrap().code, "X");
}

#[tokio::test]
async fn the_time_of_a_batch_is_counted_for_it_and_for_its_calls() {
    let time = r#"{"operating":430,"operating_reset_at":100,"finish":70}"#;
    let body = format!(r#"{{"result":{{"result":{{"c0":7}},"result_time":{{"c0":{time}}}}},"time":{time}}}"#);
    let server = Server::answering(&body).await;
    let client = server.webhook();
    client.all((Add::new("a", 1),)).await.unwrap();
    let methods: Vec<_> = client.limits().methods.into_iter().map(|known| (known.method, known.operating)).collect();
    assert_eq!(methods, [("batch".to_owned(), 430.0), ("x.add".to_owned(), 430.0)]);
}
