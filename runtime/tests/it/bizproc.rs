//! Robots and activities: the portal's POST, and the answer.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use b24::auth::Token;
use b24::bizproc::{Incoming, Reply, Run};
use b24::events::{MemoryTokens, Refused, Verifier};
use b24::{Client, json};
use b24_portal::Portal;

/// What a portal sends to the robot `double`, with what changes from one to the next.
fn form(more: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    format!(
        "workflow_id=65e1.42&code=double&document_id[0]=crm&document_id[1]=CCrmDocumentDeal&document_id[2]=DEAL_7\
         &document_type[0]=crm&document_type[1]=CCrmDocumentDeal&document_type[2]=DEAL&event_token=t0k|A1|x\
         &properties[amount]=21&properties[tags][0]=a&properties[tags][1]=b&use_subscription=Y&timeout_duration=60\
         &ts={now}&auth[member_id]=m&auth[application_token]=secret&auth[user_id]=1{more}"
    )
}

fn verifier() -> Verifier<MemoryTokens> {
    Verifier::new(MemoryTokens::new().with("m", "secret"))
}

async fn run(form: &str) -> Run {
    Incoming::read(form.as_bytes(), None).unwrap().verify(&verifier()).await.unwrap()
}

#[tokio::test]
async fn a_run_is_typed() {
    let run = run(&form("&new=1")).await;
    assert_eq!((run.code.as_str(), run.workflow_id.as_str()), ("double", "65e1.42"));
    let document = (run.document.module.as_str(), run.document.object.as_str(), run.document.id.as_str());
    assert_eq!((document, run.document_type.id.as_str()), (("crm", "CCrmDocumentDeal", "DEAL_7"), "DEAL"));
    assert_eq!((run.text("amount"), run.text("tags"), run.text("none")), (Some("21"), Some("a"), None));
    assert_eq!(run.texts("tags").collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((run.awaits_reply, run.timeout), (true, Some(Duration::from_secs(60))));
    assert_eq!((run.auth.user_id, run.extra.get("new")), (Some(1), Some(&json!("1"))));
    assert!(!format!("{run:?}{:?}", run.reply()).contains("t0k"));
}

#[tokio::test]
async fn a_run_without_properties_waits_for_nobody() {
    let bare = form("")
        .replace("use_subscription=Y", "use_subscription=N")
        .replace("timeout_duration=60", "timeout_duration=0");
    let bare = bare.replace("&properties[amount]=21&properties[tags][0]=a&properties[tags][1]=b", "&properties=");
    let run = run(&bare).await;
    assert_eq!((run.awaits_reply, run.timeout, run.properties.len()), (false, None, 0));
}

#[tokio::test]
async fn what_is_no_run_of_this_portal_is_refused() {
    let read = |body: &str| Incoming::read(body.as_bytes(), None);
    for (body, status) in [
        (form("").replace("code=double&", ""), 400),
        (form("").replace("workflow_id=65e1.42&", ""), 400),
        (form("&use_subscription=perhaps"), 400),
        (form(&format!("&x={}", "x".repeat(1 << 20))), 413),
    ] {
        assert_eq!(read(&body).unwrap_err().status(), status, "{body:.80}");
    }
    let verify = async |body: String| read(&body).unwrap().verify(&verifier()).await.map(drop).unwrap_err();
    assert_eq!(verify(form("").replace("=secret", "=guess")).await, Refused::Forged);
    assert_eq!(verify(form("").replace("member_id]=m", "member_id]=n")).await, Refused::UnknownPortal);
    assert_eq!(verify(form("").replace("auth[application_token]", "x")).await, Refused::Unsigned);
}

#[tokio::test]
async fn a_reply_reaches_the_portal() {
    let portal = Portal::start().await.unwrap();
    let client = Client::app(Token::new(portal.client_endpoint(), portal.first_tokens().admin.access_token)).unwrap();
    let run = run(&form("")).await;
    run.reply().value("doubled", 42).value("tags", json!(["a"])).log("done").send(&client).await.unwrap();
    Reply::to(run.event_token().clone()).send(&client).await.unwrap();
    let calls: Vec<_> = portal.calls().into_iter().filter(|call| call.method == "bizproc.event.send").collect();
    let params = serde_json::to_value(&calls[0].params).unwrap();
    let expected = json!({
        "EVENT_TOKEN": "t0k|A1|x", "RETURN_VALUES": {"doubled": 42, "tags": ["a"]}, "LOG_MESSAGE": "done",
    });
    assert_eq!((calls.len(), params), (2, expected));
    assert_eq!(calls[0].findings, Vec::<String>::new());
}
