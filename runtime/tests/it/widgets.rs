//! Widgets: what the emulator sends when a user opens one, and placing them.

use b24::auth::Token;
use b24::placement::{Opened, Rejected, Widget};
use b24::types::HandlerUrl;
use b24::{App, Client, Limits, Value, json};
use b24_portal::{Application, Delivery, Portal, TokenPair};
use b24_specs::ir::{Field, Placement};

b24::placements! {
    enum Any {
        "*";
    }
}

b24::placements! {
    enum Few {
        "CRM_DEAL_DETAIL_TAB";
        "CRM_DYNAMIC_XXX_DETAIL_TAB";
        "CRM_DYNAMIC_XXX_ACTIVITY_TIMELINE_MENU";
        "TASK_VIEW_*";
        !"TASK_VIEW_TOP_PANEL";
    }
}

const TAB: &str = "CRM_DEAL_DETAIL_TAB";

fn client(portal: &Portal, token: &TokenPair) -> Client<App> {
    let token = Token::new(portal.client_endpoint(), token.access_token.as_str());
    Client::builder().limits(Limits::NONE).app(token).unwrap()
}

fn handler(path: &str) -> HandlerUrl {
    HandlerUrl::anywhere(format!("http://127.0.0.1:9/{path}")).unwrap()
}

fn query(delivery: &Delivery) -> &str {
    delivery.url.split_once('?').unwrap().1
}

fn opened<E: b24::placement::Placements>(delivery: &Delivery) -> Opened<E> {
    Opened::read(query(delivery), delivery.body.as_bytes()).unwrap()
}

/// A value such as the field takes.
fn sample(field: &Field) -> Value {
    match field.values.first() {
        Some(value) => value.clone(),
        None if field.ty == "integer" => json!("7"),
        None => json!(format!("{} of it", field.name)),
    }
}

/// The code as a portal has it.
fn concrete(code: &str) -> String {
    let number = if code.contains("DYNAMIC") { "183" } else { "DEAL" };
    code.replace("XXX", number).replace("<CODE>", "43.4.cover")
}

#[tokio::test]
async fn every_documented_placement_is_opened_and_decoded() {
    let portal = Portal::start().await.unwrap();
    let installed = client(&portal, &portal.first_tokens().admin);
    let index = b24_specs::placements().unwrap();
    let mut decoded = 0;
    for code in index.names() {
        let code = code.unwrap();
        let page: Placement = index.get(code).unwrap().unwrap();
        let bound = json!({
            "PLACEMENT": concrete(code), "HANDLER": handler(code).as_str(),
            "OPTIONS": {"errorHandlerUrl": "https://app.example/error", "iconName": "x"},
        });
        installed.call_raw("placement.bind", bound).await.unwrap_or_else(|e| panic!("{code}: {e}"));
        let fields = page.params.iter().find(|f| f.name == "PLACEMENT_OPTIONS").map_or(&[][..], |f| &f.fields);
        let options: Value = fields.iter().map(|field| (field.name.clone(), sample(field))).collect();
        let sent = portal.open_widget(&concrete(code), options.clone()).await;
        assert_eq!(sent.len(), 1, "{code}");
        let widget = opened::<Any>(&sent[0]).trust_unverified().unwrap();
        assert!(!matches!(widget.placement, Any::Unknown(_)), "{code}: {widget:?}");
        // All that its page lists is in a field of its own: nothing is left over.
        let shown = format!("{:?}", widget.placement);
        assert!(shown.contains("extra: Extra([])"), "{shown}");
        for field in fields {
            assert!(shown.contains(&format!("{}: Some(", field.name)), "{code}: {shown}");
        }
        decoded += 1;
    }
    assert_eq!(decoded, 83);
}

#[tokio::test]
async fn a_verified_widget_calls_in_the_name_of_its_user() {
    let portal = Portal::start().await.unwrap();
    let installed = client(&portal, &portal.first_tokens().admin);
    installed.bind_widgets::<Few>(handler("w")).send().await.unwrap();
    let sent = portal.open_widget_as(2, TAB, json!({"ID": 3473, "more": [1]})).await;
    let widget: Widget<Few> = opened(&sent[0]).verify(&installed).await.unwrap();
    let Few::CrmDealDetailTab(tab) = &widget.placement else { panic!("{widget:?}") };
    assert_eq!((tab.id.as_deref(), tab.extra.get("more")), (Some("3473"), Some(&json!([1]))));
    assert_eq!((widget.code.as_str(), widget.language.as_deref(), widget.instance()), (TAB, Some("en"), None));
    let user = widget.client().call_raw("user.current", Value::Null).await.unwrap().result;
    assert_eq!(user["ID"].to_string().trim_matches('"'), "2");
    // Neither the widget nor what it came from shows its tokens.
    let token = form_field(&sent[0].body, "AUTH_ID");
    assert!(!format!("{widget:?}{:?}", opened::<Few>(&sent[0])).contains(&token));
}

#[tokio::test]
async fn what_the_portal_does_not_vouch_for_is_refused() {
    let first = Application::new("first");
    let portal = Portal::builder().application(first).application(Application::new("second")).start().await.unwrap();
    let installed = client(&portal, &portal.tokens_of(0, 1));
    installed.bind_widgets::<Few>(handler("w")).send().await.unwrap();
    let sent = portal.open_widget(TAB, json!({"ID": "1"})).await.remove(0);
    let token = form_field(&sent.body, "AUTH_ID");
    let verify = async |body: String| {
        let opened = Opened::<Few>::read(query(&sent), body.as_bytes()).unwrap();
        opened.verify(&installed).await.map(drop).unwrap_err()
    };
    let forged = verify(sent.body.replace(&token, "0123456789abcdef")).await;
    assert!(matches!(forged, Rejected::Refused(_)) && forged.status() == 403, "{forged}");
    let others = portal.tokens_of(1, 1).access_token;
    let replayed = verify(sent.body.replace(&token, &others)).await;
    assert!(matches!(replayed, Rejected::OtherApplication) && replayed.status() == 403, "{replayed}");
    assert_eq!(verify(sent.body.replace(&token, "")).await.status(), 401);
    portal.expire(&token);
    assert_eq!(verify(sent.body.clone()).await.status(), 403);

    // The address in the form does not count: the portal that is asked is the one that is known.
    let elsewhere = query(&sent).replace("DOMAIN=127.0.0.1", "DOMAIN=127.0.0.2");
    let again = portal.open_widget(TAB, json!({})).await.remove(0);
    let widget = Opened::<Few>::read(&elsewhere, again.body.as_bytes()).unwrap().verify(&installed).await.unwrap();
    assert_eq!(widget.client().portal(), installed.portal());

    let mut token = Token::new(portal.client_endpoint(), portal.tokens_of(0, 1).access_token);
    token.member_id = Some("another".into());
    let other = Client::app(token).unwrap();
    let rejected = opened::<Few>(&again).verify(&other).await.map(drop).unwrap_err();
    assert!(matches!(rejected, Rejected::OtherPortal), "{rejected}");
}

#[test]
fn what_is_no_widget_is_malformed_and_what_is_not_documented_is_kept() {
    let head = "DOMAIN=p.example&PROTOCOL=1&LANG=de&APP_SID=s";
    let form = |rest: &str| format!("AUTH_ID=a&AUTH_EXPIRES=3600&member_id=m&{rest}");
    let read = |query: &str, body: &str| Opened::<Few>::read(query, body.as_bytes());
    let widget = |rest: &str| read(head, &form(rest)).unwrap().trust_unverified().unwrap().placement;
    for (query, body, status) in [
        ("", form("PLACEMENT=X"), 400),
        (head, "AUTH_ID=a".into(), 400),
        (head, form("PLACEMENT=CRM_DEAL_DETAIL_TAB&PLACEMENT_OPTIONS={%22ID%22:"), 400),
        (head, form(&format!("x={}", "x".repeat(1 << 20))), 413),
        (head, form(&"x[]=1&".repeat(6000)), 413),
    ] {
        assert_eq!(read(query, &body).map(drop).unwrap_err().status(), status, "{body:.60}");
    }
    let Few::Unknown(elsewhere) = widget("PLACEMENT=NOT_DOCUMENTED&PLACEMENT_OPTIONS={%22a%22:[1]}") else { panic!() };
    assert_eq!(
        (elsewhere.code.as_str(), elsewhere.options, elsewhere.misfit),
        ("NOT_DOCUMENTED", json!({"a": [1]}), None)
    );
    let Few::Unknown(misfit) = widget("PLACEMENT=CRM_DEAL_DETAIL_TAB&PLACEMENT_OPTIONS={%22ID%22:[7]}") else {
        panic!()
    };
    assert!(misfit.misfit.unwrap().to_string().contains("`ID`"));
    assert_eq!(misfit.options, json!({"ID": [7]}));
    // The application's own page, and options in the other spellings that there are.
    assert!(matches!(widget(""), Few::Unknown(page) if page.code.is_empty()));
    for options in ["PLACEMENT_OPTIONS=[]", "PLACEMENT_OPTIONS=", "PLACEMENT_OPTIONS[x]=1", ""] {
        let placement = widget(&format!("PLACEMENT=CRM_DEAL_DETAIL_TAB&{options}"));
        assert!(matches!(placement, Few::CrmDealDetailTab(ref tab) if tab.id.is_none()), "{placement:?}");
    }
    let Few::CrmDealDetailTab(tab) = widget("PLACEMENT=CRM_DEAL_DETAIL_TAB&PLACEMENT_OPTIONS[ID]=7") else { panic!() };
    assert_eq!(tab.id.as_deref(), Some("7"));
    let of = |code: &str| widget(&format!("PLACEMENT={code}"));
    let menu = of("CRM_DYNAMIC_31_ACTIVITY_TIMELINE_MENU");
    assert!(matches!(menu, Few::CrmDynamicXxxActivityTimelineMenu(_)), "{menu:?}");
    assert!(matches!(of("CRM_DEAL_ACTIVITY_TIMELINE_MENU"), Few::Unknown(_)));
    assert!(matches!(of("TASK_VIEW_TAB"), Few::TaskViewTab(_)));
    assert!(matches!(of("TASK_VIEW_TOP_PANEL"), Few::Unknown(_)));
}

#[tokio::test]
async fn widgets_are_placed_once_and_stale_ones_go() {
    b24::placements! { enum Fewer { "TASK_VIEW_TAB"; "PAGE_BACKGROUND_WORKER"; } }
    let portal = Portal::start().await.unwrap();
    let client = client(&portal, &portal.first_tokens().admin);
    let bind = || client.bind_widgets::<Few>(handler("w")).title("Invoices").instance("CRM_DYNAMIC_183_DETAIL_TAB");
    let first = bind().send().await.unwrap();
    assert_eq!(first.bound, [TAB, "CRM_DYNAMIC_183_DETAIL_TAB", "TASK_VIEW_SIDEBAR", "TASK_VIEW_TAB"]);
    let again = bind().send().await.unwrap();
    assert_eq!((again.kept, again.bound.len() + again.unbound.len()), (first.bound.clone(), 0));
    // Another handler's widgets are none of its business.
    let other = client.bind_widgets::<Fewer>(handler("other")).send().await.unwrap();
    assert_eq!((other.bound, other.unbound.len()), (vec!["TASK_VIEW_TAB".to_owned()], 0));
    let fewer = client.bind_widgets::<Fewer>(handler("w")).error_handler(handler("error"));
    let fewer = fewer.send().await.unwrap();
    assert_eq!((fewer.bound, fewer.kept), (vec!["PAGE_BACKGROUND_WORKER".into()], vec!["TASK_VIEW_TAB".into()]));
    assert_eq!(fewer.unbound, [TAB, "CRM_DYNAMIC_183_DETAIL_TAB", "TASK_VIEW_SIDEBAR"]);
    // One that cannot be placed without a place for its errors stays where it is.
    let same = client.bind_widgets::<Fewer>(handler("w")).send().await.unwrap();
    assert_eq!((same.kept.len(), same.unbound.len()), (2, 0));
    let left = client.call_raw("placement.get", Value::Null).await.unwrap().result;
    assert_eq!(left.as_array().unwrap().len(), 3, "{left}");

    let app = Application::new("tasks").scopes(["task", "placement"]);
    let portal = Portal::builder().application(app).start().await.unwrap();
    let done = self::client(&portal, &portal.tokens_of(1, 1)).bind_widgets::<Few>(handler("w")).send().await.unwrap();
    assert_eq!((done.bound.len(), done.unavailable), (2, vec![TAB.to_owned()]));
}

fn form_field(body: &str, name: &str) -> String {
    let field = |pair: &str| pair.strip_prefix(name)?.strip_prefix('=').map(str::to_owned);
    body.split('&').find_map(field).unwrap()
}
