//~ `handler` of `EventBind` belongs to `EventBind::new(..)`

#[derive(b24::Api)]
#[b24(methods("event.bind"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn call(portal: &Portal) {
    let _ = portal.event_bind_offline("ONCRMDEALADD").handler(b24::handler!("https://app.example/"));
}

fn main() {}
