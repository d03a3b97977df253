//! One that takes events out of the queue: new ones, and those that others have taken and left.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::Wake;
use super::item::{Hand, Hold, Taken};
use crate::auth::App;
use crate::calls::{EventOfflineGet, EventOfflineGetResultEvents};
use crate::client::Client;
use crate::error::Error;

/// Records a page of `event.offline.list`.
const PAGE: usize = 50;

pub(super) struct Consumer {
    client: Client<App>,
    pub(super) connector: Option<String>,
    pub(super) failed: bool,
    pub(super) limit: u32,
    pub(super) pause: Duration,
    pub(super) lease: Duration,
    wake: Wake,
    /// The queue was empty, or could not be read.
    tired: bool,
    /// When it was last looked for what others have left.
    looked: Option<Instant>,
    /// What is known to be taken.
    known: HashMap<Record, Sight>,
}

/// A record that is taken: under which name, and its number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Record {
    process: String,
    id: i64,
}

/// What is known of a record that is taken.
struct Sight {
    since: Instant,
    /// Where this consumer has handed it out.
    hold: Option<Hold>,
}

impl Sight {
    /// Has whoever took it left it?
    fn is_left(&self, lease: Duration) -> bool {
        match &self.hold {
            Some(hold) => hold.is_dropped(),
            None => self.since.elapsed() >= lease,
        }
    }
}

impl Consumer {
    pub(super) fn new(client: Client<App>, wake: Wake) -> Self {
        Self {
            client,
            connector: None,
            failed: false,
            limit: 50,
            pause: Duration::from_secs(30),
            lease: Duration::from_secs(600),
            wake,
            tired: false,
            looked: None,
            known: HashMap::new(),
        }
    }

    /// Waits until there is something, and takes it.
    pub(super) async fn next_page(&mut self) -> Result<Vec<Taken>, Error> {
        loop {
            if std::mem::take(&mut self.tired) {
                // Either will do.
                let _ = tokio::time::timeout(self.pause, self.wake.0.notified()).await;
            }
            let page = self.look().await.inspect_err(|_| self.tired = true)?;
            if !page.is_empty() {
                return Ok(page);
            }
            self.tired = true;
        }
    }

    /// What was left, or else what is new.
    async fn look(&mut self) -> Result<Vec<Taken>, Error> {
        let dropped = self.known.values().any(|sight| sight.hold.as_ref().is_some_and(Hold::is_dropped));
        let due = (self.lease / 2).max(self.pause);
        if dropped || self.looked.is_none_or(|at| at.elapsed() >= due) {
            let left = self.take_left().await?;
            self.looked = Some(Instant::now());
            if !left.is_empty() {
                return Ok(left);
            }
        }
        self.take(None, self.limit).await
    }

    async fn take_left(&mut self) -> Result<Vec<Taken>, Error> {
        let taken = self.list_taken().await?;
        self.known.retain(|record, _| taken.contains(record));
        for record in taken {
            self.known.entry(record).or_insert_with(|| Sight { since: Instant::now(), hold: None });
        }
        let mut processes: BTreeMap<String, u32> = BTreeMap::new();
        for record in self.known.keys() {
            *processes.entry(record.process.clone()).or_default() += 1;
        }
        let left = |process: &str| {
            let mut own = self.known.iter().filter(|(record, _)| record.process == process);
            own.any(|(_, sight)| sight.is_left(self.lease))
        };
        processes.retain(|process, _| left(process));
        let mut all = Vec::new();
        for (process, count) in processes {
            all.extend(self.take(Some(process), count).await?);
        }
        Ok(all)
    }

    /// Takes records that nobody has taken, or again those of a process, but for those that are still in somebody's hands.
    async fn take(&mut self, process: Option<String>, limit: u32) -> Result<Vec<Taken>, Error> {
        let mut request = EventOfflineGet::new().clear(false).limit(limit).error(self.failed);
        if let Some(process) = process {
            request = request.process_id(process);
        }
        if let Some(connector) = &self.connector {
            request = request.auth_connector(connector);
        }
        let answer = self.client.call(request).await?;
        let process = answer.result.process_id.as_ref().map(text).unwrap_or_default();
        let events = answer.result.events.unwrap_or_default();
        Ok(events.into_iter().filter_map(|event| self.hand_out(&process, event)).collect())
    }

    fn hand_out(&mut self, process: &str, event: EventOfflineGetResultEvents) -> Option<Taken> {
        let id = event.id?;
        let record = Record { process: process.to_owned(), id };
        if self.known.get(&record).is_some_and(|sight| !sight.is_left(self.lease)) {
            return None;
        }
        let hold = Hold::default();
        self.known.insert(record, Sight { since: Instant::now(), hold: Some(hold.clone()) });
        let message = event.message_id.unwrap_or_default();
        Some(Taken {
            code: event.event_name.unwrap_or_default(),
            data: event.event_data.unwrap_or_default(),
            changed: event.timestamp_x,
            additional: event.event_additional.unwrap_or_default(),
            hand: Hand { client: self.client.clone(), process: process.to_owned(), id, message, hold },
        })
    }

    /// The records that somebody has taken, page by page.
    async fn list_taken(&self) -> Result<HashSet<Record>, Error> {
        let mut taken = HashSet::new();
        let mut last = 0;
        loop {
            let mut params = Map::new();
            params.insert("filter".into(), json!({"!PROCESS_ID": "", "ERROR": u8::from(self.failed), ">ID": last}));
            params.insert("order".into(), json!({"ID": "ASC"}));
            params.insert("start".into(), (-1).into());
            // No page lists it here, and without it the common queue would be shown.
            params.extend(self.connector.iter().map(|key| ("auth_connector".into(), key.as_str().into())));
            let answer = self.client.call_raw("event.offline.list", Value::Object(params)).await?;
            let page = answer.result.as_array().map(Vec::as_slice).unwrap_or_default();
            let before = last;
            for record in page {
                let process = text(&record["PROCESS_ID"]);
                let Ok(id) = text(&record["ID"]).parse() else { continue };
                last = last.max(id);
                if !process.is_empty() {
                    taken.insert(Record { process, id });
                }
            }
            if page.len() < PAGE || last == before {
                return Ok(taken);
            }
        }
    }
}

/// An identifier, however it is written.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
