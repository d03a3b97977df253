//~ `bind_events` works only with an application's token
//~ use `Client<App>`

b24::events! { pub enum AppEvent { "ONCRMDEALADD"; } }

fn bind(client: &b24::Client<b24::Webhook>) {
    let _ = client.bind_events::<AppEvent>(b24::handler!("https://app.example/"));
}

fn main() {}
