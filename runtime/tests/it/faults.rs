//! Servers that do not behave: each fault is an error of its own that says whether the call ran.

use std::time::Duration;

use b24::{Builder, Client, Error, Loss, Outcome, Retry, json};
use tokio::net::TcpListener;

use crate::secrets::assert_clean;
use crate::server::{Act, SECRET, Server, response};

fn once() -> Builder {
    Client::builder().retry(Retry::NEVER)
}

/// The error of one call, and how its text goes on behind the method and the portal.
async fn fail(act: Act) -> (Error, String) {
    let server = Server::start(act).await;
    let error = server.webhook().call_raw("crm.item.add", json!({})).await.unwrap_err();
    let text = error.to_string();
    assert_clean(&error);
    assert_eq!((error.call().method(), error.call().portal()), ("crm.item.add", server.host.as_str()));
    let rest = text.strip_prefix(&format!("crm.item.add on {} ", server.host)).unwrap_or_else(|| panic!("{text}"));
    (error, rest.to_owned())
}

#[tokio::test]
async fn nobody_is_there() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let client = once().webhook(&format!("http://127.0.0.1:{port}/rest/1/{SECRET}/")).unwrap();
    let error = client.call_raw("crm.item.add", json!({})).await.unwrap_err();
    assert!(matches!(error, Error::Connect { .. }), "{error:?}");
    assert_eq!(error.outcome(), Outcome::NotRun);
    assert!(error.to_string().contains("did not run: no connection to the portal (Connection refused"), "{error}");
    assert_clean(&error);
}

#[tokio::test]
async fn no_such_host() {
    let client = once().root_certificate(crate::tls::authority()).webhook("https://b24.invalid/rest/1/x/").unwrap();
    let error = client.call_raw("crm.item.add", json!({})).await.unwrap_err();
    assert!(matches!(error, Error::Connect { .. }), "{error:?}");
}

#[tokio::test]
async fn closed_before_the_request() {
    let (error, text) = fail(Act::Hang).await;
    assert!(matches!(error, Error::Unanswered { loss: Loss::Closed, .. }), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(text.starts_with("may have run: the connection was closed without an answer ("), "{text}");
}

#[tokio::test]
async fn closed_after_the_request() {
    let (error, text) = fail(Act::Write(vec![])).await;
    assert!(matches!(error, Error::Unanswered { loss: Loss::Closed, .. }), "{error:?}");
    assert!(text.ends_with("see on the portal what it did before a write is repeated"), "{text}");
    let (error, _) = fail(Act::Write(b"HTTP/1.1 200 OK\r\nContent-Le".to_vec())).await;
    assert!(matches!(error, Error::Unanswered { loss: Loss::Closed, .. }), "{error:?}");
}

#[tokio::test]
async fn cut_off_in_the_middle_of_the_answer() {
    let (error, text) =
        fail(Act::Write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"result\":true}".to_vec())).await;
    assert!(matches!(error, Error::Unanswered { loss: Loss::CutOff, .. }), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(text.starts_with("may have run: the connection was closed in the middle of the answer ("), "{text}");
}

#[tokio::test]
async fn too_slow() {
    let server = Server::start(Act::Wait(Duration::from_secs(3600))).await;
    let url = format!("http://{}/rest/1/{SECRET}/", server.host);
    let client = once().timeout(Duration::from_millis(50)).webhook(&url).unwrap();
    let error = client.call_raw("crm.item.add", json!({})).await.unwrap_err();
    assert!(matches!(error, Error::Unanswered { loss: Loss::Timeout, .. }), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(error.to_string().contains("the answer did not come in time"), "{error}");
    assert_clean(&error);
}

#[tokio::test]
async fn not_even_http() {
    for bytes in [&b"SSH-2.0-OpenSSH_9.6\r\n"[..], b"\x00\x01\x02\x03\r\n\r\n", b"HTTP/9.9 200\r\n\r\n"] {
        let (error, text) = fail(Act::Write(bytes.to_vec())).await;
        assert!(matches!(error, Error::NotAnAnswer { status: None, .. }), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert!(text.contains("it is not HTTP"), "{text}");
    }
}

#[tokio::test]
async fn a_page_of_a_proxy() {
    let page = format!("<html>\n<h1>502 Bad Gateway</h1> /rest/1/{SECRET}/crm.item.add {}</html>", "x".repeat(500));
    let (error, text) = fail(Act::Write(response(502, "Content-Type: text/html\r\n", &page))).await;
    let Error::NotAnAnswer { status: Some(502), reason, excerpt, .. } = &error else { panic!("{error:?}") };
    assert_eq!(reason, "it is not JSON");
    assert!(excerpt.starts_with("<html>\n<h1>502 Bad Gateway</h1> /rest/1/***/crm.item.add x"), "{excerpt}");
    assert!(excerpt.chars().count() <= 81, "{excerpt}");
    assert!(text.contains("status 502, it is not JSON, beginning with \"<html>\\n<h1>502"), "{text}");
}

#[tokio::test]
async fn json_that_ends_in_the_middle() {
    let (error, text) = fail(Act::Serve(200, r#"{"result":{"item":{"id":1"#.into())).await;
    assert!(matches!(error, Error::NotAnAnswer { status: Some(200), .. }), "{error:?}");
    assert!(text.contains("status 200, the JSON ends in the middle"), "{text}");
    assert!(matches!(fail(Act::Serve(204, String::new())).await.0, Error::NotAnAnswer { status: Some(204), .. }));
}

#[tokio::test]
async fn sent_elsewhere_but_not_by_a_portal_that_moved() {
    let to = |status, location: &str| Act::Write(response(status, &format!("Location: {location}\r\n"), ""));
    for location in ["/restore.php", "http://[", "http://new.example/rest/"] {
        let (error, text) = fail(to(302, location)).await;
        assert_eq!(error.outcome(), Outcome::NotRun);
        assert!(text.contains("did not run") || text.contains("the portal has moved to new.example"), "{text}");
    }
    let (error, text) = fail(to(302, "/restore.php")).await;
    assert!(matches!(error, Error::Redirected { to: None, .. }), "{error:?}");
    assert!(text.starts_with("did not run: the portal is not available"), "{text}");
    assert!(matches!(fail(Act::Write(response(301, "", ""))).await.0, Error::Redirected { status: 301, to: None, .. }));
    let hidden = fail(to(302, &format!("http://{SECRET}.example/"))).await.0;
    assert!(matches!(hidden, Error::Redirected { to: Some(_), .. }));
}

#[tokio::test]
async fn no_other_redirect_is_followed() {
    let target = Server::answering(r#"{"result":true}"#).await;
    let location = format!("Location: http://{}/rest/1/x/crm.item.add\r\n", target.host);
    for status in [301, 303, 307, 308] {
        let (error, _) = fail(Act::Write(response(status, &location, ""))).await;
        assert!(matches!(&error, Error::Redirected { to: Some(to), .. } if *to == target.host), "{error:?}");
    }
    assert_eq!(target.connections(), 0);
}

#[tokio::test]
async fn refused_with_advice_for_the_codes_that_every_method_has() {
    let (error, text) = fail(Act::Serve(401, r#"{"error":"expired_token","error_description":"Old."}"#.into())).await;
    assert!(matches!(error, Error::Refused { .. }));
    assert_eq!(
        text,
        "was refused: Old. (expired_token, status 401); it did not run: get a new access token with the refresh token, then call again; a client that was given its \
         application, `Client::builder().application(..)`, does both by itself"
    );
    let (_, text) = fail(Act::Serve(400, format!(r#"{{"error":"","error_description":"no {SECRET}"}}"#))).await;
    assert_eq!(text, "was refused: no *** (no code, status 400)");
}

#[tokio::test]
async fn a_result_that_is_not_as_documented() {
    let server = Server::answering(r#"{"result":{"item":{"id":[1]}}}"#).await;
    let error = server.webhook().call(crate::event_bind::TasksTaskGetV3::new(1)).await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Ran);
    assert_eq!(
        error.to_string(),
        format!(
            "tasks.task.get on {} ran, but its answer is not as documented: `result.item.id` should be a whole number, and is a \
             list; do not repeat a write; `call_raw` reads any answer",
            server.host
        )
    );
    let server = Server::answering(&format!(r#"{{"result":{{"item":{{"id":"{SECRET}"}}}}}}"#)).await;
    assert_clean(&server.webhook().call(crate::event_bind::TasksTaskGetV3::new(1)).await.unwrap_err());
}

#[tokio::test]
async fn garbage_of_any_kind_is_an_error_and_no_panic() {
    let mut seed = 7_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap()
    };
    let answer = br#"HTTP/1.1 200 OK
Content-Length: 64

{"result":{"item":{"id":"7","title":"\u0442"}},"error":null,"time":{}}"#;
    let answer = String::from_utf8_lossy(answer).replacen('\n', "\r\n", 3).into_bytes();
    for _ in 0..200 {
        let mut bytes = answer.clone();
        for _ in 0..=random() % 4 {
            let at = random() % bytes.len();
            bytes[at] = u8::try_from(random() % 256).unwrap();
        }
        bytes.truncate(bytes.len() - random() % 3);
        let server = Server::start(Act::Write(bytes)).await;
        let url = format!("http://{}/rest/1/{SECRET}/", server.host);
        let client = once().timeout(Duration::from_secs(5)).webhook(&url).unwrap();
        if let Err(error) = client.call(crate::event_bind::TasksTaskGetV3::new(1)).await {
            assert_clean(&error);
        }
    }
}
