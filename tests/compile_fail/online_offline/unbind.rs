//~ `handler` of `EventUnbind` belongs to `EventUnbind::new(..)`

b24::methods! {
    mod api { "event.unbind"; }
}

fn main() {
    let _ = api::EventUnbind::offline("ONCRMDEALADD").handler(b24::handler!("https://app.example/"));
}
