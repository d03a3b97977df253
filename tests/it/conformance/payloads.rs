//! What the pages of events show that a handler receives, received.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use b24::events::{Incoming, MemoryTokens, Verifier};
use b24::json;
use b24_specs::ir::Event;

use crate::events::Every;

#[tokio::test]
async fn payloads_are_received_by_name_and_to_their_depth() {
    let docs = std::env::var_os("B24_DOCS").expect("B24_DOCS names a checkout of the documentation");
    let events = b24_specs::events().unwrap();
    let events: Vec<Event> = events.names().map(|code| events.get(code.unwrap()).unwrap().unwrap()).collect();
    let (mut received, mut faults) = (0, Vec::new());
    for page in xtask::commands::payloads(Path::new(&docs)).unwrap() {
        for shown in page.payloads {
            let code = code_of(&page.page, shown.value["event"].as_str().unwrap(), &events);
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
            let auth = json!({"member_id": "m", "application_token": "t", "domain": "b24.test"});
            let body = json!({"event": code, "data": shown.value["data"], "ts": now, "auth": auth}).to_string();
            let incoming = Incoming::<Every>::read(body.as_bytes(), Some("application/json")).unwrap();
            let event = incoming.verify(&Verifier::new(MemoryTokens::new().with("m", "t"))).await.unwrap();
            let read = format!("{:?}", event.data);
            if matches!(event.data, Every::Unknown(_)) || read.contains("Extra([(") {
                faults.push(format!("{}:{}: {code} is read as {read}", page.page, shown.line));
            }
            received += 1;
        }
    }
    assert!(faults.is_empty(), "of {received} payloads:\n{}", faults.join("\n"));
    assert!(2 * received > events.len(), "{received} payloads are not all that the pages show");
}

/// The code of a payload's event; where the page misspells it, that of the event that the page is about.
fn code_of<'e>(page: &str, shown: &'e str, events: &'e [Event]) -> &'e str {
    let is_known = events.iter().any(|event| event.event.eq_ignore_ascii_case(shown));
    let of_page = events.iter().find(|event| event.page == page && !is_known);
    of_page.map_or(shown, |event| &event.event)
}
