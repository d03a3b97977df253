//! The offline queue of the emulated portal, by consumers that are killed, hindered and many; and binding what goes into it.

use std::collections::BTreeSet;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use b24::events::offline_queue::confirm_all;
use b24::events::{Incoming, OfflineEvent, OfflineEvents};
use b24::types::HandlerUrl;
use b24::{App, Client, Limits, Retry, Value, auth::Token, json};
use b24_portal::{Application, Fault, Fire, Mishap, Portal};
use tokio::net::TcpListener;

b24::events! { enum Changes { "ONCRMDEALADD"; "ONCRMDEALUPDATE"; } }
b24::events! { enum Signals { "ONOFFLINEEVENT"; } }
b24::events! { enum Fewer { "ONCRMDEALADD"; "ONTASKADD"; } }

const SOON: Duration = Duration::from_millis(20);
const LATER: Duration = Duration::from_secs(3600);

fn client_of(portal: &Portal, application: usize) -> Client<App> {
    let token = Token::new(portal.client_endpoint(), portal.tokens_of(application, 1).access_token);
    Client::builder().limits(Limits::NONE).retry(Retry::NEVER).app(token).unwrap()
}

/// A portal with so many changes in the queue, of the deals 1, 2, 3 and so on.
async fn queue(changes: i64) -> (Portal, Client<App>) {
    let portal = Portal::start().await.unwrap();
    let client = client_of(&portal, 0);
    client.bind_offline_events::<Changes>("").send().await.unwrap();
    for deal in 1..=changes {
        portal.fire("ONCRMDEALUPDATE", json!({"FIELDS": {"ID": deal}})).await;
    }
    (portal, client)
}

fn deal(event: &OfflineEvent<Changes>) -> i64 {
    match &event.data {
        Changes::OnCrmDealAdd(deal) | Changes::OnCrmDealUpdate(deal) => deal.fields.as_ref().unwrap().id.unwrap(),
        Changes::Unknown(unknown) => panic!("{unknown:?}"),
    }
}

/// How many records the queue has, taken or not.
async fn left(client: &Client<App>) -> usize {
    let listed = client.call_raw("event.offline.list", json!({})).await.unwrap();
    usize::try_from(listed.total.unwrap()).unwrap()
}

/// Nothing comes for a while.
async fn is_silent(events: &mut OfflineEvents<Changes>) -> bool {
    tokio::time::timeout(SOON * 5, events.next()).await.is_err()
}

/// Runs until it has been polled so often, and then drops it, wherever it is.
async fn kill_after<T>(polls: usize, work: impl Future<Output = T>) {
    let (mut work, mut left) = (pin!(work), polls);
    poll_fn(|cx| match left.checked_sub(1) {
        None => Poll::Ready(()),
        Some(fewer) => {
            left = fewer;
            work.as_mut().poll(cx).map(drop)
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_confirmed_is_gone_and_what_failed_is_kept_aside() {
    let (_portal, client) = queue(3).await;
    let mut events = client.offline_events::<Changes>().every(SOON);
    let [first, second, third] =
        [events.next().await.unwrap(), events.next().await.unwrap(), events.next().await.unwrap()];
    assert_eq!([&first, &second, &third].map(deal), [1, 2, 3]);
    assert_eq!(first.code, "ONCRMDEALUPDATE");
    assert!(first.changed.as_ref().is_some_and(|changed| changed.unix_seconds() > Some(1_700_000_000)));
    first.confirm().await.unwrap();
    second.fail().await.unwrap();
    assert_eq!(left(&client).await, 2);
    assert!(is_silent(&mut events).await, "one is in hand, and one kept aside");

    let mut failed = client.offline_events::<Changes>().every(SOON).failed();
    let again = failed.next().await.unwrap();
    assert_eq!(deal(&again), 2);
    confirm_all([&again, &third]).await.unwrap();
    assert_eq!(left(&client).await, 0);
}

#[tokio::test]
async fn what_is_dropped_comes_again_at_once_and_what_is_held_after_the_lease() {
    let (_portal, client) = queue(2).await;
    let mut events = client.offline_events::<Changes>().every(SOON);
    let held = events.next().await.unwrap();
    drop(events.next().await.unwrap());
    assert_eq!(deal(&events.next().await.unwrap()), 2);

    let mut impatient = client.offline_events::<Changes>().every(SOON).lease(SOON * 5);
    assert!(is_silent(&mut impatient).await, "they are in somebody's hands");
    let mut taken = BTreeSet::new();
    while taken.len() < 2 {
        taken.insert(deal(&impatient.next().await.unwrap()));
    }
    held.confirm().await.unwrap();
    assert_eq!(taken, [1, 2].into());
}

#[tokio::test]
async fn several_consumers_share_the_queue() {
    let (_portal, client) = queue(120).await;
    let consume = |at_once| {
        let client = client.clone();
        async move {
            let mut events = client.offline_events::<Changes>().every(SOON).at_once(at_once);
            let mut deals = Vec::new();
            while let Ok(event) = tokio::time::timeout(SOON * 20, events.next()).await {
                let event = event.unwrap();
                deals.push(deal(&event));
                tokio::spawn(async move { event.confirm().await.unwrap() }).await.unwrap();
            }
            deals
        }
    };
    let (a, b, c) = tokio::join!(consume(3), consume(7), consume(50));
    assert!(!a.is_empty() && !b.is_empty() && !c.is_empty(), "{a:?} {b:?} {c:?}");
    let mut all = [a, b, c].concat();
    all.sort_unstable();
    assert_eq!(all, (1..=120).collect::<Vec<_>>(), "each comes once");
    assert_eq!(left(&client).await, 0);
}

#[tokio::test]
async fn a_consumer_killed_at_any_point_loses_nothing() {
    const DEALS: i64 = 150;
    let (_portal, client) = queue(DEALS).await;
    let (mut done, mut kills, mut again) = (BTreeSet::new(), 0, 0);
    while left(&client).await > 0 {
        assert!(kills < 2000, "it goes on for ever: {done:?}");
        kill_after(kills % 31, async {
            let mut events = client.offline_events::<Changes>().every(SOON).lease(Duration::ZERO).at_once(5);
            loop {
                let event = events.next().await.unwrap();
                again += usize::from(!done.insert(deal(&event)));
                // What is done with it takes its time, too.
                tokio::task::yield_now().await;
                event.confirm().await.unwrap();
            }
        })
        .await;
        kills += 1;
        // A call may still be under way on the portal's side; whatever is gone from there has been worked on.
        let here = i64::try_from(left(&client).await).unwrap();
        assert!(i64::try_from(done.len()).unwrap() + here >= DEALS, "{here} are left, and only {done:?} done");
    }
    assert_eq!(done, (1..=DEALS).collect());
    assert!(kills > 10 && again > 0, "killed {kills} times, {again} came again");
}

#[tokio::test]
async fn a_portal_that_loses_its_answers_loses_no_event() {
    let (portal, client) = queue(40).await;
    for mishap in [Mishap::CutAfter, Mishap::Truncated, Mishap::CutBefore, Mishap::Status(500)] {
        portal.fault(Fault::new("event.offline.*", mishap).chance(0.2).times(15));
    }
    let mut events = client.offline_events::<Changes>().every(SOON / 10).lease(SOON).at_once(7);
    let (mut done, mut errors) = (BTreeSet::new(), 0);
    while let Ok(next) = tokio::time::timeout(SOON * 20, events.next()).await {
        let Ok(event) = next else {
            errors += 1;
            continue;
        };
        done.insert(deal(&event));
        errors += u32::from(event.confirm().await.is_err());
    }
    assert_eq!(done, (1..=40).collect());
    assert!(errors > 20 && left(&client).await == 0, "{errors} errors");
}

#[tokio::test]
async fn a_wake_ends_the_pause() {
    let (portal, client) = queue(0).await;
    let mut events = client.offline_events::<Changes>().every(LATER);
    let wake = events.wake();
    let waiting = tokio::spawn(async move { events.next().await.map(|event| deal(&event)) });
    tokio::time::sleep(SOON * 5).await;
    portal.fire("ONCRMDEALADD", json!({"FIELDS": {"ID": 9}})).await;
    assert!(!waiting.is_finished());
    // Now the portal says so itself.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let handler = HandlerUrl::anywhere(format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    let signalled = async move |body: Bytes| {
        let signal = Incoming::<Signals>::read(&body, None).unwrap().trust_unverified();
        if let Signals::OnOfflineEvent(_) = signal.data {
            wake.wake();
        }
    };
    let router = Router::new().fallback(signalled);
    tokio::spawn(async move { axum::serve(listener, router).await });
    client.bind_events::<Signals>(handler).send().await.unwrap();
    portal.fire("ONCRMDEALADD", json!({"FIELDS": {"ID": 10}})).await;
    assert_eq!(waiting.await.unwrap().unwrap(), 9);
}

#[tokio::test]
async fn an_application_does_not_hear_of_its_own_doings() {
    let portal = Portal::start().await.unwrap();
    let client = client_of(&portal, 0);
    client.bind_offline_events::<Changes>("sync").send().await.unwrap();
    let change = |deal| Fire::new("ONCRMDEALUPDATE", json!({"FIELDS": {"ID": deal}}));
    portal.fire_as(&change(1).auth_connector("sync")).await;
    portal.fire_as(&change(2).auth_connector("other")).await;
    let mut events = client.offline_events::<Changes>().auth_connector("sync").every(SOON);
    let event = events.next().await.unwrap();
    assert_eq!(deal(&event), 2);
    drop(event);
    assert_eq!(deal(&events.next().await.unwrap()), 2, "what is left is found in its own queue, too");
    assert!(is_silent(&mut client.offline_events().every(SOON)).await, "the common queue is another one");
}

#[tokio::test]
async fn binding_again_changes_only_what_has_changed() {
    let portal = Portal::builder().application(Application::new("few").scopes(["crm"])).start().await.unwrap();
    let client = client_of(&portal, 0);
    let url = |path: &str| HandlerUrl::anywhere(format!("https://app.example/{path}")).unwrap();
    let bound = async || client.call_raw("event.get", Value::Null).await.unwrap().result.as_array().unwrap().len();

    let other = client.bind_events::<Changes>(url("other")).auth_type(1).send().await.unwrap();
    assert_eq!(other.bound, ["ONCRMDEALADD", "ONCRMDEALUPDATE"]);
    let first = client.bind_events::<Changes>(url("event")).send().await.unwrap();
    assert_eq!((first.bound.len(), first.kept.len(), first.unbound.len()), (2, 0, 0));
    let second = client.bind_events::<Changes>(url("event")).send().await.unwrap();
    assert_eq!((second.bound.len(), second.kept.len(), second.unbound.len()), (0, 2, 0));
    let third = client.bind_events::<Fewer>(url("event")).send().await.unwrap();
    assert_eq!((third.bound, third.kept), (vec!["ONTASKADD".to_owned()], vec!["ONCRMDEALADD".to_owned()]));
    assert_eq!(third.unbound, ["ONCRMDEALUPDATE"]);
    assert_eq!(bound().await, 4, "the other handler keeps its own");

    client.bind_offline_events::<Changes>("one").send().await.unwrap();
    client.bind_offline_events::<Changes>("two").send().await.unwrap();
    let fewer = client.bind_offline_events::<Fewer>("two").send().await.unwrap();
    assert_eq!((fewer.bound.len(), fewer.kept.len(), fewer.unbound.len()), (1, 1, 0), "the other queue keeps its own");

    let few = client_of(&portal, 1).bind_events::<Fewer>(url("event")).send().await.unwrap();
    assert_eq!((few.bound.len(), few.refused.len()), (1, 1));
    let (code, refusal) = &few.refused[0];
    assert_eq!((code.as_str(), refusal.code.as_str()), ("ONTASKADD", "ERROR_EVENT_NOT_FOUND"));
}
