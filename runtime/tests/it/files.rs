//! Files.

use std::io::Cursor;

use b24::files::File;
use b24::{Error, Loss, Outcome, json};

use crate::server::{Act, SECRET, Server, Then, response};

#[tokio::test]
async fn a_file_goes_up_in_a_form_with_its_length() {
    let server = Server::answering(r#"{"result":{"ID":7}}"#).await;
    let client = server.webhook();
    let content = "x".repeat(200_000);
    let url = format!("http://{}/rest/upload.json?token={SECRET}", server.host);
    let length = content.len() as u64;
    let answer = client.upload(&url, "file", "a \"b\".txt", length, Cursor::new(content.clone())).await.unwrap();
    assert_eq!(answer.result, json!({"ID": 7}));
    let [request] = server.requests().try_into().unwrap();
    assert_eq!(request.line(), format!("POST /rest/upload.json?token={SECRET}"));
    let kind = request.header("content-type").unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b%22.txt\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n{content}\r\n--{boundary}--\r\n"
    );
    assert!(request.body == expected, "{} bytes", request.body.len());
}

#[tokio::test]
async fn an_upload_goes_to_the_portal_only_and_whole() {
    let (server, other) = (Server::answering("{}").await, Server::answering("{}").await);
    let client = server.webhook();
    for url in [format!("http://{}/x", other.host), "http://portal.example/x".into(), "file:///etc/passwd".into()] {
        let error = client.upload(&url, "file", "a", 1, Cursor::new("x")).await.unwrap_err();
        assert!(matches!(error, Error::Invalid { .. }), "{error}");
    }
    assert_eq!(other.connections(), 0);
    let error = client.upload("/rest/upload.json", "file", "a", 9, Cursor::new("short")).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn a_file_comes_down_in_pieces_over_redirects() {
    let content = "y".repeat(300_000);
    let whole = content.clone();
    let server = Server::scripted(move |request| match request.line() {
        "GET /rest/download.json?token=x" => Then::Bytes(response(302, "Location: /files/1\r\n", "")),
        "GET /files/1" => Then::Bytes(response(200, "Content-Type: text/plain\r\n", &whole)),
        "GET /loop" => Then::Bytes(response(302, "Location: /loop\r\n", "")),
        "GET /cut" => Then::Bytes(b"HTTP/1.1 200 X\r\nContent-Length: 9\r\nConnection: close\r\n\r\nhalf".to_vec()),
        _ => Then::error(403, "insufficient_scope"),
    })
    .await;
    let client = server.webhook();
    let mut download = client.download("/rest/download.json?token=x").await.unwrap();
    assert_eq!((download.length(), download.media_type()), (Some(300_000), Some("text/plain")));
    let mut bytes = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    assert!(bytes == content.as_bytes());
    assert!(matches!(client.download("/loop").await.unwrap_err(), Error::Invalid { .. }));
    assert_eq!(client.download("/no").await.unwrap_err().refusal().unwrap().code, "insufficient_scope");
    let mut cut = client.download("/cut").await.unwrap();
    let error = loop {
        match cut.chunk().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("taken for whole"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::Unanswered { loss: Loss::CutOff, .. }), "{error}");
    assert!(!server.requests().iter().any(|request| request.head.contains(SECRET)));
}

#[tokio::test]
async fn an_upload_that_is_lost_is_not_repeated() {
    let server = Server::start(Act::Write(vec![])).await;
    let client = server.webhook();
    client.upload("/rest/upload.json", "file", "a", 1, Cursor::new("x")).await.unwrap_err();
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_file_prints_without_its_content() {
    assert_eq!(format!("{:?}", File::new("a.txt", "text")), r#"File("a.txt", 4 bytes)"#);
}
