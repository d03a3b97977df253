//~ EventBind
//~ works only with an application's token

b24::methods! {
    mod api { "event.bind"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let _ = client.call(api::EventBind::offline("ONCRMDEALADD"));
}

fn main() {}
