//~ no method is selected: write `#[b24(methods(

#[derive(b24::Api)]
struct Portal {
    client: b24::Client<b24::App>,
}

fn main() {}
