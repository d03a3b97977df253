//~ `Api` is derived for a struct

#[derive(b24::Api)]
#[b24(methods("event.get"))]
enum Portal {
    One,
}

fn main() {}
