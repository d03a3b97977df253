//~ `EntityAdd` works only with an application's token

b24::methods! {
    mod api { "entity.add"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let _ = client.batch().add(api::EntityAdd::new("notes", "Notes"));
}

fn main() {}
