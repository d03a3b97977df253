//~ expected a name in quotes

#[derive(b24::Api)]
#[b24(methods(event.get))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn main() {}
