//~ no method `placement.bin`; the nearest names: `placement.bind`

#[derive(b24::Api)]
#[b24(methods("placement.bin", "event.get"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn call(portal: &Portal) {
    let _ = portal.event_get();
}

fn main() {}
