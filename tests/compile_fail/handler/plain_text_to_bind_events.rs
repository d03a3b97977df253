//~ `bind_events` of `b24::Client<App>` takes an address that the portal can reach
//~ write `b24::handler!(

b24::events! {
    enum AppEvent { "ONCRMDEALADD"; }
}

fn bind(client: &b24::Client<b24::App>) {
    let _ = client.bind_events::<AppEvent>("https://app.example/event");
}

fn main() {}
