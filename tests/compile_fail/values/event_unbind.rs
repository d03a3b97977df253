//~ `event_type` of `EventUnbind` takes one of the values of `EventUnbindEventType`, not `&str`

b24::methods! {
    mod api { "event.unbind"; }
}

fn main() {
    let _ = api::EventUnbind::offline("ONCRMDEALADD").event_type("ofline");
}
