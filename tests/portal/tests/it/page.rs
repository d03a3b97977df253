//! The page at `/`, as a program reads it and as a browser shows it.

use std::process::Stdio;
use std::time::Duration;

use b24_portal::Portal;
use serde_json::json;
use tokio::process::Command;

use crate::{Handler, call, hook, shipped};

async fn page(portal: &Portal, path: &str) -> String {
    let response = crate::client().get(format!("{}{path}", portal.url())).send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["content-type"]),
        (200, &"text/html; charset=utf-8".parse().unwrap())
    );
    response.text().await.unwrap()
}

async fn filled(handler: &Handler) -> Portal {
    let portal = shipped().await;
    call(&portal, 1, "event.bind", json!({"event": "ONCRMDEALADD", "handler": handler.url})).await.result();
    let widget = json!({"PLACEMENT": "CRM_DEAL_DETAIL_TAB", "HANDLER": handler.url, "TITLE": "A <b>tab</b>"});
    call(&portal, 1, "placement.bind", widget).await.result();
    call(&portal, 1, "event.bind", json!({"event": "ONCRMLEADADD", "event_type": "offline"})).await.result();
    portal.fire("ONCRMLEADADD", json!({"FIELDS": {"ID": 5}})).await;
    hook(&portal, "no.such.method", json!({"x": "<script>"})).await;
    portal
}

#[tokio::test]
async fn it_tells_what_happened_and_what_is_bound() {
    let handler = Handler::start(200).await;
    let portal = filled(&handler).await;
    let home = page(&portal, "/").await;
    for part in [
        "<code>ONCRMDEALADD</code>",
        &handler.url,
        "A &lt;b&gt;tab&lt;/b&gt;",
        "offline queue",
        "ERROR_METHOD_NOT_FOUND",
        "&lt;script&gt;",
        "/try?method=crm.item.list&amp;api=v2",
        "waiting",
    ] {
        assert!(home.contains(part), "no {part}");
    }
    assert!(!home.contains("<script"), "it works without");
    let narrow = page(&portal, "/?q=TASKS.task.").await;
    assert!(narrow.contains("tasks.task.add") && !narrow.contains("method=crm.item.list"));
}

#[tokio::test]
async fn its_forms_do_what_they_say() {
    let handler = Handler::start(200).await;
    let portal = filled(&handler).await;
    let client = crate::client();
    let fire = [("event", "ONCRMDEALADD"), ("data", "{\"FIELDS\":{\"ID\":9}}"), ("back", "/")];
    let back = client.post(format!("{}/_portal/fire", portal.url())).form(&fire).send().await.unwrap();
    assert!(back.url().path() == "/" && back.status() == 200);
    assert_eq!(handler.only().field("data[FIELDS][ID]").unwrap(), "9");
    let attempt = [("method", "crm.deal.add"), ("api", "v2"), ("params", "{\"fields\": {\"TITLE\": \"<i>\"}}")];
    let answer =
        client.post(format!("{}/try", portal.url())).form(&attempt).send().await.unwrap().text().await.unwrap();
    assert!(answer.contains("<pre id=\"answer\">1</pre>") && !answer.contains("<i>"), "{answer}");
    portal.settled().await;
    assert_eq!(handler.all().len(), 2, "what it calls fires events too");
    for (params, told) in [("[", "cannot be read"), ("7", "must be an object")] {
        let attempt = [("method", "crm.deal.add"), ("params", params)];
        let answer =
            client.post(format!("{}/try", portal.url())).form(&attempt).send().await.unwrap().text().await.unwrap();
        assert!(answer.contains(told), "{answer}");
    }
}

/// Debian's Chromium, or another by the usual names.
async fn browser() -> Option<&'static str> {
    for name in ["chromium", "chromium-browser", "google-chrome", "chrome"] {
        let there = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().await;
        if there.is_ok_and(|status| status.success()) {
            return Some(name);
        }
    }
    None
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_shows_it() {
    let Some(browser) = browser().await else {
        assert!(std::env::var("CI").is_err(), "there is no Chromium");
        eprintln!("SKIPPED: there is no Chromium here");
        return;
    };
    let handler = Handler::start(200).await;
    let portal = filled(&handler).await;
    let profile = tempfile::tempdir().unwrap();
    let mut command = Command::new(browser);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom"]);
    command.arg(format!("--user-data-dir={}", profile.path().display())).arg(format!("{}/?q=crm.item", portal.url()));
    let output = tokio::time::timeout(Duration::from_secs(120), command.kill_on_drop(true).output()).await;
    let shown = String::from_utf8(output.expect("the browser ends").unwrap().stdout).unwrap();
    for part in
        ["<title>b24-portal</title>", "<code>ONCRMDEALADD</code>", "method=crm.item.list", "A &lt;b&gt;tab&lt;/b&gt;"]
    {
        assert!(shown.contains(part), "no {part} in {shown}");
    }
    assert!(!shown.contains("method=user.get"));
}
