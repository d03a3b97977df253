//! The offline queue: what changed, kept until an application fetches it.

use std::collections::HashSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::AppId;
use crate::ids::digest;
use crate::value::Value;

/// One change of one object.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: u64,
    app: AppId,
    connector: String,
    /// The last change.
    pub(crate) changed: Duration,
    pub(crate) event: String,
    pub(crate) data: Value,
    /// The same for every change of the same object.
    pub(crate) message: String,
    /// Who took it; empty: nobody yet.
    pub(crate) process: String,
    pub(crate) error: bool,
}

/// What `event.offline.get` asks for.
pub(crate) struct Take<'a> {
    pub(crate) app: AppId,
    pub(crate) connector: &'a str,
    /// Those taken by this process; `None`: those that nobody has taken.
    pub(crate) process: Option<&'a str>,
    /// Those that were reported as erroneous, in place of the others.
    pub(crate) error: bool,
}

impl Take<'_> {
    fn fits(&self, record: &Record) -> bool {
        record.app == self.app
            && record.connector == self.connector
            && record.error == self.error
            && record.process == self.process.unwrap_or("")
    }
}

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Queue {
    records: Vec<Record>,
    count: u64,
    processes: u64,
}

impl Queue {
    /// Notes a change. An object that waits already is only given the new time; tells whether it was new.
    ///
    /// A record that was taken is not touched: the change came after, and the one who took it does not know of it.
    pub(crate) fn note(&mut self, app: AppId, connector: &str, event: &str, data: &Value, now: Duration) -> bool {
        let data_text = serde_json::to_string(data).unwrap_or_default();
        let message = digest(&["message", event, &data_text]);
        let mut of_app = self.records.iter_mut().filter(|r| r.app == app && r.connector == connector);
        if let Some(record) = of_app.find(|r| r.message == message && r.process.is_empty() && !r.error) {
            record.changed = now;
            return false;
        }
        self.count += 1;
        self.records.push(Record {
            id: self.count,
            app,
            connector: connector.into(),
            changed: now,
            event: event.into(),
            data: data.clone(),
            message,
            process: String::new(),
            error: false,
        });
        true
    }

    pub(crate) fn all(&self) -> &[Record] {
        &self.records
    }

    pub(crate) fn of<'a>(&'a self, app: AppId, connector: &'a str) -> impl Iterator<Item = &'a Record> {
        self.records.iter().filter(move |record| record.app == app && record.connector == connector)
    }

    pub(crate) fn fitting<'a>(&'a self, take: &'a Take<'a>) -> impl Iterator<Item = &'a Record> {
        self.records.iter().filter(move |record| take.fits(record))
    }

    /// A name for one that takes records.
    pub(crate) fn new_process(&mut self) -> String {
        self.processes += 1;
        digest(&["process", &self.processes.to_string()])
    }

    /// Marks records as taken.
    pub(crate) fn mark(&mut self, ids: &HashSet<u64>, process: &str) {
        for record in self.records.iter_mut().filter(|record| ids.contains(&record.id)) {
            process.clone_into(&mut record.process);
        }
    }

    /// Removes the records of an application that fit.
    pub(crate) fn remove(&mut self, app: AppId, fits: impl Fn(&Record) -> bool) {
        self.records.retain(|record| record.app != app || !fits(record));
    }

    /// Marks records that a process took as erroneous, and gives them free: who asks for erroneous ones can take them.
    pub(crate) fn fail(&mut self, app: AppId, process: &str, messages: &HashSet<String>) {
        let of_process = self.records.iter_mut().filter(|r| r.app == app && r.process == process);
        for record in of_process.filter(|record| messages.contains(&record.message)) {
            record.error = true;
            record.process.clear();
        }
    }
}
