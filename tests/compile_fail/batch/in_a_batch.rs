//~ Batch` cannot stand in a batch of `b24::nature::V2`
//~ `batch` itself cannot stand in a batch

b24::methods! {
    mod api { "batch"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let _ = client.batch().add(api::Batch::new());
}

fn main() {}
