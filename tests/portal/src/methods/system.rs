//! `methods`, `method.get`, `scope`, `app.info`, `server.time`, `feature.get`.

use b24_specs::ir::Api;

use crate::access::documented;
use crate::call::{Context, Reply};
use crate::clock::iso;
use crate::refusal::{ACCESS_DENIED, Refusal};
use crate::value::{Value, map};

pub(super) fn methods(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let listed = call.catalogue.listing().iter().filter(|method| method.api == Api::V2);
    Ok(Reply::of(call.available(listed.map(|method| (&method.method, &method.scopes)))))
}

pub(super) fn method_get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let name = call.need("name")?;
    let found = call.catalogue.listing().iter().find(|m| m.api == Api::V2 && m.method.eq_ignore_ascii_case(&name));
    let available = found.is_some_and(|method| call.reaches(&method.scopes));
    Ok(Reply::of(map([("isExisting", found.is_some().into()), ("isAvailable", available.into())])))
}

pub(super) fn scope(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let full = call.param("full").is_some_and(Value::is_true);
    let scopes = match call.scopes {
        Some(own) if !full => own.iter().map(|scope| scope.as_str().into()).collect::<Vec<Value>>(),
        _ => call.catalogue.scopes().iter().map(|scope| Value::from(scope.as_str())).collect(),
    };
    Ok(Reply::of(scopes.into()))
}

pub(super) fn app_info(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let denied = Refusal { message: "Access denied! Application context required".into(), ..ACCESS_DENIED };
    let app = call.caller.app.ok_or_else(|| documented(call.method, denied))?;
    let installed = call.state.applications.get(app);
    Ok(Reply::of(map([
        ("ID", (app as u64 + 1).into()),
        ("CODE", installed.map(|app| app.client_id.as_str()).unwrap_or_default().into()),
        ("VERSION", 1_u64.into()),
        ("STATUS", "L".into()),
        ("INSTALLED", installed.is_some().into()),
        ("PAYMENT_EXPIRED", "N".into()),
        ("DAYS", Value::Null),
        ("LANGUAGE_ID", "en".into()),
        ("LICENSE", "en_selfhosted".into()),
        ("LICENSE_TYPE", "selfhosted".into()),
        ("LICENSE_FAMILY", "selfhosted".into()),
    ])))
}

pub(super) fn server_time(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    Ok(Reply::of(iso(call.state.clock.now()).into()))
}

pub(super) fn feature_get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let empty = Refusal::new(400, "CODE_EMPTY", "CODE can't be empty");
    let code = call.text("CODE").ok_or_else(|| documented(call.method, empty))?;
    // The features that the page lists are those that this portal has.
    let there = matches!(code.as_str(), "rest_offline_extended" | "rest_auth_connector");
    Ok(Reply::of(map([("value", if there { "Y" } else { "N" }.into())])))
}
