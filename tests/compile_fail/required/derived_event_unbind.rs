//~ event_unbind(
//~ /* handler */

#[derive(b24::Api)]
#[b24(methods("event.unbind"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn call(portal: &Portal) {
    let _ = portal.event_unbind("ONCRMDEALADD");
}

fn main() {}
