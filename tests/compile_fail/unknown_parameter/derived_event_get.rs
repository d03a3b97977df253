//~ no method named `limit` found for struct `EventGet

#[derive(b24::Api)]
#[b24(methods("event.get"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn call(portal: &Portal) {
    let _ = portal.event_get().limit(1);
}

fn main() {}
