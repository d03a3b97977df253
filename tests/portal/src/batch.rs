//! `batch`: several calls in one, of v2 and of v3.

use b24_specs::ir::Api;

use crate::brackets;
use crate::call::{Desk, Reply, time};
use crate::refusal::{LONG_BATCH, NO_METHOD, NOT_IN_BATCH, Refusal};
use crate::value::{Map, Value, map, member, php};

/// The most commands of a batch.
const MOST: usize = 50;

/// `{"halt": 0, "cmd": {"key": "method?query"}}`: one after the other, each with its own result or error.
pub(crate) fn v2(desk: &mut Desk<'_>, params: &Map) -> Result<Reply, Refusal> {
    let halt = member(params, "halt").is_some_and(Value::is_true);
    let commands = named(member(params, "cmd").cloned().unwrap_or_default());
    if commands.len() > MOST {
        return Err(LONG_BATCH);
    }
    let [mut results, mut errors, mut totals, mut nexts, mut times]: [Map; 5] = Default::default();
    for (key, command) in commands {
        let command = command.text().unwrap_or_default();
        let start = desk.state.clock.now();
        match command_v2(desk, &command, &results) {
            Ok(reply) => {
                let now = desk.state.clock.now();
                let operating = desk.state.usage.operating(method_of(&command), now);
                times.insert(key.clone(), time(start, now, operating));
                if let Some(total) = reply.total {
                    totals.insert(key.clone(), total.into());
                }
                if let Some(next) = reply.next {
                    nexts.insert(key.clone(), next.into());
                }
                results.insert(key, reply.result);
            }
            Err(refusal) => {
                errors.insert(key, refusal.body(Api::V2));
                if halt {
                    break;
                }
            }
        }
    }
    Ok(Reply::of(map([
        ("result", php(results)),
        ("result_error", php(errors)),
        ("result_total", php(totals)),
        ("result_next", php(nexts)),
        ("result_time", php(times)),
    ])))
}

fn command_v2(desk: &mut Desk<'_>, command: &str, results: &Map) -> Result<Reply, Refusal> {
    let query = command.split_once('?').map_or("", |(_, query)| query);
    let params = brackets::decode(query.as_bytes()).map_err(|e| Refusal::unreadable(400, e.text()))?;
    let params = params.into_iter().map(|(name, value)| (name, with_results(value, results))).collect();
    inner(desk, Api::V2, method_of(command), &params)
}

fn method_of(command: &str) -> &str {
    let name = command.split('?').next().unwrap_or(command).trim().trim_start_matches('/');
    name.strip_suffix(".json").unwrap_or(name)
}

/// A call that is part of a batch.
fn inner(desk: &mut Desk<'_>, api: Api, name: &str, params: &Map) -> Result<Reply, Refusal> {
    let barred = |name: &str| matches!(desk.catalogue.method(name, api), Ok(Some(method)) if method.no_batch);
    if name.is_empty() {
        return Err(NO_METHOD);
    }
    if name.eq_ignore_ascii_case("batch") || barred(name) {
        return Err(NOT_IN_BATCH);
    }
    desk.observe(api, name, params)
}

/// The members of a map, or of a list under their numbers.
fn named(value: Value) -> Map {
    match value {
        Value::Map(map) => map,
        Value::List(items) => items.into_iter().enumerate().map(|(i, item)| (i.to_string(), item)).collect(),
        _ => Map::new(),
    }
}

/// Puts results of earlier commands where `$result[key][path]` asks for them. What cannot be found stays as it is.
fn with_results(value: Value, results: &Map) -> Value {
    match value {
        Value::Text(text) if text.contains("$result[") => in_text(text, results),
        Value::List(items) => Value::List(items.into_iter().map(|item| with_results(item, results)).collect()),
        Value::Map(map) => {
            Value::Map(map.into_iter().map(|(name, item)| (name, with_results(item, results))).collect())
        }
        other => other,
    }
}

fn in_text(text: String, results: &Map) -> Value {
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("$result[") {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let length = reference_length(reference);
        let (reference, after) = reference.split_at(length);
        let found = look_up(reference, results);
        if out.is_empty() && after.is_empty() {
            // The reference is the whole value, which may be a list or a map.
            return found.cloned().unwrap_or(Value::Text(text));
        }
        out.push_str(&found.and_then(Value::text).unwrap_or_else(|| reference.to_owned()));
        rest = after;
    }
    out.push_str(rest);
    Value::Text(out)
}

/// Bytes of `$result` and the brackets that follow it.
fn reference_length(text: &str) -> usize {
    let mut length = "$result".len();
    while let Some(close) = text.get(length..).filter(|rest| rest.starts_with('[')).and_then(|rest| rest.find(']')) {
        length += close + 1;
    }
    // An open bracket without an end is text.
    length.max("$result[".len()).min(text.len())
}

fn look_up<'a>(reference: &str, results: &'a Map) -> Option<&'a Value> {
    let path = reference.strip_prefix("$result[")?.strip_suffix(']')?;
    let mut keys = path.split("][").map(|key| key.trim_matches(['\'', '"']));
    let first = results.get(keys.next()?)?;
    keys.try_fold(first, child)
}

fn child<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    match value {
        Value::Map(map) => map.get(key),
        Value::List(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    }
}

/// A root list of `{"method", "query", "as"}`: all or nothing.
pub(crate) fn v3(desk: &mut Desk<'_>, params: &Map) -> Result<Reply, Refusal> {
    // The list arrives under its numbers; other names (`auth`) are no commands.
    let commands: Vec<&Value> =
        params.iter().filter(|(key, _)| key.bytes().all(|b| b.is_ascii_digit())).map(|(_, command)| command).collect();
    if commands.len() > MOST {
        return Err(LONG_BATCH);
    }
    let before = desk.state.savepoint();
    let mut results: Map = Map::new();
    let mut all = Vec::new();
    for (index, command) in commands.into_iter().enumerate() {
        let alias = command.get("as").and_then(Value::text).unwrap_or_else(|| index.to_string());
        match command_v3(desk, command, &results) {
            Ok(result) => {
                results.insert(alias, result.clone());
                all.push(result);
            }
            Err(refusal) => {
                desk.state.roll_back(before);
                return Err(refusal);
            }
        }
    }
    Ok(Reply::of(all.into()))
}

fn command_v3(desk: &mut Desk<'_>, command: &Value, results: &Map) -> Result<Value, Refusal> {
    let name = command.get("method").and_then(Value::text).unwrap_or_default();
    let query = command.get("query").or_else(|| command.get("params")).cloned().unwrap_or_default();
    let params = match referred(query, results)? {
        Value::Map(params) => params,
        _ => Map::new(),
    };
    inner(desk, Api::V3, &name, &params).map(|reply| reply.result)
}

/// Puts in what `{"$ref": "alias.item.id"}` and `{"$refArray": "alias.id"}` stand for.
fn referred(value: Value, results: &Map) -> Result<Value, Refusal> {
    let unknown = |path: &str| {
        let code = "BITRIX_REST_V3_EXCEPTION_INVALIDSELECTEXCEPTION";
        Refusal::new(400, code, format!("Unable to recognize select expression {path}"))
    };
    match value {
        Value::Map(map) => {
            if let Some(path) = map.get("$ref").and_then(Value::text) {
                return single(&path, results).cloned().ok_or_else(|| unknown(&path));
            }
            if let Some(path) = map.get("$refArray").and_then(Value::text) {
                return column(&path, results).ok_or_else(|| unknown(&path));
            }
            let members = map.into_iter().map(|(name, item)| Ok((name, referred(item, results)?)));
            members.collect::<Result<Map, Refusal>>().map(Value::Map)
        }
        Value::List(items) => {
            let items = items.into_iter().map(|item| referred(item, results));
            items.collect::<Result<Vec<_>, _>>().map(Value::List)
        }
        other => Ok(other),
    }
}

fn single<'a>(path: &str, results: &'a Map) -> Option<&'a Value> {
    let mut keys = path.split('.');
    let first = results.get(keys.next()?)?;
    keys.try_fold(first, child)
}

/// One field of every item of a list that an earlier command answered.
fn column(path: &str, results: &Map) -> Option<Value> {
    let (alias, field) = path.split_once('.')?;
    let items = results.get(alias)?.get("items")?.items()?;
    let values = items.into_iter().filter_map(|item| field.split('.').try_fold(item, child).cloned());
    Some(values.collect::<Vec<_>>().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(text: &str) -> String {
        let results = Value::from_json(br#"{"a":[{"ID":"7"}],"b":{"x":{"y":3}}}"#).unwrap();
        let Value::Map(results) = results else { panic!("a map") };
        serde_json::to_string(&with_results(text.into(), &results)).unwrap()
    }

    #[test]
    fn references_find_what_earlier_commands_answered() {
        assert_eq!(resolved("$result[a][0][ID]"), "\"7\"");
        assert_eq!(resolved("$result[b][x]"), "{\"y\":3}");
        assert_eq!(resolved("D_$result[a][0][ID]-$result[b][x][y]"), "\"D_7-3\"");
        assert_eq!(resolved("$result['b']['x'][y]"), "3");
    }

    #[test]
    fn references_that_lead_nowhere_stay_as_they_are() {
        for text in ["$result[a][49][ID]", "$result[c]", "$result[", "$result[a", "x $result[b][x] y", "$result"] {
            assert_eq!(resolved(text), format!("\"{text}\""));
        }
    }
}
