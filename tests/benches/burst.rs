//! More events than a slow worker can take at once: what is acknowledged is worked on.

use std::collections::BTreeSet;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use axum::Router;
use b24::auth::{MemoryStore, Token};
use b24::events::{Event, MemoryTokens};
use b24::types::HandlerUrl;
use b24::web::{Inbox, Portals};
use b24::{App, Client, Limits, json};
use b24_portal::{Delivery, Portal};
use tokio::net::TcpListener;
use tokio::sync::mpsc::Receiver;
use tokio::time::timeout;

use crate::calls::{runtime, start};
use crate::table::Table;

b24::events! { enum Deals { "ONCRMDEALADD"; } }

const EVENTS: i64 = 10_000;
const AT_ONCE: usize = 200;
const PLACES: usize = 100;
/// What an event takes the worker.
const WORK: Duration = Duration::from_micros(500);

pub(crate) fn rows(table: &mut Table) {
    let (runtime, portal, tokens) = (runtime(), Arc::new(start(None)), MemoryTokens::new());
    let (inbox, events) = Inbox::new(Portals::new(tokens.clone(), MemoryStore::new(), Client::builder), PLACES);
    let url = serve(inbox.patience(Duration::from_secs(60)));
    let stranger = runtime.block_on(async {
        bind(&portal, &url).await;
        fire(&portal, 0).await
    });
    let member_id = stranger.body.split('&').find_map(|pair| pair.strip_prefix("auth%5Bmember_id%5D="));
    let _ = tokens.with(member_id.unwrap_or_default(), portal.applications()[0].application_token.as_str());
    let begin = Instant::now();
    let worker = thread::spawn(move || work(events));
    let acknowledged = runtime.block_on(burst(&portal));
    let worked = worker.join().unwrap_or_else(|_| panic!("the worker has failed"));
    let took = begin.elapsed().as_secs_f64();
    table.figure(
        &format!("{EVENTS} events in a burst, {PLACES} places, a slow worker"),
        format!("{took:.1} s, {} acknowledged, {} worked on", acknowledged.len(), worked.len()),
        "all, each once",
    );
    assert_eq!(worked, acknowledged.into_iter().collect::<Vec<_>>());
}

/// A server in a thread of its own, as long as the process.
fn serve(inbox: Inbox<Deals>) -> String {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        runtime().block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap_or_else(|e| panic!("{e}"));
            let _ = send.send(listener.local_addr());
            let router = Router::new().route_service("/", inbox);
            axum::serve(listener, router).await.unwrap_or_else(|e| panic!("{e}"));
        });
    });
    let address = receive.recv().unwrap_or_else(|e| panic!("{e}")).unwrap_or_else(|e| panic!("{e}"));
    format!("http://{address}/")
}

async fn bind(portal: &Portal, url: &str) {
    let token = Token::new(portal.client_endpoint(), portal.first_tokens().admin.access_token);
    let client: Client<App> = Client::builder().limits(Limits::NONE).app(token).unwrap_or_else(|e| panic!("{e}"));
    let handler = HandlerUrl::anywhere(url).unwrap_or_else(|e| panic!("{e}"));
    client.bind_events::<Deals>(handler).send().await.unwrap_or_else(|e| panic!("{e}"));
}

async fn fire(portal: &Portal, deal: i64) -> Delivery {
    portal.fire("ONCRMDEALADD", json!({"FIELDS": {"ID": deal}})).await.remove(0)
}

/// Sends them all, so many at once; gives those that were acknowledged.
async fn burst(portal: &Arc<Portal>) -> BTreeSet<i64> {
    let send = |first: i64| {
        let portal = Arc::clone(portal);
        tokio::spawn(async move {
            let mut acknowledged = Vec::new();
            for deal in (first..EVENTS).step_by(AT_ONCE) {
                let delivery = fire(&portal, deal).await;
                acknowledged.extend(delivery.accepted().then_some(deal));
            }
            acknowledged
        })
    };
    let mut acknowledged = BTreeSet::new();
    for sender in (0..EVENTS).take(AT_ONCE).map(send).collect::<Vec<_>>() {
        acknowledged.extend(sender.await.unwrap_or_else(|e| panic!("{e}")));
    }
    acknowledged
}

/// Takes a while for each, and gives their numbers in order, once nothing more comes.
fn work(mut events: Receiver<Event<Deals>>) -> Vec<i64> {
    runtime().block_on(async {
        let mut worked = Vec::new();
        while let Ok(Some(event)) = timeout(Duration::from_secs(2), events.recv()).await {
            let Deals::OnCrmDealAdd(deal) = event.data else { panic!("{event:?}") };
            worked.extend(deal.fields.and_then(|fields| fields.id));
            thread::sleep(WORK);
        }
        worked.sort_unstable();
        worked
    })
}
