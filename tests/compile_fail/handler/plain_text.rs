//~ `handler` of `EventBind` takes an address that the portal can reach
//~ write `b24::handler!(

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::new("ONCRMDEALADD", "https://app.example/deal");
}
