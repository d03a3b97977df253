//~ `PlacementList` works only with an application's token, and a webhook is none: use `Client<App>`
//~ called with a `Client<A>`
//~ `EventBind<(), offline>` works only with an application's token, and a webhook is none: use `Client<App>`

#[derive(b24::Api)]
#[b24(methods("placement.list", "event.bind", "user.current"))]
struct Library<A> {
    client: b24::Client<A>,
}

impl<A> Library<A> {
    async fn call(&self) {
        let _ = self.user_current().await;
        let _ = self.placement_list().await;
        let _ = self.event_bind_offline("ONCRMDEALADD").send().await;
        let _ = self.client.call(library_api::PlacementList::new()).await;
    }
}

fn main() {}
