//! The authorization server, and applications that come and go.

use std::time::Duration;

use b24_portal::{Application, Portal};
use serde_json::{Value, json};

use crate::{Answer, Handler, NOON, answer, builder, call, post};

async fn token(portal: &Portal, params: &[(&str, &str)]) -> Answer {
    answer(crate::client().post(format!("{}/oauth/token/", portal.url())).form(params)).await
}

async fn refresh(portal: &Portal, refresh_token: &str) -> Answer {
    let app = &portal.applications()[0];
    let (id, secret) = (app.client_id.as_str(), app.client_secret.as_str());
    let grant = ("grant_type", "refresh_token");
    token(portal, &[grant, ("client_id", id), ("client_secret", secret), ("refresh_token", refresh_token)]).await
}

/// Follows no redirect; the query of the address that it leads to.
async fn authorize(portal: &Portal, query: &str) -> (u16, Vec<(String, String)>) {
    let client = crate::client_builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let response = client.get(format!("{}/oauth/authorize/?{query}", portal.url())).send().await.unwrap();
    let to = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
    let (_, query) = to.split_once('?').unwrap_or_default();
    (response.status().as_u16(), form_urlencoded::parse(query.as_bytes()).into_owned().collect())
}

fn field(fields: &[(String, String)], name: &str) -> String {
    fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

#[tokio::test]
async fn a_code_becomes_tokens_once_and_within_30_seconds() {
    let app = Application::new("site").redirect_uri("https://app.example/back?x=1");
    let portal = builder().application(app).start().await.unwrap();
    let app = portal.applications()[1].clone();
    let query = format!("client_id={}&state=s%201&user_id=2", app.client_id);
    let (status, back) = authorize(&portal, &query).await;
    assert_eq!((status, field(&back, "state").as_str(), field(&back, "x").as_str()), (302, "s 1", "1"));
    assert_eq!(field(&back, "domain"), portal.url().replace("http://", ""));
    let code = field(&back, "code");
    let redeem = |code: &str, secret: &str| {
        let query = [
            ("grant_type", "authorization_code"),
            ("client_id", &app.client_id),
            ("client_secret", secret),
            ("code", code),
        ];
        answer(crate::client().get(format!("{}/oauth/token/", portal.url())).query(&query))
    };
    assert_eq!(redeem(&code, "wrong").await.refusal().1, "invalid_client");
    let pair = redeem(&code, &app.client_secret).await;
    assert_eq!(pair.status, 200, "{pair:?}");
    assert_eq!((&pair.body["expires_in"], &pair.body["user_id"]), (&json!(3600), &json!(2)));
    assert_eq!(pair.body["client_endpoint"], portal.client_endpoint());
    let access = pair.body["access_token"].clone();
    post(format!("{}event.get", portal.client_endpoint()), json!({"auth": access})).await.result();
    assert_eq!(redeem(&code, &app.client_secret).await.refusal().1, "invalid_grant");
    let late = field(&authorize(&portal, &query).await.1, "code");
    portal.advance(Duration::from_secs(31)).await;
    assert_eq!(redeem(&late, &app.client_secret).await.refusal().1, "invalid_grant");
    assert_eq!(authorize(&portal, "client_id=nobody").await.0, 401);
}

#[tokio::test]
async fn a_refresh_token_is_good_for_one_use() {
    let portal = crate::portal().await;
    let first = portal.first_tokens().admin;
    portal.advance(Duration::from_secs(3601)).await;
    let expired = post(format!("{}event.get", portal.client_endpoint()), json!({"auth": first.access_token})).await;
    assert_eq!(expired.refusal(), (401, "expired_token", "The access token provided has expired"));
    let pair = refresh(&portal, &first.refresh_token).await.body;
    assert_eq!(pair["expires"], json!(NOON + 2 * 3600 + 1));
    let access = pair["access_token"].clone();
    post(format!("{}event.get", portal.client_endpoint()), json!({"auth": access})).await.result();
    assert_eq!(refresh(&portal, &first.refresh_token).await.refusal().1, "invalid_grant");
    let next = refresh(&portal, pair["refresh_token"].as_str().unwrap()).await;
    assert_ne!(next.body["refresh_token"], pair["refresh_token"]);
    portal.advance(Duration::from_secs(180 * 24 * 3600)).await;
    assert_eq!(refresh(&portal, next.body["refresh_token"].as_str().unwrap()).await.refusal().1, "invalid_grant");
    assert_eq!(
        token(&portal, &[("client_id", &portal.applications()[0].client_id)]).await.refusal().1,
        "invalid_client"
    );
}

#[tokio::test]
async fn a_removed_application_is_told_and_loses_everything() {
    let portal = crate::portal().await;
    let handler = Handler::start(200).await;
    let old = portal.tokens(1);
    for event in ["ONAPPUNINSTALL", "ONCRMDEALADD"] {
        call(&portal, 1, "event.bind", json!({"event": event, "handler": handler.url})).await.result();
    }
    assert_eq!(portal.uninstall(0, true).await.len(), 1);
    let told = handler.only();
    assert_eq!(
        (told.field("event").unwrap().as_str(), told.field("data[CLEAN]").unwrap().as_str()),
        ("ONAPPUNINSTALL", "1")
    );
    assert!(told.field("auth[access_token]").is_none() && told.field("auth[application_token]").is_some());
    let refused = post(format!("{}event.get", portal.client_endpoint()), json!({"auth": old.access_token})).await;
    assert_eq!(refused.refusal().1, "NO_AUTH_FOUND");
    assert_eq!(refresh(&portal, &old.refresh_token).await.refusal().1, "NOT_INSTALLED");
    assert!(portal.fire("ONCRMDEALADD", json!({})).await.is_empty());
    portal.install(0).await;
    assert_eq!(*call(&portal, 1, "event.get", json!({})).await.result(), json!([]));
}

#[tokio::test]
async fn an_application_of_ones_own_is_named_by_itself_or_by_its_identifier() {
    let handler = Handler::start(200).await;
    let own = Application::new("own").redirect_uri(&handler.url);
    let portal = Portal::builder().application(own.clone()).start().await.unwrap();
    assert_eq!(portal.application_token_of(&own), own.application_token);
    assert_eq!(portal.application_token_of(&own.client_id), portal.application_token_of(1));
    assert_ne!(portal.application_token(), own.application_token);
    for deliveries in [portal.install(&own).await, portal.install(&own.client_id).await, portal.install(1).await] {
        assert_eq!(deliveries.len(), 1);
    }
    assert_eq!(handler.all()[0].field("auth[application_token]").unwrap(), own.application_token);
    portal.uninstall(own.client_id.as_str(), false).await;
    assert!(portal.install(0).await.is_empty(), "it has no address");
}

#[tokio::test]
#[should_panic(expected = "of 1 applications none is ClientId(\"other\")")]
async fn an_application_is_one_that_there_is() {
    crate::portal().await.install("other").await;
}

#[tokio::test]
async fn an_installed_application_receives_tokens() {
    let handler = Handler::start(200).await;
    let app = Application::new("callback").redirect_uri(&handler.url);
    let portal = builder().application(app).start().await.unwrap();
    let control = format!("{}/_portal/install", portal.url());
    let told = post(control.clone(), json!({"client_id": portal.applications()[1].client_id})).await;
    assert_eq!(told.body["deliveries"][0]["status"], 200);
    let received = handler.only();
    assert_eq!(received.field("event").unwrap(), "ONAPPINSTALL");
    let auth: Value = received.field("auth[access_token]").unwrap().into();
    post(format!("{}event.get", portal.client_endpoint()), json!({"auth": auth})).await.result();
    assert_eq!(post(control, json!({"client_id": "nobody"})).await.status, 404);
}
