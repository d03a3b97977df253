//! What is sent again, and what never.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use b24::{Builder, Client, Error, Limits, Outcome, Retry, Webhook, json};

use crate::event_bind::TasksTaskGetV3;
use crate::server::{Request, SECRET, Server, Then, response};

const GOOD: &str = r#"{"result":{"item":{"id":1}}}"#;

fn builder() -> Builder {
    let ms = Duration::from_millis;
    Client::builder().limits(Limits::NONE).retry(Retry::default().tries(3).backoff(ms(1), ms(4)))
}

/// Fails so often in this way, then answers.
async fn failing(times: usize, fail: impl Fn() -> Then + Send + Sync + 'static) -> (Server, Client<Webhook>) {
    let count = AtomicUsize::new(0);
    let server =
        Server::scripted(move |_| if count.fetch_add(1, Ordering::SeqCst) < times { fail() } else { Then::ok(GOOD) })
            .await;
    let client = builder().webhook(&server.url()).unwrap();
    (server, client)
}

type Fault = fn() -> Then;

/// Ways to fail after which nobody knows whether the call ran.
fn unknown() -> [(&'static str, Fault); 4] {
    [
        ("closed", || Then::Close),
        ("502", || Then::Bytes(response(502, "Content-Type: text/html\r\n", "<html>Bad Gateway</html>"))),
        ("500", || Then::Answer(500, r#"{"error":"","error_description":""}"#.into())),
        ("cut", || Then::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{".to_vec())),
    ]
}

#[tokio::test]
async fn a_read_that_perhaps_ran_is_sent_again() {
    for (name, fail) in unknown() {
        let (server, client) = failing(2, fail).await;
        let answer = client.call(TasksTaskGetV3::new(1)).await.unwrap();
        assert_eq!(answer.result.item.unwrap().id, Some(1), "{name}");
        assert_eq!(server.requests().len(), 3, "{name}");
        let (server, client) = failing(9, fail).await;
        client.call(TasksTaskGetV3::new(1)).await.unwrap_err();
        assert_eq!(server.requests().len(), 3, "{name}: a bounded number of tries");
    }
}

#[tokio::test]
async fn a_write_that_perhaps_ran_is_never_sent_again() {
    for (name, fail) in unknown() {
        let (server, client) = failing(9, fail).await;
        let error = client.call_raw("crm.item.add", json!({"a": 1})).await.unwrap_err();
        assert_eq!(server.requests().len(), 1, "{name}: {error}");
        if name != "500" {
            assert_eq!(error.outcome(), Outcome::Unknown, "{name}: {error}");
        }
    }
    // Too slow: the server may be at it still.
    let server = Server::scripted(|_| Then::After(Duration::from_secs(60), Box::new(Then::ok(GOOD)))).await;
    let client = builder().timeout(Duration::from_millis(50)).webhook(&server.url()).unwrap();
    let error = client.call_raw("crm.item.add", json!({})).await.unwrap_err();
    assert_eq!((error.outcome(), server.requests().len()), (Outcome::Unknown, 1));
}

#[tokio::test]
async fn what_certainly_did_not_run_is_sent_again_whatever_it_is() {
    let (server, client) = failing(2, || Then::error(503, "QUERY_LIMIT_EXCEEDED")).await;
    client.call_raw("crm.item.add", json!({})).await.unwrap();
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_refusal_is_final() {
    for (status, code) in [(503, "OVERLOAD_LIMIT"), (400, "ERROR_ARGUMENT"), (403, "insufficient_scope"), (200, "X")] {
        let (server, client) = failing(9, move || Then::error(status, code)).await;
        let error = client.call(TasksTaskGetV3::new(1)).await.unwrap_err();
        assert_eq!(error.refusal().unwrap().code, code);
        assert_eq!(server.requests().len(), 1, "{code}");
    }
}

#[tokio::test]
async fn nobody_there_is_asked_again_until_somebody_is() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let ms = Duration::from_millis;
    let retry = Retry::default().tries(20).backoff(ms(20), ms(40));
    let client = builder().retry(retry).webhook(&format!("http://127.0.0.1:{port}/rest/1/{SECRET}/")).unwrap();
    let call = tokio::spawn(async move { client.call_raw("crm.item.add", json!({})).await });
    tokio::time::sleep(ms(100)).await;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    let (stream, _) = listener.accept().await.unwrap();
    let seen = Arc::default();
    let serve = crate::server::handle(stream, crate::server::Act::Serve(200, GOOD.into()), Arc::clone(&seen));
    tokio::select! {
        biased;
        answer = call => drop(answer.unwrap().unwrap()),
        () = serve => panic!("closed"),
    }
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_write_of_rest_3_is_sent_again_under_its_key() {
    let (server, client) = failing(2, || Then::Close).await;
    client.call_raw_v3("tasks.task.add", json!({"title": "T"})).await.unwrap();
    client.call_raw_v3("tasks.task.add", json!({"title": "T"})).await.unwrap();
    client.call(TasksTaskGetV3::new(1)).await.unwrap();
    let key = |request: &Request| request.header("idempotency-key").map(str::to_owned);
    let [a, b, c, other, read] = server.requests().try_into().unwrap();
    assert!(key(&a).is_some_and(|k| (1..=255).contains(&k.len()) && k.bytes().all(|b| b.is_ascii_graphic())));
    assert!(key(&a) == key(&b) && key(&a) == key(&c) && a.body == c.body);
    assert!(key(&other).is_some() && key(&other) != key(&a));
    assert_eq!(key(&read), None);
}

#[tokio::test]
async fn a_replay_is_marked() {
    let head = "Idempotent-Replayed: true\r\n";
    let server = Server::scripted(move |_| Then::Bytes(response(200, head, GOOD))).await;
    assert!(server.webhook().call_raw_v3("tasks.task.add", json!({})).await.unwrap().replayed);
    let server = Server::answering(GOOD).await;
    assert!(!server.webhook().call_raw_v3("tasks.task.add", json!({})).await.unwrap().replayed);
}

#[tokio::test(start_paused = true)]
async fn a_method_without_time_left_is_put_off_and_no_other() {
    let blocked = Arc::new(AtomicUsize::new(1));
    let left = Arc::clone(&blocked);
    let server = Server::scripted(move |request| {
        let hot = request.line().ends_with("crm.item.add");
        if hot && left.load(Ordering::SeqCst) > 0 {
            left.fetch_sub(1, Ordering::SeqCst);
            return Then::error(429, "OPERATION_TIME_LIMIT");
        }
        Then::ok(GOOD)
    })
    .await;
    let client = builder().webhook(&server.url()).unwrap();
    let begin = tokio::time::Instant::now();
    client.call_raw("crm.item.add", json!({})).await.unwrap();
    assert!(begin.elapsed() >= Duration::from_secs(60), "{:?}", begin.elapsed());
    blocked.store(1, Ordering::SeqCst);
    // A call that may not take so long says so, and is not sent again.
    let impatient = builder().retry(Retry::default().deadline(Duration::from_secs(10)));
    let impatient = impatient.webhook(&server.url()).unwrap();
    let error = impatient.call_raw("crm.item.add", json!({})).await.unwrap_err();
    assert!(matches!(&error, Error::Held { method, .. } if method == "crm.item.add"), "{error}");
    assert_eq!(error.outcome(), Outcome::NotRun);
    assert!(error.to_string().contains("other methods go on"), "{error}");
    let sent = server.requests().len();
    impatient.call_raw("crm.item.add", json!({})).await.unwrap_err();
    assert_eq!(server.requests().len(), sent, "not sent while it is blocked");
    let begin = tokio::time::Instant::now();
    impatient.call_raw("crm.item.get", json!({})).await.unwrap();
    assert!(begin.elapsed() < Duration::from_secs(1));
    assert!(impatient.limits().methods.iter().any(|known| known.method == "crm.item.add" && known.blocked));
}

#[tokio::test]
async fn cancelled_anywhere_the_client_goes_on() {
    let (server, client) = failing(1, || Then::error(503, "QUERY_LIMIT_EXCEEDED")).await;
    for micros in (0..3000).step_by(100) {
        let call = client.call(TasksTaskGetV3::new(1));
        let _ = tokio::time::timeout(Duration::from_micros(micros), call).await;
    }
    client.call(TasksTaskGetV3::new(1)).await.unwrap();
    assert_eq!(client.limits().waiting, 0);
    assert!(!server.requests().is_empty());
}
