//! What the emulated portal sends, received at a real handler: verified, decoded and, where it is not the portal's, refused.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use b24::events::{ApplicationTokens, Event, Incoming, MemoryTokens, Refused, Verifier};
use b24::secrecy::ExposeSecret;
use b24::types::HandlerUrl;
use b24::{App, Client, Limits, auth::Token, json};
use b24_portal::{Fire, Portal};
use b24_tests::sample;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

b24::methods! { mod calls { "event.bind"; "tasks.task.add"; "tasks.task.update"; "tasks.task.delete"; } }

b24::events! {
    /// All that are documented.
    pub enum Every { "**"; }
}

b24::events! {
    enum Deals { "ONAPPINSTALL"; "ONCRMDEAL*"; !"ONCRMDEALRECURRING*"; }
}

/// An application's handler: it answers with the status that fits, and hands on what it believes.
struct Handler {
    url: HandlerUrl,
    tokens: MemoryTokens,
    received: mpsc::UnboundedReceiver<Event<Every>>,
}

type Door = (Arc<Verifier<MemoryTokens>>, mpsc::UnboundedSender<Event<Every>>);

async fn receive(State((verifier, sender)): State<Door>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok());
    let status = match Incoming::read(&body, kind) {
        Err(malformed) => malformed.status(),
        Ok(incoming) => match incoming.verify(&verifier).await {
            Err(refused) => refused.status(),
            Ok(event) => {
                sender.send(event).unwrap();
                200
            }
        },
    };
    StatusCode::from_u16(status).unwrap()
}

impl Handler {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = HandlerUrl::anywhere(format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let tokens = MemoryTokens::new();
        let (sender, received) = mpsc::unbounded_channel();
        let app = Router::new().fallback(receive).with_state((Arc::new(Verifier::new(tokens.clone())), sender));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, tokens, received }
    }

    async fn bind(&self, portal: &Portal, events: impl IntoIterator<Item = &str>) {
        let client = client(portal);
        for event in events {
            client.call(calls::EventBind::new(event, &self.url)).await.unwrap();
        }
    }
}

fn client(portal: &Portal) -> Client<App> {
    let token = Token::new(portal.client_endpoint(), portal.first_tokens().admin.access_token);
    Client::builder().limits(Limits::NONE).app(token).unwrap()
}

#[tokio::test]
async fn every_documented_event_is_received_verified_and_typed() {
    let portal = Portal::start().await.unwrap();
    let mut handler = Handler::start().await;
    let entities = b24_specs::system().unwrap().types;
    let events = b24_specs::events().unwrap();
    // With it the token is forgotten, so it comes last.
    let last = "ONAPPUNINSTALL";
    let codes: Vec<&str> = events.names().map(Result::unwrap).filter(|code| *code != last).collect();
    assert!(codes.len() > 150);
    handler.bind(&portal, codes.iter().copied().chain([last])).await;
    let token = &portal.applications()[0].application_token;
    let mut in_order = vec!["ONAPPINSTALL"];
    in_order.extend(codes.iter().filter(|code| **code != "ONAPPINSTALL").chain([&last]));
    for code in in_order {
        let event = events.get(code).unwrap().unwrap();
        let data = sample::data(&event, &entities);
        for delivery in portal.fire(code, data.clone()).await {
            assert_eq!((delivery.status, delivery.name.as_str()), (Some(200), code), "{}", delivery.body);
        }
        let received = handler.received.recv().await.unwrap();
        assert_eq!(received.code, code);
        assert!(!matches!(received.data, Every::Unknown(_)), "{code}: {:?} from {data}", received.data);
        let shown = format!("{:?}", received.data);
        let documented = event.params.iter().any(|param| param.name == "data" && !param.fields.is_empty());
        assert!(!documented || !shown.contains("Extra([("), "{code} is not typed to its depth: {shown}");
        assert!(received.extra.is_empty() && received.auth.extra.is_empty(), "{code}: {received:?}");
        let age = std::time::SystemTime::now().duration_since(received.ts.unwrap()).unwrap_or_default();
        assert!(age.as_secs() < 60, "{code} {age:?}");
        assert_eq!(received.auth.application_token.as_ref().unwrap().expose_secret(), token);
        // Nobody is left to call back in the name of.
        assert_eq!(received.auth.client().is_ok(), code != last, "{code}");
    }
    let member_id = portal.fire("ONAPPINSTALL", json!({})).await;
    assert_eq!(member_id[0].status, Some(200), "the portal may install it again");
}

/// Before a task was there, its fields are the word `undefined`.
#[tokio::test]
async fn what_is_done_to_a_task_is_received_by_name() {
    let portal = Portal::start().await.unwrap();
    let mut handler = Handler::start().await;
    handler.bind(&portal, ["ONAPPINSTALL", "ONTASKADD", "ONTASKUPDATE", "ONTASKDELETE"]).await;
    portal.fire("ONAPPINSTALL", json!({})).await;
    handler.received.recv().await.unwrap();

    let client = client(&portal);
    let fields = calls::TasksTaskAddFields::new("Lamps", 1);
    client.call(calls::TasksTaskAdd::new(fields)).await.unwrap();
    portal.settled().await;
    let Every::OnTaskAdd(added) = handler.received.recv().await.unwrap().data else { panic!("no ONTASKADD") };
    assert!(added.fields_before.is_none());
    let id = added.fields_after.and_then(|fields| fields.id).unwrap();
    client.call(calls::TasksTaskUpdate::new(id, json!({"TITLE": "Shades"}))).await.unwrap();
    portal.settled().await;
    assert!(matches!(handler.received.recv().await.unwrap().data, Every::OnTaskUpdate(_)));
    client.call(calls::TasksTaskDelete::new(id)).await.unwrap();
    portal.settled().await;
    let Every::OnTaskDelete(deleted) = handler.received.recv().await.unwrap().data else { panic!("no ONTASKDELETE") };
    assert_eq!(deleted.fields_before.and_then(|fields| fields.id), Some(id));
    assert!(deleted.fields_after.is_none());
}

#[tokio::test]
async fn the_user_who_caused_an_event_can_be_called_back() {
    let portal = Portal::start().await.unwrap();
    let mut handler = Handler::start().await;
    handler.bind(&portal, ["ONAPPINSTALL", "ONCRMDEALADD"]).await;
    portal.fire("ONAPPINSTALL", json!({})).await;
    portal.fire_as(&Fire::new("ONCRMDEALADD", json!({"FIELDS": {"ID": 7}})).user(2)).await;
    handler.received.recv().await.unwrap();
    let event = handler.received.recv().await.unwrap();
    let Every::OnCrmDealAdd(deal) = &event.data else { panic!("{:?}", event.data) };
    assert_eq!(deal.fields.as_ref().unwrap().id, Some(7));
    let user = event.auth.client().unwrap().call_raw("user.current", json!({})).await.unwrap();
    assert_eq!(user.result["ID"], "2");
}

#[tokio::test]
async fn what_the_portal_has_not_sent_is_refused_with_its_status() {
    let portal = Portal::start().await.unwrap();
    let mut handler = Handler::start().await;
    handler.bind(&portal, ["ONCRMDEALADD"]).await;
    let application = &portal.applications()[0];
    let body = portal.fire("ONCRMDEALADD", json!({"FIELDS": {"ID": 7}})).await.remove(0);
    assert_eq!(body.status, Some(403), "nobody has installed it: {body:?}");
    let body = body.body;
    let post = async |body: &str, kind: &'static str| {
        let headers = HeaderMap::from_iter([("content-type".parse().unwrap(), kind.parse().unwrap())]);
        let (verifier, (sender, mut received)) = (Verifier::new(handler.tokens.clone()), mpsc::unbounded_channel());
        let status = receive(State((Arc::new(verifier), sender)), headers, body.to_owned().into()).await;
        (status.as_u16(), received.try_recv().is_ok())
    };
    let form = "application/x-www-form-urlencoded";
    let install = body.replace("ONCRMDEALADD", "ONAPPINSTALL");
    assert_eq!(post(&install, form).await, (200, true));
    assert_eq!(post(&body, form).await, (200, true));

    let forged = body.replace(&application.application_token, "guess");
    assert_eq!(post(&forged, form).await, (403, false));
    let second = install.replace(&application.application_token, "another");
    assert_eq!(post(&second, form).await, (403, false), "whoever comes second is not believed");
    let (unsigned, _) = body.split_once("&auth%5Bapplication_token%5D").unwrap();
    assert_eq!(post(unsigned, form).await, (401, false));
    for end in (0..body.len()).filter(|end| body.is_char_boundary(*end)) {
        let (status, believed) = post(&body[..end], form).await;
        assert!(matches!(status, 400 | 401 | 403) && !believed, "{status} for {}", &body[..end]);
    }
    let oversized = format!("{body}&data[x]={}", "x".repeat(1 << 20));
    assert_eq!(post(&oversized, form).await, (413, false));
    let deep = format!("{body}&data{}=1", "[x]".repeat(100));
    assert_eq!(post(&deep, form).await, (400, false));
    assert_eq!(post(&body, "application/json").await, (400, false));
    assert_eq!(post(&body, "text/plain").await, (415, false));
    let old = body.replace("&ts=", "&ts=1&was=");
    assert_eq!(post(&old, form).await, (409, false));
    assert!(handler.received.try_recv().is_err(), "no work was done");
}

#[tokio::test]
async fn json_is_believed_as_a_form_is() {
    let tokens = MemoryTokens::new().with("m", "secret");
    let verifier = Verifier::new(tokens.clone());
    let body = |token: &str, code: &str| {
        json!({"event": code, "data": {"FIELDS": {"ID": "7"}}, "auth": {"member_id": "m", "application_token": token}})
            .to_string()
    };
    let json = Some("application/json");
    let read = |body: String| Incoming::<Deals>::read(body.as_bytes(), json).unwrap();
    let event = read(body("secret", "OnCrmDealUpdate")).verify(&verifier).await.unwrap();
    assert!(matches!(event.data, Deals::OnCrmDealUpdate(deal) if deal.fields.as_ref().unwrap().id == Some(7)));
    assert_eq!(read(body("secre", "ONCRMDEALADD")).verify(&verifier).await.unwrap_err(), Refused::Forged);
    // An event that this enum has taken away, and one that does not fit.
    for (code, fits) in [("ONCRMDEALRECURRINGADD", true), ("ONCRMDEALADD", false)] {
        let body = body("secret", code).replace("\"7\"", if fits { "\"7\"" } else { "\"seven\"" });
        let Deals::Unknown(unknown) = read(body).trust_unverified().data else { panic!("{code} is known") };
        assert_eq!((unknown.code.as_str(), unknown.misfit.is_none()), (code, fits));
        assert!(unknown.data["FIELDS"]["ID"].is_string());
    }
    // JSON that no value can be made from is kept as it was written.
    let odd = read(body("secret", "ONODD").replace("\"7\"", "1e999")).trust_unverified();
    assert!(matches!(odd.data, Deals::Unknown(unknown) if unknown.data == r#"{"FIELDS":{"ID":1e999}}"#));
    tokens.forget("m").await.unwrap();
    assert_eq!(read(body("secret", "ONCRMDEALADD")).verify(&verifier).await.unwrap_err(), Refused::UnknownPortal);
}

/// Several events bring one type, and it is the event that is shown.
#[test]
fn an_event_is_shown_by_its_own_name() {
    let shown =
        |body: &str| format!("{:?}", Incoming::<Deals>::read(body.as_bytes(), None).unwrap().trust_unverified().data);
    assert!(shown("event=ONCRMDEALADD&data[FIELDS][ID]=7").starts_with("OnCrmDealAdd {"));
    assert!(shown("event=ONCRMDEALDELETE&data[FIELDS][ID]=7").starts_with("OnCrmDealDelete {"));
}
