//~ `CrmItemGet` cannot stand in a batch of
//~ all others into `client.batch()`

b24::methods! {
    mod api { "crm.item.get"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let _ = client.batch_v3().add(api::CrmItemGet::new(2, 7));
}

fn main() {}
