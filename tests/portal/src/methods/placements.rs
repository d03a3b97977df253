//! `placement.bind`, `placement.get`, `placement.list`, `placement.unbind`.

use crate::access::documented;
use crate::call::{Context, Reply};
use crate::check::{missing, wrong_type};
use crate::refusal::{ACCESS_DENIED, Refusal};
use crate::state::Widget;
use crate::value::{Map, Value, map};

/// The language of texts that are given without one.
const LANGUAGE: &str = "en";

pub(super) fn bind(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let app = call.app()?;
    let placement = code(call)?;
    let handler = call.need("HANDLER")?;
    let known = call.catalogue.placement(&placement).filter(|known| call.reaches(&known.scopes));
    let known = known.ok_or(Refusal::new(400, "ERROR_PLACEMENT_NOT_FOUND", "Placement not found"))?;
    let user = user(call).unwrap_or(0);
    if user != 0 && !known.user_mode {
        let refusal = Refusal::new(400, "ERROR_PLACEMENT_USER_MODE", "User mode is not available");
        return Err(documented(call.method, refusal));
    }
    let options = call.param("OPTIONS").filter(|options| !options.is_blank()).cloned();
    if known.single {
        if options.as_ref().and_then(|options| options.get("errorHandlerUrl")).is_none_or(Value::is_blank) {
            return Err(missing(call.method, "errorHandlerUrl"));
        }
        if call.state.widgets.of(app).any(|widget| widget.placement == placement) {
            let refusal = Refusal::new(200, "ERROR_PLACEMENT_MAX_COUNT", "Placement max count: 1");
            return Err(documented(call.method, refusal));
        }
    }
    let text = |name| call.text(name).unwrap_or_default();
    let widget = Widget {
        app,
        placement,
        handler,
        user,
        options: options.unwrap_or(Value::List(Vec::new())),
        title: text("TITLE"),
        description: text("DESCRIPTION"),
        lang_all: lang_all(call),
    };
    if call.state.widgets.bind(widget) {
        Ok(Reply::of(true.into()))
    } else {
        Err(Refusal::new(400, "ERROR_CORE", "Unable to set placement handler: Handler already binded"))
    }
}

/// The texts by language: those given, or the plain ones in the portal's language.
fn lang_all(call: &Context<'_>) -> Value {
    let names = ["TITLE", "DESCRIPTION", "GROUP_NAME"];
    let texts =
        |get: &dyn Fn(&str) -> Option<String>| map(names.map(|name| (name, get(name).unwrap_or_default().into())));
    match call.param("LANG_ALL") {
        Some(Value::Map(languages)) => {
            let texts = languages
                .iter()
                .map(|(language, given)| (language.clone(), texts(&|name| given.get(name).and_then(Value::text))));
            Value::Map(texts.collect::<Map>())
        }
        _ => map([(LANGUAGE, texts(&|name| call.text(name)))]),
    }
}

pub(super) fn get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let app = call.app()?;
    let widgets = call.state.widgets.of(app).map(|widget| {
        map([
            ("placement", widget.placement.as_str().into()),
            ("userId", widget.user.into()),
            ("handler", widget.handler.as_str().into()),
            ("options", widget.options.clone()),
            ("title", widget.title.as_str().into()),
            ("description", widget.description.as_str().into()),
            ("langAll", widget.lang_all.clone()),
        ])
    });
    Ok(Reply::of(widgets.collect::<Vec<_>>().into()))
}

pub(super) fn list(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    call.app()?;
    Ok(Reply::of(call.available(call.catalogue.placements.iter().map(|(code, place)| (code, &place.scopes)))))
}

pub(super) fn unbind(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let app = call.app()?;
    // Its page names administrators among other conditions, so the IR may tell less than this.
    if !call.caller.admin {
        return Err(documented(call.method, ACCESS_DENIED));
    }
    let placement = code(call)?;
    let handler = call.text("HANDLER");
    let removed = call.state.widgets.unbind(app, &placement, handler.as_deref(), user(call));
    // As documented: a record counts when it is found, and once more when it is removed.
    Ok(Reply::of(map([("count", (removed * 2).into())])))
}

fn code(call: &Context<'_>) -> Result<String, Refusal> {
    if let Some(Value::List(_) | Value::Map(_)) = call.param("PLACEMENT") {
        return Err(wrong_type(call.method, "PLACEMENT").unwrap_or_else(|| {
            Refusal::argument("PLACEMENT", "The value of an argument 'PLACEMENT' must be of type string")
        }));
    }
    Ok(call.need("PLACEMENT")?.to_ascii_uppercase())
}

fn user(call: &Context<'_>) -> Option<u64> {
    call.param("USER_ID").and_then(Value::integer).and_then(|id| u64::try_from(id).ok())
}
