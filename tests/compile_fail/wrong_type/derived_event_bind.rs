//~ `event` of `EventBind` takes a text, not

#[derive(b24::Api)]
#[b24(methods("event.bind"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn call(portal: &Portal) {
    let _ = portal.event_bind(5, b24::handler!("https://app.example/"));
}

fn main() {}
