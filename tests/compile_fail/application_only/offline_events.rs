//~ `bind_offline_events` works only with an application's token
//~ `offline_events` works only with an application's token

b24::events! { pub enum Changes { "ONCRMDEALADD"; } }

fn follow(client: &b24::Client<b24::Webhook>) {
    let _ = client.bind_offline_events::<Changes>("sync");
    let _ = client.offline_events::<Changes>();
}

fn main() {}
