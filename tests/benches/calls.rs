//! The runtime against plain reqwest into hand-written serde structs, over the same emulated portal in a thread of
//! its own: calls one after another, lists page by page and in batches, and a list under a portal's limits.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::hint::black_box;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use b24::types::FieldName;
use b24::{Client, Webhook, limits, reqwest};
use b24_portal::{Limits, Portal, Seed};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Runtime};

use crate::table::Table;

b24::methods! { mod api { "server.time"; "crm.deal.list"; } }

const CALLS: usize = 2_000;
const RECORDS: u64 = 100_000;
const PAGE: usize = 50;
const SELECT: [&str; 9] = [
    "ASSIGNED_BY_ID",
    "CATEGORY_ID",
    "DATE_CREATE",
    "ID",
    "IS_MANUAL_OPPORTUNITY",
    "OPPORTUNITY",
    "STAGE_ID",
    "TITLE",
    "TYPE_ID",
];

/// So many times faster than the documented 2 a second, so that the row ends today.
const HASTE: f64 = 100.0;

pub(crate) fn rows(table: &mut Table) {
    let runtime = runtime();
    let portal = start(None);
    let url = portal.webhook_url();
    let ours = Client::builder().limits(limits::Limits::NONE).webhook(&url).unwrap_or_else(|e| panic!("{e}"));
    let theirs = RefCell::new(Plain { http: reqwest(), url });
    table.ratio(
        &format!("{CALLS} calls, one after another"),
        &mut || runtime.block_on(calls(&ours)),
        "reqwest, kept alive",
        &mut || runtime.block_on(theirs.borrow().calls()),
        "≤ 1.15 ×",
    );
    table.ratio_of(
        5,
        &format!("list of {RECORDS}, page by page"),
        &mut || runtime.block_on(list(&ours, false)),
        "reqwest + serde structs",
        &mut || runtime.block_on(theirs.borrow().pages()),
        "≤ 1.25 ×",
    );
    table.ratio_of(
        5,
        &format!("list of {RECORDS}, in batches"),
        &mut || runtime.block_on(list(&ours, true)),
        "reqwest + serde structs",
        &mut || runtime.block_on(theirs.borrow().batches()),
        "≤ 1.25 ×",
    );
    limited(&runtime, table);
}

/// Page by page, so that the limits count: in batches it is fewer requests than the bucket holds at once.
fn limited(runtime: &Runtime, table: &mut Table) {
    let (depth, per_second) = (50.0, 2.0 * HASTE);
    let portal = start(Some(Limits { depth, per_second, operating: Duration::MAX }));
    let known = limits::Limits::new(50, per_second);
    let client = Client::builder().limits(known).webhook(&portal.webhook_url()).unwrap_or_else(|e| panic!("{e}"));
    let start = Instant::now();
    runtime.block_on(list(&client, false));
    let took = start.elapsed().as_secs_f64();
    let requests = f64::from(u32::try_from(RECORDS).unwrap_or(u32::MAX)) / 50.0 + 1.0;
    let least = (requests - depth) / per_second;
    table.figure(
        &format!("list of {RECORDS} under limits, {HASTE} times in haste"),
        format!("{took:.2} s, {:.2} × the least time, {} refused", took / least, refused(&portal)),
        "≤ 1.15 ×, none refused",
    );
}

/// Calls that were too many.
fn refused(portal: &Portal) -> usize {
    portal.calls().iter().filter(|call| call.error.as_deref() == Some("QUERY_LIMIT_EXCEEDED")).count()
}

pub(crate) fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap_or_else(|e| panic!("{e}"))
}

fn reqwest() -> reqwest::Client {
    // TLS is configured and not used: the portal is on this machine.
    let provider = rustls::crypto::ring::default_provider();
    let _ = rustls::crypto::CryptoProvider::install_default(provider);
    reqwest::Client::builder().timeout(Duration::from_secs(90)).build().unwrap_or_else(|e| panic!("{e}"))
}

/// A portal that runs in a thread of its own, as long as the process.
pub(crate) fn start(limits: Option<Limits>) -> Portal {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        runtime().block_on(async {
            let mut builder = Portal::builder().seed(Seed::Deals, RECORDS);
            if let Some(limits) = limits {
                builder = builder.limits(limits);
            }
            let portal = builder.start().await.unwrap_or_else(|e| panic!("{e}"));
            let _ = send.send(portal);
            std::future::pending::<()>().await;
        });
    });
    receive.recv().unwrap_or_else(|e| panic!("{e}"))
}

async fn calls(client: &Client<Webhook>) {
    for _ in 0..CALLS {
        let answer = client.call(api::ServerTime::new()).await.unwrap_or_else(|e| panic!("{e}"));
        black_box(answer.result);
    }
}

#[allow(deprecated, reason = "the list of deals is the one that everybody has")]
async fn list(client: &Client<Webhook>, batches: bool) {
    let list = client.list(api::CrmDealList::new().select(SELECT.map(FieldName::raw)));
    let mut list = if batches { list } else { list.one_by_one() };
    let mut count = 0;
    while let Some(item) = list.next().await {
        black_box(item.unwrap_or_else(|e| panic!("{e}")));
        count += 1;
    }
    assert_eq!(count, RECORDS);
}

/// What one would write by hand.
struct Plain {
    http: reqwest::Client,
    url: String,
}

#[derive(Deserialize)]
struct Answer<T> {
    result: T,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(dead_code, reason = "they are read")]
struct Deal {
    id: Option<String>,
    title: Option<String>,
    type_id: Option<String>,
    category_id: Option<String>,
    stage_id: Option<String>,
    opportunity: Option<String>,
    assigned_by_id: Option<String>,
    is_manual_opportunity: Option<String>,
    date_create: Option<String>,
}

#[derive(Deserialize)]
struct Batch {
    result: BTreeMap<String, Vec<Deal>>,
}

impl Plain {
    async fn post<T: DeserializeOwned>(&self, method: &str, body: String) -> T {
        let sent = self
            .http
            .post(format!("{}{method}", self.url))
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await;
        let bytes = sent.unwrap_or_else(|e| panic!("{e}")).bytes().await.unwrap_or_else(|e| panic!("{e}"));
        serde_json::from_slice::<Answer<T>>(&bytes).unwrap_or_else(|e| panic!("{e}")).result
    }

    async fn calls(&self) {
        for _ in 0..CALLS {
            black_box(self.post::<String>("server.time", "{}".into()).await);
        }
    }

    async fn pages(&self) {
        let (mut count, mut last) = (0, String::from("0"));
        loop {
            let body = b24::json!({"select": SELECT, "order": {"ID": "ASC"}, "filter": {">ID": last}, "start": -1});
            let deals: Vec<Deal> = self.post("crm.deal.list", body.to_string()).await;
            let Some(deal) = deals.last() else { break };
            last = deal.id.clone().unwrap_or_default();
            count += deals.len();
            black_box(deals);
        }
        assert_eq!(count as u64, RECORDS);
    }

    async fn batches(&self) {
        let (mut count, mut last) = (0, String::from("0"));
        let mut query = String::new();
        for (i, field) in SELECT.iter().enumerate() {
            let _ = write!(query, "select[{i}]={field}&");
        }
        loop {
            let commands: BTreeMap<String, String> = (0..PAGE)
                .map(|i| {
                    let after = match i.checked_sub(1) {
                        None => last.clone(),
                        Some(before) => format!("$result[c{before:02}][49][ID]"),
                    };
                    let command = format!("crm.deal.list?{query}order[ID]=ASC&filter[>ID]={after}&start=-1");
                    (format!("c{i:02}"), command)
                })
                .collect();
            let body = b24::json!({"halt": 1, "cmd": commands});
            let batch: Batch = self.post("batch", body.to_string()).await;
            let mut more = false;
            for page in batch.result.into_values() {
                let Some(deal) = page.last() else { break };
                last = deal.id.clone().unwrap_or_default();
                count += page.len();
                more = page.len() == PAGE;
                black_box(page);
                if !more {
                    break;
                }
            }
            if !more || count as u64 >= RECORDS {
                break;
            }
        }
        assert_eq!(count as u64, RECORDS);
    }
}
