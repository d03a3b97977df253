//! Clients that are derived: where the macro finds the client, and what it leaves to the user.

use std::fmt::Debug;

use b24::auth::Token;
use b24::{App, Client, Webhook, handler};

fn app() -> Client<App> {
    Client::app(Token::new("https://portal.example/rest/", "token")).unwrap()
}

/// Two derives in one module may select the same methods.
#[derive(b24::Api)]
#[b24(specs = "fixtures", methods("event.*", "placement.bind", !"event.unbind"))]
struct Portal {
    client: Client<App>,
    name: &'static str,
}

#[derive(b24::Api)]
#[b24(specs = "fixtures/methods.jsonl", methods("event.*"), scopes("event"))]
#[b24(module = by_hand)]
pub(crate) struct Other<T: Debug>
where
    T: Clone,
{
    spare: Client<Webhook>,
    #[b24(client)]
    used: Client<App>,
    value: T,
}

#[derive(b24::Api)]
#[b24(specs = "fixtures/methods.jsonl", methods("odd.twin"))]
struct Tuple<A>(Client<A>);

#[derive(b24::Api)]
#[b24(specs = "fixtures/methods.jsonl", scopes("placement"))]
struct Scoped {
    client: Client<App>,
}

/// A library's client: whatever calls, a webhook or an application, it asks for nothing.
#[derive(b24::Api)]
#[b24(methods("user.current", "user.get", "event.get"))]
struct Library<'call, A> {
    client: &'call Client<A>,
}

impl<A> Library<'_, A> {
    async fn me(&self) -> Result<Option<i64>, b24::Error> {
        let users = self.user_get().list().by_offset();
        drop(users);
        drop(self.client.list(self.user_get().admin_mode(true)));
        let mut batch = self.client.batch();
        batch.add(self.user_current());
        let sent = self.user_current().send().await?;
        let awaited = self.user_current().await?;
        assert_eq!(sent.result.id, awaited.result.id);
        Ok(self.client.call(library_api::UserCurrent::new()).await?.result.id)
    }
}

fn method<M: b24::Method>(_: &b24::Sending<'_, M>) -> &'static str {
    M::NAME
}

#[test]
fn each_method_and_form_is_a_function() {
    let portal = Portal { client: app(), name: "mine" };
    assert_eq!(portal.name, "mine");
    assert_eq!(method(&portal.event_get().send()), "event.get");
    let url = handler!("https://app.example/");
    assert_eq!(method(&portal.event_bind("ONCRMDEALADD", &url).auth_type(7).send()), "event.bind");
    assert_eq!(method(&portal.event_bind_offline("ONCRMDEALADD").auth_connector("sync").send()), "event.bind");
    assert_eq!(method(&portal.event_bind_on_offline_event(&url).min_timeout(60).send()), "event.bind");
    let worker = portal.placement_bind_page_background_worker(&url, &url).user_id(1);
    assert_eq!(method(&worker.send()), "placement.bind");
    let error: Option<portal_api::EventBindError> = None;
    assert!(error.is_none());
}

#[test]
fn generics_marks_and_modules_are_the_user_s() {
    let other =
        Other { spare: Client::webhook("https://portal.example/rest/1/secret/").unwrap(), used: app(), value: 7 };
    assert_eq!(method(&other.event_unbind_offline("ONCRMDEALADD").send()), "event.unbind");
    let result: by_hand::EventUnbindResult = by_hand::EventUnbindResult::default();
    assert_eq!((result.count, other.value), (None, 7));
    drop(other.spare);
}

#[test]
fn a_webhook_calls_what_needs_no_application() {
    let tuple = Tuple(Client::webhook("https://portal.example/rest/1/secret/").unwrap());
    assert_eq!(method(&tuple.odd_twin().send()), "odd.twin");
    assert_eq!(method(&tuple.odd_twin_v3(1).send()), "odd.twin");
}

#[test]
fn any_client_calls_what_needs_no_application() {
    let webhook = Client::webhook("https://portal.example/rest/1/secret/").unwrap();
    drop(Library { client: &webhook }.me());
    let (app, webhook) = (app(), Library { client: &webhook });
    let library = Library { client: &app };
    drop(library.me());
    assert_eq!(method(&library.event_get().send()), "event.get");
    assert_eq!(method(&webhook.user_get().send()), "user.get");
}

#[test]
fn scopes_alone_select_all_that_they_hold() {
    let scoped = Scoped { client: app() };
    assert_eq!(method(&scoped.placement_list().send()), "placement.list");
    // Methods without a scope belong to every one.
    assert_eq!(method(&scoped.events().send()), "events");
}

#[test]
fn a_client_may_be_derived_inside_a_function() {
    #[derive(b24::Api)]
    #[b24(methods("event.get"))]
    struct Local {
        client: Client<App>,
    }
    assert_eq!(method(&Local { client: app() }.event_get().send()), "event.get");
}

#[test]
fn a_client_may_be_borrowed() {
    #[derive(b24::Api)]
    #[b24(methods("event.get"))]
    struct Borrowed<'a> {
        client: &'a Client<App>,
    }
    let client = app();
    let borrowed = Borrowed { client: &client };
    assert_eq!(method(&borrowed.event_get().send()), "event.get");
    // A request can be awaited as it is.
    assert_eq!(method(&IntoFuture::into_future(borrowed.event_get())), "event.get");
}

#[test]
fn types_of_a_named_module_are_not_imported() {
    mod beside {
        #[derive(b24::Api)]
        #[b24(methods("event.get"))]
        pub(crate) struct One {
            pub(crate) client: b24::Client<b24::App>,
        }
        #[derive(b24::Api)]
        #[b24(methods("event.get"), module = two_api)]
        pub(crate) struct Two {
            pub(crate) client: b24::Client<b24::App>,
        }
        pub(crate) type Shared = (EventGetError, two_api::EventGetError);
    }
    assert_eq!(size_of::<beside::Shared>(), 2 * size_of::<beside::EventGetError>());
    assert_eq!(method(&beside::One { client: app() }.event_get().send()), "event.get");
    assert_eq!(method(&beside::Two { client: app() }.event_get().send()), "event.get");
}

#[tokio::test]
async fn what_it_makes_is_sent_listed_and_batched() {
    let portal = b24_portal::Portal::start().await.unwrap();
    let client: Client<Webhook> = Client::webhook(&portal.webhook_url()).unwrap();
    let library = Library { client: &client };
    let page = library.user_get().send().await.unwrap().result;
    let listed = library.user_get().list().all().await.unwrap();
    assert!(!listed.is_empty() && listed == page);
    let mut batch = client.batch();
    let (me, users) = (batch.add(library.user_current()), batch.add(library.user_get()));
    let results = batch.send().await.unwrap();
    assert!(results.get(me).ran().unwrap().is_ok());
    assert_eq!(results.get(users).ran().unwrap().unwrap().result, page);
}
