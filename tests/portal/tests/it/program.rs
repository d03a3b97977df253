//! The program `b24-portal`.

use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::Command;

use crate::post;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_b24-portal"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

#[tokio::test]
async fn it_prints_one_line_of_json_that_holds() {
    let mut child = program().arg("--json").spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let facts: Value = serde_json::from_str(&lines.next_line().await.unwrap().unwrap()).unwrap();
    let text = |path: &str| facts.pointer(path).and_then(Value::as_str).unwrap_or_else(|| panic!("no {path}: {facts}"));
    let http = text("/http");
    assert!(!text("/oauth/client_id").is_empty() && !text("/oauth/client_secret").is_empty());
    assert!(!text("/oauth/refresh_token").is_empty());
    assert!(text("/https").starts_with("https://127.0.0.1:"));
    assert!(std::fs::read_to_string(text("/ca")).unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    assert!(text("/webhook").starts_with(http), "the address as people are told it");
    let hooked = post(format!("{}event.get", text("/webhook")), json!({})).await;
    assert_eq!(hooked.refusal().1, "WRONG_AUTH_TYPE");
    for _ in 0..2 {
        let with = |token: &str| post(format!("{http}/rest/event.get"), json!({"auth": token}));
        with(text("/oauth/access_token")).await.result();
        assert_eq!(with(text("/oauth/expired_token")).await.refusal().1, "expired_token");
        post(text("/reset").to_owned(), json!({})).await;
    }
}

#[tokio::test]
async fn it_tells_people_where_to_go() {
    let mut child = program().spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = String::new();
    while !said.contains("Ctrl+C") {
        said += &lines.next_line().await.unwrap().expect("more lines");
        said.push('\n');
    }
    for word in ["http://127.0.0.1:", "/rest/1/secret/", "client_id", "client_secret", "application_token"] {
        assert!(said.contains(word), "{word} in {said}");
    }
}

#[tokio::test]
async fn a_taken_port_ends_it_with_an_error() {
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let mut child = program().args(["--port", &port]).spawn().unwrap();
    assert!(!child.wait().await.unwrap().success());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).await.unwrap();
    assert!(said.starts_with(&format!("error: cannot listen on 127.0.0.1:{port}: ")), "{said}");
}

#[tokio::test]
async fn it_is_filled_and_set_up_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = folder.path().join("scenario.json");
    std::fs::write(&scenario, r#"{"answers": [{"method": "server.time", "whole": 7}]}"#).unwrap();
    let args = ["--json", "--strict", "--seed", "deals=3,contacts=2", "--scenario"];
    let mut child = program().args(args).arg(&scenario).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let facts: Value = serde_json::from_str(&lines.next_line().await.unwrap().unwrap()).unwrap();
    let hook =
        |method: &str, params| post(format!("{}/rest/1/secret/{method}", facts["http"].as_str().unwrap()), params);
    assert_eq!(hook("crm.deal.list", json!({})).await.body["total"], 3);
    assert_eq!(hook("crm.contact.list", json!({})).await.body["total"], 2);
    assert_eq!(*hook("server.time", json!({})).await.result(), 7);
    assert_eq!(hook("crm.deal.get", json!({"id": 1, "more": 1})).await.body["argument"], "more");
}

#[tokio::test]
async fn it_lists_how_methods_are_answered() {
    let output = program().arg("methods").output().await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.lines().any(|line| line == "emulated      crm.deal.list"), "{said}");
    assert!(said.lines().last().unwrap().contains(" emulated, "));
}

#[tokio::test]
async fn what_it_cannot_use_is_told() {
    for (args, told) in [
        (vec!["--seed", "stars=3"], "`stars` is none of leads"),
        (vec!["--seed", "deals"], "a kind and a number are needed"),
        (vec!["--scenario", "/nowhere/scenario.json"], "/nowhere/scenario.json: "),
        (vec!["verify", "--portal", "http://127.0.0.1:1/", "crm.deal.add"], "changes the portal"),
    ] {
        let output = program().args(&args).output().await.unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(told), "{args:?}: {said}");
    }
}
