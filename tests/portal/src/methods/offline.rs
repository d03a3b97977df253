//! `event.offline.get`, `.list`, `.clear`, `.error`.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::call::{Context, Reply};
use crate::clock::{iso, parse};
use crate::refusal::Refusal;
use crate::state::{Record, Take};
use crate::value::{Value, map};

/// Records that `get` takes unless told otherwise, and a page of `list`.
const PAGE: usize = 50;

pub(super) fn get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let app = call.app()?;
    let clear = call.param("clear").is_none_or(Value::is_true);
    let limit = match call.param("limit").map(Value::integer) {
        None => PAGE,
        Some(limit) => limit
            .and_then(|limit| usize::try_from(limit).ok())
            .filter(|limit| *limit > 0)
            .ok_or_else(|| Refusal::argument("LIMIT", "Value must be positive integer"))?,
    };
    let filter = Filter::read(call.param("filter"), &FIELDS[..4])?;
    let order = Order::read(call.param("order"), &FIELDS[..4], Field::TimestampX)?;
    let given = call.text("process_id");
    let connector = call.text("auth_connector").unwrap_or_default();
    let error = call.param("error").is_some_and(Value::is_true);
    let take = Take { app, connector: &connector, process: given.as_deref(), error };
    let queue = &mut call.state.queue;
    let mut taken: Vec<&Record> = queue.fitting(&take).filter(|record| filter.passes(record)).collect();
    taken.sort_by(|a, b| order.compare(a, b));
    taken.truncate(limit);
    let ids: HashSet<u64> = taken.iter().map(|record| record.id).collect();
    let events: Vec<Value> = taken.into_iter().map(event).collect();
    let process = if clear {
        queue.remove(app, |record| ids.contains(&record.id));
        Value::Null
    } else {
        let process = given.unwrap_or_else(|| queue.new_process());
        queue.mark(&ids, &process);
        process.into()
    };
    Ok(Reply::of(map([("process_id", process), ("events", events.into())])))
}

pub(super) fn list(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let app = call.app()?;
    let filter = Filter::read(call.param("filter"), &FIELDS)?;
    let order = Order::read(call.param("order"), &FIELDS, Field::Id)?;
    let start = call.param("start").and_then(Value::integer).unwrap_or(0);
    let connector = call.text("auth_connector").unwrap_or_default();
    let mut found: Vec<&Record> = call.state.queue.of(app, &connector).filter(|record| filter.passes(record)).collect();
    found.sort_by(|a, b| order.compare(a, b));
    let from = usize::try_from(start).unwrap_or(0);
    let page = found.iter().skip(from).take(PAGE).map(|record| {
        let mut members = event(record);
        if let Value::Map(members) = &mut members {
            members.insert("PROCESS_ID".into(), record.process.as_str().into());
            members.insert("ERROR".into(), u8::from(record.error).to_string().into());
        }
        members
    });
    let result = page.collect::<Vec<_>>().into();
    let next = (found.len() > from.saturating_add(PAGE)).then_some((from + PAGE) as u64);
    // A negative start asks not to count.
    let total = (start >= 0).then_some(found.len() as u64);
    Ok(Reply { result, next: next.filter(|_| start >= 0), total })
}

pub(super) fn clear(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let app = call.app()?;
    let process = call.need("process_id")?;
    let ids: Option<HashSet<i64>> = match call.param("id") {
        None => None,
        Some(ids) => {
            let ids = ids.items().ok_or_else(|| Refusal::argument("ID", "Value must be array of integers"))?;
            Some(ids.into_iter().filter_map(Value::integer).collect())
        }
    };
    let messages = messages(call)?.filter(|_| ids.is_none());
    call.state.queue.remove(app, |record| {
        record.process == process
            && ids.as_ref().is_none_or(|ids| i64::try_from(record.id).is_ok_and(|id| ids.contains(&id)))
            && messages.as_ref().is_none_or(|messages| messages.contains(&record.message))
    });
    Ok(Reply::of(true.into()))
}

pub(super) fn error(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let app = call.app()?;
    let process = call.need("process_id")?;
    let messages = messages(call)?.unwrap_or_default();
    call.state.queue.fail(app, &process, &messages);
    Ok(Reply::of(true.into()))
}

fn messages(call: &Context<'_>) -> Result<Option<HashSet<String>>, Refusal> {
    let Some(value) = call.param("message_id") else { return Ok(None) };
    let items =
        value.items().ok_or_else(|| Refusal::argument("MESSAGE_ID", "Value must be array of MESSAGE_ID values"))?;
    Ok(Some(items.into_iter().filter_map(Value::text).collect()))
}

fn event(record: &Record) -> Value {
    let data = if record.data.is_blank() { false.into() } else { record.data.clone() };
    map([
        ("ID", record.id.to_string().into()),
        ("TIMESTAMP_X", iso(record.changed).into()),
        ("EVENT_NAME", record.event.as_str().into()),
        ("EVENT_DATA", data),
        ("EVENT_ADDITIONAL", false.into()),
        ("MESSAGE_ID", record.message.as_str().into()),
    ])
}

/// What can be filtered and ordered by; `get` knows the first four only.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    Id,
    TimestampX,
    EventName,
    MessageId,
    ProcessId,
    Error,
}

const FIELDS: [Field; 6] =
    [Field::Id, Field::TimestampX, Field::EventName, Field::MessageId, Field::ProcessId, Field::Error];

/// A value that is compared.
#[derive(PartialEq, PartialOrd)]
enum Key<'a> {
    Number(i64),
    Text(&'a str),
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Self::Id => "ID",
            Self::TimestampX => "TIMESTAMP_X",
            Self::EventName => "EVENT_NAME",
            Self::MessageId => "MESSAGE_ID",
            Self::ProcessId => "PROCESS_ID",
            Self::Error => "ERROR",
        }
    }

    fn key(self, record: &Record) -> Key<'_> {
        match self {
            Self::Id => Key::Number(i64::try_from(record.id).unwrap_or(i64::MAX)),
            Self::TimestampX => Key::Number(i64::try_from(record.changed.as_secs()).unwrap_or(i64::MAX)),
            Self::EventName => Key::Text(&record.event),
            Self::MessageId => Key::Text(&record.message),
            Self::ProcessId => Key::Text(&record.process),
            Self::Error => Key::Number(i64::from(record.error)),
        }
    }

    /// Compares a record with a value of a filter; nothing where the value is not one of this field.
    fn compare(self, record: &Record, value: &Value) -> Option<Ordering> {
        let text = value.text()?;
        let wanted = match self {
            Self::Id | Self::Error => Key::Number(value.integer()?),
            Self::TimestampX => Key::Number(parse(&text)?),
            Self::EventName | Self::MessageId | Self::ProcessId => Key::Text(&text),
        };
        self.key(record).partial_cmp(&wanted)
    }

    fn find(name: &str, allowed: &[Self]) -> Option<Self> {
        allowed.iter().copied().find(|field| field.name().eq_ignore_ascii_case(name))
    }
}

/// One condition: `>ID` and a value, or several for "one of".
struct Condition {
    operator: String,
    field: Field,
    values: Vec<Value>,
}

struct Filter(Vec<Condition>);

impl Filter {
    fn read(given: Option<&Value>, allowed: &[Field]) -> Result<Self, Refusal> {
        let refused = |text: String| Refusal::argument("filter", text);
        let conditions = members(given, "filter")?.into_iter().map(|(name, value)| {
            let start = name.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(name.len());
            let (operator, name) = name.split_at(start);
            if !["", "=", "!", "!=", "<", "<=", ">", ">="].contains(&operator) {
                return Err(refused(format!("Filter operation not allowed: {operator}")));
            }
            let field =
                Field::find(name, allowed).ok_or_else(|| refused(format!("Filter field not allowed: {name}")))?;
            let values = value.items().map_or_else(|| vec![value.clone()], |all| all.into_iter().cloned().collect());
            Ok(Condition { operator: operator.to_owned(), field, values })
        });
        conditions.collect::<Result<_, _>>().map(Self)
    }

    fn passes(&self, record: &Record) -> bool {
        self.0.iter().all(|condition| {
            let mut orders = condition.values.iter().map(|value| condition.field.compare(record, value));
            match condition.operator.as_str() {
                "!" | "!=" => orders.all(|order| order != Some(Ordering::Equal)),
                "<" => orders.any(|order| order == Some(Ordering::Less)),
                "<=" => orders.any(|order| matches!(order, Some(Ordering::Less | Ordering::Equal))),
                ">" => orders.any(|order| order == Some(Ordering::Greater)),
                ">=" => orders.any(|order| matches!(order, Some(Ordering::Greater | Ordering::Equal))),
                _ => orders.any(|order| order == Some(Ordering::Equal)),
            }
        })
    }
}

/// Fields to order by, and whether downwards.
struct Order(Vec<(Field, bool)>);

impl Order {
    fn read(given: Option<&Value>, allowed: &[Field], default: Field) -> Result<Self, Refusal> {
        let refused = |text: String| Refusal::argument("order", text);
        let fields = members(given, "order")?.into_iter().map(|(name, way)| {
            let field =
                Field::find(name, allowed).ok_or_else(|| refused(format!("Order field not allowed: {name}")))?;
            match way.text().unwrap_or_default().to_ascii_uppercase().as_str() {
                "ASC" => Ok((field, false)),
                "DESC" => Ok((field, true)),
                _ => Err(refused("Order direction should be one of {ASC|DESC}".into())),
            }
        });
        let mut fields: Vec<_> = fields.collect::<Result<_, _>>()?;
        if fields.is_empty() {
            fields.push((default, false));
        }
        Ok(Self(fields))
    }

    fn compare(&self, a: &Record, b: &Record) -> Ordering {
        let by = |(field, down): &(Field, bool)| {
            let order = field.key(a).partial_cmp(&field.key(b)).unwrap_or(Ordering::Equal);
            if *down { order.reverse() } else { order }
        };
        self.0.iter().map(by).find(|order| order.is_ne()).unwrap_or_else(|| a.id.cmp(&b.id))
    }
}

/// The members of a map; an empty list is PHP's empty map.
fn members<'a>(value: Option<&'a Value>, name: &str) -> Result<Vec<(&'a str, &'a Value)>, Refusal> {
    match value {
        Some(Value::Map(map)) => Ok(map.iter().map(|(name, value)| (name.as_str(), value)).collect()),
        Some(value) if !value.is_blank() => Err(Refusal::argument(name, "Value must be array")),
        _ => Ok(Vec::new()),
    }
}
