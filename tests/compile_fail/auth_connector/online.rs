//~ `auth_connector` of `EventBind` belongs to `EventBind::offline(..)`
//~ begin with `EventBind::offline(..)` to give it

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::new("ONCRMDEALADD", b24::handler!("https://app.example/")).auth_connector("sync");
}
