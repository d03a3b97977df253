//! Against the portal emulator, which is written from the same facts and knows nothing of this client.

#![allow(deprecated, reason = "the emulator keeps deals under their old methods, too")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use b24::auth::{Application, Change, Token};
use b24::batch::Part;
use b24::{App, Builder, Client, Limits, Outcome, Retry, Webhook, json};
use b24_portal::{Fault, Mishap, Portal, Seed};

mod api {
    b24::methods! {
        pub mod generated { "crm.deal.list"; "crm.item.add"; "crm.item.get"; "crm.item.list"; "user.current"; }
    }
    pub(crate) use self::generated::*;
}

fn builder() -> Builder {
    let ms = Duration::from_millis;
    Client::builder().limits(Limits::NONE).retry(Retry::default().tries(3).backoff(ms(1), ms(2)))
}

fn webhook(portal: &Portal) -> Client<Webhook> {
    builder().webhook(&portal.webhook_url()).unwrap()
}

async fn seeded(count: u64) -> Portal {
    Portal::builder().seed(Seed::Deals, count).start().await.unwrap()
}

#[tokio::test]
async fn lists_are_whole_however_they_are_read() {
    let portal = seeded(1234).await;
    let client = webhook(&portal);
    let chained = client.list(api::CrmDealList::new()).all().await.unwrap();
    let single = client.list(api::CrmDealList::new()).one_by_one().all().await.unwrap();
    let offset = client.list(api::CrmDealList::new()).by_offset().all().await.unwrap();
    let ids = |all: &[api::CrmDealListResultItem]| -> Vec<i64> {
        let mut ids: Vec<_> = all.iter().map(|deal| deal.id.unwrap()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    assert_eq!(ids(&chained).len(), 1234);
    assert_eq!((ids(&single), ids(&offset)), (ids(&chained), ids(&chained)));
    assert_eq!(client.list(api::CrmItemList::new(2)).all().await.unwrap().len(), 1234);
}

#[tokio::test]
async fn whoever_only_awaits_is_never_refused() {
    let limits = b24_portal::Limits { depth: 10.0, per_second: 20.0, ..b24_portal::Limits::default() };
    let portal = Portal::builder().limits(limits).start().await.unwrap();
    // Whatever is refused is an error.
    let client = builder().retry(Retry::NEVER).limits(Limits::new(10, 20.0)).webhook(&portal.webhook_url()).unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                for _ in 0..6 {
                    client.call(api::UserCurrent::new()).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    // And whoever does not know the limits gets there all the same.
    let portal = Portal::builder().limits(limits).start().await.unwrap();
    let retry = Retry::default().tries(20).backoff(Duration::from_millis(20), Duration::from_millis(200));
    let client = builder().retry(retry).limits(Limits::new(1000, 1000.0)).webhook(&portal.webhook_url()).unwrap();
    for _ in 0..20 {
        client.call(api::UserCurrent::new()).await.unwrap();
    }
    assert!(client.limits().per_second < 1000.0);
}

#[tokio::test]
async fn one_refresh_for_64_tasks_with_one_expired_token() {
    let portal = Portal::start().await.unwrap();
    let known = &portal.applications()[0];
    let application =
        Application::new(&known.client_id, known.client_secret.as_str()).authorization_server(portal.url());
    let pair = portal.first_tokens().expired;
    let token = Token::new(format!("{}/rest/", portal.url().trim_end_matches('/')), pair.access_token)
        .refresh_token(pair.refresh_token);
    let changes = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&changes);
    let client: Client<App> = builder()
        .application(application)
        .on_change(move |change| seen.lock().unwrap().push(matches!(change, Change::Renewed(_))))
        .app(token)
        .unwrap();
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.call(api::UserCurrent::new()).await.unwrap() })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(*changes.lock().unwrap(), [true]);
}

#[tokio::test]
async fn a_write_whose_answer_is_lost_has_run_once() {
    let portal = Portal::start().await.unwrap();
    let client = webhook(&portal);
    portal.fault(Fault::new("crm.item.add", Mishap::CutAfter).times(1));
    let request = api::CrmItemAdd::new(2, json!({"title": "Once"}));
    let error = client.call(request).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    let deals = client.list(api::CrmItemList::new(2)).all().await.unwrap();
    assert_eq!(deals.iter().filter(|deal| deal.title.as_deref() == Some("Once")).count(), 1);
    // A read goes on.
    portal.fault(Fault::new("user.current", Mishap::CutAfter).times(1));
    client.call(api::UserCurrent::new()).await.unwrap();
}

#[tokio::test]
async fn a_reference_brings_what_was_added() {
    let portal = Portal::start().await.unwrap();
    let client = webhook(&portal);
    let mut batch = client.batch();
    let added = batch.add(api::CrmItemAdd::new(2, json!({"title": "In a batch"})));
    let id = added.result().at(|added| &added.item).at(|item| &item.id);
    let got = batch.add(api::CrmItemGet::new(2, id));
    let missing = batch.add(api::CrmItemGet::new(2, 999_999));
    let results = batch.send().await.unwrap();
    let Part::Done(answer) = results.get(got) else { panic!("{:?}", results.get(got)) };
    assert_eq!(answer.result.item.unwrap().title.as_deref(), Some("In a batch"));
    assert!(matches!(results.get(missing), Part::Failed(_)));
}
