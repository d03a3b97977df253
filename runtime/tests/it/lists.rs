//! Lists of any length.

#![allow(deprecated, reason = "the old lists of deals have all that a list can have")]

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use b24::list::{Id, Position};
use b24::{Error, Outcome, Value, json};

use crate::server::{Request, Server, Then};

mod api {
    b24::methods! { pub mod generated { "crm.deal.list"; "crm.item.list"; "user.get"; "batch"; } }
    pub(crate) use self::generated::*;
}

/// A portal with deals 1 to `count` and, where `step` says so, gaps between their ids.
struct Deals {
    count: u64,
    step: u64,
    /// Requests so far.
    requests: AtomicUsize,
    /// What happens to a request instead, by its number.
    fault: Box<dyn Fn(usize) -> Option<Then> + Send + Sync>,
    /// Rows that are left out of each page, after it was cut.
    hidden: u64,
}

impl Deals {
    fn new(count: u64) -> Self {
        Self { count, step: 3, requests: AtomicUsize::new(0), fault: Box::new(|_| None), hidden: 0 }
    }

    fn answer(&self, request: &Request) -> Then {
        let number = self.requests.fetch_add(1, Ordering::SeqCst);
        if let Some(fault) = (self.fault)(number) {
            return fault;
        }
        let body: Value = serde_json::from_str(&request.body).unwrap();
        if !request.line().ends_with("/batch") {
            let after = body["filter"][">ID"].as_i64().unwrap_or(0);
            let ids = u64::try_from(after).unwrap() + 1..=body["filter"]["<=ID"].as_u64().unwrap_or(u64::MAX);
            let page = self.page(ids, body["start"].as_i64().unwrap_or(0), body["order"]["ID"] == "DESC");
            return Then::ok(page.to_string());
        }
        assert_eq!(body["halt"], 1);
        let (mut results, mut last) = (Vec::new(), None);
        for (key, text) in crate::batches::commands(&request.body) {
            let (_, query) = text.split_once('?').unwrap();
            let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            let get = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
            assert_eq!((get("order[ID]"), get("start")), (Some("ASC"), Some("-1")));
            // What cannot be resolved reaches the method as it is, and is taken for 0 there.
            let after = get("filter[>ID]").unwrap();
            let after = if after.starts_with("$result") { last.unwrap_or(0) } else { after.parse().unwrap() };
            let until = get("filter[<=ID]").map_or(u64::MAX, |until| until.parse().unwrap());
            let page = self.page(after + 1..=until, -1, false);
            last = page["result"].get(49).map(|item| item["ID"].as_str().unwrap().parse().unwrap());
            results.push(format!("{key:?}:{}", page["result"]));
        }
        Then::ok(format!(r#"{{"result":{{"result":{{{}}},"result_error":[]}}}}"#, results.join(",")))
    }

    fn page(&self, ids: RangeInclusive<u64>, start: i64, falling: bool) -> Value {
        let mut rows: Vec<u64> = (1..=self.count).map(|i| i * self.step).filter(|id| ids.contains(id)).collect();
        if falling {
            rows.reverse();
        }
        let from = usize::try_from(start.max(0)).unwrap();
        let items: Vec<_> = rows
            .iter()
            .skip(from)
            .take(50)
            .filter(|id| **id / self.step % 10 >= self.hidden)
            .map(|id| json!({"ID": id.to_string(), "TITLE": "T"}))
            .collect();
        let mut page = json!({"result": items, "total": rows.len()});
        if start >= 0 && rows.len() > from + 50 {
            page["next"] = json!(from + 50);
        }
        page
    }
}

async fn serve(deals: Deals) -> (Server, Arc<Deals>) {
    let deals = Arc::new(deals);
    let script = Arc::clone(&deals);
    (Server::scripted(move |request| script.answer(request)).await, deals)
}

fn id(item: &api::CrmDealListResultItem) -> u64 {
    item.id.unwrap().try_into().unwrap()
}

#[tokio::test]
async fn every_item_once_whatever_the_length() {
    for count in [0, 1, 49, 50, 51, 100, 549, 550, 551, 3050, 3051] {
        let (server, _) = serve(Deals::new(count)).await;
        let client = server.webhook();
        for list in [client.list(api::CrmDealList::new()), client.list(api::CrmDealList::new()).one_by_one()] {
            let ids: Vec<_> = list.all().await.unwrap().iter().map(id).collect();
            assert_eq!(ids, (1..=count).map(|i| i * 3).collect::<Vec<_>>(), "{count}");
        }
        let ids: Vec<_> =
            client.list(api::CrmDealList::new()).by_offset().all().await.unwrap().iter().map(id).collect();
        assert_eq!(ids.len() as u64, count);
    }
}

#[tokio::test]
async fn in_parts_each_item_comes_once() {
    for count in [0, 1, 50, 51, 52, 100, 3051] {
        for parts in [0, 1, 2, 7, 5000] {
            let (server, _) = serve(Deals::new(count)).await;
            let client = server.webhook();
            for list in [client.list(api::CrmDealList::new()), client.list(api::CrmDealList::new()).one_by_one()] {
                let mut list = list.parallel(parts);
                let mut ids = Vec::new();
                while let Some(item) = list.next().await {
                    ids.push(id(&item.unwrap()));
                }
                ids.sort_unstable();
                assert_eq!(ids, (1..=count).map(|i| i * 3).collect::<Vec<_>>(), "{count} in {parts}");
            }
        }
    }
}

#[tokio::test]
async fn a_list_in_parts_goes_on_where_it_was_split_and_fails_loudly() {
    let (server, _) = serve(Deals::new(3051)).await;
    let client = server.webhook();
    let list = || client.list(api::CrmDealList::new()).parallel(4);
    let mut first = list();
    let mut ids = Vec::new();
    for _ in 0..1000 {
        ids.push(id(&first.next().await.unwrap().unwrap()));
    }
    let position = first.position().clone();
    assert_eq!(position, Position::After(Id::Number(150)));
    drop(first);
    ids.extend(list().resume(position).all().await.unwrap().iter().map(id));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3051);
    for at in 0..6 {
        let mut deals = Deals::new(3051);
        deals.fault = Box::new(move |number| (number == at).then(|| Then::error(403, "insufficient_scope")));
        let (server, _) = serve(deals).await;
        let list = server.webhook().list(api::CrmDealList::new()).parallel(4).all().await;
        assert!(matches!(list, Err(Error::Refused { .. })), "{at}");
    }
}

#[tokio::test]
async fn a_bound_that_the_portal_ignores_is_told() {
    let server = Server::scripted(|request| {
        let body: Value = serde_json::from_str(&request.body).unwrap();
        let after = body["filter"][">ID"].as_u64().unwrap_or(0);
        let falling = body["order"]["ID"] == "DESC";
        let items: Vec<_> = (1..=50).map(|i| json!({"ID": if falling { 10_000 - i } else { after + i }})).collect();
        Then::ok(json!({"result": items}).to_string())
    })
    .await;
    let list = server.webhook().list(api::CrmDealList::new()).one_by_one().parallel(200).all().await;
    assert!(matches!(&list, Err(Error::Stalled { at, .. }) if at.contains("beyond")), "{list:?}");
}

#[tokio::test]
async fn many_pages_in_one_request_and_without_counting() {
    let (server, _) = serve(Deals::new(3050)).await;
    server.webhook().list(api::CrmDealList::new()).all().await.unwrap();
    let bodies: Vec<_> = server.requests().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies[0], r#"{"order":{"ID":"ASC"},"start":-1}"#);
    // 1 page, 10, 50; the last of them is full, so one more batch finds the end.
    assert!(bodies.len() <= 4, "{}", bodies.len());
}

#[tokio::test]
async fn pages_that_are_short_because_rows_are_hidden_do_not_end_a_list() {
    let mut deals = Deals::new(1000);
    deals.hidden = 1;
    let (server, _) = serve(deals).await;
    let items = server.webhook().list(api::CrmDealList::new()).all().await.unwrap();
    assert_eq!(items.len(), 900);
}

#[tokio::test]
async fn a_page_that_fails_fails_the_list() {
    type Fault = fn() -> Then;
    let faults: [Fault; 4] = [
        || Then::error(403, "insufficient_scope"),
        || Then::Close,
        || Then::ok(r#"{"result":"#),
        || Then::ok(r#"{"result":{"result":{"c0":[]},"result_error":{"c1":{"error":"X","error_description":"x"}}}}"#),
    ];
    for (i, fault) in faults.into_iter().enumerate() {
        for at in 0..3 {
            if i == 3 && at == 0 {
                continue;
            }
            let mut deals = Deals::new(3000);
            deals.fault = Box::new(move |number| (number == at).then(fault));
            let (server, _) = serve(deals).await;
            let client = server.webhook();
            let mut list = client.list(api::CrmDealList::new());
            let mut count = 0;
            let error = loop {
                match list.next().await {
                    Some(Ok(_)) => count += 1,
                    Some(Err(error)) => break Some(error),
                    None => break None,
                }
            };
            // The fourth is an end of the list, told by an empty first page; what follows it counts for nothing.
            if i < 3 {
                assert!(error.is_some() && count < 3000, "{i} {at}: {count}");
                assert!(list.next().await.is_none(), "and it is over");
            }
        }
    }
}

/// The items that come, and the error behind them, of a list whose second request brings a full page and these sections.
async fn chain(result: &'static str, error: &'static str) -> (u64, Option<Error<api::CrmDealListError>>) {
    let page = |ids: RangeInclusive<u64>| ids.map(|id| json!({"ID": id})).collect::<Value>().to_string();
    let count = AtomicUsize::new(0);
    let server = Server::scripted(move |_| {
        Then::ok(match count.fetch_add(1, Ordering::SeqCst) {
            0 => format!(r#"{{"result":{}}}"#, page(1..=50)),
            1 => format!(
                r#"{{"result":{{"result":{{"c0":{}{result}}},"result_error":{error},"result_total":{{"c0":"many"}}}}}}"#,
                page(51..=100)
            ),
            _ => r#"{"result":[]}"#.to_owned(),
        })
    })
    .await;
    let client = server.webhook();
    let mut list = client.list(api::CrmDealList::new());
    let mut count = 0;
    loop {
        match list.next().await {
            Some(Ok(item)) if id(&item) == count + 1 => count += 1,
            Some(Ok(item)) => panic!("{item:?} behind {count}"),
            Some(Err(error)) => return (count, Some(error)),
            None => return (count, None),
        }
    }
}

#[tokio::test]
async fn the_pages_of_a_batch_come_up_to_the_first_that_fails() {
    let (count, error) = chain(r#","c1":[{"ID":101},{"ID":"x"}]"#, "[]").await;
    let Some(Error::Decode { call, path, found, .. }) = error else { panic!("{error:?}") };
    assert_eq!((count, call.method(), path.as_str(), found.as_str()), (100, "crm.deal.list", "result[1].ID", r#""x""#));
    let (count, error) = chain("", r#"{"c1":{"error":"X","error_description":"x"}}"#).await;
    assert!(count == 100 && error.as_ref().is_some_and(|error| error.is("X")), "{count} {error:?}");
    let (count, error) = chain("", "[]").await;
    assert!(count == 100 && matches!(error, Some(Error::NotAnAnswer { .. })), "{count} {error:?}");
    // Behind the end, anything may stand.
    let (count, error) = chain(r#","c1":[{"ID":101}],"c2":[{"ID":"x"}],"c3":7"#, r#"{"c4":{"error":"X"}}"#).await;
    assert!(count == 101 && error.is_none(), "{count} {error:?}");
}

#[tokio::test]
async fn a_portal_that_does_not_filter_is_no_endless_list() {
    let server = Server::scripted(|_| {
        let items: Vec<_> = (1..=50).map(|id| json!({"ID": id.to_string()})).collect();
        Then::ok(json!({"result": items, "next": 50}).to_string())
    })
    .await;
    let client = server.webhook();
    let error = client.list(api::CrmDealList::new()).one_by_one().all().await.unwrap_err();
    assert!(matches!(&error, Error::Stalled { at, .. } if at == "50"), "{error}");
    assert_eq!((error.outcome(), server.requests().len()), (Outcome::Ran, 2));
    let error = client.list(api::CrmDealList::new()).by_offset().all().await.unwrap_err();
    assert!(matches!(&error, Error::Stalled { .. }), "{error}");
    let nameless = Server::answering(r#"{"result":[{"TITLE":"T"}]}"#).await;
    let error = nameless.webhook().list(api::CrmDealList::new()).all().await.unwrap_err();
    assert!(matches!(&error, Error::Decode { path, .. } if path == "result[0].ID"), "{error}");
}

#[tokio::test]
async fn a_list_goes_on_where_it_was_left() {
    let (server, deals) = serve(Deals::new(200)).await;
    let client = server.webhook();
    for (by_offset, place) in [(false, "after:231"), (true, "offset:77")] {
        let list = || {
            let list = client.list(api::CrmDealList::new());
            if by_offset { list.by_offset() } else { list }
        };
        let mut first = list();
        let mut ids = Vec::new();
        for _ in 0..77 {
            ids.push(id(&first.next().await.unwrap().unwrap()));
        }
        let position = first.position().to_string();
        assert_eq!(position, place);
        drop(first);
        let rest = list().resume(position.parse().unwrap()).all().await.unwrap();
        ids.extend(rest.iter().map(id));
        assert_eq!(ids, (1..=200).map(|i| i * 3).collect::<Vec<_>>());
    }
    assert!(deals.requests.load(Ordering::SeqCst) > 0);
    let error = client.list(api::CrmDealList::new()).by_offset().resume(Position::After(Id::Number(7))).all().await;
    assert!(matches!(error.unwrap_err(), Error::Invalid { .. }));
}

#[tokio::test]
async fn an_order_of_ones_own_is_kept_and_the_id_is_selected() {
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&bodies);
    let server = Server::scripted(move |request| {
        seen.lock().unwrap().push(serde_json::from_str::<Value>(&request.body).unwrap());
        Then::ok(r#"{"result":[]}"#)
    })
    .await;
    let client = server.webhook();
    client.list(api::CrmDealList::new().order(json!({"TITLE": "DESC"}))).all().await.unwrap();
    client.list(api::CrmDealList::new().filter(json!({">ID": 5}))).all().await.unwrap();
    client
        .list(api::CrmDealList::new().select(api::CrmDealListField::Title).filter(json!({"STAGE_ID": "NEW"})))
        .all()
        .await
        .unwrap();
    let bodies = bodies.lock().unwrap();
    assert_eq!(bodies[0], json!({"order": {"TITLE": "DESC"}, "start": 0}));
    assert_eq!(bodies[1], json!({"filter": {">ID": 5}, "start": 0}));
    assert_eq!(
        bodies[2],
        json!({"select": ["TITLE", "ID"], "filter": {"STAGE_ID": "NEW"}, "order": {"ID": "ASC"}, "start": -1})
    );
}

#[tokio::test]
async fn an_item_without_an_identifier_is_told_by_its_place() {
    let server = Server::answering(r#"{"result":{"items":[{"id":1},{"title":"a"}]}}"#).await;
    let error = server.webhook().list(api::CrmItemList::new(2)).all().await.unwrap_err();
    assert!(matches!(&error, Error::Decode { path, .. } if path == "result.items[1].id"), "{error}");
}

#[tokio::test]
async fn items_deeper_in_the_answer() {
    let server = Server::scripted(|request| {
        let first = request.body.contains(r#""start":-1"#) && !request.body.contains(">id");
        Then::ok(if first { r#"{"result":{"items":[{"id":1},{"id":2}]}}"# } else { r#"{"result":{"items":[]}}"# })
    })
    .await;
    let items = server.webhook().list(api::CrmItemList::new(2)).all().await.unwrap();
    assert_eq!(items.len(), 2);
}
