//! `events`, `event.bind`, `event.get`, `event.unbind`.

use crate::call::{Context, Reply};
use crate::refusal::{ACCESS_DENIED, Refusal};
use crate::state::Handler;
use crate::value::{Value, map};

pub(super) fn events(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    call.app()?;
    Ok(Reply::of(call.available(call.catalogue.events.iter().map(|(code, event)| (code, &event.scopes)))))
}

pub(super) fn bind(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let app = call.app()?;
    let event = call.need("event")?.to_ascii_uppercase();
    let offline = is_offline(call)?;
    let mut user = call.param("auth_type").and_then(id).unwrap_or(0);
    if !call.caller.admin {
        if offline {
            return Err(denied("Offline events are available to administrators only"));
        }
        if user != 0 && user != call.caller.user {
            return Err(denied("Only administrators set handlers for other users"));
        }
        user = call.caller.user;
    }
    let url = if offline { String::new() } else { call.need("handler")? };
    let known = call.catalogue.event(&event).is_some_and(|event| call.reaches(&event.scopes));
    if !known {
        let unknown = Refusal::new(400, "ERROR_EVENT_NOT_FOUND", "Event not found");
        return Err(crate::access::documented(call.method, unknown));
    }
    let mut handler = Handler::new(app, event, url, if offline { 0 } else { user });
    handler.offline = offline;
    if offline {
        handler.connector = call.text("auth_connector").unwrap_or_default();
    }
    let timeout = call.param("options").and_then(|options| options.get("minTimeout"));
    if let Some(seconds) = timeout.and_then(Value::integer) {
        handler.min_timeout = u64::try_from(seconds).unwrap_or(0);
    }
    if call.state.handlers.bind(handler) {
        Ok(Reply::of(true.into()))
    } else {
        Err(Refusal::new(400, "ERROR_CORE", "Unable to set event handler: Handler already binded"))
    }
}

pub(super) fn get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let app = call.app()?;
    let handlers = call.state.handlers.of(app).map(|handler| {
        let event = handler.event.as_str().into();
        if handler.offline {
            let connector = handler.connector.as_str().into();
            return map([("event", event), ("connector_id", connector), ("offline", 1_u64.into())]);
        }
        map([
            ("event", event),
            ("handler", handler.url.as_str().into()),
            ("auth_type", handler.user.to_string().into()),
            ("offline", 0_u64.into()),
        ])
    });
    Ok(Reply::of(handlers.collect::<Vec<_>>().into()))
}

pub(super) fn unbind(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let app = call.app()?;
    let event = call.need("event")?.to_ascii_uppercase();
    let offline = is_offline(call)?;
    let url = if offline { String::new() } else { call.need("handler")? };
    // An empty text is 0, the handlers without a user of their own; nothing at all is every handler.
    let user = call.param("auth_type").map(|user| id(user).unwrap_or(0));
    let connector = call.text("auth_connector").filter(|_| offline);
    let count = call.state.handlers.unbind(app, |handler| {
        (handler.event == event && handler.offline == offline && handler.url == url)
            && user.is_none_or(|user| handler.user == user)
            && connector.as_ref().is_none_or(|connector| handler.connector == *connector)
    });
    Ok(Reply::of(map([("count", count.into())])))
}

fn is_offline(call: &Context<'_>) -> Result<bool, Refusal> {
    match call.text("event_type").map(|kind| kind.to_ascii_lowercase()).as_deref() {
        None | Some("online") => Ok(false),
        Some("offline") => Ok(true),
        Some(_) => Err(Refusal::argument("EVENT_TYPE", "Value must be one of {online|offline}")),
    }
}

fn denied(message: &'static str) -> Refusal {
    Refusal { message: message.into(), ..ACCESS_DENIED }
}

fn id(value: &Value) -> Option<u64> {
    value.integer().and_then(|id| u64::try_from(id).ok())
}
