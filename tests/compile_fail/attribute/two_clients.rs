//~ two fields hold a client: mark the one to call with `#[b24(client)]`

#[derive(b24::Api)]
#[b24(methods("event.get"))]
struct Portal {
    one: b24::Client<b24::App>,
    two: b24::Client<b24::App>,
}

fn main() {}
