//~ `id` of `CrmItemGet` takes an integer, not `
//~ `handle.result().at(|result| &result.id)`

b24::methods! {
    mod api { "crm.item.*"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let mut batch = client.batch();
    let added = batch.add(api::CrmItemAdd::new(2, b24::json!({"title": "Lamps"})));
    let _ = batch.add(api::CrmItemGet::new(2, added));
}

fn main() {}
