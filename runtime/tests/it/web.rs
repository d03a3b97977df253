//! An application as a server: what the emulator sends is received, believed or refused, and handed over.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use b24::auth::{self, MemoryStore};
use b24::bizproc::Run;
use b24::events::{Event, MemoryTokens};
use b24::placement::Widget;
use b24::web::{Inbox, Installer, Portals};
use b24::{App, Client, Limits, Value, json};
use b24_portal::{Application, Portal, TokenPair};
use tokio::net::TcpListener;
use tokio::sync::mpsc::Receiver;

b24::events! { enum Deals { "ONCRMDEAL*"; "ONAPPUNINSTALL"; } }
b24::placements! { enum Every { "*"; } }

const PATIENCE: Duration = Duration::from_secs(5);

/// The portal has an application before this one.
const APP: usize = 1;

/// A portal, and the application that it is to install.
struct Stage {
    portal: Arc<Portal>,
    portals: Portals,
    events: Receiver<Event<Deals>>,
    base: String,
}

async fn widget(widget: Widget<Every>) -> String {
    match widget.placement {
        Every::Unknown(unknown) => format!("unknown: {}", unknown.code),
        known => format!("{}: {known:?}", widget.code),
    }
}

async fn event(event: Event<Deals>) -> String {
    event.code
}

async fn run(run: Run) -> String {
    run.code
}

impl Stage {
    async fn with(capacity: usize, patience: Duration) -> Self {
        let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let app = Application::new("acme").redirect_uri(&format!("{base}/install"));
        let portal = Portal::builder().application(app).start().await.unwrap();
        let application = &portal.applications()[APP];
        let application = auth::Application::new(&application.client_id, application.client_secret.as_str())
            .authorization_server(portal.url());
        let builder = move || Client::builder().limits(Limits::NONE).application(application.clone());
        let portals = Portals::new(MemoryTokens::new(), MemoryStore::new(), builder);
        let (inbox, events) = Inbox::new(portals.clone(), capacity);
        let inbox = inbox.patience(patience);
        let router = Router::new()
            .route("/widget", post(widget))
            .route("/event", post(event))
            .route("/run", post(run))
            .with_state(portals.clone())
            .route_service("/events", inbox)
            .route_service("/install", Installer::new(portals.clone()));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { portal: Arc::new(portal), portals, events, base }
    }

    /// A stage whose portal has installed the application.
    async fn installed(capacity: usize, patience: Duration) -> (Self, Client<App>) {
        let stage = Self::with(capacity, patience).await;
        let delivery = stage.portal.install(APP).await.remove(0);
        assert_eq!(delivery.status, Some(200), "{}", delivery.answer);
        let client = stage.portals.client(&field(&delivery.body, "auth[member_id]")).await.unwrap();
        (stage, client)
    }

    async fn post(&self, path: &str, body: impl Into<String>) -> (u16, String) {
        self.post_as("application/x-www-form-urlencoded", path, body).await
    }

    async fn post_as(&self, kind: &str, path: &str, body: impl Into<String>) -> (u16, String) {
        let request = b24::reqwest::Client::new().post(format!("{}{path}", self.base));
        let response = request.header("content-type", kind).body(body.into()).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }
}

/// The value of a form's field.
fn field(form: &str, name: &str) -> String {
    let form = b24::reqwest::Url::parse(&format!("http://x/?{form}")).unwrap();
    form.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap()
}

async fn bind(client: &Client<App>, method: &str, what: Value) {
    client.call_raw(method, what).await.unwrap();
}

#[tokio::test]
async fn an_installation_is_taken_in_and_its_events_are_believed() {
    let (mut stage, client) = Stage::installed(10, PATIENCE).await;
    let handler = format!("{}/events", stage.base);
    bind(&client, "event.bind", json!({"event": "ONCRMDEALADD", "handler": handler})).await;
    bind(&client, "event.bind", json!({"event": "ONAPPUNINSTALL", "handler": handler})).await;
    let delivery = stage.portal.fire("ONCRMDEALADD", json!({"FIELDS": {"ID": 7}})).await.remove(0);
    assert_eq!((delivery.status, delivery.answer.as_str()), (Some(200), ""));
    let event = stage.events.recv().await.unwrap();
    assert!(
        matches!(&event.data, Deals::OnCrmDealAdd(deal) if deal.fields.as_ref().unwrap().id.is_some()),
        "{event:?}"
    );

    // What was forged or cut off, or has come before, is refused at both doors.
    let forged = delivery.body.replace(&field(&delivery.body, "auth[application_token]"), "0000");
    let (cut, _) = delivery.body.split_at(delivery.body.len() - 1);
    for door in ["/events", "/event"] {
        assert_eq!(stage.post(door, &delivery.body).await.0, 409);
        assert_eq!(stage.post(door, &forged).await.0, 403);
        assert_eq!(stage.post(door, cut).await.0, 403);
    }
    assert!(stage.events.try_recv().is_err(), "no work is done");
    let fresh = delivery.body.replace(&field(&delivery.body, "auth[access_token]"), "another");
    assert_eq!(stage.post("/event", fresh).await, (200, "ONCRMDEALADD".into()));

    // Who is gone is not believed any more.
    let gone = stage.portal.uninstall(APP, false).await.remove(0);
    assert_eq!(gone.status, Some(200), "{}", gone.answer);
    assert!(matches!(stage.events.recv().await.unwrap().data, Deals::OnAppUninstall(_)));
    assert_eq!(stage.post("/events", &delivery.body).await.0, 403);
    assert!(stage.portals.client(&field(&delivery.body, "auth[member_id]")).await.is_err());
}

#[tokio::test]
async fn nobody_installs_by_saying_so() {
    let stage = Stage::with(10, PATIENCE).await;
    let genuine = {
        let (other, _) = Stage::installed(10, PATIENCE).await;
        other.portal.deliveries().remove(0).body
    };
    // Another portal's installation: the authorization server does not know its pair.
    assert_eq!(stage.post("/install", &genuine).await.0, 403);
    // A user of this portal, who is no administrator, with a token for messages of his own.
    let TokenPair { access_token, refresh_token, .. } = stage.portal.tokens_of(APP, 2);
    let member_id = field(&genuine, "auth[member_id]");
    let own = format!(
        "event=ONAPPINSTALL&auth[access_token]={access_token}&auth[refresh_token]={refresh_token}&auth[member_id]=\
         {member_id}&auth[client_endpoint]={}&auth[application_token]=mine",
        stage.portal.client_endpoint()
    );
    let (status, reason) = stage.post("/install", &own).await;
    assert!(status == 403 && reason.contains("administrator"), "{reason}");
    // An authorization server of his own, and a portal that is not that of his pair.
    let TokenPair { access_token, refresh_token, .. } = stage.portal.tokens_of(APP, 1);
    let admins = |more: &str| {
        let tokens = format!("auth[access_token]={access_token}&auth[refresh_token]={refresh_token}");
        let endpoint = stage.portal.client_endpoint();
        format!("event=ONAPPINSTALL&{tokens}&auth[client_endpoint]={endpoint}&auth[application_token]=mine&{more}")
    };
    let elsewhere = admins(&format!("auth[member_id]={member_id}&auth[server_endpoint]=https://evil.example/rest/"));
    assert_eq!(stage.post("/install", elsewhere).await.0, 403);
    // An old one does not even use up its pair.
    assert_eq!(stage.post("/install", admins(&format!("auth[member_id]={member_id}&ts=1"))).await.0, 409);
    let (status, reason) = stage.post("/install", admins("auth[member_id]=another")).await;
    assert!(status == 403 && reason.contains("another portal"), "{reason}");
    assert_eq!(stage.post("/install", admins("")).await.0, 400);
    assert_eq!(stage.post("/install", own.replace("application_token", "x")).await.0, 401);
    assert!(stage.portals.client(&member_id).await.is_err(), "nothing was kept");
    // As JSON it is an event, too.
    let json = b24::events::form::to_json(own.as_bytes()).unwrap();
    let (status, reason) = stage.post_as("application/json", "/install", json).await;
    assert!(status == 403 && !reason.contains("DOMAIN"), "{reason}");
    // And whoever it was: the portal itself can still install.
    assert_eq!(stage.portal.install(APP).await[0].status, Some(200));
    assert!(stage.portals.client(&member_id).await.is_ok());
}

#[tokio::test]
async fn an_installation_page_is_taken_in() {
    let stage = Stage::with(10, PATIENCE).await;
    let TokenPair { access_token, refresh_token, .. } = stage.portal.tokens_of(APP, 1);
    let member_id = field(&stage.portal.install(APP).await[0].body, "auth[member_id]");
    let domain = stage.portal.url().replace("http://", "");
    let form = |refresh: &str| {
        format!(
            "AUTH_ID={access_token}&AUTH_EXPIRES=3600&REFRESH_ID={refresh}&member_id={member_id}&status=L&PLACEMENT=DEFAULT"
        )
    };
    let path = format!("/install?DOMAIN={domain}&PROTOCOL=0&LANG=en&APP_SID=s");
    let (status, page) = stage.post(&path, form(&refresh_token)).await;
    assert!(status == 200 && page.contains("BX24.installFinish()"), "{status} {page}");
    let client = stage.portals.client(&member_id).await.unwrap();
    assert!(client.call_raw("app.info", Value::Null).await.is_ok());
    // Its refresh token works once.
    assert_eq!(stage.post(&path, form(&refresh_token)).await.0, 403);
    assert_eq!(stage.post(&path, form("")).await.0, 403);
    assert_eq!(stage.post("/install", form("")).await.0, 400);
}

#[tokio::test]
async fn every_placement_reaches_its_handler() {
    let (stage, client) = Stage::installed(10, PATIENCE).await;
    let index = b24_specs::placements().unwrap();
    let mut opened = 0;
    for code in index.names().map(Result::unwrap) {
        let code = code.replace("XXX", if code.contains("DYNAMIC") { "183" } else { "DEAL" }).replace("<CODE>", "43.4");
        let options = json!({"errorHandlerUrl": "https://app.example/error", "iconName": "x"});
        let widget = json!({"PLACEMENT": code, "HANDLER": format!("{}/widget", stage.base), "OPTIONS": options});
        bind(&client, "placement.bind", widget).await;
        let delivery = stage.portal.open_widget(&code, json!({"ID": "1"})).await.remove(0);
        assert_eq!(delivery.status, Some(200), "{code}: {}", delivery.answer);
        assert!(delivery.answer.starts_with(&format!("{code}: ")), "{}", delivery.answer);
        opened += 1;
    }
    assert_eq!(opened, 83);

    let sent = stage.portal.deliveries().pop().unwrap();
    let path = format!("/widget?{}", sent.url.split_once('?').unwrap().1);
    let token = field(&sent.body, "AUTH_ID");
    for (body, status) in [
        (sent.body.replace(&token, "0000"), 403),
        (sent.body.replace(&token, ""), 401),
        (sent.body.replace(&field(&sent.body, "member_id"), "stranger"), 403),
        (sent.body.replace("member_id", "x"), 400),
        (format!("{}&x={}", sent.body, "x".repeat(1 << 20)), 413),
    ] {
        assert_eq!(stage.post(&path, &body).await.0, status, "{body:.200}");
    }
    assert_eq!(stage.post(&path, &sent.body).await.0, 200);
}

#[tokio::test]
async fn what_is_no_message_of_a_portal_has_its_status() {
    let (stage, _) = Stage::installed(10, PATIENCE).await;
    let install = stage.portal.deliveries().remove(0).body;
    let token = field(&install, "auth[application_token]");
    let auth = format!("auth[member_id]={}&auth[application_token]={token}", field(&install, "auth[member_id]"));
    let run = format!("workflow_id=1&code=double&{auth}");
    assert_eq!(stage.post("/run", &run).await, (200, "double".into()));
    assert_eq!(stage.post("/run", run.replace(&token, "0000")).await.0, 403);
    for path in ["/events", "/event", "/run", "/install"] {
        assert_eq!(stage.post(path, "x".repeat((1 << 20) + 1)).await.0, 413, "{path}");
        assert_eq!(stage.post(path, "a[b]=%00&&=").await.0, 400, "{path}");
        let got = b24::reqwest::get(format!("{}{path}", stage.base)).await.unwrap();
        assert_eq!(got.status(), 405, "{path}");
    }
    let json = b24::reqwest::Client::new().post(format!("{}/events", stage.base)).header("content-type", "text/xml");
    assert_eq!(json.body("<a/>").send().await.unwrap().status(), 415);
}

/// Sends events with these numbers, so many at once; gives the numbers that were acknowledged. All others got 503.
async fn burst(portal: &Arc<Portal>, ids: Range<u64>, at_once: usize) -> BTreeSet<u64> {
    let fire = |first: u64| {
        let (portal, ids) = (Arc::clone(portal), (first..ids.end).step_by(at_once));
        tokio::spawn(async move {
            let mut acknowledged = Vec::new();
            for id in ids {
                let delivery = portal.fire("ONCRMDEALADD", json!({"FIELDS": {"ID": id}})).await.remove(0);
                match delivery.status {
                    Some(200) => acknowledged.push(id),
                    status => assert_eq!(status, Some(503), "{}", delivery.answer),
                }
            }
            acknowledged
        })
    };
    let mut acknowledged = BTreeSet::new();
    for sender in ids.clone().take(at_once).map(fire).collect::<Vec<_>>() {
        acknowledged.extend(sender.await.unwrap());
    }
    acknowledged
}

fn deal(event: Event<Deals>) -> u64 {
    let Deals::OnCrmDealAdd(deal) = event.data else { panic!("{event:?}") };
    deal.fields.unwrap().id.unwrap().to_string().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_waits_for_a_slow_worker() {
    // `cargo xtask bench events` has five times as many.
    const BURST: u64 = 2_000;
    let (mut stage, client) = Stage::installed(100, Duration::from_secs(60)).await;
    let handler = json!({"event": "ONCRMDEALADD", "handler": format!("{}/events", stage.base)});
    bind(&client, "event.bind", handler).await;
    let worker = tokio::spawn(async move {
        let mut worked = Vec::new();
        for _ in 0..BURST {
            let event = tokio::time::timeout(Duration::from_secs(60), stage.events.recv()).await;
            worked.push(deal(event.expect("what is acknowledged is worked on").unwrap()));
            if worked.len().is_multiple_of(20) {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        worked
    });
    let portal = Arc::clone(&stage.portal);
    assert_eq!(burst(&portal, 0..BURST, 200).await, (0..BURST).collect());
    let mut worked = worker.await.unwrap();
    worked.sort_unstable();
    assert_eq!(worked, (0..BURST).collect::<Vec<_>>(), "each comes once");
}

#[tokio::test]
async fn what_has_no_place_is_not_acknowledged() {
    let (mut stage, client) = Stage::installed(20, Duration::from_millis(1)).await;
    let handler = json!({"event": "ONCRMDEALADD", "handler": format!("{}/events", stage.base)});
    bind(&client, "event.bind", handler).await;
    let portal = Arc::clone(&stage.portal);
    // Nobody works: as many as there are places.
    let first = burst(&portal, 0..100, 10).await;
    assert_eq!(first.len(), 20);
    let genuine = portal.deliveries().pop().unwrap().body;
    let forged = genuine.replace(&field(&genuine, "auth[application_token]"), "0000");
    assert_eq!((stage.post("/events", genuine).await.0, stage.post("/events", forged).await.0), (503, 403));
    let mut worked = BTreeSet::new();
    for _ in 0..20 {
        worked.insert(deal(stage.events.recv().await.unwrap()));
    }
    assert_eq!(worked, first);
    // What was refused may come again: it was not taken for a copy.
    let second = burst(&portal, 20..40, 1).await;
    assert_eq!(second.len(), 20);
    drop(stage.events);
    assert!(burst(&portal, 0..10, 10).await.is_empty(), "nobody will ever work");
}
