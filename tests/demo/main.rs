//! An integration in small: `cargo xtask demo` plays it against an emulated portal and shows each step.

mod handler;
mod show;

use std::time::Instant;

use b24::types::HandlerUrl;
use b24::{App, Client, auth::Token};
use b24_portal::Portal;

use handler::Handler;
use show::{failed, note, step, title};

/// The client of this integration: a method for each REST method that it names, and no others.
#[derive(b24::Api)]
#[b24(methods("event.bind", "event.get", "event.unbind", "placement.bind", "placement.get"))]
struct Integration {
    client: Client<App>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::process::ExitCode {
    match play().await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            failed(&*error);
            std::process::ExitCode::FAILURE
        }
    }
}

async fn play() -> Result<(), Box<dyn std::error::Error>> {
    title("A portal, and an application installed on it");
    let started = Instant::now();
    let portal = Portal::start().await?;
    step("portal", &format!("{} (emulated, {} methods)", portal.url(), portal.methods().len()), started);

    let token = Token::new(portal.client_endpoint(), portal.first_tokens().admin.access_token);
    let api = Integration { client: Client::app(token)? };
    let mut handler = Handler::start().await?;
    note("handler", &format!("{} waits for the portal's POSTs", handler.url("")));

    title("Events");
    // A real portal could not reach this machine: `b24::handler!("https://…")` is for addresses that it can.
    let on_deal = HandlerUrl::anywhere(handler.url("deal-added"))?;
    let now = Instant::now();
    let bound = api.event_bind("ONCRMDEALADD", on_deal.clone()).send().await?;
    step("event.bind", &format!("ONCRMDEALADD → /deal-added: {}", bound.result), now);

    let now = Instant::now();
    api.event_bind_offline("ONCRMDEALUPDATE").auth_connector("demo").send().await?;
    step("event.bind", "ONCRMDEALUPDATE → the offline queue, key `demo`", now);

    let now = Instant::now();
    match api.event_bind("ONNOSUCHEVENT", on_deal.clone()).send().await {
        Err(b24::Error::Refused { error: EventBindError::EventNotFound, refusal, .. }) => {
            step(
                "event.bind",
                &format!("ONNOSUCHEVENT: {} {} ({})", refusal.status, refusal.code, refusal.message),
                now,
            );
        }
        other => return Err(format!("an unknown event was bound: {other:?}").into()),
    }

    let now = Instant::now();
    let handlers = api.event_get().send().await?.result;
    step("event.get", &format!("{} handlers", handlers.len()), now);
    for handler in &handlers {
        let event = handler.event.as_deref().unwrap_or("?");
        note("", &format!("{event} → {}", handler.handler.as_deref().filter(|h| !h.is_empty()).unwrap_or("offline")));
    }

    title("The portal adds a deal");
    let now = Instant::now();
    let deliveries = portal.fire("ONCRMDEALADD", b24::json!({"FIELDS": {"ID": 7}})).await;
    let event = handler.next().await?;
    step("POST", &format!("{} delivery: {} {}", deliveries.len(), event.path, event.field("event")), now);
    note("", &format!("deal {} of {}", event.field("data[FIELDS][ID]"), event.field("auth[domain]")));
    let genuine = event.field("auth[application_token]") == portal.applications()[0].application_token;
    note("", if genuine { "application_token: the application's own" } else { "application_token: FORGED" });

    title("A widget");
    let widget = HandlerUrl::anywhere(handler.url("deal-tab"))?;
    let now = Instant::now();
    api.placement_bind("CRM_DEAL_DETAIL_TAB", widget).title("b24 demo").send().await?;
    step("placement.bind", "CRM_DEAL_DETAIL_TAB → /deal-tab, titled `b24 demo`", now);
    let now = Instant::now();
    portal.open_widget("CRM_DEAL_DETAIL_TAB", b24::json!({"ID": "7"})).await;
    let opened = handler.next().await?;
    step("POST", &format!("{} {}", opened.path, opened.field("PLACEMENT_OPTIONS")), now);

    title("Leaving no trace");
    let now = Instant::now();
    let unbound = api.event_unbind("ONCRMDEALADD", on_deal).send().await?.result;
    step("event.unbind", &format!("{} handler removed", unbound.count.unwrap_or_default()), now);
    let now = Instant::now();
    let unbound = api.event_unbind_offline("ONCRMDEALUPDATE").send().await?.result;
    step("event.unbind", &format!("{} offline handler removed", unbound.count.unwrap_or_default()), now);
    let now = Instant::now();
    let left = api.event_get().send().await?.result;
    step("event.get", &format!("{} handlers", left.len()), now);
    if left.is_empty() { Ok(()) } else { Err("a handler is left over".into()) }
}
