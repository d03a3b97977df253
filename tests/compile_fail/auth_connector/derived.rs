//~ `auth_connector` of `EventBind` belongs to `EventBind::offline(..)`

#[derive(b24::Api)]
#[b24(methods("event.bind"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn call(portal: &Portal) {
    let _ = portal.event_bind("ONCRMDEALADD", b24::handler!("https://app.example/")).auth_connector("sync");
}

fn main() {}
