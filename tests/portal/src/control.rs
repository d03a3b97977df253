//! `/_portal/...`: what the library does, over HTTP.

use std::time::Duration;

use serde::Serialize;

use crate::send::Fire;
use crate::shared::Shared;
use crate::value::{Value, map};

/// Carries out a command; nothing where there is none of that name.
pub(crate) async fn answer(shared: &Shared, name: &str, params: &Value) -> Option<Value> {
    let text = |name| params.get(name).and_then(Value::text).unwrap_or_default();
    let number = |name| params.get(name).and_then(Value::integer).and_then(|n| u64::try_from(n).ok());
    Some(match name {
        "fire" => {
            let data = params.get("data").cloned().unwrap_or_default();
            let mut fire = Fire::new(&text("event"), data).user(number("user").unwrap_or(1));
            if let Some(connector) = params.get("auth_connector").and_then(Value::text) {
                fire = fire.auth_connector(&connector);
            }
            list("deliveries", &shared.send(|sender| sender.fire(&fire)).await)
        }
        "open" => {
            let options = params.get("options").cloned().unwrap_or_default();
            let user = number("user").unwrap_or(1);
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
        "calls" => list("calls", &shared.state().calls.all()),
        "deliveries" => list("deliveries", &shared.state().deliveries.all()),
        "reset" => {
            shared.reset();
            map([("reset", true.into())])
        }
        _ => return None,
    })
}

fn list<T: Serialize>(name: &str, entries: &[T]) -> Value {
    map([(name, serde_json::to_value(entries).unwrap_or_default().into())])
}
