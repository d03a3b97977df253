//~ no method named `item` found for struct `b24::batch::Ref<

b24::methods! {
    mod api { "crm.item.get"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let mut batch = client.batch();
    let _ = batch.add(api::CrmItemGet::new(2, 7)).result().item(0);
}

fn main() {}
