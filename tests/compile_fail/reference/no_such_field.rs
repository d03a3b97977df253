//~ no field `idd` on type `&UserCurrentResult`

b24::methods! {
    mod api { "user.current"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let mut batch = client.batch();
    let _ = batch.add(api::UserCurrent::new()).result().at(|user| &user.idd);
}

fn main() {}
