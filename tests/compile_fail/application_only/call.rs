//~ `EventGet` works only with an application's token
//~ use `Client<App>`

b24::methods! {
    mod api { "event.get"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let _ = client.call(api::EventGet::new());
}

fn main() {}
