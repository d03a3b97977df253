//! The state in a file: what changed is written once in a while, and when the portal stops.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use rusqlite::{Connection, params};
use serde::de::DeserializeOwned;

use super::crm::UserField;
use super::{First, State};
use crate::config::Config;
use crate::table::{Cell, Column, Table};
use crate::value::Value;

/// Why a file cannot hold the state.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS part (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS record (kind INTEGER, id INTEGER, cells TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
";
/// Stands for tasks among the numbers of CRM's types.
const TASKS: u64 = 0;

/// The file.
pub(crate) struct Store {
    connection: Connection,
    /// The parts as they were written last.
    written: HashMap<&'static str, String>,
}

/// What is to be written.
pub(crate) struct Changes {
    parts: Vec<(&'static str, String)>,
    records: Vec<(u64, u64, Option<String>)>,
    /// Everything that was written before is gone.
    afresh: bool,
}

impl Store {
    pub(crate) fn open(file: &Path) -> Result<Self, Failure> {
        let connection = Connection::open(file)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.execute_batch(TABLES)?;
        Ok(Self { connection, written: HashMap::new() })
    }

    pub(crate) fn write(&mut self, changes: Changes) -> Result<(), Failure> {
        let transaction = self.connection.transaction()?;
        if changes.afresh {
            transaction.execute_batch("DELETE FROM part; DELETE FROM record;")?;
            self.written.clear();
        }
        for (name, value) in changes.parts {
            if self.written.get(name) != Some(&value) {
                transaction.execute("INSERT OR REPLACE INTO part VALUES (?1, ?2)", params![name, value])?;
                self.written.insert(name, value);
            }
        }
        for (kind, id, cells) in changes.records {
            let (kind, id) = (i64::try_from(kind)?, i64::try_from(id)?);
            match cells {
                Some(cells) => {
                    let mut insert = transaction.prepare_cached("INSERT OR REPLACE INTO record VALUES (?1, ?2, ?3)")?;
                    insert.execute(params![kind, id, cells])?;
                }
                None => {
                    transaction.execute("DELETE FROM record WHERE kind = ?1 AND id = ?2", params![kind, id])?;
                }
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// The state that the file holds; nothing where it is new.
    pub(crate) fn read(&self, config: &Config) -> Result<Option<State>, Failure> {
        let mut statement = self.connection.prepare("SELECT name, value FROM part")?;
        let parts = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let parts: HashMap<String, String> = parts.collect::<Result<_, _>>()?;
        if parts.is_empty() {
            return Ok(None);
        }
        // Seeds are for a new portal.
        let mut state = State::new(&Config { seeds: Vec::new(), ..config.clone() });
        state.clock.advance(part(&parts, "ahead")?);
        state.gone = part(&parts, "gone")?;
        state.handlers = part(&parts, "handlers")?;
        state.queue = part(&parts, "queue")?;
        state.widgets = part(&parts, "widgets")?;
        state.disk = part(&parts, "disk")?;
        state.tokens = part(&parts, "tokens")?;
        // Those of the last start may have expired since.
        state.first = First::new(config, &mut state.tokens, state.clock.now());
        state.crm.multifields = part(&parts, "multifields")?;
        state.crm.user_field_count = part(&parts, "user_field_count")?;
        state.crm.user_fields = part(&parts, "user_fields")?;
        for UserField { entity, name, settings, .. } in state.crm.user_fields.clone() {
            let flag = |name| settings.get(name).is_some_and(Value::is_true);
            let ty = settings.get("USER_TYPE_ID").and_then(Value::text).unwrap_or_default();
            if let Some(table) = state.crm.table(entity) {
                table.schema.columns.push(Column::of_user(&name, &ty, flag("MULTIPLE"), flag("MANDATORY")));
            }
        }
        self.read_records(&mut state)?;
        for (kind, count) in part::<Vec<(u64, u64)>>(&parts, "counts")? {
            let table = if kind == TASKS { Some(&mut state.tasks) } else { state.crm.table(kind) };
            if let Some(table) = table {
                table.count_from(count);
            }
        }
        Ok(Some(state))
    }

    fn read_records(&self, state: &mut State) -> Result<(), Failure> {
        let mut statement = self.connection.prepare("SELECT kind, id, cells FROM record ORDER BY kind, id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (kind, id, cells): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (kind, id, cells) = (u64::try_from(kind)?, u64::try_from(id)?, serde_json::from_str(&cells)?);
            let table = if kind == TASKS { Some(&mut state.tasks) } else { state.crm.table(kind) };
            table.ok_or_else(|| format!("objects of type {kind} are not known"))?.restore(id, cells);
        }
        Ok(())
    }
}

fn part<T: DeserializeOwned>(parts: &HashMap<String, String>, name: &str) -> Result<T, Failure> {
    let text = parts.get(name).ok_or_else(|| format!("the part `{name}` is missing"))?;
    serde_json::from_str(text).map_err(|e| format!("the part `{name}` is damaged: {e}").into())
}

impl State {
    /// Keeps account of changes from now on; `all`: everything there is counts as changed.
    pub(crate) fn track(&mut self, all: bool) {
        self.tasks.track(all);
        self.crm.track(all);
        self.disk.changed |= all;
    }

    /// What has changed since this was last asked for; the small parts are told as they are.
    pub(crate) fn take_changes(&mut self, afresh: bool) -> Changes {
        let mut parts = Vec::new();
        let mut put = |name, text: serde_json::Result<String>| parts.extend(text.ok().map(|text| (name, text)));
        put("ahead", serde_json::to_string(&self.clock.ahead()));
        put("gone", serde_json::to_string(&self.gone));
        put("handlers", serde_json::to_string(&self.handlers));
        put("queue", serde_json::to_string(&self.queue));
        put("widgets", serde_json::to_string(&self.widgets));
        put("tokens", serde_json::to_string(&self.tokens));
        put("multifields", serde_json::to_string(&self.crm.multifields));
        put("user_field_count", serde_json::to_string(&self.crm.user_field_count));
        put("user_fields", serde_json::to_string(&self.crm.user_fields));
        if std::mem::take(&mut self.disk.changed) {
            put("disk", serde_json::to_string(&self.disk));
        }
        let mut counts = vec![(TASKS, self.tasks.count())];
        let mut records = changed(TASKS, &mut self.tasks);
        for (entity, table) in self.crm.tables() {
            counts.push((entity, table.count()));
            records.extend(changed(entity, table));
        }
        parts.extend(serde_json::to_string(&counts).ok().map(|text| ("counts", text)));
        Changes { parts, records, afresh }
    }
}

fn changed(kind: u64, table: &mut Table) -> Vec<(u64, u64, Option<String>)> {
    let text = |cells: BTreeMap<&str, &Cell>| serde_json::to_string(&cells).unwrap_or_default();
    table.take_changes().into_iter().map(|(id, cells)| (kind, id, cells.map(text))).collect()
}
