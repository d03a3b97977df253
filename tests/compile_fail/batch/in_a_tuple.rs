//~ Batch` cannot stand in a batch of `b24::nature::V2`

b24::methods! {
    mod api { "batch"; "user.current"; }
}

fn call(client: &b24::Client<b24::App>) {
    let _ = client.all((api::UserCurrent::new(), api::Batch::new()));
}

fn main() {}
