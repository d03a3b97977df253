//~ unknown option: `methods(

#[derive(b24::Api)]
#[b24(method("event.get"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn main() {}
