//~ no field holds a client: add `client: b24::Client<b24::App>`

#[derive(b24::Api)]
#[b24(methods("event.get"))]
struct Portal {
    name: String,
}

fn main() {}
