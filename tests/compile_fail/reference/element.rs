//~ has no fields that a page lists
//~ of a list take an element first, `.item(0)`

b24::methods! {
    mod api { "user.get"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let mut batch = client.batch();
    let _ = batch.add(api::UserGet::new()).result().at(|users| &users[0].id);
}

fn main() {}
