//~ `min_timeout` of `EventBind` belongs to `EventBind::on_offline_event(..)`

#[derive(b24::Api)]
#[b24(methods("event.bind"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn call(portal: &Portal) {
    let _ = portal.event_bind("ONCRMDEALADD", b24::handler!("https://app.example/")).min_timeout(60);
}

fn main() {}
