//~ expected the name of a method as a literal

#[derive(b24::Api)]
#[b24(methods(event.get))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn main() {}
