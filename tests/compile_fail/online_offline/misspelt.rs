//~ `event_type` of `EventUnbind` is settled by how the request is made: `EventUnbind::offline(..)` sets it

b24::methods! {
    mod api { "event.unbind"; }
}

fn main() {
    let _ = api::EventUnbind::offline("ONCRMDEALADD").event_type("ofline");
}
