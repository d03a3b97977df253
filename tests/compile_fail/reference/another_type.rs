//~ `id` of `CrmItemGet` takes an integer, not `b24::batch::Ref<

b24::methods! {
    mod api { "crm.item.get"; "user.current"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let mut batch = client.batch();
    let user = batch.add(api::UserCurrent::new()).result();
    let _ = batch.add(api::CrmItemGet::new(2, user));
}

fn main() {}
