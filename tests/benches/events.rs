//! Reading, verifying and typing what a portal sends, against `serde_json` that parses the same data as JSON; and what no
//! portal sends, against half of it.

use std::hint::black_box;
use std::time::Duration;

use b24::auth::Token;
use b24::events::{Incoming, MemoryTokens, Verifier, form};
use b24::types::HandlerUrl;
use b24::{App, Client, Limits, Value};
use b24_portal::Portal;
use b24_tests::sample;
use tokio::runtime::Runtime;

use crate::calls::{runtime, start};
use crate::table::{Table, share};

// One that says only what has changed, as most do, and the one that says most.
b24::events! { enum Two { "ONCRMDEALUPDATE"; "ONIMBOTMESSAGEADD"; } }

const EVENTS: u32 = 10_000;

pub(crate) fn rows(table: &mut Table) {
    let runtime = runtime();
    let portal = start(None);
    runtime.block_on(bind(&portal));
    for code in ["ONCRMDEALUPDATE", "ONIMBOTMESSAGEADD"] {
        let body = runtime.block_on(fired(&portal, code));
        let forms: Vec<String> =
            (0..EVENTS).map(|i| body.replacen("handler_id=", &format!("handler_id={i}"), 1)).collect();
        let json: Vec<String> = forms.iter().filter_map(|form| form::to_json(form.as_bytes()).ok()).collect();
        let tokens = tokens(&portal, &json);
        table.timed(
            15,
            &format!("{EVENTS} events {code}, {} bytes of form", body.len()),
            (&mut || receive(&runtime, &tokens, &forms), "serde_json, into a Value", &mut || parse(&json)),
            each,
            "≤ 20 µs",
        );
    }
    let (whole, half) = (hostile(form::MAX_BYTES), hostile(form::MAX_BYTES / 2));
    table.ratio(
        &format!("{} hostile bodies of 1 MiB", whole.len()),
        &mut || read(&whole),
        "half as long",
        &mut || read(&half),
        "≤ 2.2 ×",
    );
}

/// What somebody may send who wants it to take long.
fn hostile(size: usize) -> Vec<String> {
    let fill = |head: &str, part: &str| format!("{head}{}", part.repeat((size - head.len()) / part.len()));
    let each = (size - 100) / form::MAX_VALUES;
    let long = "x".repeat(each / 2);
    let many = |pair: &dyn Fn(usize) -> String| (0..form::MAX_VALUES).map(pair).collect::<Vec<_>>().join("&");
    vec![
        fill("event=", "%5B"),
        fill("event[", "["),
        fill("event[]", "[]"),
        fill("a=", "%C3%A9+"),
        fill("", "&="),
        many(&|i| format!("a[{long}{i}]=1")),
        many(&|i| format!("{long}[{}]=", "[0]".repeat(i % form::MAX_DEPTH))),
        many(&|_| format!("a[]={long}")),
        many(&|i| if i % 2 == 0 { format!("a[{i}]={long}") } else { format!("a={long}") }),
    ]
}

fn read(bodies: &[String]) {
    for body in bodies {
        let _ = black_box(Incoming::<Two>::read(body.as_bytes(), None));
    }
}

/// What one takes, and how many times theirs that is.
fn each(mine: Duration, other: Duration) -> String {
    format!("{:.1} µs each, {}", (mine / EVENTS).as_secs_f64() * 1e6, share(mine, other))
}

fn receive(runtime: &Runtime, tokens: &MemoryTokens, forms: &[String]) {
    let verifier = Verifier::new(tokens.clone());
    runtime.block_on(async {
        for form in forms {
            let incoming = Incoming::<Two>::read(form.as_bytes(), None).unwrap_or_else(|e| panic!("{e}"));
            let event = incoming.verify(&verifier).await.unwrap_or_else(|e| panic!("{e}"));
            assert!(!matches!(black_box(&event.data), Two::Unknown(_)));
        }
    });
}

fn parse(json: &[String]) {
    for text in json {
        let _ = black_box(serde_json::from_str::<Value>(text));
    }
}

async fn bind(portal: &Portal) {
    let token = Token::new(portal.client_endpoint(), portal.first_tokens().admin.access_token);
    let client: Client<App> = Client::builder().limits(Limits::NONE).app(token).unwrap_or_else(|e| panic!("{e}"));
    // Nobody listens there: what is sent is all that is wanted.
    let nowhere = HandlerUrl::anywhere("http://127.0.0.1:9/").unwrap_or_else(|e| panic!("{e}"));
    client.bind_events::<Two>(nowhere).send().await.unwrap_or_else(|e| panic!("{e}"));
}

/// The body of the POST that the portal makes.
async fn fired(portal: &Portal, code: &str) -> String {
    let events = b24_specs::events().unwrap_or_else(|e| panic!("{e}"));
    let entities = b24_specs::system().unwrap_or_else(|e| panic!("{e}")).types;
    let event = events.get(code).ok().flatten().unwrap_or_else(|| panic!("{code} is documented"));
    let mut sent = portal.fire(code, sample::data(&event, &entities)).await;
    sent.remove(0).body
}

fn tokens(portal: &Portal, json: &[String]) -> MemoryTokens {
    let event: Value = serde_json::from_str(&json[0]).unwrap_or_else(|e| panic!("{e}"));
    let member_id = event["auth"]["member_id"].as_str().unwrap_or_default();
    MemoryTokens::new().with(member_id, portal.applications()[0].application_token.as_str())
}
