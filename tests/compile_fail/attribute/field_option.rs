//~ at a field only `#[b24(client)]` is known

#[derive(b24::Api)]
#[b24(methods("event.get"))]
struct Portal {
    #[b24(main)]
    client: b24::Client<b24::App>,
}

fn main() {}
