//! Binds an event handler and a widget, and lists what is bound.
//!
//! `B24_ENDPOINT` is the `client_endpoint` of a token (`https://portal.bitrix24.com/rest/`), `B24_TOKEN` its access token.
#![forbid(unsafe_code)]
#![deny(missing_docs, warnings, clippy::pedantic)]

use b24::auth::Token;
use b24::{App, Client, Error, handler};

/// A portal, as far as this program needs one.
#[derive(b24::Api)]
#[b24(methods("event.*", "placement.bind", "placement.list"))]
pub struct Portal {
    client: Client<App>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = Token::new(std::env::var("B24_ENDPOINT")?, std::env::var("B24_TOKEN")?);
    let portal = Portal { client: Client::app(token)? };

    let deal = handler!("https://app.example/deal");
    match portal.event_bind("ONCRMDEALADD", &deal).auth_type(1).send().await {
        Ok(answer) => println!("bound: {}", answer.result),
        Err(Error::Refused { error: EventBindError::EventNotFound, refusal, .. }) => {
            println!("no such event: {refusal}");
        }
        Err(error) => return Err(error.into()),
    }
    portal.placement_bind("CRM_DEAL_DETAIL_TAB", handler!("https://app.example/tab")).title("Map").send().await?;
    for handler in portal.event_get().send().await?.result {
        println!("{:?} calls {:?}", handler.event, handler.handler);
    }
    Ok(())
}
