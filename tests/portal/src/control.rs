//! `/_portal/...`: what the library does, over HTTP.

use std::time::Duration;

use serde::Serialize;

use crate::faults::Fault;
use crate::scenario::Answer;
use crate::send::Fire;
use crate::shared::Shared;
use crate::value::{Value, map};

/// Carries out a command; nothing where there is none of that name.
pub(crate) async fn answer(shared: &Shared, name: &str, params: &Value) -> Option<Value> {
    let text = |name| params.get(name).and_then(Value::text).unwrap_or_default();
    let number = |name| params.get(name).and_then(Value::integer).and_then(|n| u64::try_from(n).ok());
    Some(match name {
        "fire" => {
            let data = written(params, "data");
            let mut fire = Fire::new(&text("event"), data).user(number("user").unwrap_or(1));
            if let Err(reason) = shared.catalogue.check_event(&fire.event) {
                return Some(invalid(reason));
            }
            if let Some(connector) = params.get("auth_connector").and_then(Value::text) {
                fire = fire.auth_connector(&connector);
            }
            list("deliveries", &shared.send(|sender| sender.fire(&fire)).await)
        }
        "open" => {
            let options = written(params, "options");
            let user = number("user").unwrap_or(1);
            if let Err(reason) = shared.catalogue.check_placement(&text("placement")) {
                return Some(invalid(reason));
            }
            list("deliveries", &shared.send(|sender| sender.open(&text("placement"), &options, user)).await)
        }
        "advance" => {
            let seconds = number("seconds").unwrap_or(0);
            shared.state().clock.advance(Duration::from_secs(seconds));
            list("deliveries", &shared.send_due().await)
        }
        "install" => {
            let app = shared.state().known(&text("client_id"))?;
            list("deliveries", &shared.install(app, number("user").unwrap_or(1)).await)
        }
        "uninstall" => {
            let app = shared.state().known(&text("client_id"))?;
            let clean = params.get("clean").is_some_and(Value::is_true);
            list("deliveries", &shared.send(|sender| sender.uninstalled(app, clean, 1)).await)
        }
        "settle" => {
            shared.settled().await;
            map([("settled", true.into())])
        }
        "fault" | "answer" | "cost" | "overload" | "calm" => steer(shared, name, params),
        "methods" => {
            let all = shared.catalogue.emulation().map(|(listed, how)| {
                let api = if listed.api == b24_specs::ir::Api::V3 { "v3" } else { "v2" };
                map([
                    ("method", listed.method.as_str().into()),
                    ("api", api.into()),
                    ("emulation", how.to_string().into()),
                ])
            });
            map([("methods", all.collect::<Vec<_>>().into())])
        }
        "calls" => list("calls", &shared.state().calls.all()),
        "deliveries" => list("deliveries", &shared.state().deliveries.all()),
        "reset" => {
            shared.reset();
            map([("reset", true.into())])
        }
        _ => return None,
    })
}

/// The calls as JSON lines.
pub(crate) fn lines(shared: &Shared) -> String {
    let calls = shared.state().calls.all();
    calls
        .iter()
        .filter_map(|call| serde_json::to_string(call).ok())
        .fold(String::new(), |text, line| text + &line + "\n")
}

/// A value that a form of the page writes as JSON text.
fn written(params: &Value, name: &str) -> Value {
    match params.get(name) {
        Some(Value::Text(text)) => Value::from_json(text.as_bytes()).unwrap_or_else(|_| text.as_str().into()),
        other => other.cloned().unwrap_or_default(),
    }
}

fn list<T: Serialize>(name: &str, entries: &[T]) -> Value {
    map([(name, serde_json::to_value(entries).unwrap_or_default().into())])
}

fn invalid(reason: String) -> Value {
    map([("error", "INVALID_REQUEST".into()), ("error_description", reason.into())])
}

/// Commands that decide on answers to come.
fn steer(shared: &Shared, name: &str, params: &Value) -> Value {
    let told = |result: Result<(), String>| match result {
        Ok(()) => map([("done", true.into())]),
        Err(reason) => invalid(reason),
    };
    let json = || serde_json::to_value(params).unwrap_or_default();
    let known = |method: &str| shared.catalogue.check_method(method);
    let mut state = shared.state();
    match name {
        "fault" => {
            let fault = serde_json::from_value(json()).map_err(|e| e.to_string());
            let fault = fault.and_then(|fault: Fault| known(&fault.method).map(|()| fault));
            told(fault.map(|fault| state.faults.add(fault)))
        }
        "answer" => {
            let answer = serde_json::from_value::<Answer>(json()).map_err(|e| e.to_string()).and_then(Answer::decide);
            let answer = answer.and_then(|answer| known(&answer.0).map(|()| answer));
            told(answer.map(|(method, answer)| state.overrides.add(&method, answer)))
        }
        "cost" => {
            let method = params.get("method").and_then(Value::text).unwrap_or_default();
            let seconds = params.get("seconds").and_then(Value::text).and_then(|seconds| seconds.parse().ok());
            let cost = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            let cost = cost.ok_or_else(|| "`seconds` must be a number that is not negative".to_owned());
            told(cost.and_then(|cost| known(&method).map(|()| state.usage.set_cost(&method, cost))))
        }
        "overload" => {
            state.usage.overloaded = params.get("blocked").is_none_or(Value::is_true);
            told(Ok(()))
        }
        _ => {
            state.faults.clear();
            state.overrides.clear();
            state.usage.overloaded = false;
            told(Ok(()))
        }
    }
}
